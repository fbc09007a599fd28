package transfer

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

	"selfcare/internal/habits"
)

// daylioMoods are the words of Daylio's five moods, as it has them.
var daylioMoods = map[string]int{"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}

// daylioArea is the area of habits that were Daylio's activities.
const daylioArea = "daylio"

// readDaylio reads Daylio's export: a row is a mood, with what was done and a note.
func readDaylio(t *table, o Options) (*Bundle, error) {
	if err := t.needs("Daylio writes it", "full_date", "mood"); err != nil {
		return nil, err
	}
	b := &Bundle{Format: Daylio, Unmapped: map[string]int{}}
	done := map[string][]habits.Dated{}
	var order []string
	var rows []daylioRow
	err := t.each(b, func() error {
		row, err := b.readDaylioRow(t, o)
		if err != nil || row == nil {
			return err
		}
		for _, name := range row.activities {
			key := habits.Fold(name)
			if _, ok := done[key]; !ok {
				order = append(order, name)
			}
			done[key] = append(done[key], habits.Dated{Day: row.day, Entry: habits.Entry{State: habits.Yes}})
		}
		rows = append(rows, *row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, full := range order {
		name, err := nameOf(full)
		if err != nil {
			return nil, err
		}
		brought := Brought{
			Habit:   habits.Habit{Name: name, Area: daylioArea, Origin: b.origin(full)},
			Entries: inOrder(done[habits.Fold(full)], dayOfDated, true),
		}
		brought.Habit.Created = brought.began(o.Today)
		brought.Habit.Goals = []habits.Goal{{From: brought.Habit.Created}}
		b.Habits = append(b.Habits, brought)
	}
	b.daylioMoods(rows, o)
	return b, nil
}

// daylioRow is one row.
type daylioRow struct {
	day        habits.Day
	clock      time.Duration
	rating     int // 0 where nobody has said it; such a row only counts
	activities []string
	note       string
}

// readDaylioRow reads a row; nil is one that is left out and counted otherwise.
func (b *Bundle) readDaylioRow(t *table, o Options) (*daylioRow, error) {
	var row daylioRow
	var err error
	if row.day, err = habits.ParseDay(strings.TrimSpace(t.field("full_date"))); err != nil {
		return nil, err
	}
	if row.clock, err = daylioClock(t.field("time")); err != nil {
		return nil, err
	}
	word := habits.CleanLine(strings.TrimSpace(t.field("mood")))
	if word == "" {
		return nil, habits.Unfit("The row has no mood")
	}
	for _, part := range []string{t.field("note_title"), t.field("note")} {
		if text := plainText(part); text != "" {
			row.note = strings.TrimSpace(row.note + "\n" + text)
		}
	}
	if n := utf8.RuneCountInString(row.note); n > habits.MaxReflection {
		return nil, habits.Unfit("The note has %s; %s fit", habits.Count(n, "character", "characters"), habits.Count(habits.MaxReflection, "", ""))
	}
	for name := range strings.SplitSeq(t.field("activities"), " | ") {
		if strings.TrimSpace(name) == "" {
			continue
		}
		if _, err := nameOf(name); err != nil {
			return nil, err
		}
		row.activities = append(row.activities, habits.NameOf(name))
	}
	if here, err := b.written(row.day, o.Today); err != nil || !here {
		return nil, err
	}
	var known bool
	if row.rating, known = o.Moods[habits.Fold(word)]; !known {
		if row.rating, known = daylioMoods[habits.Fold(word)]; !known {
			b.Unmapped[word]++
			b.BadRows++
			row.activities = nil
		}
	}
	return &row, nil
}

// daylioMoods makes moods of the rows. Their IDs are made of their times, so that the same
// row is the same mood the next time; the newest row comes first, and what is written
// later must not change the number of an earlier one.
func (b *Bundle) daylioMoods(rows []daylioRow, o Options) {
	slices.Reverse(rows)
	slices.SortStableFunc(rows, func(x, y daylioRow) int { return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.clock, y.clock)) })
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
		m := habits.Mood{ID: id, At: habits.Second(at), Offset: habits.OffsetOf(at), Day: row.day, Rating: row.rating, Note: row.note}
		if utf8.RuneCountInString(row.note) > habits.MaxNote {
			// What is too long for a mood is a text of its own.
			m.Note = ""
			b.Reflections = append(b.Reflections, habits.Reflection{ID: id, Day: row.day, At: m.At, Offset: m.Offset, Text: row.note})
		}
		b.Moods = append(b.Moods, m)
	}
}

// stableID is the ID that the same words always have.
func stableID(words ...string) habits.ID {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return habits.ID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:10])
}

// daylioClock reads 18:07, 6:50 pm or 9:00 PM, whichever blank stands before the pm. A row
// without a time is at noon.
func daylioClock(s string) (time.Duration, error) {
	text := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '.' {
			return -1
		}
		return r
	}, s))
	if text == "" {
		return 12 * time.Hour, nil
	}
	for _, layout := range []string{"15:04", "3:04pm", "15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
		}
	}
	return 0, habits.Unfit("%q is no time", shorten(s))
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
	return strings.TrimSpace(habits.CleanText(html.UnescapeString(text.String())))
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
