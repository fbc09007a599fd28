// Package phrase says things to people: changes, goals, runs, counts and errors, in the same
// words on every screen and in every command.
package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
)

// Sentence returns an error as it is shown to people.
func Sentence(err error) string {
	if r := refusal.As(err); r != nil {
		return r.Text
	}
	text := UpperFirst(err.Error())
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// Refused returns the sentence about a step that was refused because of what others did since,
// with the change that it is about.
func Refused(about record.Change, list habits.List, today calendar.Day, err error) string {
	return Change(about, list, today) + ": " + LowerFirst(Sentence(err))
}

// UpperFirst returns s with its first letter in upper case.
func UpperFirst(s string) string { return mapFirst(s, unicode.ToUpper) }

// LowerFirst returns s with its first letter in lower case.
func LowerFirst(s string) string { return mapFirst(s, unicode.ToLower) }

// mapFirst returns s with f done to its first letter.
func mapFirst(s string, f func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(f(r)) + s[n:]
}
