package atomicfile

import "os"

const nonblock = 0

// hold does nothing: there a file that is open cannot be removed.
func hold(*os.File) {}

// takeHold reports that nobody holds a file: removing it tells.
func takeHold(*os.File) bool { return true }
