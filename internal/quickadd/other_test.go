package quickadd

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// boundaryOf is one that is kept since 1 November; ended is one that was let go.
func boundaryOf(name string) boundary.Boundary {
	return boundary.Boundary{ID: ident.ID(name), Name: name, Since: time.Date(2026, time.November, 1, 12, 0, 0, 0, time.UTC)}
}

func ended(name string) boundary.Boundary {
	b := boundaryOf(name)
	b.Ended = &boundary.Ending{How: boundary.LetGo, At: time.Date(2026, time.November, 10, 12, 0, 0, 0, time.UTC)}
	return b
}

// evening is a quarter past ten on today, in Berlin.
var evening = in(berlin, "2026-11-22T22:15:30+01:00")

// change is what a line changes at a time.
func change(line string, bs boundary.List, now time.Time) (record.Change, error) {
	e, err := parse(Split(line), list, calendar.DefaultPreferences.DayOf(now))
	if err != nil {
		return record.Change{}, err
	}
	return e.Change(bs, now, calendar.DefaultPreferences)
}

// told is a change that is about no habit, in words: what, when on now's clock, its day,
// and the rest.
func told(c record.Change, now time.Time) string {
	clock := func(at time.Time, d calendar.Day) string {
		return at.In(now.Location()).Format("2006-01-02 15:04:05") + " of " + d.String()
	}
	switch {
	case len(c.Moods) == 1 && len(c.Events) == 0:
		m := c.Moods[0].Is
		return strings.TrimSpace(fmt.Sprintf("mood %d at %s %s", m.Rating, clock(m.At, m.Day), m.Note))
	case len(c.Moods) == 0 && len(c.Events) == 1:
		e := c.Events[0].Is
		strength := ""
		if e.Strength != nil {
			strength = fmt.Sprint(" ", *e.Strength)
		}
		return strings.TrimSpace(fmt.Sprintf("%s%s of %s at %s %s", e.Kind, strength, e.Boundary, clock(e.At, e.Day), e.Trigger+"|"+e.Note))
	}
	return fmt.Sprintf("%+v", c)
}

func TestWhatLinesAboutOthersChange(t *testing.T) {
	bs := boundary.List{boundaryOf("No contact"), ended("Photos")}
	for line, want := range map[string]string{
		"mood 4":                           "mood 4 at 2026-11-22 22:15:30 of 2026-11-22",
		"mood good -- sun, finally":        "mood 4 at 2026-11-22 22:15:30 of 2026-11-22 sun, finally",
		"mood 2 yesterday":                 "mood 2 at 2026-11-21 12:00:00 of 2026-11-21",
		"mood 2 fri @23:50":                "mood 2 at 2026-11-20 23:50:00 of 2026-11-20",
		"mood 2 @01:00 yesterday":          "mood 2 at 2026-11-22 01:00:00 of 2026-11-21",
		"mood 5 @08:00":                    "mood 5 at 2026-11-22 08:00:00 of 2026-11-22",
		"mood 3 2026-11-22":                "mood 3 at 2026-11-22 22:15:30 of 2026-11-22",
		"mood 3 1900-01-01":                "mood 3 at 1900-01-01 12:00:00 of 1900-01-01",
		"urge":                             "urge of No contact at 2026-11-22 22:15:30 of 2026-11-22 |",
		"urge 7 -- a photo":                "urge 7 of No contact at 2026-11-22 22:15:30 of 2026-11-22 a photo|",
		"urge contact 0 @21:00":            "urge 0 of No contact at 2026-11-22 21:00:00 of 2026-11-22 |",
		`urge "no contact" 10`:             "urge 10 of No contact at 2026-11-22 22:15:30 of 2026-11-22 |",
		"urge 3 2026-10-01":                "urge 3 of No contact at 2026-10-01 12:00:00 of 2026-10-01 |", // before it began
		"slip -- I wrote back":             "slip of No contact at 2026-11-22 22:15:30 of 2026-11-22 |I wrote back",
		"slip yesterday":                   "slip of No contact at 2026-11-21 12:00:00 of 2026-11-21 |",
		"slip 2026-11-01 @13:00":           "slip of No contact at 2026-11-01 13:00:00 of 2026-11-01 |", // as it begins
		`contact "No contact" -- the keys`: "contact of No contact at 2026-11-22 22:15:30 of 2026-11-22 |the keys",
		"contact 2026-10-01":               "contact of No contact at 2026-10-01 12:00:00 of 2026-10-01 |",
	} {
		c, err := change(line, bs, evening)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		} else if got := told(c, evening); got != want {
			t.Errorf("%s\n is   %s\n want %s", line, got, want)
		}
	}
	for line, why := range map[string]string{
		"mood 4 @22:16":          "22:16 is not here yet; a time of the day before is written yesterday @22:16",
		"mood 4 @01:00":          "Mon 23 Nov, 01:00 is not here yet; a time of the day before is written yesterday @01:00",
		"urge 4 today @23:00":    "23:00 is not here yet",
		"slip 2026-11-01 @12:59": "No contact began Sun 1 Nov, 13:00, and a slip is after that",
		"slip 2026-11-01":        "a slip is after that",
		"slip -30d":              "a slip is after that",
		"slip photos":            "Photos has ended",
		"urge elsewhere 3":       "No boundary is called elsewhere. There are: No contact.",
	} {
		_, err := change(line, bs, evening)
		refuses(t, line, err, why)
	}
}

