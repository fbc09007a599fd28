package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"selfcare/internal/ui/component/field"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/habits"
	"selfcare/internal/settings"
)

// keeper stands for the file of the settings.
type keeper struct {
	now  settings.Settings
	keys []string
	err  error
}

func (k *keeper) keep(key string, s settings.Settings) error {
	k.keys = append(k.keys, key)
	if k.err == nil {
		k.now = s
	}
	return k.err
}

// choosingOn opens the settings on the drawn record.
func choosingOn(t *testing.T, keys string, with ...options) (*terminal, *keeper) {
	t.Helper()
	k := new(keeper)
	x := start(t, drawn(), append(with, func(o *Options) { o.Choose, o.File = k.keep, "~/.config/selfcare/config.toml" })...)
	x.press(", " + keys)
	return x, k
}

// at walks to a setting.
func (x *terminal) at(says string) {
	x.t.Helper()
	x.press("g")
	for range settings.All() {
		if strings.HasPrefix(x.chosenLine(), says) {
			return
		}
		x.press("down")
	}
	x.t.Fatalf("there is no setting %q", says)
}

func TestASettingHoldsAtOnceAndIsKept(t *testing.T) {
	x, k := choosingOn(t, "")
	x.shows("~/.config/selfcare/config.toml")
	x.shows("▸ A day begins at      ‹04:00›")
	x.press("right right left")
	x.shows("‹05:00›")
	is(t, "kept", k.now.DayStart, 5*time.Hour)
	is(t, "what was kept", strings.Join(k.keys, " "), "day_start day_start day_start")
	x.press("backspace")
	is(t, "kept", k.now, settings.Default())
	x.press("esc")
	x.shows("Today")
	x.wroteOnly()
}

func TestTheDayBeginsWhenItIsSaidTo(t *testing.T) {
	x := newTerminal(t, newFakeStore(drawn()...), func(o *Options) { o.Choose = new(keeper).keep })
	x.now = time.Date(2026, time.November, 23, 1, 30, 0, 0, time.UTC)
	x.look()
	x.run(x.app.Init())
	x.shows("Sun 22 Nov, until 04:00")
	x.press(", left left left")
	x.press("esc")
	x.shows("Monday 23 November") // 01:00 was before half past one
	x.press(", right")
	x.press("esc")
	x.shows("Sun 22 Nov, until 02:00")
}

func TestTheClockOfTwelveHours(t *testing.T) {
	x := kept(t, "J")
	x.shows("good  22:05")
	x.press(",")
	x.at("The clock")
	x.press("space esc")
	x.shows("good  10:05pm")
	x.hides("22:05")
	x.press("a")
	x.typeText("mood 4 @9:15pm")
	x.press("enter")
	x.shows("good   9:15pm")
}

func TestTheWeekBeginsOnSunday(t *testing.T) {
	x, _ := choosingOn(t, "j right esc R")
	x.shows("Sun ")
	text := x.text()
	if sun, mon := strings.Index(text, "Sun "), strings.Index(text, "Mon "); sun > mon {
		t.Error("Monday comes before Sunday")
	}
}

func TestSignsAndColoursChangeAtOnce(t *testing.T) {
	x, _ := choosingOn(t, "")
	x.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	x.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#1b1d22")})
	x.at("Accent")
	if !strings.Contains(x.styled(), "156;207;168") {
		t.Error("the accent is not green")
	}
	x.press("right right")
	if !strings.Contains(x.styled(), "154;184;232") {
		t.Error("the accent is not blue")
	}
	x.press("enter")
	x.typeText("#ff00ff")
	x.press("enter")
	if !strings.Contains(x.styled(), "255;0;255") {
		t.Error("the accent is not one's own")
	}
	x.at("Colours")
	x.press("right")
	for _, code := range []string{"255;0;255", "232;168;124"} {
		if strings.Contains(x.styled(), code) {
			t.Errorf("there is a hue: %s", code)
		}
	}
	x.at("Signs")
	x.press("right right esc")
	x.shows("> 1 * Sleep")
}

func TestWordsForMoodsAreTyped(t *testing.T) {
	x, k := choosingOn(t, "")
	x.at("Words for moods")
	x.press("enter ctrl+u")
	x.typeText("one, two")
	x.press("enter")
	x.shows("mood_words are five different words")
	is(t, "kept", len(k.keys), 0)
	x.press("ctrl+u")
	x.typeText("grey, dim, even, bright, shining")
	x.press("enter")
	is(t, "kept", k.now.MoodWords[4], "shining")
	x.press("enter")
	x.typeText("nothing")
	x.press("esc")
	is(t, "what was kept", strings.Join(k.keys, " "), "mood_words")
	x.press("esc m")
	x.shows("5 shining")
}

