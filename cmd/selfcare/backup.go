package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"selfcare/internal/atomicfile"
	"selfcare/internal/db"
	"selfcare/internal/phrase"
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
		Args:              upToOne("file"),
		ValidArgsFunction: completeFiles,
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := p.record()
			if err != nil {
				return err
			}
			var path string
			var found db.Report
			if len(args) == 1 {
				if path, err = fromHome(args[0]); err != nil {
					return err
				}
			}
			if !encrypt {
				if err := notForAge(path, "backup"); err != nil {
					return err
				}
			}
			switch {
			case encrypt && path == "":
				return usageError{refusal.BadInput("--encrypt needs a file to write; the backups beside the record open with the record")}
			case encrypt || isStandardOutput(path):
				found, err = p.backupThrough(store, path, encrypt)
			case path != "":
				found, err = p.backupTo(store, path)
			default:
				path, found, err = store.Keep(p.verify)
			}
			if err != nil || isStandardOutput(path) { // which has the copy itself, and nothing else
				return err
			}
			if p.json {
				return p.print(map[string]any{"file": path, "habits": found.Habits, "entries": found.Entries})
			}
			return p.acknowledge(fmt.Sprintf("Backed up to %s: %s.", spelling.CleanLine(path), holds(found)))
		},
	}
	cmd.Flags().BoolVar(&encrypt, "encrypt", false, "encrypt it with a passphrase, as age does")
	return cmd
}

// backupTo writes a verified copy to a file that is not one of selfcare's own: over a lock, for
// instance, it would let two programs write at once.
func (p *program) backupTo(store *db.DB, path string) (db.Report, error) {
	is, err := os.Stat(path)
	own, err2 := os.Stat(p.file)
	if err == nil && err2 == nil && os.SameFile(is, own) {
		return store.Copy(path, p.verify) // which says so
	}
	if err := p.notOurs(path); err != nil {
		return db.Report{}, err
	}
	return store.Copy(path, p.verify)
}

// backupThrough writes a verified copy to a file or to standard output, encrypted or not. The copy
// that is verified is beside the record while it is made, where the record itself is.
func (p *program) backupThrough(store *db.DB, path string, encrypt bool) (found db.Report, err error) {
	if !isStandardOutput(path) {
		err = p.notOurs(path)
	} else if err = p.noJSON("A backup"); err != nil {
		return found, err
	} else if f, ok := p.raw.(*os.File); ok && term.IsTerminal(f.Fd()) {
		err = usageError{refusal.BadInput("A backup is nothing to read on a terminal; name a file, or send it on: selfcare backup - > copy.db")}
	}
	if err != nil {
		return found, err
	}
	secret := ""
	if encrypt {
		if secret, err = p.passphrase(true); err != nil {
			return found, err
		}
	}
	copied, remove, err := p.privateFile(false)
	if err != nil {
		return found, err
	}
	defer remove()
	if found, err = store.CopyInto(copied, p.verify); err != nil {
		return found, err
	}
	b, err := os.ReadFile(copied.Name())
	if err == nil && encrypt {
		b, err = p.encrypted(b, secret)
	}
	switch {
	case err != nil:
		return found, err
	case isStandardOutput(path):
		_, err = p.raw.Write(b)
		return found, err
	}
	return found, writeWhole(path, b)
}

func (p *program) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Read the whole record, and say whether it is sound",
		Args:  noArgs,
		RunE:  func(*cobra.Command, []string) error { return p.check() },
	}
}

func (p *program) check() error {
	store, err := p.record()
	if err != nil {
		return err
	}
	newest, err := p.newestGood(store)
	if err != nil {
		return err
	}
	found, bad := store.Check(p.verify)
	if bad != nil && !errors.Is(bad, db.ErrUnsound) { // nothing can be said of it
		return bad
	}
	left, syncs := store.Leftovers(), atomicfile.CanSyncDir(filepath.Dir(store.Path()))
	if p.json {
		err = p.print(checkJSON{bad == nil, found.Entries, found.Habits, orNull(newest), append([]string{}, left...), syncs})
		if err == nil && bad != nil {
			err = saidError{bad}
		}
		return err
	}
	if bad != nil {
		return damagedWith(bad, newest)
	}
	backup := "there is no backup yet; selfcare backup makes one"
	if newest != "" {
		backup = "the newest good backup is " + spelling.CleanLine(newest)
	}
	text := fmt.Sprintf("Sound: every page, checksum and count was read (%s); %s.\n", holds(found), backup)
	for _, path := range left {
		text += spelling.CleanLine(path) + " is unfinished. Unless another selfcare is writing it, the next backup removes it.\n"
	}
	if !syncs {
		text += spelling.CleanLine(filepath.Dir(store.Path())) + " is on a file system that can't sync folders: right after a power cut the record may be missing there. Backups elsewhere help: selfcare backup FILE.\n"
	}
	_, err = fmt.Fprint(p.out, text)
	return err
}

// damagedWith returns the refusal of a damaged record, with the newest good backup to bring back.
func damagedWith(bad error, newest string) error {
	text := strings.TrimSuffix(strings.TrimSuffix(bad.Error(), "."), "; "+db.Advice)
	next := "; there is no good backup beside it, and selfcare restore FILE brings back one of yours."
	if newest != "" {
		next = "; selfcare restore brings back " + newest + "."
	}
	return &refusal.Error{Text: text + next, Cause: bad}
}

// checkJSON is what check found. Its fields are a contract.
type checkJSON struct {
	Sound   bool    `json:"sound"`
	Entries int     `json:"entries"`
	Habits  int     `json:"habits"`
	Newest  *string `json:"newest_backup"`

	Unfinished []string `json:"unfinished"`
	SyncsDir   bool     `json:"folder_syncs"`
}

func holds(found db.Report) string {
	return phrase.Count(found.Habits, "habit", "habits") + ", " + phrase.Count(found.Entries, "entry", "entries")
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// upToOne takes the path of one file, or none.
func upToOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 || len(args) == 1 && strings.TrimSpace(args[0]) == "" {
			return usageError{refusal.BadInput("%s takes one %s; put quotes around a name of several words", cmd.CommandPath(), what)}
		}
		return nil
	}
}
