package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/today"
)

// mood is the mood of a day that was written last.
func (x *terminal) mood(d calendar.Day) journal.Mood {
	x.t.Helper()
	for _, c := range slices.Backward(x.store.applied) {
		for _, s := range c.Moods {
			if s.Is != nil && s.Is.Day == d && slices.Contains(x.store.book.Moods, *s.Is) {
				return *s.Is
			}
		}
	}
	x.t.Fatalf("the store has no mood on %v:\n%s", d, x.text())
	return journal.Mood{}
}

// moodRow is the row of the mood on Today.
func (x *terminal) moodRow() string { x.t.Helper(); return x.row("Mood") }

func TestAMoodIsWrittenInEveryPlace(t *testing.T) {
	for _, place := range []string{"T", "R", "B", "J"} {
		x := start(t, drawn())
		x.press(place)
		here := x.header()
		x.press("m 4")
		x.shows(" mood  1 awful  2 low  3 okay ‹4 good› 5 great")
		is(t, "the key line", x.keyLine(), "1-5 choose  enter done  tab a note  esc leave")
		is(t, "the moods", len(x.store.book.Moods), 0)
		x.press("enter")
		m := x.mood(sunday)
		if m.Rating != 4 || m.Note != "" || !m.At.Equal(x.now) {
			t.Errorf("in %s the mood is %+v", place, m)
		}
		x.says("Mood: good.  z undo")
		is(t, "the place", x.header(), here)
		x.press("z")
		is(t, "the moods", len(x.store.book.Moods), 0)
		x.says("Taken back: mood 4.  Z redo")
		x.press("Z")
		x.says("Done again: mood 4.  z undo")
		is(t, "the mood", x.mood(sunday).ID, m.ID)
	}
}

// Without words, and without enter, there is nothing to keep.
func TestAMoodThatIsOnlyLookedAtIsNotWritten(t *testing.T) {
	for _, keys := range []string{"m", "m 4", "m right right", "m 4 tab", "m 4 tab tab", "m 4 tab x y backspace backspace"} {
		for _, way := range []string{"esc", "ctrl+c", "hangup"} {
			x := start(t, drawn())
			x.press(keys)
			x.leave(way)
			if n := len(x.store.log); n != 0 {
				t.Errorf("%s and then %s write %q", keys, way, x.words())
			}
			is(t, "quit after "+way, x.quit, way != "esc")
		}
	}
	x := start(t, drawn())
	x.press("m enter")
	is(t, "the changes", len(x.store.log), 0)
	x.hides(" mood  1")
}

func TestTheWordsOfAMoodAreKeptWhicheverWayItIsLeft(t *testing.T) {
	for _, row := range []struct {
		keys   string
		rating int
	}{{"m 2 tab", 2}, {"m 2 5 tab tab shift+tab", 5}, {"m tab", 3}} {
		for _, way := range []string{"enter", "esc", "ctrl+c", "hangup"} {
			x := start(t, drawn())
			x.press(row.keys)
			x.typeText("woke at 5, quiet zzz?")
			x.leave(way)
			if m := x.mood(sunday); m.Rating != row.rating || m.Note != "woke at 5, quiet zzz?" {
				t.Errorf("%s, words and %s make %+v", row.keys, way, m)
			}
			is(t, "the changes", len(x.store.log), 1)
		}
	}
}

func TestEnterKeepsTheWordsOfAMoodWithoutANumber(t *testing.T) {
	x := start(t, drawn())
	x.press("m tab")
	x.typeText("woke at 5")
	x.press("enter")
	if x.cursors() == 0 {
		is(t, "the note", x.mood(sunday).Note, "woke at 5")
	}
}

func TestTabGoesToTheNoteOfAMoodAndBack(t *testing.T) {
	x := start(t, drawn())
	x.press("m 2 tab")
	is(t, "the key line", x.keyLine(), "enter done  tab the number  esc done too")
	x.typeText("woke at five")
	x.shows(" mood ‹2 low› -- woke at five█")
	x.press("tab")
	is(t, "the cursors", x.cursors(), 0)
	x.press("1")
	x.shows("‹1 awful›")
	x.shows("woke at five")
	x.press("shift+tab")
	x.typeText("!")
	x.shows(" mood ‹1 awful› -- woke at five!█")
	x.press("enter")
	m := x.mood(sunday)
	if m.Rating != 1 || m.Note != "woke at five!" {
		t.Errorf("the mood is %+v", m)
	}
	is(t, "the changes", len(x.store.log), 1)
}

