package main

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) habitCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "habit",
		Short: "List, make, edit, archive and move habits",
		Args:  noArgs,
		RunE:  needs("list, new, edit, archive, restore or move"),
	}
	cmd.AddCommand(p.habitList(), p.habitNew(), p.habitEdit(), p.habitArchive(), p.habitRestore(), p.habitMove())
	return cmd
}

// one takes the name of one habit.
func one(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return usageError{refusal.BadInput("%s needs %s", cmd.CommandPath(), what)}
		case len(args) > 1:
			return usageError{refusal.BadInput("%s takes one name; put quotes around one of several words", cmd.CommandPath())}
		}
		return nil
	}
}

// habitJSON is a habit in the list of all. Its fields are a contract.
type habitJSON struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Area     string        `json:"area"`
	Measure  string        `json:"measure"`
	Target   *float64      `json:"target"`
	Unit     *string       `json:"unit"`
	Schedule string        `json:"schedule"`
	Key      *string       `json:"key"`
	Why      string        `json:"why"`
	Plan     string        `json:"plan"`
	Created  calendar.Day  `json:"created"`
	Archived *calendar.Day `json:"archived"`
	Goals    []goalJSON    `json:"goals"`
}

// goalJSON is one goal of a habit.
type goalJSON struct {
	From     calendar.Day `json:"from"`
	Measure  string       `json:"measure"`
	Target   *float64     `json:"target"`
	Unit     *string      `json:"unit"`
	Schedule string       `json:"schedule"`
}

func (p *program) habitOf(h habits.Habit) habitJSON {
	g := h.GoalOn(p.today())
	j := habitJSON{
		ID: string(h.ID), Name: h.Name, Area: h.Area, Measure: g.Measure.String(), Target: targetOf(g), Unit: unitOf(g),
		Schedule: g.Schedule.String(), Why: h.Why, Plan: h.Plan, Created: h.Created, Archived: h.Archived, Goals: []goalJSON{},
	}
	if h.Key != "" {
		j.Key = &h.Key
	}
	for _, g := range h.Goals {
		j.Goals = append(j.Goals, goalJSON{g.From, g.Measure.String(), targetOf(g), unitOf(g), g.Schedule.String()})
	}
	return j
}

func (p *program) habitList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List all habits, archived ones too",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			store, err := p.record()
			if err != nil {
				return err
			}
			list, err := store.Habits()
			if err != nil {
				return err
			}
			if p.json {
				all := []habitJSON{}
				for _, h := range list {
					all = append(all, p.habitOf(h))
				}
				return p.print(all)
			}
			for _, h := range list {
				text := h.Name + "  " + phrase.Goal(h.GoalOn(p.today()))
				if h.Area != "" {
					text = h.Area + ": " + text
				}
				if h.Key != "" {
					text += "  key " + h.Key
				}
				if h.Archived != nil {
					text += "  archived " + h.Archived.String()
				}
				if _, err := fmt.Fprintln(p.out, text); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// habitFlags are the flags that say what a habit is.
type habitFlags struct {
	area, unit, schedule, key, why, plan, since, rename string
	atLeast, atMost                                     string
	check                                               bool
}

func (f *habitFlags) bind(cmd *cobra.Command, p *program) {
	flags := cmd.Flags()
	flags.StringVar(&f.area, "area", "", "the `AREA` that it is listed under")
	flags.StringVar(&f.atLeast, "at-least", "", "the goal is at least `N` of a unit")
	flags.StringVar(&f.atMost, "at-most", "", "the goal is at most `N` of a unit")
	flags.StringVar(&f.unit, "unit", "", "the `UNIT`: h, min, s or any word")
	flags.StringVar(&f.schedule, "schedule", "", "the `SCHEDULE`: daily, 3/7, weekly, 1/30, mon,wed,fri or none")
	flags.StringVar(&f.key, "key", "", "the `LETTER` that checks it off")
	flags.StringVar(&f.why, "why", "", "the reason, in your own words, as `TEXT`")
	flags.StringVar(&f.plan, "plan", "", "when ..., I will ..., as `TEXT`")
	flags.StringVar(&f.since, "since", "", "the `DAY` that it begins on")
	completes(cmd, "area", p.areas)
	completes(cmd, "schedule", schedules)
	completes(cmd, "since", days)
}

func (p *program) habitNew() *cobra.Command {
	var f habitFlags
	cmd := &cobra.Command{
		Use:   "new NAME",
		Short: "Make a habit: a check, every day, where nothing else is said",
		Args:  one("a name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h := habits.Habit{ID: ident.New(), Name: spelling.NameOf(args[0]), Created: p.today(), Position: list.Next()}
				h, err := f.apply(cmd, h, p.today())
				return []habits.Habit{h}, err
			})
		},
	}
	f.bind(cmd, p)
	return cmd
}

