// Package settings reads and writes what a person may choose about the program, in a text file
// in the configuration folder. A value that cannot be is reported with its line, and the
// default holds.
//
//	day_start      = "04:00"  # when a day begins; what is done before belongs to the evening
//	week_start     = "monday" # the day that a week begins with
//	clock          = "24h"    # or "12h"
//	mood_words     = ["awful", "low", "okay", "good", "great"]
//	today_boundary = "time"   # or "name", or "off": what Today shows of a boundary
//	colors         = "areas"  # or "mono": no hues
//	accent         = "green"  # orange, blue, yellow, purple, or a colour such as "#9ccfa8"
//	area_colors    = ["orange", "blue", "yellow", "purple"] # of body, mind, joy and people
//	glyphs         = "auto"   # or "unicode", or "ascii"
//	reduce_motion  = false    # true: nothing moves by itself
//	mouse          = true     # false: the terminal keeps it
package settings

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/quickadd"
	"selfcare/internal/spelling"
)

// Settings are the choices.
type Settings struct {
	DayStart  time.Duration // DayStart is when a day begins, 0 to 12 hours past midnight.
	WeekStart time.Weekday
	Clock     string // Clock is 24h or 12h.
	MoodWords journal.MoodWords
	// TodayBoundary is what Today shows of a boundary: time, name or off.
	TodayBoundary string
	Colors        string    // Colors is areas, or mono.
	Accent        string    // Accent is the name of a hue, or #rrggbb.
	AreaColors    [4]string // AreaColors are those of body, mind, joy and people.
	Glyphs        string    // Glyphs is auto, unicode or ascii.
	ReduceMotion  bool
	Mouse         bool
}

// Hues are the colours that have names.
var Hues = []string{"green", "orange", "blue", "yellow", "purple"}

// Default returns what holds where nothing is chosen.
func Default() Settings {
	return Settings{
		DayStart: calendar.DefaultPreferences.DayStart, WeekStart: calendar.DefaultPreferences.WeekStart, Clock: "24h",
		MoodWords: journal.DefaultMoodWords, TodayBoundary: "time",
		Colors: "areas", Accent: Hues[0], AreaColors: [4]string(Hues[1:]), Glyphs: "auto", Mouse: true,
	}
}

// Preferences returns how the person counts days and reads a clock.
func (s Settings) Preferences() calendar.Preferences {
	c := calendar.Preferences{DayStart: s.DayStart, WeekStart: s.WeekStart, Clock: calendar.DefaultPreferences.Clock}
	if s.Clock == "12h" {
		c.Clock = "3:04pm"
	}
	return c
}

// Parse reads the text of a file. Problems are sentences, one for each value that could
// not be; for those the default holds.
func Parse(text string) (s Settings, problems []string) {
	s = Default()
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			return s, []string{fmt.Sprintf("line %d: %s", syntax.Position.Line, syntax.Message)}
		}
		return s, []string{err.Error()}
	}
	lines := linesOfKeys(text)
	lineOf := func(key string) int { return cmp.Or(lines[key], 1) }
	byLine := func(a, b string) int { return cmp.Or(lineOf(a)-lineOf(b), cmp.Compare(a, b)) }
	for _, key := range slices.SortedFunc(maps.Keys(values), byLine) {
		if err := s.set(key, values[key]); err != "" {
			problems = append(problems, fmt.Sprintf("line %d: %s %s", lineOf(key), key, err))
		}
	}
	return s, problems
}

// Values returns those values of a file's text that can be, by their keys.
func Values(text string) map[string]any {
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		return nil
	}
	return possible(values)
}

// Text returns the text of a file with values, without those that cannot be.
func Text(values map[string]any) (string, error) {
	text, err := toml.Marshal(possible(maps.Clone(values)))
	return string(text), err
}

// possible returns values after it took out those that cannot be.
func possible(values map[string]any) map[string]any {
	s := Default()
	maps.DeleteFunc(values, func(key string, value any) bool { return s.set(key, value) != "" })
	return values
}

// set sets one value, or returns what it would have to be.
func (s *Settings) set(key string, value any) (problem string) {
	setting, ok := Find(key)
	if !ok {
		return "is no setting"
	}
	return setting.set(s, value)
}

// oneOf returns a setting that is one of its choices.
func oneOf(key, says, about string, field func(*Settings) *string, choices ...string) Setting {
	quoted := make([]string, len(choices))
	for i, c := range choices {
		quoted[i] = `"` + c + `"`
	}
	last := len(quoted) - 1
	problem := "is " + strings.Join(quoted[:last], ", ") + " or " + quoted[last]
	value := func(s *Settings) any { return *field(s) }
	return Setting{key, says, about, choices, value, func(s *Settings, value any) string {
		text, _ := value.(string)
		if !slices.Contains(choices, text) {
			return problem
		}
		*field(s) = text
		return ""
	}}
}

