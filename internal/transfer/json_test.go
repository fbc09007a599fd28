package transfer_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

func TestAnExportReadIntoNothingIsTheSameToTheByte(t *testing.T) {
	for seed := range uint64(seeds(12)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := randomStore(t, rand.New(rand.NewPCG(seed, 1)))
			want := s.json(t)
			if !json.Valid([]byte(want)) {
				t.Fatal("it is no JSON")
			}
			path := file(t, "export.json", want)
			b := read(t, path)
			leftOut(t, b)
			other := newStore(t)
			other.brings(t, b)
			if got := other.json(t); got != want {
				t.Errorf("it is\n%s\nwant\n%s", firstDifference(got, want), firstDifference(want, got))
			}
			if got, want := other.csv(t), s.csv(t); got != want {
				t.Errorf("as CSV it is\n%s\nwant\n%s", firstDifference(got, want), firstDifference(want, got))
			}
			for _, overwrite := range []bool{false, true} {
				s.isSettled(t, transfer.Choices{Today: today, Overwrite: overwrite}, read(t, path))
				other.isSettled(t, transfer.Choices{Today: today, Overwrite: overwrite}, read(t, path))
			}
		})
	}
}

// firstDifference is the first lines of a that b has otherwise.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return strings.Join(x[i:min(i+2, len(x))], "\n")
		}
	}
	return ""
}

func TestTheSettingsGoAlong(t *testing.T) {
	s := newStore(t)
	settings := transfer.Settings{
		Values:  map[string]any{"day_start": "04:00", "week_start": "monday", "compact": true, "days": 14.0, "words": []any{"a", "<b>&"}, "deep": map[string]any{"x": nil}},
		Prompts: []string{"What do I \"need\"?", "👋"},
	}
	want := s.jsonWith(t, settings)
	b := read(t, file(t, "export.json", want))
	if b.Settings == nil || !reflect.DeepEqual(*b.Settings, settings) {
		t.Fatalf("they are %+v", b.Settings)
	}
	if got := s.jsonWith(t, *b.Settings); got != want {
		t.Errorf("they are written as\n%s\nwant\n%s", got, want)
	}
	if b := read(t, file(t, "export.json", s.json(t))); b.Settings != nil {
		t.Errorf("without settings there are %+v", b.Settings)
	}
}

func TestAnEmptyStoreGoesThereAndBack(t *testing.T) {
	s := newStore(t)
	want := s.json(t)
	path := file(t, "export.json", want)
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
	if got := s.json(t); got != want || bytesOf(t, s.Path()) != nil {
		t.Errorf("it is %s", got)
	}
}

func TestTheLargestAmountsComeBackExactly(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for _, unit := range []quantity.Unit{"h", "min", "s", "glasses"} {
		t.Run(string(unit), func(t *testing.T) {
			s := newStore(t)
			h := aHabit("Walk", habits.Goal{Measure: habits.AtLeast, Target: quantity.MaxAmount*unit.One() - 1, Unit: unit, Schedule: habits.Daily})
			c := record.PutHabits(h)
			days := record.Days{Habit: h.ID}
			for d := today - 500; d <= today; d++ {
				days.Entries = append(days.Entries, habits.Dated{Day: d, Entry: amount(quantity.Amount(r.Int64N(int64(quantity.MaxAmount * unit.One()))))})
			}
			c.Days = []record.Days{days}
			s.apply(t, c)
			want := s.json(t)
			other := newStore(t)
			other.brings(t, read(t, file(t, "export.json", want)))
			if got, want := other.record(t, "Walk"), s.record(t, "Walk"); !reflect.DeepEqual(got, want) {
				for i, e := range got.History.All() {
					if w := want.History.All()[i]; e != w {
						t.Fatalf("%d comes back as %d", w.Amount, e.Amount)
					}
				}
				t.Errorf("the habit comes back as %+v, want %+v", got.Habit, want.Habit)
			}
		})
	}
}