func (p *program) habitEdit() *cobra.Command {
	var f habitFlags
	cmd := &cobra.Command{
		Use:               "edit NAME",
		Short:             "Edit a habit; another goal holds from today on",
		Args:              one("a habit"),
		ValidArgsFunction: completeOne(p.current),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h, err := find(list, args[0])
				if err != nil {
					return nil, err
				}
				if cmd.Flags().NFlag() == 0 || !changesHabit(cmd) {
					return nil, refusal.BadInput("Nothing to edit was given; selfcare habit edit --help lists what can be")
				}
				if cmd.Flags().Changed("rename") {
					h.Name = spelling.NameOf(f.rename)
				}
				h, err = f.apply(cmd, h, p.today())
				return []habits.Habit{h}, err
			})
		},
	}
	f.bind(cmd, p)
	cmd.Flags().StringVar(&f.rename, "rename", "", "the new `NAME`; the history stays")
	cmd.Flags().BoolVar(&f.check, "check", false, "the goal is a plain check")
	return cmd
}

// changesHabit reports whether a flag was given that is about the habit.
func changesHabit(cmd *cobra.Command) bool {
	for _, name := range []string{"area", "at-least", "at-most", "unit", "schedule", "key", "why", "plan", "since", "rename", "check"} {
		if cmd.Flags().Changed(name) {
			return true
		}
	}
	return false
}

// apply is the habit with what the flags say.
func (f *habitFlags) apply(cmd *cobra.Command, h habits.Habit, today calendar.Day) (habits.Habit, error) {
	given := cmd.Flags().Changed
	if given("area") {
		h.Area = spelling.NameOf(f.area)
	}
	if given("key") {
		h.Key = spelling.Fold(f.key)
	}
	if given("why") {
		h.Why = strings.TrimSpace(spelling.CleanText(f.why))
	}
	if given("plan") {
		h.Plan = strings.TrimSpace(spelling.CleanText(f.plan))
	}
	if given("since") {
		since, err := quickadd.ParseDate(f.since, today)
		if err != nil {
			return h, err
		}
		h.Created = since
	}
	g, err := f.goal(cmd, h, today)
	if err != nil {
		return h, err
	}
	switch {
	case len(h.Goals) == 0:
		g.From = h.Created
		h.Goals = []habits.Goal{g}
	case !h.GoalOn(today).Same(g):
		g.From = today
		h = h.SetGoal(g)
	}
	return h, nil // the store looks at it beside the others
}

