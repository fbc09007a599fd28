package record

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/recordtest"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/storytest"
)

// names are the book's habits in their order.
func (b *Book) names() string {
	var names []string
	for _, r := range b.Rows {
		names = append(names, r.Habit.Name)
	}
	return strings.Join(names, " ")
}

func TestABookTakesChanges(t *testing.T) {
	var b Book
	walk, read := recordtest.Checked("Walk"), recordtest.Checked("Read")
	walk.Position, read.Position = 0, 1
	walk.Goals = []habits.Goal{recordtest.AtLeast(storytest.Sunday, 30, habits.Daily)}
	apply := func(c Change) {
		t.Helper()
		if _, err := b.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	apply(PutHabits(read, walk))
	if b.names() != "Walk Read" {
		t.Fatalf("the habits are %s", b.names())
	}
	apply(Change{Edits: []habits.Edit{walk.AddOn(storytest.Sunday, recordtest.Minutes(10)), read.CheckOn(storytest.Sunday), walk.AddOn(storytest.Sunday, recordtest.Minutes(5))}})
	if got := b.Find("Walk").History.On(storytest.Sunday); got != recordtest.AmountOf(15) {
		t.Errorf("Walk has %+v", got)
	}
	if got := b.Find("Read").History.On(storytest.Sunday); got.State != habits.Yes {
		t.Errorf("Read has %+v", got)
	}

	walk.Name, walk.Position = "Stroll", 2
	apply(PutHabits(walk))
	if b.names() != "Read Stroll" {
		t.Errorf("after the move the habits are %s", b.names())
	}
	if got := b.Find("Walk").History.On(storytest.Sunday); got != recordtest.AmountOf(15) {
		t.Errorf("renaming left %+v", got)
	}

	forgotten := recordtest.Checked("forgotten").CheckOn(storytest.Sunday)
	_, err := b.Apply(Change{Edits: []habits.Edit{read.ClearOn(storytest.Sunday), forgotten}})
	storytest.IsRefused(t, err, "is no longer there")
	if got := b.Find("Read").History.On(storytest.Sunday); got.State != habits.Yes {
		t.Errorf("Read has %+v", got)
	}
	apply(Change{Edits: []habits.Edit{read.ClearOn(storytest.Sunday)}})
	if got := b.Find("Read").History.On(storytest.Sunday); !got.IsZero() {
		t.Errorf("Read has %+v", got)
	}
	if b.Find("forgotten") != nil || len(b.List()) != 2 {
		t.Errorf("the habits are %s", b.names())
	}
}

func TestTwoAmountsTogetherMayNotPassABillion(t *testing.T) {
	water := recordtest.Checked("Water")
	water.Goals = []habits.Goal{{From: storytest.Sunday, Measure: habits.AtLeast, Target: 8000, Unit: "glasses", Schedule: habits.Daily}}
	b := Book{Rows: []Row{{Habit: water}}}
	all, err := quantity.AmountOf(quantity.MaxAmount, "glasses")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Apply(Change{Edits: []habits.Edit{water.SetOn(storytest.Sunday, all)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Apply(Change{Edits: []habits.Edit{water.AddOn(storytest.Sunday, all)}}); refusal.As(err) == nil {
		t.Errorf("the day has %s", b.Rows[0].History.On(storytest.Sunday).Amount.Text("glasses"))
	}
}

// aBook is a book of three habits, with some entries, of which every call makes the same.
func aBook() *Book {
	walk, water, read := recordtest.Checked("Walk"), recordtest.Checked("Water"), recordtest.Checked("Read")
	walk.Goals = []habits.Goal{recordtest.AtLeast(storytest.Sunday-30, 30, habits.Daily)}
	water.Goals = []habits.Goal{{From: storytest.Sunday - 30, Measure: habits.AtLeast, Target: 8000, Unit: "glasses", Schedule: habits.Daily}}
	water.Position, read.Position = 1, 2
	b := &Book{Drafts: map[string]string{"draft": "as it is"}}
	if _, err := b.Apply(PutHabits(walk, water, read)); err != nil {
		panic(err)
	}
	for d := storytest.Sunday - 5; d < storytest.Sunday; d++ {
		b.Find("Walk").History.Set(d, recordtest.AmountOf(float64(d-storytest.Sunday)+10))
		b.Find("Read").History.Set(d, habits.Entry{State: habits.Yes, Note: "on " + d.String()})
	}
	return b
}

// anEdit is some edit that can be written, of a habit that is there or comes with the change.
func anEdit(t *rapid.T) habits.Edit {
	e := habits.Edit{
		Habit: rapid.SampledFrom([]ident.ID{"Walk", "Read", "Water", "New"}).Draw(t, "habit"),
		Day:   storytest.Sunday - calendar.Day(rapid.IntRange(0, 8).Draw(t, "ago")),
	}
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		e.Mark, e.State = habits.Set, rapid.SampledFrom([]habits.State{habits.Yes, habits.No, habits.Skip, habits.Unknown}).Draw(t, "state")
	case 1:
		e.NoteMark, e.Note = habits.Set, rapid.StringMatching(`[a-z]{0,5}`).Draw(t, "note")
	default:
		e.Mark, e.Amount = habits.Add, quantity.Amount(rapid.IntRange(1, 9000).Draw(t, "amount"))
	}
	return e
}

// refusedEdits are edits that cannot be written, each for a reason of its own; the last only once
// the habits of its change are made.
func refusedEdits(most quantity.Amount) []habits.Edit {
	return []habits.Edit{
		{Habit: "Water", Day: storytest.Sunday, Mark: habits.Add, Amount: most + 1},
		{Habit: "Walk", Day: storytest.Sunday - 1, Mark: habits.Set, State: habits.Measured, Amount: -most - 1},
		{Habit: "Read", Day: storytest.Sunday - 2, NoteMark: habits.Set, Note: strings.Repeat("x", spelling.MaxNote+1)},
		{Habit: "gone", Day: storytest.Sunday, Mark: habits.Set, State: habits.Yes},
		{Habit: "Read", Day: calendar.FirstDay - 1, Mark: habits.Set, State: habits.Yes},
		{Habit: "New", Day: storytest.Sunday, Mark: habits.Set, State: habits.Measured, Amount: most + 1},
	}
}

// A change of which any part is refused leaves the book as it was, as it does a store.
func TestAChangeIsMadeWholeOrNotAtAll(t *testing.T) {
	most, err := quantity.AmountOf(quantity.MaxAmount, quantity.Hours)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		made := recordtest.Checked("New")
		made.Goals = []habits.Goal{{From: storytest.Sunday, Measure: habits.AtLeast, Target: 1000, Unit: "cups", Schedule: habits.Daily}}
		made.Position = rapid.IntRange(-1, 4).Draw(t, "position")
		moved := aBook().Find("Read").Habit
		moved.Name, moved.Position = "Reading", 9
		c := PutHabits(made, moved)
		c.Edits = rapid.SliceOfN(rapid.Custom(anEdit), 0, 6).Draw(t, "edits")
		c.Days = []Days{{Habit: "Walk", Entries: []habits.Dated{{Day: storytest.Sunday - 7, Entry: recordtest.AmountOf(3)}}}}
		c.Moods = Put(journal.Mood{ID: "m", Rating: 3})
		c.Drafts = []Draft{{Key: "draft"}}
		good := aBook()
		if _, err := good.Apply(c); err != nil {
			t.Fatalf("a change that can be written was refused: %v", err)
		}
		at := rapid.IntRange(0, len(c.Edits)).Draw(t, "at")
		bad := rapid.SampledFrom(refusedEdits(most)).Draw(t, "refused")
		c.Edits = append(c.Edits[:at:at], append([]habits.Edit{bad}, c.Edits[at:]...)...)
		b := aBook()
		if _, err := b.Apply(c); refusal.As(err) == nil {
			t.Fatalf("it was not refused: %v", err)
		}
		if want := aBook(); !reflect.DeepEqual(b, want) {
			t.Fatalf("the book has\n%+v, and had\n%+v", b, want)
		}
	})
}

func TestTheListOfADay(t *testing.T) {
	early := habits.History{}
	early.Set(storytest.Sunday-9, habits.Entry{State: habits.Yes})
	noted := habits.History{}
	noted.Set(storytest.Sunday-9, habits.Entry{Note: "park"})
	for _, c := range []struct {
		name    string
		habit   habits.Habit
		history habits.History
		day     calendar.Day
		want    bool
	}{
		{"created that day", recordtest.Checked("Walk"), habits.History{}, storytest.Sunday, true},
		{"created later", recordtest.Checked("Walk"), habits.History{}, storytest.Sunday - 1, false},
		{"created before", recordtest.Checked("Walk"), habits.History{}, storytest.Sunday + 100, true},
		{"first entry that day", recordtest.Checked("Walk"), early, storytest.Sunday - 9, true},
		{"after the first entry", recordtest.Checked("Walk"), early, storytest.Sunday - 5, true},
		{"before the first entry", recordtest.Checked("Walk"), early, storytest.Sunday - 10, false},
		{"a note is no first entry", recordtest.Checked("Walk"), noted, storytest.Sunday - 9, false},
		{"archived that day", recordtest.Checked("Walk").ArchiveOn(storytest.Sunday + 2), habits.History{}, storytest.Sunday + 2, true},
		{"archived before", recordtest.Checked("Walk").ArchiveOn(storytest.Sunday + 2), habits.History{}, storytest.Sunday + 3, false},
		{"back on the list", habits.List{}.Restored(recordtest.Checked("Walk").ArchiveOn(storytest.Sunday)), habits.History{}, storytest.Sunday + 3, true},
	} {
		if got := (Row{c.habit, c.history}).ListedOn(c.day); got != c.want {
			t.Errorf("%s: listed is %t, want %t", c.name, got, c.want)
		}
	}
}
