package cli

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/help"
	"selfcare/internal/db"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

func (p *program) undoCommand() *cobra.Command {
	cmd := p.stepCommand("undo", "Take back the last change, whoever made it", "Taken back", (*db.DB).Undo)
	cmd.Long = `Take back the last change, whoever made it. Twice takes back two, and redo does them again.

A restore is no such change: the command that it printed takes it back. What is older than a
restore is taken back only once you agree; without a terminal that needs --yes.`
	yes := cmd.Flags().Bool("yes", false, "take back what is older than a restore without asking")
	step := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := p.agreesToOlder(*yes); err != nil {
			return err
		}
		return step(cmd, args)
	}
	return cmd
}

// agreesToOlder asks whether to take back a change that is older than a restore, where that is next:
// who just restored something may mean the restore.
func (p *program) agreesToOlder(yes bool) error {
	if yes {
		return nil
	}
	store, err := p.record()
	if err != nil {
		return err
	}
	c, replaced, err := store.UndoesOlder()
	if err != nil || replaced == "" {
		return err
	}
	words, back := strings.TrimSuffix(p.changeWords(store, c), "."), p.typed("restore", replaced, "--yes")
	if !p.atTerminal() {
		return refusal.BadInput("The last change, %s, is older than the restore: %s takes back the restore, and %s that change", words, back, p.typed("undo", "--yes"))
	}
	if _, err := fmt.Fprintf(p.errOut, "The last change is older than the restore. To take back the restore: %s\n", back); err != nil {
		return err
	}
	if !p.agreed(bufio.NewReader(p.env.In), fmt.Sprintf("Take back %s?  y/N  ", words)) {
		return errNotTakenBack
	}
	return nil
}

// errNotTakenBack says that a person thought better of it.
var errNotTakenBack = &refusal.Error{Text: "Nothing was taken back."}

func (p *program) redoCommand() *cobra.Command {
	return p.stepCommand("redo", "Do again what was taken back last", "Done again", (*db.DB).Redo)
}

// stepCommand returns the command undo or redo.
func (p *program) stepCommand(name, short, said string, step func(*db.DB, string) (record.Result, error)) *cobra.Command {
	return &cobra.Command{
		Use:   name,
		Short: short,
		Args:  help.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			store, err := p.record()
			if err != nil {
				return err
			}
			r, err := step(store, "")
			if err != nil {
				return err
			}
			words := p.changeWords(store, r.Done)
			return p.acknowledge(map[string]string{"done": name, "what": words}, fmt.Sprintf("%s: %s.", said, strings.TrimSuffix(words, ".")))
		},
	}
}
