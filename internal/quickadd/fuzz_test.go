package quickadd

import (
	"strconv"
	"testing"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func FuzzParse(f *testing.F) {
	for _, line := range []string{
		"sleep 7.5h", "walk 30m yesterday -- park, with Sam", "meditation", "outdoors skip", "mood 4 -- slept well",
		"urge 7 -- saw a photo", "slip yesterday -- replied once", `slip "No contact" yesterday`, "walk set:1h 30m -2d",
		"8 glasses 8 glasses", "walk 10k 2026-02-30", "coffee 2 cups sat", "coffee no", "swim 500 m", "push-ups 3x",
		"ｓｌｅｅｐ ７，５ｈ", `"walk`, `""`, "mood good @22:30", "walk 1h30m20s", "contact with friends @", "walk -1.5.", "-- -- --",
		"sleep 1000000000h", "walk 9999999999999999999", "sleep -999999999999d", "set:", "walk +5", "\xff\x00",
		"sleep 7:30", "walk 10,000", "walk 17.05.2026", "walk 03/04/2026", "walk fri 20 nov 2026 30m", "walk nov 20 8000", "walk 29 feb", "walk 5m²", "walk ½h", "walk 31 nov", "cafe\u0301 7:3",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		e, err := parse(Split(line), list, today)
		if err != nil {
			if refusal.As(err) == nil || err.Error() == "" {
				t.Errorf("%q is refused without a sentence: %v", line, err)
			}
			return
		}
		if e.Day < calendar.FirstDay || e.Day > today {
			t.Errorf("%q is on %s", line, e.Day)
		}
		if utf8.RuneCountInString(e.Note) > spelling.MaxNote || spelling.CleanText(e.Note) != e.Note {
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

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"today", "-2d", "27 nov", "nov 27 2025", "fri 20 nov", "20.11.2026", "03/04/2026", "2026/11/20", "29 feb", "31 nov", "20.11.26", "1.1.0000", "20 nov..3 jan", "+3d to fri", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fits := func(err error) bool {
			if r := refusal.As(err); err != nil && (r == nil || r.Text == "") {
				t.Errorf("%q is refused without a sentence: %v", s, err)
			}
			return err == nil
		}
		if d, err := ParseDate(s, today); fits(err) {
			if d < calendar.FirstDay || d > today {
				t.Errorf("%q is %s", s, d)
			}
			for _, text := range []string{d.String(), whole(d), d.Short(today)} {
				if back, err := ParseDate(text, today); err != nil || back != d {
					t.Errorf("%q is %s, and its words %q are %s, %v", s, d, text, back, err)
				}
			}
		}
		if from, to, err := ParseSpan(s, today); fits(err) && (from > to || from < calendar.FirstDay) {
			t.Errorf("%q is %s to %s", s, from, to)
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
	edit, err := e.Edit(habits.Evaluate(e.Habit, habits.History{}, today).On(e.Day))
	if err != nil {
		t.Errorf("%q cannot be written on an empty day: %v", line, err)
		return
	}
	after, err := edit.On(habits.Entry{})
	switch {
	case err != nil && refusal.As(err) == nil:
		t.Errorf("%q: %v is no refusal", line, err)
	case err == nil && after.Validate() != nil:
		t.Errorf("%q leaves %+v: %v", line, after, after.Validate())
	case err == nil && after.State == habits.Unknown:
		t.Errorf("%q leaves nothing written", line)
	}
}

// whole is a day with its month and year in words: 3 April 2026.
func whole(d calendar.Day) string {
	year, month, day := d.Date()
	return strconv.Itoa(day) + " " + month.String() + " " + strconv.Itoa(year)
}
