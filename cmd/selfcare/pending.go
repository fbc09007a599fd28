package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ui"
)

// pending is what the app could not write before it ended. It waits in the state
// folder, which may be on a disk that is not full, for the next start.
type pending struct {
	File    string       `json:"file"`
	Changes []ui.Unsaved `json:"changes"`
}

func pendingPath() string { return filepath.Join(xdg.StateHome, "selfcare", "pending.json") }

// otherPlaces are where they are written where the state folder takes nothing: it may be on
// the disk that is full, or hold what waits for another record.
func otherPlaces() []string {
	return []string{
		filepath.Join(xdg.StateHome, "selfcare", "pending-2.json"), filepath.Join(xdg.Home, "selfcare-pending.json"), filepath.Join(os.TempDir(), "selfcare-pending.json"),
	}
}

// keep writes the changes down, or says what is gone with them.
func (p *program) keep(changes []ui.Unsaved, list habits.List, why error) error {
	if len(changes) == 0 {
		return nil
	}
	words, w := wordsOf(changes, list, p.today()), pending{p.file, changes}
	first := writePending(pendingPath(), w)
	if first == nil {
		return habits.Refuse("%s could not be written: %s They are kept in %s and written when selfcare starts again", words, ui.Sentence(why), pendingPath())
	}
	for _, path := range otherPlaces() {
		if writePending(path, w) == nil {
			return habits.Refuse("%s could not be written: %s They are kept in %s; selfcare import reads it", words, ui.Sentence(why), path)
		}
	}
	return fmt.Errorf("%s could not be written (%w), nor kept in %s: %w", words, why, pendingPath(), first)
}

// wordsOf is the number of the changes, and the changes in words.
func wordsOf(changes []ui.Unsaved, list habits.List, today habits.Day) string {
	noun := "changes"
	if len(changes) == 1 {
		noun = "change"
	}
	var words []string
	for _, c := range changes {
		words = append(words, c.Words(list, today))
	}
	return fmt.Sprintf("%d %s (%s)", len(changes), noun, strings.Join(words, ", "))
}

func writePending(path string, w pending) error {
	if earlier, err := readPending(path); err == nil && earlier.File == w.File {
		w.Changes = append(earlier.Changes, w.Changes...)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s holds something else already", path)
	}
	text, err := json.MarshalIndent(w, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), path)
}

func readPending(path string) (pending, error) {
	var w pending
	text, err := os.ReadFile(path)
	if err != nil {
		return w, err
	}
	return w, json.Unmarshal(text, &w)
}

// catchUp writes what waited for this store. Changes carry tokens, so that what was
// written after all is not written twice; those that are refused by now are dropped.
func (p *program) catchUp(store *db.DB) error {
	path := pendingPath()
	w, err := readPending(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && w.File != p.file {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	for _, c := range w.Changes {
		if err := write(store, c); err != nil {
			if r := habits.AsRefusal(err); r == nil || r.Cause != nil {
				return err
			}
		}
	}
	return os.Remove(path)
}

// bringPending writes what waits in a file, unless it is there already. Whether the file is one
// of pending changes is the answer.
func (p *program) bringPending(store *db.DB, path string, dryRun bool) (is bool, err error) {
	if !looksPending(path) {
		return false, nil
	}
	w, err := readPending(path)
	if err != nil || w.File == "" || len(w.Changes) == 0 {
		return false, nil //nolint:nilerr // it is another program's JSON
	}
	written := 0
	for _, c := range w.Changes {
		there, err := store.Wrote(c.Token)
		if err != nil {
			return true, err
		}
		if there {
			continue
		}
		written++
		if dryRun {
			continue
		}
		if err := write(store, c); err != nil {
			return true, err
		}
	}
	if p.json {
		return true, p.print(map[string]any{"pending": len(w.Changes), "written": written})
	}
	said := "Written"
	if dryRun {
		said = "To be written"
	}
	text := fmt.Sprintf("%s: %s that could not be saved before", said, habits.Count(written, "change", "changes"))
	if there := len(w.Changes) - written; there > 0 {
		text += fmt.Sprintf("; %d were here already", there)
	}
	return true, p.acknowledge(text + ".")
}

// looksPending reports whether a file begins as one of pending changes does: an export is as
// large as a record, and not to be read twice.
func looksPending(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() { // opening a pipe would wait
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, 16)
	n, _ := io.ReadFull(f, head)
	return strings.HasPrefix(strings.Join(strings.Fields(string(head[:n])), ""), `{"file":`)
}

// write does what was not written.
func write(store *db.DB, w ui.Unsaved) (err error) {
	switch w.Step {
	case "undo":
		_, err = store.Undo(w.Token)
	case "redo":
		_, err = store.Redo(w.Token)
	default:
		_, err = store.Apply(w.Change)
	}
	return err
}
