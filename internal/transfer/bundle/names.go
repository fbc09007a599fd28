package bundle

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// OriginOf returns where a habit of this bundle comes from: the program and the habit's name
// there, with its number among those of one name. A name has no quotes.
func (b *Bundle) OriginOf(name string) string {
	if b.origins == nil {
		b.origins = map[string]int{}
	}
	b.origins[name]++
	if n := b.origins[name]; n > 1 {
		return fmt.Sprintf("%s:%s\"%d", b.Format, name, n)
	}
	return string(b.Format) + ":" + name
}

// ScheduleOf returns the schedule of so many times in so many days.
func (b *Bundle) ScheduleOf(name string, times, days int) habits.Schedule {
	const longest = 2000
	switch {
	case times == 0 && days == 1:
		return habits.Schedule{}
	case times < 1 || days < 1:
		b.Remark("%s asks for %d in %s, which isn't possible; it is tracked without a schedule.", name, times, phrase.Count(days, "day", "days"))
		return habits.Schedule{}
	case times >= days:
		return habits.Daily
	case days > longest:
		b.Remark("%s asks for %d in %d days; the longest period here is %d days, so it has that now.", name, times, days, longest)
		return habits.Schedule{Times: min(times, longest-1), Days: longest}
	}
	return habits.Schedule{Times: times, Days: days}
}

// NameOf returns a name as a habit may have it, and why that is not the name in the file:
// what cannot be shown is taken away, as from a name that is typed, what is too long is
// cut, and a word of quick-add gets a word more.
func NameOf(s string) (name, renamed string, err error) {
	name = spelling.NameOf(s)
	quoted := `"` + Shorten(strings.Trim(spelling.WordsLine(s), `"`)) + `"`
	if strings.ContainsFunc(s, isUnshown) {
		renamed = quoted + " holds quotes or characters that can't be shown"
	}
	if r := []rune(name); len(r) > spelling.MaxName {
		name = spelling.NameOf(string(r[:spelling.MaxName]))
		renamed = fmt.Sprintf("%s is longer than %d characters", quoted, spelling.MaxName)
	}
	if name == "" {
		return "", "", refusal.BadInput("A habit needs a name")
	}
	if habits.IsReserved(name) {
		name += " (habit)"
		renamed = quoted + " begins another kind of line"
	}
	return name, renamed, nil
}

// isUnshown reports whether a name loses a character.
func isUnshown(r rune) bool {
	return r == '"' || !unicode.IsSpace(r) && spelling.CleanLine(string(r)) == ""
}

// AreaOf returns an area as a habit may have it.
func (b *Bundle) AreaOf(s string) string {
	area := []rune(spelling.NameOf(s))
	if len(area) <= spelling.MaxName {
		return string(area)
	}
	short := spelling.NameOf(string(area[:spelling.MaxName]))
	b.Remark("The area %q is longer than %d characters and is called %q here.", Shorten(string(area)), spelling.MaxName, short)
	return short
}

// WhyOf returns the why of a habit as it may have it: what does not fit is cut.
func (b *Bundle) WhyOf(s, name string) string {
	words := []rune(spelling.WordsLine(s))
	if len(words) <= spelling.MaxNote {
		return string(words)
	}
	b.Remark("The question and description of %s have %s; the first %s are kept as its why.",
		name, phrase.Count(len(words), "character", "characters"), phrase.Count(spelling.MaxNote, "", ""))
	return string(words[:spelling.MaxNote])
}

// Shorten returns s as a sentence may quote it.
func Shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// NoteOf returns a note as an entry may have it.
func NoteOf(s string) (string, error) {
	note := spelling.CleanText(s)
	if n := utf8.RuneCountInString(note); n > spelling.MaxNote {
		return "", refusal.BadInput("The note has %s; %s fit", phrase.Count(n, "character", "characters"), phrase.Count(spelling.MaxNote, "", ""))
	}
	return note, nil
}