func TestAMoodIsChosenByDigitsAndArrows(t *testing.T) {
	for keys, want := range map[string]int{
		"1": 1, "5": 5, "4 2": 2, "right": 3, "left": 3, "l": 3, "h": 3, "right right": 4, "left left": 2,
		"right right right right right": 5, "left left left left left": 1, "5 right": 5, "1 left": 1, "3 h l l": 4, "2 0 6 9": 2,
	} {
		x := start(t, drawn())
		x.press("m " + keys + " enter")
		if got := x.mood(sunday).Rating; got != want {
			t.Errorf("%s makes %d, not %d", keys, got, want)
		}
	}
}

// Letters that are commands elsewhere are none while a mood is asked for.
func TestAMoodTakesNoOtherKeys(t *testing.T) {
	x := start(t, drawn())
	x.press("m 4 z Z a u n r x N A e T R B J H ? / d . ! + - { } space backspace up down")
	x.shows("‹4 good›")
	is(t, "the changes", len(x.store.log), 0)
	is(t, "the pages", len(x.app.session.Pages), 0)
	is(t, "the place", x.app.at, page.PlaceToday)
	x.press("enter")
	is(t, "the changes", len(x.store.log), 1)
}

func TestANoteOfAMoodIsOneLineAndCleaned(t *testing.T) {
	x := start(t, drawn())
	x.press("m 4 tab")
	x.paste("a walk\nround\x1b[31m\tthe lake\u202e")
	x.press("enter")
	is(t, "the note", x.mood(sunday).Note, "a walk round[31m the lake")
	x.press("m 3")
	x.paste("words without a field") // nothing is open for them
	x.press("enter")
	is(t, "the note", x.mood(sunday).Note, "")
	x.press("m 3 tab")
	x.paste(strings.Repeat("é", 3*spelling.MaxNote))
	x.press("enter")
	is(t, "the note", x.mood(sunday).Note, strings.Repeat("é", spelling.MaxNote))
}

func TestSeveralMoodsADayMakeTheirMean(t *testing.T) {
	x := start(t, drawn())
	if row := x.moodRow(); strings.TrimSpace(row) != "m   Mood" {
		t.Errorf("without a mood the row is %q", row)
	}
	for i, row := range []struct{ key, word, sign string }{{"1", "awful", "▁"}, {"4", "okay", "▃"}, {"5", "okay", "▅"}, {"5", "good", "▆"}} {
		x.now = x.now.Add(time.Duration(i) * time.Hour)
		x.press("m " + row.key + " enter")
		if got := strings.Fields(x.moodRow()); strings.Join(got, " ") != "m Mood "+row.word+" "+row.sign {
			t.Errorf("after %d moods the row is %q, not %s %s", i+1, x.moodRow(), row.word, row.sign)
		}
	}
	is(t, "the moods", len(x.store.book.Moods.On(sunday)), 4)
	x.press("z z z z")
	is(t, "the moods", len(x.store.book.Moods), 0)
	is(t, "the row", strings.TrimSpace(x.moodRow()), "m   Mood")
}

// The strip of the mood stands below those of the habits, a day below the same day.
func TestTheStripOfTheMoodHasSevenDays(t *testing.T) {
	for _, row := range []struct{ width, strip, step int }{{80, 49, 2}, {60, 46, 2}, {50, 41, 1}} {
		x := start(t, drawn(), sized(row.width, 24))
		for i, key := range []string{"5", "4", "3", "2", "1"} {
			if i > 0 {
				x.press("left")
			}
			x.press("m " + key + " enter")
		}
		x.press(".")
		strip := func() string {
			signs := ""
			cells := append([]rune(x.moodRow()), []rune(strings.Repeat(" ", 130))...)
			for i := range page.StripDays {
				signs += string(cells[row.strip+i*row.step])
			}
			return signs
		}
		is(t, "the strip", strip(), "  ▁▂▄▆▇")
		x.press("left left left")
		is(t, "the strip", strip(), "  ▁▂▄▆▇")
		is(t, "the mood", strings.Contains(x.moodRow(), "low"), true)
		x.press("left left left left") // an older day slides it
		is(t, "the strip", strip(), "   ▁▂▄▆")
	}
	x := start(t, drawn(), inASCII)
	x.press("m 4 enter")
	is(t, "the row", strings.Join(strings.Fields(x.moodRow()), " "), "m Mood good 4")
}

