package main

import (
	"fmt"
	"strings"

	"selfcare/internal/db"
	"selfcare/internal/habits"

	"github.com/spf13/cobra"
)

func (p *program) undoCommand() *cobra.Command {
	return p.stepCommand("undo", "Take back the last change, whoever made it", "Taken back", (*db.DB).Undo)
}

func (p *program) redoCommand() *cobra.Command {
	return p.stepCommand("redo", "Do again what was taken back last", "Done again", (*db.DB).Redo)
}

// stepCommand is undo or redo.
func (p *program) stepCommand(name, short, said string, step func(*db.DB, string) (habits.Receipt, error)) *cobra.Command {
	return &cobra.Command{
		Use:   name,
		Short: short,
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			store, err := p.record()
			if err != nil {
				return err
			}
			r, err := step(store, "")
			if err != nil {
				return err
			}
			words, err := p.changeWords(store, r.Done)
			if err != nil {
				return err
			}
			if p.json {
				return p.print(map[string]string{"done": name, "what": words})
			}
			return p.acknowledge(fmt.Sprintf("%s: %s.", said, strings.TrimSuffix(words, ".")))
		},
	}
}

// changeWords is a change that was done, in a few words.
func (p *program) changeWords(store *db.DB, c habits.Change) (string, error) {
	list, _ := store.Habits() // it is done, whether its name can be told or not
	words := c.Words(list, p.today())
	if len(c.Events) > 0 && len(c.Boundaries) == 0 {
		return p.underOf(store, c, words)
	}
	return words, nil
}

// underOf is words about an event with the boundary that it belongs to, where there is
// more than one.
func (p *program) underOf(store *db.DB, c habits.Change, words string) (string, error) {
	all, err := store.Boundaries()
	if err != nil || len(all.Open()) < 2 {
		return words, err
	}
	e := c.Events[len(c.Events)-1]
	about := e.Is
	if about == nil {
		about = e.Was
	}
	if b := all.Find(about.Boundary); b != nil {
		words += ", under " + b.Name
	}
	return words, nil
}
