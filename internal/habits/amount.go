package habits

import (
	"math"
	"strconv"
	"strings"
)

// Amount is how much of something, exactly: thousandths of the unit, and for
// durations thousandths of a second whichever unit they are shown in, so that
// three times 20 min, or 20 s, is exactly an hour, or a minute.
type Amount int64

// Unit is what an amount is counted in, as it is shown: h, min, glasses. The
// empty unit counts plain times.
type Unit string

// The units of time. Amounts in them convert into each other.
const (
	Hours   Unit = "h"
	Minutes Unit = "min"
	Seconds Unit = "s"
)

// MaxAmount is the largest amount, in units, that an entry or a goal may have.
const MaxAmount = 1e9

// maxUnitLength is in characters: a unit stands in a narrow column.
const maxUnitLength = 12

// ParseUnit reads a unit; the usual spellings of the units of time become h,
// min and s. Its error is a [Refusal].
func ParseUnit(s string) (Unit, error) {
	s = strings.Join(strings.Fields(CleanLine(s)), " ")
	switch strings.ToLower(s) {
	case "h", "hr", "hrs", "hour", "hours":
		return Hours, nil
	case "min", "mins", "minute", "minutes":
		return Minutes, nil
	case "s", "sec", "secs", "second", "seconds":
		return Seconds, nil
	}
	if n := len([]rune(s)); n > maxUnitLength {
		return "", Unfit("The unit %q is too long; %d characters fit", s, maxUnitLength)
	}
	if strings.ContainsAny(s, "0123456789\" ") {
		return "", Unfit("The unit %q holds a digit, a quote or a blank; a unit is a word, as in glasses", s)
	}
	return Unit(s), nil
}

// IsTime reports whether u is a unit of time.
func (u Unit) IsTime() bool { return u == Hours || u == Minutes || u == Seconds }

// Converts reports whether amounts in u can be shown in o: they are the same, or
// both of time.
func (u Unit) Converts(o Unit) bool {
	return Fold(string(u)) == Fold(string(o)) || u.IsTime() && o.IsTime()
}

// One is how many parts of an Amount one unit has.
func (u Unit) One() Amount {
	switch u {
	case Hours:
		return 3_600_000
	case Minutes:
		return 60_000
	default:
		return 1_000
	}
}

// Is reports whether word names the unit: case and width do not matter, nor
// does a plural s.
func (u Unit) Is(word string) bool {
	a, b := Fold(string(u)), Fold(word)
	return a == b || a != "" && (a+"s" == b || b+"s" == a || a+"es" == b || b+"es" == a)
}

// In is the amount as a number of units.
func (a Amount) In(u Unit) float64 { return float64(a) / float64(u.One()) }

// Number is the amount in units, with at most three decimals and no trailing
// nought.
func (a Amount) Number(u Unit) string {
	return strconv.FormatFloat(math.Round(a.In(u)*1000)/1000, 'f', -1, 64)
}

// Words is the amount with its unit: 7.5 h, 8 glasses, 3.
func (a Amount) Words(u Unit) string {
	return strings.TrimRight(a.Number(u)+" "+string(u), " ")
}

// AmountOf is n units. Its error is a [Refusal] of numbers that are negative,
// not finite or over [MaxAmount].
func AmountOf(n float64, u Unit) (Amount, error) {
	switch {
	case math.IsNaN(n) || math.IsInf(n, 0):
		return 0, Unfit("An amount must be a finite number")
	case n < 0:
		return 0, Unfit("An amount cannot be less than 0")
	case n > MaxAmount:
		return 0, Unfit("An amount can be at most 1,000,000,000")
	}
	return Amount(math.Round(n * float64(u.One()))), nil
}

// ParseNumber reads a plain decimal number in units of u: digits, one point or
// comma, at most three decimals. Its error is a [Refusal].
func ParseNumber(s string, u Unit) (Amount, error) {
	whole, decimals, dotted := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	digits := func(s string) bool {
		return strings.Trim(s, "0123456789") == ""
	}
	switch {
	case strings.HasPrefix(s, "-") && digits(whole[1:]) && digits(decimals):
		return 0, Unfit("An amount cannot be less than 0, as %s is", s)
	case whole == "" && decimals == "", !digits(whole), !digits(decimals), dotted && decimals == "":
		return 0, Unfit("%q is no number; an amount is written 7.5", s)
	case len(decimals) > 3:
		return 0, Unfit("%s has too many decimals; three are kept", s)
	}
	n, err := strconv.ParseFloat("0"+whole+"."+decimals+"0", 64)
	if err != nil {
		return 0, Unfit("An amount can be at most 1,000,000,000")
	}
	return AmountOf(n, u)
}
