package habits

import (
	"strings"
	"testing"
)

// names are the book's habits in their order.
func (b *Book) names() string {
	var names []string
	for _, r := range b.Records {
		names = append(names, r.Habit.Name)
	}
	return strings.Join(names, " ")
}

func TestABookTakesChanges(t *testing.T) {
	var b Book
	walk, read := checked("Walk"), checked("Read")
	walk.Position, read.Position = 0, 1
	walk.Goals = []Goal{from(sunday, atLeast(30, Daily))}
	apply := func(c Change) {
		t.Helper()
		if err := b.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	apply(PutHabits(read, walk))
	if b.names() != "Walk Read" {
		t.Fatalf("the habits are %s", b.names())
	}
	apply(Change{Edits: []Edit{walk.AddOn(sunday, minutes(10)), read.CheckOn(sunday), walk.AddOn(sunday, minutes(5))}})
	if got := b.Find("Walk").History.On(sunday); got != amountOf(15) {
		t.Errorf("Walk has %+v", got)
	}
	if got := b.Find("Read").History.On(sunday); got.State != Yes {
		t.Errorf("Read has %+v", got)
	}

	walk.Name, walk.Position = "Stroll", 2
	apply(PutHabits(walk))
	if b.names() != "Read Stroll" {
		t.Errorf("after the move the habits are %s", b.names())
	}
	if got := b.Find("Walk").History.On(sunday); got != amountOf(15) {
		t.Errorf("renaming left %+v", got)
	}

	apply(Change{Edits: []Edit{{Habit: "forgotten", Day: sunday, Mark: Set, State: Yes}, read.ClearOn(sunday)}})
	if got := b.Find("Read").History.On(sunday); !got.IsZero() {
		t.Errorf("Read has %+v", got)
	}
	if b.Find("forgotten") != nil || len(b.List()) != 2 {
		t.Errorf("the habits are %s", b.names())
	}
}

func TestTwoAmountsTogetherMayNotPassABillion(t *testing.T) {
	water := checked("Water")
	water.Goals = []Goal{{From: sunday, Measure: AtLeast, Target: 8000, Unit: "glasses", Schedule: Daily}}
	b := Book{Records: []Record{{Habit: water}}}
	all, err := AmountOf(MaxAmount, "glasses")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Apply(Change{Edits: []Edit{water.SetOn(sunday, all)}}); err != nil {
		t.Fatal(err)
	}
	if err := b.Apply(Change{Edits: []Edit{water.AddOn(sunday, all)}}); AsRefusal(err) == nil {
		t.Errorf("the day has %s", b.Records[0].History.On(sunday).Amount.Words("glasses"))
	}
}

func TestTheListOfADay(t *testing.T) {
	early := written(t, sunday-9, "yes")
	noted := History{}
	noted.Set(sunday-9, Entry{Note: "park"})
	for _, c := range []struct {
		name    string
		habit   Habit
		history History
		day     Day
		want    bool
	}{
		{"created that day", checked("Walk"), History{}, sunday, true},
		{"created later", checked("Walk"), History{}, sunday - 1, false},
		{"created before", checked("Walk"), History{}, sunday + 100, true},
		{"first entry that day", checked("Walk"), early, sunday - 9, true},
		{"after the first entry", checked("Walk"), early, sunday - 5, true},
		{"before the first entry", checked("Walk"), early, sunday - 10, false},
		{"a note is no first entry", checked("Walk"), noted, sunday - 9, false},
		{"archived that day", checked("Walk").ArchiveOn(sunday + 2), History{}, sunday + 2, true},
		{"archived before", checked("Walk").ArchiveOn(sunday + 2), History{}, sunday + 3, false},
		{"back on the list", List{}.Restored(checked("Walk").ArchiveOn(sunday)), History{}, sunday + 3, true},
	} {
		if got := (Record{c.habit, c.history}).ListedOn(c.day); got != c.want {
			t.Errorf("%s: listed is %t, want %t", c.name, got, c.want)
		}
	}
}
