package main

import (
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// hurry is how long status waits for others to let go of the file: a prompt must not
// wait.
const hurry = 25 * time.Millisecond

// statusFormats are what status can print for.
var statusFormats = []string{"plain", "json", "tmux", "waybar", "starship"}

func (p *program) statusCommand() *cobra.Command {
	format := "plain"
	mood, boundary := false, false
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Print one discreet line for prompts and bars: 6/9",
		Long: `Print how many of today's habits are kept, in one line for prompts and bars. It
is read over shoulders: mood and boundary are there only when they are asked for,
and nobody is named. Where the file is busy or missing the line is empty.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case p.json && cmd.Flags().Changed("format") && format != "json":
				return usageError{refusal.BadInput("--json does not go with --format %s; leave one of them out", format)}
			case p.json:
				format = "json"
			}
			if !slices.Contains(statusFormats, format) {
				return usageError{refusal.BadInput("There is no format %q; there are %s", format, strings.Join(statusFormats, ", "))}
			}
			return p.printStatus(format, mood, boundary)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "the `FORMAT`: plain, json, tmux, waybar or starship")
	completes(cmd, "format", just(statusFormats...))
	cmd.Flags().BoolVar(&mood, "mood", false, "with the day's mood")
	cmd.Flags().BoolVar(&boundary, "boundary", false, "with how long the first boundary has been kept")
	return cmd
}

// statusJSON is a status. Its mood and boundary are null unless they were asked for.
type statusJSON struct {
	Text     string   `json:"text"`
	Kept     int      `json:"kept"`
	Due      int      `json:"due"`
	Mood     *float64 `json:"mood"`
	Boundary *int     `json:"boundary_days"`
}

func (p *program) printStatus(format string, mood, boundary bool) error {
	s := p.status(mood, boundary)
	line := s.Text
	switch format {
	case "json":
		return p.print(s)
	case "tmux":
		line = strings.ReplaceAll(line, "#", "##") // which begins a style there
	case "waybar":
		class := "open"
		if s.Due > 0 && s.Kept >= s.Due {
			class = "kept"
		}
		text, err := json.Marshal(map[string]any{
			"text": html.EscapeString(s.Text), "class": class, "percentage": 100 * s.Kept / max(1, s.Due), "tooltip": fmt.Sprintf("%d of %d kept", s.Kept, s.Due),
		})
		if err != nil {
			return err
		}
		line = string(text)
	}
	_, err := fmt.Fprintln(p.out, line)
	return err
}

// status reads what the line says; nothing where the file cannot be read at once.
func (p *program) status(mood, boundary bool) statusJSON {
	var s statusJSON
	store, err := p.store()
	if err != nil {
		return s
	}
	today := p.today()
	hasty := store.Within(hurry)
	load := hasty.LoadHabits
	if mood || boundary {
		load = func(from calendar.Day) (*record.Book, error) { return hasty.Load(from, 0) }
	}
	book, err := load(today)
	if err != nil || book.Stamp == "" {
		return s
	}
	s.Kept, s.Due = countOn(book, today)
	parts := []string{fmt.Sprintf("%d/%d", s.Kept, s.Due)}
	if mean, ok := book.Moods.On(today).Mean(); mood && ok {
		s.Mood = &mean
		words := p.choices() // a prompt is no place to tell of a wrong setting
		parts = append(parts, words.MoodWords.Of(mean))
	}
	if open := book.Boundaries.Open(); boundary && len(open) > 0 {
		k := open[0].Stats(p.clock())
		s.Boundary = &k.Current
		parts = append(parts, phrase.ShortRun(k, p.preferences()))
	}
	s.Text = strings.Join(parts, "  ")
	return s
}

// countOn is how many habits of a day's list are kept, and how many are due.
func countOn(book *record.Book, today calendar.Day) (kept, due int) {
	for _, r := range book.Rows {
		if !r.ListedOn(today) {
			continue
		}
		st := habits.Evaluate(r.Habit, r.History, today).On(today)
		if st.Due {
			due++
		}
		if st.Kept {
			kept++
		}
	}
	return kept, due
}
