package cli

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/help"
	"selfcare/internal/home"
	"selfcare/internal/refusal"
	"selfcare/internal/sample"
)

func (p *program) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Open the app on a year of made-up data",
		Long: `Open the app on a year of made-up data, in a temporary file. Everything works on
it, and all of it is gone when the app is left. Nothing of yours is read or changed.`,
		Args: help.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("db") {
				return refusal.BadInput("demo makes a file of its own; leave out --db")
			}
			return p.demo()
		},
	}
}

// demo opens the app on a life that nobody lived. Only the settings are the person's own.
func (p *program) demo() (err error) {
	if err := p.needsTerminal(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "selfcare-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	p.choices()
	// What the app would write beside the record goes where the record goes.
	p.live(home.Within(dir))
	p.file = filepath.Join(dir, "selfcare.db")
	store := p.open(p.file)
	records, rest := sample.Life(p.clock())
	if err := store.Seed(records); err != nil {
		return err
	}
	if _, err := store.Apply(rest); err != nil {
		return err
	}
	p.kept = "kept until you quit"
	p.notice = cmp.Or(p.problem, "A made-up year, in a temporary file. Try everything; q ends it.")
	return p.app()
}
