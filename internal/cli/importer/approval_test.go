package importer

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/secret"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer"
	"selfcare/internal/ui/page/importpage"
)

// approving returns an importer of an empty record, and what an export of it says.
func approving(t *testing.T) (Screen, func() string) {
	t.Helper()
	clock := func() time.Time { return time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC) }
	store := db.New(filepath.Join(t.TempDir(), "selfcare.db"), clock)
	says := func() string {
		var out bytes.Buffer
		if err := store.Read(func(r *db.Reader) error { return transfer.WriteJSON(&out, r, transfer.Settings{}) }); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	open := func(file string, _ func() error) (secret.Source, error) {
		return secret.Source{Path: file, Name: file, Done: func() {}}, nil
	}
	return Screen{Import: Import{Store: store, Open: open}, Now: clock, Today: func() calendar.Day { return calendar.DateOf(clock().Date()) }}, says
}

// What was approved is what is written, whatever became of the file meanwhile.
func TestAnImportWritesWhatWasApproved(t *testing.T) {
	const daylio = "full_date,time,mood,activities,note_title,note\n"
	for name, row := range map[string]struct {
		file, text, then string
		moods            map[string]int
		wants            string
	}{
		"a plain file":        {"days.csv", "date,habit,value\n2026-11-20,Walk,yes\n", "date,habit,value\n2026-11-20,Smoke,yes\n", nil, `"name":"Walk"`},
		"a file that is gone": {"days.csv", "date,habit,value\n2026-11-20,Walk,yes\n", "", nil, `"name":"Walk"`},
		"Daylio's, with a mood that was asked for": {
			"daylio.csv", daylio + "2026-11-20,18:00,okay-ish,walk,,fine\n", daylio + "2026-11-20,18:00,okay-ish,smoke,,other\n",
			map[string]int{"okay-ish": 3},
			`"rating":3,"note":"fine"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			i, says := approving(t)
			at := filepath.Join(t.TempDir(), row.file)
			if err := os.WriteFile(at, []byte(row.text), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx := context.Background()
			look, err := i.Look(ctx, at)
			if err != nil {
				t.Fatal(err)
			}
			change := func() {
				if row.then == "" {
					err = os.Remove(at)
				} else {
					err = os.WriteFile(at, []byte(row.then), 0o600)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			change()
			if row.moods != nil {
				if look, err = look.Plan.Rate(ctx, row.moods); err != nil {
					t.Fatal(err)
				}
			}
			done, err := look.Plan.Write(ctx, "token")
			if err != nil {
				t.Fatal(err)
			}
			approved(t, look, done)
			if got := says(); !strings.Contains(got, row.wants) {
				t.Errorf("what was written is %s", got)
			}
		})
	}
}

// What wins would have to be asked for anew, where something else was written meanwhile.
func TestAnImportIsRefusedWhereWhatIsHereChanged(t *testing.T) {
	i, says := approving(t)
	ctx, at := context.Background(), filepath.Join(t.TempDir(), "days.csv")
	if err := os.WriteFile(at, []byte("date,habit,value\n2026-11-20,Walk,yes\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	look, err := i.Look(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	other := habits.Habit{ID: "other", Name: "Walk", Created: 20_000, Goals: []habits.Goal{{From: 20_000}}}
	if _, err := i.Import.Store.Apply(record.PutHabits(other)); err != nil {
		t.Fatal(err)
	}
	before := says()
	if _, err := look.Plan.Write(ctx, "token"); refusal.As(err) == nil {
		t.Errorf("it is no refusal: %v", err)
	}
	if got := says(); got != before {
		t.Errorf("what was written is %s", got)
	}
	if look, err = i.Look(ctx, at); err != nil {
		t.Fatal(err)
	}
	if _, err := look.Plan.Write(ctx, "token"); err != nil {
		t.Errorf("looked at once more it is refused: %v", err)
	}
}

// approved fails unless what was done is what was looked at.
func approved(t *testing.T, look, done importpage.Import) {
	t.Helper()
	if look.Done != done.Done || !done.Any {
		t.Errorf("%q was approved, and %q done", look.Done, done.Done)
	}
}
