package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) todayCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "today [DAY]",
		Short: "Print the day's list",
		Long: `Print the list of today, or of another day: yesterday, -2d, sat, 20 nov, 2026-11-22.
Of another day nothing is shown that came after it.`,
		// -2d is a day and no flag.
		DisableFlagParsing: true,
		ValidArgsFunction:  p.completeDay,
		RunE: func(cmd *cobra.Command, args []string) error {
			words, err := p.leadingFlags(cmd, args)
			if err != nil || words == nil {
				return err
			}
			day, err := p.dayArgument(cmd, words)
			if err != nil || day == nil {
				return err
			}
			return p.printDay(*day)
		},
	}
}

// dayArgument returns the one day that was named, which may have several words, or today.
// Flags may stand among them.
func (p *program) dayArgument(cmd *cobra.Command, words []string) (*calendar.Day, error) {
	day, named := p.today(), []string{}
	for len(words) > 0 {
		if words[0] == "--" {
			words = words[1:]
			continue
		}
		if strings.HasPrefix(words[0], "--") || words[0] == "-h" {
			rest, err := p.leadingFlags(cmd, words)
			if err != nil || rest == nil {
				return nil, err
			}
			words = rest
			continue
		}
		named, words = append(named, words[0]), words[1:]
	}
	if len(named) == 0 {
		return &day, nil
	}
	day, err := quickadd.ParseDate(strings.Join(named, " "), p.today())
	if err != nil && len(named) > 1 {
		if _, err := quickadd.ParseDate(named[0], p.today()); err == nil {
			return nil, usageError{refusal.BadInput("%s takes one day", cmd.CommandPath())}
		}
	}
	return &day, err
}

// dayJSON is a day's list. Its fields are a contract: they are added to, never
// changed.
type dayJSON struct {
	Day    string    `json:"day"`
	Kept   int       `json:"kept"`
	Due    int       `json:"due"`
	Mood   *float64  `json:"mood"`
	Habits []rowJSON `json:"habits"`
}

// rowJSON is one habit on a day's list.
type rowJSON struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Area     string   `json:"area"`
	Measure  string   `json:"measure"`
	Target   *float64 `json:"target"`
	Unit     *string  `json:"unit"`
	Schedule string   `json:"schedule"`
	Due      bool     `json:"due"`
	State    string   `json:"state"`
	Amount   *float64 `json:"amount"`
	Window   float64  `json:"window"`
	Note     string   `json:"note"`
	Strength *share   `json:"strength"` // null where it is tracked only
	Run      int      `json:"run"`
	Longest  int      `json:"longest"`
	Total    int      `json:"total"`
}

// share is a number from 0 to 1, written plainly: no exponent, twelve decimals.
type share float64

// MarshalJSON writes the number.
func (s share) MarshalJSON() ([]byte, error) { //nolint:unparam // as encoding/json wants it
	return strconv.AppendFloat(nil, float64(s), 'f', 12, 64), nil
}

func (p *program) printDay(day calendar.Day) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	list := dayJSON{Day: day.String(), Habits: []rowJSON{}}
	var standings []habits.Status
	var names []habits.Habit
	err = store.Each(func(r record.Row) error {
		if !r.ListedOn(day) {
			return nil
		}
		c := habits.Evaluate(r.Habit, r.History, day)
		s := c.On(day)
		if s.Due {
			list.Due++
		}
		if s.Kept {
			list.Kept++
		}
		list.Habits = append(list.Habits, rowOf(c, s))
		standings, names = append(standings, s), append(names, r.Habit)
		return nil
	})
	if err != nil {
		return err
	}
	moods, err := store.Moods(day)
	if err != nil {
		return err
	}
	if mean, ok := moods.On(day).Mean(); ok {
		list.Mood = &mean
	}
	if p.json {
		return p.print(list)
	}
	return p.printList(day, list, names, standings)
}

