package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// noArgs refuses arguments. Where a command has others under it, the first argument is taken for
// one of them that was mistyped.
func noArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasParent() && !cmd.HasSubCommands():
		return usageError{refusal.BadInput("%s takes no %q", cmd.CommandPath(), args[0])}
	}
	return usageError{noCommand(cmd, args)}
}

// mistyped returns the error for a word that stands where one of a command's own commands should,
// and nil where there is none. A flag behind such a word is not what was wrong.
func (p *program) mistyped(cmd *cobra.Command) error {
	if !cmd.HasSubCommands() || cmd.DisableFlagParsing {
		return nil
	}
	_, rest, err := cmd.Root().Find(p.args)
	if err != nil {
		return nil //nolint:nilerr // then it is cobra's to say what was wrong
	}
	for i := 0; i < len(rest); i++ {
		switch {
		case rest[i] == "--db":
			i++ // its value is no command
		case rest[i] == "--":
			return nil
		case !strings.HasPrefix(rest[i], "-"):
			return usageError{noCommand(cmd, rest[i:])}
		}
	}
	return nil
}

// noCommand says that a command has none under it that is called like the first of some words,
// and which ones are nearly called that. Behind selfcare itself they may be an entry.
func noCommand(cmd *cobra.Command, words []string) error {
	path := cmd.CommandPath()
	text := fmt.Sprintf("There is no command %q.", path+" "+spelling.CleanLine(words[0]))
	near := nearlyCalled(cmd, words[0])
	switch {
	case len(near) > 0:
		text += " Did you mean " + path + " " + strings.Join(near, " or "+path+" ") + "?"
	case !cmd.HasParent() && !slices.ContainsFunc(words, func(w string) bool { return !isPlainWord.MatchString(w) }):
		text += " To write an entry: selfcare add " + strings.Join(words, " ") + "."
	}
	return &refusal.Error{Text: text + " " + path + " --help lists them all.", Unfit: true}
}

// flagError says what is wrong with a flag, and where the command's flags are listed. What it does not
// know it returns as it is.
func flagError(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			name = "-" + unknown.GetSpecifiedName()
		}
		return refusal.BadInput("There is no flag %s; %s lists them", spelling.CleanLine(name), help)
	case errors.As(err, &missing):
		value, _ := pflag.UnquoteUsage(missing.GetFlag())
		return refusal.BadInput("--%s needs a value, %s; %s says more", missing.GetFlag().Name, value, help)
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "bool":
		return noValue("--"+wrong.GetFlag().Name, wrong.GetValue())
	}
	return err
}

// noValue refuses a value of a flag that is only there or not.
func noValue(flag, value string) error {
	return refusal.BadInput("%s takes no value; leave out =%s", flag, spelling.CleanLine(value))
}

// isPlainWord matches words of an entry that a shell leaves as they are.
var isPlainWord = regexp.MustCompile(`^[\pL\d][\pL\d.,:@-]*$`)

// nearlyCalled returns the names of the commands under one that were probably meant: those that
// begin as name does, else those that the fewest slips of the keyboard turn into it.
func nearlyCalled(cmd *cobra.Command, name string) (near []string) {
	name = spelling.Fold(name)
	fewest := mostSlips(name)
	for _, c := range shownCommands(cmd) {
		n := slips(name, c.Name())
		if strings.HasPrefix(c.Name(), name) {
			n = 0
		}
		switch {
		case n > fewest:
			continue
		case n < fewest:
			near, fewest = nil, n
		}
		near = append(near, c.Name())
	}
	slices.Sort(near)
	return near
}

// mostSlips returns how many slips a name of that length may hold: two of a short one would leave
// little of it.
func mostSlips(name string) int {
	switch n := len([]rune(name)); {
	case n < 3:
		return 0
	case n < 6:
		return 1
	}
	return 2
}

// slips returns how many letters have to be put in, left out, replaced or swapped with their
// neighbour to make one word of another.
func slips(a, b string) int {
	s, t := []rune(a), []rune(b)
	// rows[i][j] is the number between the first i letters of one and the first j of the other.
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			differ := 1
			if s[i-1] == t[j-1] {
				differ = 0
			}
			n := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+differ)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				n = min(n, rows[i-2][j-2]+1)
			}
			rows[i][j] = n
		}
	}
	return rows[len(s)][len(t)]
}
