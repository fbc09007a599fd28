package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
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
			if err != nil && len(nearlyCalled(cmd, words[0])) > 0 {
				return usageError{noCommand(cmd, words)}
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

// pageJSON is a day of the journal.
type pageJSON struct {
	Day         calendar.Day     `json:"day"`
	Mood        *float64         `json:"mood"`
	Moods       []moodJSON       `json:"moods"`
	Reflections []reflectionJSON `json:"reflections"`
	Events      []eventJSON      `json:"events"`
	Notes       []noteJSON       `json:"notes"`
}

type reflectionJSON struct {
	ID       string       `json:"id"`
	At       string       `json:"at"`
	Day      calendar.Day `json:"day"`
	Prompt   *string      `json:"prompt"`
	Text     string       `json:"text"`
	Boundary *string      `json:"boundary"`
}

type noteJSON struct {
	Habit string `json:"habit"`
	ID    string `json:"id"`
	Note  string `json:"note"`
}

// printJournal prints the pages up to a day, or that day alone where most is 0.
func (p *program) printJournal(until calendar.Day, most int) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	j, err := store.Journal(until, max(1, most))
	if err != nil {
		return err
	}
	for i, page := range j.Pages {
		j.Pages[i] = page.ByClock(p.here())
	}
	pages := j.Pages
	switch {
	case most > 0:
		pages = pages[:min(len(pages), most)]
	case len(pages) > 0 && pages[0].Day == until:
		pages = pages[:1]
	default:
		pages = []journal.Page{{Day: until}}
	}
	if p.json {
		days := []pageJSON{}
		for _, page := range pages {
			days = append(days, p.pageOf(page))
		}
		return p.print(map[string]any{"days": days})
	}
	if most == 0 && pages[0].IsEmpty() {
		_, err := fmt.Fprintf(p.out, "Nothing in words on %s.\n", until.Words(p.today()))
		return err
	}
	if len(pages) == 0 {
		_, err := fmt.Fprintln(p.out, "Nothing written yet. selfcare journal add writes a reflection, selfcare add mood 4 a mood.")
		return err
	}
	for i, page := range pages {
		text := p.pageText(page)
		if i > 0 {
			text = "\n" + text
		}
		if _, err := fmt.Fprint(p.out, text); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) pageOf(page journal.Page) pageJSON {
	j := pageJSON{Day: page.Day, Moods: []moodJSON{}, Reflections: []reflectionJSON{}, Events: []eventJSON{}, Notes: []noteJSON{}}
	if mean, ok := page.Moods.Mean(); ok {
		j.Mood = &mean
	}
	for _, m := range page.Moods {
		j.Moods = append(j.Moods, p.moodOf(m))
	}
	for _, r := range page.Reflections {
		j.Reflections = append(j.Reflections, p.reflectionOf(r))
	}
	for _, e := range page.Events {
		j.Events = append(j.Events, p.eventOf(e))
	}
	for _, n := range page.Notes {
		j.Notes = append(j.Notes, noteJSON{n.Name, string(n.Habit), n.Text})
	}
	return j
}

func (p *program) reflectionOf(r journal.Reflection) reflectionJSON {
	j := reflectionJSON{ID: string(r.ID), At: calendar.Stamp(r.Clock(p.here())), Day: r.Day, Text: r.Text}
	if r.Prompt != "" {
		j.Prompt = &r.Prompt
	}
	if r.Boundary != "" {
		id := string(r.Boundary)
		j.Boundary = &id
	}
	return j
}

// pageText is a day of the journal in lines.
func (p *program) pageText(page journal.Page) string {
	var t strings.Builder
	fmt.Fprintln(&t, page.Day.Words(p.today()))
	for _, m := range page.Moods {
		line := fmt.Sprintf("  %s  mood %s", p.clockOf(m), p.settings().MoodWords.Of(float64(m.Rating)))
		if m.Note != "" {
			line += ": " + spelling.CleanLine(m.Note)
		}
		fmt.Fprintln(&t, line)
	}
	for _, r := range page.Reflections {
		head := "  " + p.clockOf(r) + "  "
		if r.Prompt != "" {
			fmt.Fprintln(&t, head+r.Prompt)
			head = strings.Repeat(" ", len(head))
		}
		for _, text := range strings.Split(r.Text, "\n") {
			fmt.Fprintln(&t, strings.TrimRight(head+spelling.CleanLine(text), " "))
			head = strings.Repeat(" ", len(head))
		}
	}
	for _, e := range page.Events {
		fmt.Fprintf(&t, "  %s  %s\n", p.clockOf(e), phrase.Event(e))
	}
	for _, n := range page.Notes {
		fmt.Fprintf(&t, "  %s: %s\n", n.Name, spelling.CleanLine(n.Text))
	}
	return t.String()
}

// clockOf returns when something was, by the clock that it was lived by.
func (p *program) clockOf(lived calendar.Lived) string { return lived.Clock(p.here()).Format("15:04") }

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
			words, err := readWords(p.in)
			if err != nil {
				return err
			}
			return p.reflect(prompt, words)
		},
	}
	cmd.Flags().StringVar(&prompt, "prompt", "", "the question that it answers, as `TEXT`")
	return cmd
}

// readWords reads a reflection, and refuses one that is too long before all of it is
// read.
func readWords(in io.Reader) (string, error) {
	const most = 4*journal.MaxReflection + 64<<10 // in bytes, with blanks around
	all, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read standard input: %w", err)
	case len(all) > most:
		return "", refusal.BadInput("The reflection is too long; %d characters fit", journal.MaxReflection)
	}
	return string(all), nil
}

func (p *program) promptToday() string {
	prompts := p.deck()
	return prompts[journal.PromptOn(prompts, p.today())]
}

// reflect writes a reflection and says so.
func (p *program) reflect(prompt, words string) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	r := journal.NewReflection(p.clock(), prompt, words, p.preferences())
	if err := r.Validate(); err != nil {
		return err
	}
	if _, err := store.Apply(record.Change{Reflections: record.Put(r)}); err != nil {
		return err
	}
	if p.json {
		return p.print(p.reflectionOf(r))
	}
	n := len(strings.Fields(r.Text))
	noun := "words"
	if n == 1 {
		noun = "word"
	}
	return p.acknowledge(fmt.Sprintf("Reflection · %s · %d %s · selfcare undo takes it back", p.when(r.Day, r.Clock(p.here())), n, noun))
}

func (p *program) journalPrompts() *cobra.Command {
	return &cobra.Command{
		Use:   "prompts",
		Short: "Print the questions that the journal asks",
		Long: `Print the questions that the journal asks, one a line. Your own take their place:

  selfcare journal prompts > prompts.txt

Edit that file, and keep it in the folder selfcare of your configuration (on Linux
~/.config/selfcare/prompts.txt). Empty lines and those that begin with # are left out.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			prompts := p.deck()
			if p.json {
				return p.print(prompts)
			}
			_, err := fmt.Fprintln(p.out, strings.Join(prompts, "\n"))
			return err
		},
	}
}
