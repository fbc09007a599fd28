package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/exporter"
	"selfcare/internal/cli/help"
	"selfcare/internal/cli/secret"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/cli/text"
	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
	"selfcare/internal/home"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) backupCommand() *cobra.Command {
	encrypt := false
	cmd := &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Make a verified copy of the record",
		Long: `Make a copy of the record, and read it again before it counts.

Without FILE it goes to the folder of backups beside the record, where the newest of
the last 7 days, 4 weeks and 12 months are kept; the first change of a day and an import
make one first. With FILE, --encrypt asks for a passphrase; restore asks for it again, and
the age tool opens it, too.`,
		Args:              help.UpToOne("file"),
		ValidArgsFunction: complete.Files,
		RunE:              func(_ *cobra.Command, args []string) error { return p.backup(strings.Join(args, ""), encrypt) },
	}
	cmd.Flags().BoolVar(&encrypt, "encrypt", false, "encrypt it with a passphrase, as age does")
	return cmd
}

// backup makes a copy in a file, or beside the record where none is named.
func (p *program) backup(file string, encrypt bool) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	path, err := home.Expand(file)
	if err != nil {
		return err
	}
	if !encrypt {
		if err := exporter.NotForAge(path, "backup"); err != nil {
			return err
		}
	}
	var found db.Report
	switch {
	case encrypt && path == "":
		return refusal.BadInput("--encrypt needs a file to write; the backups beside the record open with the record")
	case encrypt || home.IsStandardOutput(path):
		found, err = p.backupThrough(store, path, encrypt)
	case path != "":
		found, err = p.backupTo(store, path)
	default:
		path, found, err = store.BackUp(verify.File)
	}
	if err != nil || home.IsStandardOutput(path) { // which has the copy itself, and nothing else
		return err
	}
	return p.acknowledge(
		map[string]any{"file": path, "habits": found.Habits, "entries": found.Entries},
		fmt.Sprintf("Backed up to %s: %s.", spelling.CleanLine(path), text.Holds(found)),
	)
}

// backupTo writes a verified copy to a file that is not one of selfcare's own: over a lock, for
// instance, it would let two programs write at once.
func (p *program) backupTo(store *db.DB, path string) (db.Report, error) {
	is, err := os.Stat(path)
	own, err2 := os.Stat(p.file)
	if err == nil && err2 == nil && os.SameFile(is, own) {
		return store.Copy(path, verify.File) // which says so
	}
	if err := exporter.NotOurs(store, path); err != nil {
		return db.Report{}, err
	}
	return store.Copy(path, verify.File)
}

// backupThrough writes a verified copy to a file or to standard output, encrypted or not. The copy
// that is verified is beside the record while it is made, where the record itself is.
func (p *program) backupThrough(store *db.DB, path string, encrypt bool) (found db.Report, err error) {
	if err := p.takesBackup(store, path); err != nil {
		return found, err
	}
	passphrase := ""
	if encrypt {
		if passphrase, err = p.asker().New(); err != nil {
			return found, err
		}
	}
	copied, remove, err := p.beside().Create(false)
	if err != nil {
		return found, err
	}
	defer remove()
	if found, err = store.CopyInto(copied, verify.File); err != nil {
		return found, err
	}
	b, err := os.ReadFile(copied.Name())
	if err == nil && encrypt {
		b, err = secret.Encrypt(b, passphrase, p.env.WorkFactor)
	}
	switch {
	case err != nil:
		return found, err
	case home.IsStandardOutput(path):
		_, err = p.env.Out.Write(b)
		return found, err
	}
	return found, home.WriteFile(path, b)
}

// takesBackup refuses to write a backup where it is not to be.
func (p *program) takesBackup(store *db.DB, path string) error {
	if !home.IsStandardOutput(path) {
		return exporter.NotOurs(store, path)
	}
	if err := p.noJSON("A backup"); err != nil {
		return err
	}
	if terminal.Is(p.env.Out) {
		return refusal.BadInput("A backup is nothing to read on a terminal; name a file, or send it on: selfcare backup - > copy.db")
	}
	return nil
}
