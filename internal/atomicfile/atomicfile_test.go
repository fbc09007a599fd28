package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// names returns what is in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func wantText(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", filepath.Base(path), got, err, want)
	}
}

func TestWriteReplacesTheFileAndLeavesNothingBeside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a b.json")
	for _, text := range []string{"one", "two, longer", ""} {
		if err := WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		wantText(t, path, text)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}
}

func TestAFailedWriteLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	if err := WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("full")
	err := Write(path, 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, "half of the n")
		return errors.Join(err, full)
	})
	if !errors.Is(err, full) {
		t.Errorf("Write answers %v", err)
	}
	wantText(t, path, "old")
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
	if err := WriteFile(filepath.Join(dir, "no", "f"), nil, 0o600); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("in a folder that is not there Write answers %v", err)
	}
}

func TestALinkStaysOne(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(real, []byte("old"), 0o600), os.Symlink("real", link)); err != nil {
		t.Skip(err)
	}
	if err := WriteFile(link, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantText(t, real, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info, err)
	}
	if err := os.Remove(real); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, []byte("x"), 0o600); err == nil {
		t.Error("a link to nothing is written through")
	}
}

func TestManyWritersLeaveOneWholeFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			if err := WriteFile(path, fmt.Appendf(nil, "%02d%02d%02d", i, i, i), 0o600); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	got, err := os.ReadFile(path)
	if err != nil || len(got) != 6 || string(got[:2]) != string(got[4:]) {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
}

func TestOnlyWhatNobodyWritesIsAbandoned(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	f, err := Create(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if RemoveAbandoned(f.Name()) {
		t.Fatal("a file that is being written was removed")
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	left := TemporaryName(path)
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // what is gone already is gone
		if !RemoveAbandoned(left) {
			t.Error("what nobody writes stays")
		}
	}
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
}

func TestTemporaryNamesAreKnown(t *testing.T) {
	name := filepath.Base(TemporaryName("/x/selfcare.db"))
	if !IsTemporary(name, "selfcare.db") || !IsTemporary(name, "") {
		t.Errorf("%s is not known as temporary", name)
	}
	for _, other := range []string{"selfcare.db", ".selfcare.db.tmp", ".other.db.abcdefghijkl.tmp", ".selfcare.db.abcdefghijkl"} {
		if IsTemporary(other, "selfcare.db") {
			t.Errorf("%s passes for temporary", other)
		}
	}
}

func TestAFolderThatCannotBeSyncedIsNoFailure(t *testing.T) {
	for _, err := range []error{syscall.EINVAL, syscall.ENOTSUP, syscall.EBADF, syscall.EOPNOTSUPP} {
		if !isUnsupported(&os.PathError{Op: "sync", Path: "/x", Err: err}) {
			t.Errorf("%v counts as a failure", err)
		}
	}
	for _, err := range []error{syscall.EIO, syscall.ENOSPC, os.ErrNotExist, nil} {
		if isUnsupported(err) {
			t.Errorf("%v does not count as a failure", err)
		}
	}
}

func TestErrorsNeverNameATemporaryFile(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "folder")
	if err := os.MkdirAll(filepath.Join(folder, "in it"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(folder, []byte("x"), 0o600); err == nil || strings.Contains(err.Error(), suffix) || !strings.Contains(err.Error(), folder) {
		t.Errorf("in the place of a folder WriteFile answers %v", err)
	}
}

// Whoever is told that a file was not written writes it once more.
func TestFileInItsPlaceIsSaidToBeWrittenWhereTheDiskDoesNotConfirmIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no folder", "f")
	var unconfirmed *Unconfirmed
	if err := confirm(path); !errors.As(err, &unconfirmed) || !strings.Contains(err.Error(), path+" was written, but") {
		t.Errorf("confirm answers %v", err)
	}
}
