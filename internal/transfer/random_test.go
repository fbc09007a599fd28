package transfer_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
)

// seeds is how many random stores a test looks at.
func seeds(n int) int {
	if testing.Short() {
		return max(1, n/4)
	}
	return n
}

// aHabit is a habit with a goal since 100 days.
func aHabit(name string, g habits.Goal) habits.Habit {
	if g.From == 0 {
		g.From = today - 100
	}
	return habits.Habit{ID: ident.New(), Name: name, Created: g.From, Goals: []habits.Goal{g}}
}

var (
	someTexts = []string{
		"", "", "", "fine", "line\nand line\n\nand line", `"quoted", with, commas`, "emoji 👩‍👩‍👧 🏳️‍🌈", "<b>&amp;</b> <script>", "=SUM(A1)", "'=x", "-", "+1", "@you",
		"back\\slash \\n", "  blanks around  ", "наприклад 例えば مثال", "e\u0301 é", "\ufffd", "{\"json\":[1,2]}", "# head\n* star _under_ | bar `code`", "1. one\n2. two", "a\u00a0b",
	}
	someNames = []string{
		"Walk", "Sleep", "=Sum", "+Plus", "-Minus", "@At", "'Quote", "'=Both", "Tea, green", "Наприклад", "散歩", "👩‍👩‍👧 family", "Walk (2)", "mood (habit)", "a|b", "<b>", "7:30 up",
		"Straße", "x : y : z", "yes", "2026-11-22",
	}
	someUnits     = []quantity.Unit{"", "h", "min", "s", "glasses", "ml", "頁"}
	someSchedules = []string{"daily", "3/7", "weekly", "1/30", "2/3", "mon,wed,fri", "sat,sun", "none", "1999/2000"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func someTime(r *rand.Rand) time.Time {
	return calendar.Second(time.Date(2026, time.November, 22, 8, 0, 0, 0, time.UTC).Add(-time.Duration(r.IntN(400*24*3600)) * time.Second))
}

// someZones are those in which what is random was lived.
var someZones = []*time.Location{
	time.UTC, zone, time.FixedZone("", 9*60*60), time.FixedZone("", 5*60*60+45*60), time.FixedZone("", -60*44-30), time.FixedZone("", 14*60*60), time.FixedZone("", -12*60*60),
}

// lived is a time in some zone, with its offset, which is unknown where an earlier version
// wrote it down.
func lived(r *rand.Rand) (time.Time, calendar.Offset) {
	at := someTime(r).In(pick(r, someZones))
	if r.IntN(4) == 0 {
		return at, calendar.Offset{}
	}
	return at, calendar.OffsetOf(at)
}

func someTextsOf(r *rand.Rand) []string {
	var all []string
	for range r.IntN(4) {
		all = append(all, pick(r, someTexts))
	}
	return all
}

func someGoal(r *rand.Rand, unit quantity.Unit) habits.Goal {
	schedule, _ := habits.ParseSchedule(pick(r, someSchedules))
	g := habits.Goal{Schedule: schedule, Measure: pick(r, []habits.Measure{habits.Check, habits.AtLeast, habits.AtMost})}
	if g.Measure.Counts() {
		g.Unit, g.Target = unit, quantity.Amount(r.IntN(100*int(unit.One())))
	}
	return g
}

// randomStore is a store that holds everything there is.
func randomStore(t testing.TB, r *rand.Rand) store {
	t.Helper()
	s := newStore(t)
	var c record.Change
	names := r.Perm(len(someNames))[:4+r.IntN(8)]
	keys := r.Perm(len(habits.OwnKeys))
	for i, n := range names {
		unit := pick(r, someUnits)
		g := someGoal(r, unit)
		if i < 2 {
			g.Measure, g.Target, g.Unit = habits.Check, 0, ""
		}
		g.From = today - calendar.Day(100+r.IntN(300))
		h := aHabit(someNames[n], g)
		h.Position, h.Area = r.IntN(5), pick(r, []string{"", "body", "a \"b\" c", "例"})
		h.Why, h.Plan = spelling.WordsLine(pick(r, someTexts)), spelling.WordsLine(pick(r, someTexts))
		if r.IntN(3) == 0 {
			h.Key = habits.OwnKeys[keys[i]:][:1]
		}
		for range r.IntN(3) {
			if i < 2 {
				break
			}
			g := someGoal(r, unit)
			g.From = today - calendar.Day(r.IntN(100))
			h = h.SetGoal(g)
		}
		if r.IntN(4) == 0 {
			h.Origin = "loop:" + h.Name
		}
		if r.IntN(4) == 0 {
			h = h.ArchiveOn(today - calendar.Day(r.IntN(30)))
		}
		c.Habits = append(c.Habits, record.HabitEdit{Is: h})
		days := record.Days{Habit: h.ID}
		for d := today - 120; d <= today; d++ {
			e := habits.Entry{Note: pick(r, someTexts)}
			switch r.IntN(5) {
			case 0:
				e.State = habits.Yes
			case 1:
				e.State = habits.No
			case 2:
				e.State = habits.Skip
			case 3:
				if i > 0 { // so that one is all yes and no
					e.State = habits.Measured
					e.Amount = quantity.Amount(r.IntN(10_000_000))
				}
			}
			if !e.IsZero() && r.IntN(2) == 0 {
				days.Entries = append(days.Entries, habits.Dated{Day: d, Entry: e})
			}
		}
		if len(days.Entries) > 0 && r.IntN(6) > 0 {
			c.Days = append(c.Days, days)
		}
	}
	for range r.IntN(10) {
		at, offset := lived(r)
		for range 1 + r.IntN(2) { // some at one time
			m := journal.NewMood(at, 1+r.IntN(5), pick(r, someTexts), calendar.DefaultPreferences)
			m.Offset = offset
			c.Moods = append(c.Moods, record.Put(m)...)
		}
	}
	var bounds []boundary.Boundary
	for i := range r.IntN(5) {
		b := boundary.Boundary{
			ID: ident.New(), Name: pick(r, someNames), Since: someTime(r), Position: r.IntN(3),
			Okay: someTextsOf(r), NotOkay: someTextsOf(r), Why: someTextsOf(r), Said: pick(r, someTexts), Plan: pick(r, someTexts),
		}
		if i > 0 {
			b.Ended = &boundary.Ending{How: pick(r, []boundary.Outcome{boundary.Reopened, boundary.LetGo}), At: b.Since.Add(time.Duration(r.IntN(1000)) * time.Hour)}
		}
		bounds = append(bounds, b)
		c.Boundaries = append(c.Boundaries, record.Put(b)...)
		for range r.IntN(6) {
			at, offset := lived(r)
			e := boundary.NewEvent(b.ID, pick(r, []boundary.Kind{boundary.Urge, boundary.Slip, boundary.Contact}), at, calendar.DefaultPreferences)
			e.Offset = offset
			e.Trigger, e.Note, e.Next, e.Helped = pick(r, someTexts), pick(r, someTexts), pick(r, someTexts), someTextsOf(r)
			if e.Kind == boundary.Urge {
				strength := r.IntN(11)
				e.Strength, e.Slipped = &strength, r.IntN(2) == 0
			}
			c.Events = append(c.Events, record.Put(e)...)
		}
	}
	for range r.IntN(8) {
		at, offset := lived(r)
		ref := journal.NewReflection(at, pick(r, someTexts), "I learned "+pick(r, someTexts), calendar.DefaultPreferences)
		ref.Offset = offset
		if len(bounds) > 0 && r.IntN(2) == 0 {
			ref.Boundary = pick(r, bounds).ID
		}
		c.Reflections = append(c.Reflections, record.Put(ref)...)
	}
	if r.IntN(2) == 0 {
		c.HelpLines = record.Put(journal.HelpLines{Text: "Ada, at any hour\n" + pick(r, someTexts), Day: today - 3})
	}
	s.apply(t, c)
	return s
}
