package ui

import (
	"slices"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// View draws the page.
func (u *urge) View() []string {
	switch u.stage {
	case howStrong:
		return u.strengthPage()
	case tenMinutes:
		return u.minutesPage()
	}
	return u.helpedPage()
}

func (u *urge) strengthPage() []string {
	p := u.newPage()
	l := theme.NewLine(u.width).Put(u.styles.Bold, " An urge, "+u.event.When(u.now(), u.preferences()))
	if b := u.boundary(); b != nil {
		name := u.selection(theme.Cut(spelling.CleanLine(b.Name), max(6, u.width-l.Cells-5)), true)
		l.To(u.width - theme.Width(theme.Stripped(name)) - 1).Styled(name)
	}
	p.add(l)
	p.blank()
	if u.event.Boundary == "" {
		p.text(u.styles.Plain, "No boundary to write this under. The ten minutes work all the same.")
		return p.end(u.messageLine(), u.Hints())
	}
	p.text(u.styles.Plain, "Nothing has to be decided now. How strong is it?")
	p.lines = append(p.lines, u.scale()...)
	p.blank()
	u.ownWords(p)
	return p.end(u.messageLine(), u.Hints())
}

// scale is the numbers from 0 to 10, in as many lines as they need.
func (u *urge) scale() []string {
	gap := 1
	if u.width < 46 {
		gap = 0
	}
	var lines []string
	l := theme.NewLine(u.width)
	for n := 0; n <= boundary.HighestUrge; n++ {
		chosen := u.event.Strength != nil && *u.event.Strength == n
		if l.Cells+theme.Width(itoa(n))+2+gap > u.width {
			lines = append(lines, l.String())
			l = theme.NewLine(u.width)
		}
		if l.Cells > 0 {
			l.Put(u.styles.Plain, theme.Blanks(gap))
		}
		l.Styled(u.selection(itoa(n), chosen))
	}
	return append(lines, l.String())
}

// ownWords are why and plan, or where they come from.
func (u *urge) ownWords(p *page) {
	b := u.boundary()
	if b == nil {
		return
	}
	if len(b.Why) == 0 && b.Plan == "" {
		if u.stage == tenMinutes {
			p.text(u.styles.Plain, "A glass of water. Another room. Someone to call.")
		}
		p.text(u.styles.Muted, "Your own why and plan can stand here: e on Boundaries writes them.")
		return
	}
	why, plan := func() { p.words("why", sentences(b.Why), 1, 8, 4) }, func() { p.words("plan", b.Plan, 1, 8, 4) }
	if u.stage == howStrong {
		why()
		plan()
		return
	}
	plan()
	why()
}

func (u *urge) minutesPage() []string {
	p := u.newPage()
	p.lines = append(p.lines, u.minutesLine())
	p.blank()
	offered := u.offeredLines()
	own := u.newPage()
	u.ownWords(own)
	// Where it is tight one's own words give way, from the end; what is chosen is seen.
	room := max(0, u.height-2-len(p.lines)-len(offered))
	p.lines = append(p.lines, own.lines[:min(len(own.lines), room)]...)
	p.lines = append(p.lines, offered...)
	return p.end(u.messageLine(), u.Hints())
}

// offeredLines are the habits that are offered, as many as there is room for, with a
// line above them that says so.
func (u *urge) offeredLines() []string {
	if len(u.offered) == 0 {
		return nil
	}
	p := u.newPage()
	p.blank()
	if u.height >= 10 {
		p.text(u.styles.Plain, "One of these, if you like")
	}
	shown := min(len(u.offered), max(1, u.height/4-1))
	from := max(0, min(u.cursor-shown+1, len(u.offered)-shown))
	for i := from; i < from+shown; i++ {
		p.lines = append(p.lines, u.offeredLine(i))
	}
	return p.lines
}

// minutesLine is how much of the ten minutes is left, and a breath.
func (u *urge) minutesLine() string {
	s := u.styles
	l := theme.NewLine(u.width)
	left := tenMinutesLong - u.seconds
	if left <= 0 {
		return l.Put(s.Bold, " Ten minutes.").Put(s.Plain, " Take as long as you like.").String()
	}
	l.Put(s.Bold, " Ten minutes")
	says := itoa((left+59)/60) + " min"
	if left < 60 {
		says = itoa(left) + " s"
	}
	breath, cells := u.breath()
	cellsOfBar := 30
	if u.width < 76 {
		const around = 3 + 3 + 2 + len("out ") + 6 + 1 // blanks, and the longest breath
		cellsOfBar = min(30, u.width-l.Cells-theme.Width(says)-around)
	}
	if cellsOfBar >= 6 {
		l.Put(s.Plain, "   ")
		u.meter(l, float64(u.seconds)/tenMinutesLong, cellsOfBar, s.Accent)
	}
	l.Put(s.Plain, "   "+says)
	if u.width >= 76 {
		l.To(62)
	} else {
		l.Put(s.Plain, "  ")
	}
	l.Put(s.Muted, breath+" ")
	if cells >= 0 {
		size := 4
		if breath == "out" {
			size = 6
		}
		l.Put(s.Accent, strings.Repeat(u.glyphs.Full, cells)).Put(s.Faint, strings.Repeat(u.glyphs.Empty, size-cells))
	}
	return l.String()
}

// breath is in for 4 seconds and out for 6, with how much of it; less than 0 where
// nothing is to move.
func (u *urge) breath() (word string, cells int) {
	if u.opts.ReduceMotion {
		return "in 4, out 6", -1
	}
	at := u.seconds % 10
	if at < 4 {
		return "in", at + 1
	}
	return "out", 10 - at
}

// offeredLine is one habit that is not done yet.
func (u *urge) offeredLine(i int) string {
	s := u.styles
	l := theme.NewLine(u.width)
	r := u.book.Find(u.offered[i])
	if r == nil {
		return l.String()
	}
	st := habits.Evaluate(r.Habit, r.History, u.today).On(u.today)
	name := s.Plain
	if i == u.cursor {
		l.Put(s.Strong, u.glyphs.Cursor)
		name = s.Bold
	}
	ink := s.Muted
	if st.State == habits.Yes || st.State == habits.Partial {
		ink = u.areaStyle(r.Habit.Area)
	}
	l.To(2).Put(ink, u.glyphs.State(st, true))
	progress := phrase.Progress(st, u.width < 60)
	l.To(4).Put(name, theme.Cut(spelling.CleanLine(r.Habit.Name), max(8, u.width-theme.Width(progress)-7)))
	if u.width >= 60 {
		l.To(28)
	}
	return l.Put(s.Plain, " ").Put(s.Muted, theme.Cut(progress, u.width-l.Cells-1)).String()
}

func (u *urge) helpedPage() []string {
	p := u.newPage()
	p.add(theme.NewLine(u.width).Put(u.styles.Bold, " Ridden out.").Put(u.styles.Plain, " That is kept."))
	p.blank()
	p.add(theme.NewLine(u.width).Put(u.styles.Plain, " What helped?").Put(u.styles.Muted, "  any, or none"))
	head := len(p.lines)
	options, at := u.optionLines()
	p.lines = append(p.lines, options...)
	for _, f := range []struct {
		focus urgeFocus
		label string
		in    *input
	}{{onOther, "something else", &u.other}, {onTrigger, "what set it off", &u.trigger}} {
		l := theme.NewLine(u.width)
		label := u.styles.Muted
		if u.focus == f.focus {
			l.Put(u.styles.Strong, u.glyphs.Cursor)
			label = u.styles.Bold
		}
		l.To(2).Put(label, f.label).To(19)
		if u.focus == f.focus {
			l.Styled(f.in.view(u.session, max(6, u.width-20)))
		} else {
			l.Put(u.styles.Plain, theme.Cut(spelling.CleanLine(f.in.Value()), max(6, u.width-20)))
		}
		p.add(l)
	}
	// In a low terminal what has the focus pushes up what stands above it.
	room := u.height - 2 - head
	if u.focus != onOptions {
		at = len(options) - 1 + int(u.focus)
	}
	if hidden := at - room + 1; hidden > 0 {
		p.lines = append(p.lines[:head:head], p.lines[head+hidden:]...)
	}
	return p.end(u.messageLine(), u.Hints())
}

// optionLines are what may have helped, in as many lines as they need, and which of
// these has the cursor.
func (u *urge) optionLines() (lines []string, at int) {
	s := u.styles
	l := theme.NewLine(u.width)
	if u.focus == onOptions {
		l.Put(s.Strong, u.glyphs.Cursor)
	}
	l.To(2)
	for i, text := range u.options {
		text = theme.Cut(spelling.CleanLine(text), max(6, u.width-6))
		if l.Cells > 2 && l.Cells+7+theme.Width(text) > u.width {
			lines = append(lines, l.String())
			l = theme.NewLine(u.width).To(2)
		}
		if l.Cells > 2 {
			l.Put(s.Plain, "     ")
		}
		if i == u.cursor {
			at = len(lines)
		}
		sign, ink := u.glyphs.Dot, s.Muted
		if u.helped[i] {
			sign, ink = u.glyphs.Kept, s.Accent
		}
		name := s.Plain
		if u.focus == onOptions && i == u.cursor {
			name = s.Bold
		}
		l.Put(ink, sign).Put(name, " "+text)
	}
	return append(lines, l.String()), at
}

// Hints are the key line.
func (u *urge) Hints() []hint {
	switch u.stage {
	case howStrong:
		return u.strengthHints()
	case tenMinutes:
		return u.minutesHints()
	}
	if u.focus == onOptions {
		return []hint{{"space", "tick", "space"}, {"← →", "choose", "right"}, {"tab", "next", "tab"}, {"enter", "done", "enter"}, {"esc", "done, it is kept", "esc"}}
	}
	return []hint{{"tab", "next", "tab"}, {"enter", "done", "enter"}, {"esc", "done, it is kept", "esc"}}
}

// strengthHints are the key line at first. Where it is narrow, what goes on comes first.
func (u *urge) strengthHints() []hint {
	var hints []hint
	if u.event.Boundary != "" {
		hints = append(hints, hint{"0-9 ← →", "strength", ""})
	}
	if len(u.book.Boundaries.Open()) > 1 {
		hints = append(hints, hint{"↑ ↓", "boundary", "down"})
	}
	on, help, leave := hint{"enter", "ten minutes", "enter"}, hint{"H", "help lines", "H"}, hint{"esc", "leave", "esc"}
	if u.width < 76 {
		return append(append([]hint{on, help}, hints...), leave)
	}
	return append(hints, on, help, leave)
}

// minutesHints are the key line of the ten minutes.
func (u *urge) minutesHints() []hint {
	var hints []hint
	if len(u.offered) > 0 {
		hints = append(hints, hint{"space", "did it", "space"})
	}
	hints = append(hints, hint{"w", "write", "w"})
	on, slip, leave := hint{"enter", "it has passed", "enter"}, hint{"s", "I answered", "s"}, hint{"esc", "leave, it is kept", "esc"}
	switch {
	case u.event.Boundary == "":
		return append(hints, on, hint{"esc", "leave", "esc"})
	case u.width < 76:
		on.says, slip.says, leave.says = "passed", "answered", "leave"
		return append(append([]hint{on}, slices.Insert(hints, len(hints)-1, slip)...), leave)
	}
	return append(hints, on, slip, leave)
}

// click takes a click: a number, a habit, an option, a field.
func (u *urge) click(m tea.Mouse) tea.Cmd {
	lines := u.View()
	if m.Y < 0 || m.Y >= len(lines)-2 {
		return nil
	}
	text := []rune(theme.Stripped(lines[m.Y]))
	switch u.stage {
	case howStrong:
		if n, ok := numberAt(text, m.X); ok && u.isScale(m.Y) {
			return u.rate(n)
		}
	case tenMinutes:
		for i := range u.offered {
			if lines[m.Y] == u.offeredLine(i) {
				u.cursor = i
				if m.X <= 3 {
					return u.doOffered()
				}
			}
		}
	case whatHelped:
		return u.clickHelped(string(text), m.X)
	}
	return nil
}

// isScale reports whether line y of the page is one of the numbers.
func (u *urge) isScale(y int) bool {
	drawn := theme.Stripped(u.View()[y])
	for _, l := range u.scale() {
		if drawn == theme.Stripped(l) {
			return true
		}
	}
	return false
}

// numberAt is the number that stands in column x of a line, or beside it.
func numberAt(text []rune, x int) (int, bool) {
	isDigit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	for _, at := range []int{x, x + 1, x - 1} {
		if !isDigit(at) {
			continue
		}
		for isDigit(at - 1) {
			at--
		}
		n := 0
		for ; isDigit(at); at++ {
			n = 10*n + int(text[at]-'0')
		}
		return n, n <= boundary.HighestUrge
	}
	return 0, false
}

func (u *urge) clickHelped(text string, x int) tea.Cmd {
	switch {
	case strings.HasPrefix(strings.TrimLeft(text, " "+u.glyphs.Cursor), "something else"):
		return u.moveTo(onOther)
	case strings.HasPrefix(strings.TrimLeft(text, " "+u.glyphs.Cursor), "what set it off"):
		return u.moveTo(onTrigger)
	}
	for i, option := range u.options {
		at := strings.Index(text, " "+option)
		if at < 0 {
			continue
		}
		col := theme.Width(text[:at])
		if x >= col-1 && x <= col+theme.Width(option) {
			u.cursor = i
			u.helped[i] = !u.helped[i]
			return u.moveTo(onOptions)
		}
	}
	return nil
}
