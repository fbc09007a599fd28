//go:build unix

package main

import (
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// damageRuns is how many damages are tried: one of each kind in an ordinary run, as many as
// SELFCARE_DAMAGES says in a long one.
func damageRuns() int { return size("SELFCARE_DAMAGES", len(damages), 10) }

// endless is how long a processor may work at a command on a damaged file: five seconds for
// a file that leads in circles, and what it takes besides. The time until the answer is more
// on a machine that has other things to do.
const endless = 8 * time.Second

// prompt is how long it may work at a prompt there.
const prompt = 2 * time.Second

// crash is what a program says that did not end by itself.
var crash = regexp.MustCompile(`panic|goroutine|fatal error|SIGBUS|SIGSEGV`)

// Whatever happens to the file: no command crashes or hangs, what is shown is what was
// written, a refusal is a sentence, and what was written comes back.
func TestNoDamageIsShownAndRestoreBringsBackWhatWasThere(t *testing.T) {
	t.Parallel()
	s := aSpecimen(t)
	var came tally
	t.Cleanup(func() { t.Log(came.String()) })
	for n := range damageRuns() {
		d := damages[n%len(damages)]
		t.Run(fmt.Sprintf("%d %s", n, d.name), func(t *testing.T) {
			t.Parallel()
			c := aCase(t, s, d, rand.New(rand.NewPCG(71, uint64(n))))
			came.add(c.run())
		})
	}
}

// What fails.
const (
	noCrash = "it crashed"
	noOther = "it shows something else"
	noWord  = "it wrote, and says that it did not"
	noHelp  = "it does not say what helps"
	noLoss  = "it brings back the backup alone and says nothing of what came after"
)

// tally counts what came of the damages, and how long the slowest answer took.
type tally struct {
	sync.Mutex
	outcomes map[outcome]int
	slowest  time.Duration
}

// An outcome is what came of a damage.
type outcome string

const (
	harmless  outcome = "did no harm"
	refused   outcome = "were refused, with no backup"
	newer     outcome = "were of a newer version, and left alone"
	whole     outcome = "came back whole"
	lossy     outcome = "came back with losses that were told"
	untold    outcome = "came back with losses that were not told"
	unknowing outcome = "came back with losses, the note being gone or stale"
)

func (c *tally) add(o outcome, slowest time.Duration) {
	c.Lock()
	defer c.Unlock()
	if c.outcomes == nil {
		c.outcomes = map[outcome]int{}
	}
	c.outcomes[o]++
	c.slowest = max(c.slowest, slowest)
}

func (c *tally) String() string {
	text := ""
	for _, o := range []outcome{harmless, whole, lossy, untold, unknowing, refused, newer} {
		text += fmt.Sprintf("%d %s; ", c.outcomes[o], o)
	}
	return text + fmt.Sprintf("the slowest answer took %v", c.slowest.Round(time.Millisecond))
}

// damaged is a record that something happened to, in a folder of its own.
type damaged struct {
	*place
	*rand.Rand
	s        *specimen
	damage   damage
	record   string   // the path of the record itself: behind the link, where file is one
	near     string   // that link, and what is beside it
	noted    string   // how the note beside it is
	kept     []string // the backups that are good, the newest last
	before   string   // the file as it was damaged
	wrote    string   // the line that wrote to it, if any could
	replaced string   // what the record was called when it was replaced, beside it
	slowest  time.Duration
}

// aCase lays a record out, with a note and backups in some state, and damages it.
func aCase(t *testing.T, s *specimen, d damage, chance *rand.Rand) *damaged {
	t.Helper()
	c := &damaged{place: s.place(t, s.whole), Rand: chance, s: s, damage: d}
	c.record = c.file
	c.noted = []string{"as it was", "as it was", "rot", "rot", "none", "stale", "spoilt"}[c.IntN(7)]
	if c.noted == "stale" {
		writeFile(t, c.file, s.older)
		c.note()
		writeFile(t, c.file, s.whole)
	}
	if d.link != nil {
		c.record = elsewhere(t, c.file)
		d.link(t, s, c.file, c.record)
		c.near = nearLink(t, c.file)
	}
	c.harm()
	switch c.noted {
	case "none":
		if err := os.Remove(c.record + ".noted"); err != nil {
			t.Fatal(err)
		}
	case "spoilt":
		writeFile(t, c.record+".noted", flip1(fileOf(t, c.record+".noted"), c.IntN(900)))
	}
	c.keepBackups()
	c.before = look(t, c.record)
	return c
}

// harm damages the record.
func (c *damaged) harm() {
	c.t.Helper()
	switch {
	case c.damage.place != nil:
		c.damage.place(c.t, c.s, c.record)
	case c.noted == "rot":
		rot(c.t, c.record, c.damage.bytes(c.Rand, c.s))
		c.age()
	default:
		writeFile(c.t, c.record, c.damage.bytes(c.Rand, c.s))
		past := time.Now().Add(-time.Hour)
		if err := os.Chtimes(c.record, past, past); err != nil {
			c.t.Fatal(err)
		}
	}
}

// age makes the note older than anybody trusts: what a disk forgets is noticed on the next day,
// by a prompt a week later.
func (c *damaged) age() {
	c.t.Helper()
	const day, sum = len("00020780 "), len("00000000\n")
	b := fileOf(c.t, c.record+".noted")
	text := b[:len(b)-sum]
	n, err := strconv.Atoi(string(text[len(text)-day : len(text)-1]))
	if err != nil {
		c.t.Fatal(err)
	}
	text = fmt.Appendf(text[:len(text)-day:len(text)-day], "%08d ", n-8)
	writeFile(c.t, c.record+".noted", fmt.Appendf(text, "%08x\n", crc32.Checksum(text, crc32.MakeTable(crc32.Castagnoli))))
}

// keepBackups leaves all backups, most of the time, or takes or damages some.
func (c *damaged) keepBackups() {
	c.t.Helper()
	c.kept = slices.Sorted(slices.Values(names(c.s.backups)))
	newest := filepath.Join(c.record+".backups", c.s.newest)
	switch c.IntN(8) {
	case 0: // none of today
		if err := os.Remove(newest); err != nil {
			c.t.Fatal(err)
		}
		c.kept = c.kept[:len(c.kept)-1]
	case 1: // the newest is no good
		b := c.s.backups[c.s.newest]
		writeFile(c.t, newest, metaFlipped(c.Rand, b, newestMeta(b)))
		c.kept = c.kept[:len(c.kept)-1]
	case 2:
		if c.IntN(2) == 0 {
			c.kept = nil
			if err := os.RemoveAll(c.record + ".backups"); err != nil {
				c.t.Fatal(err)
			}
		}
	}
}

// run tries commands on it, and brings it back.
func (c *damaged) run() (outcome, time.Duration) {
	lines := []string{"today --json", "status"}
	if c.damage.device {
		lines = []string{"today --json", "check"}
	}
	others := c.Perm(len(readings))
	for len(lines) < 4 && !c.damage.device {
		lines = append(lines, readings[others[len(lines)]])
	}
	for _, line := range lines {
		c.reads(line)
	}
	if c.IntN(8) == 0 && !c.damage.device {
		c.opens()
	}
	if c.IntN(2) == 0 && !c.damage.device && !c.damage.older {
		c.writes(writings[c.IntN(len(writings))])
	}
	return c.restored(), c.slowest
}
