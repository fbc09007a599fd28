// Package trends is the place in which habits are seen to add up, and the page on mood and habits
// over it.
package trends

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/links"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// linksMsg is the fact that mood was compared with all habits.
type linksMsg struct {
	seq   uint64 // of the book that asked
	links map[ident.ID]links.Link
	moods int // how many days have a mood
	err   error
}

// compareAfter is how long the comparison waits: the chart that is opened, and the keys
// that follow, go before it.
const compareAfter = 250 * time.Millisecond

// compareMsg says that the wait is over.
type compareMsg struct{}

// compareSoon compares mood with all habits in the background, where something was
// written since the last time.
func (t *Page) compareSoon() tea.Cmd {
	if t.comparing || t.Links != nil && t.Links.seq == t.Book.Seq {
		return nil
	}
	t.comparing = true
	if t.Frozen {
		return t.compare()
	}
	return t.After(compareAfter, compareMsg{})
}

func (t *Page) compare() tea.Cmd {
	store, today, seq := t.Store, t.Today, t.Book.Seq
	return func() tea.Msg {
		m, err := linksOf(store, today)
		m.seq, m.err = seq, err
		return m
	}
}

// linksOf reads all moods and all habits of the list.
func linksOf(store page.Reader, today calendar.Day) (linksMsg, error) {
	msg := linksMsg{links: map[ident.ID]links.Link{}}
	all, err := store.Moods(calendar.FirstDay)
	if err != nil {
		return msg, err
	}
	moods := links.MoodsOf(all)
	msg.moods = len(moods.Days)
	if msg.moods == 0 {
		return msg, nil
	}
	var compared []links.Habit
	err = store.Each(func(r record.Row) error {
		if r.ListedOn(today) {
			compared = append(compared, links.Of(habits.Evaluate(r.Habit, r.History, today), moods, today))
		}
		return nil
	})
	for _, l := range links.Compare(moods, compared) {
		msg.links[l.Habit] = l
	}
	return msg, err
}

// compared takes the answer, and asks again where more was written meanwhile.
func (t *Page) compared(msg linksMsg) tea.Cmd {
	t.comparing = false
	if msg.err == nil {
		t.Links = &msg
	}
	if msg.err == nil && msg.seq != t.Book.Seq {
		return t.compareSoon()
	}
	return nil
}

// signed is a difference of moods with its sign.
func signed(d float64) string { return fmt.Sprintf("%+.1f", math.Round(10*d)/10+0) }

// bounds are the ends of an interval, within what moods of 1 to 5 allow.
func bounds(l links.Link) string {
	const most = journal.HighestMood - journal.LowestMood
	return fmt.Sprintf("%.1f to %.1f", max(-most, l.Low), min(most, l.High))
}

// linkText is what the numbers of a link say, and no more, in as many parts as a line
// may be broken into.
func linkText(l links.Link) []string {
	with := fmt.Sprintf("%d d with, %d d without", l.With, l.Without)
	switch l.Verdict {
	case links.TooFew, links.Unclear:
		return []string{links.Unclear.String(), with}
	}
	return []string{signed(l.Difference) + " on days with it", with, bounds(l), l.Verdict.String()}
}

// linkLines are a link below a chart: one line where it fits, else broken where one
// would take a breath.
func linkLines(l links.Link, wide int) []string {
	parts := []string{
		fmt.Sprintf("%s on days with it (%d d) than without (%d d),", signed(l.Difference), l.With, l.Without),
		fmt.Sprintf("%s: %s", bounds(l), l.Verdict),
	}
	if l.Verdict == links.TooFew || l.Verdict == links.Unclear {
		parts = []string{fmt.Sprintf("%s (%d d with it, %d d without)", links.Unclear, l.With, l.Without)}
	}
	whole := strings.Join(parts, " ")
	if theme.Width(whole) > wide && theme.Width(parts[0]) <= wide {
		return parts
	}
	// A number stays with its unit.
	const unbroken = "\u00a0"
	lines := theme.Fold(strings.ReplaceAll(whole, " d)", unbroken+"d)"), wide)
	for i, text := range lines {
		lines[i] = strings.ReplaceAll(text, unbroken, " ")
	}
	return lines
}

// linksPage is mood beside every habit of the list.
type linksPage struct {
	*page.Context
	keys   linksKeys
	trends *Page
	rows   list.List // of lines; none is chosen
}

// linksKeys are the keys of the page.
type linksKeys struct{ Up, Down, PageUp, PageDown, Close key.Binding }

func newLinksKeys() linksKeys {
	return linksKeys{
		Up:       keys.Bind("up k", "↑ ↓", "scroll"),
		Down:     keys.Bind("down j", "", ""),
		PageUp:   keys.Bind("pgup g home", "", ""),
		PageDown: keys.Bind("pgdown space G end", "", ""),
		Close:    keys.Bind("esc q enter L", "esc", "close"),
	}
}

func newLinksPage(t *Page) *linksPage {
	return &linksPage{Context: t.Context, keys: newLinksKeys(), trends: t, rows: list.List{Cursor: list.None}}
}

// Typing is false: there is no field.
func (p *linksPage) Typing() bool { return false }

// SaveWords has nothing to save.
func (p *linksPage) SaveWords() tea.Cmd { return nil }

// Update takes a press, the mouse, or a fact.
func (p *linksPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return p.press(msg)
	case tea.MouseWheelMsg:
		p.rows.Scroll(list.Step(msg), p.layout())
	}
	return nil
}