func TestAMoodOfAnotherDayIsOfItsNoon(t *testing.T) {
	zone := time.FixedZone("UTC+13", 13*60*60)
	x := newTerminal(t, newFakeStore(drawn()...))
	x.now = time.Date(2026, time.November, 22, 23, 40, 0, 0, zone)
	x.look()
	x.run(x.app.Init())
	x.press("left left m")
	x.shows(" mood Fri 20 Nov  1 awful")
	x.press("4 enter")
	m := x.mood(sunday - 2)
	if want := time.Date(2026, time.November, 20, 12, 0, 0, 0, zone); !m.At.Equal(want) {
		t.Errorf("the mood is of %v, not of %v", m.At.In(zone), want)
	}
	x.says("Mood on Fri 20 Nov: good.  z undo")
	is(t, "the row", strings.Contains(x.moodRow(), "good"), true)
	x.press(".")
	is(t, "the row of today", strings.Contains(x.moodRow(), "good"), false)
	x.press("m 2 enter")
	is(t, "the mood of today", x.mood(sunday).At.Equal(x.now), true)
	// In other places there is no other day.
	x.press("left left B m 1 enter")
	is(t, "the moods of today", len(x.store.book.Moods.On(sunday)), 2)
}

func TestAMoodAfterMidnightIsOfTheDayBefore(t *testing.T) {
	x := newTerminal(t, newFakeStore(drawn()...))
	x.now = time.Date(2026, time.November, 23, 1, 30, 0, 0, time.UTC)
	x.look()
	x.run(x.app.Init())
	x.press("m 4 enter")
	m := x.mood(sunday)
	is(t, "the time", m.At.Equal(x.now), true)
	x.says("Mood: good.  z undo")
	is(t, "the row", strings.Contains(x.moodRow(), "good"), true)
}

// Who begins before four and is done after it, meant the day that was shown.
func TestAMoodThatIsOpenAtFourGoesToItsDay(t *testing.T) {
	x := newTerminal(t, newFakeStore(drawn()...))
	x.now = time.Date(2026, time.November, 23, 3, 59, 0, 0, time.UTC)
	x.look()
	x.run(x.app.Init())
	x.press("m 4")
	x.now = x.now.Add(2 * time.Minute)
	x.look()
	x.press("enter")
	is(t, "the rating", x.mood(sunday).Rating, 4)
}

func TestAMoodIsSaidInOnesOwnWords(t *testing.T) {
	own := func(o *Options) { o.MoodWords = journal.MoodWords{"grey", "dim", "even", "bright", "shining"} }
	x := start(t, drawn(), own)
	x.press("m 5")
	x.shows(" mood  1 grey  2 dim  3 even  4 bright ‹5 shining›")
	x.press("enter")
	x.says("Mood: shining.  z undo")
	is(t, "the row", strings.Contains(x.moodRow(), "shining"), true)
	x.now = x.now.Add(time.Hour)
	x.press("m 2 tab")
	x.typeText("rain")
	x.press("enter J")
	x.shows("▇ shining 09:00  ▂ dim     10:00")
	x.shows("Dim: rain")
	x.press("a")
	x.typeText("mood bright")
	x.shows("Mood, today 10:00: bright")
	x.press("enter")
	is(t, "the rating", x.mood(sunday).Rating, 4)
}

