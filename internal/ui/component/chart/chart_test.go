package chart

import (
	"math"
	"testing"
)

func TestACurveGoesThroughItsValues(t *testing.T) {
	lines := Curve([]float64{0, 0, 0.5, 0.5, 1, 1, math.NaN(), math.NaN()}, 2, false)
	for i, want := range []string{"  ⣰⠉ ", "⣀⡜⠁  "} {
		if got := lines[i]; len([]rune(got)) != 4 {
			t.Errorf("line %d is %q, about %q", i, got, want)
		}
	}
	for x, v := range []float64{0, 1} { // the lowest dot, then the highest
		one := Curve([]float64{v, v}, 1, false)[0]
		if want := []string{"⣀", "⠉"}[x]; one != want {
			t.Errorf("%v is drawn %q, not %q", v, one, want)
		}
	}
	if got := Curve([]float64{1, 1}, 2, true); got[0] != "*" || got[1] != " " {
		t.Errorf("in ASCII it is %q", got)
	}
}
