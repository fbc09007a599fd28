package habits

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/storytest"
)

// The vectors name days by how many of them lie between the day and today, and
// values as Loop Habit Tracker stores them.
const (
	loopUnknown = -1
	loopNo      = 0
	loopFilled  = 1
	loopYes     = 2
	loopSkip    = 3
)

// fillVectors is autofill.json.
type fillVectors struct {
	Autofill []struct {
		ID      string
		Today   string
		Freq    [2]int
		Entries [][2]int
		Known   [][2]int `json:"expect_known"`
	}
	Build []struct {
		ID      string
		Freq    [2]int
		Entries [][2]int
		Expect  [][3]int
	} `json:"build_intervals"`
	Snap []struct {
		ID        string
		Intervals [][3]int
		Expect    [][3]int
	} `json:"snap_intervals"`
	Fill []struct {
		ID        string
		Entries   [][]any
		Intervals [][3]int
		Expect    [][]any `json:"expect_with_unknown"`
	} `json:"fill_from_intervals"`
}

// loopStates are the states of the values that are entries.
var loopStates = map[int]State{loopNo: No, loopYes: Yes, loopSkip: Skip}

// loopHistory is a history of stored values.
func loopHistory(today calendar.Day, entries [][2]int) (h History) {
	for _, e := range entries {
		h.Set(today-calendar.Day(e[0]), Entry{State: loopStates[e[1]]})
	}
	return h
}

// yesDaysOf are the days of the yes entries, newest first.
func yesDaysOf(today calendar.Day, entries [][2]int) (yes []calendar.Day) {
	for _, e := range entries {
		if e[1] == loopYes {
			yes = append(yes, today-calendar.Day(e[0]))
		}
	}
	return yes
}

// intervalsOf are intervals given as begin, newest yes-day and end.
func intervalsOf(today calendar.Day, offsets [][3]int) (list []interval) {
	for _, o := range offsets {
		list = append(list, interval{begin: today - calendar.Day(o[0]), newest: today - calendar.Day(o[1]), end: today - calendar.Day(o[2])})
	}
	return list
}

func TestFillMeetsTheVectors(t *testing.T) {
	var vectors fillVectors
	storytest.ReadVectors(t, "autofill.json", &vectors)
	if len(vectors.Autofill) == 0 {
		t.Fatal("there are no cases")
	}
	for _, c := range vectors.Autofill {
		t.Run(c.ID, func(t *testing.T) {
			today := storytest.Day(t, c.Today)
			got := map[calendar.Day]int{}
			for _, in := range intervals(yesDaysOf(today, c.Entries), c.Freq[0], c.Freq[1]) {
				for d := in.begin; d <= in.end; d++ {
					got[d] = loopFilled
				}
			}
			for _, e := range c.Entries {
				d := today - calendar.Day(e[0])
				if _, inside := got[d]; e[1] != loopUnknown && !(inside && e[1] == loopNo) {
					got[d] = e[1]
				}
			}
			want := map[calendar.Day]int{}
			for _, k := range c.Known {
				want[today-calendar.Day(k[0])] = k[1]
			}
			for d := today - 100; d <= today+100; d++ {
				g, gotIt := got[d]
				w, wantIt := want[d]
				if g != w || gotIt != wantIt {
					t.Errorf("%d days ago is %d (known %t), want %d (known %t)", today-d, g, gotIt, w, wantIt)
				}
			}
		})
	}
}

func TestACourseShowsWhatIsFilled(t *testing.T) {
	var vectors fillVectors
	storytest.ReadVectors(t, "autofill.json", &vectors)
	shown := map[int]State{loopFilled: Filled, loopNo: No, loopYes: Yes, loopSkip: Skip}
	for _, c := range vectors.Autofill {
		t.Run(c.ID, func(t *testing.T) {
			today := storytest.Day(t, c.Today)
			h := Habit{Goals: []Goal{{Schedule: Schedule{Times: c.Freq[0], Days: c.Freq[1]}}}}
			history := loopHistory(today, c.Entries)
			first, _ := history.First()
			evaluation := Evaluate(h, history, today)
			want := map[calendar.Day]State{}
			for _, k := range c.Known {
				if d := today - calendar.Day(k[0]); first <= d && d <= today {
					want[d] = shown[k[1]]
				}
			}
			for d := today - 100; d <= today+100; d++ {
				if got := evaluation.On(d).State; got != want[d] {
					t.Errorf("%d days ago shows %s, want %s", today-d, got, want[d])
				}
			}
		})
	}
}

func TestIntervalsBeginOnTheOldestYes(t *testing.T) {
	var vectors fillVectors
	storytest.ReadVectors(t, "autofill.json", &vectors)
	for _, c := range vectors.Build {
		t.Run(c.ID, func(t *testing.T) {
			got := intervals(yesDaysOf(storytest.Sunday, c.Entries), c.Freq[0], c.Freq[1])
			if want := slowSnap(intervalsOf(storytest.Sunday, c.Expect)); !slices.Equal(got, want) {
				t.Errorf("the intervals are %v, want %v", got, want)
			}
		})
	}
}

