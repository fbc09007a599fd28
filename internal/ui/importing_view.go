package ui

import (
	"strings"

	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/theme"
)

// View draws the page.
func (b *importPage) View() []string {
	p := b.newPage()
	p.title("Bring your history", "")
	p.blank()
	switch b.stage {
	case whichFile:
		b.filePage(p)
	case whichMood:
		b.moodPage(p)
	case whatItHolds:
		b.answerPage(p)
	case reading:
		p.text(b.styles.Plain, "Reading "+b.path())
	case comingIn:
		p.text(b.styles.Plain, "Bringing in "+b.path())
	}
	return p.end(b.messageLine(), b.Hints())
}

func (b *importPage) path() string { return theme.Cut(spelling.CleanLine(b.field.Value()), b.width-14) }

// The words at the head of the page.
const (
	bringFrom  = "From Loop Habit Tracker, harsh, Daylio, a CSV file (date, habit, value, note), or what selfcare export wrote."
	bringShort = "From Loop, harsh, Daylio, CSV, an export."
	bringSafe  = "Files are only read. You see what comes before it does, and z takes it back."
)

func (b *importPage) filePage(p *page) {
	words := len(theme.Fold(bringFrom, b.width-2)) + len(theme.Fold(bringSafe, b.width-2))
	const others, some = 8, 3 // title, field, blanks and foot; and a few of what was found
	if words+others+min(some, len(b.found)) > b.height {
		p.text(b.styles.Plain, theme.Cut(bringShort, b.width-2))
	} else {
		p.text(b.styles.Plain, bringFrom)
		p.text(b.styles.Muted, bringSafe)
	}
	p.blank()
	l := theme.NewLine(b.width).Put(b.styles.Muted, " file ")
	p.add(l.Styled(b.field.view(b.session, b.width-7)))
	if len(b.found) == 0 {
		return
	}
	p.blank()
	p.text(b.styles.Muted, "found here")
	room := max(1, b.height-2-len(p.lines))
	from := max(0, b.cursor-room+1)
	b.foundAt, b.foundFrom = len(p.lines)-from, from
	for i := from; i < min(len(b.found), from+room); i++ {
		l, ink := theme.NewLine(b.width), b.styles.Plain
		if i == b.cursor {
			l.Put(b.styles.Strong, b.glyphs.Cursor)
			ink = b.styles.Bold
		}
		p.add(l.To(2).Put(ink, theme.Cut(spelling.CleanLine(b.found[i]), b.width-3)))
	}
}

func (b *importPage) moodPage(p *page) {
	w := b.look.Words[b.word]
	word := theme.Cut(spelling.CleanLine(w.Word), max(8, b.width-24))
	if b.height < 12 { // all five have to be seen
		p.text(b.styles.Plain, word+", "+phrase.Count(w.Rows, "row", "rows"))
		var all []string
		for n := journal.HighestMood; n >= journal.LowestMood; n-- {
			all = append(all, itoa(n)+" "+b.opts.MoodWords[n-1])
		}
		p.text(b.styles.Plain, strings.Join(all, "  "))
		return
	}
	p.text(b.styles.Plain, "Daylio has a mood of your own: "+word+", on "+phrase.Count(w.Rows, "row", "rows")+". What is it here?")
	p.blank()
	for n := journal.HighestMood; n >= journal.LowestMood; n-- {
		p.add(theme.NewLine(b.width).To(2).Put(b.styles.Plain, itoa(n)).Put(b.styles.Muted, "  "+b.opts.MoodWords[n-1]))
	}
}

// answerPage shows what a file holds, scrolled where it is long.
func (b *importPage) answerPage(p *page) {
	p.text(b.styles.Muted, b.path())
	p.blank()
	head := len(p.lines)
	for _, line := range b.look.Lines {
		p.text(b.styles.Plain, line)
	}
	if b.look.Any {
		p.text(b.styles.Muted, "Nothing is written yet.")
	}
	if len(b.look.Left) > 0 {
		p.blank()
		p.text(b.styles.Muted, "left out")
		for _, line := range b.look.Left {
			p.text(b.styles.Plain, line)
		}
	}
	room := b.height - 2 - head
	b.long = len(p.lines)-head > room
	b.offset = max(0, min(b.offset, len(p.lines)-head-room))
	p.lines = append(p.lines[:head:head], p.lines[head+b.offset:]...)
}
