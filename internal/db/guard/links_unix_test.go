//go:build unix

package guard

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// What is not there has the path that the system would make it at.
func TestALinkToNothingNamesWhatItLeadsTo(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(folder, name) }
	if err := errors.Join(
		os.MkdirAll(in("far/deep"), 0o700), os.Mkdir(in("near"), 0o700),
		os.Symlink("../far/deep", in("near/step")),
	); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, target, want string }{
		{"absolute", in("far/gone.db"), in("far/gone.db")},
		{"relative", "../far/gone.db", in("far/gone.db")},
		{"up from a folder that is a link", "step/../gone.db", in("far/gone.db")},
		{"link to a link", "relative", in("far/gone.db")},
		{"folder that is gone", "../nowhere/gone.db", in("near/folder that is gone")},
		{"circle", "circle", in("near/circle")},
	} {
		link := in("near/" + c.name)
		if err := os.Symlink(c.target, link); err != nil {
			t.Fatal(err)
		}
		if got := behindLinks(link); got != c.want {
			t.Errorf("%s leads to %s, want %s", c.name, got, c.want)
		}
	}
	if got, want := behindLinks(in("near/step/gone.db")), in("near/step/gone.db"); got != want {
		t.Errorf("a path that is no link and has nothing there is %s, want %s", got, want)
	}
}
