package cli

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/forget"
	"selfcare/internal/cli/help"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
)

func (p *program) purgeCommand() *cobra.Command {
	note, backups, yes := "", false, false
	cmd := &cobra.Command{
		Use:   "purge NAME | purge --note DAY [HABIT]",
		Short: "Forget a habit, a boundary or the words of a day for good",
		Long: `Forget something for good. This cannot be undone.

NAME is a habit or a boundary: it goes with all that was written under it. --note DAY forgets
the words of that day (notes of habits and moods, reflections, what was written with an urge);
with HABIT only its note. Days, amounts and moods stay.

It goes from the change log, too, and the file is written anew, so that nothing of it is left
there. Backups keep it, unless --backups takes it out of them as well. What you exported or
copied elsewhere is yours to delete.

At a terminal it asks first, unless --yes says so; without one it needs --yes.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if note != "" {
				return help.UpToOne("habit")(cmd, args)
			}
			return help.One("a habit or a boundary")(cmd, args)
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if note != "" {
				return complete.One(p.names().Habits)(cmd, args, typed)
			}
			return complete.One(p.names().Habits, p.names().Boundaries)(cmd, args, typed)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return p.purge(purge{strings.Join(args, " "), note, backups, yes})
		},
	}
	cmd.Flags().StringVar(&note, "note", "", "forget the words of `DAY`")
	complete.Flag(cmd, "note", complete.Days)
	cmd.Flags().BoolVar(&backups, "backups", false, "forget it in the backups, too")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

// errNotForgotten says that a person thought better of it.
var errNotForgotten = &refusal.Error{Text: "Nothing was forgotten."}

// purge is what to forget, and how.
type purge struct {
	name, note   string
	backups, yes bool
}

// purge forgets something, once the person agrees.
func (p *program) purge(what purge) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	if !what.yes && !p.atTerminal() {
		return refusal.BadInput("What is purged is gone for good, and there is no terminal to ask on; --yes says that it is meant")
	}
	said, err := p.pending().TakeIn(store) // what waits to be written would come after it
	p.complainAll(said)
	if err != nil {
		return err
	}
	thing, err := forget.Finder{Store: store, Open: p.open, Today: p.today()}.Find(what.name, what.note)
	if err != nil {
		return err
	}
	copies, err := store.Copies()
	if err != nil {
		return err
	}
	if !what.yes {
		if err := p.agreesToForget(&what, thing.Name, len(copies)); err != nil {
			return err
		}
	}
	answer, err := thing.Forget(store, copies, what.backups)
	if err != nil {
		return err
	}
	return p.acknowledge(answer, answer.Text(thing.Name, what.backups))
}

// agreesToForget asks whether something is to be forgotten, and whether in the copies beside it, too.
func (p *program) agreesToForget(what *purge, name string, copies int) error {
	in := bufio.NewReader(p.env.In)
	if !p.agreed(in, fmt.Sprintf("Forget %s for good? This cannot be undone.  y/N  ", name)) {
		return errNotForgotten
	}
	if !what.backups && copies > 0 {
		what.backups = p.agreed(in, fmt.Sprintf("In %s beside it, too?  y/N  ", phrase.Count(copies, "backup", "backups")))
	}
	return nil
}
