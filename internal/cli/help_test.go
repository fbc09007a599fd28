package cli

import (
	"bytes"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"selfcare/internal/cli/help"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
)

// aBareKind is how pflag shows a value that nobody named.
var aBareKind = regexp.MustCompile(`--[a-z-]+ (string|int|strings|stringArray)\b`)

func TestHelpFitsIn80ColumnsAndNamesItsValues(t *testing.T) {
	root := Command(Env{})
	todo := help.Shown(root)
	todo = append(todo, root)
	for len(todo) > 0 {
		cmd := todo[0]
		todo = todo[1:]
		if cmd != root {
			todo = append(todo, help.Shown(cmd)...)
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

// What a template calls is found by name when the program runs, so that the linker keeps every
// method that there is: the program is half as large again, and starts later.
func TestNoCommandHasATemplate(t *testing.T) {
	all := []*cobra.Command{Command(Env{})}
	for len(all) > 0 {
		cmd := all[0]
		all = append(all[1:], cmd.Commands()...)
		for _, field := range []string{"usageTemplate", "helpTemplate", "versionTemplate"} {
			if set := reflect.ValueOf(cmd).Elem().FieldByName(field); !set.IsNil() {
				t.Errorf("%s has its own %s", cmd.CommandPath(), field)
			}
		}
	}
}

func TestHelpBreaksNoWordAtItsHyphen(t *testing.T) {
	root := Command(Env{})
	for todo := append(help.Shown(root), root); len(todo) > 0; todo = todo[1:] {
		cmd := todo[0]
		if cmd != root {
			todo = append(todo, help.Shown(cmd)...)
		}
		var out bytes.Buffer
		cmd.SetOut(&out)
		if err := cmd.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimRight(line, "\n")
			if strings.HasSuffix(line, "-") && !strings.HasSuffix(line, " -") {
				t.Errorf("%s: a word goes on in the next line: %s", cmd.CommandPath(), line)
			}
		}
	}
}
