package help

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Mistyped returns the error for a word of the arguments that stands where one of a command's own
// commands should, and nil where there is none. A flag behind such a word is not what was wrong.
func Mistyped(cmd *cobra.Command, args []string) error {
	if !cmd.HasSubCommands() || cmd.DisableFlagParsing {
		return nil
	}
	_, rest, err := cmd.Root().Find(args)
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
			return NoCommand(cmd, rest[i:])
		}
	}
	return nil
}

// NoCommand returns the refusal of a command that has none under it that is called like the first
// of some words, with those that are nearly called that. Behind selfcare itself they may be an entry.
func NoCommand(cmd *cobra.Command, words []string) error {
	path := cmd.CommandPath()
	text := fmt.Sprintf("There is no command %q.", path+" "+spelling.CleanLine(words[0]))
	near := Nearest(cmd, words[0])
	switch {
	case len(near) > 0:
		text += " Did you mean " + path + " " + strings.Join(near, " or "+path+" ") + "?"
	case !cmd.HasParent() && ArePlain(words):
		text += " To write an entry: selfcare add " + strings.Join(words, " ") + "."
	}
	return &refusal.Error{Text: text + " " + path + " --help lists them all.", Unfit: true}
}

// FlagError returns what is wrong with a flag, and where the command's flags are listed.
func FlagError(cmd *cobra.Command, err error) error {
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
		return NoValue("--"+wrong.GetFlag().Name, wrong.GetValue())
	}
	return &refusal.Error{Text: phrase.Sentence(err), Unfit: true, Cause: err}
}

// NoValue refuses a value of a flag that is only there or not.
func NoValue(flag, value string) error {
	return refusal.BadInput("%s takes no value; leave out =%s", flag, spelling.CleanLine(value))
}

// ArePlain reports whether a shell leaves all words of an entry as they are.
func ArePlain(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !plainWord.MatchString(w) })
}

var plainWord = regexp.MustCompile(`^[\pL\d][\pL\d.,:@-]*$`)

// Nearest returns the names of the commands under one that were probably meant: those that
// begin as name does, else those that the fewest slips of the keyboard turn into it.
func Nearest(cmd *cobra.Command, name string) (near []string) {
	name = spelling.Fold(name)
	fewest := mostSlips(name)
	for _, c := range Shown(cmd) {
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
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
			case s[i-1] == t[j-1]:
				rows[i][j] = rows[i-1][j-1]
			default:
				rows[i][j] = 1 + min(rows[i-1][j], rows[i][j-1], rows[i-1][j-1])
			}
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(s)][len(t)]
}