func TestAnExportGoesBesideOtherData(t *testing.T) {
	for seed := range uint64(seeds(6)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			mine, theirs := randomStore(t, rand.New(rand.NewPCG(seed, 6))), randomStore(t, rand.New(rand.NewPCG(seed+100, 6)))
			path := file(t, "export.json", theirs.json(t))
			before := map[ident.ID]record.Row{}
			for _, h := range mine.list(t) {
				before[h.ID] = mine.record(t, h.Name)
			}
			moods, json := len(mine.moods(t))+len(theirs.moods(t)), mine.json(t)
			sum := mine.brings(t, read(t, path))
			for _, h := range mine.list(t) {
				was, there := before[h.ID]
				if !there {
					continue
				}
				if is := mine.record(t, h.Name); !reflect.DeepEqual(is.Habit, was.Habit) {
					t.Errorf("%s is another habit now", h.Name)
				} else {
					for _, e := range was.History.All() {
						if is.History.On(e.Day) != e.Entry {
							t.Errorf("%s on %s is another entry now", h.Name, e.Day)
						}
					}
				}
			}
			if len(mine.moods(t)) != moods || sum.Made+sum.Matched != len(theirs.list(t)) {
				t.Errorf("there are %d moods, want %d; %+v", len(mine.moods(t)), moods, sum)
			}
			mine.isSettled(t, transfer.Choices{Today: today}, read(t, path))
			if _, err := mine.Undo(""); err != nil {
				t.Fatal(err)
			}
			if after := mine.json(t); after != json {
				t.Errorf("after one undo it is\n%s\nwant\n%s", firstDifference(after, json), firstDifference(json, after))
			}
		})
	}
}

func TestOverwriteBesideOtherDataChangesNothingTheSecondTime(t *testing.T) {
	for seed := range uint64(seeds(8)) {
		mine, theirs := randomStore(t, rand.New(rand.NewPCG(seed, 6))), randomStore(t, rand.New(rand.NewPCG(seed+100, 6)))
		path := file(t, "export.json", theirs.json(t))
		mine.overwrites(t, read(t, path))
		mine.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
	}
}

// boundaryOf is an export with one open boundary.
func boundaryOf(id, name, since, more string) string {
	return `{"format":"selfcare","version":1,"boundaries":[{"id":"` + id + `","name":"` + name + `","since":"` + since + `","position":0,` + more + `"events":[]}]}`
}

func TestOverwriteLeavesBoundariesInTheirPlaces(t *testing.T) {
	s := newStore(t)
	s.brings(t, read(t, file(t, "a.json", boundaryOf("aaaaaaaaaa", "Late work", "2026-01-01T00:00:00Z", ""))))
	path := file(t, "b.json", boundaryOf("bbbbbbbbbb", "Old photos", "2026-01-02T00:00:00Z", ""))
	s.brings(t, read(t, path))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestOverwriteRenamesABoundaryOnce(t *testing.T) {
	s := newStore(t)
	s.brings(t, read(t, file(t, "a.json", boundaryOf("aaaaaaaaaa", "Late work", "2026-01-01T00:00:00Z", ""))))
	path := file(t, "b.json", boundaryOf("bbbbbbbbbb", "Late work", "2026-01-02T00:00:00Z", ""))
	s.overwrites(t, read(t, path))
	s.overwrites(t, read(t, path))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestBoundariesOfOneNameAreKeptApartUnlessTheyBeganTogether(t *testing.T) {
	s := newStore(t)
	s.brings(t, read(t, file(t, "a.json", boundaryOf("aaaaaaaaaa", "Late work", "2026-01-01T00:00:00Z", ""))))
	s.brings(t, read(t, file(t, "b.json", boundaryOf("bbbbbbbbbb", "Late work", "2026-01-02T00:00:00Z", ""))))
	s.isSettled(t, transfer.Choices{Today: today}, read(t, file(t, "c.json", boundaryOf("cccccccccc", "late work", "2026-01-01T01:00:00+01:00", ""))))
	all, err := s.Boundaries()
	if err != nil || len(all) != 2 || spelling.Fold(all[0].Name) == spelling.Fold(all[1].Name) {
		t.Errorf("there are %+v, %v", all, err)
	}
}

func TestEventsAndReflectionsFollowTheirBoundary(t *testing.T) {
	s := newStore(t)
	s.brings(t, read(t, file(t, "a.json", boundaryOf("aaaaaaaaaa", "Late work", "2026-01-01T00:00:00Z", ""))))
	text := strings.Replace(boundaryOf("bbbbbbbbbb", "Late work", "2026-01-01T00:00:00Z", ""), `"events":[]}]}`,
		`"events":[{"id":"e1","kind":"slip","at":"2026-02-01T10:00:00Z","day":"2026-02-01","note":"a call"}]}],
		"reflections":[{"id":"r1","day":"2026-02-01","at":"2026-02-01T11:00:00Z","text":"I need sleep","boundary":"bbbbbbbbbb"}]}`, 1)
	s.brings(t, read(t, file(t, "b.json", text)))
	all, err := s.Boundaries()
	if err != nil || len(all) != 1 || len(all[0].Events) != 1 || all[0].Events[0].Boundary != "aaaaaaaaaa" {
		t.Errorf("there are %+v, %v", all, err)
	}
	if got := s.json(t); !strings.Contains(got, `"boundary":"aaaaaaaaaa"`) || strings.Contains(got, "bbbbbbbbbb") {
		t.Errorf("the reflection is under another boundary:\n%s", got)
	}
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, file(t, "b.json", text)))
}