func (p *linksPage) press(press keys.Press) tea.Cmd {
	k := p.keys
	switch {
	case press.Is(k.Close):
		return p.Close(p)
	case press.Is(k.Up):
		p.rows.Scroll(-1, p.layout())
	case press.Is(k.Down):
		p.rows.Scroll(+1, p.layout())
	case press.Is(k.PageUp):
		p.rows.Scroll(-p.Height, p.layout())
	case press.Is(k.PageDown):
		p.rows.Scroll(+p.Height, p.layout())
	}
	return nil
}

// layout is where the lines stand that scroll.
func (p *linksPage) layout() list.Layout {
	top := len(p.head().Lines)
	return list.Layout{Items: list.Each(len(p.body().Lines)), Top: top, Room: p.Height - 2 - top}
}

// View draws the page.
func (p *linksPage) View() []string {
	out := p.head()
	from, to := p.rows.Shown(p.layout())
	out.Lines = append(out.Lines, p.body().Lines[from:to]...)
	return out.End("", p.Hints())
}

// head is what stands above the lines that scroll.
func (p *linksPage) head() *sheet.Sheet {
	out := sheet.New(&p.Look)
	out.Title("Mood and habits", "")
	for _, part := range theme.Fold("Mood on days with a habit beside mood on days without it. Sleep is the night before.", min(p.Width, 100)-2) {
		out.Add(theme.NewLine(p.Width).Put(p.Styles.Muted, " "+part))
	}
	out.Blank()
	if p.Width >= 60 && p.trends.Links != nil && p.trends.Links.moods > 0 {
		l := theme.NewLine(p.Width).Put(p.Styles.Muted, " habit").To(24).Put(p.Styles.Muted, "mood")
		out.Add(l.To(61).Put(p.Styles.Muted, "with  without"))
	}
	return out
}

// body is the habits, and what the words beside them say.
func (p *linksPage) body() *sheet.Sheet {
	out := sheet.New(&p.Look)
	out.Lines = p.habits()
	out.Blank()
	out.Text(p.Styles.Muted, "worth noticing: chance alone would seldom do it. early: under 30 days, it may turn around. can't tell yet: it may be chance. A link does not say why.")
	return out
}

// habits are the lines of the habits, what is worth noticing first.
func (p *linksPage) habits() []string {
	if p.trends.Links == nil { // they are being compared
		return nil
	}
	if p.trends.Links.moods == 0 {
		return []string{theme.NewLine(p.Width).Put(p.Styles.Plain, theme.Cut(" No mood yet. m writes one down, from anywhere.", p.Width-1)).String()}
	}
	var all habits.List
	for _, r := range p.Book.Rows {
		if r.ListedOn(p.Today) {
			all = append(all, r.Habit)
		}
	}
	link := func(h habits.Habit) links.Link { return p.trends.Links.links[h.ID] }
	slices.SortStableFunc(all, func(a, b habits.Habit) int {
		x, y := link(a), link(b)
		byVerdict := cmp.Compare(order(x.Verdict), order(y.Verdict))
		if byVerdict != 0 || order(x.Verdict) > order(links.Early) {
			return byVerdict // what cannot be told yet stays in the order of the list
		}
		return cmp.Compare(math.Abs(y.Difference), math.Abs(x.Difference))
	})
	var lines []string
	for _, h := range all {
		parts := linkText(link(h))
		l := theme.NewLine(p.Width)
		if p.Width < 60 {
			l.Put(p.Styles.Plain, " "+theme.Cut(spelling.CleanLine(h.Name), p.Width-2))
			lines = append(lines, l.String())
			for i, part := range parts {
				if i == 0 {
					l = theme.NewLine(p.Width).To(3).Put(p.Styles.Muted, part)
				} else if l.Cells+2+theme.Width(part) < p.Width {
					l.Put(p.Styles.Muted, ", "+part)
				} else {
					lines = append(lines, l.String())
					l = theme.NewLine(p.Width).To(3).Put(p.Styles.Muted, part)
				}
			}
			lines = append(lines, l.String())
			continue
		}
		l.Put(p.Styles.Plain, " "+theme.Cut(spelling.CleanLine(h.Name), 22)).To(24)
		if len(parts) == 4 {
			style := p.Styles.Muted
			if link(h).Verdict == links.Notable {
				style = p.Styles.Bold
			}
			l.Put(p.Styles.Plain, signed(link(h).Difference)).To(30).Put(p.Styles.Muted, bounds(link(h))).To(44).Put(style, parts[3])
		} else {
			l.To(44).Put(p.Styles.Muted, parts[0])
		}
		l.To(59).Put(p.Styles.Muted, fmt.Sprintf("%4d d  %5d d", link(h).With, link(h).Without))
		lines = append(lines, l.String())
	}
	return lines
}

// order is how far up a verdict stands: worth noticing, early, can't tell yet.
func order(v links.Verdict) int {
	return map[links.Verdict]int{links.Notable: 0, links.Early: 1, links.Unclear: 2, links.TooFew: 2}[v]
}

// Hints are the key line.
func (p *linksPage) Hints() []keys.Hint {
	return []keys.Hint{keys.HintOfTwo(p.keys.Up, p.keys.Down, ""), keys.HintOf(p.keys.Close, "")}
}

// Keys are the page's bindings for help.
func (p *linksPage) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{p.keys.Up, p.keys.Close}}}
}
