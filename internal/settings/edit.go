package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

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
}

// All are the settings, in the order in which they are shown.
func All() []Setting {
	var hours []string
	for h := range 9 {
		hours = append(hours, fmt.Sprintf("%02d:00", h))
	}
	onOff := []string{"true", "false"}
	return []Setting{
		{"day_start", "A day begins at", "what is done before belongs to the evening", hours},
		{"week_start", "A week begins on", "in heat maps and weekdays", []string{"monday", "sunday", "saturday"}},
		{"clock", "The clock", "23:40, or 11:40pm", []string{"24h", "12h"}},
		{"mood_words", "Words for moods", "five, from the lowest, with commas", nil},
		{"today_boundary", "A boundary on Today", "its days, its name too, or nothing", []string{"time", "name", "off"}},
		{"colors", "Colours", "of the areas, or no hues", []string{"areas", "mono"}},
		{"accent", "Accent", "a name, or a colour such as #9ccfa8", slices.Clone(Hues)},
		{"area_colors", "Colours of areas", "body, mind, joy, people, with commas", nil},
		{"glyphs", "Signs", "as the terminal can, or plain letters", []string{"auto", "unicode", "ascii"}},
		{"reduce_motion", "Less motion", "nothing moves by itself", []string{"false", "true"}},
		{"mouse", "Mouse", "off leaves it to the terminal", onOff},
	}
}

// Find is the setting with a key.
func Find(key string) (Setting, bool) {
	all := All()
	i := slices.IndexFunc(all, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		return Setting{}, false
	}
	return all[i], true
}

// Value is a setting as text.
func (s Settings) Value(key string) string {
	switch key {
	case "day_start":
		return time.Time{}.Add(s.DayStart).Format("15:04")
	case "week_start":
		return strings.ToLower(s.WeekStart.String())
	case "clock":
		return s.Clock
	case "mood_words":
		return strings.Join(s.MoodWords[:], ", ")
	case "today_boundary":
		return s.TodayBoundary
	case "colors":
		return s.Colors
	case "accent":
		return s.Accent
	case "area_colors":
		return strings.Join(s.AreaColors[:], ", ")
	case "glyphs":
		return s.Glyphs
	case "reduce_motion":
		return strconv.FormatBool(s.ReduceMotion)
	case "mouse":
		return strconv.FormatBool(s.Mouse)
	}
	return ""
}

// Typed returns a setting as JSON and TOML have it: true or false, a list of words, or a text.
func (s Settings) Typed(key string) any {
	switch key {
	case "mood_words":
		return slices.Clone(s.MoodWords[:])
	case "area_colors":
		return slices.Clone(s.AreaColors[:])
	case "reduce_motion":
		return s.ReduceMotion
	case "mouse":
		return s.Mouse
	}
	return s.Value(key)
}

// With is the settings with one of them as a text says, such as 05:00, off, or five words
// with commas. The error is a sentence.
func (s Settings) With(key, text string) (Settings, error) {
	if strings.TrimSpace(key) == "" {
		return s, refusal.BadInput("Name a setting; selfcare settings lists them")
	}
	if _, ok := Find(key); !ok {
		return s, refusal.BadInput("There is no setting %s; selfcare settings lists them", spelling.CleanLine(key))
	}
	if problem := s.set(key, parsed(key, text)); problem != "" {
		return s, refusal.BadInput("%s %s", key, problem)
	}
	return s, nil
}

// parsed is the text of a setting as TOML has it.
func parsed(key, text string) any {
	text = strings.TrimSpace(spelling.CleanLine(text))
	switch key {
	case "reduce_motion", "mouse":
		switch spelling.Fold(text) {
		case "true", "on", "yes":
			return true
		case "false", "off", "no":
			return false
		}
		return text
	case "mood_words", "area_colors":
		var list []any
		for _, part := range strings.Split(text, ",") {
			list = append(list, strings.Trim(strings.TrimSpace(part), `"'`))
		}
		return list
	case "day_start":
		if len(text) == len("4:00") {
			text = "0" + text
		}
		return text
	}
	return strings.ToLower(text)
}

// Write is the text of a file in which a setting is as it is in s. Everything else in the file
// stays as it was, and the comment behind the value, too. Where the file does not read at all,
// or not afterwards, it is an error.
func (s Settings) Write(text, key string) (string, error) {
	if _, problems := Parse(text); len(problems) == 1 && toml.Unmarshal([]byte(text), &map[string]any{}) != nil {
		return "", refusal.New("The settings are not changed, since their file does not read: %s", problems[0])
	}
	line := key + " = " + s.literal(key)
	lines := strings.SplitAfter(text, "\n")
	from, to := linesOf(lines, key)
	var edited string
	switch {
	case from < 0:
		edited = s.appended(lines, line)
	default:
		if from+1 == to {
			line += commentOf(lines[from])
		}
		edited = strings.Join(lines[:from], "") + line + "\n" + strings.Join(lines[to:], "")
	}
	if got, _ := Parse(edited); got.Value(key) != s.Value(key) {
		return "", refusal.New("%s could not be set in the file of the settings; set it there by hand", key)
	}
	return edited, nil
}

// appended is a file with one more line, before the first table.
func (s Settings) appended(lines []string, line string) string {
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "[") })
	if at < 0 {
		at = len(lines)
	}
	before := strings.Join(lines[:at], "")
	if before != "" && !strings.HasSuffix(before, "\n") {
		before += "\n"
	}
	return before + line + "\n" + strings.Join(lines[at:], "")
}

// longestValue is how many lines a value may go over. A key that only looks like one, within a text
// of many lines, would otherwise have all of them read again and again.
const longestValue = 200

// linesOf are the lines that a key stands on, from and before; from is negative where it does
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

// commentOf is the comment behind a value, with the blanks before it.
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

// literal is a setting as TOML writes it.
func (s Settings) literal(key string) string {
	quote := func(texts ...string) string {
		quoted := make([]string, len(texts))
		for i, text := range texts {
			quoted[i] = strconv.Quote(text)
		}
		return strings.Join(quoted, ", ")
	}
	switch key {
	case "mood_words":
		return "[" + quote(s.MoodWords[:]...) + "]"
	case "area_colors":
		return "[" + quote(s.AreaColors[:]...) + "]"
	case "reduce_motion", "mouse":
		return s.Value(key)
	}
	return quote(s.Value(key))
}
