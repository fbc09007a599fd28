package plan

import (
	"fmt"
	"slices"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// planner is a plan that is being made.
type planner struct {
	Choices
	store  bundle.Store
	change record.Change
	sum    Summary
	seen   seen

	list  habits.List
	next  int            // the position after the last
	names map[string]int // how many habits have a folded name
	keys  map[string]int // how many habits of the list have a key
	// others are the folded names of the bundle that is looked at; numbers are the last
	// that were put behind a name.
	others  map[string]bool
	numbers map[string]int
	fresh   map[ident.ID]bool // habits that this plan makes
	// found are habits of the person's own that something goes into, with where
	// that came from: the next time they are found by it, whatever they are called then.
	found map[ident.ID]string
	order []ident.ID       // habits with pages, as they came
	at    map[ident.ID]int // where habits are in the list
	// renames are how many habits could not have their names; the first are named.
	renames       int
	renameRemarks []string
	pages         map[ident.ID]*page

	bounds      boundary.List
	renamed     map[ident.ID]ident.ID
	events      map[ident.ID]boundary.Event
	moods       map[ident.ID]journal.Mood
	reflections map[ident.ID]journal.Reflection
	help        journal.HelpLines
}

// page is what a habit holds, and what is to be written over it.
type page struct {
	had, put []habits.Dated
}

// newPlanner returns a planner that has looked at what a store holds, but for the entries.
func newPlanner(s bundle.Store, c Choices) (*planner, error) {
	is, err := look(s)
	if err != nil {
		return nil, err
	}
	is.histories = map[ident.ID][]habits.Dated{}
	p := &planner{
		store: s, Choices: c, seen: is, sum: Summary{Unmapped: map[string]int{}},
		list: slices.Clone(is.habits), next: is.habits.Next(), names: map[string]int{}, keys: map[string]int{}, numbers: map[string]int{}, at: map[ident.ID]int{},
		fresh: map[ident.ID]bool{}, found: map[ident.ID]string{}, pages: map[ident.ID]*page{},
		bounds: is.boundaries, renamed: map[ident.ID]ident.ID{}, help: is.help,
		events: map[ident.ID]boundary.Event{}, moods: map[ident.ID]journal.Mood{}, reflections: map[ident.ID]journal.Reflection{},
	}
	for i, h := range p.list {
		p.count(h, 1)
		p.at[h.ID] = i
	}
	for _, b := range p.bounds {
		for _, e := range b.Events {
			p.events[e.ID] = e
		}
	}
	for _, m := range is.moods {
		p.moods[m.ID] = m
	}
	for _, r := range is.reflections {
		p.reflections[r.ID] = r
	}
	return p, nil
}

// addNotes adds what a bundle has to say of its rows.
func (p *planner) addNotes(b *bundle.Bundle) {
	switch name := b.Format.Name(); {
	case p.sum.From == "":
		p.sum.From = name
	case p.sum.From != name:
		p.sum.From += " and " + name
	}
	p.sum.Future += b.Future
	p.sum.Bad = append(p.sum.Bad, b.Bad...)
	p.sum.BadRows += b.BadRows
	p.sum.Remarks = append(p.sum.Remarks, b.Remarks...)
	for _, l := range b.Left {
		p.sum.Left = bundle.AddLeft(p.sum.Left, l)
	}
	for word, n := range b.Unmapped {
		p.sum.Unmapped[word] += n
	}
}

// rename adds a sentence on a name that is another one here.
func (p *planner) rename(format string, args ...any) {
	if p.renames++; p.renames <= bundle.MaxKinds {
		p.renameRemarks = append(p.renameRemarks, spelling.CleanLine(fmt.Sprintf(format, args...)))
	}
}

// remarkRenamed adds those sentences, and how many more there would be.
func (p *planner) remarkRenamed() {
	p.sum.Remarks = append(p.sum.Remarks, p.renameRemarks...)
	if more := p.renames - len(p.renameRemarks); more > 0 {
		p.remark("%s had to change, too.", phrase.Count(more, "other name", "other names"))
	}
}

// remark adds a sentence.
func (p *planner) remark(format string, args ...any) {
	p.sum.Remarks = append(p.sum.Remarks, spelling.CleanLine(fmt.Sprintf(format, args...)))
}

// finish makes the change whole.
func (p *planner) finish() {
	for _, id := range p.order {
		pg := p.pages[id]
		// What one file wrote, another one may have put back.
		put := slices.DeleteFunc(pg.put, func(e habits.Dated) bool {
			had, there := find(pg.had, e.Day)
			return there && had == e
		})
		p.sum.Entries += len(put)
		for _, e := range put {
			if _, there := find(pg.had, e.Day); there {
				p.sum.Replaced++
			}
		}
		if origin := p.found[id]; origin != "" && len(put) > 0 {
			p.keepOrigin(id, origin)
		}
		if len(put) > 0 {
			p.change.Days = append(p.change.Days, record.Days{Habit: id, Entries: put})
		}
	}
	if !p.change.IsEmpty() {
		p.change.Import = &record.Import{From: p.sum.From, Entries: p.sum.Entries}
	}
}
