// Package daylio reads the CSV file that Daylio exports: moods, with what was done and notes.
package daylio

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/table"
)

// moodWords are the words of Daylio's five moods, as it has them.
var moodWords = map[string]int{"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}

// area is the area of habits that were Daylio's activities.
const area = "daylio"

// Read reads Daylio's export: a row is a mood, with what was done and a note.
func Read(t *table.Table, o bundle.Options) (*bundle.Bundle, error) {
	need := []string{"full_date", "mood"}
	if !t.Has("full_date") && t.Has("year") && t.Has("date") { // as it was until 2018
		need = []string{"mood"}
	}
	if err := t.Require("Daylio writes it", need...); err != nil {
		return nil, err
	}
	t.Use("full_date", "year", "date", "weekday", "time", "mood", "activities", "note_title", "note")
	x := &export{rest: bundle.Bundle{Format: bundle.Daylio}, options: o}
	err := t.Each(&x.rest, func() error {
		r, err := readRow(t)
		if err != nil {
			return err
		}
		here, err := x.rest.IsHere(r.day, o.Today)
		if here {
			x.rows = append(x.rows, r)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return x.rated(o.Moods), nil
}

// row is what a row says.
type row struct {
	day        calendar.Day
	clock      time.Duration
	noon       string   // noon is a time that could not be read
	mood       string   // the word for it
	activities []string // as they stand in the file
	note       string
}

// readRow reads a row.
func readRow(t *table.Table) (r row, err error) {
	if t.Has("full_date") {
		r.day, err = calendar.ParseDay(strings.TrimSpace(t.Field("full_date")))
	} else {
		r.day, err = readOldDay(t.Field("year"), t.Field("date"))
	}
	if err != nil {
		return r, err
	}
	var ok bool
	if r.clock, ok = readClock(t.Field("time")); !ok {
		r.noon = spelling.WordsLine(t.Field("time"))
	}
	if r.mood = spelling.CleanLine(strings.TrimSpace(t.Field("mood"))); r.mood == "" {
		return r, refusal.BadInput("The row has no mood")
	}
	if r.note, err = readNote(t.Field("note_title"), t.Field("note")); err != nil {
		return r, err
	}
	r.activities, err = readActivities(t.Field("activities"))
	return r, err
}

// readNote returns the title and the text of a note as one text.
func readNote(title, text string) (string, error) {
	note := ""
	for _, part := range []string{title, text} {
		if plain := plainText(part); plain != "" {
			note = strings.TrimSpace(note + "\n" + plain)
		}
	}
	if n := utf8.RuneCountInString(note); n > journal.MaxReflection {
		return "", refusal.BadInput("The note has %s; %s fit", phrase.Count(n, "character", "characters"), phrase.Count(journal.MaxReflection, "", ""))
	}
	return note, nil
}

// readActivities returns the names of what was done.
func readActivities(cell string) ([]string, error) {
	var names []string
	for name := range strings.SplitSeq(cell, " | ") {
		if strings.TrimSpace(name) == "" {
			continue
		}
		if _, _, err := bundle.NameOf(name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// export is an export whose rows were read. What its words for moods mean may have to be asked
// for; the rows are made a bundle of as often as there is an answer.
type export struct {
	rest    bundle.Bundle // what there is to say of rows that were left out
	rows    []row
	options bundle.Options
}

// rated returns a bundle of the export. Moods are ratings of words that Daylio does not have. Rows
// with a word that nobody has rated are left out, and counted.
func (x *export) rated(moods map[string]int) *bundle.Bundle {
	b := x.rest
	b.Unmapped = map[string]int{}
	ratings := make([]int, len(x.rows)) // 0 where nobody has said it; such a row only counts
	var good []row
	for i, r := range x.rows {
		ratings[i] = cmp.Or(moods[spelling.Fold(r.mood)], moodWords[spelling.Fold(r.mood)])
		if ratings[i] == 0 {
			b.Unmapped[r.mood]++
			b.BadRows++
			continue
		}
		good = append(good, r)
	}
	remarkNoons(&b, good)
	addHabits(&b, good, x.options)
	addMoods(&b, x.rows, ratings, x.options)
	if len(b.Unmapped) > 0 {
		b.Rate = func(more map[string]int) *bundle.Bundle {
			all := maps.Clone(more)
			maps.Copy(all, moods)
			return x.rated(all)
		}
	}
	return &b
}

// remarkNoons says how many times could not be read.
func remarkNoons(b *bundle.Bundle, rows []row) {
	noons, first := 0, ""
	for _, r := range rows {
		if r.noon == "" {
			continue
		}
		if noons++; noons == 1 {
			first = r.noon
		}
	}
	if noons > 0 {
		b.Remark("%s couldn't be read, such as %q, and became noon (12:00).", phrase.Count(noons, "time", "times"), bundle.Shorten(first))
	}
}

// addHabits makes a habit of each activity, in the order in which they stand in the file.
func addHabits(b *bundle.Bundle, rows []row, o bundle.Options) {
	done := map[string][]habits.Dated{}
	var order []string
	for _, r := range rows {
		for _, raw := range r.activities {
			key := spelling.Fold(spelling.NameOf(raw))
			if _, ok := done[key]; !ok {
				order = append(order, raw)
			}
			done[key] = append(done[key], habits.Dated{Day: r.day, Entry: habits.Entry{State: habits.Yes}})
		}
	}
	for _, raw := range order {
		name, renamed, _ := bundle.NameOf(raw) // it was looked at
		full := spelling.NameOf(raw)
		h := bundle.Imported{
			Renamed: renamed,
			Habit:   habits.Habit{Name: name, Area: area, Origin: b.OriginOf(full)},
			Entries: bundle.InOrder(done[spelling.Fold(full)], bundle.DayOfEntry),
		}
		h.Habit.Created = h.FirstDay(o.Today)
		h.Habit.Goals = []habits.Goal{{From: h.Habit.Created}}
		b.Habits = append(b.Habits, h)
	}
}

// addMoods makes moods of the rows that are rated. Their IDs are made of their times, so that the
// same row is the same mood the next time; the newest row comes first, and what is written
// later must not change the number of an earlier one.
func addMoods(b *bundle.Bundle, rows []row, ratings []int, o bundle.Options) {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = len(rows) - 1 - i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(rows[i].day, rows[j].day), cmp.Compare(rows[i].clock, rows[j].clock))
	})
	n, before := 0, row{}
	for k, i := range order {
		r := rows[i]
		if n++; k == 0 || before.day != r.day || before.clock != r.clock {
			n = 1
		}
		before = r
		if ratings[i] == 0 {
			continue
		}
		id := stableID("daylio", r.day.String(), r.clock.String(), fmt.Sprint(n))
		at := r.day.At(r.clock, o.Zone)
		m := journal.Mood{ID: id, At: calendar.Second(at), Offset: calendar.OffsetOf(at), Day: r.day, Rating: ratings[i], Note: r.note}
		if utf8.RuneCountInString(r.note) > spelling.MaxNote {
			// What is too long for a mood is a text of its own.
			m.Note = ""
			b.Reflections = append(b.Reflections, journal.Reflection{ID: id, Day: r.day, At: m.At, Offset: m.Offset, Text: r.note})
		}
		b.Moods = append(b.Moods, m)
	}
}

// stableID returns the ID that the same words always have.
func stableID(words ...string) ident.ID {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return ident.ID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:10])
}

// readClock reads 18:07, 6:50 pm or 9:00 PM, whichever blank stands before the pm. A row
// without a time is at noon, as is one whose time cannot be read: the phone writes it in its
// own language.
func readClock(s string) (clock time.Duration, ok bool) {
	const noon = 12 * time.Hour
	text := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s))
	if text == "" {
		return noon, true
	}
	text = strings.NewReplacer("a.m.", "am", "p.m.", "pm").Replace(text)
	for _, layout := range []string{"15:04", "3:04pm", "15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, true
		}
	}
	return noon, false
}

// readOldDay reads a day as Daylio wrote it before there was full_date: the year, and 18
// May or May 18.
func readOldDay(year, date string) (calendar.Day, error) {
	date = strings.Join(strings.Fields(spelling.CleanLine(date)), " ")
	text := strings.TrimSpace(year) + " " + strings.ReplaceAll(strings.ReplaceAll(date, ",", ""), ".", "")
	for _, layout := range []string{"2006 2 January", "2006 2 Jan", "2006 January 2", "2006 Jan 2"} {
		if t, err := time.Parse(layout, text); err == nil {
			return calendar.DateOf(t.Date()), nil
		}
	}
	return 0, refusal.BadInput("%q of %q isn't a date that can be read; in the column date, write 18 May", bundle.Shorten(date), bundle.Shorten(spelling.WordsLine(year)))
}

// Fits reports whether a table has the columns of Daylio's export.
func Fits(t *table.Table) bool {
	return t.Has("mood") && (t.Has("full_date") || t.Has("year") && t.Has("date"))
}
