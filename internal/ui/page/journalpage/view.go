package journalpage

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/chart"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// timeCol is the column of an entry's time.
const timeCol = 2

// closedLines is how many lines an entry has that is not open.
const closedLines = 3

// journalItem is one entry: a line that says what it is, or none, and its words.
type journalItem struct {
	id    itemID
	head  string
	words string
}

// pageItems are the entries of a page, by the clocks that they were lived by, the latest
// first; notes have none, and come last.
func pageItems(p journal.Page, here *time.Location) []journalItem {
	type timed struct {
		at   int64
		item journalItem
	}
	var all []timed
	for _, m := range p.Moods {
		if m.Note != "" {
			all = append(all, timed{calendar.Wall(m.Clock(here)), journalItem{id: itemID{moodItem, m.ID, p.Day}, words: m.Note}})
		}
	}
	for _, r := range p.Reflections {
		all = append(all, timed{calendar.Wall(r.Clock(here)), journalItem{id: itemID{reflectionItem, r.ID, p.Day}, head: r.Prompt, words: r.Text}})
	}
	for _, e := range p.Events {
		all = append(all, timed{calendar.Wall(e.Clock(here)), journalItem{id: itemID{eventItem, e.ID, p.Day}, words: phrase.UpperFirst(phrase.Event(e))}})
	}
	slices.SortStableFunc(all, func(a, b timed) int { return int(b.at - a.at) })
	items := make([]journalItem, 0, len(all)+len(p.Notes))
	for _, t := range all {
		items = append(items, t.item)
	}
	for _, n := range p.Notes {
		items = append(items, journalItem{id: itemID{noteItem, n.Habit, p.Day}, words: n.Name + ": " + n.Text})
	}
	return items
}

// journalLine is a line of the place and the entry that it belongs to.
type journalLine struct {
	text string
	item itemID
}

// View draws the place.
func (j *Page) View() []string {
	lines := []string{j.Header(page.PlaceJournal, ""), ""}
	all := j.lines()
	rows, o := j.list(all)
	from, to := rows.Shown(o)
	for _, l := range all[from:to] {
		lines = append(lines, l.text)
	}
	for len(lines) < j.Height-2 {
		lines = append(lines, "")
	}
	return append(lines[:j.Height-2], j.footLine(), keys.HintLine(&j.Look, j.Hints()))
}

// room is how many lines the list has.
func (j *Page) room() int { return max(1, j.Height-4) }

// footLine is the message, or the field that takes its place.
func (j *Page) footLine() string {
	count := strconv.Itoa(len(j.items)) + " found"
	switch {
	case j.input != nil && j.dating:
		return j.DateLine(j.input)
	case j.input != nil:
		l := theme.NewLine(j.Width).Put(j.Styles.Muted, " / ").Styled(j.input.Draw(&j.Look, page.FilterRoom))
		return l.Put(j.Styles.Muted, "   "+count).String()
	case j.Message.Text == "" && j.filter != "":
		l := theme.NewLine(j.Width).Put(j.Styles.Muted, " / ").Put(j.Styles.Plain, theme.Cut(j.filter, page.FilterRoom))
		return l.Put(j.Styles.Muted, "   "+count+"   esc clears").String()
	}
	return j.MessageLine()
}

// wide is the width that the place uses.
func (j *Page) wide() int { return min(j.Width, 100) }

// around is the pages near the cursor, as many to either side as the screen has lines:
// a journal may have thousands.
func (j *Page) around() []journal.Page {
	at, _ := slices.BinarySearchFunc(j.found, j.cursor.day, func(p journal.Page, d calendar.Day) int { return int(d - p.Day) })
	return j.found[max(0, at-j.Height):min(len(j.found), at+j.Height+1)]
}

// lines is the lines of the pages around the cursor.
func (j *Page) lines() []journalLine {
	pages := j.around()
	if len(pages) == 0 {
		text := "Nothing written yet. w begins with a question."
		switch {
		case !j.read:
			return nil
		case j.filter != "":
			text = "Nothing with \"" + spelling.CleanLine(j.filter) + "\". esc clears."
		}
		var lines []journalLine
		for _, part := range theme.Fold(text, j.wide()-3) {
			lines = append(lines, journalLine{text: theme.NewLine(j.Width).Put(j.Styles.Muted, "  "+part).String()})
		}
		return lines
	}
	var lines []journalLine
	for i, p := range pages {
		if i > 0 {
			lines = append(lines, journalLine{})
		}
		id := itemID{}
		if len(p.Moods) > 0 {
			id = itemID{dayItem, "", p.Day}
		}
		lines = append(lines, journalLine{j.dayLine(p, id != itemID{} && id == j.cursor), id})
		for _, it := range pageItems(p, j.Here()) {
			for _, text := range j.itemLines(p, it) {
				lines = append(lines, journalLine{text, it.id})
			}
		}
	}
	return lines
}