// goal is the goal that the flags ask for, beginning with the one in force.
func (f *habitFlags) goal(cmd *cobra.Command, h habits.Habit, today calendar.Day) (habits.Goal, error) {
	given := cmd.Flags().Changed
	g := h.GoalOn(today)
	g.From = today
	var err error
	if given("schedule") {
		if g.Schedule, err = habits.ParseSchedule(f.schedule); err != nil {
			return g, err
		}
	}
	number := ""
	switch {
	case given("at-least") && given("at-most"), f.check && (given("at-least") || given("at-most")):
		return g, usageError{refusal.BadInput("A habit has one goal: --at-least, --at-most or a check")}
	case f.check:
		g.Measure, g.Target, g.Unit = habits.Check, 0, ""
	case given("at-least"):
		g.Measure, number = habits.AtLeast, f.atLeast
	case given("at-most"):
		g.Measure, number = habits.AtMost, f.atMost
	}
	if given("unit") {
		if !g.Measure.Counts() {
			return g, usageError{refusal.BadInput("--unit goes with --at-least or --at-most")}
		}
		was := g.Unit
		if g.Unit, err = habits.ParseUnit(f.unit); err != nil {
			return g, err
		}
		if number == "" && !(was.IsTime() && g.Unit.IsTime()) {
			g.Target = habits.Amount(float64(g.Target) / float64(was.One()) * float64(g.Unit.One()))
		}
	}
	if number != "" || given("at-least") || given("at-most") {
		if g.Target, err = habits.ParseNumber(number, g.Unit); err != nil {
			return g, err
		}
	}
	if len(h.Goals) > 0 && h.GoalOn(today).Same(g) {
		return g, nil
	}
	return g, g.ValidateNew()
}

func (p *program) habitArchive() *cobra.Command {
	return &cobra.Command{
		Use:               "archive NAME",
		Short:             "Take a habit from the list after today; its days stay",
		Args:              one("a habit"),
		ValidArgsFunction: completeOne(p.current),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h, err := find(list, args[0])
				if err == nil && h.Archived != nil {
					err = refusal.New("%s has been archived since %s", h.Name, h.Archived)
				}
				return []habits.Habit{h.ArchiveOn(p.today())}, err
			})
		},
	}
}

func (p *program) habitRestore() *cobra.Command {
	return &cobra.Command{
		Use:               "restore NAME",
		Short:             "Bring an archived habit back to the list",
		Args:              one("a habit"),
		ValidArgsFunction: completeOne(p.archived),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h, err := find(list, args[0])
				if err == nil && h.Archived == nil {
					err = refusal.New("%s is on the list already", h.Name)
				}
				return []habits.Habit{list.Restored(h)}, err
			})
		},
	}
}

func (p *program) habitMove() *cobra.Command {
	to := ""
	cmd := &cobra.Command{
		Use:               "move NAME --to N",
		Short:             "Move a habit to another place on the list",
		Args:              one("a habit"),
		ValidArgsFunction: completeOne(p.current),
		RunE: func(*cobra.Command, []string) error {
			return nil
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the place `N`, counted from 1")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		n, err := strconv.Atoi(to)
		if err != nil {
			return usageError{refusal.BadInput("--to needs a number, counted from 1")}
		}
		return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
			h, err := find(list, args[0])
			if err != nil {
				return nil, err
			}
			changed, err := list.Move(h.ID, n-1)
			if len(changed) == 0 {
				changed = []habits.Habit{h}
			}
			return changed, err
		})
	}
	return cmd
}

// find is the habit with a name or an ID.
func find(list habits.List, name string) (habits.Habit, error) {
	h, ok := list.Find(name)
	if !ok {
		return h, refusal.New("No habit is called %s; selfcare habit list shows them", spelling.CleanLine(name))
	}
	return h, nil
}

// changeHabits makes or edits habits and says what was done. The first of those
// that resolve answers with is the one it is about; those that stay as they were
// are not written.
func (p *program) changeHabits(resolve func(habits.List) ([]habits.Habit, error)) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	var about habits.Habit
	r, err := store.Do(func(r *db.Reader) (record.Change, error) {
		list, err := r.Habits()
		if err != nil {
			return record.Change{}, err
		}
		changed, err := resolve(list)
		if err != nil {
			return record.Change{}, err
		}
		about = changed[0]
		same := func(h habits.Habit) bool {
			return slices.ContainsFunc(list, func(was habits.Habit) bool { return reflect.DeepEqual(h, was) })
		}
		return record.PutHabits(slices.DeleteFunc(changed, same)...), nil
	})
	if err != nil {
		return err
	}
	if p.json {
		return p.print(p.habitOf(about))
	}
	if r.Done.IsEmpty() {
		_, err = fmt.Fprintf(p.out, "%s is like that already\n", about.Name)
		return err
	}
	return p.acknowledge(phrase.Change(r.Done, nil, p.today()) + " · selfcare undo takes it back")
}