func TestAFileThatTakesNothingIsTold(t *testing.T) {
	x, k := choosingOn(t, "")
	k.err = errors.New("config.toml may not be written")
	x.press("right")
	x.shows("It holds until you quit. Config.toml may not be written.")
	x.shows("‹05:00›")
}

// Two quick changes are kept one after the other, and the last one wins.
func TestSettingsAreKeptInOrder(t *testing.T) {
	x, k := choosingOn(t, "")
	x.hold = true
	x.press("right right j right")
	x.hold = false
	x.release()
	is(t, "what was kept", strings.Join(k.keys, " "), "day_start day_start week_start")
	is(t, "the day", k.now.DayStart, 6*time.Hour)
	is(t, "the week", k.now.WeekStart, time.Sunday)
}

func TestClickingASettingChoosesIt(t *testing.T) {
	x, _ := choosingOn(t, "")
	x.clickOn("24h")
	x.shows("‹12h›")
	x.clickOn("Mouse")
	x.shows("▸ Mouse")
	x.shows("‹on›")
	x.clickOn("Mouse")
	x.shows("‹off›")
	if x.app.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is still asked for")
	}
}

func TestASettingIsFoundInThePalette(t *testing.T) {
	x, _ := choosingOn(t, "esc :")
	x.typeText("less mot")
	x.press("enter")
	x.shows("▸ Less motion")
}

func TestNoCursorBlinksWhereMotionIsReduced(t *testing.T) {
	for _, still := range []bool{false, true} {
		x := start(t, drawn(), func(o *Options) { o.ReduceMotion = still })
		x.app.session.Frozen = false
		x.app.session.adopt()
		in := field.NewInput(&x.app.session.Look, "", 10)
		if got := in.Styles().Cursor.Blink; got == still {
			t.Errorf("with %v it blinks: %v", still, got)
		}
		if got := field.NewTextArea(&x.app.session.Look, "", 100).Styles().Cursor.Blink; got == still {
			t.Errorf("with %v the page's blinks: %v", still, got)
		}
	}
}

// Undo on this page is of what was chosen here: nobody sees the record behind it.
func TestUndoOfSettingsIsTheirOwn(t *testing.T) {
	x, k := choosingOn(t, "esc 3 ,")
	x.press("right right down right")
	x.press("z")
	x.shows("▸ A week begins on     ‹monday›")
	x.press("z z")
	x.shows("▸ A day begins at      ‹04:00›")
	x.press("z")
	x.shows("Nothing more to take back here.")
	x.wrote(move, sunday, yes)
	x.press("Z")
	x.shows("‹05:00›")
	is(t, "kept", k.now.DayStart, 5*time.Hour)
	x.press("esc z")
	x.wrote(move, sunday, habits.Entry{})
}

func TestAColourThatCannotBeReadIsTold(t *testing.T) {
	x, _ := choosingOn(t, "")
	x.at("Accent")
	x.press("enter")
	x.typeText("#9ccfa8")
	x.press("enter")
	x.shows("shown as text: too faint for this ground") // which may be white
	x.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#1b1d22")})
	x.hides("too faint")
}

// What another window chose shows when the page is opened.
func TestTheSettingsOfAnotherWindowAreSeen(t *testing.T) {
	other := settings.Default()
	x, k := choosingOn(t, "esc", func(o *Options) { o.Chosen = func() (settings.Settings, bool) { return other, true } })
	other.Clock, other.WeekStart = "12h", time.Sunday
	x.press(",")
	x.shows("12h")
	x.press("right")
	is(t, "the clock that is kept", k.now.Clock, "12h")
}

// What could not be kept holds until the end: the file is not asked what it thinks.
func TestWhatCannotBeKeptHolds(t *testing.T) {
	x, k := choosingOn(t, "", func(o *Options) { o.Chosen = func() (settings.Settings, bool) { return settings.Default(), true } })
	k.err = errors.New("config.toml may not be written")
	x.press("right esc ,")
	x.shows("‹05:00›")
}

func TestTheChosenSettingIsSeenInALowTerminal(t *testing.T) {
	x := start(t, drawn(), sized(80, 12))
	x.press(", G")
	is(t, "how many rows are chosen at the end", strings.Count(x.text(), "▸"), 1)
	x.press("g")
	is(t, "how many rows are chosen at the top", strings.Count(x.text(), "▸"), 1)
}

func TestAClickOnAValueOfANarrowTerminalChoosesTheNext(t *testing.T) {
	x, k := choosingOn(t, "", sized(40, 20))
	x.clickOn("24h")
	is(t, "what was saved", strings.Join(k.keys, " "), "clock")
}
