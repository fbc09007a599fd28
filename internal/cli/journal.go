package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/help"
	"selfcare/internal/entry"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
)

// journalDays is how many days the journal prints where none is named.
const journalDays = 7

func (p *program) journalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "journal [DAY]",
		Short: "Print moods, notes and reflections",
		Long: `Print what was written in words on a day: yesterday, -2d, sat, 20 nov, 2026-11-22.
Without a day, the latest seven days that have any.`,
		DisableFlagParsing: true, // -2d is a day and no flag
		ValidArgsFunction:  p.completeDay,
		RunE: func(cmd *cobra.Command, args []string) error {
			words, err := p.leadingFlags(cmd, args)
			if err != nil || words == nil {
				return err
			}
			if len(words) == 0 {
				return p.printJournal(p.today(), journalDays)
			}
			day, err := p.dayArgument(cmd, words)
			if err != nil && len(help.Nearest(cmd, words[0])) > 0 {
				return help.NoCommand(cmd, words)
			}
			if err != nil || day == nil {
				return err
			}
			return p.printJournal(*day, 0)
		},
	}
	cmd.AddCommand(p.journalAdd(), p.journalPrompts())
	return cmd
}

// printJournal prints the pages up to a day, or that day alone where most is 0.
func (p *program) printJournal(until calendar.Day, most int) error {
	pages, err := p.pages(until, most)
	if err != nil {
		return err
	}
	days, texts := []document.Page{}, []string{}
	for _, page := range pages {
		days, texts = append(days, p.maker().Page(page)), append(texts, p.printer().Page(page))
	}
	text := strings.Join(texts, "\n")
	switch {
	case most == 0 && pages[0].IsEmpty():
		text = fmt.Sprintf("Nothing in words on %s.\n", until.Words(p.today()))
	case len(pages) == 0:
		text = "Nothing written yet. selfcare journal add writes a reflection, selfcare add mood 4 a mood.\n"
	}
	return p.write(map[string]any{"days": days}, text)
}

// pages returns the pages of the journal up to a day, or that day alone where most is 0.
func (p *program) pages(until calendar.Day, most int) ([]journal.Page, error) {
	store, err := p.record()
	if err != nil {
		return nil, err
	}
	j, err := store.Journal(until, max(1, most))
	if err != nil {
		return nil, err
	}
	pages := j.Pages
	for i, page := range pages {
		pages[i] = page.ByClock(p.here())
	}
	switch {
	case most > 0:
		return pages[:min(len(pages), most)], nil
	case len(pages) > 0 && pages[0].Day == until:
		return pages[:1], nil
	}
	return []journal.Page{{Day: until}}, nil
}

func (p *program) journalAdd() *cobra.Command {
	prompt := ""
	cmd := &cobra.Command{
		Use:   "add [-- TEXT]",
		Short: "Write a reflection: the words after --, or standard input",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 && !(len(args) == 1 && args[0] == "-") {
				return p.reflect(prompt, strings.Join(args, " "))
			}
			if p.atTerminal() {
				if prompt == "" {
					prompt = p.promptToday()
				}
				if _, err := fmt.Fprintln(p.errOut, spelling.CleanLine(prompt)+"  (end with ctrl+d)"); err != nil {
					return err
				}
			}
			words, err := entry.ReadReflection(p.env.In)
			if err != nil {
				return err
			}
			return p.reflect(prompt, words)
		},
	}
	cmd.Flags().StringVar(&prompt, "prompt", "", "the question that it answers, as `TEXT`")
	return cmd
}

// prompts returns the questions of the journal, after what is wrong with the person's own was told.
func (p *program) prompts() []string {
	if _, err := p.config.OwnPrompts(); err != nil {
		p.complain(err.Error())
	}
	return p.config.Prompts()
}

// promptToday returns the question of today.
func (p *program) promptToday() string {
	prompts := p.prompts()
	return prompts[journal.PromptOn(prompts, p.today())]
}

// reflect writes a reflection and says so.
func (p *program) reflect(prompt, words string) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	r := journal.NewReflection(p.clock(), prompt, words, p.hours())
	if err := r.Validate(); err != nil {
		return err
	}
	if _, err := store.Apply(record.Change{Reflections: record.Put(r)}); err != nil {
		return err
	}
	n := len(strings.Fields(r.Text))
	noun := "words"
	if n == 1 {
		noun = "word"
	}
	return p.acknowledge(p.maker().Reflection(r), fmt.Sprintf("Reflection · %s · %d %s · selfcare undo takes it back", p.printer().When(r.Day, r.Clock(p.here())), n, noun))
}

func (p *program) journalPrompts() *cobra.Command {
	return &cobra.Command{
		Use:   "prompts",
		Short: "Print the questions that the journal asks",
		Long: `Print the questions that the journal asks, one a line. Your own take their place:

  selfcare journal prompts > prompts.txt

Edit that file, and keep it in the folder selfcare of your configuration (on Linux
~/.config/selfcare/prompts.txt). Empty lines and those that begin with # are left out.`,
		Args: help.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			prompts := p.prompts()
			return p.write(prompts, strings.Join(prompts, "\n")+"\n")
		},
	}
}
