package quantity

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"selfcare/internal/refusal"
	"selfcare/internal/storytest"
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
			t.Errorf("%d times %s %s is %s, want %s", c.times, c.of, c.in, got.Text(c.total), want.Text(c.total))
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
		{"29.9990", Minutes, "29.999 min"},
		{"1.2340", "km", "1.234 km"},
		{"10.0000", "km", "10 km"},
		{"0.125", "km", "0.125 km"},
		{"0,000", "km", "0 km"},
		{"00,125", "km", "0.125 km"},
		{".125", "km", "0.125 km"},
		{"1234.567", "km", "1234.567 km"},
		{"12.34", "km", "12.34 km"},
		{"7:30", Hours, "7.5 h"},
		{"7:30", Minutes, "450 min"},
		{"0:05", Seconds, "300 s"},
		{"100:00", Hours, "100 h"},
		{"0,001", "km", "0.001 km"},
		{"1.50", "km", "1.5 km"},
		{"1000000000", Hours, "1000000000 h"},
	} {
		a, err := ParseNumber(c.text, c.unit)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		} else if got := a.Text(c.unit); got != c.want {
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
		{"10,000", "10,000 could be ten thousand or ten; write 10000 or 10.0."},
		{"10.000", "10.000 could be ten thousand or ten; write 10000 or 10.0."},
		{"250,000", "could be two hundred and fifty thousand or two hundred and fifty; write 250000 or 250.0."},
		{"121,000", "could be one hundred and twenty-one thousand or one hundred and twenty-one; write"},
		{"900,000", "could be nine hundred thousand or nine hundred; write"},
		{"1.500", "1.500 could be 1500 or 1.500; write 1500 or 1.5."},
		{"1.234", "1.234 could be 1234 or 1.234; write 1234 or 1.2340."},
		{"29,999", "29,999 could be 29999 or 29.999; write 29999 or 29.9990."},
		{"1,000,000", "1,000,000 has marks between its thousands; write 1000000."},
		{"1.000.000", "write 1000000."},
		{"1,000.5", "1,000.5 has marks between its thousands; write 1000.5."},
		{"1.234,567", "write 1234.567."},
		{"1,234,567.80", "write 1234567.8."},
		{"1,000.5.5", "is no number"},
		{"1,00,000", "is no number"},
		{"1,000,", "is no number"},
		{"12.3456", "too many decimals"},
		{"-10,000", "less than 0"},
		{"7:3", "is no amount; 7 h 30 min is written 7:30"},
		{"7:75", "is no amount"},
		{":30", "is no amount"},
		{"7:", "is no amount"},
		{"7:30:00", "is no amount"},
		{"7.5:30", "is no amount"},
		{"9999999999:00", "at most 1,000,000,000"},
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
		{"0.00001", "too many decimals"},
		{"1000000001", "at most 1,000,000,000"},
		{"1000000000.001", "at most 1,000,000,000"},
		{strings.Repeat("9", 400), "at most 1,000,000,000"},
	} {
		_, err := ParseNumber(c.text, Minutes)
		storytest.IsRefused(t, err, c.why)
	}
}

func TestATimeIsNoNumberOfThings(t *testing.T) {
	_, err := ParseNumber("7:30", "glasses")
	storytest.IsRefused(t, err, "7:30 is hours and minutes, and not a number of glasses.")
	_, err = ParseNumber("7:30", "")
	storytest.IsRefused(t, err, "not a number of times.")
}

func TestAnAmountIsTypedAsItIsRead(t *testing.T) {
	for _, c := range []struct {
		of   Amount
		in   Unit
		want string
	}{
		{320 * Minutes.One(), Hours, "5:20"},
		{20 * Minutes.One(), Hours, "0:20"},
		{450 * Minutes.One(), Hours, "7.5"},
		{90 * Minutes.One(), Minutes, "90"},
		{80 * Seconds.One(), Minutes, "1.3330"},
		{1234, "km", "1.2340"},
		{125, "km", "0.125"},
		{1234567, "km", "1234.567"},
		{0, Hours, "0"},
	} {
		got := c.of.Typed(c.in)
		if got != c.want {
			t.Errorf("%s is typed %s, want %s", c.of.Text(c.in), got, c.want)
		}
		if _, err := ParseNumber(got, c.in); err != nil {
			t.Errorf("%s is typed %s: %v", c.of.Text(c.in), got, err)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"7.5", "10,000", "1.234", "0.125", "1,000,000", "1.234,5", "12.3456", "7:30", "7:75", "-1", "1,000.", "", "9999999999999:59", "1e3", "\xff"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, hours bool) {
		u := Unit("km")
		if hours {
			u = Hours
		}
		a, err := ParseNumber(s, u)
		if err != nil {
			if r := refusal.As(err); r == nil || r.Text == "" {
				t.Errorf("%q is refused without a sentence: %v", s, err)
			}
			return
		}
		if a < 0 || a.In(u) > MaxAmount {
			t.Errorf("%q is %d", s, a)
		}
		back, err := ParseNumber(a.Typed(u), u)
		if err != nil || back != a {
			t.Errorf("%q is %s, typed %s: %s, %v", s, a.Text(u), a.Typed(u), back.Text(u), err)
		}
		if i := strings.IndexAny(s, ".,"); i > 0 && i <= 3 && len(s) == i+4 && s[0] != '0' {
			t.Errorf("%q has two readings and is %s", s, a.Text(u))
		}
	})
}

func TestAmountOfRefusesWhatIsNoAmount(t *testing.T) {
	for _, n := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, -0.001, MaxAmount + 1, math.MaxFloat64} {
		if _, err := AmountOf(n, Hours); refusal.As(err) == nil {
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
		text := fmt.Sprintf("%d.%03d0", n/1000, n%1000)
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
		if back, err := ParseNumber(a.Typed(u), u); err != nil || back != a {
			t.Fatalf("%s %s is written %s and reads %s, %v", text, u, a.Typed(u), back.Number(u), err)
		}
	})
}

func TestTimeIsShownInTheUnitAskedFor(t *testing.T) {
	a := 90 * Minutes.One()
	for _, c := range []struct {
		unit Unit
		want string
	}{{Hours, "1.5 h"}, {Minutes, "90 min"}, {Seconds, "5400 s"}} {
		if got := a.Text(c.unit); got != c.want {
			t.Errorf("90 min is %q, want %q", got, c.want)
		}
	}
	if got := (20 * Minutes.One()).Text(Hours); got != "0.333 h" {
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
		storytest.IsRefused(t, err, c.why)
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
