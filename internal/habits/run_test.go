package habits

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/storytest"
)

// runsCase is a case of runs.json; days are counted back from today.
type runsCase struct {
	runsCaseGoal
	ID       string
	Note     string
	Today    string
	Archived *int
	Goals    []runsCaseGoal
	Entries  [][2]any
	Expect   struct {
		Current, Longest, Total int
		Runs                    [][3]int
	}
}

type runsCaseGoal struct {
	From     int
	Kind     string
	Schedule string
	Target   float64
}

func TestRunsMeetTheVectors(t *testing.T) {
	var vectors struct{ Cases []runsCase }
	storytest.ReadVectors(t, "runs.json", &vectors)
	if len(vectors.Cases) == 0 {
		t.Fatal("there are no cases")
	}
	for _, c := range vectors.Cases {
		t.Run(c.ID, func(t *testing.T) {
			today := storytest.Day(t, c.Today)
			if len(c.Goals) == 0 {
				c.Goals = []runsCaseGoal{c.runsCaseGoal}
			}
			var h Habit
			for _, g := range c.Goals {
				h.Goals = append(h.Goals, runsGoal(t, today-calendar.Day(g.From), g.Kind, g.Schedule, g.Target))
			}
			if c.Archived != nil {
				h = h.ArchiveOn(today - calendar.Day(*c.Archived))
			}
			var history History
			for _, e := range c.Entries {
				history.Set(today-calendar.Day(e[0].(float64)), runsEntry(e[1]))
			}
			got := Evaluate(h, history, today).Runs()
			if got.Current != c.Expect.Current || got.Longest != c.Expect.Longest || got.Total != c.Expect.Total {
				t.Errorf("%s: current %d, longest %d, total %d; want %+v", c.Note, got.Current, got.Longest, got.Total, c.Expect)
			}
			var runs [][3]int
			for _, r := range got.All {
				runs = append(runs, [3]int{int(today - r.From), int(today - r.To), r.Days})
			}
			if !slices.Equal(runs, c.Expect.Runs) {
				t.Errorf("%s: runs %v, want %v", c.Note, runs, c.Expect.Runs)
			}
		})
	}
}

// runs is the runs by the sentences of habits.md, day by day, each day looked at
// with everything there is.
func (r reference) runs(h Habit) Runs {
	var out Runs
	var run Run
	first, last := r.today+1, r.today
	if h.Archived != nil {
		last = min(last, *h.Archived)
	}
	for d, e := range r.entries {
		if e.State != Unknown {
			first = min(first, d)
		}
	}
	r.today = last
	for d := first; d <= last; d++ {
		s := r.statusOn(d)
		switch r.place(d, s) {
		case "counted":
			if run.Days == 0 {
				run.From = d
			}
			run.To = d
			run.Days++
			out.Total++
		case "a break":
			if run.Days > 0 {
				out.All = append([]Run{run}, out.All...)
			}
			run = Run{}
		}
	}
	out.Current = run.Days
	if run.Days > 0 {
		out.All = append([]Run{run}, out.All...)
	}
	for _, run := range out.All {
		out.Longest = max(out.Longest, run.Days)
	}
	return out
}

// place is the first line of habits.md that fits a day from the first entry on.
func (r reference) place(d calendar.Day, s Status) string {
	g, e := r.goalOn(d), r.entries[d]
	switch {
	case e.State == Skip, !g.Schedule.Asks(d), g.Measure == AtMost && e.State == Unknown:
		return "passed over"
	case s.Kept:
		return "counted"
	case d == r.today && (e.State == Unknown || g.Measure == AtLeast):
		return "passed over"
	}
	if r.entries[r.today].State == Unknown && e.State == Unknown && g.Measure == Check {
		with := reference{goals: r.goals, entries: map[calendar.Day]Entry{}, today: r.today}
		for day, e := range r.entries {
			with.entries[day] = e
		}
		with.entries[r.today] = Entry{State: Yes}
		if with.statusOn(d).State == Filled {
			return "passed over"
		}
	}
	return "a break"
}

func TestRunsAgreeWithTheReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, r := aLife(t)
		if rapid.IntRange(0, 5).Draw(t, "archived") == 0 {
			h = h.ArchiveOn(storytest.Sunday - calendar.Day(rapid.IntRange(0, 20).Draw(t, "ago")))
		}
		got, want := Evaluate(h, r.history(), storytest.Sunday).Runs(), r.runs(h)
		if !slices.Equal(got.All, want.All) || got.Current != want.Current || got.Longest != want.Longest || got.Total != want.Total {
			t.Fatalf("runs %+v, want %+v", got, want)
		}
	})
}
