// Package flags has the flags that say what a habit or a boundary is.
package flags

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/complete"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/quickadd"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Habit has the flags that say what a habit is.
type Habit struct {
	Rename string // the new name

	area, unit, schedule, key, why, plan, since string
	atLeast, atMost                             string
	check                                       bool
}

// Bind gives a command the flags; areas completes the one of that name.
func (f *Habit) Bind(cmd *cobra.Command, areas complete.Offer) {
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
	complete.Flag(cmd, "area", areas)
	complete.Flag(cmd, "schedule", complete.Schedules)
	complete.Flag(cmd, "since", complete.Days)
}

// BindEdit gives a command the flags with which a habit that is there is changed, too.
func (f *Habit) BindEdit(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.Rename, "rename", "", "the new `NAME`; the history stays")
	cmd.Flags().BoolVar(&f.check, "check", false, "the goal is a plain check")
}

// ChangesHabit reports whether a flag was given that is about the habit.
func ChangesHabit(cmd *cobra.Command) bool {
	return slices.ContainsFunc([]string{"area", "at-least", "at-most", "unit", "schedule", "key", "why", "plan", "since", "rename", "check"}, cmd.Flags().Changed)
}

// Apply returns the habit with what the flags say.
func (f *Habit) Apply(cmd *cobra.Command, h habits.Habit, today calendar.Day) (habits.Habit, error) {
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
	g, err := f.goal(given, h, today)
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

// goal returns the goal that the flags ask for, beginning with the one in force.
func (f *Habit) goal(given func(string) bool, h habits.Habit, today calendar.Day) (habits.Goal, error) {
	was := h.GoalOn(today)
	g := was
	g.From = today
	var err error
	if given("schedule") {
		if g.Schedule, err = habits.ParseSchedule(f.schedule); err != nil {
			return g, err
		}
	}
	if g.Measure, err = f.measure(given, g.Measure); err != nil {
		return g, err
	}
	if f.check {
		g.Target, g.Unit = 0, ""
	}
	if err := f.setUnit(given, &g); err != nil {
		return g, err
	}
	if err := f.setTarget(given, &g); err != nil {
		return g, err
	}
	if len(h.Goals) > 0 && was.Same(g) {
		return g, nil
	}
	return g, g.ValidateNew()
}

// measure returns how the goal is measured, which is as it was where no flag says it.
func (f *Habit) measure(given func(string) bool, was habits.Measure) (habits.Measure, error) {
	least, most := given("at-least"), given("at-most")
	switch {
	case least && most, f.check && (least || most):
		return was, refusal.BadInput("A habit has one goal: --at-least, --at-most or a check")
	case f.check:
		return habits.Check, nil
	case least:
		return habits.AtLeast, nil
	case most:
		return habits.AtMost, nil
	}
	return was, nil
}

// setUnit gives a goal its unit. A target that is not given anew stays the same number, but for one
// of time, which stays as long.
func (f *Habit) setUnit(given func(string) bool, g *habits.Goal) (err error) {
	if !given("unit") {
		return nil
	}
	if !g.Measure.Counts() {
		return refusal.BadInput("--unit goes with --at-least or --at-most")
	}
	was := g.Unit
	if g.Unit, err = quantity.ParseUnit(f.unit); err != nil {
		return err
	}
	if !(was.IsTime() && g.Unit.IsTime()) {
		g.Target = quantity.Amount(float64(g.Target) / float64(was.One()) * float64(g.Unit.One()))
	}
	return nil
}

// setTarget gives a goal its target.
func (f *Habit) setTarget(given func(string) bool, g *habits.Goal) (err error) {
	switch {
	case given("at-least"):
		g.Target, err = quantity.ParseNumber(f.atLeast, g.Unit)
	case given("at-most"):
		g.Target, err = quantity.ParseNumber(f.atMost, g.Unit)
	}
	return err
}
