package entry

import (
	"fmt"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
)

// Window returns the days that a goal is about, behind what was reached of it: in 7 days. It is empty
// where that is one day.
func Window(g habits.Goal) string {
	if g.Schedule.Days > 1 {
		return fmt.Sprintf(" in %d days", g.Schedule.Days)
	}
	return ""
}

// KindNames name what is written under a boundary.
var KindNames = map[boundary.Kind]string{boundary.Urge: "Urge", boundary.Slip: "Slip", boundary.Contact: "Needed contact"}

// Outcome returns what came of an event, or how strong an urge was; nothing where that was not said.
func Outcome(e boundary.Event, b boundary.Boundary, now time.Time, hours calendar.Preferences) string {
	switch {
	case e.Kind == boundary.Slip:
		return "begun again, " + phrase.LowerFirst(strings.TrimSuffix(phrase.StayKept(b.Stats(now).EndingAt(e.At).Days), "."))
	case e.Kind == boundary.Contact:
		return "the run goes on, " + phrase.Run(b.Stats(now), hours)
	case e.Strength != nil:
		return fmt.Sprintf("%d of 10", *e.Strength)
	}
	return ""
}

// names reads the names that a change is put in words with.
type names interface {
	Habits() (habits.List, error)
	Boundaries() (boundary.List, error)
}

// ChangeWords returns a change in a few words. What cannot be read for them is left out: the change
// is done, whether its names can be read or not.
func ChangeWords(from names, c record.Change, today calendar.Day) string {
	list, _ := from.Habits()
	words := phrase.Change(c, list, today)
	if len(c.Events) > 0 && len(c.Boundaries) == 0 {
		all, _ := from.Boundaries()
		return withBoundary(all, c, words)
	}
	return words
}

// withBoundary returns words about an event with the boundary that it belongs to, where there is
// more than one.
func withBoundary(all boundary.List, c record.Change, words string) string {
	if len(all.Open()) < 2 {
		return words
	}
	e := c.Events[len(c.Events)-1]
	about := e.Is
	if about == nil {
		about = e.Was
	}
	if b := all.Find(about.Boundary); b != nil {
		words += ", under " + b.Name
	}
	return words
}
