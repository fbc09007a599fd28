package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/importer"
	"selfcare/internal/cli/secret"
	"selfcare/internal/db"
	"selfcare/internal/entry"
	"selfcare/internal/home"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer"
)

func (p *program) importCommand() *cobra.Command {
	from, dryRun, overwrite := "auto", false, false
	var words []string
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Bring your history from Loop, harsh, Daylio, CSV or an export",
		Long: `Bring your history from another program, or from another computer.

  selfcare import "Loop Habits CSV 2026-11-22.zip"
  selfcare import "Loop Habits Backup 2026-11-22 090000.db"
  selfcare import ~/.config/harsh
  selfcare import daylio_export_2026_11_22.csv --map "okay-ish=3"
  selfcare import sheet.csv          (date,habit,value,note)
  selfcare import selfcare.json      (selfcare export)

The files are only read. What is here already stays as it is, and importing twice
changes nothing; --overwrite lets the file replace it. Rows that can't be read are
skipped and reported with their line number, and the rest goes in. Anything else of a
file that isn't imported is reported, too. One undo takes all entries back.

A CSV file may separate its cells with commas, semicolons or tabs. With semicolons a
number may have a decimal comma. 7:30 is 7 h 30 min of a habit that counts time.

Use - to read standard input.`,
		ValidArgsFunction: complete.Files,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return refusal.BadInput("%s needs a file or a folder, or - for standard input", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			options, err := importer.ReadOptions(from, words, p.today(), p.here())
			if err != nil {
				return err
			}
			return p.importFiles(importer.Import{
				Config: p.config, Files: args, Options: options, Choices: transfer.Choices{Today: p.today(), Overwrite: overwrite}, DryRun: dryRun,
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", from, "the `FORMAT`: auto, selfcare, loop, harsh, daylio or csv")
	complete.Flag(cmd, "from", importer.FormatNames)
	flags.BoolVar(&dryRun, "dry-run", false, "say what would happen, and write nothing")
	flags.StringArrayVar(&words, "map", nil, "what a mood of Daylio's is, 1 to 5: `WORD=3`")
	flags.BoolVar(&overwrite, "overwrite", false, "let what is read take the place of what is here")
	return cmd
}

// importFiles imports, and prints what came of it.
func (p *program) importFiles(i importer.Import) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	for n := range i.Files {
		if i.Files[n], err = home.Expand(i.Files[n]); err != nil {
			return err
		}
	}
	if len(i.Files) == 1 {
		if is, err := p.importWaiting(store, i.Files[0], i.DryRun); is {
			return err
		}
	}
	ctx, stop := p.env.Signals.Context()
	defer stop()
	i.Store, i.Meter = store, p.meter(ctx)
	i.Open = func(file string, tell func() error) (secret.Source, error) {
		return p.opener(p.asker().Known, tell).Open(file)
	}
	is, err := i.Run()
	i.Meter.Clear()
	if err != nil {
		return err
	}
	return p.printImport(is.Summary, !is.Change.IsEmpty(), i.DryRun)
}

// replaces is how the shell replaces what is here.
const replaces = "; --overwrite replaces it"

// printImport prints what was done on stdout, and what was left out on stderr. Where rows were left
// out because they could not be read, the exit status is 1.
func (p *program) printImport(sum transfer.Summary, wrote, dryRun bool) error {
	if p.json {
		if err := p.print(importer.DocumentOf(sum, dryRun)); err != nil {
			return err
		}
	} else {
		lines := importer.Lines(sum, dryRun, replaces)
		if wrote && !dryRun {
			lines = append(lines, "selfcare undo takes it back.")
		}
		for _, line := range lines {
			if _, err := fmt.Fprintln(p.out, line); err != nil {
				return err
			}
		}
	}
	for _, line := range importer.LeftOut(sum, true) {
		p.complain(line)
	}
	if sum.BadRows > 0 {
		return saidError{errors.New("some rows were left out")}
	}
	return nil
}

// importWaiting writes changes that wait in a file, and prints what came of it. It reports whether
// the file is one of those.
func (p *program) importWaiting(store *db.DB, path string, dryRun bool) (is bool, err error) {
	done, is, err := p.pending().Import(store, path, dryRun)
	if !is || err != nil {
		return is, err
	}
	for _, sentence := range done.Refused {
		p.complain(sentence)
	}
	if p.json {
		err = p.print(map[string]any{"pending": done.Waited, "written": done.Written})
	} else {
		err = entry.Acknowledge(p.out, done.Text(dryRun))
	}
	if err == nil && len(done.Refused) > 0 {
		err = saidError{errors.New("some changes were refused")}
	}
	return true, err
}
