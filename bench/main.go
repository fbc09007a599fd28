// Bench measures selfcare: it makes the data, builds the program, and prints what the promises
// of the README rest on, each as a median of many, and ratios taken in one run.
//
//	go run ./bench                      measure, and print a table
//	go run ./bench -data FILE           only make a data file: 50 habits, 20 years
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/sample"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "", "only make this data `FILE`")
	count := flag.Int("habits", 50, "how many habits")
	years := flag.Int("years", 20, "how many years of entries, in the file of -data")
	times := flag.Int("n", 21, "how often each thing is measured")
	idle := flag.Duration("idle", 20*time.Second, "for how long idleness is measured")
	flag.Parse()
	if *data != "" {
		if err := makeData(*data, *count, *years*365); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := measure(*count, *times, *idle); err != nil {
		log.Fatal(err)
	}
}

// now is the time that everything is measured at.
var now = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)

// makeData writes the file of an app with so many habits and days.
func makeData(path string, count, days int) error {
	today := calendar.DefaultPreferences.DayOf(now)
	store := db.New(path, func() time.Time { return now })
	if err := store.Seed(sample.Many(count, days, today)); err != nil || days == 0 {
		return err
	}
	_, err := store.Apply(sample.Inner(days, now))
	return err
}

// spans are how many days of entries are measured: none, what harsh's users have, twenty years.
var spans = []int{0, 876, 7300}

// programs are what is measured, and what it is measured against.
type programs struct{ app, empty, line string }

// build builds the programs that are measured.
func build(folder string) (programs, error) {
	p := programs{filepath.Join(folder, "selfcare"), filepath.Join(folder, "empty"), filepath.Join(folder, "line")}
	for out, pkg := range map[string]string{p.app: "./cmd/selfcare", p.empty: "./bench/empty", p.line: "./bench/line"} {
		c := exec.Command("go", "build", "-o", out, pkg)
		c.Stderr = os.Stderr
		if err := c.Run(); err != nil {
			return p, fmt.Errorf("build %s: %w", pkg, err)
		}
	}
	return p, nil
}

// measure prints the table.
func measure(count, times int, idle time.Duration) (err error) {
	folder, err := os.MkdirTemp("", "selfcare-bench")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	p, err := build(folder)
	if err != nil {
		return err
	}
	if info, err := os.Stat(p.app); err == nil {
		fmt.Printf("binary %.1f MB\n", float64(info.Size())/1e6)
	}
	for _, days := range spans {
		file := filepath.Join(folder, fmt.Sprintf("%d", days), "selfcare.db")
		if err := makeData(file, count, days); err != nil {
			return err
		}
		fmt.Printf("\n%d entries\n", days*count)
		if err := settle(p, file); err != nil {
			return err
		}
		for _, part := range []func(programs, string, int) error{starts, keys, commands, durably} {
			if err := part(p, file, times); err != nil {
				return err
			}
		}
	}
	fmt.Println()
	if err := imports(p, folder, count); err != nil {
		return err
	}
	return idling(p, filepath.Join(folder, "7300", "selfcare.db"), idle)
}

// settle makes the changes of a day that cost more than the others, the backup above all.
func settle(p programs, file string) error {
	for _, args := range [][]string{{"today"}, {"add", "Habit number 3", "5m"}} {
		if out, err := command(p.app, file, args...).CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w: %s", args, err, out)
		}
	}
	return nil
}

// command returns a program with arguments, on a data file, at the time of the measurements.
func command(program, file string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	home := filepath.Dir(filepath.Dir(file))
	c.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "SELFCARE_DB="+file, "SELFCARE_NOW="+now.Format(time.RFC3339),
		"HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_STATE_HOME="+home)
	return c
}

// row prints a line of the table.
func row(what, format string, args ...any) {
	fmt.Printf("  %-34s %s\n", what, fmt.Sprintf(format, args...))
}

func median[T int | time.Duration](all []T) T { return nth(all, 0.5) }

// nth is the value that a share of all are at most.
func nth[T int | time.Duration](all []T, share float64) T {
	all = slices.Sorted(slices.Values(all))
	return all[min(len(all)-1, int(share*float64(len(all))))]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
