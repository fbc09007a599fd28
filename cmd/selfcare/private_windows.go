package main

import "os"

// endBy ends the program: there is no signal to end it by.
func endBy(os.Signal) { os.Exit(statusNo) }

// isRunning reports whether there is a process of a number.
func isRunning(pid int) bool {
	process, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	return process.Release() == nil
}