// dayLine is a day and its moods.
func (j *Page) dayLine(p journal.Page, chosen bool) string {
	s := j.Styles
	l := theme.NewLine(j.wide())
	name := s.Accent
	if chosen {
		l.Put(s.Strong, j.Glyphs.Cursor)
		name = s.Strong
	}
	day := p.Day.Words(j.Today)
	moods, cells := j.moods(p.Moods, j.wide()-theme.Width(day)-4)
	if cells == 0 && len(p.Moods) > 0 {
		day = p.Day.Short(j.Today)
		moods, cells = j.moods(p.Moods, j.wide()-theme.Width(day)-4)
	}
	l.To(1).Put(name, theme.Cut(day, j.wide()-2))
	if cells > 0 {
		l.To(j.wide() - cells).Styled(moods)
	}
	return l.String()
}

// moods are the moods of a day in at most room cells: each with its word and time, or
// all in a word.
func (j *Page) moods(all journal.Moods, room int) (text string, cells int) {
	if len(all) == 0 {
		return "", 0
	}
	zone := j.Here()
	for _, form := range []func(journal.Mood) string{
		func(m journal.Mood) string { // in columns, from day to day
			word := j.Settings.MoodWords[m.Rating-1]
			clock := j.Preferences().TimeOfDay(m.Clock(zone))
			return " " + word + theme.Blanks(j.WidestMood()-theme.Width(word)) + " " + theme.Blanks(j.clockWidth()-theme.Width(clock)) + clock
		},
		func(m journal.Mood) string {
			return " " + j.Settings.MoodWords[m.Rating-1] + " " + j.Preferences().TimeOfDay(m.Clock(zone))
		},
		func(m journal.Mood) string { return " " + j.Settings.MoodWords[m.Rating-1] },
		func(journal.Mood) string { return "" },
	} {
		l := theme.NewLine(room)
		whole := 0
		for i, m := range all {
			gap := ""
			if i > 0 {
				gap = "  "
				if form(m) == "" {
					gap = " "
				}
			}
			says := form(m)
			whole += theme.Width(gap+says) + 1
			l.Put(j.Styles.Plain, gap).Put(j.Styles.Accent, chart.MoodLevel(&j.Look, float64(m.Rating))).Put(j.Styles.Muted, says)
		}
		if whole <= room {
			return l.String(), l.Cells
		}
	}
	mean, _ := all.Mean()
	l := theme.NewLine(max(0, room)).Put(j.Styles.Accent, chart.MoodLevel(&j.Look, mean)).Put(j.Styles.Muted, " "+j.Settings.MoodWords.Of(mean))
	if l.Cells < 3 {
		return "", 0
	}
	return l.String(), l.Cells
}

// itemLines are the lines of one entry.
func (j *Page) itemLines(p journal.Page, it journalItem) []string {
	s := j.Styles
	chosen, open := it.id == j.cursor, it.id == j.open
	col := j.wordCol()
	if j.Width < 40 {
		col = timeCol + 2
	}
	var texts []string
	var inks []theme.Style
	add := func(style theme.Style, text string) {
		for _, part := range theme.Fold(spelling.CleanText(text), max(8, j.wide()-col-1)) {
			texts, inks = append(texts, part), append(inks, style)
		}
	}
	words := it.words
	clock := j.clockOf(p, it.id)
	if it.id.kind == moodItem {
		m := p.Moods[slices.IndexFunc(p.Moods, func(m journal.Mood) bool { return m.ID == it.id.id })]
		words = phrase.UpperFirst(j.Settings.MoodWords[m.Rating-1]) + ": " + words
	}
	if it.head != "" {
		head := s.Muted
		if chosen {
			head = s.Bold
		}
		add(head, it.head)
	}
	heads := len(texts)
	add(s.Plain, words)
	if most := heads + closedLines; !open && len(texts) > most {
		rest := strings.Join(texts[most-1:], " ")
		texts, inks = append(texts[:most-1], theme.Cut(rest, max(8, j.wide()-col-1))), inks[:most]
	}
	lines := make([]string, len(texts))
	for i, text := range texts {
		l := theme.NewLine(j.Width)
		if i == 0 && chosen {
			l.Put(s.Strong, j.Glyphs.Cursor)
		}
		if i == 0 && col > timeCol+2 {
			style := s.Muted
			if chosen {
				style = s.Bold
			}
			l.To(timeCol).Put(style, clock)
		}
		lines[i] = l.To(col).Put(inks[i], text).String()
	}
	return lines
}

