// Package habits is the subject of selfcare: what a day, a habit, a goal and an
// entry are, and what follows from them.
//
// A [Day] is a square on the calendar, counted from 1970-01-01; it knows no
// clock and no zone. A [Habit] is something a person wants to look after. What
// counts as done is its [Goal]: a [Measure] (a check, at least so much, at most
// so much) on a [Schedule] (n times in d days, chosen weekdays, none). A habit
// may have had several goals; each day is judged by the one in force on it.
//
// An [Entry] is what was written for one habit on one day: a [State], perhaps
// an [Amount], perhaps a note. Nothing written is not a no. A [History] holds
// the entries of one habit, and an [Evaluation] lays the goals over them: it says
// what each day shows, whether the day asked for anything, and whether it is
// kept.
//
// A [Change] is one thing that a person did, and what undo takes back whole. A
// [Book] is what is held in memory of it all.
//
// From an Evaluation follow the strength of every day, which says how settled the habit
// is, and its [Runs].
//
// A [Mood] is a rating at a time. A [Boundary] is something kept for one's own peace:
// what strains it or breaks it is an [Event], and its [BoundaryStats] says how long it has
// been kept. A [Reflection] is a short text on a day. A [Journal] is what was written in
// words, by days.
//
// The package is pure: standard library only, no files, no clock.
package habits
