package habits

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/quantity"
	"selfcare/internal/storytest"
)

// strengthCase is a series of strength.json; days are counted back from today, and
// amounts are stored as Loop stores them, in thousandths.
type strengthCase struct {
	ID        string
	Today     string
	Type      string
	Freq      [2]int
	Target    float64
	Entries   [][2]float64
	Expect    [][2]*float64
	Compare   string
	Tolerance float64
}

func (c strengthCase) goal() Goal {
	g := Goal{Schedule: Schedule{Times: c.Freq[0], Days: c.Freq[1]}}
	if c.Type != "yesno" {
		g.Measure = map[string]Measure{"atleast": AtLeast, "atmost": AtMost}[c.Type]
		g.Target = quantity.Amount(math.Round(c.Target * 1000))
	}
	return g
}

func (c strengthCase) entry(v float64) Entry {
	switch {
	case v == 3:
		return Entry{State: Skip}
	case v < 0:
		return Entry{}
	case c.Type != "yesno":
		return Entry{State: Measured, Amount: quantity.Amount(v)}
	case v == 2:
		return Entry{State: Yes}
	}
	return Entry{State: No}
}

func TestStrengthMeetsTheVectors(t *testing.T) {
	var vectors struct {
		SingleStep []struct{ Frequency, Previous, Credit, Expect, Tolerance float64 } `json:"single_step"`
		Series     []strengthCase
	}
	storytest.ReadVectors(t, "strength.json", &vectors)
	if len(vectors.SingleStep) == 0 || len(vectors.Series) == 0 {
		t.Fatal("there are no cases")
	}
	for _, c := range vectors.SingleStep {
		keeps := math.Pow(0.5, math.Sqrt(c.Frequency)/13)
		if got := keeps*c.Previous + (1-keeps)*c.Credit; math.Abs(got-c.Expect) > c.Tolerance {
			t.Errorf("from %v with %v at %v: %v, want %v", c.Previous, c.Credit, c.Frequency, got, c.Expect)
		}
	}
	for _, c := range vectors.Series {
		t.Run(c.ID, func(t *testing.T) { c.check(t) })
	}
}

func (c strengthCase) check(t *testing.T) {
	today := storytest.Day(t, c.Today)
	var history History
	for _, e := range c.Entries {
		history.Set(today-calendar.Day(e[0]), c.entry(e[1]))
	}
	evaluation := Evaluate(Habit{Goals: []Goal{c.goal()}}, history, today)
	strengths := map[int]float64{}
	for d, s := range evaluation.Strengths() {
		strengths[int(today-d)] = s
	}
	if last, _ := evaluation.Strength(); len(strengths) > 0 && last != strengths[0] {
		t.Errorf("the last of the strengths is %v, the strength %v", strengths[0], last)
	} else if len(strengths) == 0 {
		strengths[0] = last
	}
	for _, e := range c.Expect {
		got := strengths[int(*e[0])]
		switch {
		case c.Compare == "finite" && (math.IsNaN(got) || math.IsInf(got, 0)):
			t.Errorf("%v days ago: %v", *e[0], got)
		case c.Compare == "gt" && got <= *e[1]:
			t.Errorf("%v days ago: %v, want more than %v", *e[0], got, *e[1])
		case c.Compare == "eq" && math.Abs(got-*e[1]) > c.Tolerance:
			t.Errorf("%v days ago: %v, want %v", *e[0], got, *e[1])
		}
	}
}

// strength is the strength of a day by the sentences of habits.md: every step adds
// up its whole window again.
func (r reference) strength(first, until calendar.Day) float64 {
	s := 0.0
	if r.goalOn(first).Measure == AtMost {
		s = 1
	}
	for d := first; d <= until; d++ {
		g := r.goalOn(d)
		c, ok := r.credit(g, d)
		if !ok {
			continue
		}
		f := float64(g.Schedule.Times) / float64(g.Schedule.Days)
		if k := g.Schedule.Weekdays.Len(); k > 0 {
			f = float64(k) / 7
		}
		m := math.Pow(0.5, math.Sqrt(f)/13)
		s = m*s + (1-m)*c
	}
	return s
}