// Words of twelve letters, which is what the settings take, fit: each number can be
// seen and clicked.
func TestLongWordsForMoodsFit(t *testing.T) {
	long := func(o *Options) {
		o.MoodWords = journal.MoodWords{"disconsolate", "落ち込んでいる", "middle-aging", "good-natured", "enthusiastic"}
	}
	for _, size := range [][2]int{{30, 8}, {40, 20}, {59, 24}, {80, 24}, {88, 24}, {92, 24}, {100, 24}, {120, 36}, {200, 50}} {
		for _, keys := range []string{"m", "m 1", "m 3", "m 5", "left m", "left m 1", "left m 5"} {
			x := start(t, drawn(), sized(size[0], size[1]), long)
			x.press(keys)
			line := strings.ReplaceAll(x.line(-2), "21 Nov", "")
			for _, n := range []string{"1", "2", "3", "4", "5"} {
				if !strings.Contains(line, n) {
					t.Errorf("at %dx%d after %s there is no %s: %q", size[0], size[1], keys, n, line)
				}
			}
			if all := strings.Contains(line, "落"); all && !strings.Contains(line, "5 enthusiastic") {
				t.Errorf("at %dx%d after %s the last word is cut: %q", size[0], size[1], keys, line)
			}
		}
	}
}

func TestTheMouseChoosesAMood(t *testing.T) {
	x := start(t, drawn())
	x.clickOn("Mood")
	x.shows(" mood  1 awful")
	for _, option := range []string{"5 great", "1 awful", "3 okay", "4 good", "2 low"} {
		x.clickAt(option, 2)
		x.shows("‹" + option + "›")
	}
	is(t, "the changes", len(x.store.log), 0)
	x.clickOn("enter done")
	is(t, "the rating", x.mood(sunday).Rating, 2)
	x.press("left")
	x.clickOn("Mood")
	x.clickAt("3 okay", 2)
	x.shows("‹3 okay›")
	x.clickOn("tab a note")
	x.typeText("a walk")
	x.clickOn("esc done too")
	is(t, "the note", x.mood(sunday-1).Note, "a walk")
}

// Outside the field a click is esc, then the click.
func TestAClickOutsideAMoodIsEscAndThenTheClick(t *testing.T) {
	x := start(t, drawn())
	x.press("m 4")
	x.clickAt("A friend", 1)
	x.hides(" mood  1")
	is(t, "the row", x.onRow(), "A friend")
	is(t, "the changes", len(x.store.log), 0)

	x.press("m 4 tab")
	x.typeText("kept")
	y, _ := x.rowAt("Move")
	x.click(today.GlyphCol, y)
	is(t, "the note", x.mood(sunday).Note, "kept")
	x.wrote(move, sunday, yes)
	is(t, "the row", x.onRow(), "Move")

	x.press("m 2 tab")
	x.typeText("kept too")
	x.clickOn("Journal")
	is(t, "the note", x.mood(sunday).Note, "kept too")
	is(t, "the place", x.app.at, page.PlaceJournal)
	x.press("m 1")
	x.clickOn("Sunday 22 November")
	x.hides(" mood  1")
	is(t, "the moods", len(x.store.book.Moods), 2)
}

func TestNewsTouchesNoMood(t *testing.T) {
	x := start(t, drawn())
	x.press("m 4 tab")
	x.typeText("half a")
	x.store.elsewhere(record.Change{Moods: record.Put(journal.NewMood(x.now, 1, "", calendar.DefaultPreferences))})
	x.look()
	x.lookAt(looks[1])
	x.shows(" mood ‹4 good› -- half a█")
	x.typeText(" thought")
	x.press("enter")
	is(t, "the moods", len(x.store.book.Moods), 2)
	is(t, "the row", strings.Contains(x.moodRow(), "okay"), true)
}

func TestAMoodWaitsWhileTheDiskIsFull(t *testing.T) {
	for _, place := range []string{"T", "J"} {
		x := start(t, drawn())
		x.press(place)
		x.store.fail = errFull
		x.press("m 4 tab")
		x.typeText("a walk")
		x.press("enter")
		x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
		x.shows("good")
		x.press("!")
		x.shows(" mood 4")
		x.press("esc")
		x.store.fail = nil
		x.retry()
		is(t, "the note", x.mood(sunday).Note, "a walk")
		is(t, "the moods", len(x.store.book.Moods), 1)
	}
}
