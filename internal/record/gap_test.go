package record

import (
	"testing"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

func TestAGapIsDaysThatAskedForSomething(t *testing.T) {
	daily := habits.Habit{ID: "a", Name: "Tea", Created: 0, Goals: []habits.Goal{{Schedule: habits.Daily}}}
	weekly := habits.Habit{ID: "b", Name: "Call", Created: 0, Goals: []habits.Goal{{Schedule: habits.Schedule{Times: 1, Days: 7}}}}
	tracked := habits.Habit{ID: "c", Name: "Weight", Created: 0, Goals: []habits.Goal{{Measure: habits.AtLeast, Unit: "kg"}}}
	on := func(h habits.Habit, days ...calendar.Day) Row {
		var all []habits.Dated
		for _, d := range days {
			all = append(all, habits.Dated{Day: d, Entry: habits.Entry{State: habits.Yes}})
		}
		return Row{h, habits.HistoryOf(all, nil)}
	}
	for name, c := range map[string]struct {
		book Book
		last calendar.Day
		gap  Gap
	}{
		"three days":                   {Book{Rows: []Row{on(daily, 1, 2, 6)}}, 6, Gap{7, 9, 3}},
		"written today":                {Book{Rows: []Row{on(daily, 1, 2, 6, 10)}}, 6, Gap{7, 9, 3}},
		"rests ahead":                  {Book{Rows: []Row{on(daily, 6, 12, 13)}}, 6, Gap{7, 9, 3}},
		"yesterday":                    {Book{Rows: []Row{on(daily, 9)}}, 9, Gap{}},
		"a weekly one is not missed":   {Book{Rows: []Row{on(weekly, 5)}}, 5, Gap{}},
		"until it is":                  {Book{Rows: []Row{on(weekly, 1)}}, 1, Gap{8, 9, 2}},
		"what is tracked is not":       {Book{Rows: []Row{{tracked, habits.HistoryOf([]habits.Dated{{Day: 5, Entry: habits.Entry{State: habits.Measured, Amount: 1}}}, nil)}}}, 5, Gap{}},
		"a mood is something":          {Book{Rows: []Row{on(daily, 1)}, Moods: journal.Moods{{Day: 8, Rating: 3}}}, 8, Gap{9, 9, 1}},
		"an urge is something":         {Book{Rows: []Row{on(daily, 1)}, Boundaries: boundary.List{{Events: []boundary.Event{{Day: 7}}}}}, 7, Gap{8, 9, 2}},
		"before what the book holds":   {Book{From: 8, Earlier: new(calendar.Day), Rows: []Row{on(daily)}}, 0, Gap{1, 9, 9}},
		"a note of a day is something": {Book{Rows: []Row{{daily, habits.HistoryOf([]habits.Dated{{Day: 8, Entry: habits.Entry{Note: "x"}}}, nil)}}}, 8, Gap{9, 9, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			last, ok := c.book.LastWritten(10)
			if !ok || last != c.last {
				t.Errorf("last written on %d, %v; want %d", last, ok, c.last)
			}
			if got := c.book.GapBefore(10, last+1); got != c.gap {
				t.Errorf("the gap is %+v, want %+v", got, c.gap)
			}
		})
	}
	if _, ok := (&Book{Rows: []Row{on(daily)}}).LastWritten(10); ok {
		t.Error("something is written in an empty record")
	}
}

func TestRestsLeaveWhatIsWritten(t *testing.T) {
	daily := habits.Habit{ID: "a", Name: "Tea", Created: 5, Goals: []habits.Goal{{From: 5, Schedule: habits.Daily}}}
	mondays := habits.Habit{ID: "b", Name: "Piano", Created: 0, Goals: []habits.Goal{{Schedule: habits.Schedule{Weekdays: 1 << 1}}}}
	gone := calendar.Day(6)
	archived := habits.Habit{ID: "c", Name: "Old", Created: 0, Archived: &gone, Goals: []habits.Goal{{Schedule: habits.Daily}}}
	records := []Row{
		{daily, habits.HistoryOf([]habits.Dated{{Day: 6, Entry: habits.Entry{State: habits.No}}, {Day: 7, Entry: habits.Entry{Note: "x"}}, {Day: 8, Entry: habits.Entry{State: habits.Skip, Note: "ill"}}, {Day: 9, Entry: habits.Entry{State: habits.Skip}}}, nil)},
		{mondays, habits.History{}},
		{archived, habits.History{}},
	}
	rest := Rests(records, 4, 10)
	got := map[ident.ID][]calendar.Day{}
	for _, e := range rest.Edits {
		got[e.Habit] = append(got[e.Habit], e.Day)
		if e.Mark != habits.Set || e.State != habits.Skip || e.NoteMark != habits.Leave {
			t.Errorf("%+v is no rest", e)
		}
	}
	want := map[ident.ID][]calendar.Day{"a": {5, 7, 10}, "b": {4}, "c": {4, 5, 6}} // 1970-01-05 was a Monday
	for id, days := range want {
		if len(got[id]) != len(days) {
			t.Errorf("%s rests on %v, want %v", id, got[id], days)
		}
	}
	if rest.Stay != 1 || rest.Already != 2 {
		t.Errorf("%d stay, want 1; %d rest already, want 2", rest.Stay, rest.Already)
	}
	back := RestsTakenBack(records, 4, 10)
	if len(back.Edits) != 1 || back.Edits[0].Day != 9 || back.Stay != 1 {
		t.Errorf("%+v taken back", back)
	}
}
