// Bench measures selfcare: it makes the data, builds the program, and prints what
// the promises of the README rest on.
//
//	go run ./bench                      measure, and print a table
//	go run ./bench -data FILE           only make a data file: 50 habits, 20 years
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/creack/pty"

	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/sample"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "", "only make this data `FILE`")
	count := flag.Int("habits", 50, "how many habits")
	years := flag.Int("years", 20, "how many years of entries")
	times := flag.Int("n", 30, "how often each thing is measured")
	flag.Parse()
	if *data != "" {
		if err := makeData(*data, *count, *years); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := measure(*count, *times); err != nil {
		log.Fatal(err)
	}
}

// now is the time that everything is measured at.
var now = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)

func makeData(path string, count, years int) error {
	today := habits.DayOf(now, habits.DayStart)
	store := db.New(path, func() time.Time { return now })
	days := max(1, years*365)
	if err := store.Seed(sample.Many(count, days, today)); err != nil {
		return err
	}
	_, err := store.Apply(sample.Inner(days, now))
	return err
}

// measure prints the table.
func measure(count, times int) error {
	dir, err := os.MkdirTemp("", "selfcare-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	app, empty := filepath.Join(dir, "selfcare"), filepath.Join(dir, "empty")
	for out, pkg := range map[string]string{app: "./cmd/selfcare", empty: "./bench/empty"} {
		build := exec.Command("go", "build", "-o", out, pkg)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("build %s: %w", pkg, err)
		}
	}
	for _, years := range []int{0, 20} {
		file := filepath.Join(dir, fmt.Sprintf("%d.db", years))
		if err := makeData(file, count, years); err != nil {
			return err
		}
		if err := firstFrames(app, empty, file, max(1, years*365)*count, times); err != nil {
			return err
		}
		if err := additions(app, file, times); err != nil {
			return err
		}
	}
	return nil
}

// firstFrames measures, turn by turn, how long it takes from the start of a
// program until its last line is on the terminal.
func firstFrames(app, empty, file string, entries, times int) error {
	var ours, theirs, keys, places, rows, urges []time.Duration
	for range times {
		d, k, err := firstFrame(exec.Command(app, "--db", file), " more", true)
		if err != nil {
			return err
		}
		ours, keys = append(ours, d), append(keys, k.check)
		places, rows, urges = append(places, k.place), append(rows, k.row), append(urges, k.urge)
		if d, _, err = firstFrame(exec.Command(empty), "the last line", false); err != nil {
			return err
		}
		theirs = append(theirs, d)
	}
	fmt.Printf("%7d entries: first frame %5.1f ms, empty program %5.1f ms, ratio %.2f; check-off on screen %.1f ms (worst %.1f)\n",
		entries, ms(median(ours)), ms(median(theirs)), ms(median(ours))/ms(median(theirs)), ms(median(keys)), ms(slices.Max(keys)))
	fmt.Printf("                 an urge's page %.1f ms after its key (worst %.1f)\n", ms(median(urges)), ms(slices.Max(urges)))
	fmt.Printf("                 Trends %.1f ms after its key (worst %.1f), another habit's life %.1f ms (worst %.1f)\n",
		ms(median(places)), ms(slices.Max(places)), ms(median(rows)), ms(slices.Max(rows)))
	return nil
}

// firstFrame starts a program on a terminal that answers nothing. With check it
// also checks off the first habit, and measures until the row shows it.
func firstFrame(cmd *exec.Cmd, last string, check bool) (frame time.Duration, k keyTimes, err error) {
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "SELFCARE_NOW="+now.Format(time.RFC3339))
	begin := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 80})
	if err != nil {
		return 0, k, err
	}
	defer func() {
		_ = tty.Close()
		_ = cmd.Wait()
	}()
	if err := waitFor(tty, last); err != nil {
		return 0, k, err
	}
	frame = time.Since(begin)
	if check {
		time.Sleep(300 * time.Millisecond) // the start is over, and what is done after the first frame
		for _, key := range []struct {
			press, until string
			took         *time.Duration
		}{
			{" ", "undo", &k.check}, {" ", "written", nil}, // and as it was
			{"u", "ten minutes", &k.urge}, {"\x1b", "Habit", nil}, {"R", "longest", &k.place}, {"j", "of 7 days", &k.row},
		} {
			begin = time.Now()
			if _, err := tty.Write([]byte(key.press)); err != nil {
				return 0, k, err
			}
			if err := waitFor(tty, key.until); err != nil {
				return 0, k, err
			}
			if key.took != nil {
				*key.took = time.Since(begin)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	_, _ = tty.Write([]byte("q"))
	return frame, k, nil
}

// keyTimes is how long it took from a key until the screen showed it: a check-off,
// the page for an urge, Trends opening, another habit in Trends.
type keyTimes struct{ check, urge, place, row time.Duration }

// waitFor reads until text was written to the terminal.
func waitFor(tty io.Reader, text string) error {
	var seen []byte
	part := make([]byte, 64<<10)
	for !bytes.Contains(seen, []byte(text)) {
		n, err := tty.Read(part)
		if err != nil {
			return fmt.Errorf("waiting for %q after %q: %w", text, seen, err)
		}
		seen = append(seen, part[:n]...)
	}
	return nil
}

// additions measures selfcare add from its start to its end.
func additions(app, file string, times int) error {
	for _, args := range [][]string{{"add", "Habit number 3", "5m"}, {"today", "--json"}, {"trends", "--json", "Habit number 3"}, {"version"}} {
		var took []time.Duration
		for range times {
			cmd := exec.Command(app, append([]string{args[0]}, args[1:]...)...)
			cmd.Env = append(os.Environ(), "SELFCARE_DB="+file, "SELFCARE_NOW="+now.Format(time.RFC3339))
			begin := time.Now()
			if out, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("%v: %w: %s", args, err, out)
			}
			took = append(took, time.Since(begin))
		}
		fmt.Printf("                 %-30s %5.1f ms\n", fmt.Sprint(args), ms(median(took)))
	}
	return nil
}

func median(d []time.Duration) time.Duration {
	d = slices.Sorted(slices.Values(d))
	return d[len(d)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
