package source

import (
	"os"
	"path/filepath"
	"testing"
)

// What is at the path of a file may be another one by the time that it is read.
func TestAFileIsReadThatWasOpened(t *testing.T) {
	at := filepath.Join(t.TempDir(), "file")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("first")
	f, err := Open(at)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.Rename(at, at+".old"); err != nil {
		t.Skip("an open file cannot be renamed here")
	}
	write("{\"second\":true}")
	if text, err := f.Text(); err != nil || text != "first" || f.Kind != Text {
		t.Errorf("%q is read of a file of kind %d, %v", text, f.Kind, err)
	}
}

func TestAFileThatGrowsIsRefused(t *testing.T) {
	at := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(at, []byte("first"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(at)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.WriteFile(at, []byte("first and more"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := f.Text(); err == nil {
		t.Errorf("it is read as %q", text)
	}
}