func TestEventsOfABoundaryThatEndedComeInToo(t *testing.T) {
	text := strings.Replace(boundaryOf("bbbbbbbbbb", "Late work", "2026-01-01T00:00:00Z", `"ended":"let go","ended_at":"2026-03-01T00:00:00Z",`), `"events":[]`,
		`"events":[{"id":"e1","kind":"urge","at":"2026-02-01T10:00:00Z","day":"2026-02-01","strength":0}]`, 1)
	s := newStore(t)
	s.brings(t, read(t, file(t, "a.json", boundaryOf("bbbbbbbbbb", "Late work", "2026-01-01T00:00:00Z", `"ended":"let go","ended_at":"2026-03-01T00:00:00Z",`))))
	s.brings(t, read(t, file(t, "b.json", text)))
	all, err := s.Boundaries()
	if err != nil || len(all) != 1 || len(all[0].Events) != 1 || *all[0].Events[0].Strength != 0 {
		t.Errorf("there are %+v, %v", all, err)
	}
}

func TestOverwriteTakesTheRecordsOfAnExport(t *testing.T) {
	s := newStore(t)
	h := aHabit("Walk", habits.Goal{Schedule: habits.Daily})
	at := time.Date(2026, time.November, 20, 8, 0, 0, 0, time.UTC)
	mood, ref := journal.NewMood(at, 3, "was", calendar.DefaultPreferences), journal.NewReflection(at, "", "was", calendar.DefaultPreferences)
	c := record.PutHabits(h)
	c.Edits = []habits.Edit{h.CheckOn(today)}
	c.Moods, c.Reflections = record.Put(mood), record.Put(ref)
	c.HelpLines = record.Put(journal.HelpLines{Text: "was", Day: today})
	s.apply(t, c)
	old := s.json(t)

	mood.Rating, mood.Note, ref.Text = 5, "is", "is"
	h.Name, h.Why = "Stroll", "is"
	h = h.SetGoal(habits.Goal{From: today - 1, Schedule: habits.Schedule{Times: 3, Days: 7}})
	c = record.PutHabits(h)
	c.Edits = []habits.Edit{h.NotOn(today), h.RestOn(today - 1)}
	c.Moods, c.Reflections = record.Put(mood), record.Put(ref)
	c.HelpLines = record.Put(journal.HelpLines{Text: "is", Day: today})
	s.apply(t, c)
	now := s.json(t)

	path := file(t, "old.json", old)
	sum := s.brings(t, read(t, path))
	if got := s.json(t); got != now || sum.Kept != 1 {
		t.Errorf("without --overwrite it is\n%s; %+v", got, sum)
	}
	sum = s.overwrites(t, read(t, path))
	want := strings.Replace(old, `"entries":[`, `"entries":[`+"\n"+`{"day":"2026-11-21","state":"skip"},`, 1)
	if got := s.json(t); got != want || sum.Entries != 1 || sum.Moods != 1 || sum.Reflections != 1 || sum.Matched != 1 {
		t.Errorf("with --overwrite it is\n%s, want\n%s; %+v", got, want, sum)
	}
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
	if _, err := s.Undo(""); err != nil || s.json(t) != now {
		t.Errorf("one undo does not take it back: %v", err)
	}
}

