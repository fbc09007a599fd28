package selfcare

import (
	"bytes"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
)

// SameHabit reports whether two habits are the same in all that an export has, but for their
// entries.
func SameHabit(a, b habits.Habit) bool { return same(exportedHabit(a), exportedHabit(b)) }

// SameBoundary reports whether two boundaries are the same in all that an export has.
func SameBoundary(a, b boundary.Boundary) bool { return same(exportedBoundary(a), exportedBoundary(b)) }

// SameEvent reports whether two events are the same in all that an export has.
func SameEvent(a, b boundary.Event) bool { return same(exportedEvent(a), exportedEvent(b)) }

// SameMood reports whether two moods are the same in all that an export has.
func SameMood(a, b journal.Mood) bool { return same(exportedMood(a), exportedMood(b)) }

// SameReflection reports whether two reflections are the same in all that an export has.
func SameReflection(a, b journal.Reflection) bool {
	return same(exportedReflection(a), exportedReflection(b))
}

// same reports whether two values are the same in JSON.
func same[T any](a, b T) bool {
	x, err1 := marshal(a)
	y, err2 := marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}

// Differences returns what of a habit is another in an export, in words.
func Differences(was, is habits.Habit) []string {
	a, b := exportedHabit(was), exportedHabit(is)
	var parts []string
	for _, part := range []struct {
		differs bool
		words   string
	}{
		{a.Name != b.Name, "the name " + is.Name},
		{a.Area != b.Area, "its area"},
		{!same(a.Goals, b.Goals) || !same(a.Counted, b.Counted), "its goal"},
		{a.Why != b.Why, "its why"},
		{a.Plan != b.Plan, "its plan"},
		{a.Key != b.Key, "its key"},
		{!same(a.Created, b.Created), "the day it was created"},
		{!same(a.Archived, b.Archived), "whether it is archived"},
	} {
		if part.differs {
			parts = append(parts, part.words)
		}
	}
	return parts
}
