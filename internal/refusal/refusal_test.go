package refusal

import (
	"errors"
	"fmt"
	"testing"
)

func TestARefusalIsFoundWithinWhatWrapsIt(t *testing.T) {
	err := fmt.Errorf("line 3: %w", BadInput("%q is no date; write 2026-11-22", "soon"))
	if r := As(err); r == nil || !r.Unfit || r.Text != `"soon" is no date; write 2026-11-22.` {
		t.Errorf("As answers %+v", r)
	}
	if r := As(New("There is no habit called %s", "Ph.D.")); r == nil || r.Unfit || r.Text != "There is no habit called Ph.D." {
		t.Errorf("As answers %+v, want one full stop", r)
	}
	for _, err := range []error{nil, errors.New("a fault")} {
		if r := As(err); r != nil {
			t.Errorf("As finds %v in %v", r, err)
		}
	}
	full := errors.New("no space left")
	if !errors.Is(&Error{Text: "The disk is full.", Cause: full}, full) {
		t.Error("the cause is not found")
	}
}
