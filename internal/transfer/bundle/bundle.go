package bundle

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Format is a kind of file that can be read.
type Format string

// The formats, as --from names them.
const (
	Auto     Format = "auto" // Auto looks at the file.
	Selfcare Format = "selfcare"
	Loop     Format = "loop"
	Harsh    Format = "harsh"
	Daylio   Format = "daylio"
	CSV      Format = "csv"
)

// Formats are all of them.
var Formats = []Format{Auto, Selfcare, Loop, Harsh, Daylio, CSV}

// Name is the format as a sentence has it.
func (f Format) Name() string {
	return map[Format]string{Selfcare: "an export", Loop: "Loop", Harsh: "harsh", Daylio: "Daylio", CSV: "a CSV file"}[f]
}

// Options say how files are read.
type Options struct {
	From  Format         // the zero Format is [Auto]
	Name  string         // what the person calls the file, where that is not its path
	Moods map[string]int // ratings of mood words that are not known, by their folded words
	Today calendar.Day   // what lies after it is left out
	Zone  *time.Location // of times on the wall
	// Progress is told now and then how many of the bytes were read, and ends the reading
	// by an error; nil is nobody.
	Progress func(done, total int64) error
}

// Bundle is what a file holds, in the words of habits.
type Bundle struct {
	Format      Format
	Habits      []Imported
	Moods       []journal.Mood
	Boundaries  []boundary.Boundary // with their events
	Reflections []journal.Reflection
	HelpLines   *journal.HelpLines
	Settings    *Settings

	// Bad are the rows that were left out because they could not be read, the first of
	// them; BadRows is how many there were.
	Bad     []Row
	BadRows int
	// Unmapped are mood words that nobody has said the rating of, with their rows.
	Unmapped map[string]int
	// Rate returns the bundle with ratings, by folded words, for some of those: the file is not
	// read again. It is nil where no rating is missing.
	Rate func(moods map[string]int) *Bundle
	// Future is how many rows lay after today.
	Future int
	// Remarks are sentences on what was read otherwise than it stands there.
	Remarks []string
	// Left is what of good rows was not taken, because there is no place for it here.
	Left []Left

	origins map[string]int  // how many habits of a name there are
	said    map[string]bool // the remarks
	unsaid  int             // how many remarks there were beyond those
}

// Left is a number of things that were not taken: 3 cells of the column "Stress".
type Left struct {
	Count     int
	One, Many string // One and Many are what they are called.
}

// String returns the number with the name of the things.
func (l Left) String() string { return phrase.Count(l.Count, l.One, l.Many) }

// Leave adds to what is not taken.
func (b *Bundle) Leave(n int, one, many string) { b.Left = AddLeft(b.Left, Left{n, one, many}) }

// mostLeft is how many kinds of things are named that were not taken.
const MaxKinds = 20

// AddLeft adds to a list of things that were not taken. Where there are many kinds, the
// last of the list counts all others.
func AddLeft(all []Left, l Left) []Left {
	if l.Count == 0 {
		return all
	}
	i := slices.IndexFunc(all, func(has Left) bool { return has.Many == l.Many })
	if i < 0 && len(all) >= MaxKinds {
		l.One, l.Many = "other thing", "other things"
		i = slices.IndexFunc(all, func(has Left) bool { return has.Many == l.Many })
	}
	if i < 0 {
		return append(all, l)
	}
	all[i].Count += l.Count
	return all
}

// Imported is a habit that was read, with its entries in the order of their days, one a
// day.
type Imported struct {
	Habit   habits.Habit // without an ID and a position, unless the file has them
	Entries []habits.Dated
	// Numbers are entries whose amounts are in whatever unit the habit counts in on that
	// day. A habit has these or Entries.
	Numbers []Number
	// Renamed says why the habit cannot have the name that it has in the file; it is empty
	// where it can.
	Renamed string
	// ByName says that the name tells which habit is meant before its origin does: that of
	// a file which people write.
	ByName bool
}

// Number is an entry whose amount is a plain number; where Counts is false it has none.
type Number struct {
	Day    calendar.Day
	Number float64
	Note   string
	State  habits.State
	Counts bool
	Clock  bool // Clock says that the number is hours, which were written as 7:30.

	File *string // file names the file and
	Line int32   // line the line that it came from.
}

// Settings are choices that are kept beside the record: the values of the person's own
// file, and their prompts.
type Settings struct {
	Values  map[string]any `json:"values,omitempty"`
	Prompts []string       `json:"prompts,omitempty"`
}

// OriginOf is where a habit of this bundle comes from: the program and the habit's name
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

// Row is a row that was left out.
type Row struct {
	File string
	Line int // Line is counted from 1; 0 where the file has no lines to speak of.
	Why  string
}

// String is the row as it is told: log, line 7: there is no 2026-02-30 in the calendar.
func (r Row) String() string {
	if r.Line == 0 {
		return r.File + ": " + r.Why
	}
	return fmt.Sprintf("%s, line %d: %s", r.File, r.Line, r.Why)
}

// mostBad is how many bad rows are kept to be told.
const mostBad = 1000

// Skip leaves a row out.
func (b *Bundle) Skip(file string, line int, why error) {
	b.BadRows++
	if len(b.Bad) < mostBad {
		b.Bad = append(b.Bad, Row{spelling.CleanLine(file), line, spelling.CleanLine(Reason(why))})
	}
}

