package habits

import (
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/spelling"
)

func TestTwoHabitsOfOneNameAreToldApart(t *testing.T) {
	day := calendar.DateOf(2026, time.November, 22)
	list := List{
		{ID: "c", Name: "Cafe\u0301", Created: day},
		{ID: "x", Name: "Walk", Created: day},
		{ID: "b", Name: "CAFÉ", Created: day - 1},
		{ID: "a", Name: "café", Created: day},
		{ID: "y", Name: "Café (2)", Created: day},
		{ID: "z", Name: "ﾃｽﾄ", Created: day},
		{ID: "w", Name: "テスト", Created: day},
	}
	for range 2 { // telling them apart again changes nothing
		list.TellApart()
		for id, want := range map[ident.ID][2]string{
			"b": {"CAFÉ"}, "a": {"café (3)", "café"}, "c": {"Café (4)", "Cafe\u0301"}, "x": {"Walk"}, "y": {"Café (2)"},
			"w": {"テスト"}, "z": {"ﾃｽﾄ (2)", "ﾃｽﾄ"},
		} {
			if h := list[list.Index(id)]; h.Name != want[0] || h.Written != want[1] {
				t.Errorf("%s is called %q and kept as %q, want %q", id, h.Name, h.Written, want)
			}
		}
	}
	if h, ok := list.Find("CAFE\u0301 (4)"); !ok || h.ID != "c" {
		t.Errorf("the fourth is %q", h.ID)
	}
}

func TestALongNameGetsItsNumberToo(t *testing.T) {
	name := strings.Repeat("é", spelling.MaxName)
	list := List{{ID: "a", Name: name}, {ID: "b", Name: name}}
	list.TellApart()
	if want := strings.Repeat("é", spelling.MaxName-4) + " (2)"; list[1].Name != want {
		t.Errorf("the second is called %q, want %q", list[1].Name, want)
	}
}

func TestANumberThatTellsApartIsNotKept(t *testing.T) {
	was := Habit{Name: "Café (2)", Written: "Café"}
	is := was
	is.Why = "warm"
	if got := is.AsKept(&was); got.Written != "Café" {
		t.Errorf("an edit keeps it as %q", got.Written)
	}
	is.Name = "Cafe\u0301 Mo"
	if got := is.AsKept(&was); got.Name != "Café Mo" || got.Written != "" {
		t.Errorf("another name is %+q, kept as %q", got.Name, got.Written)
	}
	if got := was.AsKept(nil); got.Written != "" {
		t.Errorf("a new habit keeps %q", got.Written)
	}
}
