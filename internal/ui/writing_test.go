package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/ui/page/journalpage"
)

// newReflection is the reflection that the store has and that was not there at the
// beginning, or nil.
func (x *terminal) newReflection() *journal.Reflection {
	x.t.Helper()
	var found []journal.Reflection
	for _, r := range x.store.reflections {
		if !strings.HasPrefix(string(r.ID), "reflection") {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 0:
		return nil
	case 1:
		return &found[0]
	}
	x.t.Fatalf("there are %d new reflections: %+v", len(found), found)
	return nil
}

func TestAReflectionIsWritten(t *testing.T) {
	x := kept(t, "J w")
	prompt := journal.DefaultPrompts[journal.PromptOn(journal.DefaultPrompts, sunday)]
	x.shows(" " + prompt)
	x.shows("█")
	is(t, "the key line", strings.HasPrefix(x.keyLine(), "esc done  tab another prompt  shift+tab no prompt"), true)
	x.typeText("An early night.")
	x.press("enter")
	x.typeText("And the kettle: a q z ? H 1 u m.")
	x.shows("An early night.\n And the kettle: a q z ? H 1 u m.█")
	x.shows("kept as you type, 14 words")
	x.press("esc")
	x.says("A reflection, 14 words. It is in the journal.  z undo")
	r := x.newReflection()
	if r.Text != "An early night.\nAnd the kettle: a q z ? H 1 u m." || r.Prompt != prompt || !r.At.Equal(evening) || r.Day != sunday || r.Boundary != "" {
		t.Errorf("the reflection is %+v", r)
	}
	x.shows("23:40  " + prompt)
	x.press("z")
	x.says("Taken back: a reflection.  Z redo")
	x.unchanged()
	x.press("Z")
	is(t, "the text", x.newReflection().Text, r.Text)
}

func TestOpeningThePageOfAReflectionWritesNothing(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"", "tab", "shift+tab", "tab tab tab", "enter enter", "a backspace", "space"} {
		for _, way := range []string{"esc", "ctrl+c", "hangup"} {
			x := kept(t, "J w "+keys)
			x.leave(way)
			is(t, "the changes after "+keys+" and "+way, len(x.store.log), 0)
			x.unchanged()
		}
	}
}

// A letter more or less is lost on no way out, wherever one is.
func TestAReflectionIsKeptWhicheverWayItIsLeft(t *testing.T) {
	t.Parallel()
	text := "I slept, and ate, and went out; then I sat by the window until it was dark, and that was all."
	for n := 1; n <= len(text); n += 23 {
		for _, way := range []string{"esc", "ctrl+c", "hangup"} {
			x := kept(t, "J w")
			x.typeText(text[:n])
			x.leave(way)
			is(t, "after "+way+" the text", x.newReflection().Text, strings.TrimSpace(text[:n]))
			is(t, "quit", x.quit, way != "esc")
		}
	}
}

// It is kept as it is typed: what a crash takes is less than a line.
func TestAReflectionIsKeptAsItIsTyped(t *testing.T) {
	t.Parallel()
	x := kept(t, "J w")
	x.typeText(strings.Repeat("x", journalpage.KeepEvery-1))
	is(t, "the reflection is there", x.newReflection() != nil, false)
	x.typeText("x")
	is(t, "the length", len(x.newReflection().Text), journalpage.KeepEvery)
	x.typeText(strings.Repeat("y", 3*journalpage.KeepEvery+5))
	is(t, "the length", len(x.newReflection().Text), 4*journalpage.KeepEvery)
	x.paste("z")
	is(t, "the length", len(x.newReflection().Text), 4*journalpage.KeepEvery+6)
	x.press("enter")
	x.typeText("end")
	x.press("esc")
	r := x.newReflection()
	is(t, "its end", strings.HasSuffix(r.Text, "yz\nend"), true)
	is(t, "changes to take back", len(x.store.done), 1)
	x.press("z")
	x.unchanged()
	x.press("z")
	x.says("Nothing more to take back.")
}

// However slow the store is, the text is whole, in order, and one change.
func TestAReflectionIsWholeHoweverSlowTheStoreIs(t *testing.T) {
	t.Parallel()
	x := kept(t, "J w")
	x.hold = true
	text := strings.Repeat("all of it, ", 12) + "to the end."
	x.typeText(text)
	x.press("esc")
	x.release()
	is(t, "the text", x.newReflection().Text, text)
	x.press("z")
	x.unchanged()
}

func TestAReflectionSurvivesAFullDisk(t *testing.T) {
	t.Parallel()
	x := kept(t, "J w")
	x.store.fail = errFull
	text := strings.Repeat("all of it, ", 12) + "to the end."
	x.typeText(text)
	x.press("ctrl+c")
	x.store.fail = nil
	if err := x.app.Drain(); err != nil {
		t.Fatal(err)
	}
	is(t, "the text", x.newReflection().Text, text)

	x = kept(t, "J w")
	x.store.fail = errFull
	x.typeText(text)
	x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
	x.shows("all of it") // the words stay in sight
	x.press("esc")
	x.store.fail = nil
	x.retry()
	is(t, "the text", x.newReflection().Text, text)
	x.press("z")
	x.unchanged()
}

