package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/creack/pty"
)

// terminal is a program on a terminal, of which all that is written is kept, with its time.
type terminal struct {
	cmd   *exec.Cmd
	tty   *os.File
	begun time.Time

	sync.Mutex
	seen []byte
	last time.Time // when something was written last
	more chan struct{}
}

// replies are what a terminal answers to what programs ask at their start.
var replies = map[string]string{
	"\x1b]11;?": "\x1b]11;rgb:1d1d/1b1b/2222\x1b\\", "\x1b[?2026$p": "\x1b[?2026;2$y", "\x1b[?2027$p": "\x1b[?2027;0$y", "\x1b[?u": "\x1b[?0u", "\x1b[c": "\x1b[?62;22c",
}

// start runs a program on a terminal of a size; one that answers is asked and does.
func start(c *exec.Cmd, rows, cols uint16, answers bool) (*terminal, error) {
	t := &terminal{cmd: c, begun: time.Now(), more: make(chan struct{}, 1)}
	tty, err := pty.StartWithSize(c, &pty.Winsize{Rows: rows, Cols: cols})
	if err != nil {
		return nil, err
	}
	t.tty = tty
	go t.read(answers)
	return t, nil
}

// read reads what the program writes until it ends, and answers its questions if it is to.
func (t *terminal) read(answers bool) {
	part := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(part)
		if err != nil {
			return
		}
		t.Lock()
		t.seen, t.last = append(t.seen, part[:n]...), time.Now()
		t.Unlock()
		select {
		case t.more <- struct{}{}:
		default:
		}
		for question, answer := range replies {
			if answers && bytes.Contains(part[:n], []byte(question)) {
				_, _ = t.tty.WriteString(answer)
			}
		}
	}
}

// until waits until a text was written, and returns when.
func (t *terminal) until(text string) (time.Duration, error) {
	for end := time.After(10 * time.Second); ; {
		t.Lock()
		found, last := bytes.Contains(t.seen, []byte(text)), t.last
		t.Unlock()
		if found {
			return last.Sub(t.begun), nil
		}
		select {
		case <-t.more:
		case <-end:
			return 0, fmt.Errorf("%q was never written: %q", text, t.seen)
		}
	}
}

// quiet waits until nothing was written for a while.
func (t *terminal) quiet(while time.Duration) {
	for {
		t.Lock()
		since := time.Since(t.last)
		t.Unlock()
		if since >= while {
			return
		}
		time.Sleep(while - since)
	}
}

// press presses a key, and returns how long it took until something was written, and how many
// bytes were until nothing was for a while.
func (t *terminal) press(key string, while time.Duration) (took time.Duration, wrote int, err error) {
	t.Lock()
	t.seen = nil
	t.Unlock()
	select {
	case <-t.more:
	default:
	}
	begun := time.Now()
	if _, err := t.tty.WriteString(key); err != nil {
		return 0, 0, err
	}
	select {
	case <-t.more:
	case <-time.After(10 * time.Second):
		return 0, 0, fmt.Errorf("nothing was written after %q", key)
	}
	t.Lock()
	took = t.last.Sub(begun)
	t.Unlock()
	t.quiet(while)
	t.Lock()
	defer t.Unlock()
	return took, len(t.seen), nil
}

// end ends the program, and returns its peak memory in kB before that.
func (t *terminal) end() (peak int) {
	peak = peakMemory(t.cmd.Process.Pid)
	_, _ = t.tty.WriteString("q")
	_ = t.cmd.Wait()
	_ = t.tty.Close()
	return peak
}

// starts measures, turn by turn, how long it takes from the start of a program until its last
// line is on the terminal, and how much memory it needs until it rests.
func starts(p programs, file string, times int) error {
	for _, answers := range []bool{false, true} {
		var ours, theirs []time.Duration
		var memory, theirMemory []int
		for range times {
			for program, last := range map[string]string{p.app: " more", p.empty: "the last line"} {
				t, err := start(command(program, file), 40, 80, answers)
				if err != nil {
					return err
				}
				took, err := t.until(last)
				if err != nil {
					return err
				}
				t.quiet(400 * time.Millisecond) // what follows the first frame is over
				if peak := t.end(); program == p.app {
					ours, memory = append(ours, took), append(memory, peak)
				} else {
					theirs, theirMemory = append(theirs, took), append(theirMemory, peak)
				}
			}
		}
		what := "first frame"
		if answers {
			what += ", a terminal that answers"
		}
		row(what, "%5.1f ms, empty list %5.1f ms, ratio %.2f; peak %.1f MB, empty list %.1f MB", ms(median(ours)), ms(median(theirs)),
			float64(median(ours))/float64(median(theirs)), float64(median(memory))/1024, float64(median(theirMemory))/1024)
	}
	return nil
}

// keys measures how long it takes from a key until the screen shows it, and what it costs.
func keys(p programs, file string, times int) error {
	for _, size := range []struct{ rows, cols uint16 }{{24, 80}, {36, 120}} {
		t, err := start(command(p.app, file), size.rows, size.cols, true)
		if err != nil {
			return err
		}
		if _, err := t.until(" more"); err != nil {
			return err
		}
		t.quiet(400 * time.Millisecond)
		for _, what := range []struct {
			name  string
			keys  []string
			n     int
			while time.Duration
		}{
			{"cursor move", append(slicesOf("j", 18), slicesOf("k", 18)...), 10 * times, 25 * time.Millisecond},
			{"check-off and back", []string{"1"}, 2 * times, 350 * time.Millisecond},
			{"to Trends and back", []string{"R", "T"}, 2 * times, 60 * time.Millisecond},
		} {
			var took []time.Duration
			var wrote []int
			for i := range what.n {
				d, n, err := t.press(what.keys[i%len(what.keys)], what.while)
				if err != nil {
					return err
				}
				took, wrote = append(took, d), append(wrote, n)
			}
			row(fmt.Sprintf("%s, %d × %d", what.name, size.cols, size.rows), "%4.1f ms, p99 %5.1f ms; %4d bytes, most %d",
				ms(median(took)), ms(nth(took, 0.99)), median(wrote), nth(wrote, 1))
		}
		row("memory after that", "%.1f MB", float64(t.end())/1024)
	}
	return nil
}

// slicesOf returns a key so many times.
func slicesOf(key string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = key
	}
	return all
}
