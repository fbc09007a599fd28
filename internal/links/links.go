package links

import (
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
)

// Did says whether a habit was done on a day.
type Did uint8

// What is known of a day.
const (
	Unknown Did = iota // Unknown leaves the day out of the comparison.
	Without
	With
)

// Moods are the days that have a mood, oldest first and each of them once, and the
// mean mood, from 1 to 5, of each.
type Moods struct {
	Days  []calendar.Day
	Means []float64
}

// Habit is what is known of one habit on the days of a [Moods]: Did[i] is about
// Days[i]. Days past the end of Did are Unknown.
type Habit struct {
	ID  ident.ID
	Did []Did
}

// Verdict is how far to trust a [Link]. The zero Verdict trusts nothing.
type Verdict uint8

// The verdicts, from the least trust to the most.
const (
	TooFew  Verdict = iota // TooFew days, or too few on a side: there are no numbers.
	Early                  // Early: there are numbers, and they may still turn around.
	Unclear                // Unclear: chance alone might well have made the difference.
	Notable                // Notable: chance alone would seldom have made it.
)

// String returns the verdict in the words of the screen.
func (v Verdict) String() string {
	return [...]string{"too few days", "early", "can't tell yet", "worth noticing"}[v]
}

// What a comparison asks for, in days that are compared.
const (
	fewestDays = 14 // under it there are no numbers
	fewestSide = 5  // nor under it, with the habit or without it
	enoughDays = 30 // under it a link is early, whatever its numbers
)

// falseShare is the share of false links that is put up with among the notable.
const falseShare = 0.10

// Link is how mood and one habit went together. A TooFew link has its habit and its
// counts; the numbers of any other are finite, with Low ≤ Difference ≤ High.
//
// The interval and P are of this habit alone, the verdict is of all that were
// compared with it: an Unclear link may have an interval without 0 in it, and a
// Notable one may have 0 in its own.
type Link struct {
	Habit         ident.ID
	With, Without int     // With and Without are the days compared on each side.
	Difference    float64 // Difference is the mean mood with the habit less that without it.
	Low, High     float64 // Low and High are its 95 % interval, which may reach past what moods from 1 to 5 allow.
	P             float64 // P is two-sided, before the correction.
	Verdict       Verdict
}

// Compare links mood with each of the habits, in their order. A day of which the
// mood or what was done is missing takes no part, in slices of unequal length too.
//
// What is notable is decided over all the habits that have numbers, so that leaving
// one out, or adding one, may change the verdict of another.
func Compare(m Moods, hs []Habit) []Link {
	links := make([]Link, len(hs))
	var ps []float64
	var c comparison
	for i, h := range hs {
		c.fill(m, h.Did)
		links[i] = c.link()
		links[i].Habit = h.ID
		if links[i].Verdict != TooFew {
			ps = append(ps, links[i].P)
		}
	}
	limit := threshold(ps, falseShare)
	for i := range links {
		if l := &links[i]; l.Verdict == Unclear && l.P <= limit {
			l.Verdict = Notable
		}
	}
	return links
}

// comparison holds the days on which both a mood and one habit are known.
type comparison struct {
	days          []calendar.Day
	moods         []float64
	done          []float64 // of each day: 1 with the habit, 0 without
	with, without []float64 // the moods of each side
}

// fill takes in the days of another habit; the room of the last one is used again.
func (c *comparison) fill(m Moods, did []Did) {
	c.days, c.moods, c.done = c.days[:0], c.moods[:0], c.done[:0]
	c.with, c.without = c.with[:0], c.without[:0]
	for i := range min(len(m.Days), len(m.Means), len(did)) {
		// Counted from the first mood, a mood that never changes is exactly 0
		// everywhere, and so are its sums: no remainder of rounding looks like scatter.
		mood := m.Means[i] - m.Means[0]
		switch did[i] {
		case With:
			c.done = append(c.done, 1)
			c.with = append(c.with, mood)
		case Without:
			c.done = append(c.done, 0)
			c.without = append(c.without, mood)
		default:
			continue
		}
		c.days = append(c.days, m.Days[i])
		c.moods = append(c.moods, mood)
	}
}

// link returns what the days say, before the correction for all that is compared.
func (c *comparison) link() Link {
	l := Link{With: len(c.with), Without: len(c.without)}
	if len(c.days) < fewestDays || min(l.With, l.Without) < fewestSide {
		return l
	}
	// The moods linger as they are. What is left of them without the mean of their side
	// lingers less, as chance that looks like a link is taken away as well: at 30 days
	// half as many more unrelated habits would be notable.
	k := inflation(len(c.days), autocorrelation(c.days, c.moods), autocorrelation(c.days, c.done))
	l.Difference, l.Low, l.High, l.P = welch(c.with, c.without, k)
	l.Verdict = Unclear
	if len(c.days) < enoughDays {
		l.Verdict = Early
	}
	return l
}
