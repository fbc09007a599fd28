package links

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
)

// near fails unless got is want to within tolerance.
func near(t interface {
	Helper()
	Errorf(string, ...any)
}, what string, got, want, tolerance float64,
) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) { // NaN fails as well
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// The two soporifics of Student 1908, whose Welch test is printed in many books:
// t = −1.8608 with 17.776 degrees of freedom.
func TestWelchIsThatOfTheBooks(t *testing.T) {
	first := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2}
	second := []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
	difference, low, high, p := welch(first, second, 1)
	near(t, "the difference", difference, -1.58, 1e-12)
	near(t, "the low end", low, -3.3654832, 5e-8)
	near(t, "the high end", high, 0.2054832, 5e-8)
	near(t, "p", p, 0.07939414, 5e-9)
}

// slowTail is the probability beyond t ≥ 0 on both sides, of Student's t with df
// degrees of freedom: Simpson's rule over its density. With t = √df / tan(u⁴) the
// infinite tail is a finite one, and the density a power of a sine that is smooth
// down to one degree of freedom.
func slowTail(t, df float64) float64 {
	lnGamma := func(x float64) float64 { y, _ := math.Lgamma(x); return y }
	scale := math.Exp(lnGamma((df+1)/2)-lnGamma(df/2)) / math.Sqrt(math.Pi)
	const steps = 20_000
	width := math.Pow(math.Pi/2-math.Atan(t/math.Sqrt(df)), 0.25) / steps
	var sum float64
	for i := range steps + 1 {
		weight := 2.0 + 2*float64(i%2)
		if i == 0 || i == steps {
			weight = 1
		}
		u := float64(i) * width
		sum += weight * math.Pow(math.Sin(u*u*u*u), df-1) * 4 * u * u * u
	}
	return 2 * scale * sum * width / 3
}

// slowLink is the difference, the error of it and the degrees of freedom, written
// as the textbooks write them, with the days looked up on a calendar.
func slowLink(m Moods, did []Did) (difference, se, df float64) {
	type written struct {
		mood float64
		with bool
	}
	calendar := map[calendar.Day]written{}
	for i, d := range did {
		if d != Unknown {
			calendar[m.Days[i]] = written{m.Means[i], d == With}
		}
	}
	mean := func(of func(written) (x float64, counts bool)) (sum, n float64) {
		for _, w := range calendar {
			if x, ok := of(w); ok {
				sum, n = sum+x, n+1
			}
		}
		return sum / n, n
	}
	lag1 := func(of func(written) float64) float64 {
		all, n := mean(func(w written) (float64, bool) { return of(w), true })
		var squares, products, pairs float64
		for day, w := range calendar {
			squares += math.Pow(of(w)-all, 2)
			if next, ok := calendar[day+1]; ok {
				products += (of(w) - all) * (of(next) - all)
				pairs++
			}
		}
		if pairs == 0 || squares < 1e-20 {
			return 0
		}
		return math.Copysign(math.Min(1, math.Abs(n*products/(pairs*squares))), products)
	}
	r := lag1(func(w written) float64 { return w.mood }) * lag1(func(w written) float64 {
		if w.with {
			return 1
		}
		return 0
	})
	k := math.Min(float64(len(calendar)), math.Max(1, (1+r)/(1-r)))

	var means, counts, errors [2]float64
	for s, with := range []bool{true, false} {
		means[s], counts[s] = mean(func(w written) (float64, bool) { return w.mood, w.with == with })
		v, _ := mean(func(w written) (float64, bool) { return (w.mood - means[s]) * (w.mood - means[s]), w.with == with })
		v *= counts[s] / (counts[s] - 1)
		errors[s] = math.Max(v, 1./12) / counts[s]
	}
	sum := errors[0] + errors[1]
	df = sum * sum / (errors[0]*errors[0]/(counts[0]-1) + errors[1]*errors[1]/(counts[1]-1))
	return means[0] - means[1], math.Sqrt(sum * k), math.Max(1, df/k)
}

