package ui

import (
	"errors"
	"os"
	"os/exec"
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
	os.Exit(m.Run())
}

// few reports whether tests that try very many screens try some of them: in a short run, and
// where the race detector makes all take ten times as long.
func few() bool { return raced || testing.Short() }

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
