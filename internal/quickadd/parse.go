package quickadd

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// An Entry is what a line says. Exactly one of its kinds is meant.
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

// A kind is an [Entry.Kind].
type kind string

const habitKind kind = ""

// reserved are the words that open a line about something else than a habit.
var reserved = map[string]kind{"mood": "mood", "urge": "urge", "slip": "slip", "contact": "contact"}

// A Grammar reads lines with a person's own words in them.
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

// A parser gathers the items of one line.
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
// item. It returns the words behind it.
func (p *parser) boundary(words []Word, open boundary.List) []Word {
	n := 0
	if len(words) > 0 && words[0].Quoted {
		n = 1
	}
	if n == 0 {
		n = leading(words, 1, func(text string) bool { return open.Called(text) != nil })
	}
	if n == 0 {
		n = leading(words, 2, func(text string) bool { return len(open.Beginning(text)) == 1 })
	}
	if n == 0 {
		n = beforeItem(words)
	}
	p.entry.Boundary = join(words[:n])
	return words[n:]
}

// leading returns the length of the longest run of first words that is something, and is at
// least so long; 0 where there is none. A quoted word is no part of a run.
func leading(words []Word, least int, is func(text string) bool) int {
	longest := 0
	for longest < min(len(words), spelling.MaxName) && !words[longest].Quoted {
		longest++
	}
	for n := longest; n >= least; n-- {
		if is(join(words[:n])) {
			return n
		}
	}
	return 0
}

// beforeItem returns how many words stand before the first quoted one or the first item.
func beforeItem(words []Word) int {
	n := 0
	for n < len(words) && !words[n].Quoted && !itemAt(words, n) {
		n++
	}
	return n
}

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

// notUnderstood refuses a word that is no item.
func notUnderstood(word string) error {
	return refusal.BadInput("%q was not understood; a note goes after --", word)
}

// twice refuses a second item of one kind.
func twice(items string) error {
	return refusal.BadInput("Two %s were given; one line writes one", items)
}

// add adds a quantity to the one that was given before: 1h 30m is two words of one amount.
func (p *parser) add(q quantity) error {
	if p.quantity == nil {
		p.quantity = &q
		return nil
	}
	joined := quantity{p.quantity.text + " " + q.text, slices.Concat(p.quantity.parts, q.parts), p.quantity.set}
	if q.set || !joined.continues(len(p.quantity.parts)) {
		return twice("amounts")
	}
	p.quantity = &joined
	return nil
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

// habit returns the entry of a habit.
func (p *parser) habit() (Entry, error) {
	e := p.entry
	if e.Clock != nil {
		return Entry{}, refusal.BadInput("@ is for mood, urge, slip and contact; a habit's entry belongs to a day")
	}
	if p.quantity != nil {
		return p.measured()
	}
	g := e.Habit.GoalOn(e.Day)
	e.State = p.state
	if g.Measure == habits.AtMost && (p.state == habits.Unknown || p.state == habits.Yes) {
		return Entry{}, refusal.New("%s needs an amount, as in %s %s", e.Habit.Name, spelling.Fold(e.Habit.Name), g.Unit.One().Text(g.Unit))
	}
	return e, nil
}

// measured returns the entry of a habit with an amount.
func (p *parser) measured() (Entry, error) {
	e := p.entry
	g := e.Habit.GoalOn(e.Day)
	switch {
	case p.state == habits.No:
		return Entry{}, noAmountWith("no")
	case p.state == habits.Skip:
		return Entry{}, noAmountWith("rest")
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

// noAmountWith refuses an amount beside a state.
func noAmountWith(state string) error {
	return refusal.BadInput("An amount does not go with %s", state)
}

// other returns the entry of a mood, an urge, a slip or a necessary contact.
func (p *parser) other() (Entry, error) {
	e := p.entry
	if p.state != habits.Unknown {
		return Entry{}, refusal.BadInput("Yes, no and rest are for habits; they do not go with %s", e.Kind)
	}
	if (e.Kind == "slip" || e.Kind == "contact") && p.quantity != nil {
		return Entry{}, refusal.BadInput("A number does not go with %s; put a name that looks like one in quotes", e.Kind)
	}
	rating, err := p.rating()
	if err == nil {
		err = p.checkRating(rating)
	}
	if err != nil {
		return Entry{}, err
	}
	e.Rating = rating
	return e, nil
}

// checkRating refuses a rating that the kind of entry does not have, nil where it needs one.
func (p *parser) checkRating(rating *int) error {
	switch {
	case p.entry.Kind == "mood" && (rating == nil || *rating < 1 || *rating > 5):
		return p.noMood()
	case p.entry.Kind == "urge" && rating != nil && *rating > 10:
		return refusal.BadInput("An urge is 0 to 10")
	}
	return nil
}

// noMood refuses what is no mood, and says what would be.
func (p *parser) noMood() error {
	return refusal.BadInput("A mood is 1 to 5, or one of: %s", strings.Join(p.moods[:], ", "))
}

// rating returns the whole number that was given, or that of a word for a mood; nil if neither was.
func (p *parser) rating() (*int, error) {
	if p.quantity == nil {
		return p.mood, nil
	}
	first := p.quantity.parts[0]
	switch {
	case strings.HasPrefix(first.unit, "--"):
		return nil, refusal.BadInput("%s comes before the first word, as in selfcare add %s mood 4", first.unit, first.unit)
	case first.unit != "":
		return nil, notUnderstood(first.unit)
	}
	n, err := strconv.Atoi(first.number)
	if err != nil || n < 0 || len(p.quantity.parts) > 1 || p.quantity.set || p.mood != nil {
		return nil, refusal.BadInput("%s takes one whole number", strings.ToUpper(p.entry.Kind[:1])+p.entry.Kind[1:])
	}
	return &n, nil
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

// Edit returns the entry as a change of its day. Status is that of the habit on that day: a bare
// name gets what is missing there.
func (e Entry) Edit(status habits.Status) (habits.Edit, error) {
	edit := e.dayEdit(status)
	if e.Note != "" {
		edit.NoteMark, edit.Note = habits.Add, e.Note
	}
	return edit, nil
}

// dayEdit returns the entry as a change of its day, without its note.
func (e Entry) dayEdit(status habits.Status) habits.Edit {
	h, d := e.Habit, e.Day
	switch {
	case e.State == habits.Measured && e.Replaces:
		return h.SetOn(d, e.Amount)
	case e.State == habits.Measured:
		return h.AddOn(d, e.Amount)
	case e.State == habits.Skip:
		return h.RestOn(d)
	case e.State == habits.No:
		return h.NotOn(d)
	case status.Goal.Measure.Counts():
		return h.AddOn(d, status.Missing())
	}
	return h.CheckOn(d)
}

// IsItem reports whether a word alone would be read as an amount, a date, a state or a
// time.
func IsItem(word string) bool { return isItem(Word{Text: word}) }
