package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/quickadd"
	"selfcare/internal/spelling"
)

// with is the defaults with something else.
func with(change func(*Settings)) Settings {
	s := Default()
	change(&s)
	return s
}

// parses checks what a text says, and that there is nothing wrong with it.
func parses(t *testing.T, text string, want Settings) {
	t.Helper()
	got, problems := Parse(text)
	if len(problems) > 0 || got != want {
		t.Errorf("%q is %+v, %q; want %+v", text, got, problems, want)
	}
}

// isTold checks that a text has a problem, which stands alone and begins with some words,
// and that the default holds.
func isTold(t *testing.T, text, begin string) {
	t.Helper()
	got, problems := Parse(text)
	if len(problems) != 1 || !strings.HasPrefix(problems[0], begin) {
		t.Errorf("%q has the problems %q, want one that begins %q", text, problems, begin)
	}
	if got != Default() {
		t.Errorf("%q leaves %+v", text, got)
	}
}

func TestWithoutAChoiceTheDefaultsHold(t *testing.T) {
	want := Default()
	if want.Preferences() != calendar.DefaultPreferences || want.MoodWords != journal.DefaultMoodWords || want.TodayBoundary != "time" || want.ReduceMotion || !want.Mouse {
		t.Errorf("the defaults are %+v", want)
	}
	for _, text := range []string{"", "\n\n", "# mood_words = 5\n", "\ufeff", "  # nothing\r\n"} {
		parses(t, text, want)
	}
}

func TestWhatCanBeChosen(t *testing.T) {
	shows := func(boundary string) Settings {
		return with(func(s *Settings) { s.TodayBoundary = boundary })
	}
	says := func(words ...string) Settings {
		return with(func(s *Settings) { s.MoodWords = journal.MoodWords(words) })
	}
	still := with(func(s *Settings) { s.ReduceMotion = true })
	for _, c := range []struct {
		text string
		want Settings
	}{
		{`day_start = "00:00"`, with(func(s *Settings) { s.DayStart = 0 })},
		{`day_start = "05:30"`, with(func(s *Settings) { s.DayStart = 5*time.Hour + 30*time.Minute })},
		{`week_start = "sunday"`, with(func(s *Settings) { s.WeekStart = time.Sunday })},
		{`week_start = "Sat"`, with(func(s *Settings) { s.WeekStart = time.Saturday })},
		{`clock = "12h"`, with(func(s *Settings) { s.Clock = "12h" })},
		{`colors = "mono"`, with(func(s *Settings) { s.Colors = "mono" })},
		{`accent = "Blue"`, with(func(s *Settings) { s.Accent = "blue" })},
		{`accent = "#9CCFA8"`, with(func(s *Settings) { s.Accent = "#9ccfa8" })},
		{`area_colors = ["green", "#112233", "blue", "blue"]`, with(func(s *Settings) { s.AreaColors = [4]string{"green", "#112233", "blue", "blue"} })},
		{`glyphs = "ascii"`, with(func(s *Settings) { s.Glyphs = "ascii" })},
		{`mouse = false`, with(func(s *Settings) { s.Mouse = false })},
		{`today_boundary = "time"`, Default()},
		{`today_boundary = "name"`, shows("name")},
		{`today_boundary = 'off' # why`, shows("off")},
		{`"today_boundary" = "off"`, shows("off")},
		{`reduce_motion = true`, still},
		{`reduce_motion=false`, Default()},
		{"reduce_motion = true\r\ntoday_boundary = \"time\"\r\n", still},
		{`mood_words = ["mies", "naja", "geht", "gut", "super"]`, says("mies", "naja", "geht", "gut", "super")},
		{"mood_words = [\n  'mies', # 1\n  'naja', 'geht',\n 'gut', 'super',]", says("mies", "naja", "geht", "gut", "super")},
		{`mood_words = [" mies ", "na\"ja", "ge\u0007ht", "gut", "super"]`, says("mies", "naja", "geht", "gut", "super")},
		{`mood_words = ["ÄÖÜÄÖÜÄÖÜÄÖÜ", "б", "三", "四", "🙂"]`, says("ÄÖÜÄÖÜÄÖÜÄÖÜ", "б", "三", "四", "🙂")},
	} {
		parses(t, c.text, c.want)
	}
}

