//go:build unix

package main

import (
	"encoding/json"
	"strings"
	"syscall"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/journal"
)

// kept is the boundaries as a script sees them, by name.
func (p *place) kept() map[string]document.Boundary {
	p.t.Helper()
	var list []document.Boundary
	if err := json.Unmarshal([]byte(p.run("boundary", "list", "--json")), &list); err != nil {
		p.t.Fatal(err)
	}
	all := map[string]document.Boundary{}
	for _, b := range list {
		all[b.Name] = b
	}
	return all
}

func TestABadEvening(t *testing.T) {
	t.Parallel()
	p := begun(t)
	p.run("boundary", "new", "No contact with R.", "--since", "30 Oct 21:40", "--plan", "I call Ana.")
	x := p.app()
	x.shows("u   Boundary", "22 days, next 30")
	x.press("u")
	x.shows("An urge, 09:00", "‹No contact with R.›", "Nothing has to be decided now.", "I call Ana.")
	x.press("7")
	x.shows("‹7›")
	x.press("\r")
	x.shows("Ten minutes", "One of these, if you like", "▸ · Meditation")
	x.shows("out ▰") // the seconds go by, though the clock stands still
	x.press(" ")
	x.shows("Meditation kept.  z undo")
	x.press("\r")
	x.shows("Ridden out. That is kept.", "● Meditation")
	x.press("\t\tthe lake")
	x.shows("the lake")
	x.press("\r")
	x.shows("An urge, 7 of 10, ridden out. That is kept.  z undo")
	x.press("B")
	x.shows("22 days, 11 hours", "1 urge ridden out")
	x.press("q")
	x.ends()
	x.isAsFound()
	if b := p.kept()["No contact with R."]; b.Urges != 1 || b.RiddenOut != 1 || b.Run != 22 {
		t.Errorf("there is %+v", b)
	}
	shown := p.run("boundary", "show", "no contact")
	if !strings.Contains(shown, "an urge, 7 of 10: the lake; helped: Meditation") {
		t.Errorf("the words are %s", shown)
	}
}

// Whatever is typed is there again, though the program was ended in the middle of it.
func TestWordsSurviveTheEndOfTheProgram(t *testing.T) {
	t.Parallel()
	p := begun(t)
	p.run("boundary", "new", "No contact with R.", "--since", "30 Oct 21:40")
	for name, end := range map[string]func(*terminal){
		"ctrl+c": func(x *terminal) { x.press("\x03") },
		"hangup": func(x *terminal) {
			if err := x.program.Process.Signal(syscall.SIGHUP); err != nil {
				t.Error(err)
			}
		},
	} {
		x := p.app()
		x.shows("22 days, next 30")
		x.press("Bs")
		x.shows("what happened")
		x.press("\t\tI wrote back, " + name)
		x.shows("I wrote back, " + name)
		end(x)
		x.ends()
		if b := p.kept()["No contact with R."]; b.Slips != 0 {
			t.Errorf("a slip was written by %s", name)
		}
		x = p.app()
		x.shows("22 days, next 30")
		x.press("Bs")
		x.shows("I wrote back, " + name)
		x.press("\t\t\x15\x1b") // ctrl+u, and leave
		x.shows("needed contact")
		x.press("Jw")
		x.shows("kept as you type")
		x.press("Words for " + name)
		x.shows("Words for " + name)
		end(x)
		x.ends()
		if page := p.run("journal"); !strings.Contains(page, "Words for "+name) {
			t.Errorf("after %s the journal is %s", name, page)
		}
	}
}

// A slip and the urge that ended in it are one.
func TestASlipInTheSmallHours(t *testing.T) {
	t.Parallel()
	p := begun(t)
	p.env = append(p.env, "SELFCARE_NOW=2026-11-23T02:10:00+01:00")
	p.run("boundary", "new", "No contact with R.", "--since", "30 Oct 21:40")
	x := p.app()
	x.shows("23 days, next 30")
	x.press("u9")
	x.shows("‹9›")
	x.press("\r")
	x.shows("Ten minutes")
	x.press("s")
	x.shows("Contact", "Monday 23 November, 02:10", "23 days were kept. They stay kept, and 23 stays the longest.")
	x.press("\r")
	x.shows("Begun again at 02:10. 23 days stay kept.  z undo", "since 02:10")
	page := p.run("journal", "2026-11-22", "--json")
	if !strings.Contains(page, `"kind": "urge"`) && !strings.Contains(p.run("boundary", "show", "No", "--json"), `"day": "2026-11-22"`) {
		t.Errorf("the night's day is %s", page)
	}
	x.press("z")
	x.shows("Taken back: a slip.  Z redo", "23 days, next 30")
	x.press("q")
	x.ends()
	if b := p.kept()["No contact with R."]; b.Slips != 0 || b.RiddenOut != 1 || b.Run != 23 {
		t.Errorf("there is %+v", b)
	}
}

// At a terminal the journal asks the day's question, and keeps it with the answer.
func TestTheJournalAsksAtATerminal(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := open(t, p.command("journal", "add"))
	question := deckQuestion(t, p)
	x.shows(question, "(end with ctrl+d)")
	x.press("The kettle.\r\x04")
	if got := x.ends(); got != 0 {
		t.Fatalf("the exit status is %d: %s", got, x.text())
	}
	var kept struct {
		Days []struct {
			Reflections []document.Reflection `json:"reflections"`
		} `json:"days"`
	}
	if err := json.Unmarshal([]byte(p.run("journal", "--json")), &kept); err != nil {
		t.Fatal(err)
	}
	r := kept.Days[0].Reflections[0]
	if r.Text != "The kettle." || r.Prompt == nil || *r.Prompt != question {
		t.Errorf("kept is %+v", r)
	}
}

// deckQuestion is the question of the day at which the stories happen.
func deckQuestion(t *testing.T, p *place) string {
	t.Helper()
	prompts := strings.Split(strings.TrimSpace(p.run("journal", "prompts")), "\n")
	day, err := calendar.ParseDay(now[:10])
	if err != nil {
		t.Fatal(err)
	}
	return prompts[journal.PromptOn(prompts, day)]
}
