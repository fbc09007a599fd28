// Command sub exports nothing.
package main

func Exported() {}

func main() {
	Exported()
}