// refuses checks that err is a refusal with some words.
func refuses(t *testing.T, line string, err error, why string) {
	t.Helper()
	if refusal.As(err) == nil || !strings.Contains(err.Error(), why) || !strings.HasSuffix(err.Error(), ".") {
		t.Errorf("%s: said %v, want %q", line, err, why)
	}
}

// At half past one the day is still the one before.
func TestAnEntryAfterMidnight(t *testing.T) {
	now := in(berlin, "2026-11-23T01:30:00+01:00")
	for line, want := range map[string]string{
		"mood 4":                  "mood 4 at 2026-11-23 01:30:00 of 2026-11-22",
		"mood 4 today":            "mood 4 at 2026-11-23 01:30:00 of 2026-11-22",
		"mood 4 @23:00":           "mood 4 at 2026-11-22 23:00:00 of 2026-11-22", // last evening
		"mood 4 @00:30":           "mood 4 at 2026-11-23 00:30:00 of 2026-11-22", // this night
		"mood 4 @01:30":           "mood 4 at 2026-11-23 01:30:00 of 2026-11-22",
		"mood 4 @04:00":           "mood 4 at 2026-11-22 04:00:00 of 2026-11-22",
		"mood 4 yesterday":        "mood 4 at 2026-11-21 12:00:00 of 2026-11-21",
		"mood 4 yesterday @00:30": "mood 4 at 2026-11-22 00:30:00 of 2026-11-21",
		"mood 4 sun @03:00":       "",
		"mood 4 @02:00":           "",
		"mood 4 2026-11-23":       "",
	} {
		c, err := change(line, nil, now)
		switch {
		case want == "":
			refuses(t, line, err, "is not here yet")
		case err != nil:
			t.Errorf("%s: %v", line, err)
		case told(c, now) != want:
			t.Errorf("%s\n is   %s\n want %s", line, told(c, now), want)
		}
	}
}

func TestATimeIsOnTheDayThatItsEntryNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := rapid.SampledFrom(turned).Draw(t, "night").Add(time.Duration(rapid.IntRange(-3000, 3000).Draw(t, "now")) * time.Minute)
		e := Entry{Kind: "mood", Day: calendar.DefaultPreferences.DayOf(now) - calendar.Day(rapid.IntRange(0, 4).Draw(t, "days ago"))}
		clock := rapid.IntRange(0, 24*60-1).Draw(t, "clock")
		if rapid.IntRange(0, 3).Draw(t, "timed") > 0 {
			e.Clock = &clock
		}
		at, err := e.When(now, calendar.DefaultPreferences)
		switch {
		case err != nil:
			if refusal.As(err) == nil || !at.After(now) || e.Clock == nil {
				t.Fatalf("at %s %s @%d is %s, and refused: %v", now, e.Day, clock, at, err)
			}
			return
		case at.After(now):
			t.Fatalf("at %s %s @%d is %s, which is not here yet", now, e.Day, clock, at)
		case calendar.DefaultPreferences.DayOf(at) != e.Day:
			t.Fatalf("at %s %s @%d is %s", now, e.Day, clock, at)
		}
		if e.Clock != nil && at.Hour()*60+at.Minute() != clock && !wasLeftOut(at, clock) {
			t.Fatalf("at %s %s @%d is %s", now, e.Day, clock, at)
		}
	})
}

// wasLeftOut reports whether the clock never showed a time of day near at.
func wasLeftOut(at time.Time, clock int) bool {
	for d := -3 * time.Hour; d <= 3*time.Hour; d += time.Minute {
		if near := at.Add(d); near.Hour()*60+near.Minute() == clock {
			return false
		}
	}
	return true
}

