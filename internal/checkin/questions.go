package checkin

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/entry"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// question is one of a check-in.
type question struct {
	key    string // tells it from all others
	text   string
	before string   // a line that leads to it, where it is asked for the first time
	open   bool     // it is asked unless the person has passed it
	help   []string // what can be typed, beside what always can
	answer func(words string) (answered, error)
}

// answered is what an answer came to.
type answered struct {
	said  string
	stays bool // the question is still open
}

// The keys of questions that are there once.
const (
	beginKey = "begin"
	moodKey  = "mood"
)

func habitKey(id ident.ID) string    { return "habit " + string(id) }
func boundaryKey(id ident.ID) string { return "boundary " + string(id) }

// keysOf returns the questions of a day that a change is about.
func keysOf(c record.Change, day calendar.Day) []string {
	var keys []string
	for _, e := range c.Edits {
		if e.Day == day {
			keys = append(keys, habitKey(e.Habit))
		}
	}
	if len(c.Habits) > 0 {
		keys = append(keys, beginKey)
	}
	if len(c.Moods) > 0 {
		keys = append(keys, moodKey)
	}
	for _, s := range c.Events {
		for _, e := range []*boundary.Event{s.Was, s.Is} {
			if e != nil {
				keys = append(keys, boundaryKey(e.Boundary))
			}
		}
	}
	return keys
}

// questions returns those of a day, in their order, whether they are open or not.
func (c *checkIn) questions(book *record.Book, at time.Time) []question {
	var all []question
	if len(book.Rows) == 0 {
		all = append(all, c.beginQuestion())
	}
	for _, r := range book.Rows {
		if !r.ListedOn(c.day) {
			continue
		}
		s := habits.Evaluate(r.Habit, r.History, c.day).On(c.day)
		if s.Due || s.State == habits.Skip { // a rest day can be gone back to
			all = append(all, c.habitQuestion(r.Habit, s, at))
		}
	}
	all = append(all, c.moodQuestion(book.Moods.On(c.day), at))
	if c.Settings.TodayBoundary == "off" {
		return all
	}
	for i, b := range book.Boundaries.Open() {
		all = append(all, c.boundaryQuestion(b, c.boundaryName(book.Boundaries, i), at))
	}
	return all
}

// asOf returns the time at which an answer is written: now, unless another day began after the
// question was asked. It belongs to the day of the question.
func (c *checkIn) asOf(asked time.Time) time.Time {
	now := c.Now()
	if c.hours.DayOf(now) != c.hours.DayOf(asked) {
		return asked
	}
	return now
}

// beginQuestion sets up the list of someone new, as the app's first page does.
func (c *checkIn) beginQuestion() question {
	list, ticked := habits.Starter(c.day)
	return question{
		key: beginKey, open: true,
		before: "You can begin with any of these: " + phrase.List(namesOf(list, nil)) + ".",
		text:   "Begin with " + phrase.List(namesOf(list, ticked)) + "? y, or the names that you want, or n for none.",
		help: []string{
			"y begins with the ones that the question names. All of it can change later, and nothing leaves this computer.",
			"Names go with commas between them: sleep, outdoors, friend. The beginning of a word is enough.",
			"n begins with none; selfcare habit new makes a habit of your own.",
		},
		answer: func(words string) (answered, error) { return c.begin(words, list, ticked) },
	}
}

// begin sets up habits of the starter list: those that are ticked, or those that words name.
func (c *checkIn) begin(words string, list habits.List, ticked []bool) (answered, error) {
	switch spelling.Fold(words) {
	case "n", "no", "none":
		return answered{said: "Nothing was set up; selfcare habit new makes a habit of your own."}, nil
	case "y", "yes":
	default:
		var err error
		if ticked, err = starters(words, list); err != nil {
			return answered{}, err
		}
	}
	if _, err := c.Store.Apply(record.PutHabits(list.Begun(ticked)...)); err != nil {
		return answered{}, err
	}
	return answered{said: "Set up: " + phrase.List(namesOf(list, ticked)) + ".", stays: true}, nil
}

