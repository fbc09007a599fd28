package phrase

import (
	"strconv"
	"strings"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/spelling"
)

// Event returns an event in a line: an urge, 7 of 10: a photo of the lake; helped: the plan.
func Event(e boundary.Event) string {
	text := eventName(e)
	if e.Slipped {
		text += ", with a slip after it"
	}
	says := ""
	add := func(label, words string) {
		words = spelling.CleanLine(words)
		switch {
		case words == "":
			return
		case says == "" && label == "":
			says = ": "
		case says == "":
			says = "; "
		case strings.ContainsAny(says[len(says)-1:], ".!?"):
			says += " "
			label = UpperFirst(label)
		default:
			says += "; "
		}
		says += label + words
	}
	add("", e.Trigger)
	add("", e.Note)
	add("helped: ", strings.Join(e.Helped, ", "))
	add("next: ", e.Next)
	return text + says
}

// eventName returns what an event is, and how strong an urge was: an urge, 7 of 10.
func eventName(e boundary.Event) string {
	name := map[boundary.Kind]string{boundary.Urge: "an urge", boundary.Slip: "a slip", boundary.Contact: "needed contact"}[e.Kind]
	if e.Strength != nil {
		name += ", " + strconv.Itoa(*e.Strength) + " of 10"
	}
	return name
}

// eventOnDay returns what an event is, with its day where that is not today.
func eventOnDay(e boundary.Event, today calendar.Day) string {
	if e.Day == today {
		return eventName(e)
	}
	return eventName(e) + ", " + e.Day.Ago(today)
}
