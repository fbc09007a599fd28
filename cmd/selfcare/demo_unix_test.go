//go:build unix

package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// filesIn are the files under a folder, and their text.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheDemonstrationTouchesNothing(t *testing.T) {
	t.Parallel()
	p := begun(t)
	home := filepath.Dir(filepath.Dir(p.file))
	before := filesIn(t, home)
	x := open(t, p.command("demo"))
	x.shows("A made-up year", "5 of 9", "Screens off by eleven", "Boundaries")
	x.press("3")
	x.shows("Move kept.  z undo", "6 of 9")
	x.press("B")
	x.shows("No contact with R.", "urges ridden out")
	x.press("J")
	x.shows("I cooked.")
	x.press("R")
	x.matches(`worth noticing|early|can't tell yet`)
	inside := filesIn(t, home)
	if len(inside) <= len(before) {
		t.Error("there is no temporary record")
	}
	x.press("q")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d: %s", got, x.text())
	}
	x.isAsFound()
	after := filesIn(t, home)
	if len(after) != len(before) {
		t.Errorf("%d files are there after it, %d before", len(after), len(before))
	}
	for path, text := range before {
		if after[path] != text {
			t.Errorf("%s was changed", path)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(home, "selfcare-demo-*")); len(left) > 0 {
		t.Errorf("%q is still there", left)
	}
}

func TestTheDemonstrationKeepsToItsOwnFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for args, want := range map[string]string{"demo --db x": "leave out --db", "demo": "needs a terminal", "demo --json": "prints no JSON", "demo x": `takes no "x"`} {
		if _, said := p.says("", strings.Fields(args)...); !strings.Contains(said, want) {
			t.Errorf("%s says %q", args, said)
		}
	}
	if left := filesIn(t, filepath.Dir(filepath.Dir(p.file))); len(left) > 0 {
		t.Errorf("files were made: %q", slices.Collect(maps.Keys(left)))
	}
}
