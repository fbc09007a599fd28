package main

import (
	"fmt"

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
			list, err := store.Habits()
			if err != nil {
				return err
			}
			words := r.Done.Words(list, p.today())
			if p.json {
				return p.print(map[string]string{"done": name, "what": words})
			}
			_, err = fmt.Fprintf(p.out, "%s: %s.\n", said, words)
			return err
		},
	}
}
