package quickadd

import (
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/record"
)

func TestSpans(t *testing.T) {
	today, err := calendar.ParseDay("2026-11-22") // a Sunday
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2026-12-20..2026-12-27":     "2026-12-20 2026-12-27",
		" 2026-12-20 .. 2026-12-27 ": "2026-12-20 2026-12-27",
		"2026-12-20 to 2026-12-27":   "2026-12-20 2026-12-27",
		"2026-12-20":                 "2026-12-20 2026-12-20",
		"2026-12-20...2026-12-22":    "2026-12-20 2026-12-22",
		"today":                      "2026-11-22 2026-11-22",
		"tomorrow..+3d":              "2026-11-23 2026-11-25",
		"yesterday..today":           "2026-11-21 2026-11-22",
		"-3d..yesterday":             "2026-11-19 2026-11-21",
		"today..fri":                 "2026-11-22 2026-11-27",
		"Today..Sunday":              "2026-11-22 2026-11-22",
		"thu..sat":                   "2026-11-19 2026-11-21",
		"20 dec..3 jan":              "2026-12-20 2027-01-03",
		"20 Dec to 27 Dec":           "2026-12-20 2026-12-27",
		"15 nov..20 nov":             "2026-11-15 2026-11-20",
		"dec 20..24 december":        "2026-12-20 2026-12-24",
		"1 jan 2026..3 jan 2026":     "2026-01-01 2026-01-03",
		"29 feb":                     "2028-02-29 2028-02-29",
	} {
		from, to, err := ParseSpan(text, today)
		if got := from.String() + " " + to.String(); err != nil || got != want {
			t.Errorf("%q is %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":                       `"" is no date; write 2026-12-20, 20 dec, tomorrow or yesterday.`,
		"..fri":                  `A range has two days, such as 2026-12-20..2026-12-27.`,
		"mon..":                  `A range has two days, such as 2026-12-20..2026-12-27.`,
		"..":                     `"" is no date; write 2026-12-20, 20 dec, tomorrow or yesterday.`,
		"soon":                   `"soon" is no date; write 2026-12-20, 20 dec, tomorrow or yesterday.`,
		"2026-12-27..2026-12-20": "Sun 20 Dec is before Sun 27 Dec.",
		"2026-02-30":             "There is no 2026-02-30 in the calendar.",
		"2026-01-01..2027-06-01": "517 days are too many; 366 at once are the most.",
		"1899-01-01..1899-01-02": "Days before 1900 cannot be written.",
		"+99999999999999999999d": `"+99999999999999999999d" is no date; write 2026-12-20, 20 dec, tomorrow or yesterday.`,
	} {
		if _, _, err := ParseSpan(text, today); err == nil || err.Error() != want {
			t.Errorf("%q says %v; want %s", text, err, want)
		}
	}
}

func FuzzSpan(f *testing.F) {
	for _, text := range []string{"2026-12-20..2026-12-27", "today..fri", "20 dec..3 jan", "+3d", "-2d..+1d", "29 feb..1 mar"} {
		f.Add(text, 20779)
	}
	f.Fuzz(func(t *testing.T, text string, day int) {
		today := calendar.FirstDay + calendar.Day(uint(day)%40_000)
		from, to, err := ParseSpan(text, today)
		if err == nil && (from > to || to-from >= record.LongestRest || from < calendar.FirstDay) {
			t.Errorf("%q on %s is %s to %s", text, today, from, to)
		}
	})
}
