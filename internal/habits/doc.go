// Package habits has what a habit, a goal and an entry are, and what follows from them.
//
// A [Habit] is something a person wants to look after. What counts as done is its [Goal]: a
// [Measure] (a check, at least so much, at most so much) on a [Schedule] (n times in d days,
// chosen weekdays, none). A habit may have had several goals; each day is judged by the one
// in force on it.
//
// An [Entry] is what was written for one habit on one day: a [State], perhaps an [Amount],
// perhaps a note. Nothing written is not a no. A [History] holds the entries of one habit,
// and an [Evaluation] lays the goals over them: it says what each day shows, whether the day
// asked for anything, and whether it is kept. From it follow the strength of every day,
// which says how settled the habit is, and its [Runs].
//
// The package is pure: no files, no clock.
package habits
