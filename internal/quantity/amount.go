// Package quantity has amounts and their units: how they are read, kept and written.
package quantity

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// An Amount is how much of something, exactly: thousandths of the unit, and for
// durations thousandths of a second whichever unit they are shown in, so that
// three times 20 min, or 20 s, is exactly an hour, or a minute.
type Amount int64

// A Unit is what an amount is counted in, as it is shown: h, min, glasses. The
// empty unit counts plain times.
type Unit string

// The units of time. Amounts in them convert into each other.
const (
	Hours   Unit = "h"
	Minutes Unit = "min"
	Seconds Unit = "s"
)

// TooMuch refuses an amount above the largest.
func TooMuch() error { return refusal.BadInput("An amount can be at most 1,000,000,000") }

// MaxAmount is the largest amount, in units, that an entry or a goal may have.
const MaxAmount = 1e9

// maxUnitLength is in characters: a unit stands in a narrow column.
const maxUnitLength = 12

// ParseUnit reads a unit; the usual spellings of the units of time become h,
// min and s. Its error is a [refusal.Error].
func ParseUnit(s string) (Unit, error) {
	s = strings.Join(strings.Fields(spelling.CleanLine(s)), " ")
	switch strings.ToLower(s) {
	case "h", "hr", "hrs", "hour", "hours":
		return Hours, nil
	case "min", "mins", "minute", "minutes":
		return Minutes, nil
	case "s", "sec", "secs", "second", "seconds":
		return Seconds, nil
	}
	if n := len([]rune(s)); n > maxUnitLength {
		return "", refusal.BadInput("The unit %q is too long; %d characters fit", s, maxUnitLength)
	}
	if strings.ContainsAny(s, "0123456789\" ") {
		return "", refusal.BadInput("The unit %q holds a digit, a quote or a blank; a unit is a word, as in glasses", s)
	}
	return Unit(s), nil
}

// IsTime reports whether u is a unit of time.
func (u Unit) IsTime() bool { return u == Hours || u == Minutes || u == Seconds }

// Converts reports whether amounts in u can be shown in o: they are the same, or
// both of time.
func (u Unit) Converts(o Unit) bool {
	return spelling.Fold(string(u)) == spelling.Fold(string(o)) || u.IsTime() && o.IsTime()
}

// One returns how many parts of an Amount one unit has.
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
	a, b := spelling.Fold(string(u)), spelling.Fold(word)
	return a == b || a != "" && spelling.Fold(u.singular()) == b || a != "" && (a+"s" == b || b+"s" == a || a+"es" == b || b+"es" == a)
}

// In returns the amount as a number of units.
func (a Amount) In(u Unit) float64 { return float64(a) / float64(u.One()) }

// Number returns the amount in units, with at most three decimals and no trailing
// nought.
func (a Amount) Number(u Unit) string {
	return strconv.FormatFloat(math.Round(a.In(u)*1000)/1000, 'f', -1, 64)
}

// Text returns the amount with its unit: 7.5 h, 8 glasses, 1 glass, 3.
func (a Amount) Text(u Unit) string {
	return strings.TrimRight(a.Number(u)+" "+u.after(a), " ")
}

// AmountOf returns n units. Its error is a [refusal.Error] of numbers that are negative,
// not finite or over [MaxAmount].
func AmountOf(n float64, u Unit) (Amount, error) {
	switch {
	case math.IsNaN(n) || math.IsInf(n, 0):
		return 0, refusal.BadInput("An amount must be a finite number")
	case n < 0:
		return 0, refusal.BadInput("An amount cannot be less than 0")
	case n > MaxAmount:
		return 0, TooMuch()
	}
	return Amount(math.Round(n * float64(u.One()))), nil
}

// Typed returns the amount as a number of units that [ParseNumber] reads back as the same
// amount, where it has one: 7.5; 5:20 where decimals of hours are not exact; 1.2340,
// as 1.234 could be a thousand and some.
func (a Amount) Typed(u Unit) string {
	text := a.Number(u)
	back, err := ParseNumber(text, u)
	switch {
	case err == nil && back == a, a < 0:
		return text
	case u.IsTime() && a%Minutes.One() == 0:
		return fmt.Sprintf("%d:%02d", a/Hours.One(), a%Hours.One()/Minutes.One())
	case err != nil:
		return text + "0"
	}
	return text
}

