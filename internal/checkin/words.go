package checkin

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/entry"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// What is said to those who listen: whole words in place of signs, and no sign that would be
// read out by its name.

// stateWords are the states of a day.
var stateWords = map[habits.State]string{
	habits.Unknown: "not yet", habits.No: "not today", habits.Yes: "kept", habits.Skip: "rest", habits.Partial: "partly", habits.Filled: "not needed today",
}

// habitAsked returns the question about a habit: its name, its goal, and where it stands.
func habitAsked(h habits.Habit, s habits.Status, open bool) string {
	counts := s.Goal.Measure.Counts()
	goal := h.Name
	if !counts || s.Sum <= 0 { // else the goal is in how far it is
		goal += ", " + goalWords(s.Goal)
	}
	switch {
	case open:
		return goal + after(": ", standsAt(s)) + ". " + asked(s)
	case counts && s.State != habits.Skip:
		return goal + after(": ", standsAt(s)) + ", " + stateWords[s.State] + ". Enter leaves it so; an amount adds to it."
	}
	return goal + ": " + stateWords[s.State] + ". Enter leaves it so."
}

// standsAt returns where a habit stands; nothing where its goal says all.
func standsAt(s habits.Status) string {
	g := s.Goal
	switch {
	case g.Measure == habits.AtMost && s.Sum == 0:
		return ""
	case g.Measure.Counts() && s.Sum > 0:
		return sumWords(s, spoken(g.Target, g.Unit))
	case g.Schedule.Rolls() && s.Count > 0:
		return fmt.Sprintf("%d so far", s.Count)
	case !g.Schedule.Rolls() && !g.Measure.Counts():
		return ""
	}
	return "not yet"
}

// asked returns what is asked about a habit, by how it is measured.
func asked(s habits.Status) string {
	g, more := s.Goal, ""
	if g.Measure == habits.AtLeast && s.Sum > 0 {
		more = " more"
	}
	switch {
	case !g.Measure.Counts() && g.Schedule.Rolls():
		return "Done today?"
	case !g.Measure.Counts():
		return "Done?"
	case g.Unit == "":
		return "How many" + more + " today?"
	}
	return "How much" + more + " today?"
}

// after returns text behind what leads to it, or nothing where there is no text.
func after(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}

// goalWords returns a goal: 3 times in 7 days; 10 minutes a day; at most 2 cups a day.
func goalWords(g habits.Goal) string {
	switch g.Measure {
	case habits.AtLeast:
		return spoken(g.Target, g.Unit) + " " + oftenWords(g)
	case habits.AtMost:
		return "at most " + spoken(g.Target, g.Unit) + " " + oftenWords(g)
	}
	return oftenWords(g)
}

// oftenWords returns how often a goal is to be met: on Monday and Friday, every day, 3 times in 7 days.
func oftenWords(g habits.Goal) string {
	s := g.Schedule
	switch {
	case s.Weekdays != 0:
		return "on " + weekdayWords(s.Weekdays)
	case s.Tracks():
		return "whenever you like"
	case g.Measure == habits.Check && s == habits.Daily:
		return "every day"
	case s == habits.Daily:
		return "a day"
	case g.Measure == habits.Check:
		return timesWords(s.Times) + " in " + strconv.Itoa(s.Days) + " days"
	}
	return "in " + strconv.Itoa(s.Days) + " days"
}

