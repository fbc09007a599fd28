package habits

import (
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
)

// Starter returns the list offered to someone new, as of day today, without IDs, and
// which of it is ticked beforehand.
func Starter(today calendar.Day) (list List, ticked []bool) {
	week := func(times int) Schedule { return Schedule{Times: times, Days: 7} }
	add := func(tick bool, area, name, why, key string, g Goal) {
		g.From = today
		list = append(list, Habit{
			Name: name, Area: area, Key: key, Why: why,
			Position: len(list), Created: today, Goals: []Goal{g},
		})
		ticked = append(ticked, tick)
	}
	add(true, "body", "Sleep", "the rest of the day leans on it", "",
		Goal{Measure: AtLeast, Target: 7*quantity.Hours.One() + quantity.Hours.One()/2, Unit: quantity.Hours, Schedule: Daily})
	add(true, "body", "Outdoors", "daylight, and another view", "",
		Goal{Measure: AtLeast, Target: 120 * quantity.Minutes.One(), Unit: quantity.Minutes, Schedule: week(1)})
	add(true, "body", "Move", "any way you like", "", Goal{Schedule: week(3)})
	add(false, "body", "A proper meal", "at a table, cooked or not", "", Goal{Schedule: Daily})
	add(true, "mind", "Meditation", "ten minutes nobody asks for", "",
		Goal{Measure: AtLeast, Target: 10 * quantity.Minutes.One(), Unit: quantity.Minutes, Schedule: Daily})
	add(false, "mind", "Write a few lines", "out of the head, onto the page", "w", Goal{Schedule: week(3)})
	add(false, "mind", "Screens off by eleven", "nothing new arrives after it", "", Goal{Schedule: Daily})
	add(true, "joy", "Something I love", "because it is yours", "", Goal{Schedule: week(2)})
	add(true, "people", "A friend", "a voice that is glad of yours", "f", Goal{Schedule: week(3)})
	return list, ticked
}

// Begun returns those of a starter list that are ticked, as they are kept: each with an ID, one
// after the other.
func (l List) Begun(ticked []bool) []Habit {
	var begun []Habit
	for i, h := range l {
		if ticked[i] {
			h.ID = ident.New()
			h.Position = len(begun)
			begun = append(begun, h)
		}
	}
	return begun
}
