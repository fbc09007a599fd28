package urge

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

// View draws the page.
func (u *Page) View() []string {
	switch u.stage {
	case howStrong:
		return u.strengthPage()
	case tenMinutes:
		return u.minutesPage()
	}
	return u.helpedPage()
}

func (u *Page) strengthPage() []string {
	p := sheet.New(&u.Look)
	l := theme.NewLine(u.Width).Put(u.Styles.Bold, " An urge, "+u.event.When(u.Now(), u.Preferences()))
	if b := u.boundary(); b != nil {
		name := theme.Selection(&u.Look, theme.Cut(spelling.CleanLine(b.Name), max(6, u.Width-l.Cells-5)), true)
		l.To(u.Width - theme.Width(theme.Stripped(name)) - 1).Styled(name)
	}
	p.Add(l)
	p.Blank()
	if u.event.Boundary == "" {
		p.Text(u.Styles.Plain, "No boundary to write this under. The ten minutes work all the same.")
		return p.End(u.MessageLine(), u.Hints())
	}
	p.Text(u.Styles.Plain, "Nothing has to be decided now. How strong is it?")
	p.Lines = append(p.Lines, u.scale()...)
	p.Blank()
	u.ownWords(p)
	return p.End(u.MessageLine(), u.Hints())
}

// scale is the numbers from 0 to 10, in as many lines as they need.
func (u *Page) scale() []string {
	gap := 1
	if u.Width < 46 {
		gap = 0
	}
	var lines []string
	l := theme.NewLine(u.Width)
	for n := 0; n <= boundary.HighestUrge; n++ {
		chosen := u.event.Strength != nil && *u.event.Strength == n
		if l.Cells+theme.Width(strconv.Itoa(n))+2+gap > u.Width {
			lines = append(lines, l.String())
			l = theme.NewLine(u.Width)
		}
		if l.Cells > 0 {
			l.Put(u.Styles.Plain, theme.Blanks(gap))
		}
		l.Styled(theme.Selection(&u.Look, strconv.Itoa(n), chosen))
	}
	return append(lines, l.String())
}

// ownWords are why and plan, or where they come from.
func (u *Page) ownWords(p *sheet.Sheet) {
	b := u.boundary()
	if b == nil {
		return
	}
	if len(b.Why) == 0 && b.Plan == "" {
		if u.stage == tenMinutes {
			p.Text(u.Styles.Plain, "A glass of water. Another room. Someone to call.")
		}
		p.Text(u.Styles.Muted, "Your own why and plan can stand here: e on Boundaries writes them.")
		return
	}
	why, plan := func() { p.Words("why", sheet.Sentences(b.Why), 1, 8, 4) }, func() { p.Words("plan", b.Plan, 1, 8, 4) }
	if u.stage == howStrong {
		why()
		plan()
		return
	}
	plan()
	why()
}

func (u *Page) minutesPage() []string {
	p := sheet.New(&u.Look)
	p.Lines = append(p.Lines, u.minutesLine())
	p.Blank()
	offered := u.offeredLines()
	own := sheet.New(&u.Look)
	u.ownWords(own)
	// Where it is tight one's own words give way, from the end; what is chosen is seen.
	room := max(0, u.Height-2-len(p.Lines)-len(offered))
	p.Lines = append(p.Lines, own.Lines[:min(len(own.Lines), room)]...)
	p.Lines = append(p.Lines, offered...)
	return p.End(u.MessageLine(), u.Hints())
}

// offeredLines are the habits that are offered, as many as there is room for, with a
// line above them that says so.
func (u *Page) offeredLines() []string {
	if len(u.offered) == 0 {
		return nil
	}
	p := sheet.New(&u.Look)
	p.Blank()
	if u.Height >= 10 {
		p.Text(u.Styles.Plain, "One of these, if you like")
	}
	shown := min(len(u.offered), max(1, u.Height/4-1))
	from := max(0, min(u.cursor-shown+1, len(u.offered)-shown))
	for i := from; i < from+shown; i++ {
		p.Lines = append(p.Lines, u.offeredLine(i))
	}
	return p.Lines
}