// rowOf is what a course shows on its last day.
func rowOf(c habits.Evaluation, s habits.Status) rowJSON {
	h, runs := c.Habit(), c.Runs()
	row := rowJSON{
		ID: string(h.ID), Name: h.Name, Area: h.Area, Measure: s.Goal.Measure.String(),
		Target: targetOf(s.Goal), Unit: unitOf(s.Goal), Schedule: s.Goal.Schedule.String(), Due: s.Due,
		State: s.State.String(), Amount: amountOf(s), Window: windowOf(s), Note: s.Entry.Note,
		Run: runs.Current, Longest: runs.Longest, Total: runs.Total,
	}
	if strength, known := c.Strength(); known {
		n := share(strength)
		row.Strength = &n
	}
	return row
}

func targetOf(g habits.Goal) *float64 {
	if !g.Measure.Counts() {
		return nil
	}
	n := g.Target.In(g.Unit)
	return &n
}

func unitOf(g habits.Goal) *string {
	if !g.Measure.Counts() {
		return nil
	}
	if g.Unit == "" { // plain counts
		return nil
	}
	u := string(g.Unit)
	return &u
}

// amountOf is the amount that was written on a day, in the habit's unit.
func amountOf(s habits.Status) *float64 {
	if s.Entry.State != habits.Measured {
		return nil
	}
	n := s.Entry.Amount.In(s.Goal.Unit)
	return &n
}

// windowOf is the window's sum, or its number of yes-days.
func windowOf(s habits.Status) float64 {
	if s.Goal.Measure.Counts() {
		return s.Sum.In(s.Goal.Unit)
	}
	return float64(s.Count)
}

// print writes one JSON document.
func (p *program) print(v any) error {
	var document bytes.Buffer
	out := json.NewEncoder(&document)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(v); err != nil {
		return err
	}
	_, err := p.raw.Write(escaped(document.Bytes()))
	return err
}

// marks are the states in the text of a list.
var marks = map[habits.State]string{
	habits.Yes: "x", habits.Partial: "~", habits.Skip: "-", habits.Filled: "o", habits.No: ".", habits.Unknown: " ",
}

// printList prints a day's list as text, by areas.
func (p *program) printList(day calendar.Day, list dayJSON, hs []habits.Habit, standings []habits.Status) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d of %d kept\n", day.Words(p.today()), list.Kept, list.Due)
	wide, far := 0, 0
	for i, h := range hs {
		wide = max(wide, ansi.StringWidth(h.Name))
		far = max(far, ansi.StringWidth(phrase.Progress(standings[i], false)))
	}
	var areas []string
	for _, h := range hs {
		if !slices.ContainsFunc(areas, func(area string) bool { return spelling.SameName(area, h.Area) }) {
			areas = append(areas, h.Area)
		}
	}
	for _, area := range areas {
		fmt.Fprintln(&b)
		if area != "" {
			fmt.Fprintln(&b, area)
		}
		for i, h := range hs {
			if !spelling.SameName(h.Area, area) {
				continue
			}
			s := standings[i]
			mark := marks[s.State]
			if s.State == habits.Unknown && !s.Due && !s.Goal.Schedule.Tracks() {
				mark = "o"
			}
			line := fmt.Sprintf("  [%s] %s  %s  %s", mark, padded(h.Name, wide), padded(phrase.Progress(s, false), far), standingOf(list.Habits[i]))
			fmt.Fprintln(&b, strings.TrimRight(line, " "))
			for _, text := range strings.Split(s.Entry.Note, "\n") {
				if text != "" {
					fmt.Fprintln(&b, "      "+spelling.CleanLine(text))
				}
			}
		}
	}
	if list.Mood != nil {
		fmt.Fprintf(&b, "\nMood  %s\n", p.settings().MoodWords.Of(*list.Mood))
	}
	if len(hs) == 0 {
		fmt.Fprintln(&b, "Nothing here yet. selfcare opens the app, selfcare habit new NAME makes a habit.")
	}
	_, err := fmt.Fprint(p.out, b.String())
	return err
}

// standingOf is strength and run: 62 %, 5 d. Runs show from two days.
func standingOf(r rowJSON) string {
	if r.Strength == nil {
		return ""
	}
	text := fmt.Sprintf("%3.0f %%", 100*float64(*r.Strength))
	if r.Run >= 2 {
		text += fmt.Sprintf("  %4d d", r.Run)
	}
	return text
}
