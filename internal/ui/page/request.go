package page

import (
	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
)

// WroteBoundaryMsg says that a boundary was set up or edited on its page.
type WroteBoundaryMsg struct{ ID ident.ID }

// WroteHabitMsg says that a habit was made or edited on its page.
type WroteHabitMsg struct{ ID ident.ID }

// These are what pages ask of the app, by [Context.Ask]: no page knows another.
type (
	// GoTo shows a place, without any page over it.
	GoTo struct{ Place int }
	// GoToDay shows a day on Today, with a habit's row chosen where one is named, and says something
	// where there is something to say.
	GoToDay struct {
		Habit ident.ID
		Day   calendar.Day
		Say   string
	}
	// OpenWelcome opens the first run.
	OpenWelcome struct{}
	// OpenHabitForm opens the form of a habit, or of a new one.
	OpenHabitForm struct{ Habit *habits.Habit }
	// OpenMood opens the prompt for the mood of a day.
	OpenMood struct{ Day calendar.Day }
	// OpenUrge opens the page for an urge, under a boundary where one is named.
	OpenUrge struct{ Boundary ident.ID }
	// OpenSlip opens the form for a slip or a contact, or for the slip that an urge ended in.
	OpenSlip struct {
		Boundary ident.ID
		Kind     boundary.Kind
		Urge     *boundary.Event
	}
	// OpenReflection opens a reflection, or a new one.
	OpenReflection struct{ Reflection *journal.Reflection }
	// OpenSettings opens the settings with one of them chosen, or closes them.
	OpenSettings struct{ Key string }
	// Quit ends the program when everything is written.
	Quit struct{}
	// OpenImport opens the page that imports files.
	OpenImport struct{}
)
