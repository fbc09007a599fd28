package checkin

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/entry"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/settings"
)

// now is when a round begins: a Sunday morning.
const now = "2026-11-22T09:00:00+01:00"

// typist types lines, and does something before it types each.
type typist struct {
	lines  []string
	before func(n int)
	typed  int
}

func (t *typist) Read(b []byte) (int, error) {
	if t.typed == len(t.lines) {
		return 0, io.EOF
	}
	t.before(t.typed)
	t.typed++
	return copy(b, t.lines[t.typed-1]+"\n"), nil
}

// round is a check-in on a record of its own, at a time that moves when it is told to.
type round struct {
	checkIn
	t     *testing.T
	store *db.DB
	now   time.Time
	out   bytes.Buffer
}

func newRound(t *testing.T, list ...habits.Habit) *round {
	t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	r := &round{t: t, now: at}
	clock := func() time.Time { return r.now }
	chosen := settings.Default()
	store := db.New(filepath.Join(t.TempDir(), "selfcare.db"), clock)
	r.store = store
	r.checkIn = checkIn{
		Env: Env{
			Store: store, Now: clock, Settings: chosen, Out: &r.out,
			Writer: entry.Writer{Store: store, Hours: chosen.Preferences(), Moods: func() journal.MoodWords { return chosen.MoodWords }},
		},
		hours: chosen.Preferences(),
	}
	for i := range list {
		list[i].Position = i
	}
	if _, err := store.Apply(record.PutHabits(list...)); err != nil {
		t.Fatal(err)
	}
	return r
}

// checked is a habit of every day.
func checked(name string) habits.Habit {
	g := habits.Goal{From: 20000, Schedule: habits.Daily}
	return habits.Habit{ID: ident.New(), Name: name, Created: 20000, Goals: []habits.Goal{g}}
}

// types answers, and returns what was said.
func (r *round) types(before func(n int), lines ...string) string {
	r.t.Helper()
	r.in = entry.NewLines(&typist{lines: lines, before: before})
	if err := r.run(); err != nil {
		r.t.Fatal(err)
	}
	return r.out.String()
}

func isSaid(t *testing.T, said string, want ...string) {
	t.Helper()
	if got := strings.Split(strings.TrimSuffix(said, "\n"), "\n"); !equalLines(got, want) {
		t.Errorf("it said\n%s\nwant\n%s", said, strings.Join(want, "\n"))
	}
}

func equalLines(got, want []string) bool {
	return strings.Join(got, "\n") == strings.Join(want, "\n")
}

const guide = "Answer y, n, r for a rest day, or an amount; enter leaves it open, help explains, undo takes back, q ends."

// What is answered after four in the morning belongs to the day that was asked about.
func TestAnAnswerBelongsToTheDayOfItsQuestion(t *testing.T) {
	walk := checked("Walk")
	r := newRound(t, walk, checked("Read"))
	r.now = r.now.Add(18*time.Hour + 59*time.Minute) // 03:59
	said := r.types(func(n int) {
		switch n {
		case 0:
			r.now = r.now.Add(2 * time.Minute)
		case 3:
			r.now = r.now.Add(24 * time.Hour)
		}
	}, "y", "", "n", "4")
	isSaid(t, said,
		"It is still Sunday 22 November, until 04:00. 0 of 2 kept.", guide,
		"1 of 3. Walk, every day. Done?", "Walk: kept.",
		"Now it is Monday 23 November. 0 of 2 kept.",
		"1 of 3. Walk, every day. Done?",
		"2 of 3. Read, every day. Done?", "Read: not today.",
		"3 of 3. How do you feel? 1 awful, 2 low, 3 okay, 4 good, 5 great.", "Mood: good, 4 of 5.",
		"Now it is Tuesday 24 November. 0 of 2 kept.",
		"1 of 3. Walk, every day. Done?",
		"0 of 2 kept. Next time it goes on from here.")
	sunday := calendar.DateOf(2026, time.November, 22)
	record, err := r.store.Record("Walk")
	if err != nil {
		t.Fatal(err)
	}
	if got := record.History.On(sunday).State; got != habits.Yes {
		t.Errorf("on Sunday Walk is %s", got)
	}
	moods, err := r.store.Moods(sunday)
	if err != nil || len(moods) != 1 || moods[0].Day != sunday+1 {
		t.Errorf("the moods are %v, %v", moods, err)
	}
}

