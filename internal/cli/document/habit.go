package document

import (
	"selfcare/internal/calendar"
	"selfcare/internal/habits"
)

// Habit is a habit in the list of all.
type Habit struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Area     string        `json:"area"`
	Measure  string        `json:"measure"`
	Target   *float64      `json:"target"`
	Unit     *string       `json:"unit"`
	Schedule string        `json:"schedule"`
	Key      *string       `json:"key"`
	Why      string        `json:"why"`
	Plan     string        `json:"plan"`
	Created  calendar.Day  `json:"created"`
	Archived *calendar.Day `json:"archived"`
	Goals    []Goal        `json:"goals"`
}

// Goal is one goal of a habit.
type Goal struct {
	From     calendar.Day `json:"from"`
	Measure  string       `json:"measure"`
	Target   *float64     `json:"target"`
	Unit     *string      `json:"unit"`
	Schedule string       `json:"schedule"`
}

// HabitOf returns a habit, with the goal that it has today.
func HabitOf(h habits.Habit, today calendar.Day) Habit {
	g := h.GoalOn(today)
	j := Habit{
		ID: string(h.ID), Name: h.Name, Area: h.Area, Measure: g.Measure.String(), Target: targetOf(g), Unit: unitOf(g),
		Schedule: g.Schedule.String(), Why: h.Why, Plan: h.Plan, Key: OrNull(h.Key), Created: h.Created, Archived: h.Archived, Goals: []Goal{},
	}
	for _, g := range h.Goals {
		j.Goals = append(j.Goals, Goal{g.From, g.Measure.String(), targetOf(g), unitOf(g), g.Schedule.String()})
	}
	return j
}
