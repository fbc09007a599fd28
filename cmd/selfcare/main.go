// Selfcare is a companion for looking after yourself, in a terminal.
//
// Main passes to package cli what is outside the program: the streams, the environment, the
// clock, the signals. Nothing else in the program reads the time or ends it.
package main

import (
	"os"
	"time"

	"selfcare/internal/cli"
	"selfcare/internal/refusal"
)

// The exit statuses.
const (
	statusDone  = 0
	statusNo    = 1 // the data or the world said no
	statusUnfit = 2 // the flags or arguments were wrong
)

// version is set when a release is built.
var version = ""

func main() { os.Exit(run(environment(), os.Args[1:])) }

// environment returns what is around this process.
func environment() cli.Env {
	return cli.Env{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, Version: version,
		Signals: cli.Signals{End: endSignals, EndBy: endBy},
	}
}

// run does what the arguments say, and returns the exit status.
func run(env cli.Env, args []string) int {
	err := cli.Run(env, args)
	r := refusal.As(err)
	switch {
	case err == nil:
		return statusDone
	case r != nil && r.Unfit:
		return statusUnfit
	}
	return statusNo
}
