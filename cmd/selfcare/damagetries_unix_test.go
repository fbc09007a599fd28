//go:build unix

package main

import (
	"bytes"
	"context"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// A reply is what a command came to.
type reply struct {
	line      string
	status    int
	out, said string
	took      time.Duration // of a processor
}

// asks runs a command, which has to end by itself, and without much work.
func (c *damaged) asks(line string) reply {
	c.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	// What leads in circles takes as much memory as it gets.
	like := c.command(words(line)...)
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", `ulimit -S -d 2000000; exec "$0" "$@"`}, like.Args...)...)
	cmd.Env = c.env
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	_ = cmd.Run()
	ended := cmd.ProcessState
	a := reply{line, ended.ExitCode(), c.plain(out.String()), said.String(), ended.UserTime() + ended.SystemTime()}
	c.slowest = max(c.slowest, a.took)
	if crash.MatchString(a.out+a.said) || a.status != statusDone && a.status != statusNo {
		c.fails(a, noCrash)
	}
	if a.took > endless || ctx.Err() != nil {
		c.fails(a, "it took too long")
	}
	if c.damage.link != nil && nearLink(c.t, c.file) != c.near {
		c.fails(a, "the link, or what is beside it, was touched")
	}
	for _, name := range besides(c.t, c.record) {
		if !strings.HasPrefix(line, "restore") && name != c.replaced {
			c.fails(a, "it left "+name)
		}
	}
	return a
}

// fails tells of an answer that is wrong.
func (c *damaged) fails(a reply, why string) {
	c.t.Helper()
	c.t.Errorf("%s: selfcare %s: status %d after %v of work, printed %.400q, said %.400q; the note is %s, good backups are %v", why, a.line, a.status, a.took.Round(time.Millisecond), a.out, a.said, c.noted, c.kept)
}

// reads runs a command that changes nothing.
func (c *damaged) reads(line string) {
	c.t.Helper()
	a := c.asks(line)
	if now := look(c.t, c.record); now != c.before {
		c.fails(a, "the file was touched")
		c.before = now
	}
	switch {
	case line == "status":
		if a.status != statusDone || a.took > prompt || a.out != "\n" && a.out != c.s.says[line] && !(c.damage.older && a.out == c.s.saysOlder[line]) {
			c.fails(a, noOther)
		}
	case a.status == statusNo:
		c.isRefusal(a)
	case strings.HasPrefix(line, "check"):
		if !strings.Contains(a.out, "ound") || strings.Contains(a.out, `"sound": false`) {
			c.fails(a, "it should have said that the file is not sound")
		}
	case a.status != statusDone: // it crashed
	case a.said != "" || a.out != c.s.says[line] && !(c.damage.older && a.out == c.s.saysOlder[line]):
		c.fails(a, noOther)
	}
}

// isRefusal fails where an answer is no sentence that names the file and says what helps.
func (c *damaged) isRefusal(a reply) {
	c.t.Helper()
	if a.line == "check --json" && a.said == "" && strings.Contains(a.out, `"sound": false`) {
		return
	}
	switch {
	case a.out != "" || !sentence.MatchString(a.said):
		c.fails(a, "that is no sentence")
	case !strings.Contains(a.said, c.file) && !strings.Contains(a.said, c.record):
		c.fails(a, "it does not name the file")
	case c.damage.bytes != nil && !strings.Contains(a.said, "selfcare restore"):
		c.fails(a, noHelp)
	}
}

// writes runs a command that changes something, where it can.
func (c *damaged) writes(line string) {
	c.t.Helper()
	a := c.asks(line)
	if a.status != statusDone {
		if a.status == statusNo {
			c.isRefusal(a)
		}
		if look(c.t, c.record) == c.before {
			return
		}
		c.fails(a, noWord)
		a.out, a.said = c.s.says[line], ""
	}
	if a.said != "" || a.out != c.s.says[line] {
		c.fails(a, noOther)
	}
	c.wrote, c.before = line, look(c.t, c.record)
	if then := c.asks("today --json"); then.status == statusDone && then.out != c.s.wrote[line].today {
		c.fails(then, noOther)
	}
}

// opens opens the app, which shows the day or says why it cannot.
func (c *damaged) opens() {
	c.t.Helper()
	x := c.app()
	cannot := regexp.MustCompile(`The record could not be read\.|The data file does not read as it was written\.`)
	today := regexp.MustCompile(`Sleep +8 of 7\.5 h`)
	if !within(patience, func() bool { return cannot.MatchString(x.text()) || today.MatchString(x.text()) }) {
		c.fails(reply{out: x.text()}, noOther)
	}
	x.press("q")
	if got := x.ends(); got != statusDone {
		c.t.Errorf("the app ended with %d: %s", got, x.text())
	}
	x.isAsFound()
	if said := crash.FindString(x.output()); said != "" {
		c.t.Errorf("the app crashed: %s", said)
	}
	if now := look(c.t, c.record); now != c.before {
		c.t.Error("the app touched the file")
	}
}
