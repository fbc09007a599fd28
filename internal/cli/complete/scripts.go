package complete

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/help"
)

// A writer writes the script for a shell.
type writer func(root *cobra.Command, script *bytes.Buffer, described bool) error

// Scripts has the scripts of two shells mended that cobra writes, and written to a stream. Allowed
// refuses to write one.
func Scripts(shells []*cobra.Command, to io.Writer, allowed func() error) {
	for _, shell := range shells {
		shell.Args = help.NoArgs
		write := shell.RunE
		switch shell.Name() {
		case "bash":
			write = mended(writeBash, to)
		case "fish":
			write = mended(writeFish, to)
		}
		shell.RunE = func(cmd *cobra.Command, args []string) error {
			if err := allowed(); err != nil {
				return err
			}
			return write(cmd, args)
		}
	}
}

// mended returns a command that writes a script that was mended.
func mended(write writer, to io.Writer) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		plain, err := cmd.Flags().GetBool("no-descriptions")
		var script bytes.Buffer
		if err = errors.Join(err, write(cmd.Root(), &script, !plain)); err == nil {
			_, err = to.Write(script.Bytes())
		}
		return err
	}
}

// writeBash mends one thing. Of several names bash puts in what they have in common as it
// stands, so that a blank in it ends the word, and a quote opens one: they are quoted, unless
// they are only being listed (COMP_TYPE 63).
func writeBash(root *cobra.Command, script *bytes.Buffer, described bool) error {
	err := root.GenBashCompletionV2(script, described)
	mend(script, "    case $COMP_TYPE in\n    37|42)\n", `    local kind=$COMP_TYPE tab=$'\t' names
    names=$(IFS=; printf '%s' "${completions[*]%%$tab*}")
    [[ $kind == 63 || $(printf '%q' "$names") == "$names" ]] || kind=37
    case $kind in
    37|42)
`)
	return err
}

// writeFish mends one thing. The words before the one that is typed are run as they are once
// fish has taken their quotes away: a name that was completed could hold a command. A ~ still
// is the home folder.
func writeFish(root *cobra.Command, script *bytes.Buffer, described bool) error {
	err := root.GenFishCompletion(script, described)
	mend(script, "set -l args (commandline -opc)\n", "set -l args (string escape -- (string replace -r '^~(?=/|$)' \"$HOME\" -- (commandline -opc)))\n")
	return err
}

// mend replaces a part of a script. That it is there is for tests to see, which try the whole
// in its shell.
func mend(script *bytes.Buffer, was, is string) {
	text := strings.Replace(script.String(), was, is, 1)
	script.Reset()
	script.WriteString(text)
}
