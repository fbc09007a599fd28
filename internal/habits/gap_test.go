package habits

import (
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
)

func TestAGapIsDaysThatAskedForSomething(t *testing.T) {
	daily := Habit{ID: "a", Name: "Tea", Created: 0, Goals: []Goal{{Schedule: Daily}}}
	weekly := Habit{ID: "b", Name: "Call", Created: 0, Goals: []Goal{{Schedule: Schedule{Times: 1, Days: 7}}}}
	tracked := Habit{ID: "c", Name: "Weight", Created: 0, Goals: []Goal{{Measure: AtLeast, Unit: "kg"}}}
	on := func(h Habit, days ...calendar.Day) Record {
		var all []Dated
		for _, d := range days {
			all = append(all, Dated{d, Entry{State: Yes}})
		}
		return Record{h, HistoryOf(all, nil)}
	}
	for name, c := range map[string]struct {
		book Book
		last calendar.Day
		gap  Gap
	}{
		"three days":                   {Book{Records: []Record{on(daily, 1, 2, 6)}}, 6, Gap{7, 9, 3}},
		"written today":                {Book{Records: []Record{on(daily, 1, 2, 6, 10)}}, 6, Gap{7, 9, 3}},
		"rests ahead":                  {Book{Records: []Record{on(daily, 6, 12, 13)}}, 6, Gap{7, 9, 3}},
		"yesterday":                    {Book{Records: []Record{on(daily, 9)}}, 9, Gap{}},
		"a weekly one is not missed":   {Book{Records: []Record{on(weekly, 5)}}, 5, Gap{}},
		"until it is":                  {Book{Records: []Record{on(weekly, 1)}}, 1, Gap{8, 9, 2}},
		"what is tracked is not":       {Book{Records: []Record{{tracked, HistoryOf([]Dated{{5, Entry{State: Measured, Amount: 1}}}, nil)}}}, 5, Gap{}},
		"a mood is something":          {Book{Records: []Record{on(daily, 1)}, Moods: Moods{{Day: 8, Rating: 3}}}, 8, Gap{9, 9, 1}},
		"an urge is something":         {Book{Records: []Record{on(daily, 1)}, Boundaries: Boundaries{{Events: []Event{{Day: 7}}}}}, 7, Gap{8, 9, 2}},
		"before what the book holds":   {Book{From: 8, Earlier: new(calendar.Day), Records: []Record{on(daily)}}, 0, Gap{1, 9, 9}},
		"a note of a day is something": {Book{Records: []Record{{daily, HistoryOf([]Dated{{8, Entry{Note: "x"}}}, nil)}}}, 8, Gap{9, 9, 1}},
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
	if _, ok := (&Book{Records: []Record{on(daily)}}).LastWritten(10); ok {
		t.Error("something is written in an empty record")
	}
}

func TestRestsLeaveWhatIsWritten(t *testing.T) {
	daily := Habit{ID: "a", Name: "Tea", Created: 5, Goals: []Goal{{From: 5, Schedule: Daily}}}
	mondays := Habit{ID: "b", Name: "Piano", Created: 0, Goals: []Goal{{Schedule: Schedule{Weekdays: 1 << 1}}}}
	gone := calendar.Day(6)
	archived := Habit{ID: "c", Name: "Old", Created: 0, Archived: &gone, Goals: []Goal{{Schedule: Daily}}}
	records := []Record{
		{daily, HistoryOf([]Dated{{6, Entry{State: No}}, {7, Entry{Note: "x"}}, {8, Entry{State: Skip, Note: "ill"}}, {9, Entry{State: Skip}}}, nil)},
		{mondays, History{}},
		{archived, History{}},
	}
	rest := Rests(records, 4, 10)
	got := map[ident.ID][]calendar.Day{}
	for _, e := range rest.Edits {
		got[e.Habit] = append(got[e.Habit], e.Day)
		if e.Mark != Set || e.State != Skip || e.NoteMark != Leave {
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
