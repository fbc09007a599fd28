// Line is the yardstick for commands: a Go program that prints one line.
package main

import "os"

func main() { _, _ = os.Stdout.WriteString("6/9\n") }
