package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// aBareKind is how pflag shows a value that nobody named.
var aBareKind = regexp.MustCompile(`--[a-z-]+ (string|int|strings|stringArray)\b`)

func TestHelpFitsIn80ColumnsAndNamesItsValues(t *testing.T) {
	root := (&program{}).command()
	todo := shownCommands(root)
	todo = append(todo, root)
	for len(todo) > 0 {
		cmd := todo[0]
		todo = todo[1:]
		if cmd != root {
			todo = append(todo, shownCommands(cmd)...)
		}
		var out bytes.Buffer
		cmd.SetOut(&out)
		if err := cmd.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if n := ansi.StringWidth(strings.TrimRight(line, "\n")); n >= 80 {
				t.Errorf("%s: %d columns: %s", cmd.CommandPath(), n, line)
			}
			if bare := aBareKind.FindString(line); bare != "" {
				t.Errorf("%s: a value without a name: %s", cmd.CommandPath(), line)
			}
		}
	}
}
