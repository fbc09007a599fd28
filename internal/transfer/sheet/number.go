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
	commas, points := strings.Count(s, ","), strings.Count(s, ".")
	plain := s
	switch {
	case commas+points == 0:
	case commas > 0 && points > 0, commas > 1, points > 1:
		sign := "," // before the decimals
		if strings.LastIndex(s, ".") > strings.LastIndex(s, ",") {
			sign = "."
		}
		if commas == 0 || points == 0 { // there are no decimals
			sign = otherSign(sign)
		}
		whole, rest, _ := strings.Cut(s, sign)
		if !areGroups(strings.Split(whole, otherSign(sign))) || !areDigits(rest) {
			return 0, false, noValue(s)
		}
		d.saw(sign)
		plain = strings.ReplaceAll(whole, otherSign(sign), "") + "." + rest
	default:
		sign := ","
		if points == 1 {
			sign = "."
		}
		whole, rest, _ := strings.Cut(s, sign)
		if areGroups([]string{whole, rest}) && !strings.HasPrefix(whole, "0") {
			if sign == "." || !d.semicolon {
				return 0, true, nil
			}
		} else {
			d.saw(sign)
		}
		plain = whole + "." + rest
	}
	n, err = strconv.ParseFloat(plain, 64)
	if err != nil {
		return 0, false, noValue(s)
	}
	return n, false, nil
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

func (d *decimals) saw(sign string) {
	d.comma = d.comma || sign == ","
	d.point = d.point || sign == "."
}

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

func areDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func noValue(s string) error {
	return refusal.BadInput("%q isn't a value; write yes, no, skip or a number", bundle.Shorten(s))
}

// readClock reads 7:30, seven hours and a half, as hours.
func readClock(s string) (hours float64, ok bool) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 || parts[0] == "" || len(parts[0]) > 3 {
		return 0, false
	}
	seconds := 0
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || !areDigits(p) || i > 0 && (len(p) != 2 || n > 59) {
			return 0, false
		}
		seconds = 60*seconds + n
	}
	for range 3 - len(parts) {
		seconds *= 60
	}
	return float64(seconds) / 3600, true
}