// withEntry is an export of one habit with an entry.
func withEntry(habit, entry string) string {
	return `{"format":"selfcare","version":1,"habits":[` +
		`{"id":"aaaaaaaaaa","name":"Walk","area":"","position":0,"created":"2026-01-01",` + habit + `"goals":[{"from":"2026-01-01","measure":"check","schedule":"daily"}],"entries":[` +
		entry + `{"day":"2026-11-22","state":"yes"}]}],"moods":[],"boundaries":[],"reflections":[]}`
}

// aMoodAt is an export of one habit and of a mood at a time.
func aMoodAt(at string) string {
	return strings.Replace(withEntry("", ""), `"moods":[`, `"moods":[{"id":"m1","at":"`+at+`","day":"2026-11-20","rating":3}`, 1)
}

func TestBadRecordsOfAnExportAreLeftOutAndTold(t *testing.T) {
	for _, c := range []struct{ what, text string }{
		{"a day that does not exist", withEntry("", `{"day":"2026-02-30","state":"yes"},`)},
		{"a day that is none", withEntry("", `{"day":"soon","state":"yes"},`)},
		{"a day in year 0", withEntry("", `{"day":"0000-01-01","state":"yes"},`)},
		{"a day before 1900", withEntry("", `{"day":"1899-12-31","state":"yes"},`)},
		{"an unknown state", withEntry("", `{"day":"2026-11-20","state":"maybe"},`)},
		{"a state and an amount", withEntry("", `{"day":"2026-11-20","state":"yes","amount":3},`)},
		{"less than nothing", withEntry("", `{"day":"2026-11-20","amount":-3},`)},
		{"too much", withEntry("", `{"day":"2026-11-20","amount":1e10},`)},
		{"a long note", withEntry("", `{"day":"2026-11-20","state":"yes","note":"`+strings.Repeat("x", 1_000_000)+`"},`)},
		{"a mood of 6", strings.Replace(withEntry("", ""), `"moods":[`, `"moods":[{"id":"m1","at":"2026-11-20T10:00:00Z","day":"2026-11-20","rating":6}`, 1)},
		{"a mood in year 0", strings.Replace(withEntry("", ""), `"moods":[`, `"moods":[{"id":"m1","at":"2026-11-20T10:00:00Z","day":"0000-11-20","rating":3}`, 1)},
		{"an empty reflection", strings.Replace(withEntry("", ""), `"reflections":[`, `"reflections":[{"id":"r1","at":"2026-11-20T10:00:00Z","day":"2026-11-20","text":" "}`, 1)},
		{"a boundary that ends before it begins", strings.Replace(withEntry("", ""), `"boundaries":[`,
			`"boundaries":[{"id":"b1","name":"Late work","since":"2026-01-02T00:00:00Z","position":0,"ended":"let go","ended_at":"2026-01-01T00:00:00Z","events":[]}`, 1)},
		{
			"a time that no year has four digits for", strings.Replace(withEntry("", ""), `"moods":[`, `"moods":[{"id":"m1","at":"9999-12-31T23:00:00-10:00","day":"9999-12-31","rating":3}`, 1),
		},
		{"a mood on no clock on earth", aMoodAt("2026-11-20T10:00:00+18:01")},
		{"a mood as far the other way", aMoodAt("2026-11-20T10:00:00-19:00")},
		{"a mood a whole day ahead", aMoodAt("2026-11-20T10:00:00+24:00")},
		{"a mood more than a day ahead", aMoodAt("2026-11-20T10:00:00+99:00")},
		{"a mood whose offset has 75 minutes", aMoodAt("2026-11-20T10:00:00+01:75")},
		{"a mood whose offset has seconds", aMoodAt("2026-11-20T10:00:00+01:00:30")},
		{"a mood without an offset or a Z", aMoodAt("2026-11-20T10:00:00")},
		{
			"a reflection on no clock on earth", strings.Replace(withEntry("", ""), `"reflections":[`, `"reflections":[{"id":"r1","at":"2026-11-20T10:00:00+20:00","day":"2026-11-20","text":"words"}`, 1),
		},
		{
			"a boundary with an event on no clock on earth", strings.Replace(withEntry("", ""), `"boundaries":[`, `"boundaries":[{"id":"b1","name":"Late work","since":"2026-01-02T00:00:00Z","position":0,"events":[`+
				`{"id":"e1","kind":"slip","at":"2026-11-20T10:00:00-18:30","day":"2026-11-20"}]}`, 1),
		},
		{
			"an ID that is too long to be kept", strings.Replace(withEntry("", ""), `"moods":[`, `"moods":[{"id":"`+strings.Repeat("m", 40_000)+`","at":"2026-11-20T10:00:00Z","day":"2026-11-20","rating":3}`, 1),
		},
		{
			"an ID that cannot be shown", strings.Replace(withEntry("", ""), `"moods":[`, `"moods":[{"id":"\u001b[2J\n","at":"2026-11-20T10:00:00Z","day":"2026-11-20","rating":3}`, 1),
		},
		{
			"a habit that is there twice", strings.Replace(withEntry("", ""), `"habits":[`, `"habits":[{"id":"aaaaaaaaaa","name":"Run","area":"","position":0,"created":"2026-01-01","goals":[{"from":"2026-01-01","measure":"check","schedule":"daily"}],"entries":[]},`, 1),
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			path := file(t, "export.json", c.text)
			b := read(t, path)
			if len(b.Bad) != 1 || b.BadRows != 1 {
				t.Fatalf("%d were left out, %v", b.BadRows, b.Bad)
			}
			isSentence(t, strings.ReplaceAll(b.Bad[0].String(), path, "x"))
			s := newStore(t)
			s.brings(t, b)
			if e := s.record(t, s.names(t)[0]).History.On(today); e != yes && c.what != "a habit that is there twice" {
				t.Errorf("today is %+v", e)
			}
			if !json.Valid([]byte(s.json(t))) {
				t.Error("what was read cannot be written")
			}
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
		})
	}
}

