package ui

import (
	"errors"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"testing"
	_ "time/tzdata" // The nights on which clocks are turned are told on every machine.
)

// eastAsian is the variable that makes signs of ambiguous width two cells wide. The library
// reads it as it is loaded, and the screens of the tests are those of a terminal without it.
const eastAsian = "RUNEWIDTH_EASTASIAN"

func TestMain(m *testing.M) {
	if os.Getenv(eastAsian) != "" {
		os.Exit(runWithout(eastAsian))
	}
	if os.Getenv("GOGC") == "" { // screens are made and thrown away, and little is kept
		debug.SetGCPercent(400)
	}
	os.Exit(m.Run())
}

// few reports whether tests that try very many screens try some of them: in a short run, and
// where the race detector makes all take ten times as long.
func few() bool { return raced || testing.Short() }

// oneOf returns of how many combinations, of screens with sizes or with what is kept, a test that
// goes through very many tries one: of so many in an ordinary run, of more in a short one, and each
// where SELFCARE_SCREENS is all. A test that begins elsewhere for each screen comes by all sizes.
func oneOf(usual, short int) int {
	switch {
	case os.Getenv("SELFCARE_SCREENS") == "all":
		return 1
	case few():
		return short
	}
	return usual
}

// plays returns how many times a test presses keys without a plan: a few times in an ordinary run,
// as many as SELFCARE_PLAYS says in a long one.
func plays() int {
	if n, err := strconv.Atoi(os.Getenv("SELFCARE_PLAYS")); err == nil {
		return n
	}
	if few() {
		return 4
	}
	return 6
}

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
