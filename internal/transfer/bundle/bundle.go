// Package bundle holds what was read from a file: habits and entries, moods, boundaries and texts,
// with the rows that could not be read and the rest that there is no place for. The readers of all
// formats make one; plan says what of it is new.
package bundle

import (
	"fmt"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
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

// Name returns the format as a sentence has it.
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
	// Progress hears now and then how many of the bytes were read, and ends the reading
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

	origins    map[string]int  // how many habits of a name there are
	remarked   map[string]bool // the remarks
	unremarked int             // how many remarks there were beyond those
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

// MaxKinds is how many kinds of things are named that were not taken.
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

// Settings are choices that are stored beside the record: the values of the person's own
// file, and their prompts.
type Settings struct {
	Values  map[string]any `json:"values,omitempty"`
	Prompts []string       `json:"prompts,omitempty"`
}

// IsZero reports whether there are none.
func (s Settings) IsZero() bool { return len(s.Values)+len(s.Prompts) == 0 }

// Row is a row that was left out.
type Row struct {
	File string
	Line int // Line is counted from 1; 0 where the file has no lines to speak of.
	Why  string
}

// String returns the row as a person reads it: log, line 7: there is no 2026-02-30 in the calendar.
func (r Row) String() string {
	if r.Line == 0 {
		return r.File + ": " + r.Why
	}
	return fmt.Sprintf("%s, line %d: %s", r.File, r.Line, r.Why)
}

// maxBad is how many bad rows are held, to be named.
const maxBad = 1000

// Skip leaves a row out.
func (b *Bundle) Skip(file string, line int, why error) {
	b.BadRows++
	if len(b.Bad) < maxBad {
		b.Bad = append(b.Bad, Row{spelling.CleanLine(file), line, spelling.CleanLine(Reason(why))})
	}
}

// Reason returns a refusal as the second half of a sentence.
func Reason(err error) string {
	text := err.Error()
	first, n := utf8.DecodeRuneInString(text)
	if second, _ := utf8.DecodeRuneInString(text[n:]); unicode.IsUpper(first) && !unicode.IsUpper(second) {
		text = string(unicode.ToLower(first)) + text[n:]
	}
	return text
}

// maxRemarks is how many remarks are held.
const maxRemarks = 100

// Remark adds a sentence, once.
func (b *Bundle) Remark(format string, args ...any) {
	text := spelling.CleanLine(fmt.Sprintf(format, args...))
	switch {
	case b.remarked[text]:
	case len(b.Remarks) >= maxRemarks:
		b.unremarked++
	default:
		if b.remarked == nil {
			b.remarked = map[string]bool{}
		}
		b.remarked[text] = true
		b.Remarks = append(b.Remarks, text)
	}
}

// CloseRemarks tells how many remarks there would be more.
func (b *Bundle) CloseRemarks() {
	if b.unremarked > 0 {
		b.Remarks = append(b.Remarks, "There is more like this: "+phrase.Count(b.unremarked, "other remark is", "other remarks are")+" not shown.")
	}
}
