package quickadd

import (
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
)

func TestALineIsCompleted(t *testing.T) {
	for line, want := range map[string]string{
		"out":           "doors",
		"OUT":           "doors",
		"no a":          "lcohol",
		"out 30m yest":  "erday",
		"walk 10k yes":  "terday",
		"meditation sk": "ip",
		"walk Tu":       "esday",
		"":              "",
		"s":             "", // five habits fit
		"walk":          "", // nothing is missing
		"alc":           "", // fits, but does not begin the name
		"nobody yest":   "",
		"out ":          "",
		"walk 30m":      "",
		"walk -- yest":  "",
		"out 27 n":      "ovember",
		"out 27 nov":    "ember",
		"out 30m n":     "o",
		"walk 7 m":      "",
		"out 3 ma":      "rch",
		`"walk 10k"`:    "",
	} {
		if got := Complete(line, list); got != want {
			t.Errorf("%q is completed with %q, want %q", line, got, want)
		}
	}
}

func TestANameIsCompletedInWhateverLettersItIsBegun(t *testing.T) {
	list := habits.List{check("Café Mo"), check("テスト走る"), check("Straße"), check("Ärzte anrufen")}
	for line, want := range map[string]string{
		"cafe\u0301": " Mo", "CAFÉ m": "o", "ﾃｽﾄ": "走る", "テス": "ト走る", "STRASS": "e", "strasse": "", "stras": "", "stra": "ße",
		"a\u0308rzte an": "rufen", "cafe": "",
	} {
		if got := Complete(line, list); got != want {
			t.Errorf("%q is completed with %q, want %q", line, got, want)
		}
	}
}

func TestNothingIsCompletedWhereANoteBegins(t *testing.T) {
	for _, line := range []string{"out --", "walk 30m yest --", "out\t"} {
		if got := Complete(line, list); got != "" {
			t.Errorf("%q is completed with %q", line, got)
		}
	}
}

func TestAnAmountAlone(t *testing.T) {
	sleep, glasses := list[0], list[7]
	for _, c := range []struct {
		text     string
		habit    habits.Habit
		want     string
		replaces bool
	}{
		{"7,5", sleep, "7.5 h", false},
		{"7h 30m", sleep, "7.5 h", false},
		{"set:45min", sleep, "0.75 h", true},
		{"8 glasses", glasses, "8 glasses", false},
		{"3x", glasses, "3 glasses", false},
	} {
		a, replaces, err := ParseAmount(c.text, c.habit, today)
		if got := a.Text(c.habit.GoalOn(today).Unit); err != nil || got != c.want || replaces != c.replaces {
			t.Errorf("%q is %s, replaces %t, %v; want %s", c.text, got, replaces, err, c.want)
		}
	}
	for _, text := range []string{"", "yes", "skip 3", "yesterday", "3 yesterday", "much", "8 km", "@08:00", "3 4", "1.2345", "-1"} {
		if a, _, err := ParseAmount(text, sleep, today); refusal.As(err) == nil {
			t.Errorf("%q is %s, %v", text, a.Text(quantity.Hours), err)
		}
	}
}

func TestChoosingPutsTheWholeNameInPlace(t *testing.T) {
	for line, want := range map[string]string{
		"s 8":                 "Sleep 8 ",
		"s":                   "Sleep ",
		"s l e 7.5h sat":      "Sleep 7.5h sat ",
		"s 8 -- deep, at six": "Sleep 8 -- deep, at six ",
		`"s" 8`:               "Sleep 8 ",
	} {
		if got := Rename(line, list[0]); got != want {
			t.Errorf("%q becomes %q, want %q", line, got, want)
		}
	}
}
