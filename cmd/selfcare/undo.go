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
			store, err := p.store()
			if err != nil {
				return err
			}
			r, err := step(store, "")
			if err != nil {
				return err
			}
			list, _ := store.Habits() // it is done, whether its name can be told or not
			words := r.Done.Words(list, p.today())
			if len(r.Done.Events) > 0 && len(r.Done.Boundaries) == 0 {
				if words, err = p.underOf(store, r.Done, words); err != nil {
					return err
				}
			}
			if p.json {
				return p.print(map[string]string{"done": name, "what": words})
			}
			return p.acknowledge(fmt.Sprintf("%s: %s.", said, strings.TrimSuffix(words, ".")))
		},
	}
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
