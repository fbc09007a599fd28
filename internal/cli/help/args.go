package help

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/refusal"
)

// NoArgs refuses arguments. Where a command has others under it, the first argument is taken for
// one of them that was mistyped.
func NoArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasParent() && !cmd.HasSubCommands():
		return refusal.BadInput("%s takes no %q", cmd.CommandPath(), args[0])
	}
	return NoCommand(cmd, args)
}

// Needs refuses a command that is only a folder of others.
func Needs(what string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		return refusal.BadInput("%s needs %s", cmd.CommandPath(), what)
	}
}

// One takes the name of one thing.
func One(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return refusal.BadInput("%s needs %s", cmd.CommandPath(), what)
		case len(args) > 1:
			return refusal.BadInput("%s takes one name; put quotes around one of several words", cmd.CommandPath())
		}
		return nil
	}
}

// UpToOne takes the name of one thing, or none.
func UpToOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 || len(args) == 1 && strings.TrimSpace(args[0]) == "" {
			return refusal.BadInput("%s takes one %s; put quotes around a name of several words", cmd.CommandPath(), what)
		}
		return nil
	}
}

// FlagAmong returns a refusal of words of an entry that have a flag of the program among them, but
// for its note, and nil where there is none. A habit may be called like one, so that nobody asks
// before the words were not understood.
func FlagAmong(words []string) error {
	for i, w := range words {
		name, _, _ := strings.Cut(w, "=")
		if w == "--" {
			return nil
		}
		if !slices.Contains([]string{"--json", "--no-color", "--db", "--help", "-h"}, name) {
			continue
		}
		text, after := name+" comes before the first word of an entry", i+1
		if w == "--db" {
			after = min(i+2, len(words)) // its value goes with it
		}
		first := slices.Concat(words[i:after], words[:i], words[after:])
		if ArePlain(first[1:]) {
			text += ": selfcare add " + strings.Join(first, " ")
		}
		return refusal.BadInput("%s", text)
	}
	return nil
}
