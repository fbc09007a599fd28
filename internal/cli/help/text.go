// Package help says what commands are for: their help, their manual pages, and what was probably
// meant where there is no such command or flag.
package help

import (
	"bytes"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// width is how many columns help has: one less than the narrowest terminal that is usual.
const width = 79

// Wrap has the help of a command and of those under it stay within 79 columns.
//
// It sets no template, with which cobra would be as content: what a template may call is found by
// name when the program runs, so that the linker would have to keep every method that there is.
func Wrap(root *cobra.Command) {
	usual := root.UsageFunc()
	root.SetUsageFunc(func(cmd *cobra.Command) error {
		to := cmd.OutOrStderr()
		var text bytes.Buffer
		cmd.SetOut(&text)
		err := usual(cmd)
		cmd.SetOut(to)
		if err != nil {
			return err
		}
		usage := text.String()
		for _, flags := range []*pflag.FlagSet{cmd.LocalFlags(), cmd.InheritedFlags()} {
			usage = strings.Replace(usage, strings.TrimRight(flags.FlagUsages(), " \n"), strings.TrimRight(flags.FlagUsagesWrapped(width), " \n"), 1)
		}
		_, err = io.WriteString(to, strings.ReplaceAll(usage, "for more information about a command.", "tells more of a command."))
		return err
	})
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		about := cmd.Long
		if about == "" {
			about = cmd.Short
		}
		cmd.Println(folded(strings.TrimSpace(about), width))
		cmd.Println()
		cmd.Print(cmd.UsageString())
	})
}

// folded returns a text whose paragraphs are at most so many columns wide. Lines that are indented
// are examples, and stay as they are.
func folded(text string, wide int) string {
	var out, paragraph []string
	end := func() {
		if len(paragraph) > 0 {
			out = append(out, foldedAtBlanks(strings.Join(paragraph, " "), wide)...)
		}
		paragraph = nil
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			end()
			out = append(out, line)
			continue
		}
		paragraph = append(paragraph, strings.TrimSpace(line))
	}
	end()
	return strings.Join(out, "\n")
}

// foldedAtBlanks returns the lines of one paragraph. A line ends at a blank and nowhere else: neither
// --note nor 2026-11-22 can be read, or copied, in two halves.
func foldedAtBlanks(paragraph string, wide int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(paragraph) {
		if line != "" && ansi.StringWidth(line)+1+ansi.StringWidth(word) > wide {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// Shown returns the commands under one that are for people.
func Shown(cmd *cobra.Command) []*cobra.Command {
	var shown []*cobra.Command
	for _, c := range cmd.Commands() {
		if !c.Hidden && c.Name() != cobra.ShellCompRequestCmd {
			shown = append(shown, c)
		}
	}
	return shown
}

// AddFlag tells a command and those under it that -h takes no value, before the arguments are read:
// -h today would be the help of selfcare itself.
func AddFlag(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	for _, c := range cmd.Commands() {
		AddFlag(c)
	}
}
