package main

import (
	"encoding/json"
	"errors"
	"fmt"
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

// keep writes the changes down, or says what is lost with them.
func (p *program) keep(changes []ui.Unsaved, list habits.List, why error) error {
	if len(changes) == 0 {
		return nil
	}
	path := pendingPath()
	if err := writePending(path, pending{p.file, changes}); err != nil {
		return fmt.Errorf("%s could not be written (%w), nor kept in %s: %w", wordsOf(changes, list, p.today()), why, path, err)
	}
	return habits.Refuse("%s could not be written: %s They are kept in %s and written when selfcare starts again",
		wordsOf(changes, list, p.today()), ui.Sentence(why), path)
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