func TestTheBoundaryThatAnEntryBelongsTo(t *testing.T) {
	contact, late, photos := boundaryOf("No contact"), boundaryOf("No late mails"), ended("Photos")
	again := boundaryOf("Photos")
	again.ID = "again"
	for _, c := range []struct {
		line string
		bs   boundary.List
		want string
		why  string
	}{
		{"urge", boundary.List{contact}, "No contact", ""},
		{"urge", boundary.List{contact, photos}, "No contact", ""},
		{"urge", nil, "", "There is no boundary to write this under; selfcare boundary new NAME"},
		{"urge", boundary.List{photos}, "", "There is no boundary to write this under"},
		{"urge", boundary.List{contact, late}, "", `More than one boundary is kept: No contact, No late mails. Name one, as in urge "No contact"`},
		{"slip", boundary.List{contact, late}, "", `as in slip "No contact"`},
		{"urge late", boundary.List{contact, late}, "No late mails", ""},
		{"urge mail 5", boundary.List{contact, late}, "No late mails", ""},
		{"urge LATE MAILS 5", boundary.List{contact, late}, "No late mails", ""},
		{`urge "No contact" 5`, boundary.List{contact, late}, "No contact", ""},
		{`urge "no" 5`, boundary.List{contact, late}, "", "no fits No contact, No late mails"},
		{"urge photos", boundary.List{contact, photos}, "", "Photos has ended; nothing more is written under it"},
		{"urge photos", boundary.List{contact, again, photos}, "Photos", ""},
		{"urge cat", boundary.List{contact, late, photos}, "", "No boundary is called cat. There are: No contact, No late mails"},
		{"urge cat", boundary.List{photos}, "", "No boundary is called cat; selfcare boundary new NAME"},
		{"urge cat", nil, "", "No boundary is called cat"},
	} {
		e, err := parse(Split(c.line), list, today)
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		b, err := e.Under(c.bs)
		switch {
		case c.why != "":
			refuses(t, c.line, err, c.why)
		case err != nil || b.Name != c.want || b.Ended != nil:
			t.Errorf("%s is under %s, %v, want %s", c.line, b.Name, err, c.want)
		}
	}
}

func TestAWholeNameGoesBeforeAllThatItBegins(t *testing.T) {
	gone := ended("Photos")
	_, err := Boundary("Photos", boundary.List{gone, ended("Photos at night")})
	refuses(t, "Photos", err, "Photos has ended")
	if b, err := Boundary("No contact", boundary.List{boundaryOf("No contact"), boundaryOf("No contact at work")}); err != nil || b.Name != "No contact" {
		t.Errorf("the whole name is %s, %v", b.Name, err)
	}
}

func TestAChangeThatAnEntryMakesIsFitToBeKept(t *testing.T) {
	bs := boundary.List{boundaryOf("No contact")}
	for _, line := range []string{"mood 1", "mood 5 -- " + strings.Repeat("é", spelling.MaxNote), "urge 0", "urge 10", "slip", "contact -- keys"} {
		c, err := change(line, bs, evening)
		if err != nil {
			t.Errorf("%.20s: %v", line, err)
			continue
		}
		for _, s := range c.Moods {
			if err := s.Is.Validate(); err != nil || s.Was != nil {
				t.Errorf("%.20s: %v", line, err)
			}
		}
		for _, s := range c.Events {
			if _, err := (&record.Book{Boundaries: slices.Clone(bs)}).Apply(record.Change{Events: record.Put(*s.Is)}); err != nil || s.Was != nil {
				t.Errorf("%.20s: %v", line, err)
			}
		}
		if c.IsDraftOnly() || c.Token != "" || len(c.Edits)+len(c.Habits) > 0 {
			t.Errorf("%.20s changes %+v", line, c)
		}
	}
}

func TestAPersonsOwnWordsForMoods(t *testing.T) {
	own := Grammar{Moods: journal.MoodWords{"mies", "naja", "geht", "Gut", "SÜẞ"}}
	for line, want := range map[string]int{
		"mood mies": 1, "mood NAJA": 2, "mood geht -- so": 3, "mood gut": 4, "mood yesterday ｇｕｔ": 4, "mood süß @08:00": 5, "mood SÜSS": 5, "mood 2": 2,
	} {
		e, err := own.Parse(Split(line), list, today)
		if err != nil || e.Rating == nil || *e.Rating != want {
			t.Errorf("%s is %+v, %v, want %d", line, e.Rating, err, want)
		}
	}
	for line, why := range map[string]string{
		"mood good":     "or one of: mies, naja",
		"mood":          "A mood is 1 to 5, or one of: mies, naja, geht, Gut, SÜẞ",
		"mood 6":        "or one of: mies, naja",
		"mood gut mies": "Two moods",
		"mood gut well": "was not understood",
	} {
		_, err := own.Parse(Split(line), list, today)
		refuses(t, line, err, why)
	}
	e, err := own.Parse(Split("walk 30m"), list, today)
	if err != nil || said(e) != "Walk: today + 30 min" {
		t.Errorf("a habit's line says %s, %v", said(e), err)
	}
	if e, err := (Grammar{}).Parse(Split("mood 3"), list, today); err != nil || *e.Rating != 3 {
		t.Errorf("without any words a number is %+v, %v", e, err)
	}
}

func TestWhatALineIsAbout(t *testing.T) {
	for line, want := range map[string]string{
		"mood 4": "mood", "URGE": "urge", "slip yesterday": "slip", "contact @18:00": "contact",
		"contact with friends": "", "walk 30m": "", "nothing like this": "", "": "", `"mood"`: "",
	} {
		if got := About(Split(line), list); got != want {
			t.Errorf("%q is about %q, want %q", line, got, want)
		}
	}
	for word, k := range kinds {
		if string(word) != k.String() || !slices.Contains([]boundary.Kind{boundary.Urge, boundary.Slip, boundary.Contact}, k) {
			t.Errorf("%s opens %s", word, k)
		}
	}
}
