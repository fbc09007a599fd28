package urge

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/component/zone"
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
	p := u.strengthHead()
	if u.event.Boundary == "" {
		p.Text(u.Styles.Plain, "No boundary to write this under. The ten minutes work all the same.")
		return p.End(u.MessageLine(), u.Hints())
	}
	scale, _ := u.scale()
	p.Lines = append(p.Lines, scale...)
	p.Blank()
	u.ownWords(p)
	return p.End(u.MessageLine(), u.Hints())
}

// strengthHead is what stands above the numbers.
func (u *Page) strengthHead() *sheet.Sheet {
	p := sheet.New(&u.Look)
	l := theme.NewLine(u.Width).Put(u.Styles.Bold, " An urge, "+u.event.When(u.Now(), u.Preferences()))
	if b := u.boundary(); b != nil {
		name := theme.Selection(&u.Look, theme.Cut(spelling.CleanLine(b.Name), max(6, u.Width-l.Cells-5)), true)
		l.To(u.Width - theme.Width(theme.Stripped(name)) - 1).Styled(name)
	}
	p.Add(l)
	p.Blank()
	if u.event.Boundary != "" {
		p.Text(u.Styles.Plain, "Nothing has to be decided now. How strong is it?")
	}
	return p
}

// scale draws the numbers from 0 to 10, in as many lines as they need, and returns where each stands
// among them.
func (u *Page) scale() (lines []string, zones zone.Zones) {
	gap := 1
	if u.Width < 46 {
		gap = 0
	}
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
		from := l.Cells
		l.Styled(theme.Selection(&u.Look, strconv.Itoa(n), chosen))
		zones = append(zones, zone.Zone{Row: len(lines), From: from, To: l.Cells, What: n})
	}
	return append(lines, l.String()), zones
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
	p := u.minutesHead()
	rows, o := u.offeredList()
	from, to := rows.Shown(o)
	for i := from; i < to; i++ {
		p.Lines = append(p.Lines, u.offeredLine(i))
	}
	return p.End(u.MessageLine(), u.Hints())
}

// minutesHead is what stands above the habits that are offered. Where it is tight one's own words
// give way, from the end; what is chosen is seen.
func (u *Page) minutesHead() *sheet.Sheet {
	p, own, offer := sheet.New(&u.Look), sheet.New(&u.Look), sheet.New(&u.Look)
	p.Lines = append(p.Lines, u.minutesLine())
	p.Blank()
	u.ownWords(own)
	if len(u.offered) > 0 {
		offer.Blank()
		if u.Height >= 10 {
			offer.Text(u.Styles.Plain, "One of these, if you like")
		}
	}
	room := max(0, u.Height-2-len(p.Lines)-len(offer.Lines)-u.mostOffered())
	p.Lines = append(p.Lines, own.Lines[:min(len(own.Lines), room)]...)
	p.Lines = append(p.Lines, offer.Lines...)
	return p
}

// mostOffered is how many of the habits that are offered there is room for.
func (u *Page) mostOffered() int { return min(len(u.offered), max(1, u.Height/4-1)) }

// offeredList is the list of habits that are offered, and where it stands.
func (u *Page) offeredList() (list.List, list.Layout) {
	o := list.Layout{Items: list.Each(len(u.offered)), Top: len(u.minutesHead().Lines), Room: u.mostOffered()}
	return list.List{Cursor: u.cursor, Offset: max(0, u.cursor-o.Room+1)}, o
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
	style := s.Muted
	if st.State == habits.Yes || st.State == habits.Partial {
		style = u.AreaStyle(r.Habit.Area)
	}
	l.To(2).Put(style, u.Glyphs.State(st, true))
	progress := phrase.Progress(st, u.Width < 60)
	l.To(4).Put(name, theme.Cut(spelling.CleanLine(r.Habit.Name), max(8, u.Width-theme.Width(progress)-7)))
	if u.Width >= 60 {
		l.To(28)
	}
	return l.Put(s.Plain, " ").Put(s.Muted, theme.Cut(progress, u.Width-l.Cells-1)).String()
}

