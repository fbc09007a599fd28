package record

import (
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

func TestAnEmptyChangeIsEmpty(t *testing.T) {
	move := recordtest.Checked("Move")
	if !(Change{Token: "x"}).IsEmpty() || PutHabits(move).IsEmpty() || (Change{Edits: []habits.Edit{move.CheckOn(storytest.Sunday)}}).IsEmpty() {
		t.Error("a change is empty when it has neither edits nor habits")
	}
}
