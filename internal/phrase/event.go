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
	if e.Strength != nil {
		text += ", " + strconv.Itoa(*e.Strength) + " of 10"
	}
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
			label = strings.ToUpper(label[:min(1, len(label))]) + label[min(1, len(label)):]
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

func eventName(e boundary.Event) string {
	return map[boundary.Kind]string{boundary.Urge: "an urge", boundary.Slip: "a slip", boundary.Contact: "needed contact"}[e.Kind]
}

func eventOnDay(e boundary.Event, today calendar.Day) string {
	text := eventName(e)
	if e.Strength != nil {
		text += ", " + strconv.Itoa(*e.Strength) + " of 10"
	}
	if e.Day != today {
		text += ", " + e.Day.Ago(today)
	}
	return text
}
