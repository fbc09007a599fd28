package calendar

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Offset is how far the clock that a person lived by was ahead of UTC when something was
// written down, in whole minutes. The zero Offset is unknown: earlier versions did not keep it.
type Offset struct {
	minutes int16
	known   bool
}

// maxOffset bounds offsets, either way. Since 1900 clocks have been from 12 hours behind UTC
// to 14 hours ahead of it; the rest is room for what governments decide next, as much as
// java.time.ZoneOffset leaves.
const maxOffset = 18 * time.Hour

// OffsetOf returns the offset of t's own zone. Some zones had seconds once: until 1972 Liberia
// was 44 min 30 s behind UTC. RFC 3339 cannot write those, so they are rounded, up or down,
// such that the clock still shows the same hour and minute. An offset that cannot be kept is
// unknown.
func OffsetOf(t time.Time) Offset {
	_, east := t.Zone()
	over := (east%60 + 60) % 60
	east -= over
	if t.Second() < over {
		east += 60
	}
	if t.Year() < 1 || t.Year() > 9999 { // RFC 3339 has years of four digits
		return Offset{}
	}
	o, _ := OffsetEast(int64(east))
	return o
}

// OffsetEast returns the offset of so many seconds east of UTC, and whether it can be one: a
// whole number of minutes, and no more than 18 hours.
func OffsetEast(seconds int64) (o Offset, ok bool) {
	const most = int64(maxOffset / time.Second)
	if seconds%60 != 0 || seconds < -most || seconds > most {
		return Offset{}, false
	}
	return Offset{int16(seconds / 60), true}, true
}

// East returns the offset in seconds east of UTC, and whether it is known.
func (o Offset) East() (seconds int, known bool) { return int(o.minutes) * 60, o.known }

// MarshalJSON writes the seconds east of UTC, or null where the offset is unknown: changes
// that wait to be saved are kept as JSON.
func (o Offset) MarshalJSON() ([]byte, error) {
	if !o.known {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(o.minutes)*60, 10), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (o *Offset) UnmarshalJSON(b []byte) error {
	*o = Offset{}
	if string(b) == "null" {
		return nil
	}
	east, err := strconv.ParseInt(string(b), 10, 64)
	read, ok := OffsetEast(east)
	if err != nil || !ok {
		return refusal.BadInput("%s seconds is no offset from UTC; one is written 32400, or null where it is unknown", spelling.CleanLine(string(b)))
	}
	*o = read
	return nil
}

// In returns t in the zone of the offset, or in that of here where the offset is unknown.
func (o Offset) In(t time.Time, here *time.Location) time.Time {
	if !o.known {
		return t.In(here)
	}
	return t.In(time.FixedZone("", int(o.minutes)*60))
}

// Lived is what was written down at a time. Its Clock returns that time as the person's clock
// showed it, or, where its offset is unknown, as one in the zone of here would have.
type Lived interface {
	Clock(here *time.Location) time.Time
}

// ByClock returns what was lived in the order of its clocks. What has one time on them stays
// in the order in which it is given, that of time. It must not be changed.
func ByClock[S ~[]T, T Lived](all S, here *time.Location) S {
	order := func(a, b T) int { return cmp.Compare(Wall(a.Clock(here)), Wall(b.Clock(here))) }
	if slices.IsSortedFunc(all, order) { // as it is unless the person travelled, or clocks were turned back
		return all
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, order)
	return all
}

// Wall returns what the clock on the wall shows at t, in t's own zone, as a number that grows
// with its date and time.
func Wall(t time.Time) int64 {
	_, east := t.Zone()
	return t.Unix() + int64(east)
}

// Stamp returns t as RFC 3339 writes it, with the offset of t's own zone, rounded as by
// [OffsetOf] where that has seconds.
func Stamp(t time.Time) string { return OffsetOf(t).In(t, time.UTC).Format(time.RFC3339) }
