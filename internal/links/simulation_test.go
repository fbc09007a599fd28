package links

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
)

// people are alike: their moods are AR(1) with 0.5 and a standard deviation of 0.9,
// their habits two-state chains with an autocorrelation of 0.4.
type people struct {
	days, habits int
	mean         float64 // of the moods
	whole        bool    // moods are whole numbers from 1 to 5
	least, most  float64 // the share of days with a habit lies between them
	uplift       float64 // on days with the first habit
}

func (p people) String() string {
	scale := "any"
	if p.whole {
		scale = "whole"
	}
	return fmt.Sprintf("%d days, %s moods around %v, shares %v to %v", p.days, scale, p.mean, p.least, p.most)
}

// one is what one of them wrote.
func (p people) one(r *rand.Rand) (Moods, []Habit) {
	const lingers, deviation = 0.5, 0.9
	hs := make([]Habit, p.habits)
	for i := range hs {
		hs[i] = Habit{ID: ident.ID(fmt.Sprint(i)), Did: chain(r, p.days, p.least+(p.most-p.least)*r.Float64())}
	}
	var m Moods
	x := deviation * r.NormFloat64()
	for day := range p.days {
		if day > 0 {
			x = lingers*x + deviation*math.Sqrt(1-lingers*lingers)*r.NormFloat64()
		}
		mood := p.mean + x
		if hs[0].Did[day] == With {
			mood += p.uplift
		}
		if p.whole {
			mood = max(1, min(5, math.Round(mood)))
		}
		m.Days = append(m.Days, calendar.Day(day))
		m.Means = append(m.Means, mood)
	}
	return m, hs
}

// chain is With on a share of the days: with 0.4 a day is as the day before, else it
// is drawn anew.
func chain(r *rand.Rand, days int, share float64) []Did {
	did := make([]Did, days)
	for day := range did {
		switch {
		case day > 0 && r.Float64() < 0.4:
			did[day] = did[day-1]
		case r.Float64() < share:
			did[day] = With
		default:
			did[day] = Without
		}
	}
	return did
}

// rate is the share of 400 people in whose links it finds something.
func (p people) rate(seed uint64, found func([]Link) bool) float64 {
	const n = 400
	r := rand.New(rand.NewPCG(seed, 0))
	hits := 0
	for range n {
		if found(Compare(p.one(r))) {
			hits++
		}
	}
	return float64(hits) / n
}

func isNotable(l Link) bool { return l.Verdict == Notable }

func TestUnrelatedHabitsAreSeldomWorthNoticing(t *testing.T) {
	for _, p := range []people{
		{days: 30, habits: 12, mean: 3.2, least: 0.5, most: 0.5},
		{days: 30, habits: 12, mean: 3.2, least: 0.5, most: 0.5, whole: true},
		{days: 30, habits: 12, mean: 3.2, least: 0.3, most: 0.7, whole: true},
		{days: 30, habits: 12, mean: 4.3, least: 0.3, most: 0.7, whole: true},
		{days: 180, habits: 12, mean: 3.2, least: 0.3, most: 0.7, whole: true},
	} {
		t.Run(p.String(), func(t *testing.T) {
			rate := p.rate(1, func(ls []Link) bool { return slices.ContainsFunc(ls, isNotable) })
			t.Logf("%.1f %% see a link", 100*rate)
			if rate > 0.15 {
				t.Errorf("%.1f %% see a link where there is none, want at most 15 %%", 100*rate)
			}
		})
	}
}

func TestAnUpliftIsNoticedInHalfAYear(t *testing.T) {
	for _, p := range []people{
		{days: 180, habits: 12, mean: 3.2, least: 0.5, most: 0.5, uplift: 0.7},
		{days: 180, habits: 12, mean: 3.2, least: 0.5, most: 0.5, uplift: 0.7, whole: true},
		{days: 180, habits: 12, mean: 3.2, least: 0.3, most: 0.7, uplift: 0.7, whole: true},
	} {
		t.Run(p.String(), func(t *testing.T) {
			rate := p.rate(1, func(ls []Link) bool { return isNotable(ls[0]) && ls[0].Difference > 0 })
			t.Logf("%.1f %% see it", 100*rate)
			if rate < 0.75 {
				t.Errorf("%.1f %% see the link, want at least 75 %%", 100*rate)
			}
		})
	}
}

func TestTheIntervalHoldsTheTruthNineteenTimesInTwenty(t *testing.T) {
	p := people{days: 90, habits: 1, mean: 3.2, least: 0.3, most: 0.7, uplift: 0.7}
	rate := p.rate(1, func(ls []Link) bool { return ls[0].Low <= p.uplift && p.uplift <= ls[0].High })
	t.Logf("%.1f %% hold it", 100*rate)
	if math.Abs(rate-0.95) > 0.03 {
		t.Errorf("%.1f %% of the intervals hold the true difference, want about 95 %%", 100*rate)
	}
}

// BenchmarkCompare is twenty years of moods beside fifty habits.
func BenchmarkCompare(b *testing.B) {
	m, hs := people{days: 7300, habits: 50, mean: 3.2, least: 0.3, most: 0.7, whole: true}.one(rand.New(rand.NewPCG(1, 0)))
	b.ReportAllocs()
	for b.Loop() {
		Compare(m, hs)
	}
}