func (r reference) credit(g Goal, d calendar.Day) (float64, bool) {
	if r.entries[d].State == Skip || g.Schedule.Tracks() {
		return 0, false
	}
	if g.Schedule.Weekdays != 0 {
		return r.dueCredit(g, d)
	}
	days, times := g.Schedule.Days, g.Schedule.Times
	if g.Measure == Check && times < days {
		days, times = 2*days, 2*times
	}
	yes, sum := 0, quantity.Amount(0)
	for i := range days {
		if r.isYes(d - calendar.Day(i)) {
			yes++
		}
		if e := r.entries[d-calendar.Day(i)]; e.State == Measured {
			sum += e.Amount
		}
	}
	w, target := float64(sum), float64(g.Target)
	switch {
	case g.Measure == Check:
		return min(1, float64(yes)/float64(times)), true
	case g.Measure == AtLeast && target == 0, g.Measure == AtMost && target == 0 && w == 0:
		return 1, true
	case g.Measure == AtMost && target == 0:
		return 0, true
	case g.Measure == AtLeast:
		return min(1, w/target), true
	}
	return max(0, min(1, 1-(w-target)/target)), true
}

// dueCredit is the yes-days of the last week's due days, of those that were no
// rests.
func (r reference) dueCredit(g Goal, d calendar.Day) (float64, bool) {
	due, yes := 0, 0
	for i := range 7 {
		day := d - calendar.Day(i)
		e := r.entries[day]
		if !g.Schedule.Asks(day) || e.State == Skip {
			continue
		}
		due++
		met := r.isYes(day)
		switch g.Measure {
		case AtLeast:
			met = e.Amount >= g.Target
		case AtMost:
			met = e.Amount <= g.Target
		}
		if met {
			yes++
		}
	}
	return float64(yes) / float64(due), due > 0
}

func TestStrengthAgreesWithANaiveSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, r := aLife(t)
		evaluation := Evaluate(h, r.history(), storytest.Sunday)
		first, ok := evaluation.History().First()
		if !ok || first > storytest.Sunday {
			return
		}
		day := first
		for d, got := range evaluation.Strengths() {
			if d != day {
				t.Fatalf("%s follows %s", d, day-1)
			}
			if want := r.strength(first, d); math.Abs(got-want) > 1e-9 || got < 0 || got > 1 {
				t.Fatalf("%s, %+v: %v, want %v", d, h.GoalOn(d), got, want)
			}
			day++
		}
		if day != storytest.Sunday+1 {
			t.Fatalf("it ends on %s", day-1)
		}
	})
}

func TestStrengthForgives(t *testing.T) {
	h := checked("Move")
	var history History
	for d := storytest.Sunday - 400; d < storytest.Sunday; d++ {
		history.Set(d, Entry{State: Yes})
	}
	before, _ := Evaluate(h, history, storytest.Sunday-1).Strength()
	history.Set(storytest.Sunday, Entry{State: No})
	after, _ := Evaluate(h, history, storytest.Sunday).Strength()
	if lost := before - after; lost < 0.04 || lost > 0.06 {
		t.Errorf("a missed day costs %v", lost)
	}
	history.Set(storytest.Sunday, Entry{State: Skip})
	if rested, _ := Evaluate(h, history, storytest.Sunday).Strength(); rested != before {
		t.Errorf("a rest makes %v of %v", rested, before)
	}
}

func TestStrengthBeforeTheFirstEntry(t *testing.T) {
	for _, c := range []struct {
		goal  Goal
		want  float64
		known bool
	}{
		{Goal{Schedule: Daily}, 0, true},
		{Goal{Measure: AtMost, Target: 2000, Unit: "cups", Schedule: Daily}, 1, true},
		{Goal{}, 0, false},
	} {
		if got, known := Evaluate(Habit{Goals: []Goal{c.goal}}, History{}, storytest.Sunday).Strength(); got != c.want || known != c.known {
			t.Errorf("%+v: %v, %v", c.goal, got, known)
		}
	}
}

