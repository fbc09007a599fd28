package cli

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/help"
	"selfcare/internal/cli/restore"
	"selfcare/internal/cli/secret"
	"selfcare/internal/db"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) restoreCommand() *cobra.Command {
	yes := false
	cmd := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a backup in the place of the record; what was there is kept",
		Long: `Put a backup in the place of the record.

Without FILE it is the newest good one. Where the record is damaged, what was changed since
that backup and can still be read in it comes back, too, and the answer says what could not.
What was there is kept beside it, whatever its state.

Where the record is sound it asks first, and says what would go; without a terminal it needs
--yes. The answer names the command that takes the restore back: selfcare undo does not, and
asks before it takes back a change that is older.`,
		Args:              help.UpToOne("backup"),
		ValidArgsFunction: complete.Files,
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := p.store()
			if err != nil {
				return err
			}
			ask := func(c restore.Choice) error { return p.agreesToRestore(c, args, yes) }
			var r restore.Restored
			if len(args) == 1 {
				r, err = p.restorer(store).From(args[0], ask)
			} else {
				r, err = p.restorer(store).Newest(ask)
			}
			if err != nil {
				return err
			}
			return p.acknowledge(r, r.Text())
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "replace a sound record without asking")
	return cmd
}

// restorer returns what restores backups of the record.
func (p *program) restorer(store *db.DB) restore.Restorer {
	return restore.Restorer{
		Store: store, Now: p.clock(), Today: p.today(), Typed: p.typed,
		Open: func(path string) (secret.Source, error) { return p.opener(p.asker().Known, nil).Open(path) },
	}
}

// errNotRestored says that a person thought better of it.
var errNotRestored = &refusal.Error{Text: "Nothing was replaced."}

// agreesToRestore asks whether a sound record is to be replaced, or refuses where nobody can be
// asked.
func (p *program) agreesToRestore(c restore.Choice, args []string, yes bool) error {
	if yes {
		return nil
	}
	would := c.Goes(p.today())
	if !p.atTerminal() {
		again := append(append([]string{"restore"}, args...), "--yes")
		return refusal.BadInput("The record is sound, and %s: %s replaces it all the same", would, p.typed(again...))
	}
	text := spelling.CleanLine(strings.ToUpper(would[:1])+would[1:]) + ".\nWhat is there now is kept, and one command brings it back.\n"
	if _, err := fmt.Fprint(p.errOut, text); err != nil {
		return err
	}
	if !p.agreed(bufio.NewReader(p.env.In), fmt.Sprintf("Replace the record with %s?  y/N  ", c.Backup)) {
		return errNotRestored
	}
	return nil
}
