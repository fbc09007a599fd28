package quickadd

import (
	"strings"
	"unicode"

	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// quantity is an amount as it was typed: 1h30 has two parts.
type quantity struct {
	text  string
	parts []part
	set   bool
}

// part is a number and the unit that was written with it, if any.
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

// isQuantity reports whether a spelled word is meant as an amount, right or wrong.
func isQuantity(word string) bool {
	word = strings.TrimPrefix(word, "set:")
	word = strings.TrimPrefix(word, "+")
	return word != "" && (isDigit(word[0]) || len(word) > 1 && strings.ContainsRune("-.,", rune(word[0])) && isDigit(word[1]))
}

// splitQuantity cuts a word such as 7.5h or 1h30 into numbers and units.
func splitQuantity(word string) quantity {
	q := quantity{text: word}
	word, q.set = strings.CutPrefix(word, "set:")
	word = strings.TrimPrefix(word, "+")
	for word != "" {
		n := 0
		for n < len(word) && (isDigit(word[n]) || n == 0 && word[n] == '-' || n > 0 && word[n] == ':' || word[n] == '.' || word[n] == ',') {
			n++
		}
		if n == 0 { // letters after letters cannot be: the loop below took them all
			n = len(word)
		}
		u := n
		for u < len(word) && !isDigit(word[u]) {
			u++
		}
		q.parts = append(q.parts, part{word[:n], word[n:u]})
		word = word[u:]
	}
	return q
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// amount is the quantity in the terms of the habit's goal.
func (q quantity) amount(h habits.Habit, g habits.Goal) (habits.Amount, error) {
	var total habits.Amount
	for i, p := range q.parts {
		if i > 0 && !q.continues(i) {
			return 0, refusal.BadInput("Two amounts were given; one line writes one")
		}
		if i > 0 && p.unit == "" {
			p.unit = "min" // 1h30
		}
		a, err := p.amount(h, g)
		if err != nil && !strings.ContainsFunc(p.unit, isUnitLetter) && p.unit != "" {
			err = refusal.BadInput("%q is no amount; an amount is written 7.5, 45min or 1h30", q.text)
		}
		if err != nil {
			return 0, err
		}
		total += a
	}
	if total.In(g.Unit) > habits.MaxAmount {
		return 0, refusal.BadInput("An amount can be at most 1,000,000,000")
	}
	return total, nil
}

// continues reports whether part i goes on where the part before stopped, as
// minutes after hours do.
func (q quantity) continues(i int) bool {
	before, ok := timeUnit(q.parts[i-1].unit)
	this, ok2 := timeUnit(q.parts[i].unit)
	if q.parts[i].unit == "" {
		this, ok2 = habits.Minutes, true
	}
	return ok && ok2 && this.One() < before.One() && (q.parts[i].unit != "" || before == habits.Hours)
}

// isUnitLetter reports whether a unit may be made of r: a letter, or a sign such as %.
func isUnitLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsSymbol(r) || r == '%' }

func (p part) amount(h habits.Habit, g habits.Goal) (habits.Amount, error) {
	if u, ok := timeUnit(p.unit); ok && u != habits.Hours && g.Unit.IsTime() && strings.Contains(p.number, ":") {
		return 0, refusal.BadInput("%s is hours and minutes; write it without %s", p.number, p.unit)
	}
	switch {
	case p.unit == "" || g.Unit.Is(p.unit):
		return habits.ParseNumber(p.number, g.Unit)
	case p.unit == "x" && !g.Unit.IsTime():
		return habits.ParseNumber(p.number, g.Unit)
	}
	u, ok := timeUnit(p.unit)
	if ok && g.Unit.IsTime() {
		return habits.ParseNumber(p.number, u)
	}
	counts := string(g.Unit)
	if counts == "" {
		counts = "times"
	}
	return 0, refusal.New("%s does not fit %s, which counts %s", p.unit, h.Name, counts)
}

// timeUnit returns the unit of time that a word means.
func timeUnit(word string) (habits.Unit, bool) {
	if word = spelling.Fold(word); word == "m" {
		return habits.Minutes, true
	}
	u, err := habits.ParseUnit(word)
	return u, err == nil && u.IsTime()
}
