package boundaries

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// boundaryLine is a line of the place and the boundary that it belongs to.
type boundaryLine struct {
	text  string
	index int // or list.None
}

// View draws the place.
func (b *Page) View() []string {
	lines := []string{b.Header(page.PlaceBoundaries, ""), ""}
	all := b.all()
	from, to := b.rows.Shown(b.layoutOf(all))
	for _, l := range all[from:to] {
		lines = append(lines, l.text)
	}
	for len(lines) < b.Height-2 {
		lines = append(lines, "")
	}
	return append(lines[:b.Height-2], b.MessageLine(), keys.HintLine(&b.Look, b.Hints()))
}

// room is how many lines the list has.
func (b *Page) room() int { return max(1, b.Height-4) }

// layout is where the list stands.
func (b *Page) layout() list.Layout { return b.layoutOf(b.all()) }

func (b *Page) layoutOf(all []boundaryLine) list.Layout {
	o := list.Layout{Top: 2, Room: b.room()}
	for _, l := range all {
		o.Items = append(o.Items, l.index)
	}
	return o
}

// follow scrolls so that as much as may be of the chosen boundary is shown.
func (b *Page) follow() {
	b.rows.Cursor = b.index()
	b.rows.Follow(b.layout())
}

// all is every line of the list.
func (b *Page) all() []boundaryLine {
	if len(b.Book.Boundaries) == 0 {
		return b.none()
	}
	var all []boundaryLine
	at := b.index()
	for i, x := range b.Book.Boundaries {
		if i > 0 && (x.Ended == nil || b.Book.Boundaries[i-1].Ended == nil || b.open == x.ID) {
			all = append(all, boundaryLine{"", list.None})
		}
		for _, text := range b.block(x, i == at) {
			all = append(all, boundaryLine{text, i})
		}
	}
	return all
}

func (b *Page) none() []boundaryLine {
	if !b.Loaded {
		return nil
	}
	var lines []boundaryLine
	for _, text := range []string{
		"No boundary. N sets one up, in your own words.", "", purpose,
	} {
		for _, part := range theme.Fold(text, min(b.Width, 100)-3) {
			lines = append(lines, boundaryLine{theme.NewLine(b.Width).Put(b.Styles.Muted, "  "+part).String(), list.None})
		}
	}
	return lines
}

// wide is the width that the place uses: lines of a wide terminal would be too long to
// read.
func (b *Page) wide() int { return min(b.Width, 100) }

// block is the lines of one boundary.
func (b *Page) block(x boundary.Boundary, chosen bool) []string {
	s, now := b.Styles, b.Now()
	k := x.Stats(now)
	p := sheet.New(&b.Look)
	right := "since " + b.Preferences().Moment(k.Runs[len(k.Runs)-1].From, now)
	if right == phrase.Run(k, b.Preferences()) { // once is enough
		right = ""
	}
	if x.Ended != nil {
		right = x.Ended.How.String() + " " + calendar.DateOf(x.Ended.At.In(now.Location()).Date()).Brief(b.Today) + ", " + phrase.Days(k.Kept) + " kept"
	}
	head := theme.NewLine(b.wide())
	name := s.Plain
	if x.Ended != nil {
		name = s.Muted
	}
	if chosen {
		head.Put(s.Strong, b.Glyphs.Cursor)
		name = s.Bold
	}
	text := spelling.CleanLine(x.Name)
	beside := b.wide() >= 4+min(theme.Width(text), 30)+theme.Width(right)
	if beside {
		head.To(2).Put(name, theme.Cut(text, b.wide()-theme.Width(right)-4)).Right(b.wide(), s.Muted, right)
	} else {
		head.To(2).Put(name, theme.Cut(text, b.wide()-3))
	}
	p.Add(head)
	if !beside && right != "" {
		p.Add(theme.NewLine(b.wide()).To(2).Put(s.Muted, theme.Cut(right, b.wide()-3)))
	}
	if x.Ended == nil {
		p.Lines = append(p.Lines, b.runLine(k))
		if words := phrase.Runs(k); words != "" {
			for _, part := range theme.Fold(words, b.wide()-3) {
				p.Add(theme.NewLine(b.wide()).To(2).Put(s.Muted, part))
			}
		}
	}
	if x.Ended == nil || b.open == x.ID {
		most := 2
		if b.open == x.ID {
			most = 99
		}
		p.Words("why", sheet.Sentences(x.Why), 2, 9, most)
		p.Words("plan", x.Plan, 2, 9, most)
	}
	if b.open == x.ID {
		b.rest(p, x, k)
	}
	return p.Lines
}

// runLine is the run, as long as it is, and the way to the next milestone.
func (b *Page) runLine(k boundary.Stats) string {
	s := b.Styles
	l := theme.NewLine(b.wide()).To(2).Put(s.Plain, phrase.Run(k, b.Preferences()))
	if b.wide() < 46 {
		return l.Put(s.Muted, "   next "+phrase.NextMilestone(k)).String()
	}
	l.Put(s.Plain, "  ").To(21)
	sheet.Meter(&b.Look, l, k.Share(), 14, s.Accent)
	l.Put(s.Muted, "  "+padLeft(phrase.NextMilestone(k), 2)+" next")
	if k.Reached() {
		l.Put(s.Accent, "   reached today")
	}
	return l.String()
}

func padLeft(text string, n int) string { return theme.Blanks(max(0, n-theme.Width(text))) + text }

// rest is what is shown of a boundary that is open.
func (b *Page) rest(p *sheet.Sheet, x boundary.Boundary, k boundary.Stats) {
	now := b.Now()
	for _, own := range [][2]string{
		{"I'm okay with", strings.Join(x.Okay, "\n")},
		{"I'm not okay with", strings.Join(x.NotOkay, "\n")},
		{"what I said", x.Said},
	} {
		p.Words(own[0], own[1], 2, 21, 99)
	}
	if n := len(k.Runs); n > 1 {
		p.Lines = append(p.Lines, "")
		p.Add(theme.NewLine(b.Width).To(2).Put(b.Styles.Bold, "runs"))
		for i := n - 1; i >= max(0, n-5); i-- {
			r := k.Runs[i]
			to := b.Preferences().Moment(r.To, now)
			if i == n-1 && x.Ended == nil {
				to = "now"
			}
			length := phrase.Days(r.Days)
			if r.Days == 0 {
				length = "some hours"
			}
			p.Words(length, b.Preferences().Moment(r.From, now)+" to "+to, 2, 21, 2)
		}
	}
	if len(x.Events) == 0 {
		return
	}
	p.Lines = append(p.Lines, "")
	p.Add(theme.NewLine(b.Width).To(2).Put(b.Styles.Bold, "written down"))
	for _, e := range slices.Backward(boundary.EventsByClock(x.Events, now.Location())) {
		p.Words(e.When(now, b.Preferences()), phrase.Event(e), 2, 21, 6)
	}
}

// click chooses the boundary that is drawn there.
func (b *Page) click(m tea.Mouse) {
	if i := b.rows.ItemAt(m.X, m.Y, b.layout()); i != list.None {
		b.choose(i)
	}
}
