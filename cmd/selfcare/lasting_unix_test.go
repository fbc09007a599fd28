//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The folder where changes wait is on the disk that takes none.
func TestWhatCannotBeKeptInItsPlaceIsKeptInAnother(t *testing.T) {
	t.Parallel()
	p, folder := onDisk(t)
	p.env = append(p.env, "XDG_STATE_HOME="+folder)
	p.run("habit", "new", "Walk", "--at-least", "1000", "--unit", "min")
	p.run("habit", "new", "Meditation")
	p.run("add", "walk", "5m")
	x := p.app(sized(1000, 24)) // paths may be long
	x.shows("▸ 1 ◐ Walk")
	remount(t, folder, "ro")
	x.press("2")
	x.shows("▸ 2 ● Meditation", "1 not saved")
	x.press("z")
	x.shows("2 not saved")
	x.press("\x03")
	if got := x.ends(); got != statusNo {
		t.Errorf("the exit status is %d, want %d", got, statusNo)
	}
	x.shows("2 changes (Meditation kept, an undo) could not be written")
	all, err := filepath.Glob(filepath.Join(p.home(), "selfcare-pending", "*.json"))
	if err != nil || len(all) != 1 {
		t.Fatalf("there is %v, %v", all, err)
	}
	kept := all[0]
	if info, err := os.Stat(kept); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("it is %v, %v", info, err)
	}

	remount(t, folder, "rw")
	if got := p.run("import", kept, "--dry-run"); got != "To be written: 2 changes that could not be saved before.\n" {
		t.Errorf("import would say %q", got)
	}
	if got := p.run("import", kept); got != "Written: 2 changes that could not be saved before.\n" {
		t.Errorf("import said %q", got)
	}
	if got := p.run("import", kept); got != "Written: 0 changes that could not be saved before; 2 were here already.\n" {
		t.Errorf("import said %q", got)
	}
	if got := p.run("import", kept, "--json"); !strings.Contains(got, `"written": 0`) {
		t.Errorf("import said %q", got)
	}
	if got := p.seen()["Meditation"].State; got != "unknown" {
		t.Errorf("Meditation is %s: it was taken back", got)
	}
	if got := p.run("redo"); got != "Done again: Meditation kept.\n" {
		t.Errorf("redo said %q", got)
	}
}

func TestAPurgeAsksOnATerminal(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	p.run("habit", "new", "Swim")
	p.run("backup")
	for _, answer := range []string{"\r", "n\r", "\x04"} {
		x := open(t, p.command("purge", "swim"))
		x.shows("Forget Swim for good? This cannot be undone.  y/N")
		x.press(answer)
		x.shows("Nothing was forgotten.")
		if got := x.ends(); got != statusNo {
			t.Errorf("the exit status is %d", got)
		}
	}
	x := open(t, p.command("purge", "swim"))
	x.shows("y/N")
	x.press("y\r")
	x.shows("In 1 backup beside it, too?  y/N")
	x.press("yes\r")
	x.shows("Forgotten for good: Swim. In 1 backup, too.")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	if list := p.run("habit", "list"); strings.Contains(list, "Swim") || !strings.Contains(list, "Walk") {
		t.Errorf("the list is %s", list)
	}
}

// A window that is open sees what another one purged.
func TestAPurgeIsSeenInAnOpenApp(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	p.run("habit", "new", "Swim")
	x := p.app()
	x.shows("1 · Walk", "2 · Swim")
	p.run("purge", "--yes", "walk")
	x.shows("1 · Swim")
	x.press("1")
	x.shows("1 ● Swim")
	x.press("q")
	x.ends()
	if got := p.seen()["Swim"].State; got != "yes" {
		t.Errorf("Swim is %s", got)
	}
}
