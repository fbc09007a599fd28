package quickadd

import (
	"slices"
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// IsItem reports whether a word alone would be read as an amount, a date, a state or a
// time.
func IsItem(word string) bool { return isItem(Word{Text: word}) }

// isItem reports whether a word alone can be read as an amount, a date, a state or a
// time, right or wrong.
func isItem(w Word) bool {
	if w.Quoted {
		return false
	}
	word := spelling.Fold(w.Text)
	_, isDate, _ := date(word, calendar.LastDay)
	_, isState := states[word]
	return isDate || isState || isQuantity(spelled(w.Text)) || strings.HasPrefix(word, "@")
}

// itemAt reports whether an item begins with the ith word, right or wrong.
func itemAt(words []Word, i int) bool {
	if isItem(words[i]) {
		return true
	}
	if words[i].Quoted || i+1 >= len(words) || words[i+1].Quoted {
		return false
	}
	_, isMonth := month(spelling.Fold(words[i].Text))
	_, isDay := dayOfMonth(spelling.Fold(words[i+1].Text))
	return isMonth && isDay
}

// beforeItem returns how many words stand before the first quoted one or the first item.
func beforeItem(words []Word) int {
	n := 0
	for n < len(words) && !words[n].Quoted && !itemAt(words, n) {
		n++
	}
	return n
}

// isUnitWord reports whether a word after a bare number is its unit.
func isUnitWord(w Word) bool { return !w.Quoted && !isItem(w) }

// items reads words that are items, one after the other.
func (p *parser) items(words []Word) error {
	for len(words) > 0 {
		n, err := p.item(words)
		if err != nil {
			return err
		}
		words = words[n:]
	}
	return nil
}

// item reads the item that words begin with, and returns how many of them it takes.
func (p *parser) item(words []Word) (n int, err error) {
	if words[0].Quoted {
		return 0, notUnderstood(words[0].Text)
	}
	d, n, err := p.date(words)
	switch {
	case err != nil:
		return 0, err
	case n > 0 && p.dated:
		return 0, refusal.BadInput("Two dates were given; one line writes one day")
	case n > 0:
		p.entry.Day, p.dated = d, true
		return n, nil
	}
	if ok, err := p.stateTimeOrMood(spelling.Fold(words[0].Text)); ok {
		return 1, err
	}
	return p.amount(words)
}

// date reads the date with which words begin, and returns how many of them it takes; 0 for
// none.
func (p *parser) date(words []Word) (d calendar.Day, n int, err error) {
	folded := p.dateWords(words)
	if len(folded) == 0 {
		return 0, 0, nil
	}
	d, n, err = writtenDay(folded, p.today, latest)
	if n > 0 && err == nil {
		d, err = bound(d, p.today)
	}
	if n > 0 {
		return d, n, err
	}
	d, ok, err := date(folded[0], p.today)
	if ok {
		n = 1
	}
	return d, n, err
}

// dateWords returns the first words, folded, without those that cannot be part of a date with
// which they begin.
func (p *parser) dateWords(words []Word) []string {
	var folded []string
	for i, w := range words[:min(len(words), longestDate)] {
		word := spelling.Fold(w.Text)
		// 27 nov 8000 are 8000 steps on a day, and no year to come.
		isNumber := i > 1 && len(word) == 4 && allDigits(word) && !couldBeYear(word, p.today)
		if w.Quoted || isNumber || i == 1 && p.counts(word) {
			break
		}
		folded = append(folded, word)
	}
	return folded
}

// counts reports whether a word is what the habit counts in, and so no month: 3 mar are three of
// them where it counts mar.
func (p *parser) counts(word string) bool {
	if p.entry.Kind != "" {
		return false
	}
	g := p.entry.Habit.GoalOn(p.today)
	return g.Measure.Counts() && g.Unit.Is(word)
}

// states are the words for a day's state.
var states = map[string]habits.State{"yes": habits.Yes, "no": habits.No, "skip": habits.Skip, "rest": habits.Skip}

// stateTimeOrMood reads a folded word that is a state, a time or, on the line of a mood, a word for
// one; ok says that it is meant as such.
func (p *parser) stateTimeOrMood(word string) (ok bool, err error) {
	if s, ok := states[word]; ok {
		if p.state != habits.Unknown {
			err = twice("states")
		}
		p.state = s
		return true, err
	}
	if clock, ok := strings.CutPrefix(word, "@"); ok {
		minutes, err := parseClock(clock)
		if err == nil && p.entry.Clock != nil {
			err = twice("times")
		}
		p.entry.Clock = &minutes
		return true, err
	}
	return p.moodWord(word)
}

// moodWord reads a word for a mood; ok says that it is one, on the line of a mood.
func (p *parser) moodWord(word string) (ok bool, err error) {
	i := slices.IndexFunc(p.moods[:], func(w string) bool { return spelling.Fold(w) == word })
	if i < 0 || p.entry.Kind != "mood" {
		return false, nil
	}
	if p.mood != nil {
		err = twice("moods")
	}
	rating := i + 1
	p.mood = &rating
	return true, err
}

// parseClock reads 22:30, 9:40pm or 9pm, in minutes after midnight.
func parseClock(s string) (int, error) {
	for _, layout := range []string{"15:04", "3:04pm", "3pm"} {
		at, err := time.Parse(layout, s)
		isZero := layout != "15:04" && at.Hour()%12 == 0 && !strings.HasPrefix(s, "12") // 0:30pm
		if err == nil && !isZero {
			return at.Hour()*60 + at.Minute(), nil
		}
	}
	return 0, refusal.BadInput("@%s is no time; a time is written @22:30", s)
}

// amount reads the quantity that words begin with, whose unit may be the next word, and returns
// how many of them it takes.
func (p *parser) amount(words []Word) (n int, err error) {
	typed := spelled(words[0].Text)
	switch {
	case isQuantity(typed):
	case p.entry.Kind == "mood" && p.mood == nil && p.quantity == nil:
		return 0, p.noMood()
	default:
		return 0, notUnderstood(words[0].Text)
	}
	q := splitQuantity(typed)
	if number := q.parts[0].number; p.entry.Kind != "" && strings.Contains(number, ":") {
		return 0, refusal.BadInput("A time has an @ before it: @%s", number)
	}
	n = 1
	if last := &q.parts[len(q.parts)-1]; last.unit == "" && len(words) > 1 && isUnitWord(words[1]) {
		n = 2
		last.unit = spelled(words[1].Text)
		q.text += " " + last.unit
	}
	return n, p.add(q)
}

// add adds a quantity to the one that was given before: 1h 30m is two words of one amount.
func (p *parser) add(q amountParts) error {
	if p.quantity == nil {
		p.quantity = &q
		return nil
	}
	joined := amountParts{p.quantity.text + " " + q.text, slices.Concat(p.quantity.parts, q.parts), p.quantity.set}
	if q.set || !joined.continues(len(p.quantity.parts)) {
		return twice("amounts")
	}
	p.quantity = &joined
	return nil
}

// notUnderstood refuses a word that is no item.
func notUnderstood(word string) error {
	return refusal.BadInput("%q was not understood; a note goes after --", word)
}

// twice refuses a second item of one kind.
func twice(items string) error {
	return refusal.BadInput("Two %s were given; one line writes one", items)
}