// draw is a diary with gaps, in which some days are unknown of the habit. It may be
// monotonous: some people give one mood all year, and some habits come in long
// stretches.
func draw(t *rapid.T) (Moods, []Did) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	n := rapid.IntRange(0, 80).Draw(t, "days")
	changes := rapid.SampledFrom([]float64{0, 0.1, 0.5, 1}).Draw(t, "the mood changes")
	turns := rapid.SampledFrom([]float64{0.02, 0.2, 0.6, 1}).Draw(t, "the habit changes")
	gaps := rapid.SampledFrom([]float64{0, 0.1, 0.5, 1}).Draw(t, "gaps")
	unknown := rapid.SampledFrom([]float64{0, 0.1, 0.5}).Draw(t, "unknown")
	part := rapid.SampledFrom([]float64{1, 2, 3}).Draw(t, "moods a day")
	var m Moods
	var did []Did
	day, mood, with := calendar.Day(20_000), 10/3.0, r.IntN(2) == 0
	for range n {
		day++
		if r.Float64() < gaps {
			day += calendar.Day(1 + r.IntN(3))
		}
		if r.Float64() < changes {
			mood = 1 + math.Round(4*part*r.Float64())/part
		}
		if r.Float64() < turns {
			with = !with
		}
		m.Days, m.Means = append(m.Days, day), append(m.Means, mood)
		switch {
		case r.Float64() < unknown:
			did = append(did, Unknown)
		case with:
			did = append(did, With)
		default:
			did = append(did, Without)
		}
	}
	return m, did
}

func TestALinkIsThatOfTheTextbooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, did := draw(t)
		l := Compare(m, []Habit{{ID: "walk", Did: did}})[0]
		if l.Verdict == TooFew {
			return
		}
		difference, se, df := slowLink(m, did)
		near(t, "the difference", l.Difference, difference, 1e-9)
		near(t, "the middle", (l.Low+l.High)/2, difference, 1e-9*(1+se))
		near(t, "p", l.P, slowTail(math.Abs(difference)/se, df), 1e-9)
		near(t, "the probability beyond the interval", slowTail((l.High-l.Difference)/se, df), 0.05, 1e-9)
	})
}

func TestWhateverIsWrittenTheRulesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, first := draw(t)
		hs := []Habit{{ID: "first", Did: first}, {ID: "none"}}
		for range rapid.IntRange(0, 4).Draw(t, "more habits") {
			_, did := draw(t) // of another length
			hs = append(hs, Habit{ID: "more", Did: did})
		}
		var ps []float64
		ls := Compare(m, hs)
		for _, l := range ls {
			if l.Verdict != TooFew {
				ps = append(ps, l.P)
			}
		}
		for i, l := range ls {
			with, without := 0, 0
			for j, d := range hs[i].Did {
				if j < len(m.Days) && d == With {
					with++
				} else if j < len(m.Days) && d == Without {
					without++
				}
			}
			want := Unclear
			switch {
			case with+without < 14, with < 5, without < 5:
				want = TooFew
				if (l != Link{Habit: hs[i].ID, With: with, Without: without}) {
					t.Errorf("too few days have numbers: %+v", l)
				}
			case with+without < 30:
				want = Early
			case slowRejects(ps, l.P, 0.10):
				want = Notable
			}
			if l.Habit != hs[i].ID || l.With != with || l.Without != without || l.Verdict != want {
				t.Errorf("link %d is %+v, want %d with, %d without, %v", i, l, with, without, want)
			}
			if !(l.Low <= l.Difference && l.Difference <= l.High && 0 <= l.P && l.P <= 1 && math.Abs(l.Difference) <= 4) ||
				math.IsInf(l.Low, 0) || math.IsInf(l.High, 0) {
				t.Errorf("the numbers of link %d are %+v", i, l)
			}
		}
	})
}

