// Package links says whether mood is better on the days with a habit than on the
// days without it, and how sure one can be.
//
// Two means are compared: the mood of the days on which the habit was done, and
// the mood of the days on which it was not. They will never be quite equal, so the
// difference alone says little. Four things decide how much it says:
//
//   - How far moods scatter, and how many days are on each side. Welch's test turns
//     these into an interval around the difference, and into p: how often chance
//     alone would make a difference as large.
//   - Yesterday's mood lingers, and habits come in stretches. Ten days in a row
//     tell less than ten days here and there, because one good week that happens to
//     meet one stretch looks like ten agreeing witnesses. The more both linger, the
//     wider the interval is made.
//   - Whoever looks at twelve habits meets a chance of one in twenty nearly every
//     second time. So the p of all habits are judged together, and of the links that
//     are worth noticing only about one in ten is there by chance.
//   - A mood is a whole number from 1 to 5. Five days that all say 4 were not five
//     equal days, so no side is taken to scatter less than rounding hides.
//
// [Compare] does all of this; a [Link] is what it says of one habit, and its
// [Verdict] is how far to trust that. A link is no cause: rain may keep a person
// from walking and sour the day as well. Lingering is seen from one day to the next
// only, so a mood that drifts for a season beside a habit that is kept for a season
// can still pass for a link. And where nothing can be told, nothing is said, least of
// all that there is no effect.
//
// The package is pure: days, moods and habits go in, links come out.
package links