// namesOf returns the names of the habits that are ticked, or of all.
func namesOf(list habits.List, ticked []bool) []string {
	var names []string
	for i, h := range list {
		if ticked == nil || ticked[i] {
			names = append(names, h.Name)
		}
	}
	return names
}

// starters returns which habits of the starter list words name, each by the beginning of any
// word of its name.
func starters(words string, list habits.List) ([]bool, error) {
	ticked := make([]bool, len(list))
	for _, part := range strings.Split(strings.ReplaceAll(spelling.Fold(words), " and ", ","), ",") {
		for rest := strings.Fields(part); len(rest) > 0; {
			name, n, err := starter(rest, list)
			if err != nil {
				return nil, err
			}
			ticked[slices.IndexFunc(list, func(h habits.Habit) bool { return h.Name == name })] = true
			rest = rest[n:]
		}
	}
	if !slices.Contains(ticked, true) {
		return nil, refusal.BadInput("Name at least one of them, or answer n for none")
	}
	return ticked, nil
}

// starter returns the name of the one habit of the starter list that most of the first words fit, and how
// many words that takes.
func starter(words []string, list habits.List) (name string, n int, err error) {
	for n := len(words); n > 0; n-- {
		if fits := quickadd.Fits(strings.Join(words[:n], " "), list); len(fits) == 1 {
			return fits[0].Name, n, nil
		}
	}
	if fits := quickadd.Fits(words[0], list); len(fits) > 1 {
		return "", 0, refusal.BadInput("%s fits %s", words[0], phrase.List(namesOf(fits, nil)))
	}
	return "", 0, refusal.BadInput("%s is none of them; selfcare habit new makes a habit of your own", strings.Join(words, " "))
}

// shortAnswers are what is typed for the states of quick-add.
var shortAnswers = map[string]string{"y": "yes", "n": "no", "r": "rest"}

// habitQuestion asks about a habit. What is answered is a line of quick-add that begins with
// the habit, by its ID: whatever it is called by then, the answer is about the one that was
// asked about.
func (c *checkIn) habitQuestion(h habits.Habit, s habits.Status, asked time.Time) question {
	open := s.Due && (s.State == habits.Unknown || s.State == habits.Partial)
	return question{
		key: habitKey(h.ID), text: habitAsked(h, s, open), open: open, help: habitHelp(s.Goal),
		answer: func(words string) (answered, error) {
			if s.Entry.Amount > 0 && (spelling.Fold(words) == "n" || spelling.Fold(words) == "no") {
				// No more: it would be bad to take that for a no to all of the day.
				return answered{said: h.Name + ": it stays at " + spoken(s.Entry.Amount, s.Goal.Unit) + " today."}, nil
			}
			return c.writeHabit(h, words, asked)
		},
	}
}

// writeHabit writes an answer about a habit.
func (c *checkIn) writeHabit(h habits.Habit, words string, asked time.Time) (answered, error) {
	line := quickadd.Split(words)
	if len(line.Words) > 0 && !line.Words[0].Quoted {
		if state, ok := shortAnswers[spelling.Fold(line.Words[0].Text)]; ok {
			line.Words[0].Text = state
		}
	}
	line.Words = slices.Insert(line.Words, 0, quickadd.Word{Text: string(h.ID), Quoted: true})
	gone := false
	w, err := c.Writer.Write(line, c.asOf(asked), func(all habits.List) habits.List {
		i := slices.IndexFunc(all, func(other habits.Habit) bool { return other.ID == h.ID })
		if gone = i < 0; gone {
			return nil
		}
		return all[i : i+1]
	})
	if gone {
		err = refusal.New("%s is not on the list any more", h.Name)
	}
	if err != nil {
		return answered{}, err
	}
	return answered{habitAnswered(w, c.day), w.Entry.Day != c.day}, nil
}

