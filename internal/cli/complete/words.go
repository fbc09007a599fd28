// Package complete answers a shell that asks how a word may go on: with cobra, and with what cobra's
// scripts need to do so safely.
package complete

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/spelling"
)

// The answers to a shell: what was printed and nothing else, or files.
const (
	OnlyThese = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	AnyFile   = cobra.ShellCompDirectiveDefault
)

// Offer returns what there is to choose from. A tab parts a choice from what is said of it.
type Offer func() []string

// Days returns words for a DAY.
func Days() []string { return []string{"today", "yesterday"} }

// Schedules returns examples of a --schedule.
func Schedules() []string {
	return []string{
		"daily\tevery day", "3/7\tthree days in seven", "weekly\tone day in seven", "1/30\tone day in thirty",
		"mon,wed,fri\tthese weekdays", "none\tno goal, tracked only",
	}
}

// Openers returns what opens a line of quick-add that is about no habit.
func Openers() []string {
	return []string{"mood\thow you feel, 1 to 5", "urge\ta hard moment, 0 to 10", "slip\tit begins again", "contact\tone that was needed"}
}

// Just returns an offer of words that are always the same.
func Just(words ...string) Offer { return func() []string { return words } }

// usable returns the names that a shell can give back as they are: on one line, and neither a
// flag nor what cobra's scripts take for a word of help.
func usable(names []string) []string {
	var all []string
	for _, name := range names {
		name = spelling.WordsLine(name)
		if name != "" && name[0] != '-' && !strings.HasPrefix(name, "_activeHelp_") {
			all = append(all, name)
		}
	}
	return all
}

// Fitting returns the choices of which any word begins with what was typed. A shell may ask for
// more than that, and leaves out what does not fit its own rules.
func Fitting(choices []string, typed string) []string {
	var all []string
	typed = unquoted(typed)
	for _, choice := range choices {
		name, _, _ := strings.Cut(choice, "\t")
		if strings.Contains(" "+unquoted(name), " "+typed) {
			all = append(all, choice)
		}
	}
	return all
}

// unquoted returns a text to compare: fish passes on what is being typed with its quotes.
func unquoted(text string) string {
	return spelling.Fold(strings.NewReplacer(`\`, "", `"`, "", "'", "").Replace(text))
}

// Flag has the value of a flag completed. Where there is no such flag nothing is, which
// testdata/complete.txt would show.
func Flag(cmd *cobra.Command, flag string, from Offer) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return Fitting(from(), typed), OnlyThese
	})
}

// FileFlag has files completed for a flag.
func FileFlag(cmd *cobra.Command, flag string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, Files)
}

// Files completes files, which is done nowhere else.
func Files(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, AnyFile
}

// Rejoined puts a word together that is being typed and ends in a quoted blank, after which
// cobra's script for zsh begins another one.
func Rejoined(args []string, typed string) ([]string, string) {
	if n := len(args) - 1; n >= 0 && typed == "" && strings.HasSuffix(args[n], " ") {
		return args[:n], args[n]
	}
	return args, typed
}

// One completes the one name that a command takes.
func One(from ...Offer) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) (names []string, _ cobra.ShellCompDirective) {
		args, typed = Rejoined(args, typed)
		if len(args) > 0 {
			return nil, OnlyThese
		}
		for _, offered := range from {
			names = append(names, Fitting(offered(), typed)...)
		}
		return names, OnlyThese
	}
}

// nextWords returns the words that follow in names that begin with those that were typed. Only
// one is offered at a time: a shell would put quotes around several.
func nextWords(names, words []string) []string {
	var next []string
	for _, name := range names {
		parts := strings.Fields(name)
		if n := len(words); len(parts) > n && spelling.Fold(strings.Join(parts[:n], " ")) == spelling.Fold(strings.Join(words, " ")) && !slices.Contains(next, parts[n]) {
			next = append(next, parts[n])
		}
	}
	return next
}
