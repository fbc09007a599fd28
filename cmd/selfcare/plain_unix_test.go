//go:build unix

package main

import (
	"strings"
	"testing"
)

// A terminal that can only print lines is asked in lines, without a flag.
func TestADumbTerminalIsAskedInLines(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk", "--at-least", "30", "--unit", "min")
	p.run("habit", "new", "Meditation")
	p = p.in("TERM", "dumb")
	x := p.app()
	x.shows("Sunday 22 November. 0 of 2 kept.", "1 of 3. Walk, 30 minutes a day: not yet. How much today?")
	x.press("20m\r")
	x.shows("Walk: 20 minutes, 20 of 30, partly.", "2 of 3. Meditation, every day. Done?")
	x.press("y\r")
	x.shows("Meditation: kept.", "3 of 3. How do you feel?")
	x.press("\x03") // what was answered is written
	x.ends()
	if strings.Contains(x.printed(), "\x1b") {
		t.Errorf("the terminal was sent %q", x.printed())
	}
	if rows := p.seen(); rows["Walk"].State != "partial" || rows["Meditation"].State != "yes" {
		t.Errorf("there is %v", rows)
	}

	x = p.app()
	x.shows("1 of 2. Walk: 20 of 30 minutes. How much more today?")
	x.press("10\r\x04")
	x.shows("Walk: 10 minutes more, 30 of 30, kept.", "2 of 2. How do you feel?", "2 of 2 kept. Next time it goes on from here.")
	if got := x.ends(); got != 0 {
		t.Errorf("the exit status is %d", got)
	}

	x = open(t, p.in("TERM", "xterm-256color").command("--plain"))
	x.shows("How do you feel?")
	x.press("4 -- slept well\r")
	x.shows("Mood: good, 4 of 5, with a note.", "That is all for today. 2 of 2 kept.")
	if got := x.ends(); got != 0 || strings.Contains(x.printed(), "\x1b") {
		t.Errorf("the exit status is %d, and the terminal was sent %q", got, x.printed())
	}
}

// Whatever is in the record, or is typed: it does not steer the terminal.
func TestThePlainQuestionsSteerNoTerminal(t *testing.T) {
	t.Parallel()
	for _, whole := range []bool{false, true} {
		p := spoiledPlace(t, whole)
		answers := "?\n3\nundo\nredo\nback\n\n-- " + hostile + "\n" + hostile + "\nback\nback\nn\nundo\nundo\ny\n4 -- " + hostile + "\x00\nslip 2020-01-01\n7 -- " + hostile + "\nundo\nundo\nundo\nundo\nundo\nundo\nundo\nundo\n" + hostile + "\n"
		if out := p.holdsStill(answers, "--plain"); !strings.Contains(out, "Cup") {
			t.Errorf("it said %q", out)
		}
		named := p.inConfig(t.TempDir(), "today_boundary = \"name\"\nmood_words = [\"a\u202e\u009b\", \"b\", \"c\", \"d\", \"e\"]")
		named.holdsStill("redo\nredo\nredo\nredo\nredo\nredo\nredo\nredo\nundo\nundo\n\n\n\n\n\n"+hostile, "--plain")
	}
}

// A disk that takes nothing more is told in one sentence, and what was answered before stays.
func TestAPlainAnswerThatCannotBeWrittenIsTold(t *testing.T) {
	t.Parallel()
	p, folder := onDisk(t)
	p.run("habit", "new", "Walk")
	p.run("habit", "new", "Meditation")
	x := open(t, p.command("--plain"), sized(1000, 24)) // the path may be long
	x.shows("1 of 3. Walk, every day. Done?")
	x.press("y\r")
	x.shows("Walk: kept.", "2 of 3. Meditation, every day. Done?")
	remount(t, folder, "ro")
	x.press("y\r")
	x.shows("selfcare: The answer could not be written: ", "may not be written")
	if got := x.ends(); got != statusNo {
		t.Errorf("the exit status is %d, want %d", got, statusNo)
	}
	remount(t, folder, "rw")
	if rows := p.seen(); rows["Walk"].State != "yes" || rows["Meditation"].State != "unknown" {
		t.Errorf("there is %v", rows)
	}
}
