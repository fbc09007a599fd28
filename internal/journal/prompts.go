package journal

import (
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/spelling"
)

// DefaultPrompts are the questions that reflections may answer, unless the person has
// others. They ask about oneself, and never what someone else feels.
var DefaultPrompts = []string{
	"What do I need tomorrow that I can give myself?",
	"What did I do today only for myself?",
	"What was hard today, and what helped a little?",
	"What am I grateful for, however small?",
	"What did I learn about myself this week?",
	"Where did I keep a limit today, and how did it feel?",
	"What was my own part in it, said kindly?",
	"What would I tell a friend who had my day?",
	"Who was good to me lately?",
	"What do I miss that was mine before?",
	"What gave me strength today, and what took it?",
	"What am I okay with, and what not?",
	"What did my body tell me today?",
	"What do I want more of next week?",
	"What may I let go of tonight?",
	"When did I last laugh, and with whom?",
	"Which old habit of mine do I want to leave behind?",
	"What am I looking forward to?",
	"What did I say no to, and what did that make room for?",
	"What have I kept up, even on the bad days?",
	"Where was I outdoors, and what did I notice there?",
	"What do I want to be able to say a year from now?",
}

// ReadPrompts reads a deck of prompts from a text: one a line, without empty lines and
// those that begin with #.
func ReadPrompts(text string) []string {
	var deck []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(spelling.CleanLine(line))
		if line != "" && !strings.HasPrefix(line, "#") {
			deck = append(deck, line)
		}
	}
	return deck
}

// PromptOn returns the prompt of a day: the deck in its order, a day each.
func PromptOn(deck []string, d calendar.Day) int {
	if len(deck) == 0 {
		return -1
	}
	return ((int(d) % len(deck)) + len(deck)) % len(deck)
}
