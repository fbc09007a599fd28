package ui

import (
	"slices"
	"time"

	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/ui/page"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
)

// summedMsg is the fact that summaries were made.
type summedMsg struct {
	today     calendar.Day
	summaries map[ident.ID]page.Summary
	all       bool
	err       error
}

// sum asks for the summaries of some habits, or of all where none is named. One
// command is under way at a time; what is asked for meanwhile is asked again after.
func (s *session) sum(ids ...ident.ID) tea.Cmd {
	if s.summing {
		s.sumNext = append(s.sumNext, ids...)
		s.sumAll = s.sumAll || len(ids) == 0
		return nil
	}
	s.summing = true
	store, today, p := s.opts.Store, s.Today, s.Preferences()
	return func() tea.Msg {
		m := summedMsg{today: today, summaries: map[ident.ID]page.Summary{}, all: len(ids) == 0}
		look := func(r record.Row) error {
			m.summaries[r.Habit.ID] = page.Summarise(r, today, p)
			return nil
		}
		if m.all {
			m.err = store.Each(look)
			return m
		}
		for _, id := range ids {
			if r, err := store.Record(string(id)); err == nil {
				_ = look(r)
			}
		}
		return m
	}
}

// sumAfter is how long the first summaries wait: the first frame, and the first key,
// go before them.
const sumAfter = 150 * time.Millisecond

// sumMsg says that the first frame is out.
type sumMsg struct{}

// sumSoon asks for all summaries once the first frame is out.
func (s *session) sumSoon() tea.Cmd {
	if s.Frozen {
		return s.sum()
	}
	return s.After(sumAfter, sumMsg{})
}

// summed takes summaries, and asks for those that were wanted meanwhile.
func (s *session) summed(msg summedMsg) tea.Cmd {
	s.summing = false
	switch {
	case msg.err != nil || msg.today != s.Today: // the next book, or day, asks again
	case msg.all:
		s.Summaries = msg.summaries
	default:
		for id, sum := range msg.summaries {
			s.Summaries[id] = sum
		}
	}
	switch {
	case s.sumAll || msg.today != s.Today:
		s.sumAll, s.sumNext = false, nil
		return s.sum()
	case len(s.sumNext) > 0:
		ids := slices.Compact(slices.Sorted(slices.Values(s.sumNext)))
		s.sumNext = nil
		return s.sum(ids...)
	}
	return nil
}

// outdated are habits whose summaries are wrong.
type outdated struct {
	all bool
	ids []ident.ID
}

// add adds those that a change is about. Days of an import are not in it.
func (o *outdated) add(c record.Change) {
	o.all = o.all || c.Import != nil || c.IsEmpty()
	o.ids = append(o.ids, touched(c)...)
}

// outdate notes what a new book makes wrong: what the changes since are about, where they are
// all known.
func (s *session) outdate(book *record.Book) {
	switch was := s.Book; {
	case book.Stamp == was.Stamp:
	case book.Seq > was.Seq && book.Seq-was.Seq == uint64(len(book.News)):
		for _, c := range book.News {
			s.outdated.add(c)
		}
	default:
		s.outdated.all = true
	}
}

// sumOutdated asks for the summaries that are wrong.
func (s *session) sumOutdated() tea.Cmd {
	o := s.outdated
	s.outdated = outdated{}
	switch {
	case o.all:
		return s.sum()
	case len(o.ids) > 0:
		return s.sum(o.ids...)
	}
	return nil
}

// touched are the habits that a change is about.
func touched(c record.Change) []ident.ID {
	var ids []ident.ID
	for _, e := range c.Edits {
		ids = append(ids, e.Habit)
	}
	for _, e := range c.Habits {
		ids = append(ids, e.Is.ID)
	}
	return ids
}