// minutesLine is how much of the ten minutes is left, and a breath.
func (u *Page) minutesLine() string {
	s := u.Styles
	l := theme.NewLine(u.Width)
	left := tenMinutesLong - u.Seconds
	if left <= 0 {
		return l.Put(s.Bold, " Ten minutes.").Put(s.Plain, " Take as long as you like.").String()
	}
	l.Put(s.Bold, " Ten minutes")
	says := strconv.Itoa((left+59)/60) + " min"
	if left < 60 {
		says = strconv.Itoa(left) + " s"
	}
	breath, cells := u.breath()
	cellsOfBar := 30
	if u.Width < 76 {
		const around = 3 + 3 + 2 + len("out ") + 6 + 1 // blanks, and the longest breath
		cellsOfBar = min(30, u.Width-l.Cells-theme.Width(says)-around)
	}
	if cellsOfBar >= 6 {
		l.Put(s.Plain, "   ")
		sheet.Meter(&u.Look, l, float64(u.Seconds)/tenMinutesLong, cellsOfBar, s.Accent)
	}
	l.Put(s.Plain, "   "+says)
	if u.Width >= 76 {
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
		l.Put(s.Accent, strings.Repeat(u.Glyphs.Full, cells)).Put(s.Faint, strings.Repeat(u.Glyphs.Empty, size-cells))
	}
	return l.String()
}

// breath is in for 4 seconds and out for 6, with how much of it; less than 0 where
// nothing is to move.
func (u *Page) breath() (word string, cells int) {
	if u.Settings.ReduceMotion {
		return "in 4, out 6", -1
	}
	at := u.Seconds % 10
	if at < 4 {
		return "in", at + 1
	}
	return "out", 10 - at
}

// offeredLine is one habit that is not done yet.
func (u *Page) offeredLine(i int) string {
	s := u.Styles
	l := theme.NewLine(u.Width)
	r := u.Book.Find(u.offered[i])
	if r == nil {
		return l.String()
	}
	st := habits.Evaluate(r.Habit, r.History, u.Today).On(u.Today)
	name := s.Plain
	if i == u.cursor {
		l.Put(s.Strong, u.Glyphs.Cursor)
		name = s.Bold
	}
	ink := s.Muted
	if st.State == habits.Yes || st.State == habits.Partial {
		ink = u.AreaStyle(r.Habit.Area)
	}
	l.To(2).Put(ink, u.Glyphs.State(st, true))
	progress := phrase.Progress(st, u.Width < 60)
	l.To(4).Put(name, theme.Cut(spelling.CleanLine(r.Habit.Name), max(8, u.Width-theme.Width(progress)-7)))
	if u.Width >= 60 {
		l.To(28)
	}
	return l.Put(s.Plain, " ").Put(s.Muted, theme.Cut(progress, u.Width-l.Cells-1)).String()
}

func (u *Page) helpedPage() []string {
	p := sheet.New(&u.Look)
	p.Add(theme.NewLine(u.Width).Put(u.Styles.Bold, " Ridden out.").Put(u.Styles.Plain, " That is kept."))
	p.Blank()
	p.Add(theme.NewLine(u.Width).Put(u.Styles.Plain, " What helped?").Put(u.Styles.Muted, "  any, or none"))
	head := len(p.Lines)
	options, at := u.optionLines()
	p.Lines = append(p.Lines, options...)
	for _, f := range []struct {
		focus urgeFocus
		label string
		in    *field.Input
	}{{onOther, "something else", &u.other}, {onTrigger, "what set it off", &u.trigger}} {
		l := theme.NewLine(u.Width)
		label := u.Styles.Muted
		if u.focus == f.focus {
			l.Put(u.Styles.Strong, u.Glyphs.Cursor)
			label = u.Styles.Bold
		}
		l.To(2).Put(label, f.label).To(19)
		if u.focus == f.focus {
			l.Styled(f.in.Draw(&u.Look, max(6, u.Width-20)))
		} else {
			l.Put(u.Styles.Plain, theme.Cut(spelling.CleanLine(f.in.Value()), max(6, u.Width-20)))
		}
		p.Add(l)
	}
	// In a low terminal what has the focus pushes up what stands above it.
	room := u.Height - 2 - head
	if u.focus != onOptions {
		at = len(options) - 1 + int(u.focus)
	}
	if hidden := at - room + 1; hidden > 0 {
		p.Lines = append(p.Lines[:head:head], p.Lines[head+hidden:]...)
	}
	return p.End(u.MessageLine(), u.Hints())
}

