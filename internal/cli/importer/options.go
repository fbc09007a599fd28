package importer

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

// ReadOptions returns how files are read: in a format, and with what words of moods are, such as
// okay-ish=3.
func ReadOptions(from string, words []string, today calendar.Day, zone *time.Location) (transfer.Options, error) {
	if !slices.Contains(transfer.Formats, transfer.Format(from)) {
		return transfer.Options{}, refusal.BadInput("There is no format %q; there are %s", from, strings.Join(FormatNames(), ", "))
	}
	moods := map[string]int{}
	for _, w := range words {
		word, rating, err := moodOf(w)
		if err != nil {
			return transfer.Options{}, err
		}
		moods[word] = rating
	}
	return transfer.Options{From: transfer.Format(from), Moods: moods, Today: today, Zone: zone}, nil
}

// moodOf returns a word and the mood that it is.
func moodOf(text string) (word string, rating int, err error) {
	at := strings.LastIndex(text, "=") // a word may hold one
	if at < 0 {
		at = len(text)
	}
	word, digits := text[:at], strings.TrimSpace(strings.TrimPrefix(text[at:], "="))
	rating, err = strconv.Atoi(digits)
	if err != nil || strconv.Itoa(rating) != digits || rating < journal.LowestMood || rating > journal.HighestMood || strings.TrimSpace(word) == "" {
		return "", 0, refusal.BadInput("--map %q does not say what a mood is; write --map \"okay-ish=3\", with 1 to 5", text)
	}
	return spelling.Fold(spelling.CleanLine(word)), rating, nil
}

// FormatNames returns what --from can be.
func FormatNames() []string {
	var names []string
	for _, f := range transfer.Formats {
		names = append(names, string(f))
	}
	return names
}
