package main

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfcare/internal/boundary"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/spelling"
)

// glanced is how long a completion waits for others to let go of the record: whoever
// pressed a key waits with it.
const glanced = 50 * time.Millisecond

// The answers to a shell: what was printed and nothing else, or files.
const (
	onlyThese = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	files     = cobra.ShellCompDirectiveDefault
)

// offer is what there is to choose from. A tab parts a choice from what is said of it.
type offer func() []string

// days are words for a DAY.
func days() []string { return []string{"today", "yesterday"} }

// schedules are examples of a --schedule.
func schedules() []string {
	return []string{
		"daily\tevery day", "3/7\tthree days in seven", "weekly\tone day in seven", "1/30\tone day in thirty",
		"mon,wed,fri\tthese weekdays", "none\tno goal, tracked only",
	}
}

// openers open a line of quick-add that is about no habit.
func openers() []string {
	return []string{"mood\thow you feel, 1 to 5", "urge\ta hard moment, 0 to 10", "slip\tit begins again", "contact\tone that was needed"}
}

// just offers words that are always the same.
func just(words ...string) offer { return func() []string { return words } }

// glance is the record as a completion sees it: at once, or not at all. It is not verified,
// and nothing is made beside it: bbolt's own lock has to do, for as long as reading takes.
func (p *program) glance() (*db.DB, error) {
	store, err := p.store()
	if err != nil {
		return nil, err
	}
	return store.Within(glanced).ReadOnly(), nil
}

// listed are all habits; none where the record is not there, busy or damaged, since a
// shell that completes is no place to tell of it.
func (p *program) listed() habits.List {
	store, err := p.glance()
	if err != nil {
		return nil
	}
	list, err := store.Habits()
	if err != nil {
		return nil
	}
	return list
}

// bounded are all boundaries, likewise.
func (p *program) bounded() boundary.List {
	store, err := p.glance()
	if err != nil {
		return nil
	}
	all, err := store.Boundaries()
	if err != nil {
		return nil
	}
	return all
}

// current offers the habits on the list.
func (p *program) current() []string { return habitNames(p.listed().Current()) }

// archived offers those that were taken from it.
func (p *program) archived() []string {
	return habitNames(slices.DeleteFunc(p.listed(), func(h habits.Habit) bool { return h.Archived == nil }))
}

// boundaryNames offers all boundaries, and openNames those that are kept.
func (p *program) boundaryNames() []string { return boundaryNames(p.bounded()) }
func (p *program) openNames() []string     { return boundaryNames(p.bounded().Open()) }

// areas offers those that habits are listed under.
func (p *program) areas() []string {
	var all []string
	for _, h := range p.listed() {
		if !slices.ContainsFunc(all, func(area string) bool { return spelling.SameName(area, h.Area) }) {
			all = append(all, h.Area)
		}
	}
	return usable(all)
}

func habitNames(list habits.List) []string {
	var names []string
	for _, h := range list {
		names = append(names, h.Name)
	}
	return usable(names)
}

func boundaryNames(all boundary.List) []string {
	var names []string
	for _, b := range all {
		names = append(names, b.Name)
	}
	return usable(names)
}

// usable are the names that a shell can hand back as they are: on one line, and neither a
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

// fitting are the choices of which any word begins with what was typed. A shell may ask for
// more than that, and leaves out what does not fit its own rules.
func fitting(choices []string, typed string) []string {
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

// unquoted is a text to compare: fish hands on what is being typed with its quotes.
func unquoted(text string) string {
	return spelling.Fold(strings.NewReplacer(`\`, "", `"`, "", "'", "").Replace(text))
}

// completes has the value of a flag completed. Where there is no such flag nothing is, which
// testdata/complete.txt would show.
func completes(cmd *cobra.Command, flag string, from offer) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return fitting(from(), typed), onlyThese
	})
}

// completesFile has files completed for a flag.
func completesFile(cmd *cobra.Command, flag string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, completeFiles)
}

// completeFiles completes files, which is done nowhere else.
func completeFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, files
}

// rejoined puts a word together that is being typed and ends in a quoted blank, after which
// cobra's script for zsh begins another one.
func rejoined(args []string, typed string) ([]string, string) {
	if n := len(args) - 1; n >= 0 && typed == "" && strings.HasSuffix(args[n], " ") {
		return args[:n], args[n]
	}
	return args, typed
}

// completeOne completes the one name that a command takes.
func completeOne(from ...offer) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) (names []string, _ cobra.ShellCompDirective) {
		args, typed = rejoined(args, typed)
		if len(args) > 0 {
			return nil, onlyThese
		}
		for _, offered := range from {
			names = append(names, fitting(offered(), typed)...)
		}
		return names, onlyThese
	}
}

// completeDay completes the day of a command that reads its own words.
func (p *program) completeDay(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	words, answer := p.wordsBefore(cmd, args)
	if words == nil || len(words) > 0 {
		return nil, answer
	}
	return fitting(days(), typed), answer
}

// completeAdd completes the words that name what a line of quick-add is about.
func (p *program) completeAdd(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	args, typed = rejoined(args, typed)
	words, answer := p.wordsBefore(cmd, args)
	switch {
	case words == nil:
		return nil, answer
	case len(words) == 0:
		return append(fitting(p.current(), typed), fitting(openers(), typed)...), answer
	}
	next := fitting(nextWords(p.current(), words), typed)
	if len(words) == 1 && slices.Contains([]string{"urge", "slip", "contact"}, spelling.Fold(words[0])) {
		next = append(next, fitting(p.openNames(), typed)...)
	}
	return next, answer
}

// nextWords are the words that follow in names that begin with those that were typed. Only
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

// wordsBefore are the words before the one that is typed, of a command that reads its own,
// without flags. They are nil where there is nothing to complete, and what is typed may be
// a file.
func (p *program) wordsBefore(cmd *cobra.Command, args []string) ([]string, cobra.ShellCompDirective) {
	if slices.Contains(args, "-h") || slices.Contains(args, "--help") { // which would be given
		return nil, onlyThese
	}
	words, err := p.leadingFlags(cmd, args)
	switch {
	case err != nil && args[len(args)-1] == "--db":
		return nil, files
	case err != nil:
		return nil, onlyThese
	}
	return words, onlyThese
}

// completionScripts has the scripts of two shells mended that cobra writes.
func completionScripts(p *program, shells []*cobra.Command) {
	for _, shell := range shells {
		shell.Args = noArgs
		write := map[string]func(root *cobra.Command, script *bytes.Buffer, described bool) error{"bash": writeBash, "fish": writeFish}[shell.Name()]
		if write == nil {
			script := shell.RunE
			shell.RunE = func(cmd *cobra.Command, args []string) error {
				if err := p.noJSON("A script for a shell"); err != nil {
					return err
				}
				return script(cmd, args)
			}
			continue
		}
		shell.RunE = func(cmd *cobra.Command, _ []string) error {
			if err := p.noJSON("A script for a shell"); err != nil {
				return err
			}
			plain, err := cmd.Flags().GetBool("no-descriptions")
			var script bytes.Buffer
			if err = errors.Join(err, write(cmd.Root(), &script, !plain)); err == nil {
				_, err = p.raw.Write(script.Bytes())
			}
			return err
		}
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
