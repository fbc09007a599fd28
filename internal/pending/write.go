package pending

import (
	"fmt"
	"slices"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/ui"
)

// Store is the record that changes wait for.
type Store interface {
	Habits() (habits.List, error)
	// Wrote says which of some changes are in the record already, by their tokens.
	Wrote(tokens ...string) (map[string]bool, error)
	Apply(record.Change) (record.Result, error)
	UndoAsOf(token, seen string) (record.Result, error)
	RedoAsOf(token, seen string) (record.Result, error)
}

// Outcome is what became of changes that waited.
type Outcome struct {
	Waited  int      // how many there were
	Written int      // with a dry run, how many would be
	There   int      // how many were there already
	Refused []string // a sentence each
}

// Text says what became of them; with a dry run, what would.
func (o Outcome) Text(dryRun bool) string {
	said := "Written"
	if dryRun {
		said = "To be written"
	}
	text := fmt.Sprintf("%s: %s that could not be saved before", said, phrase.Count(o.Written, "change", "changes"))
	if o.There > 0 {
		text += fmt.Sprintf("; %d were here already", o.There)
	}
	return text + "."
}

// write writes changes that waited, unless they are there already; dryRun only counts them. Those that
// are refused by now are reported.
func (q Queue) write(store Store, changes []ui.Unsaved, dryRun bool) (done Outcome, err error) {
	changes = slices.Clone(changes)
	done.Waited = len(changes)
	if done.There, err = alreadyThere(store, changes); err != nil {
		return done, err
	}
	if dryRun {
		done.Written = len(changes) - done.There
		return done, nil
	}
	list, err := store.Habits()
	if err != nil {
		return done, err
	}
	for i := done.There; i < len(changes); i++ {
		c := changes[i]
		r, err := writeOne(store, c)
		if err == nil {
			done.Written++
			continue
		}
		if no := refusal.As(err); no == nil || no.Cause != nil {
			return done, err
		}
		done.Refused = append(done.Refused, q.refused(c, r, list, err))
		for j := range changes[i+1:] {
			later := &changes[i+1+j]
			later.AsOf = ui.Without(later.AsOf, c.Token, c.AsOf)
		}
	}
	return done, nil
}

// alreadyThere returns how many of the changes the record has. They are written in order, so that
// all before one that is there were, too: those of which the log says nothing, and those that a
// later one took in.
func alreadyThere(store Store, changes []ui.Unsaved) (int, error) {
	var tokens []string
	for _, c := range changes {
		tokens = append(tokens, c.Token)
	}
	there, err := store.Wrote(tokens...)
	if err != nil {
		return 0, err
	}
	for i, c := range slices.Backward(changes) {
		if there[c.Token] {
			return i + 1, nil
		}
	}
	return 0, nil
}

// refused returns what there is to say of a change that was refused; r is what came of it.
func (q Queue) refused(c ui.Unsaved, r record.Result, list habits.List, err error) string {
	switch {
	case c.Step == "":
		return "Not written, from last time: " + phrase.Refused(c.Change, list, q.Today, err)
	case r.Done.IsEmpty():
		return phrase.Sentence(err)
	}
	return phrase.Refused(r.Done, list, q.Today, err)
}

// writeOne does what was not done.
func writeOne(store Store, w ui.Unsaved) (record.Result, error) {
	switch w.Step {
	case "undo":
		return store.UndoAsOf(w.Token, w.AsOf)
	case "redo":
		return store.RedoAsOf(w.Token, w.AsOf)
	}
	return store.Apply(w.Change)
}
