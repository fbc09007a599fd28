package importer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"selfcare/internal/phrase"
	"selfcare/internal/transfer"
)

// Lines says what an import did, or would do; how is what it says of replacing what is here.
func Lines(sum transfer.Summary, dryRun bool, how string) []string {
	lines := []string{firstLine(sum, dryRun)}
	if sum.Same > 0 {
		lines = append(lines, phrase.Count(sum.Same, "entry was", "entries were")+" here already.")
	}
	if sum.Replaced > 0 {
		lines = append(lines, phrase.Count(sum.Replaced, "of the entries takes", "of the entries take")+" the place of what was here.")
	}
	lines = append(lines, stayed(sum, how)...)
	if sum.Future > 0 {
		lines = append(lines, phrase.Count(sum.Future, "row is", "rows are")+" in the future and "+was(sum.Future)+" left out.")
	}
	if len(sum.Left) > 0 {
		var left []string
		for _, l := range sum.Left {
			left = append(left, l.String())
		}
		lines = append(lines, "Not imported: "+strings.Join(left, ", ")+".")
	}
	return append(lines, sum.Remarks...)
}

// firstLine says what was, or would be, written.
func firstLine(sum transfer.Summary, dryRun bool) string {
	first := sum.From + ": " + wrote(sum)
	if strings.HasPrefix(first, "a") { // a CSV file; harsh writes itself small
		first = strings.ToUpper(first[:1]) + first[1:]
	}
	if sum.Matched > 0 {
		first += "; " + phrase.Count(sum.Matched, "habit is", "habits are") + " here already"
	}
	if dryRun {
		first = "Would import from " + sum.From + ": " + strings.TrimPrefix(first[len(sum.From):], ": ") + ". Nothing was written"
	}
	return first + "."
}

// wrote returns how many of each thing are new.
func wrote(sum transfer.Summary) string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{sum.Made, "new habit", "new habits"},
		{sum.Changed, "changed habit", "changed habits"},
		{sum.Entries, "entry", "entries"},
		{sum.Moods, "mood", "moods"},
		{sum.Boundaries, "boundary", "boundaries"},
		{sum.Events, "event", "events"},
		{sum.Reflections, "reflection", "reflections"},
		{sum.HelpLines, "set of help lines", "sets of help lines"},
	} {
		if part.n > 0 {
			parts = append(parts, phrase.Count(part.n, part.one, part.many))
		}
	}
	if len(parts) == 0 {
		return "nothing new"
	}
	return strings.Join(parts, ", ")
}

// stayed says what is different here, and stays so.
func stayed(sum transfer.Summary, how string) (lines []string) {
	if sum.Kept > 0 {
		lines = append(lines, phrase.Count(sum.Kept, "day says", "days say")+" something else here, and that stays"+how+".")
	}
	if sum.Unchanged > 0 {
		lines = append(lines, phrase.Count(sum.Unchanged, "habit is", "habits are")+" set up differently here, and that stays"+how+".")
	}
	if sum.OthersKept > 0 {
		lines = append(lines, phrase.Count(sum.OthersKept, "mood, event or text says", "moods, events or texts say")+" something else here, and that stays"+how+".")
	}
	return lines
}

// was returns the verb for a number of things.
func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// mostTold is how many bad rows are told one by one.
const mostTold = 20

// LeftOut says which rows were left out, and why; with flags, how to say what a mood is.
func LeftOut(sum transfer.Summary, flags bool) []string {
	var lines []string
	for _, row := range sum.Bad[:min(mostTold, len(sum.Bad))] {
		lines = append(lines, row.String())
	}
	more := sum.BadRows - len(lines)
	for _, word := range unmappedWords(sum) {
		n := sum.Unmapped[word]
		more -= n
		line := fmt.Sprintf("%s with the mood %q", phrase.Count(n, "row", "rows"), word)
		if flags {
			line += fmt.Sprintf(" "+was(n)+" left out; say what it is, 1 to 5: --map %q", word+"=3")
		}
		lines = append(lines, line+".")
	}
	if more > 0 {
		lines = append(lines, phrase.Count(more, "more row was", "more rows were")+" left out.")
	}
	return lines
}

// unmappedWords returns mood words that nobody has said the rating of, the most used first.
func unmappedWords(sum transfer.Summary) []string {
	words := slices.Sorted(maps.Keys(sum.Unmapped))
	slices.SortStableFunc(words, func(a, b string) int { return sum.Unmapped[b] - sum.Unmapped[a] })
	return words
}
