package main

import "os"

// endSignals ask the program to end.
var endSignals = []os.Signal{os.Interrupt}

// endBy ends the program: there is no signal to end it by.
func endBy(os.Signal) { os.Exit(statusNo) }
