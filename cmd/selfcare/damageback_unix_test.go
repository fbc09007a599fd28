//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"selfcare/internal/cli/restore"
)

// restored brings the record back, where it is not sound.
func (c *damaged) restored() outcome {
	c.t.Helper()
	switch a := c.asks("check --json"); {
	case a.status == statusDone:
		return harmless
	case c.damage.newer:
		return newer
	default:
		c.isRefusal(a)
	}
	c.before = look(c.t, c.record)
	if c.damage.bytes != nil && c.noted != "rot" && c.kept != nil && c.IntN(8) == 0 {
		if came, done := c.restoredInApp(); done {
			return came
		}
	}
	a := c.asks("restore --json")
	if a.status == statusNo {
		if c.isRefusal(a); len(c.kept) > 0 || look(c.t, c.record) != c.before {
			c.fails(a, "it should have restored the newest good backup")
		}
		return refused
	}
	var r restore.Restored
	if err := json.Unmarshal([]byte(strings.ReplaceAll(a.out, "FOLDER", filepath.Dir(c.file))), &r); err != nil || r.Replaced == nil {
		c.fails(a, "that is no answer")
		return refused
	}
	c.isRestored(a, r)
	return c.isBack(a, r)
}

// offersToRestore is the first choice of the page of a damaged record.
var offersToRestore = regexp.MustCompile(`(restore both|restore it|bring them back), keep the damaged file`)

// restoredInApp brings the record back by a key of the app, which says what is lost, and
// reports whether there was such a key.
func (c *damaged) restoredInApp() (came outcome, done bool) {
	c.t.Helper()
	x := c.app(sized(300, 24))
	x.shows("The data file does not read as it was written.")
	x.until("what there is to do", func() bool {
		return offersToRestore.MatchString(x.text()) || strings.Contains(x.text(), "selfcare restore FILE")
	})
	if !offersToRestore.MatchString(x.text()) {
		x.press("q")
		x.ends()
		c.fails(reply{out: x.text()}, noHelp)
		return refused, false
	}
	x.press("\r")
	x.shows("Restored", "What was there is kept beside it.")
	said := x.text()
	x.press("q")
	x.ends()
	left := besides(c.t, c.record)
	if len(left) != 1 || look(c.t, c.record+left[0]) != c.before {
		c.t.Fatalf("what was replaced is not kept as it was: %v", left)
	}
	c.replaced = left[0]
	var r restore.Restored
	if regexp.MustCompile(`with \d+ of`).MatchString(said) {
		r.Lost = 1
	}
	return c.isBack(reply{line: "in the app", out: said}, r), true
}

// isRestored checks from where a record was restored, and that what was there is kept.
func (c *damaged) isRestored(a reply, r restore.Restored) {
	c.t.Helper()
	if n := len(c.kept); n > 0 && (r.File == nil || filepath.Base(*r.File) != c.kept[n-1]) {
		c.fails(a, "that is not the newest good backup")
	}
	if look(c.t, *r.Replaced) != c.before {
		c.fails(a, "what was replaced is not as it was")
	}
	if info, err := os.Lstat(c.record); err != nil || !info.Mode().IsRegular() {
		c.t.Fatalf("%v is no file, %v", info, err)
	}
	c.replaced = strings.TrimPrefix(*r.Replaced, c.record)
	for _, name := range besides(c.t, c.record) {
		if name != c.replaced {
			c.fails(a, "it left "+name)
		}
	}
}

// isBack checks that what was written is back, but for what is said to be lost, and that
// one can go on with it.
func (c *damaged) isBack(a reply, r restore.Restored) outcome {
	c.t.Helper()
	came, export := whole, c.does("export")
	silent := noLoss
	switch {
	case len(r.Recovered) > 0 || r.Lost > 0:
		silent = "something was lost that it does not say"
	}
	knows := c.noted == "as it was" || c.noted == "rot" || c.wrote != ""
	switch want := c.s.wrote[c.wrote].export; {
	case export == want:
		if r.Lost > 0 {
			came = lossy
		}
	case r.Lost+r.LostEntries > 0:
		came = lossy
	case !knows:
		came = unknowing
	default:
		came = untold
		c.fails(a, silent)
	}
	if len(c.kept) > 0 {
		c.s.first.isIn(c.t, export)
		if knows && a.line != "in the app" && c.missing(r) != 0 {
			c.fails(a, silent)
		}
	}
	if got := c.does("check"); !strings.HasPrefix(got, "Sound") {
		c.t.Errorf("after restoring: %s", got)
	}
	c.does("add mood 3")
	return came
}

// missing is how many changes since the backup are neither back nor said to be lost.
func (c *damaged) missing(r restore.Restored) int {
	seq := c.s.seq
	if c.wrote != "" {
		seq++
	}
	return int(seq-c.s.seqs[c.kept[len(c.kept)-1]]) - len(r.Recovered) - r.Lost
}

// does runs a command that has to do what it should.
func (c *damaged) does(line string) string {
	c.t.Helper()
	a := c.asks(line)
	if a.status != statusDone || a.said != "" {
		c.fails(a, "it should have worked")
	}
	return a.out
}
