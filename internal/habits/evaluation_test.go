package habits

import (
	"strconv"
	"strings"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/storytest"
)

// written is a history from words, one a day, the last of them on day until: a
// point for nothing, yes, no, skip, or minutes.
func written(t *testing.T, until calendar.Day, words string) (h History) {
	t.Helper()
	fields := strings.Fields(words)
	for i, w := range fields {
		d := until - calendar.Day(len(fields)-1-i)
		switch w {
		case ".":
		case "yes":
			h.Set(d, Entry{State: Yes})
		case "no":
			h.Set(d, Entry{State: No})
		case "skip":
			h.Set(d, Entry{State: Skip})
		default:
			n, err := strconv.ParseFloat(w, 64)
			if err != nil {
				t.Fatal(err)
			}
			h.Set(d, amountOf(n))
		}
	}
	return h
}

// shown is a evaluation in words, one a day: the state, with a minus where the day
// is not due and a plus where it counts for a run.
func shown(c Evaluation, from, to calendar.Day) string {
	var words []string
	for d := from; d <= to; d++ {
		s := c.On(d)
		w := s.State.String()
		if !s.Due {
			w += "-"
		}
		if s.Kept {
			w += "+"
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

func TestWhatADayShows(t *testing.T) {
	for _, c := range []struct{ name, goal, schedule, wrote, want string }{
		{
			"a check is what was written", "check", "daily",
			". yes no skip . yes", "unknown yes+ no skip- unknown yes+",
		},
		{
			"under a check an amount above 0 is a yes", "check", "daily",
			"5 0 0.001", "yes+ no yes+",
		},
		{
			"days around which the schedule is met are filled", "check", "3/7",
			"yes . yes no yes skip .", "yes+ filled+ yes+ filled+ yes+ skip- filled+",
		},
		{
			"an amount of 0 is filled as a no is", "check", "3/7",
			"yes . yes 0 yes", "yes+ filled+ yes+ filled+ yes+",
		},
		{
			"nothing is filled where the schedule is not met", "check", "3/7",
			"yes . yes no .", "yes+ unknown yes+ no unknown",
		},
		{
			"nothing is filled before the first entry", "check", "weekly",
			". . . . . yes . yes", "unknown unknown unknown unknown unknown yes+ filled+ yes+",
		},
		{
			"a no as first entry lets days be filled after it", "check", "weekly",
			"no . . . . yes . yes", "filled+ filled+ filled+ filled+ filled+ yes+ filled+ yes+",
		},
		{
			"other weekdays are not due, whatever is written", "check", "mon,wed,fri",
			"yes yes no . . no .", "yes+ yes- no unknown- unknown no- unknown-",
		},
		{
			"a check that is tracked only is never due", "check", "none",
			"yes no . skip", "yes- no- unknown- skip-",
		},
		{
			"an at least is met, partial or not", "at least 30", "daily",
			"45 30 29.999 0 no skip . 10", "yes+ yes+ partial no no skip- unknown partial",
		},
		{
			"the window's sum decides", "at least 120", "1/7",
			"60 . . 60 . . . . .", "partial unknown unknown yes+ filled+ filled+ filled+ unknown unknown",
		},
		{
			"a rest adds nothing and is no day of a run", "at least 120", "1/7",
			"120 skip . . . . . .", "yes+ skip- filled+ filled+ filled+ filled+ filled+ unknown",
		},
		{
			"the days before the first entry are not filled", "at least 0", "daily",
			". 0 .", "unknown yes+ filled+",
		},
		{
			"chosen weekdays judge amounts day by day", "at least 30", "mon,wed,fri",
			"30 40 20 . 0 10 .", "yes+ yes- partial unknown- no partial- unknown-",
		},
		{
			"an at least that is tracked only is never due", "at least 5", "none",
			"5 3 0 . skip", "yes- partial- no- unknown- skip-",
		},
		{
			"an at most that is exceeded reads no", "at most 2", "daily",
			"1 2 2.001 no . skip 0", "yes+ yes+ no yes+ unknown skip- yes+",
		},
		{
			"an at most over a window passes over unwritten days", "at most 10", "1/7",
			"6 . . 6 . . . 0 4", "yes+ unknown unknown no unknown unknown unknown yes+ yes+",
		},
		{
			"an at most of 0", "at most 0", "daily",
			"0 1 . 0", "yes+ no unknown yes+",
		},
		{
			"an at most on chosen weekdays", "at most 2", "mon,wed,fri",
			"3 3 2 . 1 . .", "no no- yes+ unknown- yes+ unknown- unknown-",
		},
		{
			"an at most that is tracked only is never due", "at most 2", "none",
			"1 3 .", "yes- no- unknown-",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := Goal{}
			if n, ok := strings.CutPrefix(c.goal, "at least "); ok {
				g = atLeast(mustNumber(t, n), Schedule{})
			} else if n, ok := strings.CutPrefix(c.goal, "at most "); ok {
				g = atMost(mustNumber(t, n), Schedule{})
			}
			var err error
			if g.Schedule, err = ParseSchedule(c.schedule); err != nil {
				t.Fatal(err)
			}
			evaluation := Evaluate(Habit{Goals: []Goal{g}}, written(t, storytest.Sunday, c.wrote), storytest.Sunday)
			first := storytest.Sunday - calendar.Day(len(strings.Fields(c.wrote))-1)
			if got := shown(evaluation, first, storytest.Sunday); got != c.want {
				t.Errorf("wrote %s\nshows %s\n want %s", c.wrote, got, c.want)
			}
		})
	}
}

func mustNumber(t *testing.T, s string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEachDayIsJudgedByItsOwnGoal(t *testing.T) {
	weekly := Schedule{Times: 1, Days: 7}
	for _, c := range []struct {
		name        string
		before, now Goal
		wrote, want string // the last two words are under the goal of now
	}{
		{
			"a raised target", atLeast(20, Daily), atLeast(30, Daily),
			"25 15 25 30", "yes+ partial partial yes+",
		},
		{
			"windows look across the change", atLeast(60, Daily), atLeast(60, weekly),
			"40 20 10 .", "partial partial yes+ filled+",
		},
		{
			"an amount of the measured time is a yes", atLeast(20, Daily),
			Goal{Schedule: Schedule{Times: 2, Days: 7}},
			"5 20 . .", "partial yes+ filled+ filled+",
		},
		{
			"under an amount a yes adds nothing",
			Goal{Schedule: Daily},
			atLeast(20, weekly),
			"yes yes 19 1", "yes+ yes+ partial yes+",
		},
		{
			"fill looks across the change",
			Goal{Schedule: Daily},
			Goal{Schedule: Schedule{Times: 3, Days: 7}},
			"yes yes yes . .", "yes+ yes+ yes+ filled+ filled+",
		},
		{
			"days before it are not filled",
			Goal{Schedule: Daily},
			Goal{Schedule: Schedule{Times: 2, Days: 7}},
			"yes . . yes", "yes+ unknown filled+ yes+",
		},
		{
			"an at most becomes an at least", atMost(2, Daily), atLeast(2, Daily),
			"1 3 1 3", "yes+ no partial yes+",
		},
		{
			"due, then tracked only",
			Goal{Schedule: Daily},
			Goal{},
			"yes . yes .", "yes+ unknown yes- unknown-",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := Habit{Goals: []Goal{from(storytest.Sunday-30, c.before)}}.SetGoal(from(storytest.Sunday-1, c.now))
			evaluation := Evaluate(h, written(t, storytest.Sunday, c.wrote), storytest.Sunday)
			first := storytest.Sunday - calendar.Day(len(strings.Fields(c.wrote))-1)
			if got := shown(evaluation, first, storytest.Sunday); got != c.want {
				t.Errorf("wrote %s\nshows %s\n want %s", c.wrote, got, c.want)
			}
		})
	}
}

func TestNothingAfterTheLastDayIsLookedAt(t *testing.T) {
	h := Habit{Goals: []Goal{{Schedule: Schedule{Times: 2, Days: 7}}}}
	history := written(t, storytest.Sunday, "yes . . yes")
	if got := shown(Evaluate(h, history, storytest.Sunday-1), storytest.Sunday-3, storytest.Sunday-1); got != "yes+ unknown unknown" {
		t.Errorf("seen from the day before: %s", got)
	}
	evaluation := Evaluate(h, history, storytest.Sunday)
	if got := shown(evaluation, storytest.Sunday-3, storytest.Sunday); got != "yes+ filled+ filled+ yes+" {
		t.Errorf("seen from the day itself: %s", got)
	}
	if s := evaluation.On(storytest.Sunday + 1); s.State != Unknown || s.Kept {
		t.Errorf("tomorrow shows %s, kept %t", s.State, s.Kept)
	}
}

func TestAnEmptyHistoryKeepsNothing(t *testing.T) {
	for _, g := range []Goal{{Schedule: Daily}, atLeast(0, Daily), atMost(0, Daily)} {
		s := Evaluate(Habit{Goals: []Goal{g}}, History{}, storytest.Sunday).On(storytest.Sunday)
		if s.Kept || s.State != Unknown || !s.Due {
			t.Errorf("%+v shows %s, due %t, kept %t", g, s.State, s.Due, s.Kept)
		}
	}
}
