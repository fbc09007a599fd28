package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // The zones of the stories are there on every machine.

	"github.com/rogpeppe/go-internal/testscript"
)

// now is the time at which the stories happen, where they do not say: a Sunday
// morning.
const now = "2026-11-22T09:00:00+01:00"

// clockMoved is the variable that moves the clock of a program which was built for another
// date; see internal/tools/otherdate. An environment that is made anew passes it on.
const clockMoved = "OTHERDATE_SECONDS"

func TestMain(m *testing.M) {
	// Without it a program that looks for data races rests for a second at its end.
	if os.Getenv("GORACE") == "" {
		os.Setenv("GORACE", "atexit_sleep_ms=0")
	}
	if name := filepath.Base(os.Args[0]); !strings.HasPrefix(name, "selfcare") || strings.Contains(name, ".test") {
		heedSignals()
		if os.Getenv(eastAsian) != "" {
			os.Exit(runWithout(eastAsian))
		}
		// Most tests wait for programs, and for what these do once a second, and not for the
		// processor: more of them fit side by side than there are processors. A flag says otherwise.
		if err := flag.Set("test.parallel", strconv.Itoa(3*runtime.GOMAXPROCS(0))); err != nil {
			panic(err)
		}
	}
	testscript.Main(m, map[string]func(){"selfcare": selfcare})
}

// retryAfter is the variable that makes the app of a test write again sooner what it could
// not write.
const retryAfter = "SELFCARE_TEST_RETRY_AFTER"

// lockPatience is the variable that makes a program of a test give up sooner on a record that
// another program holds.
const lockPatience = "SELFCARE_TEST_PATIENCE"

// fullStrength is the variable that makes a passphrase as slow to try as it is for everybody. A
// program of a test is quick with it, so that all the rest is tried often.
const fullStrength = "SELFCARE_TEST_FULL_STRENGTH"

// weak is how slow it is otherwise, as a power of two: thousands of times less than age's own.
const weak = 4

// stopwatch is the variable that has nothing take any time for a program of a test, or all
// take very long.
const stopwatch = "SELFCARE_TEST_STOPWATCH"

// selfcare is main, but for what the variables say.
func selfcare() {
	env := environment()
	at := time.Now()
	switch os.Getenv(stopwatch) {
	case "stands":
		env.Stopwatch = func() time.Time { return at }
	case "races":
		env.Stopwatch = func() time.Time { at = at.Add(time.Hour); return at }
	}
	for variable, wait := range map[string]*time.Duration{retryAfter: &env.RetryAfter, lockPatience: &env.Patience} {
		if text := os.Getenv(variable); text != "" {
			d, err := time.ParseDuration(text)
			if err != nil {
				panic(err)
			}
			*wait = d
		}
	}
	if os.Getenv(fullStrength) == "" {
		env.WorkFactor = weak
	}
	os.Exit(run(env, os.Args[1:]))
}

// eastAsian is the variable that makes signs of ambiguous width two cells wide. The library
// that draws the screens of these tests reads it as it is loaded.
const eastAsian = "RUNEWIDTH_EASTASIAN"

// runWithout runs the tests again without a variable, and returns their exit status.
func runWithout(variable string) int {
	_ = os.Unsetenv(variable)
	c := exec.Command(os.Args[0], os.Args[1:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	var failed *exec.ExitError
	switch err := c.Run(); {
	case errors.As(err, &failed):
		return failed.ExitCode()
	case err != nil:
		panic(err)
	}
	return 0
}

// TestScripts runs testdata/*.txt. Each begins in an empty folder, at [now], with
// $WORK/selfcare.db as the data file, which is not there yet; habits.db holds some
// habits to begin with.
func TestScripts(t *testing.T) {
	template := someHabits(t)
	testscript.Run(t, testscript.Params{
		Dir:                "testdata",
		RequireUniqueNames: true,
		ContinueOnError:    true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SELFCARE_DB", filepath.Join(e.WorkDir, "selfcare.db"))
			e.Setenv("SELFCARE_NOW", now)
			e.Setenv(clockMoved, os.Getenv(clockMoved))
			e.Setenv("TZ", "Europe/Berlin")
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			return os.WriteFile(filepath.Join(e.WorkDir, "habits.db"), template, 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "refuse": refuse, "json": isJSON, "lines": areObjects, "mode": hasMode, "truncate": truncate, "flip": flip,
		},
		Condition: condition,
	})
}

// someHabits is a file with the habits that most scripts begin with.
func someHabits(t *testing.T) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "habits.db")
	for _, line := range []string{
		"Sleep|--at-least=7.5|--unit=h|--area=body",
		"Walk|--at-least=30|--unit=min|--area=body",
		"Walk 10k|--area=body",
		"Outdoors|--at-least=120|--unit=min|--schedule=1/7|--area=body",
		"Move|--schedule=3/7|--area=body",
		"Meditation|--area=mind",
		"No alcohol",
		"Sun salutation",
		"8 glasses|--at-least=8|--unit=glasses",
		"Skip rope",
		"Contact with friends|--area=people",
		"Swim|--at-least=500|--unit=m|--schedule=weekly",
		"Push-ups|--at-least=20",
		"Coffee|--at-most=2|--unit=cups",
		"Cold shower|--at-least=90|--unit=s",
	} {
		c := exec.Command("selfcare", append([]string{"--db", file, "habit", "new", "--since=2026-11-01"}, strings.Split(line, "|")...)...)
		c.Env = append(os.Environ(), "SELFCARE_NOW="+now, "TZ=Europe/Berlin")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", line, err, out)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// condition adds [root] to the conditions of scripts.
func condition(name string) (bool, error) {
	if name == "root" {
		return os.Getuid() == 0, nil
	}
	return false, fmt.Errorf("there is no condition %s", name)
}

// statusOfRun is the exit status of a program that was run.
func statusOfRun(ts *testscript.TestScript, args []string) int {
	err := ts.Exec(args[0], args[1:]...)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		ts.Fatalf("%v", err)
	}
	if err == nil {
		return 0
	}
	return exit.ExitCode()
}

// status runs a program that has to end with a status: status 2 selfcare today x.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program [args...]")
	}
	if got := statusOfRun(ts, args[1:]); strconv.Itoa(got) != args[0] {
		ts.Fatalf("the exit status is %d, want %s", got, args[0])
	}
}

