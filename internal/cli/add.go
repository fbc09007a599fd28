package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/document"
	"selfcare/internal/cli/help"
	"selfcare/internal/db"
	"selfcare/internal/entry"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/spelling"
)

func (p *program) addCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "add WORDS...",
		Short: "Write one entry in words: sleep 7.5h, walk 30m yesterday",
		Long: `Write one entry in words.

  selfcare add sleep 7.5h
  selfcare add walk 30m yesterday -- park, with Sam
  selfcare add meditation
  selfcare add outdoors skip
  selfcare add mood 4 -- slept well
  selfcare add urge 7 -- saw a photo

A habit's name comes first; then an amount (30m, 1h30, 8 glasses, set:30m), a
date (yesterday, -2d, sat, 20 nov, 2026-11-22) and a state (yes, no, skip), in any
order; a note after --. mood takes 1 to 5 or its words. urge (0 to 10), slip and
contact belong to the only boundary that is kept, or to the one that is named right
after them: slip "No contact" yesterday. All four may have a time, @22:30.

With - or without words, lines are read from standard input, one entry each.`,
		// Its words are its own: -2d is a date and -- opens the note.
		DisableFlagParsing: true,
		ValidArgsFunction:  p.completeAdd,
		RunE: func(cmd *cobra.Command, args []string) error {
			words, err := p.leadingFlags(cmd, args)
			if err != nil || words == nil {
				return err
			}
			return p.add(words)
		},
	}
}

// add writes the words as one entry, or the lines of standard input as many.
func (p *program) add(words []string) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	if len(words) > 1 || len(words) == 1 && words[0] != "-" {
		said, err := p.addLine(store, quickadd.Args(words))
		if err != nil {
			return cmp.Or(help.FlagAmong(words), err)
		}
		return entry.Acknowledge(p.out, said)
	}
	if len(words) == 0 && p.atTerminal() {
		if _, err := fmt.Fprint(p.errOut, "add  "); err != nil {
			return err
		}
	}
	return p.addLines(store, len(words) == 0 && p.atTerminal())
}

// addLines writes a line of input as one entry each. An answer is printed only
// when its entry is on disk, at once: it is an acknowledgement. Once reads a
// single line.
func (p *program) addLines(store *db.DB, once bool) error {
	in := entry.NewLines(p.env.In)
	bad := false
	for n, end := 1, false; !end; n++ {
		var line, answer string
		var err error
		line, end, err = in.Next()
		if err == nil && strings.TrimSpace(spelling.CleanLine(line)) != "" {
			answer, err = p.addLine(store, quickadd.Split(spelling.CleanLine(line)))
		}
		if err != nil {
			bad = true
			p.complain(fmt.Sprintf("line %d: %s", n, phrase.Sentence(err)))
		}
		if answer != "" {
			if err := entry.Acknowledge(p.out, answer); err != nil {
				return err
			}
		}
		end = end || once
	}
	if bad {
		return saidError{errors.New("some lines were not written")}
	}
	return nil
}

// addLine writes one entry, and returns what was understood.
func (p *program) addLine(store *db.DB, line quickadd.Line) (string, error) {
	w, err := p.writer(store).Write(line, p.clock(), func(all habits.List) habits.List { return all })
	switch {
	case err != nil:
		return "", err
	case w.Other != nil && len(w.Other.Moods) > 0:
		m := *w.Other.Moods[0].Is
		return p.lineOf(p.maker().Mood(m), p.printer().Mood(m))
	case w.Other != nil:
		return p.addedEvent(w)
	}
	return p.lineOf(document.AddedOf(w), p.printer().Entry(w))
}

// addedEvent says what was understood of an event under a boundary.
func (p *program) addedEvent(w entry.Written) (string, error) {
	e, b, err := w.Event()
	if err != nil {
		return "", err
	}
	return p.lineOf(document.AddedEvent{Event: p.maker().Event(e), Keeping: p.maker().Boundary(b)}, p.printer().Event(e, b))
}

// lineOf returns an answer on one line: JSON, or words.
func (p *program) lineOf(v any, words string) (string, error) {
	if p.json {
		return document.Line(v)
	}
	return words, nil
}