// The lines of the last part that are fields, as zones call them, beside the options by their index.
const (
	zoneOther   = -1
	zoneTrigger = -2
)

// helpedHead is what stands above what may have helped.
func (u *Page) helpedHead() *sheet.Sheet {
	p := sheet.New(&u.Look)
	p.Add(theme.NewLine(u.Width).Put(u.Styles.Bold, " Ridden out.").Put(u.Styles.Plain, " That is kept."))
	p.Blank()
	p.Add(theme.NewLine(u.Width).Put(u.Styles.Plain, " What helped?").Put(u.Styles.Muted, "  any, or none"))
	return p
}

func (u *Page) helpedPage() []string {
	p := u.helpedHead()
	lines, _ := u.helpedLines(u.Height - 2 - len(p.Lines))
	p.Lines = append(p.Lines, lines...)
	return p.End(u.MessageLine(), u.Hints())
}

// helpedLines draws what may have helped and the two fields, and returns where each stands among
// the lines. In a low terminal what has the focus pushes up what stands above it.
func (u *Page) helpedLines(room int) (lines []string, zones zone.Zones) {
	lines, zones, at := u.optionLines()
	options := len(lines)
	for i, f := range []struct {
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
			l.Styled(f.in.Draw(&u.Look, u.fieldRoom()))
		} else {
			l.Put(u.Styles.Plain, theme.Cut(spelling.CleanLine(f.in.Value()), u.fieldRoom()))
		}
		zones = append(zones, zone.Zone{Row: len(lines), To: u.Width, What: zoneOther - i})
		lines = append(lines, l.String())
	}
	if u.focus != onOptions {
		at = options - 1 + int(u.focus)
	}
	hidden := max(0, at-room+1)
	return lines[hidden:], zones.Down(-hidden)
}

// fieldRoom is how many cells a field of the last part has.
func (u *Page) fieldRoom() int { return max(6, u.Width-20) }

// optionLines draws what may have helped, in as many lines as it needs, and returns where each stands
// among them, and which of the lines has the cursor.
func (u *Page) optionLines() (lines []string, zones zone.Zones, at int) {
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
		sign, style := u.Glyphs.Dot, s.Muted
		if u.helped[i] {
			sign, style = u.Glyphs.Kept, s.Accent
		}
		name := s.Plain
		if u.focus == onOptions && i == u.cursor {
			name = s.Bold
		}
		from := l.Cells
		l.Put(style, sign).Put(name, " "+text)
		zones = append(zones, zone.Zone{Row: len(lines), From: from, To: l.Cells, What: i})
	}
	return append(lines, l.String()), zones, at
}

// click takes a click: a number, a habit, an option, a field.
func (u *Page) click(m tea.Mouse) tea.Cmd {
	if m.Y >= u.Height-2 {
		return nil
	}
	switch u.stage {
	case howStrong:
		return u.clickScale(m)
	case tenMinutes:
		rows, o := u.offeredList()
		if i := rows.ItemAt(m.X, m.Y, o); i != list.None {
			u.cursor = i
			if m.X <= 3 { // its sign
				return u.doOffered()
			}
		}
		return nil
	}
	return u.clickHelped(m)
}

// clickScale takes the number that is clicked.
func (u *Page) clickScale(m tea.Mouse) tea.Cmd {
	_, zones := u.scale()
	n, ok := zones.Down(len(u.strengthHead().Lines)).At(m.X, m.Y)
	if !ok || u.event.Boundary == "" {
		return nil
	}
	return u.rate(n)
}

// clickHelped ticks the option that is clicked, or goes to the field.
func (u *Page) clickHelped(m tea.Mouse) tea.Cmd {
	head := len(u.helpedHead().Lines)
	_, zones := u.helpedLines(u.Height - 2 - head)
	i, ok := zones.Down(head).At(m.X, m.Y)
	switch {
	case !ok || m.Y < head:
		return nil
	case i == zoneOther:
		return u.moveTo(onOther)
	case i == zoneTrigger:
		return u.moveTo(onTrigger)
	}
	u.cursor = i
	u.helped[i] = !u.helped[i]
	return u.moveTo(onOptions)
}
