package quickadd

import (
	"strconv"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
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
	Amount quantity.Amount
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
	quantity *amountParts
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