// timesWords returns a number of times: once, twice, 3 times.
func timesWords(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// weekdayWords returns weekdays by their names, Monday first.
func weekdayWords(ws habits.Weekdays) string {
	var names []string
	for i := range 7 {
		if w := time.Weekday((i + 1) % 7); ws.Has(w) {
			names = append(names, w.String())
		}
	}
	return phrase.List(names)
}

// sumWords returns how far an amount is: 85 of 120 minutes in 7 days.
func sumWords(s habits.Status, target string) string {
	text := s.Sum.Number(s.Goal.Unit) + " of "
	if s.Goal.Measure == habits.AtMost {
		text += "at most "
	}
	return text + target + entry.Window(s.Goal)
}

// timeWords are the units of time in full.
var timeWords = map[quantity.Unit]string{quantity.Hours: "hour", quantity.Minutes: "minute", quantity.Seconds: "second"}

// spoken returns an amount with its unit in full: 7.5 hours, 1 minute, 8 glasses.
func spoken(a quantity.Amount, u quantity.Unit) string {
	word, isTime := timeWords[u]
	if !isTime {
		return a.Text(u)
	}
	if a != u.One() {
		word += "s"
	}
	return a.Number(u) + " " + word
}

// dayWords returns a day that is not today, with a blank before it.
func dayWords(d, today calendar.Day) string {
	switch today - d {
	case 0:
		return ""
	case 1:
		return " yesterday"
	}
	return " on " + d.Words(today)
}

// habitAnswered returns what an answer about a habit came to: Outdoors: 30 minutes more, 115 of 120
// in 7 days, partly.
func habitAnswered(w entry.Written, today calendar.Day) string {
	what := editWords(w.Edit, w.After.Goal, today)
	switch {
	case w.Edit.Mark != habits.Add:
	case w.Edit.Amount == 0:
		what = "nothing to add"
	case w.After.Entry.Amount != w.Edit.Amount:
		what += " more"
	}
	return noted(w.Entry.Habit.Name+dayWords(w.Entry.Day, today)+": "+what+progressWords(w), w.Entry.Note)
}

// progressWords returns how far a habit is after an answer, with a comma before it, where that is
// news.
func progressWords(w entry.Written) string {
	s := w.After
	counts := s.Goal.Measure.Counts()
	switch {
	case w.Edit.State == habits.Skip || w.Entry.State == habits.No && s.State == habits.No:
		return ""
	case counts && !s.Goal.Schedule.Tracks():
		words := ", " + sumWords(s, s.Goal.Target.Number(s.Goal.Unit))
		if s.State == habits.Yes || s.State == habits.Partial {
			words += ", " + stateWords[s.State]
		}
		return words
	case !counts && s.Goal.Schedule.Rolls():
		return fmt.Sprintf(", %d of %d%s", s.Count, s.Goal.Schedule.Times, entry.Window(s.Goal))
	}
	return ""
}

// editWords returns what an edit does: 30 minutes, kept, rest.
func editWords(e habits.Edit, g habits.Goal, today calendar.Day) string {
	switch {
	case e.Mark == habits.Leave:
		return "a note"
	case e.Mark == habits.Add && e.Amount < 0:
		return spoken(-e.Amount, g.Unit) + " less"
	case saysNo(e, g) && e.Day != today:
		return "not that day"
	case saysNo(e, g):
		return stateWords[habits.No]
	case e.Mark == habits.Add, e.State == habits.Measured:
		return spoken(e.Amount, g.Unit)
	case e.State == habits.Unknown:
		return "nothing written"
	}
	return stateWords[e.State]
}

// saysNo reports whether an edit says that nothing was done, in words or as none of an amount.
func saysNo(e habits.Edit, g habits.Goal) bool {
	isNone := e.Mark == habits.Set && e.State == habits.Measured && e.Amount == 0
	return e.State == habits.No || isNone && g.Measure == habits.AtLeast
}

// noted ends what is said of an answer.
func noted(said, note string) string {
	if note != "" {
		said += ", with a note"
	}
	return said + "."
}

// changeWords returns a change in a few words, as it was told when it was answered. It is done,
// whether its names can be told or not.
func (c *checkIn) changeWords(done record.Change) string {
	if len(done.Edits) == 1 && len(done.Habits) == 0 && done.Import == nil {
		list, _ := c.Store.Habits()
		e := done.Edits[0]
		for _, h := range list {
			if h.ID == e.Habit {
				return h.Name + dayWords(e.Day, c.day) + ", " + editWords(e, h.GoalOn(e.Day), c.day)
			}
		}
	}
	words := entry.ChangeWords(c.Store, done, c.hours.DayOf(c.Now()))
	if len(done.Boundaries)+len(done.Events) == 0 {
		return words
	}
	words, err := c.discreet(words)
	if err != nil { // nobody knows which words are names
		return "what was written of a boundary"
	}
	return words
}

// boundaryName returns what the ith of the boundaries that are kept is called: by its own name only
// where the person has chosen that for Today.
func (c *checkIn) boundaryName(all boundary.List, i int) string {
	switch open := all.Open(); {
	case c.Settings.TodayBoundary == "name":
		return open[i].Name
	case len(open) == 1:
		return "Your boundary"
	}
	return "Boundary " + strconv.Itoa(i+1)
}

// discreet returns words about boundaries without the names that are not to be said.
func (c *checkIn) discreet(words string) (string, error) {
	if c.Settings.TodayBoundary == "name" {
		return words, nil
	}
	all, err := c.Store.Boundaries()
	if err != nil {
		return "", err
	}
	type called struct{ name, by string }
	var names []called
	for i, b := range all {
		by := "A boundary"
		if b.Ended == nil {
			by = c.boundaryName(all, i)
		}
		names = append(names, called{b.Name, by})
	}
	// A name may begin another one.
	slices.SortStableFunc(names, func(a, b called) int { return len(b.name) - len(a.name) })
	for _, n := range names {
		whole := regexp.MustCompile(`(^|[^\pL\pN])` + regexp.QuoteMeta(n.name) + `($|[^\pL\pN])`)
		words = whole.ReplaceAllString(words, "${1}"+n.by+"${2}")
	}
	return words, nil
}

// discreetly returns a refusal without the names that are not to be said.
func (c *checkIn) discreetly(err error) error {
	r := refusal.As(err)
	if r == nil || r.Cause != nil {
		return err
	}
	words, failed := c.discreet(r.Text)
	if failed != nil {
		return failed
	}
	return &refusal.Error{Text: words, Unfit: r.Unfit}
}

// habitHelp returns what can be answered about a habit with a goal.
func habitHelp(g habits.Goal) []string {
	const note = "A note goes after a blank and two hyphens: yes -- by the lake. A note alone is a yes."
	const states = "y or yes is done, n or no is not today, r or rest is a rest day."
	switch {
	case !g.Measure.Counts():
		return []string{states, "A day may follow: yes yesterday, or no saturday.", note}
	case g.Measure == habits.AtMost:
		return []string{
			"A number is how much it was, and adds to the day; 0 or n is none, set:2 replaces what is there, r or rest is a rest day.",
			"A day may follow: 1 yesterday, or 0 saturday.", "A note goes after a blank and two hyphens: 1 -- with Sam.",
		}
	case g.Unit.IsTime():
		return []string{
			"An amount is written 30m, 7.5h or 1h30, and adds to the day; set:30m replaces what is there.",
			"y is all that is missing, n is none or no more, r is a rest day.",
			"A day may follow: 30m yesterday, or 20m saturday.", note,
		}
	}
	return []string{
		"A number is how much it was, and adds to the day; set:8 replaces what is there.",
		"y is all that is missing, n is none or no more, r is a rest day.",
		"A day may follow: 3 yesterday, or 2 saturday.", note,
	}
}