// Reason is a refusal as the second half of a sentence.
func Reason(err error) string {
	text := err.Error()
	first, n := utf8.DecodeRuneInString(text)
	if second, _ := utf8.DecodeRuneInString(text[n:]); unicode.IsUpper(first) && !unicode.IsUpper(second) {
		text = string(unicode.ToLower(first)) + text[n:]
	}
	return text
}

// mostRemarks is how many remarks are kept to be told.
const mostRemarks = 100

// Remark adds a sentence, once.
func (b *Bundle) Remark(format string, args ...any) {
	text := spelling.CleanLine(fmt.Sprintf(format, args...))
	switch {
	case b.said[text]:
	case len(b.Remarks) >= mostRemarks:
		b.unsaid++
	default:
		if b.said == nil {
			b.said = map[string]bool{}
		}
		b.said[text] = true
		b.Remarks = append(b.Remarks, text)
	}
}

// CloseRemarks tells how many remarks there would be more.
func (b *Bundle) CloseRemarks() {
	if b.unsaid > 0 {
		b.Remarks = append(b.Remarks, "There is more like this: "+phrase.Count(b.unsaid, "other remark is", "other remarks are")+" not shown.")
	}
}

// IsHere refuses a day that no entry can have, and reports whether the day is here yet;
// one that is not is counted.
func (b *Bundle) IsHere(d, today calendar.Day) (here bool, err error) {
	switch {
	case d < calendar.FirstDay:
		return false, refusal.BadInput("%s is before 1900", d)
	case d > today:
		b.Future++
		return false, nil
	}
	return true, nil
}

// ScheduleOf is the schedule of so many times in so many days.
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

// Shorten is s as a sentence may quote it.
func Shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// NoteOf is a note as an entry may have it.
func NoteOf(s string) (string, error) {
	note := spelling.CleanText(s)
	if n := utf8.RuneCountInString(note); n > spelling.MaxNote {
		return "", refusal.BadInput("The note has %s; %s fit", phrase.Count(n, "character", "characters"), phrase.Count(spelling.MaxNote, "", ""))
	}
	return note, nil
}

// InOrder sorts entries by their days, where they are not yet, and keeps one a day: the
// last that was read, or the first.
func InOrder[T any](all []T, day func(T) calendar.Day, last bool) []T {
	byDay := func(a, b T) int { return cmp.Compare(day(a), day(b)) }
	if !slices.IsSortedFunc(all, byDay) {
		slices.SortStableFunc(all, byDay)
	}
	kept := all[:0]
	for _, e := range all {
		n := len(kept)
		switch {
		case n == 0 || day(kept[n-1]) != day(e):
			kept = append(kept, e)
		case last:
			kept[n-1] = e
		}
	}
	return kept
}

// JoinDays sorts entries by their days, where they are not yet, and makes one of those of
// each day: join makes one of two. Where it cannot, the first stands, and what of the
// second is given to refuse.
func JoinDays[T any](all []T, day func(T) calendar.Day, join func(first, then T) (T, error), refuse func(then T, why error)) []T {
	byDay := func(a, b T) int { return cmp.Compare(day(a), day(b)) }
	if !slices.IsSortedFunc(all, byDay) {
		slices.SortStableFunc(all, byDay)
	}
	kept := all[:0]
	for _, e := range all {
		n := len(kept)
		if n == 0 || day(kept[n-1]) != day(e) {
			kept = append(kept, e)
			continue
		}
		joined, err := join(kept[n-1], e)
		if err != nil {
			refuse(e, err)
			continue
		}
		kept[n-1] = joined
	}
	return kept
}

// JoinNotes returns two notes of a day as one.
func JoinNotes(first, then string) (string, error) {
	switch {
	case then == "" || then == first:
		return first, nil
	case first == "":
		return then, nil
	}
	return NoteOf(first + "\n" + then)
}

// Conflict refuses a row that says something else of a day than one before it.
func Conflict(name string, d calendar.Day, first, then string) error {
	return refusal.BadInput("%q has %s on %s in an earlier row, and %s here; the first stays", name, first, d, then)
}

func DayOfEntry(e habits.Dated) calendar.Day { return e.Day }

func DayOfNumber(e Number) calendar.Day { return e.Day }

// FirstDay is the day on which a habit was begun: that of its first entry, else today.
func (b Imported) FirstDay(today calendar.Day) calendar.Day {
	switch {
	case len(b.Entries) > 0:
		return min(b.Entries[0].Day, today) // a rest may lie ahead
	case len(b.Numbers) > 0:
		return min(b.Numbers[0].Day, today)
	}
	return today
}

// LastDay is the day of its last entry, else today.
func (b Imported) LastDay(today calendar.Day) calendar.Day {
	switch {
	case len(b.Entries) > 0:
		return b.Entries[len(b.Entries)-1].Day
	case len(b.Numbers) > 0:
		return b.Numbers[len(b.Numbers)-1].Day
	}
	return today
}

func (s Settings) IsZero() bool {
	return len(s.Values)+len(s.Prompts) == 0
}

// clockWords returns hours as readClock reads them.
func clockWords(hours float64) string {
	seconds := int(hours*3600 + 0.5)
	if seconds%60 != 0 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/3600, seconds/60%60)
}

// Implies reports whether an amount says all that a yes or a no of its day says.
func (e Number) Implies(other Number) bool {
	return e.Counts && (other.State == habits.Yes && e.Number > 0 || other.State == habits.No && e.Number == 0)
}

func (e Number) String() string {
	switch {
	case e.Clock:
		return clockWords(e.Number)
	case e.Counts:
		return strconv.FormatFloat(e.Number, 'f', -1, 64)
	}
	return e.State.String()
}
