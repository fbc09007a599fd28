package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// Life returns a made-up person's year up to now, for demonstrations: the habits of [Year] and
// what was written beside them. Moods linger, and follow the night before a little; they are
// low in the month in which little was done. One boundary came out of that month: its urges
// grow rarer, and there was one slip.
func Life(now time.Time) ([]record.Row, record.Change) {
	today := calendar.DefaultPreferences.DayOf(now)
	records := Year(today)
	for _, n := range dayNotes {
		annotate(&records[n.habit], today-n.ago, n.text)
	}
	l := life{now: now, today: today, chance: rand.New(rand.NewPCG(5, 6))}
	l.boundaries()
	l.moods(records[0].History)
	l.urges()
	l.reflections()
	return records, l.change
}

// dayNotes are notes on days of habits, by their place in the list.
var dayNotes = []struct {
	habit int
	ago   calendar.Day
	text  string
}{
	{4, 3, "Restless at first, then quieter."},
	{4, 11, "On the bench by the canal instead."},
	{1, 6, "Along the river, with Ana. Cold and bright."},
	{1, 27, "Leaves everywhere. Took the long way home."},
	{2, 9, "Swam, twelve lengths."},
	{0, 15, "Slept through. First time in weeks."},
	{8, 20, "Ana called. We laughed about the bicycle."},
	{7, 34, "Piano, an hour, badly, gladly."},
	{5, 48, "Two pages. It had to get out."},
	{3, 76, "Soup for one, at the table."},
	{0, 158, "Lay awake until three."},
	{1, 163, "Ten minutes on the balcony. Better than none."},
	{8, 149, "Told my sister. She came over with bread."},
	{4, 240, "First time. Ten minutes are long."},
}

// annotate puts a note on a day, whatever else is written there.
func annotate(r *record.Row, d calendar.Day, text string) {
	all := slices.Clone(r.History.All())
	i, found := slices.BinarySearchFunc(all, d, func(e habits.Dated, d calendar.Day) int { return int(e.Day - d) })
	if !found {
		all = slices.Insert(all, i, habits.Dated{Day: d})
	}
	all[i].Note = text
	r.History = habits.HistoryOf(all, nil)
}

// life is a year that is being made up.
type life struct {
	now    time.Time
	today  calendar.Day
	chance *rand.Rand
	change record.Change
}

// The days of the story, counted back from now.
const (
	lifeDays  = 350
	badFrom   = 168 // as in Year
	badTo     = 140
	distance  = 127 // no contact since
	slipped   = 23
	slipHours = 2
)

// at returns a clock time on a day before now; today it is an hour ago at the latest.
func (l *life) at(ago int, hour, minute int) time.Time {
	y, m, d := l.now.AddDate(0, 0, -ago).Date()
	at := time.Date(y, m, d, hour, minute, 0, 0, l.now.Location())
	if latest := l.now.Add(-time.Hour); at.After(latest) {
		return latest
	}
	return at
}

// id returns the ID of what is made next: a number, so that the same year has the same IDs.
func (l *life) id() ident.ID {
	n := len(l.change.Moods) + len(l.change.Events) + len(l.change.Reflections)
	return ident.ID(fmt.Sprintf("life%05d", n))
}

// boundaries adds the boundaries.
func (l *life) boundaries() {
	for _, b := range []boundary.Boundary{
		{
			ID: "nocontact", Name: "No contact with R.", Since: calendar.Second(l.at(distance, 21, 40)),
			Okay: []string{"Thinking of what was good."}, NotOkay: []string{"Messages, at any hour.", "News of R. through friends."},
			Why:  []string{"I sleep again.", "I stop checking my phone.", "I decide who I am."},
			Said: "I need distance, and will not answer for now. Please do not write.",
			Plan: "When I want to text, I walk round the block and call Ana.",
		},
		{
			ID: "photos", Name: "No old photos after ten", Since: calendar.Second(l.at(44, 22, 0)), Position: 1,
			Plan: "When it is ten, the phone goes to the kitchen.",
		},
		{
			ID: "work", Name: "Not answering work after eight", Since: calendar.Second(l.at(322, 20, 0)), Position: 2,
			Ended: &boundary.Ending{How: boundary.LetGo, At: calendar.Second(l.at(112, 12, 0))},
		},
	} {
		l.change.Boundaries = append(l.change.Boundaries, record.Put(b)...)
	}
}

