// Otherdate runs a command in which the clock of every Go program that it builds shows
// another date, and goes on from there:
//
//	go run ./internal/tools/otherdate -at 2028-02-29T12:00:00Z go test ./...
//	TZ=Europe/Berlin go run ./internal/tools/otherdate -at +400d go test ./internal/db
//
// Go asks the kernel for the time without a call that could be replaced from outside, so
// the standard library is built with a few lines changed: time.Now, the times of files that
// os.Stat returns and those that os.Chtimes sets all move by the same offset, which stands
// in the environment. What is changed is made from the installed Go at every run. Where it
// does not fit that Go, or the date does not come through, nothing is run.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("otherdate: ")
	at := flag.String("at", "", "the `DATE` to begin at, such as 2028-02-29T12:00:00Z, or +400d from now")
	flag.Usage = func() {
		_, _ = fmt.Fprintln(flag.CommandLine.Output(), "usage: go run ./internal/tools/otherdate -at DATE go test ./...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if *at == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if os.Getenv(variable) != "" {
		log.Fatal("the clock is moved already")
	}
	now := clock()
	begin, err := parseDate(*at, now)
	if err != nil {
		log.Fatal(err)
	}
	err = run(int64(begin.Sub(now)/time.Second), flag.Args())
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		os.Exit(max(failed.ExitCode(), 1))
	}
	if err != nil {
		log.Fatal(err)
	}
}

// clock is that of the system.
var clock = time.Now //nolint:forbidigo // What moves the clock has to read it.

// parseDate returns the time that a text names: a date with its time and zone, or +400d
// and -30d, days from now.
func parseDate(text string, now time.Time) (time.Time, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil {
			return now.AddDate(0, 0, n), nil
		}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no date with its time and zone; 2028-02-29T12:00:00Z is one, and +400d", text)
	}
	// Beyond these years an offset does not fit a number of nanoseconds.
	if t.Year() < 1900 || t.Year() > 2200 {
		return time.Time{}, fmt.Errorf("%s is not between 1900 and 2200", text)
	}
	return t, nil
}

// run runs a command in which the clock of what is built has moved by so many seconds.
func run(seconds int64, command []string) error {
	work, err := os.MkdirTemp("", "otherdate")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	overlay, err := writeOverlay(work)
	if err != nil {
		return err
	}
	env := environment(overlay, seconds)
	seen, err := check(work, env, seconds)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(os.Stderr, "as of %s\n", seen.Format(time.RFC1123Z))
	c := exec.Command(command[0], command[1:]...)
	c.Env, c.Stdin, c.Stdout, c.Stderr = env, os.Stdin, os.Stdout, os.Stderr
	// At ctrl+c the command ends, and then this does. To ignore the signal would be inherited.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	return c.Run()
}

// environment returns the environment of what is run.
func environment(overlay string, seconds int64) []string {
	// Go remembers the result of a test with what it read from the environment, but does not
	// see that the clock was read from there: with -count=1 it runs each.
	flags := os.Getenv("GOFLAGS") + " -count=1 '-overlay=" + overlay + "'"
	return append(os.Environ(), "GOFLAGS="+strings.TrimSpace(flags), variable+"="+strconv.FormatInt(seconds, 10))
}

// check builds a program in an environment, runs it, and returns the time that it saw. It
// is an error if that has not moved, or the times of files have not moved with it.
func check(work string, env []string, seconds int64) (time.Time, error) {
	source := filepath.Join(work, "check.go")
	if err := os.WriteFile(source, []byte(checkProgram), 0o600); err != nil {
		return time.Time{}, err
	}
	c := exec.Command("go", "run", source, filepath.Join(work, "new"))
	c.Env = env
	answer, err := c.CombinedOutput()
	if err != nil {
		return time.Time{}, fmt.Errorf("a program that is built for another date does not run: %w: %s", err, answer)
	}
	var seen, made, set int64
	if _, err := fmt.Sscan(string(answer), &seen, &made, &set); err != nil {
		return time.Time{}, fmt.Errorf("a program that was built for another date printed %q", answer)
	}
	want := clock().Unix() + seconds
	for what, got := range map[string]int64{"time.Now": seen, "the time of a new file": made, "the time that a file was given": set} {
		if d := got - want; d < -60 || d > 60 {
			return time.Time{}, fmt.Errorf("%s is %v, want %v: the clock was not moved", what, time.Unix(got, 0).UTC(), time.Unix(want, 0).UTC())
		}
	}
	return time.Unix(seen, 0), nil
}

// checkProgram prints three times in seconds: time.Now, that of a new file, and that of a
// file which was given the time of now.
const checkProgram = `package main

import (
	"fmt"
	"log"
	"os"
	"time"
)

func main() {
	name := os.Args[1]
	must(os.WriteFile(name, nil, 0o600))
	made, err := os.Stat(name)
	must(err)
	must(os.Chtimes(name, time.Time{}, time.Now()))
	set, err := os.Stat(name)
	must(err)
	fmt.Println(time.Now().Unix(), made.ModTime().Unix(), set.ModTime().Unix())
}

// must ends the program with an error.
func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
`