func TestTheExampleOfThePackageIsTheDefault(t *testing.T) {
	parses(t, `
	day_start      = "04:00"  # when a day begins; what is done before belongs to the evening
	week_start     = "monday" # the day that a week begins with
	clock          = "24h"    # or "12h"
	mood_words     = ["awful", "low", "okay", "good", "great"]
	today_boundary = "time"   # or "name", or "off": what Today shows of a boundary
	colors         = "areas"  # or "mono": no hues
	accent         = "green"  # orange, blue, yellow, purple, or a colour such as "#9ccfa8"
	area_colors    = ["orange", "blue", "yellow", "purple"] # of body, mind, joy and people
	glyphs         = "auto"   # or "unicode", or "ascii"
	reduce_motion  = false    # true: nothing moves by itself
	mouse          = true     # false: the terminal keeps it
`, Default())
}

func TestAValueThatCannotBeIsToldWithItsLine(t *testing.T) {
	const boundary, motion = `today_boundary is "time", "name" or "off"`, "reduce_motion is true or false"
	const words = "mood_words are five different words of up to 12 letters, from the lowest mood to the highest"
	for text, want := range map[string]string{
		`today_boundary = "days"`:                                        "line 1: " + boundary,
		`today_boundary = "Time"`:                                        "line 1: " + boundary,
		`today_boundary = ""`:                                            "line 1: " + boundary,
		"\n# today_boundary = 'off'\ntoday_boundary = 1":                 "line 3: " + boundary,
		"reduce_motion = false\r\n\r\n  'today_boundary'  =  false":      "line 3: " + boundary,
		`today_boundary = ["off"]`:                                       "line 1: " + boundary,
		`reduce_motion = "true"`:                                         "line 1: " + motion,
		`reduce_motion = 1`:                                              "line 1: " + motion,
		`mood_words = "good"`:                                            "line 1: " + words,
		`mood_words = []`:                                                "line 1: " + words,
		`mood_words = ["a", "b", "c", "d"]`:                              "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", "e", "f"]`:                    "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", 5]`:                           "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", ["e"]]`:                       "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", "D"]`:                         "line 1: " + words,
		`mood_words = ["a", "b", "c", "Straße", "STRASSE"]`:              "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", ""]`:                          "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", " \t "]`:                      "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", "not good"]`:                  "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", "thirteenchars"]`:             "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", "@home"]`:                     "line 1: " + words,
		`mood_words = ["a", "b", "c", "d", "b:c"]`:                       "line 1: " + words,
		`mood_words = ["1", "2", "3", "4", "5"]`:                         "line 1: " + words,
		"\n\nmood_words = [\n'a', 'b',\n'c', 'd',\n'd']":                 "line 3: " + words,
		"mood_word = ['a']":                                              "line 1: mood_word is no setting",
		"\nnight_mode = true":                                            "line 2: night_mode is no setting",
		`Reduce_Motion = true`:                                           "line 1: Reduce_Motion is no setting",
		"reduce_motion = false\ntoday_boundary = 'time'\n\ncolour = 'x'": "line 4: colour is no setting",
	} {
		isTold(t, text, want)
	}
}

func TestATableIsToldWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"\n\n[colours]\nred = 1":             "line 3: colours is no setting",
		"reduce_motion = false\ncolours.x=1": "line 2: colours is no setting",
		"\n[[colours]]\nred = 1":             "line 2: colours is no setting",
	} {
		isTold(t, text, want)
	}
}

func TestOneBadValueLeavesTheOthers(t *testing.T) {
	got, problems := Parse("today_boundary = 'off'\nmood_words = ['x']\nreduce_motion = true\nnight = 1\n")
	want := Default()
	want.TodayBoundary, want.ReduceMotion = "off", true
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if len(problems) != 2 || !strings.HasPrefix(problems[0], "line 2: mood_words are") || !strings.HasPrefix(problems[1], "line 4: night is no setting") {
		t.Errorf("the problems are %q", problems)
	}
}

func TestProblemsAreToldInTheOrderOfTheirLines(t *testing.T) {
	_, problems := Parse("zeal = 1\ntoday_boundary = 1\nreduce_motion = 1\nmood_words = 1\nalso = 1\n")
	var lines []string
	for _, p := range problems {
		lines = append(lines, strings.Fields(p)[1])
	}
	if got := strings.Join(lines, " "); got != "1: 2: 3: 4: 5:" {
		t.Errorf("the problems are %q", problems)
	}
}

// A file of thousands of settings that are none is read in about the time that TOML itself needs.
func TestThousandsOfUnknownSettingsTakeNoTimeOfTheirOwn(t *testing.T) {
	var text strings.Builder
	for n := range 8000 {
		fmt.Fprintf(&text, "no_setting_%d = %d\n", n, n)
	}
	began := time.Now()
	if err := toml.Unmarshal([]byte(text.String()), &map[string]any{}); err != nil {
		t.Fatal(err)
	}
	alone := time.Since(began)
	began = time.Now()
	_, problems := Parse(text.String())
	if took := time.Since(began); took > 100*alone+time.Second {
		t.Errorf("TOML alone takes %v, and with what is said of it %v", alone, took)
	}
	if len(problems) != 8000 || problems[7999] != "line 8000: no_setting_7999 is no setting" {
		t.Errorf("there are %d problems, the last %q", len(problems), problems[len(problems)-1])
	}
}

func TestAnErrorOfSyntaxIsToldWithItsLine(t *testing.T) {
	for text, line := range map[string]int{
		"today_boundary": 1,
		"reduce_motion = true\ntoday_boundary = off":    2,
		"reduce_motion = true\nreduce_motion = false":   2, // twice
		"\n\nmood_words = ['a', 'b'":                    3,
		"reduce_motion = yes":                           1,
		"\nreduce_motion = TRUE":                        2,
		"= 5":                                           1,
		"a = 1\nb = \"x":                                2,
		"a = 1\n\nb = \"\\q\"":                          3,
		"a = 1\n[":                                      2,
		"reduce_motion = true today_boundary = 'off'":   1,
		"a = 99999999999999999999":                      1,
		"a = 1\nb = 2026-02-30":                         2,
		"a = 1\nb = \"\xff\"":                           2,
		"reduce_motion = true\n\x00":                    2,
		"r\x00e\x00d\x00u\x00c\x00e\x00 \x00=\x00":      1,
		"reduce_motion = true\ntoday_boundary = \"off'": 2,
	} {
		got, problems := Parse(text)
		begin := fmt.Sprintf("line %d: ", line)
		if len(problems) != 1 || !strings.HasPrefix(problems[0], begin) || len(problems[0]) < len(begin)+5 {
			t.Errorf("%q has the problems %q, want one that begins %q", text, problems, begin)
		}
		if got != Default() {
			t.Errorf("%q leaves %+v", text, got)
		}
	}
}

// isWord says whether quick-add reads a word as the mood that it is for.
func isWord(words journal.MoodWords, rating int) bool {
	grammar := quickadd.Grammar{Moods: words}
	e, err := grammar.Parse(quickadd.Split("mood "+words[rating-1]), nil, calendar.LastDay-9)
	return err == nil && e.Kind == "mood" && e.Rating != nil && *e.Rating == rating && e.Note == ""
}

func TestEveryWordThatIsTakenCanBeWritten(t *testing.T) {
	s, problems := Parse(`mood_words = ["so-so", "meh!", "Ça", "gut/ok", "ｇｒｅａｔ"]`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for rating := journal.LowestMood; rating <= journal.HighestMood; rating++ {
		if !isWord(s.MoodWords, rating) {
			t.Errorf("%s is not read as %d", s.MoodWords[rating-1], rating)
		}
	}
}

func TestAWordThatLinesReadAsSomethingElseIsRefused(t *testing.T) {
	for _, word := range []string{"--", "sun", "Friday", "today", "yesterday", "tomorrow", "yes", "no", "rest", "skip"} {
		text := fmt.Sprintf(`mood_words = [%q, "b", "c", "d", "e"]`, word)
		if s, problems := Parse(text); len(problems) == 0 && !isWord(s.MoodWords, 1) {
			t.Errorf("%s is taken, and mood %s is not read", word, word)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "mood_words = ['mies', 'naja', 'geht', 'gut', 'super']", `today_boundary = "name"`, "reduce_motion = true", "a.b.c = 1", "[t]\nx=1",
		"mood_words = [\"\"\"\n=\n\"\"\"]", "reduce_motion = 1979-05-27T07:32:00Z", "\xff", "a = {b = 1}", "\"\" = 1", "'reduce_motion'=true\n'=' = 1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, problems := Parse(text)
		if !slices.Contains([]string{"time", "name", "off"}, s.TodayBoundary) {
			t.Errorf("%q shows %q", text, s.TodayBoundary)
		}
		for i, w := range s.MoodWords {
			if w != spelling.NameOf(w) || w == "" || utf8.RuneCountInString(w) > longestWord || slices.Contains(s.MoodWords[:i], w) {
				t.Errorf("%q has the words %q", text, s.MoodWords)
			}
		}
		for _, p := range problems {
			if !strings.HasPrefix(p, "line ") {
				t.Errorf("%q has the problem %q", text, p)
			}
		}
	})
}
