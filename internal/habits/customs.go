package habits

import (
	"sync/atomic"
	"time"
)

// Customs are how a person counts days and reads a clock. Like a zone they hold for the whole
// program; they are adopted when it starts, and when the person changes them.
type Customs struct {
	// DayStart is when a day begins: what is checked off at half past one belongs to the
	// evening before. It is from 0 to 12 hours past midnight.
	DayStart  time.Duration
	WeekStart time.Weekday
	Clock     string // Clock is the layout of a time of day, as in [time.Time.Format].
}

// DefaultCustoms hold unless others are adopted.
var DefaultCustoms = Customs{DayStart: 4 * time.Hour, WeekStart: time.Monday, Clock: "15:04"}

var customs atomic.Pointer[Customs]

// Adopt has customs hold from now on.
func Adopt(c Customs) { customs.Store(&c) }

func held() Customs {
	if c := customs.Load(); c != nil {
		return *c
	}
	return DefaultCustoms
}

// DayStart is when a day begins, past midnight.
func DayStart() time.Duration { return held().DayStart }

// WeekStart is the day that a week begins with.
func WeekStart() time.Weekday { return held().WeekStart }

// ClockTime is a time of day as the person reads it: 23:40, or 11:40pm.
func ClockTime(t time.Time) string { return t.Format(held().Clock) }

// InWeek is how many days of its week lie before d.
func (d Day) InWeek() int { return (int(d.Weekday()) - int(WeekStart()) + 7) % 7 }
