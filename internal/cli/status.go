package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/help"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// hurry is how long status waits for others to let go of the file: a prompt must not
// wait.
const hurry = 25 * time.Millisecond

func (p *program) statusCommand() *cobra.Command {
	format := "plain"
	mood, boundary := false, false
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Print one discreet line for prompts and bars: 6/9",
		Long: `Print how many of today's habits are kept, in one line for prompts and bars. It
is read over shoulders: mood and boundary are there only when they are asked for,
and nobody is named. Where the file is busy or missing the line is empty.`,
		Args: help.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case p.json && cmd.Flags().Changed("format") && format != "json":
				return refusal.BadInput("--json does not go with --format %s; leave one of them out", format)
			case p.json:
				format = "json"
			}
			if !slices.Contains(document.StatusFormats, format) {
				return refusal.BadInput("There is no format %q; there are %s", format, strings.Join(document.StatusFormats, ", "))
			}
			return p.printStatus(format, mood, boundary)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "the `FORMAT`: plain, json, tmux, waybar or starship")
	complete.Flag(cmd, "format", complete.Just(document.StatusFormats...))
	cmd.Flags().BoolVar(&mood, "mood", false, "with the day's mood")
	cmd.Flags().BoolVar(&boundary, "boundary", false, "with how long the first boundary has been kept")
	return cmd
}

// printStatus prints a status, with the mood and the boundary where they are asked for.
func (p *program) printStatus(format string, mood, boundary bool) error {
	s := p.status(mood, boundary)
	if format == "json" {
		return p.print(s)
	}
	line, err := s.Line(format)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, line)
	return err
}

// status reads what the line says; nothing where the file cannot be read at once.
func (p *program) status(mood, boundary bool) document.Status {
	var s document.Status
	store, err := p.store()
	if err != nil {
		return s
	}
	today := p.today()
	soon := store.Within(hurry)
	load := soon.LoadHabits
	if mood || boundary {
		load = func(from calendar.Day) (*record.Book, error) { return soon.Load(from, 0) }
	}
	book, err := load(today)
	if err != nil || book.Stamp == "" {
		return s
	}
	s.Kept, s.Due = book.CountOn(today)
	parts := []string{fmt.Sprintf("%d/%d", s.Kept, s.Due)}
	if mean, ok := book.Moods.On(today).Mean(); mood && ok {
		s.Mood = &mean
		words := p.choices() // a prompt is no place to tell of a wrong setting
		parts = append(parts, words.MoodWords.Of(mean))
	}
	if open := book.Boundaries.Open(); boundary && len(open) > 0 {
		k := open[0].Stats(p.clock())
		s.Boundary = &k.Current
		parts = append(parts, phrase.ShortRun(k, p.hours()))
	}
	s.Text = strings.Join(parts, "  ")
	return s
}
