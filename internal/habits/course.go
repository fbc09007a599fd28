package habits

// Course is one habit's goals laid over its history, seen from a day: today, or
// an earlier day for which nothing later is known.
type Course struct {
	habit   Habit
	history History
	until   Day
	fills   []fill
}

// fill is the stretches of one of the habit's rolling checks.
type fill struct {
	schedule  Schedule
	intervals []interval
}

// Standing is what one day of a course shows.
type Standing struct {
	Day   Day
	Goal  Goal  // Goal is the one in force.
	Entry Entry // Entry is what was written.
	State State // State is what the day shows; never Measured.
	Due   bool  // Due says that the day asks for the habit.
	Kept  bool  // Kept says that the day counts for a run.
	Sum   Amount
	Count int // Sum is of the amounts, Count of the yes-days in the goal's window.
}

// NewCourse judges history by the goals of habit, as of day until. History has
// to reach back [Habit.Reach] days before the first day that is asked for, and
// to hold what was written since.
func NewCourse(habit Habit, history History, until Day) Course {
	c := Course{habit: habit, history: history, until: until}
	var yes []Day
	for _, g := range habit.Goals {
		if g.Measure != Check || !g.Schedule.Rolls() || c.fillOf(g.Schedule) != nil {
			continue
		}
		if yes == nil {
			yes = c.yesDays()
		}
		c.fills = append(c.fills, fill{g.Schedule, intervals(yes, g.Schedule.Times, g.Schedule.Days)})
	}
	return c
}

// Habit is the habit whose course it is.
func (c Course) Habit() Habit { return c.habit }

// History is the history that is judged.
func (c Course) History() History { return c.history }

// On is what day d shows.
func (c Course) On(d Day) Standing {
	s := Standing{Day: d, Goal: c.habit.GoalOn(d), Entry: c.history.On(d)}
	window := Day(s.Goal.Window())
	if s.Goal.Measure == Check {
		s.Count = c.history.count(d-window+1, d)
	} else {
		s.Sum = c.history.sum(d-window+1, d)
	}
	s.State = c.stateOf(s)
	s.Due = s.Goal.Schedule.Asks(d) && s.State != Skip
	s.Kept = s.Due && c.begun(d) && c.counts(s)
	return s
}

// Missing is how much of an at-least goal is still to do; 0 when it is met, and
// for every other measure.
func (s Standing) Missing() Amount {
	if s.Goal.Measure != AtLeast {
		return 0
	}
	return max(0, s.Goal.Target-s.Sum)
}

func (c Course) stateOf(s Standing) State {
	if s.Entry.State == Skip {
		return Skip
	}
	switch s.Goal.Measure {
	case AtLeast:
		return c.atLeastState(s)
	case AtMost:
		switch {
		case s.Entry.State == Unknown:
			return Unknown
		case s.Sum > s.Goal.Target:
			return No
		}
		return Yes
	}
	switch {
	case s.Entry.done():
		return Yes
	case c.filled(s):
		return Filled
	case s.Entry.State == Unknown:
		return Unknown
	}
	return No
}

func (c Course) atLeastState(s Standing) State {
	written := s.Entry.State
	switch met := s.Sum >= s.Goal.Target; {
	case met && written != Unknown:
		return Yes
	case met && c.begun(s.Day) && s.Day <= c.until:
		return Filled
	case written == Measured && s.Entry.Amount > 0:
		return Partial
	case written == No || written == Measured:
		return No
	}
	return Unknown // nothing written, or a yes from the days when it was a check
}

// counts reports whether a due day's goal is met on it, or met around it.
func (c Course) counts(s Standing) bool {
	if s.Goal.Measure == AtLeast {
		return s.Sum >= s.Goal.Target && s.Day <= c.until
	}
	return s.State == Yes || s.State == Filled
}

// begun reports whether day d is the day of the first entry or after it.
func (c Course) begun(d Day) bool {
	first, ok := c.history.First()
	return ok && first <= d
}

func (c Course) filled(s Standing) bool {
	f := c.fillOf(s.Goal.Schedule)
	if f == nil || s.Day > c.until || !c.begun(s.Day) {
		return false
	}
	for _, in := range f.intervals {
		if in.begin <= s.Day && s.Day <= in.end {
			return true
		}
	}
	return false
}

func (c Course) fillOf(s Schedule) *fill {
	for i := range c.fills {
		if c.fills[i].schedule == s {
			return &c.fills[i]
		}
	}
	return nil
}

// yesDays are the yes-days up to until, newest first.
func (c Course) yesDays() []Day {
	var yes []Day
	all := c.history.All()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].done() && all[i].Day <= c.until {
			yes = append(yes, all[i].Day)
		}
	}
	return yes
}
