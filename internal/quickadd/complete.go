package quickadd

import (
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// ParseAmount reads an amount alone, as it is typed where the habit is known
// already: 35, 1h30, 1h 30m, 8 glasses. Replaces says that it began with set:.
func ParseAmount(text string, h habits.Habit, d calendar.Day) (a habits.Amount, replaces bool, err error) {
	p := parser{today: d, entry: Entry{Habit: h, Day: d}}
	line := Split(text)
	if err := p.items(line.Words); err != nil {
		return 0, false, err
	}
	if p.quantity == nil || line.Noted || p.state != habits.Unknown || p.dated || p.entry.Clock != nil {
		return 0, false, refusal.BadInput("%q is no amount; an amount is written 7.5, 45min or 1h30", text)
	}
	a, err = p.quantity.amount(h, h.GoalOn(d))
	return a, p.quantity.set, err
}

// itemWords are the words that an item may be, most wanted first.
var itemWords = []string{"yesterday", "today", "rest", "skip", "yes", "no", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// Complete is what is missing to the end of the word, or the name, that a line
// ends in; empty where that is in doubt.
func Complete(line string, list habits.List) string {
	l := Split(line)
	if len(l.Words) == 0 || l.Noted || strings.TrimSpace(line[len(line)-1:]) == "" || strings.HasSuffix(line, `"`) {
		return ""
	}
	list = list.Current()
	typed := join(l.Words)
	if fits := Fits(typed, list); len(fits) == 1 {
		return rest(typed, fits[0].Name)
	}
	_, _, taken, err := name(l.Words[:len(l.Words)-1], list)
	if len(l.Words) < 2 || err != nil || taken > len(l.Words)-1 {
		return ""
	}
	last, choices := l.Words[len(l.Words)-1].Text, itemWords
	if _, isDay := dayOfMonth(spelling.Fold(l.Words[len(l.Words)-2].Text)); isDay {
		choices = months[:]
		if _, isTime := timeUnit(last); isTime {
			return ""
		}
	}
	for _, w := range choices {
		if len(last) > 0 && len(last) < len(w) && strings.HasPrefix(w, strings.ToLower(last)) {
			return w[len(last):]
		}
	}
	return ""
}

// rest returns what of name is missing behind typed, where name begins with it.
func rest(typed, name string) string {
	key := spelling.Fold(typed)
	name = spelling.Composed(name) // no accent stands alone
	for i := range name {
		if i > 0 && name[i-1] != ' ' && spelling.Fold(name[:i]) == key {
			return name[i:]
		}
	}
	return ""
}

// Rename is the line with the habit's whole name in place of the words that were
// meant to name it.
func Rename(line string, h habits.Habit) string {
	l := Split(line)
	n := 1
	for n < len(l.Words) && !itemAt(l.Words, n) {
		n++
	}
	parts := []string{h.Name}
	for _, w := range l.Words[min(n, len(l.Words)):] {
		if w.Quoted {
			w.Text = `"` + w.Text + `"`
		}
		parts = append(parts, w.Text)
	}
	if l.Note != "" {
		parts = append(parts, "--", l.Note)
	}
	return strings.Join(parts, " ") + " "
}
