//go:build unix

package db

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Its backups have the record behind a link found that is gone, and nothing else does.
func TestTheRecordBehindALinkStaysOneWhileItsBackupsAreThere(t *testing.T) {
	db := lived(t)
	if _, _, err := db.BackUp(verified); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "selfcare.db")
	if err := errors.Join(os.Symlink(db.Path(), link), os.Remove(db.Path())); err != nil {
		t.Fatal(err)
	}
	for _, f := range everyCall {
		refused(t, f(New(link, noon)), link+" is a link to a file that is not there, "+New(link, noon).Path())
	}
	if all, err := New(link, noon).Backups(); err != nil || len(all) != 1 {
		t.Errorf("the backups are %q, %v", all, err)
	}
	if err := os.RemoveAll(db.BackupFolder()); err != nil {
		t.Fatal(err)
	}
	if got := New(link, noon).Path(); got != link {
		t.Errorf("without backups the record is %s, want the link", got)
	}
}
