//go:build unix

package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// kills is how often a writer is killed: a few times in an ordinary run, as often as
// SELFCARE_KILLS says in a long one.
func kills() int { return size("SELFCARE_KILLS", 15, 5) }

// A writer is killed at random moments. Each answer that it gave is an entry that is there
// the next time; at most one entry more is, which was written and not answered for.
func TestAKilledWriterLosesNothingThatItAnsweredFor(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk", "--at-least", "100000", "--unit", "min")
	chance := rand.New(rand.NewPCG(21, 22))
	answered := 0 // every entry adds a minute, so the day's amount counts them
	for kill := range kills() {
		c := p.command("add", "-")
		in, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		go func() { // until the pipe breaks
			for {
				if _, err := fmt.Fprintln(in, "walk 1"); err != nil {
					return
				}
			}
		}()
		before := answered
		lines := bufio.NewScanner(out)
		until := 1 + chance.IntN(8)
		after := time.Duration(chance.IntN(3000)) * time.Microsecond
		for lines.Scan() {
			if answered++; answered-before == until {
				time.AfterFunc(after, func() { _ = c.Process.Kill() })
			}
		}
		if err := c.Wait(); err == nil || c.ProcessState.ExitCode() != -1 {
			t.Fatalf("kill %d: it ended by itself: %v", kill, err)
		}
		walked := p.seen()["Walk"].Amount
		if walked == nil {
			t.Fatalf("kill %d: nothing is there, %d were answered for", kill, answered)
		}
		if got := int(*walked); got < answered || got > answered+1 {
			t.Fatalf("kill %d: %d entries are there, %d were answered for", kill, got, answered)
		} else {
			answered = got
		}
	}
	if got := p.run("check"); !strings.HasPrefix(got, "Sound") {
		t.Errorf("after all of it: %s", got)
	}
	if left, err := os.ReadDir(p.file + ".backups"); err == nil && len(left) > 1 {
		t.Errorf("left behind: %v", left)
	}
}
