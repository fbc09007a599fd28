package list

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/keys"
)

var moves = Keys{
	Up: keys.Bind("up", "", ""), Down: keys.Bind("down", "", ""), Top: keys.Bind("home", "", ""), End: keys.Bind("end", "", ""),
	PageUp: keys.Bind("pgup", "", ""), PageDown: keys.Bind("pgdown", "", ""),
}

// rows are ten items in four lines of the screen, from row 2 on.
func rows() Layout { return Layout{Items: Each(10), Top: 2, Room: 4} }

// titled are items under two titles, the second of two lines.
func titled() Layout {
	return Layout{Items: []int{None, 0, 1, 1, None, 2, 3}, Room: 3}
}

func TestKeysMoveTheCursorAndTheListFollows(t *testing.T) {
	for _, test := range []struct {
		keys           []string
		cursor, offset int
	}{
		{nil, 0, 0},
		{[]string{"up"}, 0, 0},
		{[]string{"down", "down", "down"}, 3, 0},
		{[]string{"down", "down", "down", "down"}, 4, 1},
		{[]string{"end"}, 9, 6},
		{[]string{"end", "down"}, 9, 6},
		{[]string{"end", "up", "up", "up"}, 6, 6},
		{[]string{"end", "up", "up", "up", "up"}, 5, 5},
		{[]string{"end", "home"}, 0, 0},
		{[]string{"pgdown"}, 4, 1},
		{[]string{"pgdown", "pgdown", "pgdown", "pgup"}, 5, 5},
	} {
		var l List
		for _, name := range test.keys {
			if !l.Press(keys.Press{Name: name}, moves, rows()) {
				t.Errorf("%s is no key of the list", name)
			}
		}
		if want := (List{test.cursor, test.offset}); l != want {
			t.Errorf("after %v: %+v, not %+v", test.keys, l, want)
		}
	}
	var l List
	if l.Press(keys.Press{Name: "x"}, moves, rows()) || l.Press(keys.Press{Name: "up"}, Keys{}, rows()) {
		t.Error("a key that is not bound was taken")
	}
}

func TestTheChosenItemIsSeenAfterAnotherSize(t *testing.T) {
	l := List{Cursor: 9, Offset: 6}
	low, high := rows(), rows()
	low.Room, high.Room = 2, 20
	for _, test := range []struct {
		o      Layout
		offset int
	}{{low, 8}, {rows(), 6}, {high, 0}, {low, 8}} {
		if l.Follow(test.o); l.Offset != test.offset {
			t.Errorf("with room for %d the offset is %d, not %d", test.o.Room, l.Offset, test.offset)
		}
	}
	l.Cursor = None
	if l.Follow(low); l.Offset != 0 {
		t.Errorf("with nothing chosen the offset is %d", l.Offset)
	}
}

func TestAllLinesOfAnItemAreSeenAndTheTitleOfTheFirst(t *testing.T) {
	var l List
	for _, test := range []struct{ item, offset int }{{1, 1}, {2, 3}, {3, 4}, {1, 2}, {0, 0}} {
		if l.Choose(test.item, titled()); l.Offset != test.offset {
			t.Errorf("with %d chosen the offset is %d, not %d", test.item, l.Offset, test.offset)
		}
	}
	long := Layout{Items: []int{0, 1, 1, 1, 1, 1}, Room: 3}
	if l.Choose(1, long); l.Offset != 1 {
		t.Errorf("of an item without room the line %d is first, not its own", l.Offset)
	}
}

func TestAMarginIsShownAroundTheChosenItem(t *testing.T) {
	o := rows()
	o.Margin = 1
	var l List
	for _, test := range []struct{ item, offset int }{{2, 0}, {3, 1}, {9, 6}, {7, 6}, {6, 5}, {1, 0}} {
		if l.Choose(test.item, o); l.Offset != test.offset {
			t.Errorf("with %d chosen the offset is %d, not %d", test.item, l.Offset, test.offset)
		}
	}
}

func TestAClickFindsWhatWasDrawn(t *testing.T) {
	l, o := List{Offset: 3}, rows()
	o.Left, o.Right = 2, 20
	for _, test := range []struct{ x, y, item int }{{5, 1, None}, {5, 2, 3}, {5, 5, 6}, {5, 6, None}, {1, 2, None}, {2, 2, 3}, {19, 2, 3}, {20, 2, None}} {
		if got := l.ItemAt(test.x, test.y, o); got != test.item {
			t.Errorf("at %d, %d there is %d, not %d", test.x, test.y, got, test.item)
		}
	}
	l, o = List{}, titled()
	if got := l.ItemAt(0, 0, o); got != None {
		t.Errorf("a title is item %d", got)
	}
	if got := l.LineAt(0, 2, o); got != 2 {
		t.Errorf("row 2 is line %d", got)
	}
}

func TestTheWheelMovesByAnItemAndScrollByLines(t *testing.T) {
	var l List
	l.Wheel(tea.MouseWheelMsg{Button: tea.MouseWheelDown}, rows())
	l.Wheel(tea.MouseWheelMsg{Button: tea.MouseWheelDown}, rows())
	l.Wheel(tea.MouseWheelMsg{Button: tea.MouseWheelUp}, rows())
	if l != (List{Cursor: 1}) {
		t.Errorf("the wheel came to %+v", l)
	}
	for _, test := range []struct{ by, offset int }{{3, 3}, {30, 6}, {-1, 5}, {-9, 0}} {
		if l.Scroll(test.by, rows()); l != (List{1, test.offset}) {
			t.Errorf("scrolled by %d it is %+v", test.by, l)
		}
	}
}
