package cli

import (
	"cmp"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"selfcare/internal/atomicfile"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/help"
	"selfcare/internal/cli/restore"
	"selfcare/internal/cli/text"
	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
)

func (p *program) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Read the whole record, and say whether it is sound",
		Args:  help.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return p.check() },
	}
}

// check reads the whole record, and says whether it is sound.
func (p *program) check() error {
	store, err := p.record()
	if err != nil {
		return err
	}
	newest, err := restore.NewestGood(store)
	if err != nil {
		return err
	}
	found, bad := store.Check(verify.File)
	if bad != nil && !errors.Is(bad, db.ErrUnsound) { // nothing can be said of it
		return bad
	}
	is := document.Check{
		Sound: bad == nil, Entries: found.Entries, Habits: found.Habits, Newest: document.OrNull(newest),
		Unfinished: append([]string{}, store.Leftovers()...), SyncsDir: atomicfile.CanSyncDir(filepath.Dir(store.Path())),
	}
	switch {
	case bad != nil && p.json:
		return cmp.Or(p.print(is), error(saidError{bad}))
	case bad != nil:
		return text.Damaged(bad, newest)
	}
	return p.write(is, text.Sound(found, store.Path(), is))
}
