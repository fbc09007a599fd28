// Package forget finds what a person wants to be forgotten for good, and forgets it.
package forget

import (
	"fmt"
	"strings"

	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Thing is something to forget.
type Thing struct {
	Name string
	what db.Forget
}

// Forget forgets it in the record, and in its copies where that is wanted.
func (t Thing) Forget(store *db.DB, copies []string, backups bool) (Answer, error) {
	found, err := store.Purge(t.what, verify.File)
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Forgotten: found, Left: []string{}}
	if backups {
		if answer.Backups, copies, err = store.PurgeBackups(t.what, verify.File); err != nil {
			return answer, err
		}
	}
	answer.Left = append(answer.Left, copies...)
	if found.IsNothing() && answer.Backups == 0 {
		return answer, refusal.New("There is nothing of %s to forget", t.Name)
	}
	return answer, nil
}

// Answer is what was forgotten.
type Answer struct {
	db.Forgotten
	Backups int      `json:"backups"` // in how many copies, too
	Left    []string `json:"left"`    // the copies that may hold it still
}

// Text returns the answer.
func (j Answer) Text(name string, backups bool) string {
	text := fmt.Sprintf("Forgotten for good: %s%s.", name, j.parts())
	if j.Backups > 0 {
		text += fmt.Sprintf(" In %s, too.", phrase.Count(j.Backups, "backup", "backups"))
	}
	if len(j.Left) == 0 {
		return text
	}
	if backups {
		return text + " These could not be read, and may hold it: " + spelling.CleanLine(strings.Join(j.Left, ", ")) + "."
	}
	return text + fmt.Sprintf(" %s beside it may hold it still; the same with --backups forgets it there, too.", phrase.Count(len(j.Left), "backup", "backups"))
}

// parts returns how much went with it.
func (j Answer) parts() string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{j.Entries, "entry", "entries"},
		{j.Events, "event", "events"},
		{j.Notes, "note", "notes"},
		{j.Reflections, "reflection", "reflections"},
	} {
		if part.n > 0 {
			parts = append(parts, phrase.Count(part.n, part.one, part.many))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}