// trueOrFalse returns a setting that is on or off.
func trueOrFalse(key, says, about string, field func(*Settings) *bool, choices ...string) Setting {
	value := func(s *Settings) any { return *field(s) }
	return Setting{key, says, about, choices, value, func(s *Settings, value any) string {
		on, ok := value.(bool)
		if !ok {
			return "is true or false"
		}
		*field(s) = on
		return ""
	}}
}

// latestStart is the latest hour at which a day may begin.
const latestStart = 12 * time.Hour

// firstHours returns the hours that are offered for the beginning of a day.
func firstHours() []string {
	var hours []string
	for h := range 9 {
		hours = append(hours, fmt.Sprintf("%02d:00", h))
	}
	return hours
}

// dayStart returns when a day begins, as text.
func (s *Settings) dayStart() any { return time.Time{}.Add(s.DayStart).Format("15:04") }

// setDayStart sets when a day begins.
func (s *Settings) setDayStart(value any) (problem string) {
	text, _ := value.(string)
	at, err := time.Parse("15:04", text)
	start := at.Sub(at.Truncate(24 * time.Hour))
	if err != nil || start > latestStart {
		return `is a time from "00:00" to "12:00"`
	}
	s.DayStart = start
	return ""
}

// weekStart returns the first day of a week, as text.
func (s *Settings) weekStart() any { return strings.ToLower(s.WeekStart.String()) }

// setWeekStart sets the first day of a week.
func (s *Settings) setWeekStart(value any) (problem string) {
	text, _ := value.(string)
	day, ok := calendar.ParseWeekday(spelling.Fold(text))
	if !ok || len(text) < 3 {
		return `is a day, such as "monday" or "sunday"`
	}
	s.WeekStart = day
	return ""
}

// setAccent sets the colour that stands out.
func (s *Settings) setAccent(value any) (problem string) {
	text, _ := value.(string)
	if !isColor(text) {
		return "is " + huesWords
	}
	s.Accent = strings.ToLower(text)
	return ""
}

const huesWords = `green, orange, blue, yellow, purple, or a colour such as "#9ccfa8"`

// isColor reports whether text names a hue, or is #rrggbb.
func isColor(text string) bool {
	text = strings.ToLower(text)
	digits, hex := strings.CutPrefix(text, "#")
	return slices.Contains(Hues, text) || hex && len(digits) == 6 && strings.Trim(digits, "0123456789abcdef") == ""
}

// setAreaColors sets four colours.
func (s *Settings) setAreaColors(value any) (problem string) {
	const wanted = "are four, for body, mind, joy and people, each " + huesWords
	list, _ := value.([]any)
	var colors [4]string
	if len(list) != len(colors) {
		return wanted
	}
	for i, v := range list {
		text, _ := v.(string)
		if !isColor(text) {
			return wanted
		}
		colors[i] = strings.ToLower(text)
	}
	s.AreaColors = colors
	return ""
}

// longestWord is how many characters a word for a mood may have.
const longestWord = 12

// setMoodWords sets five words, from the lowest to the highest.
func (s *Settings) setMoodWords(value any) (problem string) {
	const wanted = "are five different words of up to 12 letters, from the lowest mood to the highest"
	list, _ := value.([]any)
	if len(list) != len(s.MoodWords) {
		return wanted
	}
	var words journal.MoodWords
	for i, v := range list {
		text, _ := v.(string)
		text = spelling.NameOf(text)
		isTaken := slices.ContainsFunc(words[:i], func(w string) bool { return spelling.SameName(w, text) })
		if isTaken || !couldBeMood(text) {
			return wanted
		}
		words[i] = text
	}
	s.MoodWords = words
	return ""
}

// couldBeMood reports whether quick-add can tell a word for a mood from all else on a line.
func couldBeMood(word string) bool {
	return word != "" && word[0] != '-' && !quickadd.IsItem(word) && !strings.ContainsAny(word, " @:0123456789") && utf8.RuneCountInString(word) <= longestWord
}

// linesOfKeys returns the line, counted from 1, on which each key, or a table of its name, stands
// first. A file may have thousands of them, so that it is read once and not for each.
func linesOfKeys(text string) map[string]int {
	lines, n := map[string]int{}, 0
	for line := range strings.Lines(text) {
		n++
		name, _, _ := strings.Cut(strings.TrimLeft(strings.TrimSpace(line), "["), "=")
		name = strings.TrimRight(strings.TrimSpace(name), "]")
		first, _, _ := strings.Cut(name, ".")
		if key := strings.Trim(strings.TrimSpace(first), `"'`); lines[key] == 0 {
			lines[key] = n
		}
	}
	return lines
}
