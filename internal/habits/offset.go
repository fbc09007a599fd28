package habits

import (
	"time"

	"selfcare/internal/calendar"
)

// Clock returns when the mood was, as [Lived] has it.
func (m Mood) Clock(here *time.Location) time.Time { return m.Offset.In(m.At, here) }

// Clock returns when the event was, as [Lived] has it.
func (e Event) Clock(here *time.Location) time.Time { return e.Offset.In(e.At, here) }

// Clock returns when the reflection was begun, as [Lived] has it.
func (r Reflection) Clock(here *time.Location) time.Time { return r.Offset.In(r.At, here) }

// ByClock returns the moods in the order of the clocks that they were lived by. They must not
// be changed.
func (ms Moods) ByClock(here *time.Location) Moods { return calendar.ByClock(ms, here) }

// ByClock returns the page with all that stands on it in the order of the clocks that it was
// lived by.
func (p Page) ByClock(here *time.Location) Page {
	p.Moods, p.Reflections, p.Events = calendar.ByClock(p.Moods, here), calendar.ByClock(p.Reflections, here), calendar.ByClock(p.Events, here)
	return p
}

// EventsByClock returns events in the order of the clocks that they were lived by.
func EventsByClock(es []Event, here *time.Location) []Event { return calendar.ByClock(es, here) }