func TestThePromptsAreTurned(t *testing.T) {
	deck := []string{"How was it?", "And now?", "What for?"}
	x := kept(t, "J w", func(o *Options) { o.Prompts = func() []string { return deck } })
	from := journal.PromptOn(deck, sunday)
	for i := range 7 {
		x.shows(" " + deck[(from+i)%len(deck)])
		x.press("tab")
	}
	x.press("shift+tab")
	x.shows(" Sunday 22 November")
	for _, prompt := range deck {
		x.hides(prompt)
	}
	x.press("tab")
	x.shows(" " + deck[0])
	x.typeText("Good.")
	x.press("tab")
	x.shows("Good.█")
	x.press("tab esc")
	is(t, "the prompt", x.newReflection().Prompt, deck[2])
	x.press("w shift+tab")
	x.typeText("Words.")
	x.press("esc z w shift+tab")
	x.typeText("Words.")
	x.press("esc")
	is(t, "no prompt", len(x.reflectionsAbout("")), 2)
}

// Each day has its own question, and all come round.
func TestEveryDayHasItsPrompt(t *testing.T) {
	seen := map[string]bool{}
	x := kept(t, "J")
	for i := range len(journal.DefaultPrompts) {
		x.now = evening.AddDate(0, 0, i)
		x.look()
		x.comesBack()
		x.press("w")
		seen[x.line(0)] = true
		x.press("esc")
	}
	is(t, "the questions", len(seen), len(journal.DefaultPrompts))
}

func TestAnEmptyDeckAsksNothing(t *testing.T) {
	x := kept(t, "J w", func(o *Options) { o.Prompts = func() []string { return nil } })
	x.shows(" Sunday 22 November")
	x.press("tab tab shift+tab tab")
	x.typeText("Words.")
	x.press("esc")
	is(t, "the prompt", x.newReflection().Prompt, "")
}

func TestALongReflectionIsWrittenAndSeen(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{30, 8}, {50, 15}, {80, 24}, {200, 50}} {
		x := kept(t, "J w", sized(size[0], size[1]))
		x.paste(strings.Repeat("many words and 漢字, ", 200))
		x.typeText("end")
		x.shows("end█")
		x.paste(strings.Repeat("x", 2*journal.MaxReflection))
		x.text()
		x.press("esc")
		r := x.newReflection()
		if err := r.Validate(); err != nil {
			t.Error(err)
		}
		if n := len([]rune(r.Text)); n < journal.MaxReflection-1000 { // wide letters count as two
			t.Errorf("%d characters are kept", n)
		}
		x.press("z")
		x.unchanged()
	}
}

func TestAPasteIntoAReflectionIsCleaned(t *testing.T) {
	x := kept(t, "J w")
	x.paste("one\r\ntwo\x1b[31m\tred\x07\u202e\n\nfour")
	x.press("ctrl+j shift+enter")
	x.typeText("five")
	x.press("esc")
	is(t, "the text", x.newReflection().Text, "one\ntwo[31m red\n\nfour\n\nfive")
}

func TestAReflectionAfterMidnightIsOfTheDayBefore(t *testing.T) {
	x := kept(t, "")
	x.now = time.Date(2026, time.November, 23, 1, 30, 0, 0, time.UTC)
	x.look()
	x.press("J w shift+tab")
	x.shows(" Sunday 22 November")
	x.typeText("Words.")
	x.now = x.now.Add(4 * time.Hour) // the day begins meanwhile
	x.look()
	x.press("esc")
	r := x.newReflection()
	is(t, "the day", r.Day, sunday)
	is(t, "the time", r.At.Equal(at(23, "01:30")), true)
}

func TestNewsTouchesNoReflection(t *testing.T) {
	x := kept(t, "J w")
	x.typeText("half a")
	x.store.elsewhere(record.Change{Moods: record.Put(journal.NewMood(evening, 3, "", calendar.DefaultPreferences))})
	x.look()
	x.lookAt(looks[1])
	x.resize(60, 20)
	x.shows("half a█")
	x.typeText(" thought")
	x.press("esc")
	is(t, "the text", x.newReflection().Text, "half a thought")
}

// Another window takes away what is edited here: what is typed on is not lost.
func TestAReflectionThatIsTakenAwayElsewhereIsKept(t *testing.T) {
	x := kept(t, "J j e")
	x.store.elsewhere(record.Change{Reflections: record.Take(keptOthers().reflections[0])})
	x.look()
	x.shows("for once.█")
	x.typeText(" Good.")
	x.press("esc")
	found := slices.ContainsFunc(x.store.reflections, func(r journal.Reflection) bool { return strings.HasSuffix(r.Text, "Good.") })
	is(t, "the words are there", found, true)
}

// Two pages of writing are two changes.
func TestTwoReflectionsAreTakenBackOneByOne(t *testing.T) {
	t.Parallel()
	x := kept(t, "J w")
	x.typeText(strings.Repeat("first ", 20))
	x.press("esc w")
	x.typeText(strings.Repeat("second ", 20))
	x.press("esc z")
	is(t, "the text", strings.HasPrefix(x.newReflection().Text, "first"), true)
	x.press("z")
	x.unchanged()
}