// slowRejects says that p is rejected among ps: its adjusted p, the least of m·p' / rank
// of p' over the p' that are not below it, is at most q.
func slowRejects(ps []float64, p, q float64) bool {
	for _, above := range ps {
		rank := 0
		for _, other := range ps {
			if other <= above {
				rank++
			}
		}
		if above >= p && above <= q*float64(rank)/float64(len(ps)) {
			return true
		}
	}
	return false
}

func TestTheThresholdRejectsWhatTheAdjustedPRejects(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := rapid.SliceOf(rapid.OneOf(rapid.Float64Range(0, 0.1), rapid.Float64Range(0, 1), rapid.SampledFrom([]float64{0, 0.05, 1}))).Draw(t, "ps")
		limit := threshold(ps, 0.10)
		for _, p := range ps {
			if got, want := p <= limit, slowRejects(ps, p, 0.10); got != want {
				t.Errorf("of %v, %v is rejected: %v, want %v", ps, p, got, want)
			}
		}
	})
}

// The fifteen p of the example of Benjamini and Hochberg 1995: four are rejected at
// 0.05, where a correction for the chance of any false one rejects three.
func TestTheThresholdIsThatOfBenjaminiAndHochberg(t *testing.T) {
	ps := []float64{
		0.6528, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298,
		0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.7590, 1.0000,
	}
	near(t, "the threshold", threshold(ps, 0.05), 0.0095, 0)
	if ps[0] != 0.6528 {
		t.Error("the caller's values were sorted")
	}
	if threshold(nil, 0.05) >= 0 || threshold([]float64{0.06, 0.9}, 0.05) >= 0 {
		t.Error("something is rejected where nothing should be")
	}
}

func TestAutocorrelationIsThatOfPaperAndPencil(t *testing.T) {
	for name, c := range map[string]struct {
		days []calendar.Day
		xs   []float64
		want float64
	}{
		"nothing":                       {nil, nil, 0},
		"one day":                       {[]calendar.Day{1}, []float64{3}, 0},
		"always the same":               {[]calendar.Day{1, 2, 3}, []float64{0, 0, 0}, 0},
		"to and fro":                    {[]calendar.Day{1, 2, 3, 4}, []float64{1, 0, 1, 0}, -1},
		"upwards":                       {[]calendar.Day{1, 2, 3, 4, 5}, []float64{1, 2, 3, 4, 5}, 0.5}, // (2+0+0+2)/4 over 10/5
		"a gap leaves a pair out":       {[]calendar.Day{1, 2, 4, 5}, []float64{1, 1, 0, 0}, 1},
		"every second day has no pairs": {[]calendar.Day{1, 3, 5, 7}, []float64{1, 2, 3, 4}, 0},
		"two far days are no more than": {[]calendar.Day{1, 2, 4, 6, 8, 10}, []float64{5, 5, 1, 1, 1, 1}, 1}, // 4.0 / 1.9
		"over the end of a month":       {[]calendar.Day{-1, 0, 1}, []float64{0, 3, 0}, -1},                  // (−2−2)/2 over 6/3
	} {
		t.Run(name, func(t *testing.T) { near(t, "it", autocorrelation(c.days, c.xs), c.want, 1e-12) })
	}
}

func TestInflationIsNeverUnderOneNorOverTheDays(t *testing.T) {
	for _, c := range []struct{ r1, r2, want float64 }{
		{0.5, 0.4, 1.5},
		{0, 0.9, 1},
		{0.5, -0.4, 1},
		{-0.5, -0.4, 1.5},
		{1, -1, 1},
		{1, 1, 30},
		{0.99, 0.99, 30},
		{-1, -1, 30},
		{0.9, 0.9, 1.81 / 0.19},
	} {
		near(t, "inflation", inflation(30, c.r1, c.r2), c.want, 1e-12)
	}
}
