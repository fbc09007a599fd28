package settings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// A Setting is one thing that can be chosen.
type Setting struct {
	Key   string
	Says  string // Says is what it is about, on a screen.
	About string // About is what comes of it, in a few words.
	// Choices are the texts that it may be, in their order; there are none where it is words of
	// one's own. Another text may do as well: a colour, a time between.
	Choices []string
	// value returns it as TOML and JSON have it: a bool, a list of words or a text.
	value func(s *Settings) any
	// set sets it, or returns what a value would have to be.
	set func(s *Settings, value any) (problem string)
}

// all are the settings, in the order in which they are shown.
var all = []Setting{
	{"day_start", "A day begins at", "what is done before belongs to the evening", firstHours(), (*Settings).dayStart, (*Settings).setDayStart},
	{"week_start", "A week begins on", "in heat maps and weekdays", []string{"monday", "sunday", "saturday"}, (*Settings).weekStart, (*Settings).setWeekStart},
	oneOf("clock", "The clock", "23:40, or 11:40pm", func(s *Settings) *string { return &s.Clock }, "24h", "12h"),
	{"mood_words", "Words for moods", "five, from the lowest, with commas", nil, func(s *Settings) any { return slices.Clone(s.MoodWords[:]) }, (*Settings).setMoodWords},
	oneOf("today_boundary", "A boundary on Today", "its days, its name too, or nothing", func(s *Settings) *string { return &s.TodayBoundary }, "time", "name", "off"),
	oneOf("colors", "Colours", "of the areas, or no hues", func(s *Settings) *string { return &s.Colors }, "areas", "mono"),
	{"accent", "Accent", "a name, or a colour such as #9ccfa8", Hues, func(s *Settings) any { return s.Accent }, (*Settings).setAccent},
	{"area_colors", "Colours of areas", "body, mind, joy, people, with commas", nil, func(s *Settings) any { return slices.Clone(s.AreaColors[:]) }, (*Settings).setAreaColors},
	oneOf("glyphs", "Signs", "as the terminal can, or plain letters", func(s *Settings) *string { return &s.Glyphs }, "auto", "unicode", "ascii"),
	trueOrFalse("reduce_motion", "Less motion", "nothing moves by itself", func(s *Settings) *bool { return &s.ReduceMotion }, "false", "true"),
	trueOrFalse("mouse", "Mouse", "off leaves it to the terminal", func(s *Settings) *bool { return &s.Mouse }, "true", "false"),
}

// All returns the settings, in the order in which they are shown. Their choices must not be changed.
func All() []Setting { return slices.Clone(all) }

// Find returns the setting with a key.
func Find(key string) (Setting, bool) {
	i := slices.IndexFunc(all, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		return Setting{}, false
	}
	return all[i], true
}

// Value returns a setting as text.
func (s Settings) Value(key string) string {
	switch value := s.Typed(key).(type) {
	case bool:
		return strconv.FormatBool(value)
	case []string:
		return strings.Join(value, ", ")
	case string:
		return value
	}
	return ""
}

// Typed returns a setting as JSON and TOML have it: true or false, a list of words, or a text. It is
// an empty text where there is no such setting.
func (s Settings) Typed(key string) any {
	setting, ok := Find(key)
	if !ok {
		return ""
	}
	return setting.value(&s)
}

// With returns the settings with one of them as a text says, such as 05:00, off, or five words
// with commas. The error is a sentence.
func (s Settings) With(key, text string) (Settings, error) {
	if strings.TrimSpace(key) == "" {
		return s, refusal.BadInput("Name a setting; selfcare settings lists them")
	}
	setting, ok := Find(key)
	if !ok {
		return s, refusal.BadInput("There is no setting %s; selfcare settings lists them", spelling.CleanLine(key))
	}
	if problem := setting.set(&s, setting.parsed(text)); problem != "" {
		return s, refusal.BadInput("%s %s", key, problem)
	}
	return s, nil
}

// parsed returns a text as TOML has it for the setting.
func (s Setting) parsed(text string) any {
	text = strings.TrimSpace(spelling.CleanLine(text))
	switch s.value(&Settings{}).(type) {
	case bool:
		return boolOf(text)
	case []string:
		var list []any
		for part := range strings.SplitSeq(text, ",") {
			list = append(list, strings.Trim(strings.TrimSpace(part), `"'`))
		}
		return list
	}
	return strings.ToLower(text)
}

// boolOf returns what a text says of a switch, or the text where it says neither on nor off.
func boolOf(text string) any {
	switch spelling.Fold(text) {
	case "true", "on", "yes":
		return true
	case "false", "off", "no":
		return false
	}
	return text
}

// Write returns the text of a file in which a setting is as it is in s. Everything else in the file
// stays as it was, and the comment behind the value, too. Where the file does not read at all,
// or not afterwards, it returns an error.
func (s Settings) Write(text, key string) (string, error) {
	if _, problems := Parse(text); len(problems) == 1 && toml.Unmarshal([]byte(text), &map[string]any{}) != nil {
		return "", refusal.New("The settings are not changed, since their file does not read: %s", problems[0])
	}
	line := key + " = " + s.literal(key)
	lines := strings.SplitAfter(text, "\n")
	from, to := linesOf(lines, key)
	if from < 0 {
		from = beforeTables(lines)
		to = from
	} else if from+1 == to {
		line += commentOf(lines[from])
	}
	before := strings.Join(lines[:from], "")
	if before != "" && !strings.HasSuffix(before, "\n") {
		before += "\n"
	}
	edited := before + line + "\n" + strings.Join(lines[to:], "")
	if got, _ := Parse(edited); got.Value(key) != s.Value(key) {
		return "", refusal.New("%s could not be set in the file of the settings; set it there by hand", key)
	}
	return edited, nil
}

// beforeTables returns the place before the first table, or that behind the last line.
func beforeTables(lines []string) int {
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "[") })
	if at < 0 {
		return len(lines)
	}
	return at
}

// longestValue is how many lines a value may go over. A key that only looks like one, within a text
// of many lines, would otherwise have all of them read again and again.
const longestValue = 200

// linesOf returns the lines that a key stands on, from and before; from is negative where it does
// not. A list may go over several.
func linesOf(lines []string, key string) (from, to int) {
	for i, line := range lines {
		name, _, ok := strings.Cut(line, "=")
		if !ok || strings.Trim(strings.TrimSpace(name), `"'`) != key {
			continue
		}
		for to = i + 1; to <= min(len(lines), i+longestValue); to++ {
			if toml.Unmarshal([]byte(strings.Join(lines[i:to], "")), &map[string]any{}) == nil {
				return i, to
			}
		}
		return i, i + 1
	}
	return -1, -1
}

// commentOf returns the comment behind a value, with the blanks before it.
func commentOf(line string) string {
	line = strings.TrimRight(line, "\r\n")
	for i := range line {
		if line[i] != '#' {
			continue
		}
		without := line[:i]
		if toml.Unmarshal([]byte(without), &map[string]any{}) == nil { // not within quotes
			return without[len(strings.TrimRight(without, " \t")):] + line[i:]
		}
	}
	return ""
}

// literal returns a setting as TOML writes it.
func (s Settings) literal(key string) string {
	switch value := s.Typed(key).(type) {
	case []string:
		quoted := make([]string, len(value))
		for i, text := range value {
			quoted[i] = strconv.Quote(text)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case string:
		return strconv.Quote(value)
	}
	return s.Value(key)
}