func TestBadHabitsOfAnExportAreLeftOutAndTold(t *testing.T) {
	good := withEntry("", "")
	swap := func(old, now string) string { return strings.Replace(good, old, now, 1) }
	for _, c := range []struct{ what, text string }{
		{"no name", swap(`"Walk"`, `""`)},
		{"a name with control characters", swap(`"Walk"`, `"Wa\u001blk"`)},
		{"a long name", swap(`"Walk"`, `"`+strings.Repeat("x", 61)+`"`)},
		{"a reserved name", swap(`"Walk"`, `"mood"`)},
		{"no ID", swap(`"aaaaaaaaaa"`, `""`)},
		{"no goal", swap(`{"from":"2026-01-01","measure":"check","schedule":"daily"}`, ``)},
		{"an unknown measure", swap(`"check"`, `"perhaps"`)},
		{"an unknown schedule", swap(`"daily"`, `"often"`)},
		{"more times than days", swap(`"daily"`, `"5/3"`)},
		{"a window that is too long", swap(`"daily"`, `"1/2001"`)},
		{"less than nothing asked for", swap(`"check",`, `"at_least","target":-1,`)},
		{"a unit of two words", swap(`"check",`, `"at_least","target":1,"unit":"two words",`)},
		{"goals out of order", swap(`"goals":[`, `"goals":[{"from":"2026-05-01","measure":"check","schedule":"daily"},`)},
		{"a key that is a command", swap(`"position"`, `"key":"q","position"`)},
		{"created in year 0", swap(`"created":"2026-01-01"`, `"created":"0000-01-01"`)},
		{"archived in year 0", swap(`"position"`, `"archived":"0000-01-01","position"`)},
		{"a goal from year 0", swap(`"from":"2026-01-01"`, `"from":"0000-01-01"`)},
		{"a counted unit with control characters", swap(`"goals"`, `"counted":"\u001b[2J","goals"`)},
	} {
		t.Run(c.what, func(t *testing.T) {
			path := file(t, "export.json", c.text)
			b := read(t, path)
			if len(b.Habits) != 0 || len(b.Bad) != 1 || b.BadRows != 1 {
				t.Fatalf("%+v; %d were left out, %v", b.Habits, b.BadRows, b.Bad)
			}
			isSentence(t, strings.ReplaceAll(b.Bad[0].String(), path, "x"))
			newStore(t).isSettled(t, transfer.Choices{Today: today}, b)
		})
	}
}

