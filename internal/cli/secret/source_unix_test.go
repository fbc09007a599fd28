//go:build unix

package secret

import (
	"os"
	"strings"
	"testing"

	"selfcare/internal/atomicfile"
)

func TestFullDiskIsToldWithoutThePrivateFile(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no disk that is full here:", err)
	}
	defer full.Close()
	err = fill(&atomicfile.File{File: full}, strings.NewReader("words"), "notes.age")
	if want := "notes.age was not read, since nothing can be written to /dev (no space left on device)."; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
