package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) addCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "add WORDS...",
		Short: "Write one entry in words: sleep 7.5h, walk 30m yesterday",
		Long: `Write one entry in words.

  selfcare add sleep 7.5h
  selfcare add walk 30m yesterday -- park, with Sam
  selfcare add meditation
  selfcare add outdoors skip
  selfcare add mood 4 -- slept well
  selfcare add urge 7 -- saw a photo

A habit's name comes first; then an amount (30m, 1h30, 8 glasses, set:30m), a
date (yesterday, -2d, sat, 20 nov, 2026-11-22) and a state (yes, no, skip), in any
order; a note after --. mood takes 1 to 5 or its words. urge (0 to 10), slip and
contact belong to the only boundary that is kept, or to the one that is named right
after them: slip "No contact" yesterday. All four may have a time, @22:30.

With - or without words, lines are read from standard input, one entry each.`,
		// Its words are its own: -2d is a date and -- opens the note.
		DisableFlagParsing: true,
		ValidArgsFunction:  p.completeAdd,
		RunE: func(cmd *cobra.Command, args []string) error {
			words, err := p.leadingFlags(cmd, args)
			if err != nil || words == nil {
				return err
			}
			return p.add(words)
		},
	}
}

// leadingFlags reads the flags before the first word, because add parses its own
// words. It returns nil when help was asked for and given.
func (p *program) leadingFlags(cmd *cobra.Command, args []string) ([]string, error) {
	words := []string{}
	for len(args) > 0 {
		a := args[0]
		name, value, has := strings.Cut(a, "=")
		switch {
		case a == "-h" || a == "--help":
			return nil, cmd.Help()
		case name == "--json" || name == "--no-color":
			on, err := strconv.ParseBool(cmp.Or(value, "true"))
			if err != nil {
				return nil, usageError{noValue(name, value)}
			}
			if name == "--json" {
				p.json = on
			} else {
				p.noColor = on
			}
		case name == "--db" && has:
			p.file = value
		case name == "--db" && len(args) > 1:
			p.file, args = args[1], args[1:]
		case name == "--db":
			return nil, usageError{refusal.BadInput("--db needs a file")}
		case strings.HasPrefix(a, "--") && len(a) > 2:
			return nil, usageError{refusal.BadInput("There is no flag %s; selfcare %s --help lists them", a, cmd.Name())}
		default:
			return append(words, args...), nil
		}
		args = args[1:]
	}
	return words, nil
}

// add writes the words as one entry, or the lines of standard input as many.
func (p *program) add(words []string) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	if len(words) > 1 || len(words) == 1 && words[0] != "-" {
		said, err := p.addLine(store, quickadd.Args(words))
		if err != nil {
			return cmp.Or(flagAmong(words), err)
		}
		return p.acknowledge(said)
	}
	if len(words) == 0 && p.atTerminal() {
		if _, err := fmt.Fprint(p.errOut, "add  "); err != nil {
			return err
		}
	}
	return p.addLines(store, len(words) == 0 && p.atTerminal())
}

// flagAmong returns a refusal of words of an entry that have a flag of the program among them, but
// for its note, and nil where there is none. A habit may be called like one, so that nobody asks
// before the words were not understood.
func flagAmong(words []string) error {
	for i, w := range words {
		name, _, _ := strings.Cut(w, "=")
		if w == "--" {
			return nil
		}
		if !slices.Contains([]string{"--json", "--no-color", "--db", "--help", "-h"}, name) {
			continue
		}
		text, after := name+" comes before the first word of an entry", i+1
		if w == "--db" {
			after = min(i+2, len(words)) // its value goes with it
		}
		first := slices.Concat(words[i:after], words[:i], words[after:])
		if !slices.ContainsFunc(first[1:], func(w string) bool { return !isPlainWord.MatchString(w) }) {
			text += ": selfcare add " + strings.Join(first, " ")
		}
		return usageError{refusal.BadInput("%s", text)}
	}
	return nil
}

