// Package help is the pages that help: the keys of a screen, and the help lines.
package help

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/ident"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Keys is the help: what a place's key map holds, by groups, in as many
// columns and pages as the terminal needs.
type Keys struct {
	*page.Context
	title  string
	groups []page.Group
	page   int
	keys   keysKeys
}

// keysKeys are the keys of the page of keys.
type keysKeys struct{ Next, Before, Close key.Binding }

func newKeysKeys() keysKeys {
	return keysKeys{
		Next:   keys.Bind("space right down pgdown j l tab", "space", "next page"),
		Before: keys.Bind("left up pgup k h shift+tab", "", ""),
		Close:  keys.Bind("esc q enter", "esc", "close"),
	}
}

// NewKeys explains keys; about is the place that they work in, or empty for a
// page.
func NewKeys(s *page.Context, about string, groups []page.Group) *Keys {
	title := " Keys"
	if about != "" {
		title += " on " + about
	}
	return &Keys{Context: s, title: title, groups: groups, keys: newKeysKeys()}
}

// Typing is false: there is no field.
func (k *Keys) Typing() bool { return false }

// SaveWords has nothing to save.
func (k *Keys) SaveWords() tea.Cmd { return nil }

// Keys are those of the place that the page explains.
func (k *Keys) Keys() []page.Group { return k.groups }

// Update takes a press or the mouse.
func (k *Keys) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		switch {
		case msg.Is(k.keys.Close):
			return k.Close(k)
		case msg.Is(k.keys.Next):
			k.turn(+1)
		case msg.Is(k.keys.Before):
			k.turn(-1)
		}
	case tea.MouseWheelMsg:
		k.turn(list.Step(msg))
	}
	return nil
}

// turn turns pages, as far as there are such.
func (k *Keys) turn(by int) {
	last := len(k.Columns()) - 1
	k.page = max(0, min(last, min(last, k.page)+by))
}

// block is the lines of one group.
func (k *Keys) block(g page.Group, room int) []string {
	lines := []string{theme.NewLine(room).Put(k.Styles.Bold, " "+g.Title).String()}
	for _, b := range g.Bindings {
		if !b.Enabled() {
			continue
		}
		h := b.Help()
		if h.Key == "" { // told with the one before
			continue
		}
		lines = append(lines, theme.NewLine(room).Put(k.Styles.Plain, " "+k.Glyphs.Arrows(h.Key)).To(14).Put(k.Styles.Muted, theme.Cut(h.Desc, room-15)).String())
	}
	return append(lines, "")
}

// Columns are the page's lines, cut to what fits: two columns where there is room, of much the
// same height where all of it fits on one page.
func (k *Keys) Columns() [][]string {
	room := max(1, k.Height-3)
	if k.Width < 76 {
		columns := k.columns(k.Width, room)
		for legend := k.legend(k.Width); len(legend) > 0; {
			n := min(len(legend), room)
			columns, legend = append(columns, legend[:n]), legend[n:]
		}
		return columns
	}
	const columnWidth = 39
	columns := k.columns(columnWidth, room)
	for low := 1; low < room && len(columns) <= 2; low++ {
		if even := k.columns(columnWidth, low); len(even) <= 2 {
			columns = even
			break
		}
	}
	return k.inPairs(columns, columnWidth, room)
}

// columns are the groups one below the other, in columns of so many lines; a group is divided
// only where it is longer than a column.
func (k *Keys) columns(columnWidth, room int) [][]string {
	var columns [][]string
	var column []string
	for _, g := range k.groups {
		block := k.block(g, columnWidth)
		if len(column) > 0 && len(column)+len(block)-1 > room {
			columns, column = append(columns, column), nil
		}
		for len(block) > room+1 {
			columns = append(columns, block[:room])
			block = block[room:]
		}
		column = append(column, block...)
	}
	return append(columns, column)
}

// inPairs sets columns side by side, with the legend below the last, or on a page of
// its own.
func (k *Keys) inPairs(columns [][]string, columnWidth, room int) [][]string {
	var pages [][]string
	for i := 0; i < len(columns); i += 2 {
		var right []string
		if i+1 < len(columns) {
			right = columns[i+1]
		}
		pages = append(pages, beside(columns[i], right, k.Width, columnWidth))
	}
	last := pages[len(pages)-1]
	if strip := k.legendLines(); len(last)+len(strip) <= room {
		pages[len(pages)-1] = append(last, strip...)
		return pages
	}
	return append(pages, k.legend(k.Width))
}

// legendLines is the legend in two lines.
func (k *Keys) legendLines() []string {
	g, s := k.Glyphs, k.Styles
	l := theme.NewLine(k.Width)
	for _, sign := range [][2]string{{g.Kept, "kept"}, {g.Partly, "partly"}, {g.Rest, "rest"}, {g.Spare, "not needed"}, {g.Dot, "not yet, or no"}, {`"`, "has a note"}} {
		l.Put(s.Plain, " "+sign[0]).Put(s.Muted, " "+sign[1]+" ")
	}
	free := theme.NewLine(k.Width).Put(s.Muted, " Letters free for habits: ").Put(s.Plain, strings.Join(k.Book.List().FreeKeys(""), " "))
	return []string{l.String(), free.String()}
}

// beside sets two columns side by side.
func beside(left, right []string, room, col int) []string {
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		l := theme.NewLine(room)
		if i < len(left) {
			l.Styled(left[i])
		}
		if i < len(right) {
			l.To(col).Styled(right[i])
		}
		lines[i] = l.String()
	}
	return lines
}

// legend explains the glyphs, and says which letters are free.
func (k *Keys) legend(room int) []string {
	g := k.Glyphs
	lines := []string{theme.NewLine(room).Put(k.Styles.Bold, " what the signs say").String()}
	for _, row := range [][2]string{
		{g.Kept, "kept"},
		{g.Partly, "partly"},
		{g.Rest, "rest"},
		{g.Spare, "not needed"},
		{g.Dot, "not yet, or no"},
		{"blank", "nothing known"},
		{`"`, "has a note"},
	} {
		lines = append(lines, theme.NewLine(room).Put(k.Styles.Plain, " "+row[0]).To(14).Put(k.Styles.Muted, row[1]).String())
	}
	free := strings.Join(k.Book.List().FreeKeys(ident.ID("")), " ")
	return append(lines, theme.NewLine(room).Put(k.Styles.Plain, " "+free).Put(k.Styles.Muted, "  free for habits").String())
}

// View draws the page.
func (k *Keys) View() []string {
	pages := k.Columns()
	at := min(k.page, len(pages)-1) // there are fewer in a larger terminal
	head := theme.NewLine(k.Width).Put(k.Styles.Bold, k.title)
	head.Right(k.Width-1, k.Styles.Muted, strconv.Itoa(at+1)+" of "+strconv.Itoa(len(pages)))
	lines := append([]string{head.String(), ""}, pages[at]...)
	for len(lines) < k.Height-1 {
		lines = append(lines, "")
	}
	return append(lines[:k.Height-1], keys.HintLine(&k.Look, k.Hints()))
}

// Hints are the key line.
func (k *Keys) Hints() []keys.Hint {
	if len(k.Columns()) > 1 {
		return []keys.Hint{keys.HintOf(k.keys.Next, ""), keys.HintOf(k.keys.Close, "")}
	}
	return []keys.Hint{keys.HintOf(k.keys.Close, "")}
}