// wordCol is the column of words: behind the widest time and two blanks.
func (j *Page) wordCol() int {
	return timeCol + j.clockWidth() + 2
}

// clockWidth is the width of the widest time.
func (j *Page) clockWidth() int {
	return theme.Width(j.Preferences().TimeOfDay(time.Date(2000, 1, 1, 22, 0, 0, 0, time.UTC)))
}

// clockOf is the time of an entry, empty for a note.
func (j *Page) clockOf(p journal.Page, id itemID) string {
	zone := j.Here()
	for _, m := range p.Moods {
		if id == (itemID{moodItem, m.ID, p.Day}) {
			return j.Preferences().TimeOfDay(m.Clock(zone))
		}
	}
	for _, r := range p.Reflections {
		if id == (itemID{reflectionItem, r.ID, p.Day}) {
			return j.Preferences().TimeOfDay(r.Clock(zone))
		}
	}
	for _, e := range p.Events {
		if id == (itemID{eventItem, e.ID, p.Day}) {
			return j.Preferences().TimeOfDay(e.Clock(zone))
		}
	}
	return ""
}

// linesOf is the first and the last line of an entry, or -1.
func linesOf(all []journalLine, it itemID) (first, last int) {
	first = slices.IndexFunc(all, func(l journalLine) bool { return l.item == it })
	last = first
	for first >= 0 && last+1 < len(all) && all[last+1].item == it {
		last++
	}
	return first, last
}

// top is the first of the lines that is shown.
func (j *Page) top(all []journalLine) int {
	first, _ := linesOf(all, j.cursor)
	return max(0, min(max(0, first)-j.above, len(all)-j.room()))
}

// list is the lines as a list, and where they stand: those around the cursor, which have no item but
// their own line.
func (j *Page) list(all []journalLine) (list.List, list.Layout) {
	return list.List{Cursor: list.None, Offset: j.top(all)}, list.Layout{Items: list.Each(len(all)), Top: 2, Room: j.room()}
}

// scroll scrolls within the chosen entry, and reports whether there was more of it.
func (j *Page) scroll(by int) bool {
	all := j.lines()
	first, last := linesOf(all, j.cursor)
	top := j.top(all)
	switch hidden := last - (top + j.room() - 1); {
	case first < 0:
		return false
	case by > 0 && hidden > 0:
		j.above = first - top - min(by, hidden)
	case by < 0 && top > first:
		j.above = first - top + min(-by, top-first)
	default:
		return false
	}
	return true
}

// follow keeps the screen where it is when the cursor moves from another entry, as far
// as all of the chosen one is shown.
func (j *Page) follow(was itemID) {
	all := j.lines()
	first, last := linesOf(all, j.cursor)
	if before, _ := linesOf(all, was); before >= 0 && first >= 0 {
		j.above += first - before
	}
	least := 0
	// The day above its first entry is shown with it.
	if first > 0 && j.cursor.kind != dayItem && all[first-1].item.kind == noItem {
		least = 1
	}
	j.above = max(least, min(j.above, j.room()-1-(last-first), first))
}

// click chooses an entry, and opens it when it is chosen already.
func (j *Page) click(m tea.Mouse) tea.Cmd {
	if j.input != nil {
		j.input = nil
	}
	all := j.lines()
	rows, o := j.list(all)
	i := rows.LineAt(m.X, m.Y, o)
	if i == list.None || (all[i].item == itemID{}) {
		return nil
	}
	if j.cursor == all[i].item {
		j.toggle()
		return nil
	}
	was := j.cursor
	j.cursor = all[i].item
	j.follow(was)
	return nil
}
