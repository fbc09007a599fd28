package ui

import (
	"strings"
	"testing"

	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/urge"
)

func TestHelpLinesOpenAnywhere(t *testing.T) {
	for _, keys := range []string{
		"T", "R", "B", "J", "u", "u 7", "u enter", "u enter enter", "B s", "B c", "B N", "B N enter", "B E", "B e shift+tab", "B E l shift+tab", "?", "R L", "J j j enter", "B G",
	} {
		x := kept(t, keys)
		before, changes := x.text(), len(x.store.log)
		x.press("H")
		if got := strings.TrimSpace(x.line(2)); got != page.Emergency {
			t.Errorf("after %s the first line is %q", keys, got)
		}
		x.shows("Ana, any hour\n The crisis line: 0800 000 000")
		x.shows("Written by you on 30 Oct 2026. Check them now and then.")
		is(t, "the key line", x.keyLine(), "e write your own  esc close")
		for _, key := range []string{"esc", "q", "enter", "H"} {
			x.press(key)
			is(t, "after "+keys+" H "+key+" the screen", x.text(), before)
			x.press("H")
		}
		is(t, "the changes", len(x.store.log), changes)
	}
	// Where letters are typed it is a letter.
	x := kept(t, "m 3 tab H")
	x.shows("H█")
	x = kept(t, "J w H")
	x.shows("H█")
}

// They never come by themselves.
func TestHelpLinesNeverOpenByThemselves(t *testing.T) {
	for _, keys := range []string{"u 1 0", "u 1 0 enter", "u 1 0 enter enter", "B s", "B s enter", "m 1 enter", "B E r", "J"} {
		kept(t, keys).hides("emergency number")
	}
}

func TestOnesOwnHelpLinesAreKeptWhicheverWayTheyAreLeft(t *testing.T) {
	for _, way := range []string{"esc", "ctrl+c", "hangup"} {
		x := start(t, drawn())
		x.press("H")
		x.shows("Your own stand here: a friend to call, a crisis line, an advocate. e writes")
		x.press("e")
		x.typeText("Ana, any hour")
		x.press("enter")
		x.typeText("H q z: 0800")
		x.shows(" Ana, any hour\n H q z: 0800█")
		x.leave(way)
		help := x.store.book.HelpLines
		is(t, "the text", help.Text, "Ana, any hour\nH q z: 0800")
		is(t, "the day", help.Day, sunday)
		is(t, "the changes", len(x.store.log), 1)
		y := x.again()
		y.press("H")
		y.shows(" Ana, any hour\n H q z: 0800\n")
		y.shows("Written by you on 22 Nov 2026. Check them now and then.")
	}
	x := start(t, drawn())
	x.press("H e")
	x.typeText("Ana")
	x.press("esc")
	x.says("Your help lines are written down.  z undo")
	x.press("z")
	x.says("Taken back: your help lines.  Z redo")
	x.shows("Your own stand here")
	is(t, "the text", x.store.book.HelpLines, journal.HelpLines{})
	x.press("Z")
	x.shows(" Ana\n")
	is(t, "the text", x.store.book.HelpLines.Text, "Ana")
}

func TestHelpLinesAreEditedAndTakenAway(t *testing.T) {
	x := kept(t, "H e")
	x.shows("The crisis line: 0800 000 000█")
	x.press("esc")
	is(t, "the changes", len(x.store.log), 0)
	x.press("e backspace")
	x.typeText("1")
	x.press("esc")
	is(t, "the text", x.store.book.HelpLines.Text, "Ana, any hour\nThe crisis line: 0800 000 001")
	x.shows("Written by you on 22 Nov 2026.")
	x.press("z")
	x.unchanged()
	x.shows("Written by you on 30 Oct 2026.")
	x.press("e")
	for range 60 {
		x.press("backspace")
	}
	x.press("esc")
	x.shows("Your own stand here")
	is(t, "the text", x.store.book.HelpLines, journal.HelpLines{})
	x.press("z")
	x.unchanged()
	x.shows("Ana, any hour")
}

// What is said about lines that were taken away is not that they are written down.
func TestHelpLinesThatAreTakenAwayAreNotSaidToBeWrittenDown(t *testing.T) {
	x := keptBut(t, func(o *fakeOthers) { o.help.Text = "x" }, "H e backspace esc")
	if strings.Contains(x.message(), "written down") {
		t.Errorf("the message is %q", x.message())
	}
}

func TestLongHelpLinesFitAndScroll(t *testing.T) {
	x := start(t, drawn(), sized(40, 10))
	x.press("H e")
	x.paste(strings.Repeat("a friend: 0800\n", 1000))
	x.text()
	x.press("esc")
	text := x.store.book.HelpLines.Text
	if n := len(text); n > spelling.MaxNote || n < spelling.MaxNote-20 {
		t.Errorf("%d characters are kept", n)
	}
	x.shows("In danger now")
	x.press("j j pgdown")
	x.hides("In danger now")
	for range 200 {
		x.press("down")
	}
	x.shows("leaves nothing on the screen.")
	for range 200 {
		x.press("up")
	}
	x.shows("In danger now")
}

func TestNewsTouchesNoHelpLines(t *testing.T) {
	x := kept(t, "H e")
	x.typeText(" half a")
	x.store.elsewhere(record.Change{HelpLines: record.Put(journal.HelpLines{Text: "others", Day: sunday})})
	x.look()
	x.lookAt(looks[1])
	x.shows("000 half a█")
	x.press("esc")
	is(t, "the text", x.store.book.HelpLines.Text, "Ana, any hour\nThe crisis line: 0800 000 000 half a")
	x.press("z")
	is(t, "the text", x.store.book.HelpLines.Text, "others")
}

func TestHelpLinesWaitWhileTheDiskIsFull(t *testing.T) {
	x := start(t, drawn())
	x.store.fail = errFull
	x.press("H e")
	x.typeText("Ana")
	x.press("esc")
	x.shows(" Ana\n")
	x.says("Not saved yet: no space left on the disk. The change is kept here.  ! more")
	x.store.fail = nil
	x.retry()
	is(t, "the text", x.store.book.HelpLines.Text, "Ana")
}

// The page on which someone needs it most is left as it was: time does not stand still.
func TestTheTenMinutesGoOnBehindTheHelpLines(t *testing.T) {
	x := kept(t, "u 7 enter")
	x.seconds(59)
	u, _ := x.app.top().(*urge.Page)
	x.press("H")
	x.send(urge.SecondMsg{ID: u.ClockID})
	x.send(urge.SecondMsg{ID: u.ClockID})
	x.press("esc")
	is(t, "the seconds", u.Seconds, 61)
	x.shows("9 min")
}
