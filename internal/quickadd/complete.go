package quickadd

import (
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/spelling"
)

// ParseAmount reads an amount alone, as it is typed where the habit is known
// already: 35, 1h30, 1h 30m, 8 glasses. Replaces says that it began with set:.
func ParseAmount(text string, h habits.Habit, d calendar.Day) (a quantity.Amount, replaces bool, err error) {
	p := parser{today: d, entry: Entry{Habit: h, Day: d}}
	line := Split(text)
	if err := p.items(line.Words); err != nil {
		return 0, false, err
	}
	if p.quantity == nil || line.Noted || p.state != habits.Unknown || p.dated || p.entry.Clock != nil {
		return 0, false, noAmount(text)
	}
	a, err = p.quantity.amount(h, h.GoalOn(d))
	return a, p.quantity.set, err
}

// itemWords are the words that an item may be, most wanted first.
var itemWords = []string{"yesterday", "today", "rest", "skip", "yes", "no", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// Complete returns what is missing to the end of the word, or the name, that a line
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
	before := l.Words[:len(l.Words)-1]
	if _, _, taken, err := name(before, list); err != nil || taken > len(before) {
		return ""
	}
	return restOfItem(before[len(before)-1], l.Words[len(before)].Text)
}

// restOfItem returns what is missing to the end of the item that typed begins, behind another
// word: a month is completed behind a day alone.
func restOfItem(before Word, typed string) string {
	choices := itemWords
	if _, isDay := dayOfMonth(spelling.Fold(before.Text)); isDay {
		choices = months[:]
		if _, isTime := timeUnit(typed); isTime {
			return ""
		}
	}
	for _, w := range choices {
		if missing, ok := strings.CutPrefix(w, strings.ToLower(typed)); ok && typed != "" && missing != "" {
			return missing
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

// Rename returns the line with the habit's whole name in place of the words that were
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