// moodQuestion asks how the person feels, unless that is written already.
func (c *checkIn) moodQuestion(moods journal.Moods, asked time.Time) question {
	var words []string
	for i, w := range c.Settings.MoodWords {
		words = append(words, fmt.Sprintf("%d %s", i+1, w))
	}
	text := "How do you feel? " + strings.Join(words, ", ") + "."
	if n := len(moods); n > 0 {
		moods = moods.ByClock(asked.Location())
		text = fmt.Sprintf("How do you feel now? %s is written; another may stand beside it. %s.", c.Settings.MoodWords.Of(float64(moods[n-1].Rating)), strings.Join(words, ", "))
	}
	return question{
		key: moodKey, text: text, open: len(moods) == 0,
		help: []string{
			"A mood is a number from 1 to 5, or its word.",
			"A note goes after a blank and two hyphens: 4 -- slept well. An earlier time goes after an at sign: 2 @08:10.",
		},
		answer: func(words string) (answered, error) {
			line := quickadd.Split(words)
			line.Words = slices.Insert(line.Words, 0, quickadd.Word{Text: "mood"})
			w, err := c.Writer.Write(line, c.asOf(asked), noHabits)
			if err != nil {
				return answered{}, err
			}
			m := *w.Other.Moods[0].Is
			said := fmt.Sprintf("Mood%s: %s, %d of 5", dayWords(m.Day, c.day), c.Settings.MoodWords.Of(float64(m.Rating)), m.Rating)
			return answered{noted(said, m.Note), m.Day != c.day}, nil
		},
	}
}

// noHabits keeps the names of habits out of a line that is about something else.
func noHabits(habits.List) habits.List { return nil }

// boundaryQuestion asks whether there is anything to write under a boundary, unless there was
// today. Name is what it is called here.
func (c *checkIn) boundaryQuestion(b boundary.Boundary, name string, asked time.Time) question {
	written := slices.ContainsFunc(b.Events, func(e boundary.Event) bool { return e.Day == c.day })
	return question{
		key: boundaryKey(b.ID), open: !written,
		text: name + ": " + phrase.ShortRun(b.Stats(asked), c.hours) + ". Anything to write: urge 0 to 10, slip, contact, or enter for nothing.",
		help: []string{
			"urge 7, or 7 alone, writes down an urge; 10 is the strongest.",
			"slip begins again, and what was kept stays kept; contact is one that had to be, and is no slip.",
			"A time or a day may follow: slip yesterday, urge 6 @22:30. A note goes after a blank and two hyphens: 7 -- a photo.",
		},
		answer: func(words string) (answered, error) {
			line, err := boundaryLine(words, b.ID)
			if err != nil || len(line.Words) == 0 {
				return answered{}, err
			}
			w, err := c.Writer.Write(line, c.asOf(asked), noHabits)
			if err != nil {
				return answered{}, c.discreetly(err)
			}
			e, after, err := w.Event()
			if err != nil {
				return answered{}, err
			}
			came := cmp.Or(entry.Outcome(e, after, c.Now(), c.hours), "written")
			return answered{said: noted(entry.KindNames[e.Kind]+dayWords(e.Day, c.day)+": "+came, e.Trigger+e.Note)}, nil
		},
	}
}

// boundaryLine returns an answer about a boundary as a line of quick-add; it has no words where the
// answer is that there is nothing.
func boundaryLine(answer string, id ident.ID) (quickadd.Line, error) {
	line := quickadd.Split(answer)
	first := ""
	if len(line.Words) > 0 {
		first = spelling.Fold(line.Words[0].Text)
	}
	switch {
	case first == "n" || first == "no":
		return quickadd.Line{}, nil
	case first == "urge" || first == "slip" || first == "contact":
		line.Words = line.Words[1:]
	case first != "" && strings.Trim(first, "0123456789") == "":
		first = "urge"
	default:
		return line, refusal.BadInput("Write urge and a number from 0 to 10, or slip, or contact")
	}
	line.Words = slices.Insert(line.Words, 0, quickadd.Word{Text: first}, quickadd.Word{Text: string(id), Quoted: true})
	return line, nil
}
