package main

import "os"

// hangupSignals is empty: a closed window ends the program there.
var hangupSignals []os.Signal