// optionLines are what may have helped, in as many lines as they need, and which of
// these has the cursor.
func (u *Page) optionLines() (lines []string, at int) {
	s := u.Styles
	l := theme.NewLine(u.Width)
	if u.focus == onOptions {
		l.Put(s.Strong, u.Glyphs.Cursor)
	}
	l.To(2)
	for i, text := range u.options {
		text = theme.Cut(spelling.CleanLine(text), max(6, u.Width-6))
		if l.Cells > 2 && l.Cells+7+theme.Width(text) > u.Width {
			lines = append(lines, l.String())
			l = theme.NewLine(u.Width).To(2)
		}
		if l.Cells > 2 {
			l.Put(s.Plain, "     ")
		}
		if i == u.cursor {
			at = len(lines)
		}
		sign, ink := u.Glyphs.Dot, s.Muted
		if u.helped[i] {
			sign, ink = u.Glyphs.Kept, s.Accent
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
func (u *Page) Hints() []keys.Hint {
	switch u.stage {
	case howStrong:
		return u.strengthHints()
	case tenMinutes:
		return u.minutesHints()
	}
	if u.focus == onOptions {
		return []keys.Hint{{Keys: "space", Says: "tick", Press: "space"}, {Keys: "← →", Says: "choose", Press: "right"}, {Keys: "tab", Says: "next", Press: "tab"}, {Keys: "enter", Says: "done", Press: "enter"}, {Keys: "esc", Says: "done, it is kept", Press: "esc"}}
	}
	return []keys.Hint{{Keys: "tab", Says: "next", Press: "tab"}, {Keys: "enter", Says: "done", Press: "enter"}, {Keys: "esc", Says: "done, it is kept", Press: "esc"}}
}

// strengthHints are the key line at first. Where it is narrow, what goes on comes first.
func (u *Page) strengthHints() []keys.Hint {
	var hints []keys.Hint
	if u.event.Boundary != "" {
		hints = append(hints, keys.Hint{Keys: "0-9 ← →", Says: "strength", Press: ""})
	}
	if len(u.Book.Boundaries.Open()) > 1 {
		hints = append(hints, keys.Hint{Keys: "↑ ↓", Says: "boundary", Press: "down"})
	}
	on, help, leave := keys.Hint{Keys: "enter", Says: "ten minutes", Press: "enter"}, keys.Hint{Keys: "H", Says: "help lines", Press: "H"}, keys.Hint{Keys: "esc", Says: "leave", Press: "esc"}
	if u.Width < 76 {
		return append(append([]keys.Hint{on, help}, hints...), leave)
	}
	return append(hints, on, help, leave)
}

// minutesHints are the key line of the ten minutes.
func (u *Page) minutesHints() []keys.Hint {
	var hints []keys.Hint
	if len(u.offered) > 0 {
		hints = append(hints, keys.Hint{Keys: "space", Says: "did it", Press: "space"})
	}
	hints = append(hints, keys.Hint{Keys: "w", Says: "write", Press: "w"})
	on, slip, leave := keys.Hint{Keys: "enter", Says: "it has passed", Press: "enter"}, keys.Hint{Keys: "s", Says: "I answered", Press: "s"}, keys.Hint{Keys: "esc", Says: "leave, it is kept", Press: "esc"}
	switch {
	case u.event.Boundary == "":
		return append(hints, on, keys.Hint{Keys: "esc", Says: "leave", Press: "esc"})
	case u.Width < 76:
		on.Says, slip.Says, leave.Says = "passed", "answered", "leave"
		return append(append([]keys.Hint{on}, slices.Insert(hints, len(hints)-1, slip)...), leave)
	}
	return append(hints, on, slip, leave)
}

// click takes a click: a number, a habit, an option, a field.
func (u *Page) click(m tea.Mouse) tea.Cmd {
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
func (u *Page) isScale(y int) bool {
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

func (u *Page) clickHelped(text string, x int) tea.Cmd {
	switch {
	case strings.HasPrefix(strings.TrimLeft(text, " "+u.Glyphs.Cursor), "something else"):
		return u.moveTo(onOther)
	case strings.HasPrefix(strings.TrimLeft(text, " "+u.Glyphs.Cursor), "what set it off"):
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
