package links

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"selfcare/internal/calendar"
)

// leastVariance is that of an error of rounding to whole moods, which is even over
// an interval of 1. Less is not believed of either side, where all moods are alike
// least of all: it would be certain of a difference because a scale is coarse.
// Source: W. F. Sheppard 1898, whose corrections subtract the same twelfth.
const leastVariance = 1.0 / 12

// welch returns the difference of the two means, its 95 % interval and its two-sided p.
// The variance of the difference is taken k times, and the degrees of freedom are
// divided by k. Each side needs two values at least.
//
// Source: B. L. Welch 1947, "The generalization of 'Student's' problem when several
// different population variances are involved"; the degrees of freedom are those of
// F. E. Satterthwaite 1946.
func welch(with, without []float64, k float64) (difference, low, high, p float64) {
	mean1, v1, df1 := side(with)
	mean2, v2, df2 := side(without)
	difference = mean1 - mean2
	se := math.Sqrt(k * (v1 + v2))
	df := (v1 + v2) * (v1 + v2) / (v1*v1/df1 + v2*v2/df2)
	// At one degree the interval is 13 errors to each side, and tells nothing already;
	// far below one its ends are not finite.
	t := distuv.StudentsT{Sigma: 1, Nu: max(1, df/k)}
	reach := se * t.Quantile(0.975)
	return difference, difference - reach, difference + reach, 2 * t.CDF(-math.Abs(difference)/se)
}

// side returns the mean of the moods on one side, the variance of that mean, and the
// degrees of freedom of the variance.
func side(moods []float64) (mean, variance, df float64) {
	n := float64(len(moods))
	mean, variance = stat.MeanVariance(moods, nil)
	return mean, max(variance, leastVariance) / n, n - 1
}

// inflation returns how many times more the difference varies over n days than it would
// if every day were a fresh one: by mood lingering with r1 and the habit with r2. It
// is at least 1, as too little doubt is the worse mistake, and at most n, since n
// days tell no less than one.
//
// Source: M. S. Bartlett 1935, "Some aspects of the time-correlation problem in
// regard to tests of significance"; that it is the product of the two which counts,
// and the number of days it leaves, are also in P. Clifford, S. Richardson and
// D. Hémon 1989.
func inflation(n int, r1, r2 float64) float64 {
	r := r1 * r2
	return min(max(1, (1+r)/(1-r)), float64(n)) // r = 1 gives +Inf, and n
}

// autocorrelation returns how alike a value and the next day's are, -1 to 1: the mean
// product of their distances from the mean, against the variance. Days are in order;
// only those that follow each other on the calendar are a pair. Without a pair, or
// without variance, it is 0.
func autocorrelation(days []calendar.Day, xs []float64) float64 {
	mean, variance := stat.PopMeanVariance(xs, nil)
	var sum float64
	pairs := 0
	for i := 1; i < len(days); i++ {
		if days[i] == days[i-1]+1 {
			sum += (xs[i-1] - mean) * (xs[i] - mean)
			pairs++
		}
	}
	if pairs == 0 || variance == 0 {
		return 0
	}
	// Over few pairs the quotient may pass 1, as they may be the outermost days.
	return max(-1, min(1, sum/float64(pairs)/variance))
}

// threshold returns the largest p that is still rejected when all of ps are tested
// together and the expected share of false rejections is to stay at q; below 0 when
// none is rejected. It is the largest p whose rank i among m has p ≤ q·i/m: smaller
// ones are rejected with it even where they miss a line of their own.
//
// Source: Y. Benjamini and Y. Hochberg 1995, "Controlling the false discovery rate".
func threshold(ps []float64, q float64) float64 {
	limit := -1.0
	for i, p := range slices.Sorted(slices.Values(ps)) {
		if p <= q*float64(i+1)/float64(len(ps)) {
			limit = p
		}
	}
	return limit
}
