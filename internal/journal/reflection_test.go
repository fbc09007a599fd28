package journal

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/spelling"
	"selfcare/internal/storytest"
)

func TestAReflectionIsOfTheDayThatItWasBegunOn(t *testing.T) {
	at := storytest.In(storytest.Berlin, "2026-11-23T01:30:00+01:00")
	r := NewReflection(at.Add(time.Millisecond), "What do I need?\n", "\n  sleep\r\n\x1b[1mand tea  \n", calendar.DefaultPreferences)
	if r.Day != storytest.Sunday || !r.At.Equal(at) || r.At.Location() != time.UTC || r.At.Nanosecond() != 0 {
		t.Errorf("it is of %s, %s", r.Day, r.At)
	}
	if r.Text != "sleep\n[1mand tea" || strings.TrimSpace(r.Prompt) != "What do I need?" || r.Boundary != "" || r.ID == "" {
		t.Errorf("got %+v", r)
	}
}

func TestAReflectionsRefusals(t *testing.T) {
	with := func(change func(*Reflection)) Reflection {
		r := NewReflection(storytest.Noon, "What do I need?", "sleep", calendar.DefaultPreferences)
		change(&r)
		return r
	}
	for _, c := range []struct {
		r    Reflection
		want string
	}{
		{with(func(*Reflection) {}), ""},
		{with(func(r *Reflection) { r.Prompt = "" }), ""},
		{with(func(r *Reflection) { r.Text = "" }), "needs words"},
		{with(func(r *Reflection) { r.Text = " \n\u00a0" }), "needs words"},
		{with(func(r *Reflection) { r.Text = strings.Repeat("é", MaxReflection) }), ""},
		{with(func(r *Reflection) { r.Text = strings.Repeat("é", MaxReflection+1) }), "too long; 20000 characters fit"},
		{with(func(r *Reflection) { r.Prompt = strings.Repeat("é", spelling.MaxNote) }), ""},
		{with(func(r *Reflection) { r.Prompt = strings.Repeat("é", spelling.MaxNote+1) }), "prompt is too long"},
		{with(func(r *Reflection) { r.ID = "" }), "needs a day"},
		{with(func(r *Reflection) { r.Day = calendar.FirstDay - 1 }), "between 1900 and 9999"},
		{with(func(r *Reflection) { r.Day = calendar.LastDay + 1 }), "between 1900 and 9999"},
	} {
		if err := c.r.Validate(); c.want != "" {
			storytest.IsRefused(t, err, c.want)
		} else if err != nil {
			t.Errorf("%+v: %v", c.r, err)
		}
	}
}

func TestHelpLinesHaveAnEnd(t *testing.T) {
	if err := (HelpLines{Text: strings.Repeat("é", spelling.MaxNote)}).Validate(); err != nil {
		t.Error(err)
	}
	storytest.IsRefused(t, HelpLines{Text: strings.Repeat("é", spelling.MaxNote+1)}.Validate(), "too long; 2000 characters fit")
}

func TestADeckOfPromptsIsReadLineByLine(t *testing.T) {
	text := "\ufeff# mine\n\n  What do I need?  \r\nWhat\tnow?\n#What not?\n   \n # also left out\nWhat # is this?\x1b"
	want := []string{"What do I need?", "What now?", "What # is this?"}
	if got := ReadPrompts(text); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, text := range []string{"", "\n\n", "# nothing but this"} {
		if got := ReadPrompts(text); len(got) != 0 {
			t.Errorf("%q has the prompts %q", text, got)
		}
	}
	if got := ReadPrompts(strings.Join(DefaultPrompts, "\n")); !slices.Equal(got, DefaultPrompts) {
		t.Errorf("the deck that is printed reads as %q", got)
	}
}

func TestAPromptADay(t *testing.T) {
	deck := DefaultPrompts
	asked := map[int]bool{}
	for d := calendar.Day(-30); d < calendar.Day(len(deck)-30); d++ {
		i := PromptOn(deck, d)
		if i < 0 || i >= len(deck) || PromptOn(deck, d+1) != (i+1)%len(deck) {
			t.Fatalf("on %s it is prompt %d, and then %d", d, i, PromptOn(deck, d+1))
		}
		asked[i] = true
	}
	if len(asked) != len(deck) {
		t.Errorf("in as many days as there are prompts %d are asked", len(asked))
	}
	if PromptOn(nil, storytest.Sunday) != -1 || PromptOn(deck[:1], -7) != 0 {
		t.Error("a deck of none, or of one, asks something else")
	}
}

// The prompts ask about oneself: what someone else thinks or feels is not theirs.
func TestThePromptsAskAboutOneself(t *testing.T) {
	seen := map[string]bool{}
	all := slices.Concat(DefaultPrompts, boundary.ReopenPrompts, []string{boundary.LetGoPrompt})
	for _, p := range all {
		if spelling.CleanLine(p) != p || !strings.HasSuffix(p, "?") || utf8.RuneCountInString(p) > 80 || seen[p] {
			t.Errorf("%q is no short question of its own", p)
		}
		seen[p] = true
		for _, word := range strings.FieldsFunc(strings.ToLower(p), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if slices.Contains([]string{"he", "she", "they", "him", "her", "them", "his", "their", "ex", "partner"}, word) {
				t.Errorf("%q is about someone else", p)
			}
		}
	}
}
