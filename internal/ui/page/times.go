package page

import (
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/theme"
)

// ShortTime is an instant as it is typed: 30 Oct 21:40, with the year where it is not
// this one.
func (s *Context) ShortTime(t time.Time) string {
	now := s.Now()
	t = t.In(now.Location())
	if t.Year() != now.Year() {
		return t.Format("2 Jan 2006 15:04")
	}
	return t.Format("2 Jan 15:04")
}

// DateRoom is how many cells a date has while it is typed.
const DateRoom = 14

// FilterRoom is how many cells a filter or a search has.
const FilterRoom = 30

// DateLine draws a date that is being typed, and how it reads.
func (s *Context) DateLine(in *field.Input) string {
	l := theme.NewLine(s.Width).Put(s.Styles.Muted, " go to  ").Styled(in.Draw(&s.Look, DateRoom)).Put(s.Styles.Plain, "  ")
	if in.Value() == "" {
		return l.String()
	}
	d, err := quickadd.ParseDate(in.Value(), s.Today)
	if err != nil {
		return l.Put(s.Styles.Muted, theme.Cut(phrase.Sentence(err), s.Width-l.Cells-1)).String()
	}
	return l.Put(s.Styles.Plain, theme.Cut(d.Words(s.Today), s.Width-l.Cells-1)).String()
}

// LongTime is an instant in full: Sunday 22 November, 23:31.
func (s *Context) LongTime(t time.Time) string {
	now := s.Now()
	t = t.In(now.Location())
	return calendar.DateOf(t.Date()).Words(calendar.DateOf(now.Date())) + ", " + s.Preferences().TimeOfDay(t)
}

// DayStartText is the time at which a day begins.
func (s *Context) DayStartText() string {
	p := s.Preferences()
	return p.TimeOfDay(time.Time{}.Add(p.DayStart))
}