// atTerminal reports whether a person types the input.
func (p *program) atTerminal() bool {
	f, ok := p.in.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// longestLine is how long a line may be, in bytes.
const longestLine = 64 << 10

// addLines writes a line of input as one entry each. An answer is printed only
// when its entry is on disk, at once: it is an acknowledgement. Once reads a
// single line.
func (p *program) addLines(store *db.DB, once bool) error {
	in := bufio.NewReaderSize(p.in, longestLine)
	bad := false
	for n := 1; ; n++ {
		line, end, err := readLine(in)
		if err == nil && strings.TrimSpace(spelling.CleanLine(line)) != "" {
			var said string
			if said, err = p.addLine(store, quickadd.Split(spelling.CleanLine(line))); err == nil {
				if err := p.acknowledge(said); err != nil {
					return err
				}
			}
		}
		if err != nil {
			bad = true
			p.complain(fmt.Sprintf("line %d: %s", n, phrase.Sentence(err)))
		}
		if end || once {
			break
		}
	}
	if bad {
		return saidError{errors.New("some lines were not written")}
	}
	return nil
}

// acknowledge prints the answer to a change that is on disk.
func (p *program) acknowledge(said string) error {
	if _, err := fmt.Fprintln(p.out, said); err != nil {
		return fmt.Errorf("it was written, but this answer could not be: %w", err)
	}
	return nil
}

// readLine is the next line without its end; end says that it was the last. One
// that is too long is skipped whole and refused.
func readLine(in *bufio.Reader) (line string, end bool, err error) {
	text, more, err := in.ReadLine()
	line = strings.ToValidUTF8(string(text), "\uFFFD")
	long := more
	for more && err == nil {
		_, more, err = in.ReadLine()
	}
	switch {
	case errors.Is(err, io.EOF):
		return line, true, nil
	case err != nil:
		return "", true, fmt.Errorf("read standard input: %w", err)
	case long:
		return "", false, refusal.BadInput("The line is too long; 64 KiB fit")
	}
	return line, false, nil
}

// added is what one line came to, in JSON.
type added struct {
	Kind   string   `json:"kind"` // entry: one of a habit
	Habit  string   `json:"habit"`
	ID     string   `json:"id"`
	Day    string   `json:"day"`
	State  string   `json:"state"`
	Added  *float64 `json:"added"`
	Amount *float64 `json:"amount"`
	Window float64  `json:"window"`
	Unit   *string  `json:"unit"`
	Note   string   `json:"note"`
}

// addLine writes one entry and says what was understood.
func (p *program) addLine(store *db.DB, line quickadd.Line) (string, error) {
	now := p.clock()
	w, err := p.writeLine(store, line, now, func(all habits.List) habits.List { return all })
	switch {
	case err != nil:
		return "", err
	case w.other != nil:
		return p.otherAnswer(*w.other, w.before)
	case p.json:
		return addedJSON(w.entry, w.edit, w.after)
	}
	return answer(w.entry, w.edit, w.after, p.preferences().DayOf(now)), nil
}

// understood is what one line came to.
type understood struct {
	entry  quickadd.Entry
	edit   habits.Edit
	after  habits.Status  // of the habit, on the day of the entry
	other  *record.Change // about something else than a habit
	before boundary.List  // as they were
}

// writeLine writes one entry, as of a time. Among are those of all habits that the line may
// name.
func (p *program) writeLine(store *db.DB, line quickadd.Line, now time.Time, among func(habits.List) habits.List) (w understood, err error) {
	today := p.preferences().DayOf(now)
	_, err = store.Do(func(r *db.Reader) (record.Change, error) {
		list, err := r.Habits()
		if err != nil {
			return record.Change{}, err
		}
		list = among(list)
		grammar, err := p.grammar(line, list, r)
		if err != nil {
			return record.Change{}, err
		}
		w.entry, err = grammar.Parse(line, list, today)
		if err != nil {
			return record.Change{}, err
		}
		e := w.entry
		if e.Kind != "" {
			c, err := e.Change(grammar.Boundaries, now, p.preferences())
			w.other, w.before = &c, grammar.Boundaries
			return c, err
		}
		history, err := r.History(e.Habit.ID, e.Day-calendar.Day(e.Habit.Reach()))
		if err != nil {
			return record.Change{}, err
		}
		w.edit, err = e.Edit(habits.Evaluate(e.Habit, history, today).On(e.Day))
		if err != nil {
			return record.Change{}, err
		}
		entry, err := w.edit.On(history.On(e.Day))
		if err != nil {
			return record.Change{}, err
		}
		history.Set(e.Day, entry)
		w.after = habits.Evaluate(e.Habit, history, today).On(e.Day)
		return record.Change{Edits: []habits.Edit{w.edit}}, nil
	})
	return w, err
}

// answer says what was understood: Outdoors · yesterday Sat 21 Nov · +30 min (55
// of 120 in 7 days) · selfcare undo takes it back.
func answer(e quickadd.Entry, edit habits.Edit, after habits.Status, today calendar.Day) string {
	day := "today"
	switch {
	case today-e.Day == 1:
		day = "yesterday " + e.Day.Short(today)
	case e.Day != today:
		day = e.Day.Short(today)
	}
	parts := []string{e.Habit.Name, day, what(edit, after)}
	if e.Note != "" && edit.Mark != habits.Leave {
		parts = append(parts, "with a note")
	}
	return strings.Join(append(parts, "selfcare undo takes it back"), " · ")
}

// what is what an edit did, and where that leaves the goal.
func what(edit habits.Edit, after habits.Status) string {
	g := after.Goal
	text := ""
	switch {
	case edit.Mark == habits.Leave:
		return "a note"
	case edit.Mark == habits.Add:
		text = "+" + edit.Amount.Text(g.Unit)
	case edit.State == habits.Measured:
		text = edit.Amount.Text(g.Unit)
	case edit.State == habits.Skip:
		return "rest"
	default:
		text = edit.State.String()
	}
	if g.Measure.Counts() && !g.Schedule.Tracks() {
		sum := after.Sum.Number(g.Unit) + " of "
		if g.Measure == habits.AtMost {
			sum += "at most "
		}
		text += " (" + sum + g.Target.Number(g.Unit) + window(g) + ")"
	} else if g.Schedule.Rolls() {
		text += fmt.Sprintf(" (%d of %d%s)", after.Count, g.Schedule.Times, window(g))
	}
	return text
}

func window(g habits.Goal) string {
	if g.Schedule.Days > 1 {
		return fmt.Sprintf(" in %d days", g.Schedule.Days)
	}
	return ""
}

func addedJSON(e quickadd.Entry, edit habits.Edit, after habits.Status) (string, error) {
	g := after.Goal
	a := added{
		Kind: "entry", Habit: e.Habit.Name, ID: string(e.Habit.ID), Day: e.Day.String(), State: after.State.String(),
		Window: windowOf(after), Note: after.Entry.Note, Amount: amountOf(after), Unit: unitOf(g),
	}
	if edit.Mark == habits.Add {
		n := edit.Amount.In(g.Unit)
		a.Added = &n
	}
	text, err := json.Marshal(a)
	return string(text), err
}
