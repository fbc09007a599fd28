package daylio

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"html"
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

// daylioMoods are the words of Daylio's five moods, as it has them.
var daylioMoods = map[string]int{"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}

// daylioArea is the area of habits that were Daylio's activities.
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
	b := &bundle.Bundle{Format: bundle.Daylio, Unmapped: map[string]int{}}
	noons, noon := 0, "" // times that could not be read, and the first of them
	done := map[string][]habits.Dated{}
	var order []string
	var rows []row
	err := t.Each(b, func() error {
		row, err := readRow(b, t, o)
		if err != nil || row == nil {
			return err
		}
		if row.noon != "" {
			if noons++; noons == 1 {
				noon = row.noon
			}
		}
		for _, raw := range row.activities {
			name := spelling.NameOf(raw)
			key := spelling.Fold(name)
			if _, ok := done[key]; !ok {
				order = append(order, raw)
			}
			done[key] = append(done[key], habits.Dated{Day: row.day, Entry: habits.Entry{State: habits.Yes}})
		}
		rows = append(rows, *row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if noons > 0 {
		b.Remark("%s couldn't be read, such as %q, and became noon (12:00).", phrase.Count(noons, "time", "times"), bundle.Shorten(noon))
	}
	for _, raw := range order {
		name, renamed, err := bundle.NameOf(raw)
		if err != nil {
			return nil, err
		}
		full := spelling.NameOf(raw)
		brought := bundle.Imported{
			Renamed: renamed,
			Habit:   habits.Habit{Name: name, Area: area, Origin: b.OriginOf(full)},
			Entries: bundle.InOrder(done[spelling.Fold(full)], bundle.DayOfEntry, true),
		}
		brought.Habit.Created = brought.FirstDay(o.Today)
		brought.Habit.Goals = []habits.Goal{{From: brought.Habit.Created}}
		b.Habits = append(b.Habits, brought)
	}
	addMoods(b, rows, o)
	return b, nil
}

// row is one row.
type row struct {
	day        calendar.Day
	clock      time.Duration
	rating     int      // 0 where nobody has said it; such a row only counts
	noon       string   // noon is a time that could not be read
	activities []string // as they stand in the file
	note       string
}

// readRow reads a row; nil is one that is left out and counted otherwise.
func readRow(b *bundle.Bundle, t *table.Table, o bundle.Options) (*row, error) {
	var row row
	var err error
	if t.Has("full_date") {
		row.day, err = calendar.ParseDay(strings.TrimSpace(t.Field("full_date")))
	} else {
		row.day, err = readOldDay(t.Field("year"), t.Field("date"))
	}
	if err != nil {
		return nil, err
	}
	var ok bool
	if row.clock, ok = readClock(t.Field("time")); !ok {
		row.noon = spelling.WordsLine(t.Field("time"))
	}
	word := spelling.CleanLine(strings.TrimSpace(t.Field("mood")))
	if word == "" {
		return nil, refusal.BadInput("The row has no mood")
	}
	for _, part := range []string{t.Field("note_title"), t.Field("note")} {
		if text := plainText(part); text != "" {
			row.note = strings.TrimSpace(row.note + "\n" + text)
		}
	}
	if n := utf8.RuneCountInString(row.note); n > journal.MaxReflection {
		return nil, refusal.BadInput("The note has %s; %s fit", phrase.Count(n, "character", "characters"), phrase.Count(journal.MaxReflection, "", ""))
	}
	for name := range strings.SplitSeq(t.Field("activities"), " | ") {
		if strings.TrimSpace(name) == "" {
			continue
		}
		if _, _, err := bundle.NameOf(name); err != nil {
			return nil, err
		}
		row.activities = append(row.activities, name)
	}
	if here, err := b.IsHere(row.day, o.Today); err != nil || !here {
		return nil, err
	}
	var known bool
	if row.rating, known = o.Moods[spelling.Fold(word)]; !known {
		if row.rating, known = daylioMoods[spelling.Fold(word)]; !known {
			b.Unmapped[word]++
			b.BadRows++
			row.activities, row.noon = nil, ""
		}
	}
	return &row, nil
}

// addMoods makes moods of the rows. Their IDs are made of their times, so that the same
// row is the same mood the next time; the newest row comes first, and what is written
// later must not change the number of an earlier one.
func addMoods(b *bundle.Bundle, rows []row, o bundle.Options) {
	slices.Reverse(rows)
	slices.SortStableFunc(rows, func(x, y row) int { return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.clock, y.clock)) })
	n := 0
	for i, row := range rows {
		if n++; i == 0 || rows[i-1].day != row.day || rows[i-1].clock != row.clock {
			n = 1
		}
		if row.rating == 0 {
			continue
		}
		id := stableID("daylio", row.day.String(), row.clock.String(), fmt.Sprint(n))
		at := row.day.At(row.clock, o.Zone)
		m := journal.Mood{ID: id, At: calendar.Second(at), Offset: calendar.OffsetOf(at), Day: row.day, Rating: row.rating, Note: row.note}
		if utf8.RuneCountInString(row.note) > spelling.MaxNote {
			// What is too long for a mood is a text of its own.
			m.Note = ""
			b.Reflections = append(b.Reflections, journal.Reflection{ID: id, Day: row.day, At: m.At, Offset: m.Offset, Text: row.note})
		}
		b.Moods = append(b.Moods, m)
	}
}

// stableID is the ID that the same words always have.
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

// plainText is what a text in HTML says. A < that begins no tag is a <. (The library for
// HTML would cost every start of the program a tenth of a millisecond.)
func plainText(s string) string {
	var text strings.Builder
	for s != "" {
		before, rest, _ := strings.Cut(s, "<")
		text.WriteString(before)
		name, after, ok := cutTag(rest)
		switch {
		case len(before) == len(s):
			rest = ""
		case !ok:
			text.WriteByte('<')
		case name == "br", breaksLine(name) && !strings.HasSuffix(text.String(), "\n"):
			text.WriteByte('\n')
			rest = after
		default:
			rest = after
		}
		s = rest
	}
	return strings.TrimSpace(spelling.CleanText(html.UnescapeString(text.String())))
}

// cutTag cuts a tag, whose < is gone, from the beginning of s.
func cutTag(s string) (name, after string, ok bool) {
	if comment, rest, closed := strings.Cut(s, "-->"); closed && strings.HasPrefix(comment, "!--") {
		return "", rest, true
	}
	inside, after, closed := strings.Cut(s, ">")
	inside = strings.TrimPrefix(inside, "/")
	end := strings.IndexFunc(inside, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(inside)
	}
	if !closed || end == 0 || unicode.IsDigit(rune(inside[0])) || strings.Contains(inside, "<") {
		return "", s, false
	}
	return strings.ToLower(inside[:end]), after, true
}

// breaksLine reports whether a tag begins or ends a line.
func breaksLine(tag string) bool {
	return slices.Contains([]string{"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr"}, tag)
}

// Fits reports whether a table has the columns of Daylio's export.
func Fits(t *table.Table) bool {
	return t.Has("mood") && (t.Has("full_date") || t.Has("year") && t.Has("date"))
}
