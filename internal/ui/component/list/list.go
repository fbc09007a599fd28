// Package list has the list of all pages: a cursor among items, and the part of their lines that is
// shown. It is given values, and draws nothing itself.
package list

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ui/keys"
)

// None is the item of a line that belongs to none, and the cursor of a list with nothing chosen.
const None = -1

// List is the cursor of a list and how far it is scrolled. The zero List has the first item chosen.
type List struct {
	Cursor int // the chosen item, or None
	Offset int // the first line that is shown
}

// Layout is where the lines of a list stand on the screen, and which items they show. A page computes
// it from what it draws, so that a click finds what was drawn.
type Layout struct {
	Items []int // the item of each line, or None
	Top   int   // the row of the screen that the list begins on
	Room  int   // how many of its lines are shown at once
	Left  int   // the columns are those from Left on,
	Right int   // and before Right, or all where it is 0
	// Margin is how many lines are shown around the chosen item, as far as there are such and room.
	Margin int
}

// Each returns the lines of a list with one line for each of n items.
func Each(n int) []int {
	items := make([]int, n)
	for i := range items {
		items[i] = i
	}
	return items
}

// size returns the number of items.
func (o Layout) size() int {
	n := 0
	for _, item := range o.Items {
		n = max(n, item+1)
	}
	return n
}

// room returns how many lines are shown, at least one.
func (o Layout) room() int { return max(1, o.Room) }

// limit returns the largest offset: with it the last line is the last that is shown.
func (o Layout) limit() int { return max(0, len(o.Items)-o.room()) }

// linesOf returns the first and the last line of an item, or None.
func (o Layout) linesOf(item int) (first, last int) {
	first, last = None, None
	for i, x := range o.Items {
		if x != item || item == None {
			continue
		}
		if first == None {
			first = i
		}
		last = i
	}
	return first, last
}

// Keys move the cursor. A page binds those that it has.
type Keys struct{ Up, Down, Top, End, PageUp, PageDown key.Binding }

// Press moves the cursor where the press is one of the keys, and reports whether it is.
func (l *List) Press(p keys.Press, k Keys, o Layout) bool {
	switch {
	case p.Is(k.Up):
		l.Move(-1, o)
	case p.Is(k.Down):
		l.Move(+1, o)
	case p.Is(k.Top):
		l.Move(-o.size(), o)
	case p.Is(k.End):
		l.Move(+o.size(), o)
	case p.Is(k.PageUp):
		l.Move(-o.room(), o)
	case p.Is(k.PageDown):
		l.Move(+o.room(), o)
	default:
		return false
	}
	return true
}

// Move moves the cursor by items, as far as there are such, and scrolls so that it is seen.
func (l *List) Move(by int, o Layout) { l.Choose(l.Cursor+by, o) }

// Choose moves the cursor to an item, or the nearest that there is, and scrolls so that it is seen.
func (l *List) Choose(item int, o Layout) {
	l.Cursor = max(0, min(o.size()-1, item))
	l.Follow(o)
}

// Wheel moves the cursor by an item.
func (l *List) Wheel(msg tea.MouseWheelMsg, o Layout) { l.Move(Step(msg), o) }

// Step returns -1 for a turn of the wheel up, +1 for one down, and 0 for one to the side.
func Step(msg tea.MouseWheelMsg) int {
	switch msg.Button {
	case tea.MouseWheelUp:
		return -1
	case tea.MouseWheelDown:
		return +1
	}
	return 0
}

// Scroll scrolls by lines, whatever is chosen.
func (l *List) Scroll(by int, o Layout) {
	from, _ := l.Shown(o)
	l.Offset = max(0, min(o.limit(), from+by))
}

// Follow scrolls as little as may be so that all of the chosen item is seen, or its beginning where
// there is no room for more. The lines above the first item are shown with it. Where nothing is chosen
// the top is shown.
func (l *List) Follow(o Layout) {
	first, last := o.linesOf(l.Cursor)
	if first == None {
		l.Offset = 0
		return
	}
	if first == o.firstItem() {
		first = 0
	}
	l.Offset = min(l.Offset, o.limit())
	margin := min(o.Margin, (o.room()-1)/2)
	l.Offset = max(l.Offset, min(o.limit(), last+margin-o.room()+1))
	l.Offset = min(l.Offset, max(0, first-margin))
}

// firstItem returns the first line that belongs to an item, or None.
func (o Layout) firstItem() int {
	for i, item := range o.Items {
		if item != None {
			return i
		}
	}
	return None
}

// Shown returns the lines that are shown: from the first on, and before the other.
func (l *List) Shown(o Layout) (from, to int) {
	from = max(0, min(l.Offset, o.limit()))
	return from, min(len(o.Items), from+o.room())
}

// LineAt returns the line that is drawn at a column and a row of the screen, or None.
func (l *List) LineAt(x, y int, o Layout) int {
	from, to := l.Shown(o)
	line := from + y - o.Top
	if y < o.Top || line >= to || x < o.Left || o.Right > 0 && x >= o.Right {
		return None
	}
	return line
}

// ItemAt returns the item that is drawn at a column and a row of the screen, or None.
func (l *List) ItemAt(x, y int, o Layout) int {
	if line := l.LineAt(x, y, o); line != None {
		return o.Items[line]
	}
	return None
}
