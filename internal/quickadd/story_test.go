package quickadd

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
)

// today is the day on which the lines are written: a Sunday.
var today = calendar.DateOf(2026, time.November, 22)

// check, atLeast and atMost make habits; their ID is their name.
func check(name string) habits.Habit {
	return habits.Habit{
		ID: ident.ID(name), Name: name, Created: today - 100,
		Goals: []habits.Goal{{From: today - 100, Schedule: habits.Daily}},
	}
}

func counts(m habits.Measure, name string, target float64, u quantity.Unit, schedule string) habits.Habit {
	h := check(name)
	a, err := quantity.AmountOf(target, u)
	if err != nil {
		panic(err)
	}
	s, err := habits.ParseSchedule(schedule)
	if err != nil {
		panic(err)
	}
	h.Goals[0] = habits.Goal{From: today - 100, Measure: m, Target: a, Unit: u, Schedule: s}
	return h
}

func atLeast(name string, target float64, u quantity.Unit, schedule string) habits.Habit {
	return counts(habits.AtLeast, name, target, u, schedule)
}

func atMost(name string, target float64, u quantity.Unit) habits.Habit {
	return counts(habits.AtMost, name, target, u, "daily")
}

// list is the habits of most lines.
var list = habits.List{
	atLeast("Sleep", 7.5, quantity.Hours, "daily"),
	atLeast("Walk", 30, quantity.Minutes, "daily"),
	check("Walk 10k"),
	atLeast("Outdoors", 120, quantity.Minutes, "weekly"),
	check("Meditation"),
	check("No alcohol"),
	check("Sun salutation"),
	atLeast("8 glasses", 8, "glasses", "daily"),
	check("Skip rope"),
	check("Contact with friends"),
	atLeast("Swim", 500, "m", "weekly"),
	atLeast("Push-ups", 20, "", "daily"),
	atMost("Coffee", 2, "cups"),
	atLeast("Cold shower", 90, quantity.Seconds, "daily"),
}

// said is what an entry says, in words: the habit or the kind, the boundary, the
// date, the time, then the state, the rating or the amount, and the note.
func said(e Entry) string {
	words := []string{e.Kind}
	if e.Kind == "" {
		words[0] = e.Habit.Name + ":"
	}
	if e.Boundary != "" {
		words = append(words, "of <"+e.Boundary+">")
	}
	words = append(words, e.Day.Ago(today))
	if e.Clock != nil {
		words = append(words, fmt.Sprintf("at %02d:%02d", *e.Clock/60, *e.Clock%60))
	}
	switch {
	case e.Rating != nil:
		words = append(words, fmt.Sprint(*e.Rating))
	case e.State == habits.Measured:
		sign := "+"
		if e.Replaces {
			sign = "="
		}
		words = append(words, sign, e.Amount.Text(e.Habit.GoalOn(e.Day).Unit))
	case e.State != habits.Unknown:
		words = append(words, e.State.String())
	}
	if e.Note != "" {
		words = append(words, "--", e.Note)
	}
	return strings.Join(words, " ")
}

// lines maps lines to what they say.
type lines map[string]string

// say checks what lines say, where the given habits can be named.
func (ls lines) say(t *testing.T, list habits.List) {
	t.Helper()
	for line, want := range ls {
		e, err := parse(Split(line), list, today)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		} else if got := said(e); got != want {
			t.Errorf("%s\n says %s\n want %s", line, got, want)
		}
	}
}

// areRefused checks that lines are refused, each with a sentence that holds some
// words.
func (ls lines) areRefused(t *testing.T, list habits.List) {
	t.Helper()
	for line, why := range ls {
		e, err := parse(Split(line), list, today)
		switch {
		case err == nil:
			t.Errorf("%s: says %s, but want %q", line, said(e), why)
		case refusal.As(err) == nil:
			t.Errorf("%s: %v is no refusal", line, err)
		case !strings.Contains(err.Error(), why):
			t.Errorf("%s: says %q, want %q in it", line, err, why)
		case !strings.HasSuffix(err.Error(), "."):
			t.Errorf("%s: %q has no full stop", line, err)
		}
	}
}

// parse reads a line with the words that there are unless a person has others.
func parse(line Line, list habits.List, today calendar.Day) (Entry, error) {
	return Grammar{Moods: journal.DefaultMoodWords}.Parse(line, list, today)
}
