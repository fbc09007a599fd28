package record

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/recordtest"
	"selfcare/internal/storytest"
)

// someMood is a mood of one of few IDs, on one of few days.
func someMood(t *rapid.T) journal.Mood {
	m := journal.NewMood(storytest.Noon.Add(time.Duration(rapid.IntRange(-60, 0).Draw(t, "hours"))*time.Hour), rapid.IntRange(1, 5).Draw(t, "rating"), "", calendar.DefaultPreferences)
	m.ID = rapid.SampledFrom([]ident.ID{"a", "b", "c", "d", "e"}).Draw(t, "id")
	return m
}

func TestMoodsAreAMapInTheOrderOfTheirTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b Book
		all := map[ident.ID]journal.Mood{}
		var order []ident.ID // as they were written, or moved, first
		for range rapid.IntRange(0, 20).Draw(t, "changes") {
			m := someMood(t)
			shown := b.Moods
			before := slices.Clone(shown)
			c := Change{Moods: Put(m)}
			if had, ok := all[m.ID]; ok && rapid.Bool().Draw(t, "take") {
				c.Moods = Take(had)
				delete(all, m.ID)
				order = slices.DeleteFunc(order, func(id ident.ID) bool { return id == m.ID })
			} else {
				if !ok || !had.At.Equal(m.At) {
					order = append(slices.DeleteFunc(order, func(id ident.ID) bool { return id == m.ID }), m.ID)
				}
				all[m.ID] = m
			}
			if _, err := b.Apply(c); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(shown, before) {
				t.Fatalf("the moods that are shown became %v", shown)
			}
		}
		var want journal.Moods
		for hour := storytest.Noon.Add(-100 * time.Hour); !hour.After(storytest.Noon); hour = hour.Add(time.Hour) {
			for _, id := range order {
				if all[id].At.Equal(hour) {
					want = append(want, all[id])
				}
			}
		}
		if !slices.Equal(b.Moods, want) {
			t.Fatalf("the moods are %v, want %v", b.Moods, want)
		}
	})
}

func TestSwapsOfOneChangeAreMadeOneAfterAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := boundary.List{recordtest.Kept("Peace"), recordtest.Kept("Work"), recordtest.Kept("Quiet")}
		whole, single := Book{Boundaries: slices.Clone(all)}, Book{Boundaries: slices.Clone(all)}
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			var c Change
			for range rapid.IntRange(0, 8).Draw(t, "swaps") {
				m := someMood(t)
				e := boundary.NewEvent(rapid.SampledFrom([]ident.ID{"peace", "work", "quiet"}).Draw(t, "boundary"), boundary.Urge, m.At, calendar.DefaultPreferences)
				e.ID = m.ID
				b := recordtest.Kept(rapid.SampledFrom([]string{"Peace", "Work", "Quiet"}).Draw(t, "name"))
				switch rapid.IntRange(0, 4).Draw(t, "swap") {
				case 0:
					c.Moods, c.Events = append(c.Moods, Take(m)...), append(c.Events, Take(e)...)
				case 1:
					c.Moods, c.Events = append(c.Moods, Diff[journal.Mood]{}), append(c.Events, Diff[boundary.Event]{})
				default:
					c.Moods, c.Events, c.Boundaries = append(c.Moods, Put(m)...), append(c.Events, Put(e)...), append(c.Boundaries, Put(b)...)
				}
			}
			if _, err := whole.Apply(c); err != nil {
				t.Fatal(err)
			}
			for _, part := range c.singly() {
				if _, err := single.Apply(part); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := fmt.Sprintf("%+v %+v", whole.Moods, whole.Boundaries), fmt.Sprintf("%+v %+v", single.Moods, single.Boundaries); got != want {
				t.Fatalf("%+v leaves\n%s, and swap by swap\n%s", c, got, want)
			}
		}
	})
}

// singly returns the change as changes of one swap each.
func (c Change) singly() (all []Change) {
	for _, s := range c.Moods {
		all = append(all, Change{Moods: []Diff[journal.Mood]{s}})
	}
	for _, s := range c.Boundaries {
		all = append(all, Change{Boundaries: []Diff[boundary.Boundary]{s}})
	}
	for _, s := range c.Events {
		all = append(all, Change{Events: []Diff[boundary.Event]{s}})
	}
	return all
}
