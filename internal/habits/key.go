package habits

import (
	"strings"

	"selfcare/internal/ident"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// OwnKeys are the letters that a habit may take as its quick key. Every other
// letter is, or may become, a command.
const OwnKeys = "bcfiopstvwy"

// commandKeys says what the other lower-case letters do on Today, for the answer
// to someone who wants one of them for a habit.
var commandKeys = map[rune]string{
	'a': "add", 'd': "go to a date", 'e': "edit", 'g': "top", 'h': "the day before", 'j': "down", 'k': "up",
	'l': "the day after", 'm': "mood", 'n': "note", 'q': "quit", 'r': "rest", 'u': "an urge", 'x': "not today", 'z': "undo",
}

// validateKey refuses what cannot be a habit's key; free are the keys to offer
// instead.
func validateKey(key string, free []string) error {
	if key == "" || len(key) == 1 && strings.Contains(OwnKeys, key) {
		return nil
	}
	offer := strings.Join(free, " ")
	if r := []rune(spelling.Fold(key)); len(r) == 1 && commandKeys[r[0]] != "" {
		return refusal.BadInput("%s is %s on Today. Free: %s", spelling.Fold(key), commandKeys[r[0]], offer)
	}
	return refusal.BadInput("%q cannot be a habit's key. Free: %s", key, offer)
}

// FreeKeys returns the quick keys that no habit on the list has, but for the habit
// with the given ID, whose own key counts as free.
func (l List) FreeKeys(id ident.ID) []string {
	taken := ""
	for _, h := range l {
		if h.ID != id && h.Archived == nil {
			taken += h.Key
		}
	}
	var free []string
	for _, k := range strings.Split(OwnKeys, "") {
		if !strings.Contains(taken, k) {
			free = append(free, k)
		}
	}
	return free
}
