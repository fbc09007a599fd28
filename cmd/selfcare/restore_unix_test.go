//go:build unix

package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestARestoreOverASoundRecordAsksOnATerminal(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	// Where it is run the backup has a short name: a line that wraps could not be found.
	folder := filepath.Dir(p.file)
	in := func(args ...string) *exec.Cmd {
		c := p.command(args...)
		c.Dir = folder
		return c
	}
	p.run("backup", filepath.Join(folder, "old.db"))
	p.run("habit", "new", "Swim")
	p.run("add", "swim")
	for _, answer := range []string{"\r", "n\r", "\x04"} {
		x := open(t, in("restore", "old.db"))
		x.shows("2 changes came after old.db, where 1 habit, 1 entry", "What is there now is kept, and one command brings it back.", "Replace the record with old.db?  y/N")
		x.press(answer)
		x.shows("Nothing was replaced.")
		if got := x.ends(); got != statusNo {
			t.Errorf("the exit status is %d", got)
		}
	}
	if list := p.run("habit", "list"); !strings.Contains(list, "Swim") {
		t.Errorf("the list is %s", list)
	}
	x := open(t, in("restore", "old.db"))
	x.shows("y/N")
	x.press("y\r")
	x.shows("Restored from old.db: 1 habit, 0 entries.", "To take this back: selfcare restore")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
	if list := p.run("habit", "list"); strings.Contains(list, "Swim") {
		t.Errorf("the list is %s", list)
	}

	x = open(t, in("undo"))
	x.shows("The last change is older than the restore.", "Take back Walk: a new habit?  y/N")
	x.press("n\r")
	x.shows("Nothing was taken back.")
	if got := x.ends(); got != statusNo {
		t.Errorf("the exit status is %d", got)
	}
	x = open(t, in("undo"))
	x.shows("y/N")
	x.press("y\r")
	x.shows("Taken back: Walk: a new habit.")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}
}
