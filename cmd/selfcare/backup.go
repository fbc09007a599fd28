package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"selfcare/internal/db"
	"selfcare/internal/habits"

	"github.com/spf13/cobra"
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
		Args: upToOne("file"),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := p.store()
			if err != nil {
				return err
			}
			var path string
			var found db.Report
			switch {
			case encrypt && len(args) == 0:
				return usageError{habits.Unfit("--encrypt needs a file to write; the backups beside the record open with the record")}
			case encrypt:
				path = args[0]
				found, err = p.encryptedBackup(store, path)
			case len(args) == 1:
				path = args[0]
				found, err = store.Copy(path, p.verify)
			default:
				path, found, err = store.Keep(p.verify)
			}
			if err != nil {
				return err
			}
			if p.json {
				return p.print(map[string]any{"file": path, "habits": found.Habits, "entries": found.Entries})
			}
			return p.acknowledge(fmt.Sprintf("Backed up to %s: %s.", path, holds(found)))
		},
	}
	cmd.Flags().BoolVar(&encrypt, "encrypt", false, "encrypt it with a passphrase, as age does")
	return cmd
}

// encryptedBackup writes a verified copy, encrypted. The plain copy is beside the record
// while it is made, where the record itself is.
func (p *program) encryptedBackup(store *db.DB, path string) (found db.Report, err error) {
	if err := p.notOurs(path); err != nil {
		return found, err
	}
	secret, err := p.passphrase(true)
	if err != nil {
		return found, err
	}
	copied := store.Path() + ".encrypting"
	defer func() { _ = os.Remove(copied) }() // where it could not even be made there is none
	if found, err = store.Copy(copied, p.verify); err != nil {
		return found, err
	}
	b, err := os.ReadFile(copied)
	if err == nil {
		b, err = encrypted(b, secret)
	}
	if err != nil {
		return found, err
	}
	return found, writeWhole(path, b)
}

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a backup in the place of the record; what was there is kept",
		Long: `Put a backup in the place of the record. Without FILE it is the newest good one.

What was there is kept beside it, whatever its state, and the answer says where.`,
		Args: upToOne("backup"),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := p.store()
			if err != nil {
				return err
			}
			from := ""
			if len(args) == 1 {
				from = args[0]
			} else if from, err = p.newestGood(store); err != nil {
				return err
			}
			if from == "" {
				return noBackup(store)
			}
			readable, done, err := plain(from, p.besideRecord(), p.known)
			if err != nil {
				return err
			}
			defer done()
			found, replaced, err := store.Restore(readable, p.verify)
			if err != nil {
				return err
			}
			if p.json {
				return p.print(map[string]any{"file": from, "habits": found.Habits, "entries": found.Entries, "replaced": orNull(replaced)})
			}
			text := fmt.Sprintf("Restored from %s: %s.", from, holds(found))
			if replaced != "" {
				text += " What was there is kept as " + replaced + "."
			}
			return p.acknowledge(text)
		},
	}
}

func (p *program) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Read the whole record, and say whether it is sound",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			store, err := p.store()
			if err != nil {
				return err
			}
			newest, err := p.newestGood(store)
			if err != nil {
				return err
			}
			found, bad := db.Report{}, error(nil)
			if _, err := os.Lstat(store.Path()); err == nil {
				found, bad = p.verify(store.Path())
			}
			if bad != nil && !errors.Is(bad, db.ErrUnsound) { // nothing can be said of it
				return bad
			}
			if p.json {
				err = p.print(checkJSON{bad == nil, found.Entries, found.Habits, orNull(newest)})
				if err == nil && bad != nil {
					err = saidError{bad}
				}
				return err
			}
			backup := "there is no backup yet; selfcare backup makes one"
			if newest != "" {
				backup = "the newest good backup is " + newest
			}
			if bad != nil {
				text := strings.TrimSuffix(strings.TrimSuffix(bad.Error(), "."), "; "+db.Advice)
				next := "; there is no good backup beside it, and selfcare restore FILE brings back one of yours."
				if newest != "" {
					next = "; selfcare restore brings back " + newest + "."
				}
				return &habits.Refusal{Text: text + next, Cause: bad}
			}
			_, err = fmt.Fprintf(p.out, "Sound: every page, checksum and count was read (%s); %s.\n", holds(found), backup)
			return err
		},
	}
}

