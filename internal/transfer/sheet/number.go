package sheet

import (
	"strconv"
	"strings"

	"selfcare/internal/refusal"
	"selfcare/internal/transfer/bundle"
)

// decimals is what the numbers of a column tell of the sign before their decimals.
type decimals struct {
	semicolon    bool // semicolon says that semicolons separate the cells, and leave the comma to numbers
	comma, point bool // comma and point are signs that were seen before decimals
}

// read reads a number. Open says that it has one comma or point with three digits after it,
// so that the rest of the column has to say what it is.
func (d *decimals) read(s string) (n float64, open bool, err error) {
	plain, open := s, false
	switch commas, points := strings.Count(s, ","), strings.Count(s, "."); {
	case commas+points == 1:
		plain, open = d.readSign(s)
	case commas+points > 1:
		plain, err = d.readGroups(s, commas == 0 || points == 0)
	}
	if open || err != nil {
		return 0, open, err
	}
	if n, err = strconv.ParseFloat(plain, 64); err != nil {
		return 0, false, noValue(s)
	}
	return n, false, nil
}

// readSign returns a number with one comma or point with a point before its decimals. Open says
// that these may be none.
func (d *decimals) readSign(s string) (plain string, open bool) {
	sign := ","
	if strings.Contains(s, ".") {
		sign = "."
	}
	whole, rest, _ := strings.Cut(s, sign)
	switch {
	case !areGroups([]string{whole, rest}) || strings.HasPrefix(whole, "0"):
		d.saw(sign)
	case sign == "." || !d.semicolon:
		return "", true
	}
	return whole + "." + rest, false
}

// readGroups returns a number with several commas or points as it is without those of its
// thousands. OneSign says that all of them are.
func (d *decimals) readGroups(s string, oneSign bool) (plain string, err error) {
	sign := "," // before the decimals
	if strings.LastIndex(s, ".") > strings.LastIndex(s, ",") {
		sign = "."
	}
	if oneSign { // there are no decimals
		sign = otherSign(sign)
	}
	whole, rest, _ := strings.Cut(s, sign)
	if !areGroups(strings.Split(whole, otherSign(sign))) || !areDigits(rest) {
		return "", noValue(s)
	}
	d.saw(sign)
	return strings.ReplaceAll(whole, otherSign(sign), "") + "." + rest, nil
}

// settle reads a number that was open, now that all others of the column are known.
func (d *decimals) settle(s string) (float64, error) {
	sign := ","
	if strings.Contains(s, ".") {
		sign = "."
	}
	whole, rest, _ := strings.Cut(s, sign)
	text := whole + rest
	switch decimal := d.comma && sign == "," || d.point && sign == "."; {
	case d.comma == d.point:
		return 0, refusal.BadInput("%q could be %s or %s.%s; write the one that you mean", s, text, whole, rest[:1]+strings.TrimRight(rest[1:], "0"))
	case decimal:
		text = whole + "." + rest
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, noValue(s)
	}
	return n, nil
}

// saw notes that a sign stood before decimals.
func (d *decimals) saw(sign string) {
	d.comma = d.comma || sign == ","
	d.point = d.point || sign == "."
}

// otherSign returns the comma for the point, and the point for the comma.
func otherSign(sign string) string {
	if sign == "," {
		return "."
	}
	return ","
}

// areGroups reports whether the parts are the thousands of a number, as 1 and 234 of 1,234.
func areGroups(parts []string) bool {
	for i, p := range parts {
		if p == "" || len(p) > 3 || !areDigits(p) || i > 0 && len(p) != 3 {
			return false
		}
	}
	return true
}

// areDigits reports whether a text is digits, or nothing.
func areDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// noValue returns a refusal of a cell.
func noValue(s string) error {
	return refusal.BadInput("%q isn't a value; write yes, no, skip or a number", bundle.Shorten(s))
}

// readClock reads 7:30, seven hours and a half, as hours.
func readClock(s string) (hours float64, ok bool) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	seconds := 0
	for i, part := range append(parts, "00")[:3] {
		if i == 0 && !areHours(part) || i > 0 && !areSixtieths(part) {
			return 0, false
		}
		n, _ := strconv.Atoi(part) // digits
		seconds = 60*seconds + n
	}
	return float64(seconds) / 3600, true
}

// areHours reports whether a text is a number of hours on a clock.
func areHours(s string) bool { return s != "" && len(s) <= 3 && areDigits(s) }

// areSixtieths reports whether a text is minutes or seconds on a clock.
func areSixtieths(s string) bool { return len(s) == 2 && areDigits(s) && s < "60" }
