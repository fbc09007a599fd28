package importpage

import (
	"strconv"
	"strings"

	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/theme"
)

// View draws the page.
func (b *Page) View() []string {
	p := b.title()
	switch b.stage {
	case whichFile:
		p = b.fileHead()
		b.foundLines(p)
	case whichMood:
		b.moodPage(p)
	case whatItHolds:
		p = b.answerHead()
		from, to := b.answer.Shown(b.answerLayout())
		p.Lines = append(p.Lines, b.answerLines()[from:to]...)
	case reading:
		p.Text(b.Styles.Plain, "Reading "+b.path())
	case comingIn:
		p.Text(b.Styles.Plain, "Bringing in "+b.path())
	}
	return p.End(b.MessageLine(), b.Hints())
}

// title begins the page.
func (b *Page) title() *sheet.Sheet {
	p := sheet.New(&b.Look)
	p.Title("Bring your history", "")
	p.Blank()
	return p
}

// fieldRoom is how many cells the path has while it is typed.
func (b *Page) fieldRoom() int { return b.Width - 7 }

func (b *Page) path() string { return theme.Cut(spelling.CleanLine(b.field.Value()), b.Width-14) }

// The words at the head of the page.
const (
	bringFrom  = "From Loop Habit Tracker, harsh, Daylio, a CSV file (date, habit, value, note), or what selfcare export wrote."
	bringShort = "From Loop, harsh, Daylio, CSV, an export."
	bringSafe  = "Files are only read. You see what comes before it does, and z takes it back."
)

// fileHead is what stands above what was found.
func (b *Page) fileHead() *sheet.Sheet {
	p := b.title()
	words := len(theme.Fold(bringFrom, b.Width-2)) + len(theme.Fold(bringSafe, b.Width-2))
	const others, some = 8, 3 // title, field, blanks and foot; and a few of what was found
	if words+others+min(some, len(b.found)) > b.Height {
		p.Text(b.Styles.Plain, theme.Cut(bringShort, b.Width-2))
	} else {
		p.Text(b.Styles.Plain, bringFrom)
		p.Text(b.Styles.Muted, bringSafe)
	}
	p.Blank()
	l := theme.NewLine(b.Width).Put(b.Styles.Muted, " file ")
	p.Add(l.Styled(b.field.Draw(&b.Look, b.fieldRoom())))
	if len(b.found) > 0 {
		p.Blank()
		p.Text(b.Styles.Muted, "found here")
	}
	return p
}

// foundLayout is where what was found stands.
func (b *Page) foundLayout() list.Layout {
	top := len(b.fileHead().Lines)
	return list.Layout{Items: list.Each(len(b.found)), Top: top, Room: b.Height - 2 - top}
}

// foundLines draws what was found.
func (b *Page) foundLines(p *sheet.Sheet) {
	from, to := b.chosen.Shown(b.foundLayout())
	for i := from; i < to; i++ {
		l, style := theme.NewLine(b.Width), b.Styles.Plain
		if i == b.chosen.Cursor {
			l.Put(b.Styles.Strong, b.Glyphs.Cursor)
			style = b.Styles.Bold
		}
		p.Add(l.To(2).Put(style, theme.Cut(spelling.CleanLine(b.found[i]), b.Width-3)))
	}
}

func (b *Page) moodPage(p *sheet.Sheet) {
	w := b.look.Words[b.word]
	word := theme.Cut(spelling.CleanLine(w.Word), max(8, b.Width-24))
	if b.Height < 12 { // all five have to be seen
		p.Text(b.Styles.Plain, word+", "+phrase.Count(w.Rows, "row", "rows"))
		var all []string
		for n := journal.HighestMood; n >= journal.LowestMood; n-- {
			all = append(all, strconv.Itoa(n)+" "+b.Settings.MoodWords[n-1])
		}
		p.Text(b.Styles.Plain, strings.Join(all, "  "))
		return
	}
	p.Text(b.Styles.Plain, "Daylio has a mood of your own: "+word+", on "+phrase.Count(w.Rows, "row", "rows")+". What is it here?")
	p.Blank()
	for n := journal.HighestMood; n >= journal.LowestMood; n-- {
		p.Add(theme.NewLine(b.Width).To(2).Put(b.Styles.Plain, strconv.Itoa(n)).Put(b.Styles.Muted, "  "+b.Settings.MoodWords[n-1]))
	}
}

// answerHead is what stands above what a file holds.
func (b *Page) answerHead() *sheet.Sheet {
	p := b.title()
	p.Text(b.Styles.Muted, b.path())
	p.Blank()
	return p
}

// answerLayout is where what a file holds stands.
func (b *Page) answerLayout() list.Layout {
	top := len(b.answerHead().Lines)
	return list.Layout{Items: list.Each(len(b.answerLines())), Top: top, Room: b.Height - 2 - top}
}

// answerLines are what a file holds.
func (b *Page) answerLines() []string {
	p := sheet.New(&b.Look)
	for _, line := range b.look.Lines {
		p.Text(b.Styles.Plain, line)
	}
	if b.look.Any {
		p.Text(b.Styles.Muted, "Nothing is written yet.")
	}
	if len(b.look.Left) > 0 {
		p.Blank()
		p.Text(b.Styles.Muted, "left out")
		for _, line := range b.look.Left {
			p.Text(b.Styles.Plain, line)
		}
	}
	return p.Lines
}
