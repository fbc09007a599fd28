package quickadd

import (
	"testing"
	"unicode/utf8"

	"selfcare/internal/habits"
)

func FuzzParse(f *testing.F) {
	for _, line := range []string{
		"sleep 7.5h", "walk 30m yesterday -- park, with Sam", "meditation", "outdoors skip", "mood 4 -- slept well",
		"urge 7 -- saw a photo", "slip yesterday -- replied once", `slip "No contact" yesterday`, "walk set:1h 30m -2d",
		"8 glasses 8 glasses", "walk 10k 2026-02-30", "coffee 2 cups sat", "coffee no", "swim 500 m", "push-ups 3x",
		"ｓｌｅｅｐ ７，５ｈ", `"walk`, `""`, "mood good @22:30", "walk 1h30m20s", "contact with friends @", "walk -1.5.", "-- -- --",
		"sleep 1000000000h", "walk 9999999999999999999", "sleep -999999999999d", "set:", "walk +5", "\xff\x00",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		e, err := Parse(Split(line), list, today)
		if err != nil {
			if habits.AsRefusal(err) == nil || err.Error() == "" {
				t.Errorf("%q is refused without a sentence: %v", line, err)
			}
			return
		}
		if e.Day < habits.FirstDay || e.Day > today {
			t.Errorf("%q is on %s", line, e.Day)
		}
		if utf8.RuneCountInString(e.Note) > habits.MaxNote || habits.CleanText(e.Note) != e.Note {
			t.Errorf("%q has the note %q", line, e.Note)
		}
		if e.Kind == "" {
			isHabitEntry(t, line, e)
			return
		}
		if e.State != habits.Unknown || e.Amount != 0 || e.Habit.ID != "" {
			t.Errorf("%q is %s and something of a habit: %+v", line, e.Kind, e)
		}
		if e.Rating != nil && (*e.Rating < 0 || *e.Rating > 10) {
			t.Errorf("%q has the rating %d", line, *e.Rating)
		}
		if e.Clock != nil && (*e.Clock < 0 || *e.Clock >= 24*60) {
			t.Errorf("%q is %d minutes after midnight", line, *e.Clock)
		}
	})
}

// isHabitEntry checks that the entry of a habit can be written.
func isHabitEntry(t *testing.T, line string, e Entry) {
	t.Helper()
	if _, ok := list.Find(string(e.Habit.ID)); !ok || e.Rating != nil || e.Clock != nil || e.Boundary != "" {
		t.Errorf("%q is no entry of a habit: %+v", line, e)
	}
	if e.State > habits.Measured || e.State != habits.Measured && (e.Amount != 0 || e.Replaces) {
		t.Errorf("%q has the state %s and the amount %d", line, e.State, e.Amount)
	}
	edit, err := e.Edit(habits.NewCourse(e.Habit, habits.History{}, today).On(e.Day))
	if err != nil {
		t.Errorf("%q cannot be written on an empty day: %v", line, err)
		return
	}
	after, err := edit.On(habits.Entry{})
	switch {
	case err != nil && habits.AsRefusal(err) == nil:
		t.Errorf("%q: %v is no refusal", line, err)
	case err == nil && after.Validate() != nil:
		t.Errorf("%q leaves %+v: %v", line, after, after.Validate())
	case err == nil && after.State == habits.Unknown:
		t.Errorf("%q leaves nothing written", line)
	}
}
