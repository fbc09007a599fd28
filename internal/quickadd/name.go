package quickadd

import (
	"strings"

	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// A NameError says that the words name no habit, or more than one.
type NameError struct {
	Name string
	// Fits are the habits that the name might be; none when it fits nothing.
	Fits habits.List
	text string
}

// Error returns a sentence for the person who typed the words.
func (e *NameError) Error() string { return e.text }

// Unwrap returns the error as a refusal: the habits that there are are its reason.
func (e *NameError) Unwrap() error { return &refusal.Error{Text: e.text} }

// name finds the habit that the first words name, and how many words that takes.
// A kind other than habitKind means a reserved word. Whole names are looked for
// among all habits, their beginnings among those that are not archived.
func name(words []Word, list habits.List) (h habits.Habit, k kind, taken int, err error) {
	if len(words) == 0 {
		return h, habitKind, 0, noName()
	}
	if words[0].Quoted {
		h, err = one(words[0].Text, list)
		return h, habitKind, 1, err
	}
	isWhole := func(text string) bool { _, ok := list.Find(text); return ok }
	if n := leading(words, 1, isWhole); n > 0 {
		h, _ = list.Find(join(words[:n]))
		return h, habitKind, n, archived(h)
	}
	begins := func(text string) bool { return len(beginning(text, list.Current())) == 1 }
	if n := leading(words, 2, begins); n > 0 {
		return beginning(join(words[:n]), list.Current())[0], habitKind, n, nil
	}
	if k, ok := reserved[spelling.Fold(words[0].Text)]; ok {
		return h, k, 1, nil
	}
	n := beforeItem(words)
	if n == 0 {
		n, err = likeItem(words, list.Current())
	}
	if err == nil {
		h, err = one(join(words[:n]), list)
	}
	return h, habitKind, n, err
}

// likeItem returns how many words name a habit where the first of them looks like an item; 0
// where it is one.
func likeItem(words []Word, current habits.List) (n int, err error) {
	inDoubt := func(text string) bool { return len(beginning(text, current)) > 1 }
	if n := leading(words, 2, inDoubt); n > 0 {
		text := join(words[:n])
		return n, doubt(text, beginning(text, current))
	}
	// The name comes first: fri is A friend before it is a day. But a yes or a no
	// alone must not become the entry of a habit that happens to begin so.
	_, isState := states[spelling.Fold(words[0].Text)]
	if !isState && len(Fits(words[0].Text, current)) > 0 {
		return 1, nil
	}
	return 0, nil
}

// noName refuses a line without a name.
func noName() error { return refusal.BadInput("Begin with a habit's name, as in sleep 7.5h") }

// archived refuses a habit that is not on the list any more.
func archived(h habits.Habit) error {
	if h.Archived == nil {
		return nil
	}
	return refusal.New("%s is archived; bring it back first, with selfcare habit restore", h.Name)
}

// one returns the one habit that text fits.
func one(text string, list habits.List) (habits.Habit, error) {
	if spelling.Fold(text) == "" {
		return habits.Habit{}, noName()
	}
	if h, ok := list.Find(text); ok {
		return h, archived(h)
	}
	fits := Fits(text, list.Current())
	switch len(fits) {
	case 1:
		return fits[0], nil
	case 0:
		return habits.Habit{}, unknown(text, list)
	}
	return habits.Habit{}, doubt(text, fits)
}

// doubt says that a name fits more than one habit.
func doubt(text string, fits habits.List) error {
	names := make([]string, len(fits))
	for i, h := range fits {
		names[i] = h.Name
	}
	return &NameError{Name: text, Fits: fits, text: text + " fits " + strings.Join(names, ", ") + "."}
}

// unknown says that no habit is called so, and what is near.
func unknown(text string, list habits.List) error {
	if fits := Fits(text, list); len(fits) == 1 { // only an archived one
		return archived(fits[0])
	}
	current := list.Current()
	e := &NameError{Name: text, text: "No habit is called " + text}
	switch near, ok := nearest(text, current); {
	case ok:
		e.text += ". Nearest: " + near.Name + "."
	case len(current) == 0:
		e.text += "; selfcare habit new NAME makes one."
	default:
		e.text += "; selfcare habit list shows them."
	}
	return e
}

// About returns the kind of entry that a line opens: empty for a habit's, else mood,
// urge, slip or contact.
func About(line Line, list habits.List) string {
	_, k, _, err := name(line.Words, list)
	if err != nil {
		return ""
	}
	return string(k)
}

// Fits returns the habits whose name, or any word of whose name, text begins; the one
// whose whole name it is goes before all others.
func Fits(text string, list habits.List) habits.List {
	folded := spelling.Fold(text)
	var fits habits.List
	if folded == "" {
		return nil
	}
	for _, h := range list {
		name := spelling.Fold(h.Name)
		if name == folded {
			return habits.List{h}
		}
		if spelling.BeginsWord(name, folded) {
			fits = append(fits, h)
		}
	}
	return fits
}

// beginning returns the habits whose name begins with text.
func beginning(text string, list habits.List) habits.List {
	folded := spelling.Fold(text)
	var fits habits.List
	for _, h := range list {
		if strings.HasPrefix(spelling.Fold(h.Name), folded) {
			fits = append(fits, h)
		}
	}
	return fits
}

// nearest returns the habit whose name, or a word of it, text is a slip of the finger away
// from; false where none is.
func nearest(text string, list habits.List) (nearest habits.Habit, found bool) {
	best := 0
	for _, h := range list {
		for _, part := range wordsAndWhole(h.Name) {
			for _, word := range wordsAndWhole(text) {
				if d, ok := away([]rune(word), []rune(part)); ok && (!found || d < best) {
					nearest, best, found = h, d, true
				}
			}
		}
	}
	return nearest, found
}

// wordsAndWhole returns the folded words of a text, and the whole of it where they are several.
func wordsAndWhole(text string) []string {
	text = spelling.Fold(text)
	words := strings.Fields(text)
	if len(words) > 1 {
		words = append(words, text)
	}
	return words
}

// away returns how many slips a word is away from another, or from the beginning of a longer
// one; ok says that these are few enough to know it by.
func away(word, other []rune) (d int, ok bool) {
	d = slips(word, other)
	if len(word) >= 5 && len(other) > len(word) {
		d = min(d, slips(word, other[:len(word)])+1)
	}
	return d, d <= mostSlips(min(len(word), len(other)))
}

// mostSlips returns how many slips a word with so many letters may have and still be known.
func mostSlips(letters int) int {
	switch {
	case letters < 3:
		return 0
	case letters < 6:
		return 1
	}
	return min(3, letters/3)
}

// slips returns the number of letters to insert, delete, replace or let change places with
// their neighbour to make b of a (the Damerau-Levenshtein distance, in which a place is
// touched once).
func slips(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				cost++
			}
			cost = min(cost, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cost = min(cost, rows[i-2][j-2]+1)
			}
			rows[i][j] = cost
		}
	}
	return rows[len(a)][len(b)]
}