// Other windows answer, rename, archive and add meanwhile.
func TestWhatOthersChangeMeanwhileIsNotAskedAgain(t *testing.T) {
	walk, read, swim, rest := checked("Walk"), checked("Read"), checked("Swim"), checked("Rest early")
	r := newRound(t, walk, read, swim, rest)
	do := func(c record.Change) {
		t.Helper()
		if _, err := r.store.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	today := calendar.DateOf(2026, time.November, 22)
	said := r.types(func(n int) {
		switch n {
		case 0: // while Walk is asked about
			named := walk
			named.Name = "Stroll"
			do(record.PutHabits(named))
			do(record.Change{Edits: []habits.Edit{read.CheckOn(today)}})
		case 1: // while Swim is
			do(record.PutHabits(swim.ArchiveOn(today - 1)))
			tea := checked("Tea")
			tea.Position = 4
			do(record.PutHabits(tea))
		}
	}, "y", "y", "y", "", "")
	isSaid(t, said,
		"Sunday 22 November. 0 of 4 kept.", guide,
		"1 of 5. Walk, every day. Done?", "Stroll: kept.",
		"2 of 4. Swim, every day. Done?", "Swim is archived; bring it back first, with selfcare habit restore.",
		"2 of 4. Rest early, every day. Done?", "Rest early: kept.",
		"3 of 4. Tea, every day. Done?",
		"4 of 4. How do you feel? 1 awful, 2 low, 3 okay, 4 good, 5 great.",
		"That is all for today. 3 of 4 kept.")
}

// What is said is plain: every line ends a sentence, has no sign but those of the keyboard,
// and is understood alone; whatever sort of habit there is, and however many.
func TestEveryLineIsPlain(t *testing.T) {
	var list []habits.Habit
	for i := range 60 {
		h := checked(fmt.Sprintf("Habit %d", i+1))
		g := &h.Goals[0]
		g.Measure, g.Schedule = habits.Measure(i%3), []habits.Schedule{habits.Daily, {Times: 3, Days: 7}, {Times: 1, Days: 30}, {Weekdays: 1 << time.Sunday}}[i/3%4]
		if g.Measure.Counts() {
			g.Target, g.Unit, g.Schedule.Times = 3*quantity.Hours.One(), []quantity.Unit{quantity.Hours, quantity.Minutes, "cups", ""}[i/12%4], min(1, g.Schedule.Times)
		}
		list = append(list, h)
	}
	r := newRound(t, list...)
	answers := []string{"?", "1", "undo", "redo", "back", "yes", "no", "rest", "-- a note", "nonsense", "2 yesterday", "y yesterday", "", "n", "back", "set:2"}
	var lines []string
	for i := range 400 {
		lines = append(lines, answers[i%len(answers)])
	}
	said := r.types(func(int) {}, lines...)
	if strings.Count(said, "\n") < 400 {
		t.Fatalf("it said only %s", said)
	}
	for _, line := range strings.Split(strings.TrimSuffix(said, "\n"), "\n") {
		if strings.Trim(line, " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz") != "" || !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "?") || strings.Contains(line, "  ") || strings.Contains(line, ", .") {
			t.Errorf("not plain: %q", line)
		}
	}
}

// The last mood of a day is that of the latest clock, though it was morning twice that day.
func TestPlainNamesTheMoodOfTheLatestClock(t *testing.T) {
	tokyo, west := time.FixedZone("", 9*60*60), time.FixedZone("", -8*60*60)
	now := time.Date(2026, time.November, 20, 6, 30, 0, 0, west)
	moods := journal.Moods{
		journal.NewMood(time.Date(2026, time.November, 20, 7, 30, 0, 0, tokyo), 2, "", calendar.DefaultPreferences),
		journal.NewMood(time.Date(2026, time.November, 20, 6, 15, 0, 0, west), 4, "", calendar.DefaultPreferences),
	}
	c := checkIn{Env: Env{Settings: settings.Default()}}
	if got := c.moodQuestion(moods, now).text; !strings.HasPrefix(got, "How do you feel now? low is written;") {
		t.Errorf("it asks %q", got)
	}
}

func TestAnUndoIsToldAsDoneWhereNamesCannotBeRead(t *testing.T) {
	at := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "selfcare.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("no record"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	store := db.New(path, func() time.Time { return at })
	if _, err := store.Boundaries(); err == nil {
		t.Fatal("the record can be read")
	}
	today := calendar.DefaultPreferences.DayOf(at)
	undone := record.Change{Events: record.Take(boundary.Event{ID: "slip", Boundary: "peace", Kind: boundary.Slip, At: at, Day: today})}
	if words := entry.ChangeWords(store, undone, today); !strings.Contains(words, "slip") {
		t.Errorf("it says %q", words)
	}
	discreet := &checkIn{Env: Env{Store: store, Now: func() time.Time { return at }}, hours: calendar.DefaultPreferences, day: today}
	if words := discreet.changeWords(undone); words != "what was written of a boundary" {
		t.Errorf("it says %q", words)
	}
}
