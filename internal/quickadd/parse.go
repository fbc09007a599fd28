package quickadd

import (
	"slices"
	"strconv"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Entry is what a line says. Exactly one of its kinds is meant.
type Entry struct {
	// Habit is the habit that is meant, unless Kind says otherwise.
	Habit habits.Habit
	// Kind is empty, mood, urge, slip or contact.
	Kind string
	Day  calendar.Day
	// State is Unknown for a bare name, else Yes, No, Skip or Measured.
	State  habits.State
	Amount habits.Amount
	// Replaces says that the amount takes the place of the day's; otherwise it is
	// added.
	Replaces bool
	// Rating is 1 to 5 for a mood, 0 to 10 for an urge; nil where none was given.
	Rating *int
	// Boundary is the name that stands right after urge, slip or contact.
	Boundary string
	// Clock is the time of day in minutes after midnight; nil where none was given.
	Clock *int
	Note  string
}

// kind is an [Entry.Kind].
type kind string

const habitKind kind = ""

// reserved are the words that open a line about something else than a habit.
var reserved = map[string]kind{"mood": "mood", "urge": "urge", "slip": "slip", "contact": "contact"}

// Grammar reads lines with a person's own words in them.
type Grammar struct {
	// Moods are the words for the ratings 1 to 5.
	Moods journal.MoodWords
	// Boundaries are those whose names may stand after urge, slip and contact.
	Boundaries boundary.List
}

// Parse reads a line. List are all habits; those that are archived may not be named.
// Errors are for the person who typed it: a [NameError] where the name was in doubt, else a
// [refusal.Error].
func (g Grammar) Parse(line Line, list habits.List, today calendar.Day) (Entry, error) {
	h, k, taken, err := name(line.Words, list)
	if err != nil {
		return Entry{}, err
	}
	p := parser{today: today, moods: g.Moods, entry: Entry{Habit: h, Kind: string(k), Day: today, Note: spelling.CleanText(line.Note)}}
	words := line.Words[taken:]
	if k != habitKind && k != "mood" {
		words = p.boundary(words, g.Boundaries.Open())
	}
	if err := p.items(words); err != nil {
		return Entry{}, err
	}
	if len([]rune(p.entry.Note)) > spelling.MaxNote {
		return Entry{}, refusal.BadInput("The note is too long; %d characters fit", spelling.MaxNote)
	}
	if k == habitKind {
		return p.habit()
	}
	return p.other()
}

// parser gathers the items of one line.
type parser struct {
	today    calendar.Day
	moods    journal.MoodWords
	entry    Entry
	state    habits.State
	dated    bool
	quantity *quantity
	mood     *int // a mood in words
}

// boundary takes the name right after urge, slip or contact: quoted; the longest run of
// words that is a whole name, or that alone begins one; else the words up to the first
// item.
func (p *parser) boundary(words []Word, open boundary.List) []Word {
	n := 0
	if len(words) > 0 && words[0].Quoted {
		n = 1
	} else {
		n = leading(words, func(text string, _ int) bool { return open.Called(text) != nil })
		if n == 0 {
			n = leading(words, func(text string, size int) bool { return size > 1 && len(open.Beginning(text)) == 1 })
		}
		if n == 0 {
			for n < len(words) && !words[n].Quoted && !itemAt(words, n) {
				n++
			}
		}
	}
	p.entry.Boundary = join(words[:n])
	return words[n:]
}

// leading is the length of the longest run of first words that is something.
func leading(words []Word, is func(text string, size int) bool) int {
	longest := 0
	for longest < min(len(words), spelling.MaxName) && !words[longest].Quoted {
		longest++
	}
	for n := longest; n > 0; n-- {
		if is(join(words[:n]), n) {
			return n
		}
	}
	return 0
}

func (p *parser) items(words []Word) error {
	for i := 0; i < len(words); i++ {
		word := spelling.Fold(words[i].Text)
		if words[i].Quoted {
			return refusal.BadInput("%q was not understood; a note goes after --", words[i].Text)
		}
		switch d, n, err := p.date(words[i:]); {
		case err != nil:
			return err
		case n > 0 && p.dated:
			return refusal.BadInput("Two dates were given; one line writes one day")
		case n > 0:
			p.entry.Day, p.dated = d, true
			i += n - 1
			continue
		}
		if ok, err := p.stateOrTime(word); ok || err != nil {
			if err != nil {
				return err
			}
			continue
		}
		typed := spelled(words[i].Text)
		if !isQuantity(typed) && p.entry.Kind == "mood" && p.mood == nil && p.quantity == nil {
			return p.noMood()
		}
		if !isQuantity(typed) {
			return refusal.BadInput("%q was not understood; a note goes after --", words[i].Text)
		}
		q := splitQuantity(typed)
		if number := q.parts[0].number; p.entry.Kind != "" && strings.Contains(number, ":") {
			return refusal.BadInput("A time has an @ before it: @%s", number)
		}
		if last := &q.parts[len(q.parts)-1]; last.unit == "" && i+1 < len(words) && isUnitWord(words[i+1]) {
			i++
			last.unit = spelled(words[i].Text)
			q.text += " " + last.unit
		}
		if err := p.add(q); err != nil {
			return err
		}
	}
	return nil
}

// add takes one more quantity: 1h 30m is two words of one amount.
func (p *parser) add(q quantity) error {
	if p.quantity == nil {
		p.quantity = &q
		return nil
	}
	joined := quantity{p.quantity.text + " " + q.text, slices.Concat(p.quantity.parts, q.parts), p.quantity.set}
	if q.set || !joined.continues(len(p.quantity.parts)) {
		return refusal.BadInput("Two amounts were given; one line writes one")
	}
	p.quantity = &joined
	return nil
}

var states = map[string]habits.State{"yes": habits.Yes, "no": habits.No, "skip": habits.Skip, "rest": habits.Skip}

func (p *parser) stateOrTime(word string) (bool, error) {
	if s, ok := states[word]; ok {
		if p.state != habits.Unknown {
			return true, refusal.BadInput("Two states were given; one line writes one")
		}
		p.state = s
		return true, nil
	}
	if clock, ok := strings.CutPrefix(word, "@"); ok {
		minutes, err := parseClock(clock)
		if err == nil && p.entry.Clock != nil {
			err = refusal.BadInput("Two times were given; one line writes one")
		}
		p.entry.Clock = &minutes
		return true, err
	}
	isWord := func(w string) bool { return spelling.Fold(w) == word }
	if i := slices.IndexFunc(p.moods[:], isWord); i >= 0 && p.entry.Kind == "mood" {
		if p.mood != nil {
			return true, refusal.BadInput("Two moods were given; one line writes one")
		}
		rating := i + 1
		p.mood = &rating
		return true, nil
	}
	return false, nil
}

// parseClock reads HH:MM, in minutes after midnight.
func parseClock(s string) (int, error) {
	h, m, ok := strings.Cut(s, ":")
	if clock, half, is := twelveHours(s); is {
		h, m, ok = strings.Cut(clock, ":")
		if n, err := strconv.Atoi(h); err == nil && n >= 1 && n <= 12 {
			h = strconv.Itoa(n%12 + half)
		} else {
			ok = false
		}
	}
	hours, err1 := strconv.Atoi(h)
	minutes, err2 := strconv.Atoi(m)
	digits := strings.Trim(h+m, "0123456789") == "" && len(h) <= 2 && len(m) == 2
	if !ok || err1 != nil || err2 != nil || !digits || hours > 23 || minutes > 59 {
		return 0, refusal.BadInput("@%s is no time; a time is written @22:30", s)
	}
	return hours*60 + minutes, nil
}

// twelveHours cuts am or pm off a time, and says how many hours that adds: 9:40pm, 9pm.
func twelveHours(s string) (clock string, half int, ok bool) {
	if clock, ok = strings.CutSuffix(s, "pm"); ok {
		half = 12
	} else if clock, ok = strings.CutSuffix(s, "am"); !ok {
		return s, 0, false
	}
	if !strings.Contains(clock, ":") {
		clock += ":00"
	}
	return clock, half, true
}

// habit is the entry of a habit.
func (p *parser) habit() (Entry, error) {
	e := p.entry
	if e.Clock != nil {
		return Entry{}, refusal.BadInput("@ is for mood, urge, slip and contact; a habit's entry belongs to a day")
	}
	g := e.Habit.GoalOn(e.Day)
	e.State = p.state
	if p.quantity != nil {
		switch {
		case p.state == habits.No || p.state == habits.Skip:
			return Entry{}, refusal.BadInput("An amount does not go with %s", map[habits.State]string{habits.No: "no", habits.Skip: "rest"}[p.state])
		case !g.Measure.Counts():
			return Entry{}, refusal.New("%s is a check and counts no amounts", e.Habit.Name)
		}
		var err error
		if e.Amount, err = p.quantity.amount(e.Habit, g); err != nil {
			return Entry{}, err
		}
		e.State, e.Replaces = habits.Measured, p.quantity.set
		return e, nil
	}
	if g.Measure == habits.AtMost && (p.state == habits.Unknown || p.state == habits.Yes) {
		return Entry{}, refusal.New("%s needs an amount, as in %s %s", e.Habit.Name, spelling.Fold(e.Habit.Name), g.Unit.One().Text(g.Unit))
	}
	return e, nil
}

// other is a mood, an urge, a slip or a necessary contact.
func (p *parser) other() (Entry, error) {
	e := p.entry
	if p.state != habits.Unknown {
		return Entry{}, refusal.BadInput("Yes, no and rest are for habits; they do not go with %s", e.Kind)
	}
	if (e.Kind == "slip" || e.Kind == "contact") && p.quantity != nil {
		return Entry{}, refusal.BadInput("A number does not go with %s; put a name that looks like one in quotes", e.Kind)
	}
	rating, err := p.rating()
	if err != nil {
		return Entry{}, err
	}
	switch {
	case e.Kind == "mood" && (rating == nil || *rating < 1 || *rating > 5):
		return Entry{}, p.noMood()
	case e.Kind == "urge" && rating != nil && *rating > 10:
		return Entry{}, refusal.BadInput("An urge is 0 to 10")
	}
	e.Rating = rating
	return e, nil
}

func (p *parser) noMood() error {
	return refusal.BadInput("A mood is 1 to 5, or one of: %s", strings.Join(p.moods[:], ", "))
}

// rating is the whole number that was given, if any.
func (p *parser) rating() (*int, error) {
	if p.quantity == nil {
		return p.mood, nil
	}
	parts := p.quantity.parts
	if unit := parts[0].unit; strings.HasPrefix(unit, "--") {
		return nil, refusal.BadInput("%s comes before the first word, as in selfcare add %s mood 4", unit, unit)
	} else if unit != "" {
		return nil, refusal.BadInput("%q was not understood; a note goes after --", unit)
	}
	n, err := strconv.Atoi(parts[0].number)
	if err != nil || n < 0 || len(parts) > 1 || parts[0].unit != "" || p.quantity.set || p.mood != nil {
		return nil, refusal.BadInput("%s takes one whole number", strings.ToUpper(p.entry.Kind[:1])+p.entry.Kind[1:])
	}
	return &n, nil
}

// date reads the date with which words begin, and returns how many of them it takes; 0 for
// none. What the habit counts in is no month: 3 mar are three of them where it counts mar.
func (p *parser) date(words []Word) (d calendar.Day, n int, err error) {
	var folded []string
	for _, w := range words[:min(len(words), longestDate)] {
		if w.Quoted {
			break
		}
		folded = append(folded, spelling.Fold(w.Text))
	}
	if len(folded) > 1 && p.entry.Kind == "" && p.entry.Habit.GoalOn(p.today).Measure.Counts() && p.entry.Habit.GoalOn(p.today).Unit.Is(folded[1]) {
		folded = folded[:1]
	}
	// 27 nov 8000 are 8000 steps on a day, and no year to come.
	for i := range folded {
		if i > 1 && len(folded[i]) == 4 && allDigits(folded[i]) && !couldBeYear(folded[i], p.today) {
			folded = folded[:i]
			break
		}
	}
	d, n, err = writtenDay(folded, p.today, latest)
	if n > 0 && err == nil {
		d, _, err = bound(d, p.today)
	}
	if n > 0 || len(folded) == 0 {
		return d, n, err
	}
	d, ok, err := date(folded[0], p.today)
	if ok {
		n = 1
	}
	return d, n, err
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

// isUnitWord reports whether a word after a bare number is its unit.
func isUnitWord(w Word) bool { return !w.Quoted && !isItem(w) }

// Edit is the entry as a change of its day. Status is that of the habit on that
// day: a bare name gets what is missing there.
func (e Entry) Edit(standing habits.Status) (habits.Edit, error) {
	h, d := e.Habit, e.Day
	edit := habits.Edit{}
	switch e.State {
	case habits.Measured:
		edit = h.AddOn(d, e.Amount)
		if e.Replaces {
			edit = h.SetOn(d, e.Amount)
		}
	case habits.Skip:
		edit = h.RestOn(d)
	case habits.No:
		edit = h.NotOn(d)
	default:
		if !standing.Goal.Measure.Counts() {
			edit = h.CheckOn(d)
			break
		}
		edit = h.AddOn(d, standing.Missing())
	}
	if e.Note != "" {
		edit.NoteMark, edit.Note = habits.Add, e.Note
	}
	return edit, nil
}

// IsItem reports whether a word alone would be read as an amount, a date, a state or a
// time.
func IsItem(word string) bool { return isItem(Word{Text: word}) }