// moods adds a mood for nearly every evening: half of the last one, some of the night, and chance.
func (l *life) moods(sleep habits.History) {
	felt, usualNight := 0.0, 6.0
	for ago := lifeDays; ago >= 0; ago-- {
		usual := 3.2
		if ago <= badFrom && ago > badTo {
			usual = 2.9
		}
		felt = 0.5*felt + 0.75*l.chance.NormFloat64()
		if night := sleep.On(l.today - calendar.Day(ago)); night.State == habits.Measured {
			hours := float64(night.Amount) / float64(quantity.Hours.One())
			felt += 0.3 * (hours - usualNight) // not that both grow with the year
			usualNight = 0.9*usualNight + 0.1*hours
		}
		if l.chance.IntN(8) == 0 && ago > 0 {
			continue
		}
		rating := max(journal.LowestMood, min(journal.HighestMood, int(usual+felt+0.5)))
		noted := moodNotes[ago]
		if noted.rating > 0 {
			rating = noted.rating
		}
		m := journal.NewMood(l.at(ago, 21, l.chance.IntN(60)), rating, noted.text, calendar.DefaultPreferences)
		m.ID = l.id()
		l.change.Moods = append(l.change.Moods, record.Put(m)...)
	}
}

// moodNotes are moods with words, by how many days ago they were.
var moodNotes = map[int]struct {
	rating int
	text   string
}{
	2: {3, "tired, and glad of the day"}, 9: {4, "light"}, 26: {2, "missed R. at dinner"}, 61: {4, "a good talk"},
	127: {2, "sad, and sure"}, 150: {1, "everything heavy"}, 301: {4, "the snow helped"},
}

// urges come every other evening at first, and once a fortnight in the end. The one of the slip
// is written, too.
func (l *life) urges() {
	triggers := []string{"a photo of the lake", "a song", "the empty evening", "a message from a friend about R.", ""}
	for ago := distance - 1; ago > 0; ago-- {
		if l.chance.IntN(distance) > ago/2+6 && ago != slipped {
			continue
		}
		e := boundary.NewEvent("nocontact", boundary.Urge, l.at(ago, 22, l.chance.IntN(60)), calendar.DefaultPreferences)
		strength := min(boundary.HighestUrge, 2+ago/30+l.chance.IntN(5))
		e.ID, e.Strength, e.Trigger = l.id(), &strength, triggers[l.chance.IntN(len(triggers))]
		e.Helped = [][]string{{"the plan"}, {"time passing"}, {"Move"}, {"the plan", "Write a few lines"}, nil}[l.chance.IntN(5)]
		if e.Slipped = ago == slipped; e.Slipped {
			at := l.at(ago, 19, 20)
			e.At, e.Offset, e.Helped = calendar.Second(at), calendar.OffsetOf(at), nil
		}
		l.change.Events = append(l.change.Events, record.Put(e)...)
	}
	slip := boundary.NewEvent("nocontact", boundary.Slip, l.at(slipped, 19, 40), calendar.DefaultPreferences)
	slip.ID, slip.Note, slip.Next = l.id(), "I wrote back, two lines.", "Phone in the kitchen. Call Ana tomorrow."
	l.change.Events = append(l.change.Events, record.Put(slip)...)
	needed := boundary.NewEvent("nocontact", boundary.Contact, l.at(71, 10, 15), calendar.DefaultPreferences)
	needed.ID, needed.Note = l.id(), "The keys of the flat, by post."
	l.change.Events = append(l.change.Events, record.Put(needed)...)
}

// reflections adds the reflections.
func (l *life) reflections() {
	for _, r := range []struct {
		ago, prompt int
		text        string
	}{
		{0, 1, "I cooked. Rice and an egg, but at the table, with the radio on."},
		{5, 0, "An early night. And to leave the phone in the kitchen, so that the first thing in the morning is the window."},
		{23, 6, "I answered because I wanted to be the one who is fine. I am not yet, and that is allowed."},
		{40, 3, "The baker who remembers what I take. The light at four."},
		{88, 4, "That evenings are the hard part, and that a plan for the evening is half of it."},
		{127, 11, "I am okay with having loved. I am not okay with waiting for a phone."},
		{152, 7, "To eat something warm and to leave the dishes until tomorrow."},
		{263, 13, "More mornings like this one: slow, and mine."},
	} {
		made := journal.NewReflection(l.at(r.ago, 21, 10), journal.DefaultPrompts[r.prompt], r.text, calendar.DefaultPreferences)
		made.ID = l.id()
		l.change.Reflections = append(l.change.Reflections, record.Put(made)...)
	}
}
