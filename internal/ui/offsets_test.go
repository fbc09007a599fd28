package ui

import (
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// inTokyo is a time of its clock in November. The screens are seen from UTC.
func inTokyo(day int, clock string) time.Time {
	return at(day, clock).Add(-9 * time.Hour).In(time.FixedZone("", 9*60*60))
}

// travelled is a morning of 22 November that was lived in Tokyo, when it was the evening of
// the 21st in UTC, and what was lived in the zone of here after it.
func travelled(o *fakeOthers) {
	here := func(clock string) time.Time { return at(22, clock) }
	*o = fakeOthers{boundaries: boundary.List{{ID: "peace", Name: "Peace", Since: at(1, "12:00")}}}
	for i, when := range []time.Time{inTokyo(22, "07:30"), inTokyo(22, "10:00"), here("06:15"), here("08:00")} {
		id := ident.ID([]string{"a", "b", "c", "d"}[i])
		m, e := journal.NewMood(when, i+1, []string{"", "on the plane", "", ""}[i], calendar.DefaultPreferences), boundary.NewEvent("peace", boundary.Contact, when, calendar.DefaultPreferences)
		m.ID, e.ID, e.Note = id, id, "call "+string(id)
		o.moods = append(o.moods, m)
		o.boundaries[0].Events = append(o.boundaries[0].Events, e)
	}
	r := journal.NewReflection(inTokyo(22, "08:15"), "", "Rice for breakfast.", calendar.DefaultPreferences)
	r.ID = "r"
	o.reflections = []journal.Reflection{r}
}

// inOrder fails unless texts follow each other on the screen.
func (x *terminal) inOrder(texts ...string) {
	x.t.Helper()
	text, from := x.text(), 0
	for _, want := range texts {
		i := strings.Index(text[from:], want)
		if i < 0 {
			x.t.Fatalf("%q does not follow in\n%s", want, text)
		}
		from += i + len(want)
	}
}

func TestTheJournalGoesByTheClocksThatWereLivedBy(t *testing.T) {
	x := keptBut(t, travelled, "J", sized(100, 40))
	x.inOrder("Sunday 22 November", "okay  06:15", "awful 07:30", "good  08:00", "low   10:00",
		"10:00  Low: on the plane", "10:00  Needed contact: call b", "08:15  Rice for breakfast.", "08:00  Needed contact: call d",
		"07:30  Needed contact: call a", "06:15  Needed contact: call c")
	x.hides("Saturday 21 November")
	x.hides("22:30") // 07:30 in Tokyo, by the clock of here
	// The last of the day's moods is the last that stands there.
	x.press("backspace")
	x.hides("low   10:00")
	x.shows("good  08:00")
	x.press("z")
	x.shows("low   10:00")
	// What is written at once stands in its order, too.
	x.store.elsewhere(record.Change{Moods: record.Put(journal.NewMood(inTokyo(22, "07:00"), 5, "", calendar.DefaultPreferences))})
	x.look()
	x.inOrder("okay  06:15", "great 07:00", "awful 07:30")
}

// A reflection stays on the day on which it was written, wherever it is edited.
func TestAReflectionThatIsEditedElsewhereSaysItsDay(t *testing.T) {
	x := keptBut(t, travelled, "J", sized(100, 40))
	for range 4 {
		if strings.Contains(x.chosenLine(), "Rice") {
			break
		}
		x.press("j")
	}
	x.onEntry("Rice for breakfast.")
	x.press("e")
	x.shows(" Sunday 22 November")
	x.hides("Saturday 21 November")
	x.typeText(" Tea.")
	x.press("esc")
	x.shows("08:15  Rice for breakfast. Tea.")
}

func TestABoundaryTellsItsEventsByTheirClocks(t *testing.T) {
	x := keptBut(t, travelled, "B enter", sized(100, 40))
	x.inOrder("written down", "10:00 ", "call b", "08:00 ", "call d", "07:30 ", "call a", "06:15 ", "call c")
	x.shows("since Sun 1 Nov, 12:00")
}

// What an earlier version wrote has no offset, and is shown in the zone of today.
func TestAMoodOfAnEarlierVersionIsShownInTheZoneOfToday(t *testing.T) {
	x := keptBut(t, func(o *fakeOthers) {
		travelled(o)
		for i := range o.moods {
			o.moods[i].Offset = calendar.Offset{}
		}
	}, "J", sized(100, 40))
	x.inOrder("Sunday 22 November", "awful 22:30", "low   01:00", "okay  06:15", "good  08:00") // the first of the 21st
}
