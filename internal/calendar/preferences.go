package calendar

import (
	"time"
)

// Preferences are how a person counts days and reads a clock.
type Preferences struct {
	// DayStart is when a day begins: what is checked off at half past one belongs to the
	// evening before. It is from 0 to 12 hours past midnight.
	DayStart  time.Duration
	WeekStart time.Weekday
	Clock     string // Clock is the layout of a time of day, as in [time.Time.Format].
}

// DefaultPreferences hold unless a person chose others.
var DefaultPreferences = Preferences{DayStart: 4 * time.Hour, WeekStart: time.Monday, Clock: "15:04"}

// DayOf returns the day that t belongs to in t's own zone.
func (p Preferences) DayOf(t time.Time) Day { return DayOf(t, p.DayStart) }

// TimeOfDay returns what a clock shows at t, in t's own zone: 23:40, or 11:40pm.
func (p Preferences) TimeOfDay(t time.Time) string { return t.Format(p.Clock) }

// Moment returns an instant as a person in now's zone says it: 23:31 today, or Fri 30 Oct, 21:40.
func (p Preferences) Moment(t, now time.Time) string { return p.OnClock(t.In(now.Location()), now) }

// OnClock returns what a clock showed at t, in t's own zone, with the date where that is not the
// date of now.
func (p Preferences) OnClock(t, now time.Time) string {
	if DateOf(t.Date()) == DateOf(now.Date()) {
		return p.TimeOfDay(t)
	}
	return DateOf(t.Date()).Short(DateOf(now.Date())) + ", " + p.TimeOfDay(t)
}

// DaysIntoWeek returns how many days of its week lie before d.
func (p Preferences) DaysIntoWeek(d Day) int { return (int(d.Weekday()) - int(p.WeekStart) + 7) % 7 }

// WeekOf returns the first day of a day's week.
func (p Preferences) WeekOf(d Day) Day { return d - Day(p.DaysIntoWeek(d)) }

// Weekday returns the weekday that comes so many days after the first of a week.
func (p Preferences) Weekday(after int) time.Weekday {
	return time.Weekday((int(p.WeekStart) + after) % 7)
}

// At returns the instant of a time of day on the date d, as [Day.At] does. A time before the day
// start stays before it, where all that is left of the night is later.
func (p Preferences) At(d Day, clock time.Duration, zone *time.Location) time.Time {
	at := d.At(clock, zone)
	if clock >= p.DayStart {
		return at
	}
	if start := d.At(p.DayStart, zone); !at.Before(start) {
		return start.Add(-time.Second)
	}
	return at
}