// BenchmarkLife shows the cost of strength and runs, and that it grows with the
// history and no faster.
func BenchmarkLife(b *testing.B) {
	goals := map[string]Goal{
		"daily": {Schedule: Daily}, "3 in 7": {Schedule: Schedule{Times: 3, Days: 7}},
		"at least in 7": {Measure: AtLeast, Target: 120_000, Schedule: Schedule{Times: 1, Days: 7}}, "weekdays": {Schedule: Schedule{Weekdays: 42}},
	}
	for name, g := range goals {
		for _, years := range []int{1, 5, 20} {
			var days []Dated
			for d := storytest.Sunday - calendar.Day(365*years) + 1; d <= storytest.Sunday; d++ {
				e := Entry{State: Yes}
				if g.Measure.Counts() {
					e = Entry{State: Measured, Amount: 20_000}
				} else if d%4 == 0 {
					e.State = No
				}
				days = append(days, Dated{d, e})
			}
			history := HistoryOf(days, nil)
			b.Run(fmt.Sprintf("%s/%d years", name, years), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					c := Evaluate(Habit{Goals: []Goal{g}}, history, storytest.Sunday)
					c.Strength()
					c.Runs()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(days)), "ns/entry")
			})
		}
	}
}

// steps is the strengths of entries that end on sunday, a letter a day: y yes, n no,
// s rest, a blank nothing, a digit an amount.
func steps(t *testing.T, g Goal, life string) []float64 {
	t.Helper()
	var history History
	for i, letter := range life {
		e := map[rune]Entry{'y': {State: Yes}, 'n': {State: No}, 's': {State: Skip}}[letter]
		if letter >= '0' && letter <= '9' {
			e = Entry{State: Measured, Amount: quantity.Amount(letter-'0') * g.Unit.One()}
		}
		history.Set(storytest.Sunday-calendar.Day(len(life)-1-i), e)
	}
	var all []float64
	for _, s := range Evaluate(Habit{Goals: []Goal{g}}, history, storytest.Sunday).Strengths() {
		all = append(all, s)
	}
	return all
}

func TestChosenWeekdaysEarnByTheLastWeek(t *testing.T) {
	// Of Mon, Wed, Fri before Sunday 22 November: a yes, nothing, a rest. A yes on
	// Tuesday, which is not due, earns nothing.
	g := Goal{Schedule: Schedule{Weekdays: 1<<time.Monday | 1<<time.Wednesday | 1<<time.Friday}}
	got := steps(t, g, "yy  s  ")
	keeps := math.Pow(0.5, math.Sqrt(3.0/7)/13)
	want := 0.0
	for _, credit := range []float64{1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, -1, 1.0 / 2, 1.0 / 2} {
		if credit >= 0 { // the rest takes no step
			want = keeps*want + (1-keeps)*credit
		}
	}
	if last := got[len(got)-1]; math.Abs(last-want) > 1e-12 {
		t.Errorf("got %v, want %v", last, want)
	}
}

func TestAGapCostsNothingUnderAtMost(t *testing.T) {
	g := Goal{Measure: AtMost, Target: 2000, Unit: "cups", Schedule: Daily}
	for i, s := range steps(t, g, "1   2  0") {
		if s != 1 {
			t.Errorf("day %d: %v", i, s)
		}
	}
	if over := steps(t, g, "1 4"); over[2] >= 1 {
		t.Errorf("over: %v", over)
	}
}

func TestALeapDayIsADay(t *testing.T) {
	leap := calendar.DateOf(2024, time.February, 29)
	var history History
	for d := leap - 1; d <= leap+1; d++ {
		history.Set(d, Entry{State: Yes})
	}
	c := Evaluate(Habit{Goals: []Goal{{Schedule: Daily}}}, history, leap+1)
	var days []string
	for d := range c.Strengths() {
		days = append(days, d.String())
	}
	if want := []string{"2024-02-28", "2024-02-29", "2024-03-01"}; !slices.Equal(days, want) || c.Runs().Current != 3 {
		t.Errorf("%v, a run of %d", days, c.Runs().Current)
	}
}

func TestEachDayStepsUnderItsOwnGoal(t *testing.T) {
	h := Habit{Goals: []Goal{{From: storytest.Sunday - 2, Schedule: Daily}, {From: storytest.Sunday, Schedule: Schedule{Times: 1, Days: 7}}}}
	var history History
	for d := storytest.Sunday - 2; d <= storytest.Sunday-1; d++ {
		history.Set(d, Entry{State: Yes})
	}
	daily, weekly := math.Pow(0.5, 1.0/13), math.Pow(0.5, math.Sqrt(1.0/7)/13)
	want := (1 - daily) * (1 + daily)
	want = weekly*want + (1 - weekly) // two yes-days in the last fourteen are all of it
	if got, _ := Evaluate(h, history, storytest.Sunday).Strength(); math.Abs(got-want) > 1e-12 {
		t.Errorf("got %v, want %v", got, want)
	}
}
