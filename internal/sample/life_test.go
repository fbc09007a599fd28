package sample_test

import (
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/ident"
	"selfcare/internal/journal"

	_ "time/tzdata"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/links"
	"selfcare/internal/sample"
)

// The zones are there on every machine.

var evening = time.Date(2026, time.November, 22, 21, 40, 0, 0, time.UTC)

func TestTheMadeUpYearIsTheSameEachTime(t *testing.T) {
	records, change := sample.Life(evening)
	again, changeAgain := sample.Life(evening)
	if !reflect.DeepEqual(records, again) || !reflect.DeepEqual(change, changeAgain) {
		t.Error("two readings of the seed differ")
	}
}

// At any hour of any day, the changes of the clock and the leap day among them.
func TestTheMadeUpYearCanBeWritten(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	for _, text := range []string{"2026-11-22T21:40:00", "2026-11-23T00:05:00", "2026-11-23T04:00:00", "2028-02-29T05:30:00", "2026-03-29T02:30:00", "2026-10-25T02:30:00"} {
		now, err := time.ParseInLocation("2006-01-02T15:04:05", text, zone)
		if err != nil {
			t.Fatal(err)
		}
		store := db.New(filepath.Join(t.TempDir(), "life.db"), func() time.Time { return now })
		records, change := sample.Life(now)
		if err := store.Seed(records); err != nil {
			t.Fatal(text, err)
		}
		if _, err := store.Apply(change); err != nil {
			t.Fatal(text, err)
		}
		for _, swap := range change.Moods {
			if swap.Is.At.After(now) {
				t.Errorf("%s: a mood at %s", text, swap.Is.At)
			}
		}
		ids := map[ident.ID]bool{}
		for _, swap := range change.Events {
			ids[swap.Is.ID] = true
		}
		if len(ids) != len(change.Events) {
			t.Errorf("%s: %d IDs for %d events", text, len(ids), len(change.Events))
		}
		slips := 0
		for _, swap := range change.Events {
			if swap.Is.At.After(now) {
				t.Errorf("%s: an event at %s", text, swap.Is.At)
			}
			if swap.Is.Kind == boundary.Slip {
				slips++
			}
		}
		if slips != 1 {
			t.Errorf("%s: %d slips", text, slips)
		}
	}
}

// It is what Trends has to show: mood goes with sleep, and with most other habits it
// cannot be told.
func TestMadeUpMoodsFollowSleep(t *testing.T) {
	records, change := sample.Life(evening)
	today := calendar.DefaultPreferences.DayOf(evening)
	var felt journal.Moods
	for _, swap := range change.Moods {
		felt = append(felt, *swap.Is)
	}
	moods := links.MoodsOf(felt)
	var hs []links.Habit
	for _, r := range records {
		hs = append(hs, links.Of(habits.Evaluate(r.Habit, r.History, today), moods, today))
	}
	noticed := 0
	for i, l := range links.Compare(moods, hs) {
		if l.Verdict == links.Notable {
			noticed++
		} else if i == 0 {
			t.Errorf("sleep: %v", l.Verdict)
		}
	}
	if noticed > 4 {
		t.Errorf("%d of %d are worth noticing", noticed, len(hs))
	}
}
