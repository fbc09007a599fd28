// Package plan lays what was read beside what a person has, and says what an import would do: one
// change of what is new, with what there is to tell of it.
package plan

import (
	"reflect"
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer/bundle"
)

// Choices say how what was read goes beside what is there.
type Choices struct {
	Today calendar.Day
	// Overwrite lets what was read take the place of what is there; otherwise what is
	// there wins.
	Overwrite bool
	// Progress hears now and then how many of the habits were looked at, and ends the
	// plan by an error; nil is nobody.
	Progress func(done, total int64) error
}

// Summary says what a plan does.
type Summary struct {
	From    string // From is what the bundles came from: Loop, or Loop and harsh.
	Made    int    // Made is how many habits are new, Matched how many are there already.
	Matched int
	Entries int // Entries is how many are written; Same how many are there already.
	Same    int
	Kept    int // Kept is how many days say something else here, and keep that.
	// Replaced is how many of the entries take the place of another one.
	Replaced int
	// Changed is how many habits that are here get the name, the goals or other words of
	// the file; Unchanged is how many keep their own, and OthersKept how many moods,
	// boundaries, events and reflections do.
	Changed, Unchanged, OthersKept int

	Moods, Boundaries, Events, Reflections, HelpLines int // that are written

	Future   int
	Unmapped map[string]int
	Bad      []bundle.Row
	BadRows  int
	Remarks  []string
	Left     []bundle.Left // Left is what there is no place for here.
}

// Plan is what an import would do. It is a value: what somebody has seen of it is what is written,
// whatever becomes of the files.
type Plan struct {
	Change  record.Change // Change is empty where all is there already.
	Summary Summary

	seen seen
}

// New makes a plan of what bundles hold and a store lacks. The bundles are used up: years of
// entries are there once.
func New(bundles []*bundle.Bundle, s bundle.Store, c Choices) (*Plan, error) {
	p, err := newPlanner(s, c)
	if err != nil {
		return nil, err
	}
	for _, b := range bundles {
		p.addNotes(b)
		if err := p.addHabits(b); err != nil {
			return nil, err
		}
		p.addBoundaries(b)
		p.addMoods(b)
		p.addReflections(b)
		p.addHelpLines(b)
	}
	p.remarkRenamed()
	p.finish()
	return &Plan{p.change, p.sum, p.seen}, nil
}

// errStale refuses a plan that was laid beside something else than what is there.
var errStale = refusal.New("What is here has changed since the file was looked at, and nothing was imported; look at it once more")

// Check refuses a plan if something was written since to what it was laid beside: what wins would
// have to be found out anew. Progress is as in [Choices].
func (p *Plan) Check(s bundle.Store, progress func(done, total int64) error) error {
	is, err := look(s)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(is, p.seen.withoutHistories()) {
		return errStale
	}
	done := int64(0)
	for id, was := range p.seen.histories {
		if progress != nil && done%1024 == 0 {
			if err := progress(done, int64(len(p.seen.histories))); err != nil {
				return err
			}
		}
		done++
		history, err := s.History(id, calendar.FirstDay)
		if err != nil {
			return err
		}
		if !slices.Equal(history.All(), was) {
			return errStale
		}
	}
	return nil
}

// seen is what of a store a plan was laid beside.
type seen struct {
	habits      habits.List
	boundaries  boundary.List
	moods       journal.Moods
	reflections []journal.Reflection
	help        journal.HelpLines
	histories   map[ident.ID][]habits.Dated // of the habits that something goes into
}

// withoutHistories returns what look sees.
func (s seen) withoutHistories() seen {
	s.histories = nil
	return s
}

// look reads what a store holds, but for the entries.
func look(s bundle.Store) (is seen, err error) {
	if is.habits, err = s.Habits(); err != nil {
		return is, err
	}
	if is.boundaries, err = s.Boundaries(); err != nil {
		return is, err
	}
	if is.moods, err = s.Moods(); err != nil {
		return is, err
	}
	if is.reflections, err = s.Reflections(); err != nil {
		return is, err
	}
	is.help, err = s.HelpLines()
	return is, err
}
