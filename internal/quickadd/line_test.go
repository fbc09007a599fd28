package quickadd

import (
	"slices"
	"testing"
)

// plain and quoted are words of a line.
func plain(texts ...string) (words []Word) {
	for _, text := range texts {
		words = append(words, Word{Text: text})
	}
	return words
}

func quoted(text string) Word { return Word{Text: text, Quoted: true} }

// isLine checks the words and the note of a line.
func isLine(t *testing.T, got, want Line) {
	t.Helper()
	if !slices.Equal(got.Words, want.Words) || got.Note != want.Note {
		t.Errorf("the line is %+v, want %+v", got, want)
	}
}

func TestALineIsCutAtItsBlanks(t *testing.T) {
	for line, want := range map[string]Line{
		"":                         {},
		" \t ":                     {},
		"walk":                     {Words: plain("walk")},
		"  walk\t30m　yesterday ":   {Words: plain("walk", "30m", "yesterday")},
		`slip "No contact" -1d`:    {Words: append(append(plain("slip"), quoted("No contact")), plain("-1d")...)},
		`"walk 10k`:                {Words: []Word{quoted("walk 10k")}},
		`"a"b`:                     {Words: append([]Word{quoted("a")}, plain("b")...)},
		`it's 5"`:                  {Words: plain("it's", `5"`)},
		"walk -- park":             {Words: plain("walk"), Note: "park"},
		"walk --":                  {Words: plain("walk")},
		"--":                       {},
		"-- park":                  {Note: "park"},
		`walk -- a "b" -- c`:       {Words: plain("walk"), Note: `a "b" -- c`},
		`"--" walk`:                {Words: append([]Word{quoted("--")}, plain("walk")...)},
		`"a -- b" -- c`:            {Words: []Word{quoted("a -- b")}, Note: "c"},
		"walk --park":              {Words: plain("walk", "--park")},
		"walk park-- x":            {Words: plain("walk", "park--", "x")},
		"walk --\n two\n lines \n": {Words: plain("walk"), Note: "two\n lines"},
	} {
		t.Run(line, func(t *testing.T) { isLine(t, Split(line), want) })
	}
}

func TestOneArgumentIsAWholeLine(t *testing.T) {
	for _, line := range []string{"", "walk", "walk 30m yesterday -- park, with Sam", `slip "No contact" yesterday`, "-- x", "--"} {
		isLine(t, Args([]string{line}), Split(line))
	}
}

func TestAmongSeveralOneThatHoldsBlanksIsQuoted(t *testing.T) {
	for _, c := range []struct {
		args []string
		want Line
	}{
		{nil, Line{}},
		{[]string{"walk", "30m", "-2d"}, Line{Words: plain("walk", "30m", "-2d")}},
		{[]string{"slip", "No contact", "yesterday"}, Line{Words: append(append(plain("slip"), quoted("No contact")), plain("yesterday")...)}},
		{[]string{"slip", `"No contact"`}, Line{Words: append(plain("slip"), quoted("No contact"))}},
		{[]string{"walk 10k", "yes"}, Line{Words: append([]Word{quoted("walk 10k")}, plain("yes")...)}},
		{[]string{"walk", "30m", "--", "park,", "with Sam"}, Line{Words: plain("walk", "30m"), Note: "park, with Sam"}},
		{[]string{"walk", "30m", "--", "a", "--", "b"}, Line{Words: plain("walk", "30m"), Note: "a -- b"}},
		{[]string{"walk", "30m", "--"}, Line{Words: plain("walk", "30m")}},
		{[]string{"--", "park"}, Line{Note: "park"}},
		{[]string{"walk", "", "30m"}, Line{Words: plain("walk", "30m")}},
	} {
		isLine(t, Args(c.args), c.want)
	}
}

func TestTheShellsWordsReadLikeALine(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"walk", "10k", "yesterday"}, "Walk 10k: yesterday"},
		{[]string{"walk", "1h", "30m", "-2d", "--", "park"}, "Walk: on Fri 20 Nov + 90 min -- park"},
		{[]string{"contact with friends", "sat"}, "Contact with friends: yesterday"},
		{[]string{"slip", "No contact", "yesterday"}, "slip of <No contact> yesterday"},
		{[]string{"8", "glasses", "3"}, "8 glasses: today + 3 glasses"},
		{[]string{"mood", "4", "--", "slept", "well"}, "mood today 4 -- slept well"},
	} {
		e, err := parse(Args(c.args), list, today)
		if err != nil {
			t.Errorf("%q: %v", c.args, err)
		} else if got := said(e); got != c.want {
			t.Errorf("%q says %s, want %s", c.args, got, c.want)
		}
	}
}
