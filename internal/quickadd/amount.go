package quickadd

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// amountParts is an amount as it was typed: 1h30 has two parts.
type amountParts struct {
	text  string
	parts []part
	set   bool
}

// A part is a number and the unit that was written with it, if any.
type part struct {
	number, unit string
}

// spelled returns a word as an amount is looked for in it: with plain letters for full-width
// ones, and nothing else changed, since 5m² is no 5 m 2.
func spelled(word string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // the full-width forms of ! to ~
			r -= '！' - '!'
		}
		return r
	}, word))
}

// quantityStart matches the beginning of an amount, and pair a number with the unit behind it.
var (
	quantityStart = regexp.MustCompile(`^(set:)?\+?[-.,]?[0-9]`)
	pair          = regexp.MustCompile(`([-.,0-9][:.,0-9]*)([^0-9]*)`)
)

// isQuantity reports whether a spelled word is meant as an amount, right or wrong.
func isQuantity(word string) bool { return quantityStart.MatchString(word) }

// splitQuantity cuts a word such as 7.5h or 1h30, which is meant as an amount, into numbers and
// units.
func splitQuantity(word string) amountParts {
	q := amountParts{text: word}
	word, q.set = strings.CutPrefix(word, "set:")
	for _, found := range pair.FindAllStringSubmatch(strings.TrimPrefix(word, "+"), -1) {
		q.parts = append(q.parts, part{found[1], found[2]})
	}
	return q
}

// amount returns the quantity in the terms of the habit's goal.
func (q amountParts) amount(h habits.Habit, g habits.Goal) (quantity.Amount, error) {
	var total quantity.Amount
	for i, p := range q.parts {
		if i > 0 {
			if !q.continues(i) {
				return 0, twice("amounts")
			}
			p.unit = cmp.Or(p.unit, "min") // 1h30
		}
		a, err := p.amount(h, g)
		if err != nil && !strings.ContainsFunc(p.unit, isUnitLetter) && p.unit != "" {
			err = noAmount(q.text)
		}
		if err != nil {
			return 0, err
		}
		total += a
	}
	if total.In(g.Unit) > quantity.MaxAmount {
		return 0, refusal.BadInput("An amount can be at most 1,000,000,000")
	}
	return total, nil
}

// noAmount refuses a text that cannot be read as an amount.
func noAmount(text string) error {
	return refusal.BadInput("%q is no amount; an amount is written 7.5, 45min or 1h30", text)
}

// continues reports whether part i goes on where the part before stopped, as
// minutes after hours do.
func (q amountParts) continues(i int) bool {
	before, ok := timeUnit(q.parts[i-1].unit)
	this, ok2 := timeUnit(q.parts[i].unit)
	if q.parts[i].unit == "" {
		this, ok2 = quantity.Minutes, true
	}
	return ok && ok2 && this.One() < before.One() && (q.parts[i].unit != "" || before == quantity.Hours)
}

// isUnitLetter reports whether a unit may be made of r: a letter, or a sign such as %.
func isUnitLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsSymbol(r) || r == '%' }

// amount returns one number in the terms of the habit's goal.
func (p part) amount(h habits.Habit, g habits.Goal) (quantity.Amount, error) {
	u, isTime := timeUnit(p.unit)
	isTime = isTime && g.Unit.IsTime()
	switch {
	case isTime && u != quantity.Hours && strings.Contains(p.number, ":"):
		return 0, refusal.BadInput("%s is hours and minutes; write it without %s", p.number, p.unit)
	case p.unit == "" || g.Unit.Is(p.unit) || p.unit == "x" && !g.Unit.IsTime():
		return quantity.ParseNumber(p.number, g.Unit)
	case isTime:
		return quantity.ParseNumber(p.number, u)
	}
	return 0, refusal.New("%s does not fit %s, which counts %s", p.unit, h.Name, cmp.Or(string(g.Unit), "times"))
}

// timeUnit returns the unit of time that a word means.
func timeUnit(word string) (quantity.Unit, bool) {
	if word = spelling.Fold(word); word == "m" {
		return quantity.Minutes, true
	}
	u, err := quantity.ParseUnit(word)
	return u, err == nil && u.IsTime()
}