func TestDocumentsThatAreNoExportAreRefused(t *testing.T) {
	good := withEntry("", "")
	for _, c := range []struct{ what, text string }{
		{"another program's", `{"name":"x","habits":[]}`},
		{"a list", `{"format":["selfcare"]}`},
		{"an empty object", `{}`},
		{"a newer version", strings.Replace(good, `"version":1`, `"version":2`, 1)},
		{"no number of a version", strings.Replace(good, `"version":1`, `"version":"1"`, 1)},
		{"an unknown part", strings.Replace(good, `"moods":[]`, `"dreams":[]`, 1)},
		{"an unknown part of a habit", strings.Replace(good, `"area":""`, `"colour":"red"`, 1)},
		{"an unknown part with control characters", strings.Replace(good, `"moods":[]`, `"\u001b[2J\n":[]`, 1)},
		{"text where a number should be", strings.Replace(good, `"position":0`, `"position":"first"`, 1)},
		{"a number that is too large", strings.Replace(good, `"position":0`, `"position":1e300`, 1)},
		{"an object where a list should be", strings.Replace(good, `"moods":[]`, `"moods":{}`, 1)},
		{"something after its end", good + "{}"},
		{"a comma too many", strings.Replace(good, `"moods":[]`, `"moods":[],`, 1)},
		{"a control character in a text", strings.Replace(good, "Walk", "Wa\x1blk", 1)},
		{"not UTF-8", strings.Replace(good, "Walk", "Caf\xe9", 1)},
		{"nothing but depth", `{"format":"selfcare","version":1,"settings":{"values":{"x":` + strings.Repeat("[", 100_000)},
	} {
		t.Run(c.what, func(t *testing.T) {
			for _, from := range []transfer.Format{transfer.Auto, transfer.Selfcare} {
				refused(t, file(t, "export.json", c.text), options(from))
			}
		})
	}
}

func TestAnExportThatWasCutOffIsRefused(t *testing.T) {
	whole := randomStore(t, rand.New(rand.NewPCG(1, 1))).json(t)
	for _, n := range []int{1, 10, 30, 100, 1000, len(whole) / 2, len(whole) - 3, len(whole) - 2} {
		refused(t, file(t, "export.json", whole[:n]), options(transfer.Auto))
	}
	read(t, file(t, "export.json", whole[:len(whole)-1])) // only the last line end is gone
}

func TestAnExportThatAnEditorSavedIsRead(t *testing.T) {
	if b := read(t, file(t, "export.json", "\ufeff"+strings.ReplaceAll(withEntry("", ""), ",", ",\r\n"))); len(b.Habits) != 1 {
		t.Errorf("it has %d habits", len(b.Habits))
	}
}

func TestAnExportKeepsWhatLiesInTheFuture(t *testing.T) {
	b := read(t, file(t, "export.json", withEntry("", `{"day":"2026-11-30","state":"skip"},`)))
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today + 8: skip})
}

func TestKeysThatAreTakenAreLeftOut(t *testing.T) {
	s := newStore(t)
	h := aHabit("Tea", habits.Goal{Schedule: habits.Daily})
	h.Key = "w"
	s.apply(t, record.PutHabits(h))
	s.brings(t, read(t, file(t, "export.json", withEntry(`"key":"w",`, ""))))
	if got := []string{s.record(t, "Tea").Habit.Key, s.record(t, "Walk").Habit.Key}; !slices.Equal(got, []string{"w", ""}) {
		t.Errorf("the keys are %q", got)
	}
	s.isSettled(t, transfer.Choices{Today: today}, read(t, file(t, "export.json", withEntry(`"key":"w",`, ""))))
}
