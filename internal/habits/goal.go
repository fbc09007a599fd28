package habits

import (
	"math/bits"
	"strconv"
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/quantity"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// A Measure is what an entry of a day is, and when it counts as done.
type Measure uint8

// The measures.
const (
	Check   Measure = iota // Check is met by a yes.
	AtLeast                // AtLeast is met when the window's sum reaches the target.
	AtMost                 // AtMost is met while the window's sum does not pass the target.
)

// Counts reports whether entries of this measure are amounts.
func (m Measure) Counts() bool { return m != Check }

// String returns check, at_least or at_most.
func (m Measure) String() string { return nameOf(m, "check", "at_least", "at_most") }

// ParseMeasure reads what String writes. Its error is a [refusal.Error].
func ParseMeasure(s string) (Measure, error) {
	for _, m := range []Measure{Check, AtLeast, AtMost} {
		if s == m.String() {
			return m, nil
		}
	}
	return Check, refusal.BadInput("%q is no measure; there are check, at_least and at_most", s)
}

// Weekdays is a set of weekdays, bit w for [time.Weekday] w.
type Weekdays uint8

// everyWeekday is all seven.
const everyWeekday Weekdays = 1<<7 - 1

// Has reports whether w is in the set.
func (ws Weekdays) Has(w time.Weekday) bool { return ws>>w&1 == 1 }

// Len returns the number of weekdays in the set.
func (ws Weekdays) Len() int { return bits.OnesCount8(uint8(ws)) }

// Names returns the set's weekdays by their first three letters, Monday first.
func (ws Weekdays) Names() []string {
	var names []string
	for i := range 7 {
		if w := time.Weekday((i + 1) % 7); ws.Has(w) {
			names = append(names, w.String()[:3])
		}
	}
	return names
}

// A Schedule says which days ask for something. With Weekdays empty it is rolling:
// Times in the last Days days. The zero Schedule asks for nothing; such a habit
// is tracked only.
type Schedule struct {
	Times, Days int
	Weekdays    Weekdays
}

// Daily is the schedule of every day.
var Daily = Schedule{Times: 1, Days: 1}

// maxWindow is the longest window, in days. The sum of as many of the largest
// amounts still fits an [Amount].
const maxWindow = 2000

// ParseSchedule reads daily, weekly, n/d, weekdays as mon,wed,fri, or none. What
// asks for every day becomes [Daily]. Its error is a [refusal.Error].
func ParseSchedule(s string) (Schedule, error) {
	s = spelling.Fold(s)
	switch s {
	case "daily", "every day":
		return Daily, nil
	case "weekly":
		return Schedule{Times: 1, Days: 7}, nil
	case "none":
		return Schedule{}, nil
	}
	if n, d, ok := strings.Cut(s, "/"); ok {
		return parseRolling(s, n, d)
	}
	var days Weekdays
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		w, ok := calendar.ParseWeekday(spelling.Fold(name))
		if !ok {
			return Schedule{}, refusal.BadInput("%q is no schedule; write daily, 3/7, weekly, 1/30, mon,wed,fri or none", s)
		}
		days |= 1 << w
	}
	return OnWeekdays(days)
}

// OnWeekdays returns the schedule of the given weekdays; all seven are [Daily]. It
// refuses the empty set.
func OnWeekdays(days Weekdays) (Schedule, error) {
	switch days {
	case 0:
		return Schedule{}, refusal.BadInput("A schedule needs a weekday; write daily, 3/7, weekly, 1/30, mon,wed,fri or none")
	case everyWeekday:
		return Daily, nil
	}
	return Schedule{Weekdays: days}, nil
}

// parseRolling reads n times in d days; s is how both were written.
func parseRolling(s, n, d string) (Schedule, error) {
	times, ok1 := wholeNumber(n)
	days, ok2 := wholeNumber(d)
	switch {
	case !ok1 || !ok2:
		return Schedule{}, refusal.BadInput("%q is no schedule; 3/7 means three times in seven days", s)
	case times > days:
		return Schedule{}, refusal.BadInput("%s asks for more days than there are; a habit counts once a day", s)
	case times == days:
		return Daily, nil
	case days > maxWindow:
		return Schedule{}, refusal.BadInput("%s looks back too far; %d days are the most", s, maxWindow)
	}
	return Schedule{Times: times, Days: days}, nil
}

// wholeNumber reads digits that make a number above 0.
func wholeNumber(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && strings.Trim(s, "0123456789") == ""
}

// Tracks reports whether the schedule is none: nothing is ever due.
func (s Schedule) Tracks() bool { return s == Schedule{} }

// Rolls reports whether the schedule is n times in d days with n < d.
func (s Schedule) Rolls() bool { return s.Days > 1 }

// Asks reports whether the schedule asks for something on day d.
func (s Schedule) Asks(d calendar.Day) bool {
	if s.Weekdays != 0 {
		return s.Weekdays.Has(d.Weekday())
	}
	return !s.Tracks()
}

// String returns daily, n/d, weekdays as mon,wed,fri, or none.
func (s Schedule) String() string {
	switch {
	case s.Weekdays != 0:
		return strings.ToLower(strings.Join(s.Weekdays.Names(), ","))
	case s.Tracks():
		return "none"
	case s == Daily:
		return "daily"
	}
	return strconv.Itoa(s.Times) + "/" + strconv.Itoa(s.Days)
}

// A Goal is what counts as done, in force from a day on until the next goal.
type Goal struct {
	From     calendar.Day
	Measure  Measure
	Target   quantity.Amount // Target is 0 for checks.
	Unit     quantity.Unit   // Unit is empty for checks, and for plain counts.
	Schedule Schedule
}

// Same reports whether g and o ask for the same, whenever they began.
func (g Goal) Same(o Goal) bool {
	g.From, o.From = 0, 0
	return g == o
}

// Validate refuses a goal that cannot be kept track of.
func (g Goal) Validate() error {
	written, err := ParseSchedule(g.Schedule.String())
	switch {
	case err != nil:
		return err
	case written != g.Schedule:
		return refusal.BadInput("%s is no schedule that can be written", g.Schedule)
	case g.Measure == Check:
		return nil
	case g.Target < 0 || g.Target.In(g.Unit) > quantity.MaxAmount:
		return refusal.BadInput("A goal must lie between 0 and 1,000,000,000")
	}
	return nil
}

// ValidateNew refuses what Validate refuses, for a goal that a person sets. With an amount the window is
// summed up, and how many times in it means nothing; only what was imported from another
// program has such a number, for how fast its strength moves.
func (g Goal) ValidateNew() error {
	if g.Measure.Counts() && g.Schedule.Times > 1 {
		return refusal.BadInput("%s does not go with an amount; 1/%d means the sum of %d days", g.Schedule, g.Schedule.Days, g.Schedule.Days)
	}
	return g.Validate()
}

// Window returns how many days, the day itself included, are summed up to judge one.
func (g Goal) Window() int {
	switch {
	case g.Schedule.Weekdays != 0 && g.Measure == Check:
		return 7
	case g.Schedule.Weekdays != 0, g.Schedule.Tracks():
		return 1
	}
	return g.Schedule.Days
}