func TestIntervalsMoveIntoThePast(t *testing.T) {
	var vectors fillVectors
	storytest.ReadVectors(t, "autofill.json", &vectors)
	for _, c := range vectors.Snap {
		t.Run(c.ID, func(t *testing.T) {
			given, want := intervalsOf(storytest.Sunday, c.Intervals), intervalsOf(storytest.Sunday, c.Expect)
			if got := slowSnap(slices.Clone(given)); !slices.Equal(got, want) {
				t.Errorf("the intervals are %v, want %v", got, want)
			}
			if slices.ContainsFunc(given, func(in interval) bool { return in.newest != in.begin }) {
				return // several yes-days make one: the real one would find more of them
			}
			var yes []calendar.Day
			for _, in := range given {
				yes = append(yes, in.newest)
			}
			if got := intervals(yes, 1, 7); !slices.Equal(got, want) {
				t.Errorf("of %v the intervals are %v, want %v", yes, got, want)
			}
		})
	}
}

func TestANoInsideReadsFilledAndKeepsItsNote(t *testing.T) {
	var vectors fillVectors
	storytest.ReadVectors(t, "autofill.json", &vectors)
	for _, c := range vectors.Fill {
		schedule := Schedule{Times: 1, Days: 3}
		evaluation := Evaluation{habit: Habit{Goals: []Goal{{Schedule: schedule}}}, until: storytest.Sunday}
		for _, e := range c.Entries {
			evaluation.history.Set(storytest.Sunday-offset(e), Entry{State: loopStates[value(e)], Note: noteIn(e)})
		}
		evaluation.fills = []fill{newFill(schedule, intervalsOf(storytest.Sunday, c.Intervals), storytest.Sunday)}
		shown := map[int]State{loopUnknown: Unknown, loopNo: No, loopFilled: Filled, loopYes: Yes}
		for _, e := range c.Expect {
			got := evaluation.On(storytest.Sunday - offset(e))
			if got.State != shown[value(e)] || got.Entry.Note != noteIn(e) {
				t.Errorf("%s: %v days ago shows %s %q, want %v", c.ID, e[0], got.State, got.Entry.Note, e[1:])
			}
		}
	}
}

// offset, value and noteIn are the parts of an entry in the vectors.
func offset(e []any) calendar.Day { return calendar.Day(e[0].(float64)) }

func value(e []any) int { return int(e[1].(float64)) }

func noteIn(e []any) string {
	if len(e) < 3 {
		return ""
	}
	return e[2].(string)
}

func TestIntervalsAreThoseOfASlowerWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SampledFrom([]int{2, 3, 7, 14, 30, 31}).Draw(t, "days")
		times := rapid.IntRange(1, min(days-1, 5)).Draw(t, "times")
		begin := calendar.DateOf(2024, time.January, rapid.IntRange(1, 400).Draw(t, "begin"))
		var yes []calendar.Day // newest first
		d := begin
		for range rapid.IntRange(0, 25).Draw(t, "yes-days") {
			yes = slices.Insert(yes, 0, d)
			d += calendar.Day(rapid.IntRange(1, 9).Draw(t, "gap"))
		}
		if got, want := intervals(yes, times, days), slowIntervals(yes, times, days); !slices.Equal(got, want) {
			t.Fatalf("of %v the intervals are %v, want %v", yes, got, want)
		}
	})
}

// slowIntervals makes the stretches of habits.md, sentence by sentence. Yes-days
// and stretches are newest first.
func slowIntervals(yes []calendar.Day, times, days int) (made []interval) {
	for i := range yes {
		if i+times > len(yes) {
			break
		}
		neighbours := yes[i : i+times]
		newest, oldest := neighbours[0], neighbours[times-1]
		size := days
		if days == 30 || days == 31 {
			y, m, dd := oldest.Date()
			size = daysIn(y, m)
			if dd == size {
				size = daysIn(y, m+1)
			}
		}
		if int(newest-oldest) < size {
			made = append(made, interval{begin: oldest, end: oldest + calendar.Day(size) - 1, newest: newest})
		}
	}
	return slowSnap(made)
}

func daysIn(y int, m time.Month) int {
	return time.Date(y, m+1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1).Day()
}

// slowSnap moves stretches a day at a time: from the second-newest back, while
// one reaches the beginning of the next newer one and its own newest yes-day
// stays inside.
func slowSnap(made []interval) []interval {
	for i := 1; i < len(made); i++ {
		for made[i].end >= made[i-1].begin && made[i].end-1 >= made[i].newest {
			made[i].begin--
			made[i].end--
		}
	}
	return made
}
