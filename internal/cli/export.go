package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/exporter"
	"selfcare/internal/cli/help"
	"selfcare/internal/cli/secret"
	"selfcare/internal/db"
	"selfcare/internal/home"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

func (p *program) exportCommand() *cobra.Command {
	format, file, encrypt := "", "", false
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write everything out: json (lossless), csv (entries), md (diary)",
		Long: `Write everything out.

  selfcare export -o selfcare.json    all there is; import brings it back
  selfcare export -o days.csv         date,habit,value,note for a spreadsheet
  selfcare export -o diary.md         a diary by month, for printing

Without -o it goes to standard output. A file is replaced whole or not at all, and can be
read by you alone. Where no format is named, the ending of the file tells: json, csv or md,
and json where it has none. --encrypt asks for a passphrase; import asks for it again, and
the age tool opens it, too.`,
		Args: help.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			path, err := home.Expand(file)
			if err != nil {
				return err
			}
			return p.export(export{exporter.Target{Named: format, File: path}, "", encrypt})
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "the `FORMAT`: json, csv or md")
	cmd.Flags().StringVarP(&file, "output", "o", file, "the `FILE` to write")
	complete.Flag(cmd, "format", complete.Just(exporter.Formats...))
	complete.FileFlag(cmd, "output")
	cmd.Flags().BoolVar(&encrypt, "encrypt", false, "encrypt it with a passphrase, as age does")
	return cmd
}

// export is what to write, and where.
type export struct {
	exporter.Target
	format  string // the one that is written
	encrypt bool
}

// export writes everything in a format, to a file or to standard output.
func (p *program) export(e export) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	if err := p.checkExport(store, &e); err != nil {
		return err
	}
	passphrase := ""
	if e.encrypt {
		if passphrase, err = p.asker().New(); err != nil {
			return err
		}
	}
	own, err := p.config.Exported()
	if err != nil {
		p.complain(err.Error())
	}
	out, err := p.everything(store, e.format, own)
	if err != nil {
		return err
	}
	if e.encrypt {
		if out, err = secret.Encrypt(out, passphrase, p.env.WorkFactor); err != nil {
			return err
		}
	}
	if e.IsStandardOutput() {
		_, err := p.env.Out.Write(out)
		return err
	}
	if err := home.WriteFile(e.File, out); err != nil {
		return err
	}
	return p.acknowledge(
		map[string]any{"file": e.File, "format": e.format, "bytes": len(out)},
		fmt.Sprintf("Written to %s (%s).", spelling.CleanLine(e.File), phrase.Count((len(out)+1023)/1024, "KiB", "KiB")),
	)
}

// checkExport finds the format, and refuses what does not go together.
func (p *program) checkExport(store *db.DB, e *export) (err error) {
	if err := exporter.NotOurs(store, e.File); err != nil {
		return err
	}
	if e.format, err = e.Format(); err != nil {
		return err
	}
	if !e.encrypt {
		again := []string{"export"}
		if e.Named != "" {
			again = append(again, "--format", e.Named)
		}
		if err := exporter.NotForAge(e.File, append(again, "-o")...); err != nil {
			return err
		}
	}
	if p.json && e.IsStandardOutput() && (e.format != "json" || e.encrypt) {
		return refusal.BadInput("--json prints one JSON document, and this export is none; name a file: selfcare export --json -o days.%s", e.format)
	}
	return nil
}

// everything returns all of the record in a format.
func (p *program) everything(store *db.DB, format string, own transfer.Settings) ([]byte, error) {
	ctx, stop := p.env.Signals.Context()
	defer stop()
	return exporter.Exporter{
		Store: store, Settings: own, Meter: p.meter(ctx),
		Diary: transfer.Diary{Today: p.today(), Zone: p.here(), Words: p.choices().MoodWords},
	}.Everything(format)
}
