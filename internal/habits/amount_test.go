package habits

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsAreExact(t *testing.T) {
	for _, c := range []struct {
		times int
		of    string
		in    Unit
		make  string
		total Unit
	}{
		{3, "20", Minutes, "1", Hours},
		{3, "20", Seconds, "1", Minutes},
		{180, "20", Seconds, "1", Hours},
		{10, "0.1", Hours, "1", Hours},
		{1000, "0.001", "glasses", "1", "glasses"},
		{2, "0.5", Minutes, "60", Seconds},
		{3, "0.1", "", "0.3", ""},
	} {
		one, err := ParseNumber(c.of, c.in)
		if err != nil {
			t.Fatal(err)
		}
		want, err := ParseNumber(c.make, c.total)
		if err != nil {
			t.Fatal(err)
		}
		if got := Amount(c.times) * one; got != want {
			t.Errorf("%d times %s %s is %s, want %s", c.times, c.of, c.in, got.Words(c.total), want.Words(c.total))
		}
	}
}

func TestParseNumberReadsPointAndComma(t *testing.T) {
	for _, c := range []struct {
		text string
		unit Unit
		want string
	}{
		{"7.5", Hours, "7.5 h"},
		{"7,5", Hours, "7.5 h"},
		{"0", "glasses", "0 glasses"},
		{"8", "glasses", "8 glasses"},
		{"007", "", "7"},
		{"29.999", Minutes, "29.999 min"},
		{"0,001", "km", "0.001 km"},
		{"1.500", "km", "1.5 km"},
		{"1000000000", Hours, "1000000000 h"},
	} {
		a, err := ParseNumber(c.text, c.unit)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		} else if got := a.Words(c.unit); got != c.want {
			t.Errorf("%s %s reads %q, want %q", c.text, c.unit, got, c.want)
		}
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for _, c := range []struct{ text, why string }{
		{"", "is no number"},
		{".", "is no number"},
		{",", "is no number"},
		{"7.", "is no number"},
		{"1.2.3", "is no number"},
		{"1,2,3", "is no number"},
		{"1,000.5", "is no number"},
		{"1e3", "is no number"},
		{"0x10", "is no number"},
		{"1_000", "is no number"},
		{"NaN", "is no number"},
		{"Inf", "is no number"},
		{"inf", "is no number"},
		{"seven", "is no number"},
		{" 7", "is no number"},
		{"٧", "is no number"},
		{"--1", "is no number"},
		{"-1", "less than 0"},
		{"-0.5", "less than 0"},
		{"1.2345", "too many decimals"},
		{"0.0000", "too many decimals"},
		{"1000000001", "at most 1,000,000,000"},
		{"1000000000.001", "at most 1,000,000,000"},
		{strings.Repeat("9", 400), "at most 1,000,000,000"},
	} {
		_, err := ParseNumber(c.text, Minutes)
		isRefused(t, err, c.why)
	}
}

func TestAmountOfRefusesWhatIsNoAmount(t *testing.T) {
	for _, n := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, -0.001, MaxAmount + 1, math.MaxFloat64} {
		if _, err := AmountOf(n, Hours); AsRefusal(err) == nil {
			t.Errorf("%v was not refused: %v", n, err)
		}
	}
	for _, n := range []float64{0, math.Copysign(0, -1), 0.001, MaxAmount} {
		if a, err := AmountOf(n, Hours); err != nil || a < 0 || a.In(Hours) != math.Abs(n) {
			t.Errorf("%v h is %v h, %v", n, a.In(Hours), err)
		}
	}
}

func TestAnAmountReadsAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom([]Unit{Hours, Minutes, Seconds, "", "glasses"}).Draw(t, "unit")
		n := rapid.Int64Range(0, MaxAmount*1000).Draw(t, "thousandths")
		text := fmt.Sprintf("%d.%03d", n/1000, n%1000)
		a, err := ParseNumber(text, u)
		if err != nil {
			t.Fatal(err)
		}
		if want := Amount(n) * (u.One() / 1000); a != want {
			t.Fatalf("%s %s is %d parts, want %d", text, u, a, want)
		}
		if want := strings.TrimRight(strings.TrimRight(text, "0"), "."); a.Number(u) != want && n != 0 {
			t.Fatalf("%s %s is written %s, want %s", text, u, a.Number(u), want)
		}
		if back, err := ParseNumber(a.Number(u), u); err != nil || back != a {
			t.Fatalf("%s %s is written %s and reads %s, %v", text, u, a.Number(u), back.Number(u), err)
		}
	})
}

func TestTimeIsShownInTheUnitAskedFor(t *testing.T) {
	a := 90 * Minutes.One()
	for _, c := range []struct {
		unit Unit
		want string
	}{{Hours, "1.5 h"}, {Minutes, "90 min"}, {Seconds, "5400 s"}} {
		if got := a.Words(c.unit); got != c.want {
			t.Errorf("90 min is %q, want %q", got, c.want)
		}
	}
	if got := (20 * Minutes.One()).Words(Hours); got != "0.333 h" {
		t.Errorf("20 min is %q, want three decimals", got)
	}
}

func TestTheUnitsOfTimeHaveManySpellings(t *testing.T) {
	for _, c := range []struct {
		text string
		want Unit
	}{
		{"h", Hours},
		{"hours", Hours},
		{"Hour", Hours},
		{"hrs", Hours},
		{"min", Minutes},
		{"mins", Minutes},
		{"minutes", Minutes},
		{"MIN", Minutes},
		{"s", Seconds},
		{"sec", Seconds},
		{"seconds", Seconds},
		{"m", "m"},
		{"glasses", "glasses"},
		{"  cups ", "cups"},
		{"", ""},
		{"Seiten", "Seiten"},
	} {
		if got, err := ParseUnit(c.text); err != nil || got != c.want {
			t.Errorf("%q is the unit %q, %v; want %q", c.text, got, err, c.want)
		}
	}
	for _, c := range []struct{ text, why string }{
		{"thirteenchars", "too long"}, {"5ml", "digit"}, {`cu"ps`, "quote"},
	} {
		_, err := ParseUnit(c.text)
		isRefused(t, err, c.why)
	}
}

func TestAUnitIsNamedInAnyCaseWidthAndNumber(t *testing.T) {
	for _, c := range []struct {
		unit Unit
		word string
		want bool
	}{
		{"glasses", "glass", true},
		{"glass", "glasses", true},
		{"cup", "Cups", true},
		{"cups", "CUP", true},
		{"km", "ｋｍ", true},
		{"m", "m", true},
		{Minutes, "m", false},
		{"km", "m", false},
		{"", "", true},
		{"", "s", false},
		{"cups", "", false},
		{"cups", "glasses", false},
	} {
		if got := c.unit.Is(c.word); got != c.want {
			t.Errorf("%q names %q: %t, want %t", c.word, c.unit, got, c.want)
		}
	}
}
