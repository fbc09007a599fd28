package settings

import (
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// Whatever can be chosen can be written, and is what is read then.
func TestEachChoiceIsWrittenAndRead(t *testing.T) {
	for _, setting := range All() {
		for _, text := range append(slices.Clone(setting.Choices), Default().Value(setting.Key)) {
			s, err := Default().With(setting.Key, text)
			if err != nil {
				t.Errorf("%s %s: %v", setting.Key, text, err)
				continue
			}
			for _, file := range []string{"", "# mine\n", "mouse = false", setting.Key + " = 5\n", "[more]\nx = 1\n", "mood_words = [\n 'a', # one\n 'b', 'c', 'd', 'e']\nmouse = true # yes\n"} {
				edited, err := s.Write(file, setting.Key)
				if err != nil {
					t.Errorf("%s in %q: %v", setting.Key, file, err)
					continue
				}
				if got, _ := Parse(edited); got.Value(setting.Key) != s.Value(setting.Key) {
					t.Errorf("%s in %q is %q after %q", setting.Key, edited, got.Value(setting.Key), text)
				}
			}
		}
	}
}

func TestAFileKeepsWhatElseItHas(t *testing.T) {
	const file = "# Mine, since 2026.\r\nmouse = true   # for the tablet\nmood_words = [\n  'mies', 'naja', # so\n  'geht', 'gut', 'super',\n]\n\n[later]\nmouse = 5\n"
	s := Default()
	s.Mouse, s.DayStart = false, 0
	edited, err := s.Write(file, "mouse")
	if want := strings.Replace(file, "mouse = true", "mouse = false", 1); err != nil || edited != want {
		t.Errorf("%q, %v; want %q", edited, err, want)
	}
	edited, err = s.Write(file, "day_start")
	if want := strings.Replace(file, "[later]", "day_start = \"00:00\"\n[later]", 1); err != nil || edited != want {
		t.Errorf("%q, %v; want %q", edited, err, want)
	}
	edited, err = s.Write(file, "mood_words")
	if want := "# Mine, since 2026.\r\nmouse = true   # for the tablet\nmood_words = [\"awful\", \"low\", \"okay\", \"good\", \"great\"]\n\n[later]\nmouse = 5\n"; err != nil || edited != want {
		t.Errorf("%q, %v; want %q", edited, err, want)
	}
	if edited, err := s.Write("mouse = ", "mouse"); err == nil {
		t.Errorf("what does not read became %q", edited)
	}
}

func TestWhatCannotBeChosenIsTold(t *testing.T) {
	for _, c := range []struct{ key, text, want string }{
		{"day_start", "13:00", `day_start is a time from "00:00" to "12:00".`},
		{"day_start", "soon", `day_start is a time from "00:00" to "12:00".`},
		{"day_start", "", `day_start is a time from "00:00" to "12:00".`},
		{"week_start", "mo", `week_start is a day, such as "monday" or "sunday".`},
		{"clock", "noon", `clock is "24h" or "12h".`},
		{"mouse", "maybe", `mouse is true or false.`},
		{"accent", "pink", `accent is green, orange, blue, yellow, purple, or a colour such as "#9ccfa8".`},
		{"accent", "#12345g", `accent is green, orange, blue, yellow, purple, or a colour such as "#9ccfa8".`},
		{"area_colors", "blue", `area_colors are four, for body, mind, joy and people, each green, orange, blue, yellow, purple, or a colour such as "#9ccfa8".`},
		{"mood_words", "a, b", `mood_words are five different words of up to 12 letters, from the lowest mood to the highest.`},
		{"glyphs", "emoji", `glyphs is "auto", "unicode" or "ascii".`},
		{"theme", "dark", `There is no setting theme; selfcare settings lists them.`},
	} {
		got, err := Default().With(c.key, c.text)
		if err == nil || err.Error() != c.want || got != Default() {
			t.Errorf("%s %q: %v, want %s", c.key, c.text, err, c.want)
		}
	}
	for key, text := range map[string]string{"day_start": "5:00", "mouse": "Off", "week_start": "Sunday", "mood_words": `"a", b,c , d, e`, "accent": "#ABCDEF"} {
		if _, err := Default().With(key, text); err != nil {
			t.Errorf("%s %q: %v", key, text, err)
		}
	}
}

// Whatever is in a file: what is chosen is read afterwards, or it is left alone.
func FuzzWrite(f *testing.F) {
	for _, text := range []string{"", "mouse = true # x", "'mouse' = false\n[a]\nmouse=1", "mood_words = [\n'a',\n'b']\nmouse=true", "x = '''\nmouse = true\n'''\n", "\"mouse\" = true\r\n", "a.b = 1\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Default()
		s.Mouse, s.MoodWords[0], s.DayStart = false, "mies", 0
		for _, key := range []string{"mouse", "mood_words", "day_start"} {
			edited, err := s.Write(text, key)
			if err != nil {
				continue
			}
			var before, after map[string]any
			if toml.Unmarshal([]byte(text), &before) != nil || toml.Unmarshal([]byte(edited), &after) != nil {
				t.Fatalf("%q became %q", text, edited)
			}
			if got, _ := Parse(edited); got.Value(key) != s.Value(key) {
				t.Errorf("%s in %q", key, edited)
			}
			delete(before, key)
			delete(after, key)
			for k := range before {
				if _, ok := after[k]; !ok {
					t.Errorf("%q took %s away: %q", text, k, edited)
				}
			}
			if len(before) != len(after) {
				t.Errorf("%q became %q", text, edited)
			}
		}
	})
}
