package today

import (
	"slices"
	"strconv"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/theme"
)

// listLine is one line of the list: a row, an area's name, a line of an open note, a
// text, or how many rows there are more.
type listLine struct {
	row  int // the index of its row, or list.None
	area bool
	note bool
	text string // what is drawn; of an area, its name
	more int    // rows above, negative, or below, positive
}

// body is the part of the list that is shown.
func (t *Page) body() []string {
	c, chosen := t.columns(), t.index()
	var texts []string
	for _, l := range t.shown() {
		texts = append(texts, t.draw(l, c, chosen))
	}
	return texts
}

// shown is the lines of the list that fit; where there are more, the first or the
// last says how many.
func (t *Page) shown() []listLine {
	all := t.list()
	from, to := t.rowList.Shown(t.layoutOf(all))
	shown := slices.Clone(all[from:to])
	if from > 0 && len(shown) > 1 {
		shown[0] = listLine{row: list.None, more: -rowsOutside(all[:from+1], all[from+1:])}
	}
	if to < len(all) && len(shown) > 1 {
		shown[len(shown)-1] = listLine{row: list.None, more: rowsOutside(all[to-1:], all[:to-1])}
	}
	return shown
}

// draw draws one line of the list.
func (t *Page) draw(l listLine, c columns, chosen int) string {
	switch {
	case l.more < 0:
		return t.moreLine(t.Glyphs.Up, -l.more)
	case l.more > 0:
		return t.moreLine(t.Glyphs.Down, l.more)
	case l.area:
		return theme.NewLine(t.Width).Put(t.AreaStyle(l.text), " "+theme.Cut(l.text, t.Width-2)).String()
	case l.row >= 0 && !l.note:
		return t.rowLine(c, t.Rows[l.row], l.row == chosen)
	}
	return l.text
}

func (t *Page) moreLine(arrow string, n int) string {
	return theme.NewLine(t.Width).Put(t.Styles.Muted, theme.Blanks(NameCol)+arrow+" "+strconv.Itoa(n)+" more").String()
}

// rowsOutside is how many rows have lines among hidden and none among shown.
func rowsOutside(hidden, shown []listLine) int {
	seen := map[int]bool{}
	for _, l := range hidden {
		if l.row >= 0 {
			seen[l.row] = true
		}
	}
	for _, l := range shown {
		delete(seen, l.row)
	}
	return len(seen)
}

// list is every line of the list, shown or not. Rows are drawn later: most of a long
// list is not shown.
func (t *Page) list() []listLine {
	if len(t.Rows) == 0 {
		return t.emptyList()
	}
	var all []listLine
	area := ""
	for i, r := range t.Rows {
		if !t.low() && (i == 0 || !spelling.SameName(r.Habit.Area, area)) {
			area = r.Habit.Area
			switch {
			case area != "":
				all = append(all, listLine{row: list.None, area: true, text: area})
			case i > 0:
				all = append(all, listLine{row: list.None})
			}
		}
		all = append(all, listLine{row: i})
		if n, ok := t.field.(*noteField); ok && n.habit == r.Habit.ID {
			for _, text := range n.view(t) {
				all = append(all, listLine{row: i, note: true, text: text})
			}
		}
	}
	return all
}

func (t *Page) emptyList() []listLine {
	text := "Nothing here yet. enter shows the starter list, N makes a habit."
	switch {
	case !t.Loaded:
		text = ""
	case t.filter != "":
		text = "Nothing with \"" + t.filter + "\". esc clears."
	case len(t.Book.Rows) > 0 && t.Day < t.Today:
		text = "No habit had begun by then. a writes one in words, with its date."
	case len(t.Book.Rows) > 0:
		text = "Nothing on the list. N makes a habit."
	}
	var all []listLine
	for _, part := range theme.Fold(text, t.Width-3) {
		all = append(all, listLine{row: list.None, text: theme.NewLine(t.Width).Put(t.Styles.Muted, "  "+part).String()})
	}
	return all
}

// layoutOf is where the lines of the list stand. One line is shown on either side of the chosen row:
// the line that says how many more there are would cover the row.
func (t *Page) layoutOf(all []listLine) list.Layout {
	o := list.Layout{Items: make([]int, len(all)), Top: 2, Room: t.room(), Margin: 1}
	for i, l := range all {
		o.Items[i] = l.row
	}
	return o
}

// Scroll moves the list so that the chosen row, its note and as much around it as
// may be are shown.
func (t *Page) Scroll() {
	if t.Width == 0 || t.Height == 0 {
		return
	}
	t.rowList.Cursor = t.index()
	t.rowList.Follow(t.layoutOf(t.list()))
}

// page is how many rows a page moves by: one less than are shown.
func (t *Page) page() int {
	all := t.list()
	from, to := t.rowList.Shown(t.layoutOf(all))
	seen := map[int]bool{}
	for _, l := range all[from:to] {
		seen[l.row] = true
	}
	delete(seen, list.None)
	return max(1, len(seen)-3) // less those that the lines with the rest may cover
}
