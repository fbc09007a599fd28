// Package settings reads what a person may choose about the program, from a text file
// in the configuration folder. A value that cannot be is told, with its line, and the
// default holds.
//
//	mood_words     = ["awful", "low", "okay", "good", "great"]
//	today_boundary = "time"   # or "name", or "off": what Today shows of a boundary
//	reduce_motion  = false    # true: nothing moves by itself
package settings

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"selfcare/internal/habits"
	"selfcare/internal/quickadd"
)

// Settings are the choices.
type Settings struct {
	MoodWords habits.MoodWords
	// TodayBoundary is what Today shows of a boundary: time, name or off.
	TodayBoundary string
	ReduceMotion  bool
}

// Default is what holds where nothing is chosen.
func Default() Settings {
	return Settings{MoodWords: habits.DefaultMoodWords, TodayBoundary: "time"}
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
	byLine := func(a, b string) int { return cmp.Or(lineOf(text, a)-lineOf(text, b), cmp.Compare(a, b)) }
	for _, key := range slices.SortedFunc(maps.Keys(values), byLine) {
		if err := s.set(key, values[key]); err != "" {
			problems = append(problems, fmt.Sprintf("line %d: %s %s", lineOf(text, key), key, err))
		}
	}
	return s, problems
}

// Values are those values of a file's text that can be, by their keys.
func Values(text string) map[string]any {
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		return nil
	}
	s := Default()
	maps.DeleteFunc(values, func(key string, value any) bool { return s.set(key, value) != "" })
	return values
}

// Text is the text of a file with values, without those that cannot be.
func Text(values map[string]any) (string, error) {
	s := Default()
	values = maps.Clone(values)
	maps.DeleteFunc(values, func(key string, value any) bool { return s.set(key, value) != "" })
	text, err := toml.Marshal(values)
	return string(text), err
}

// set takes one value, or says what it would have to be.
func (s *Settings) set(key string, value any) (problem string) {
	switch key {
	case "mood_words":
		return s.setMoodWords(value)
	case "today_boundary":
		text, _ := value.(string)
		if !slices.Contains([]string{"time", "name", "off"}, text) {
			return `is "time", "name" or "off"`
		}
		s.TodayBoundary = text
	case "reduce_motion":
		b, ok := value.(bool)
		if !ok {
			return "is true or false"
		}
		s.ReduceMotion = b
	default:
		return "is no setting"
	}
	return ""
}

// longestWord is how many characters a word for a mood may have.
const longestWord = 12

// setMoodWords takes five words, from the lowest to the highest.
func (s *Settings) setMoodWords(value any) string {
	const problem = "are five different words of up to 12 letters, from the lowest mood to the highest"
	list, _ := value.([]any)
	if len(list) != len(s.MoodWords) {
		return problem
	}
	var words habits.MoodWords
	for i, v := range list {
		text, _ := v.(string)
		text = habits.NameOf(text)
		bad := text == "" || text[0] == '-' || quickadd.IsItem(text) || strings.ContainsAny(text, " @:0123456789") || utf8.RuneCountInString(text) > longestWord
		if bad || slices.ContainsFunc(words[:i], func(w string) bool { return habits.Fold(w) == habits.Fold(text) }) {
			return problem
		}
		words[i] = text
	}
	s.MoodWords = words
	return ""
}

// lineOf is the line that a key, or a table of its name, stands on, counted from 1.
func lineOf(text, key string) int {
	for i, line := range strings.Split(text, "\n") {
		name, _, _ := strings.Cut(strings.TrimLeft(strings.TrimSpace(line), "["), "=")
		name = strings.TrimRight(strings.TrimSpace(name), "]")
		if first, _, _ := strings.Cut(name, "."); strings.Trim(strings.TrimSpace(first), `"'`) == key {
			return i + 1
		}
	}
	return 1
}