// checkJSON is what check found. Its fields are a contract.
type checkJSON struct {
	Sound   bool    `json:"sound"`
	Entries int     `json:"entries"`
	Habits  int     `json:"habits"`
	Newest  *string `json:"newest_backup"`
}

func holds(found db.Report) string {
	return habits.Count(found.Habits, "habit", "habits") + ", " + habits.Count(found.Entries, "entry", "entries")
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
			return usageError{habits.Unfit("%s takes one %s; put quotes around a name of several words", cmd.CommandPath(), what)}
		}
		return nil
	}
}

// restorer is how the app restores, where a file is damaged.
func (p *program) restorer(store *db.DB) func(error) func() (string, error) {
	return func(why error) func() (string, error) {
		if !errors.Is(why, db.ErrUnsound) {
			return nil
		}
		return func() (string, error) {
			from, err := p.newestGood(store)
			if err != nil {
				return "", err
			}
			if from == "" {
				return "", noBackup(store)
			}
			found, _, err := store.Restore(from, p.verify)
			return fmt.Sprintf("Restored: %s. What was there is kept beside it.", holds(found)), err
		}
	}
}

func noBackup(store *db.DB) error {
	return habits.Refuse("There is no good backup in %s; name one: selfcare restore FILE", store.BackupFolder())
}

// newestGood is the newest backup that is sound, or nothing.
func (p *program) newestGood(store *db.DB) (string, error) {
	all, err := store.Backups()
	if err != nil {
		return "", err
	}
	for _, path := range all {
		if _, err := p.verify(path); err == nil {
			return path, nil
		}
	}
	return "", nil
}

// verifyLimit is how long a verification may take: a damaged file may lead in circles.
const verifyLimit = 5 * time.Second

// verifyMemory is how many bytes of memory it may take, beside the file itself.
const verifyMemory = 1 << 30

// verifyName is the command that verifies. It is for the program itself.
const verifyName = "verify-file"

// verify says whether a file is sound, by a process of its own: a damaged file may end the
// process that reads it.
func (p *program) verify(path string) (db.Report, error) {
	var found db.Report
	self, err := os.Executable()
	if err != nil {
		return found, err
	}
	ctx, stop := context.WithTimeout(context.Background(), verifyLimit)
	defer stop()
	child := exec.CommandContext(ctx, self, verifyName, "--", path)
	var said bytes.Buffer
	child.Stderr = &said
	out, err := child.Output()
	sentence, ours := strings.CutPrefix(strings.TrimSpace(said.String()), "selfcare: ")
	var answer verifyJSON
	switch {
	case err == nil:
		if err := json.Unmarshal(out, &answer); err != nil || answer.Unsound == "" {
			return answer.Report, err
		}
		return found, unsound(answer.Unsound)
	case ctx.Err() != nil: // it may be damaged so that it leads in circles, or the disk slow
		return found, habits.Refuse("%s was not read to its end within %v, so that nothing can be said of it", path, verifyLimit)
	case strings.Contains(said.String(), "out of memory"), strings.Contains(said.String(), "cannot allocate memory"):
		return found, habits.Refuse("%s was not read to its end within a gibibyte of memory, so that nothing can be said of it", path)
	case ours && !strings.Contains(sentence, "\n"): // it could not even be looked at
		return found, &habits.Refusal{Text: sentence, Cause: err}
	case isFault(said.String()):
		return found, unsound(fmt.Sprintf("The data file %s cannot be read: reading it ended the program that tried.", path))
	}
	return found, fmt.Errorf("verify %s: %w", path, err)
}

// isFault reports whether a program ended because of what it read, and not because somebody
// ended it.
func isFault(said string) bool {
	for _, sign := range []string{"fault address", "stack overflow", "panic: ", "fatal error: fault"} {
		if strings.Contains(said, sign) {
			return true
		}
	}
	return false
}

func unsound(text string) error { return &habits.Refusal{Text: text, Cause: db.ErrUnsound} }

// verifyJSON is the child's answer: what a sound file holds, or how it is damaged.
type verifyJSON struct {
	db.Report
	Unsound string `json:"unsound,omitempty"`
}

// verifyCommand is the child.
func (p *program) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:    verifyName,
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := limitMemory(verifyMemory); err != nil {
				return err
			}
			found, err := db.Verify(args[0])
			answer := verifyJSON{Report: found}
			switch {
			case errors.Is(err, db.ErrUnsound):
				answer.Unsound = err.Error()
			case err != nil:
				return err
			}
			return json.NewEncoder(p.out).Encode(answer)
		},
	}
}