// ParseNumber reads a plain decimal number in units of u: digits, one point or
// comma, at most three decimals. Where u is a unit of time, 7:30 is 7 h 30 min.
//
// One point or comma with exactly three digits behind it could part thousands, and is
// refused with both readings, unless what stands before it cannot be a thousand: 0.125 and
// 1234.567 are decimals. So is 1.2340, whose last nought says nothing else. Its error is a
// [refusal.Error].
func ParseNumber(s string, u Unit) (Amount, error) {
	if strings.Contains(s, ":") {
		return parseHours(s, u)
	}
	whole, decimals, dotted := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if len(decimals) > 3 && strings.Trim(decimals[3:], "0") == "" {
		decimals = decimals[:3]
	} else if len(decimals) == 3 && couldBeThousands(whole) && allDigits(decimals) {
		return 0, twoReadings(s, whole, decimals)
	}
	if err := checkNumber(s, whole, decimals, dotted); err != nil {
		return 0, err
	}
	n, err := strconv.ParseFloat("0"+whole+"."+decimals+"0", 64)
	if err != nil {
		return 0, TooMuch()
	}
	return AmountOf(n, u)
}

// checkNumber refuses what is no plain decimal number; whole and decimals are the parts of it
// beside its point, if it is dotted.
func checkNumber(s, whole, decimals string, dotted bool) error {
	plain, grouped := withoutGroups(s)
	switch {
	case strings.HasPrefix(s, "-") && allDigits(whole[1:]) && allDigits(decimals):
		return refusal.BadInput("An amount cannot be less than 0, as %s is", s)
	case grouped:
		return refusal.BadInput("%s has marks between its thousands; write %s", s, plain)
	case whole == "" && decimals == "", !allDigits(whole), !allDigits(decimals), dotted && decimals == "":
		return refusal.BadInput("%q is no number; an amount is written 7.5", s)
	case len(decimals) > 3:
		return refusal.BadInput("%s has too many decimals; three are kept", s)
	}
	return nil
}

// allDigits reports whether s is nothing but digits.
func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// couldBeThousands reports whether a group of three digits may follow whole.
func couldBeThousands(whole string) bool {
	return len(whole) > 0 && len(whole) <= 3 && whole[0] != '0' && allDigits(whole)
}

// twoReadings refuses a number that could be thousands or decimals.
func twoReadings(s, whole, decimals string) error {
	thousands, decimal := whole+decimals, whole+"."+strings.TrimRight(decimals, "0")
	switch {
	case decimals == "000":
		n, _ := strconv.Atoi(whole)
		return refusal.BadInput("%s could be %s thousand or %s; write %s or %s0", s, numberWords(n), numberWords(n), thousands, decimal)
	case len(decimal) == len(s):
		decimal += "0"
	}
	return refusal.BadInput("%s could be %s or %s.%s; write %s or %s", s, thousands, whole, decimals, thousands, decimal)
}

// numberWords returns a number from 1 to 999 in words.
func numberWords(n int) string {
	small := strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	switch {
	case n > 100 && n%100 != 0:
		return numberWords(n-n%100) + " and " + numberWords(n%100)
	case n >= 100:
		return small[n/100-1] + " hundred"
	case n > 20 && n%10 != 0:
		return tens[n/10-2] + "-" + small[n%10-1]
	case n >= 20:
		return tens[n/10-2]
	}
	return small[n-1]
}

// withoutGroups returns a number without the marks between its thousands: 1,000,000, 1,234.5
// or 1.234,5. A number with one mark has none of them.
func withoutGroups(s string) (plain string, ok bool) {
	first := strings.IndexAny(s, ".,")
	if first < 0 || !couldBeThousands(s[:first]) {
		return "", false
	}
	groups := strings.Split(s, s[first:first+1])
	last, decimals, dotted := strings.Cut(strings.Replace(groups[len(groups)-1], ",", ".", 1), ".")
	groups[len(groups)-1] = last
	for _, g := range groups[1:] {
		if len(g) != 3 || !allDigits(g) {
			return "", false
		}
	}
	plain = strings.Join(groups, "")
	if decimals = strings.TrimRight(decimals, "0"); decimals != "" {
		plain += "." + decimals
	}
	return plain, allDigits(decimals) && (dotted || len(groups) > 2)
}

// parseHours reads hours and minutes: 7:30.
func parseHours(s string, u Unit) (Amount, error) {
	hours, minutes, _ := strings.Cut(s, ":")
	if hours == "" || !allDigits(hours) || len(minutes) != 2 || !allDigits(minutes) || minutes >= "60" {
		return 0, refusal.BadInput("%q is no amount; 7 h 30 min is written 7:30 or 7h30", s)
	}
	if !u.IsTime() {
		return 0, refusal.BadInput("%s is hours and minutes, and not a number of %s", s, cmp.Or(string(u), "times"))
	}
	h, err := ParseNumber(hours, Hours)
	if err != nil {
		return 0, err
	}
	m, err := ParseNumber(minutes, Minutes)
	if err == nil && (h+m).In(u) > MaxAmount {
		err = TooMuch()
	}
	return h + m, err
}