var sentence = regexp.MustCompile(`^selfcare: [^\n]*[^\n.]\.\n$`)

// refuse runs selfcare, which has to end with a status, to print nothing, and to
// say why in one sentence that matches a pattern: refuse 2 'no date' today x.
func refuse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: refuse N pattern [args...]")
	}
	got := statusOfRun(ts, append([]string{"selfcare"}, args[2:]...))
	out, said := ts.ReadFile("stdout"), ts.ReadFile("stderr")
	switch pattern := regexp.MustCompile(args[1]); {
	case strconv.Itoa(got) != args[0]:
		ts.Fatalf("the exit status is %d, want %s", got, args[0])
	case out != "":
		ts.Fatalf("it printed %q", out)
	case !sentence.MatchString(said):
		ts.Fatalf("it said %q, which is not one sentence", said)
	case !pattern.MatchString(said):
		ts.Fatalf("it said %q, which is not %s", said, pattern)
	}
}

var anID = regexp.MustCompile(`^[a-z0-9]{10}$`)

// isJSON checks that the last program printed one JSON document that is that of a
// file, field by field, and nothing else. "ID" in the file stands for any ID.
func isJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: json file")
	}
	got, err := oneDocument(ts.ReadFile("stdout"))
	ts.Check(err)
	want, err := oneDocument(ts.ReadFile(args[0]))
	ts.Check(err)
	if hideIDs(got); !reflect.DeepEqual(got, want) {
		b, _ := json.MarshalIndent(got, "", " ")
		ts.Fatalf("the document is %s", b)
	}
}

// oneDocument is the one JSON document that text is.
func oneDocument(text string) (any, error) {
	in := json.NewDecoder(strings.NewReader(text))
	var v any
	if err := in.Decode(&v); err != nil {
		return nil, fmt.Errorf("%q: %w", text, err)
	}
	if _, err := in.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one document: %q", text)
	}
	return v, nil
}

// hideIDs puts "ID" in place of every ID.
func hideIDs(v any) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			hideIDs(each)
		}
	case map[string]any:
		if id, ok := v["id"].(string); ok && anID.MatchString(id) {
			v["id"] = "ID"
		}
		for _, each := range v {
			hideIDs(each)
		}
	}
}

// areObjects checks that the last program printed n lines, each one JSON object.
func areObjects(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: lines n")
	}
	text := ts.ReadFile("stdout")
	all := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if strconv.Itoa(len(all)) != args[0] {
		ts.Fatalf("there are %d lines, want %s", len(all), args[0])
	}
	for _, line := range all {
		v, err := oneDocument(line)
		ts.Check(err)
		if _, ok := v.(map[string]any); !ok {
			ts.Fatalf("%s is no object", line)
		}
	}
}

// hasMode checks the permissions of files and folders: mode 0600 file.
func hasMode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: mode perm file...")
	}
	if runtime.GOOS == "windows" {
		return
	}
	want, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	for _, name := range args[1:] {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if got := info.Mode().Perm(); got != fs.FileMode(want) {
			ts.Fatalf("%s has %o, want %o", name, got, want)
		}
	}
}

// truncate cuts a file to n bytes, or makes it longer with noughts: truncate n file.
func truncate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: truncate n file")
	}
	n, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	file := ts.MkAbs(args[1])
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	ts.Check(errors.Join(f.Truncate(n), f.Close()))
}

// flip turns over one bit of every place in a file where a text stands: flip text
// file.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip text file")
	}
	file := ts.MkAbs(args[1])
	before := ts.ReadFile(args[1])
	broken := []byte(args[0])
	broken[0] ^= 1
	after := strings.ReplaceAll(before, args[0], string(broken))
	if after == before {
		ts.Fatalf("%s does not hold %s", args[1], args[0])
	}
	ts.Check(os.WriteFile(file, []byte(after), 0o600))
}
