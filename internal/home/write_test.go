package home

import (
	"errors"
	"strings"
	"testing"

	"selfcare/internal/atomicfile"
)

// Whoever is told that a file was not written may throw it away.
func TestFileThatIsInItsPlaceIsNotSaidToBeUnwritten(t *testing.T) {
	err := WriteError("x.json", &atomicfile.Unconfirmed{Path: "x.json", Err: errors.New("input/output error")})
	if got := err.Error(); !strings.HasPrefix(got, "x.json was written, but the disk does not confirm that it stays") {
		t.Errorf("got %q", got)
	}
}
