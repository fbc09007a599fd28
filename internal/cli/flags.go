package cli

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/help"
	"selfcare/internal/quickadd"
	"selfcare/internal/refusal"
)

// Some commands read their own words, among which -2d is a day and no flag. They know the flags of all
// commands all the same.

// leadingFlags reads the flags before the first word, and returns the words. It returns nil when help
// was asked for and given.
func (p *program) leadingFlags(cmd *cobra.Command, args []string) ([]string, error) {
	for len(args) > 0 {
		if args[0] == "-h" || args[0] == "--help" {
			return nil, cmd.Help()
		}
		n, err := p.readFlag(cmd, args)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			break
		}
		args = args[n:]
	}
	return append([]string{}, args...), nil
}

// readFlag reads the flag that arguments begin with, and returns how many of them it was; 0 where
// they begin with a word.
func (p *program) readFlag(cmd *cobra.Command, args []string) (int, error) {
	name, value, has := strings.Cut(args[0], "=")
	switch {
	case name == "--json":
		return 1, readSwitch(&p.json, name, value)
	case name == "--no-color":
		return 1, readSwitch(&p.noColor, name, value)
	case name == "--db" && has:
		p.file = value
		return 1, nil
	case name == "--db" && len(args) > 1:
		p.file = args[1]
		return 2, nil
	case name == "--db":
		return 0, refusal.BadInput("--db needs a file")
	case strings.HasPrefix(args[0], "--") && len(args[0]) > 2:
		return 0, refusal.BadInput("There is no flag %s; selfcare %s --help lists them", args[0], cmd.Name())
	}
	return 0, nil
}

// readSwitch reads a flag that is there or not.
func readSwitch(to *bool, name, value string) error {
	on, err := strconv.ParseBool(cmp.Or(value, "true"))
	if err != nil {
		return help.NoValue(name, value)
	}
	*to = on
	return nil
}

// wordsAmongFlags returns the arguments without the flags, which may stand anywhere among them. It
// is nil when help was asked for and given.
func (p *program) wordsAmongFlags(cmd *cobra.Command, args []string) ([]string, error) {
	words := []string{}
	for len(args) > 0 {
		if a := args[0]; !strings.HasPrefix(a, "--") && a != "-h" || a == "--" {
			words, args = append(words, strings.TrimPrefix(a, "--")), args[1:]
			continue
		}
		rest, err := p.leadingFlags(cmd, args)
		if err != nil || rest == nil {
			return nil, err
		}
		args = rest
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" }), nil
}

// dayArgument returns the one day that was named, which may have several words, or today.
// Flags may stand among them.
func (p *program) dayArgument(cmd *cobra.Command, words []string) (*calendar.Day, error) {
	day, named := p.today(), []string{}
	for len(words) > 0 {
		if words[0] == "--" {
			words = words[1:]
			continue
		}
		if strings.HasPrefix(words[0], "--") || words[0] == "-h" {
			rest, err := p.leadingFlags(cmd, words)
			if err != nil || rest == nil {
				return nil, err
			}
			words = rest
			continue
		}
		named, words = append(named, words[0]), words[1:]
	}
	if len(named) == 0 {
		return &day, nil
	}
	day, err := quickadd.ParseDate(strings.Join(named, " "), p.today())
	if err != nil && len(named) > 1 {
		if _, err := quickadd.ParseDate(named[0], p.today()); err == nil {
			return nil, refusal.BadInput("%s takes one day", cmd.CommandPath())
		}
	}
	return &day, err
}
