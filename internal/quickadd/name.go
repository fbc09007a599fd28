package quickadd

import (
	"strings"

	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// NameError says that the words name no habit, or more than one.
type NameError struct {
	Name string
	// Fits are the habits that the name might be; none when it fits nothing.
	Fits habits.List
	text string
}

// Error is a sentence for the person who typed the words.
func (e *NameError) Error() string { return e.text }

// Unwrap is the error as a refusal, for which the habits that there are are the
// reason.
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
	longest := 0 // a quoted word is no part of another's name
	for longest < min(len(words), spelling.MaxName) && !words[longest].Quoted {
		longest++
	}
	for n := longest; n > 0; n-- {
		if h, ok := list.Find(join(words[:n])); ok {
			return h, habitKind, n, archived(h)
		}
	}
	current := list.Current()
	for n := longest; n > 1; n-- {
		if fits := beginning(join(words[:n]), current); len(fits) == 1 {
			return fits[0], habitKind, n, nil
		}
	}
	if k, ok := reserved[spelling.Fold(words[0].Text)]; ok {
		return h, k, 1, nil
	}
	n := 0
	for n < len(words) && !words[n].Quoted && !itemAt(words, n) {
		n++
	}
	if n == 0 { // an item, or the first word of a name that looks like one
		for n := longest; n > 1; n-- {
			if fits := beginning(join(words[:n]), current); len(fits) > 1 {
				return h, habitKind, n, doubt(join(words[:n]), fits)
			}
		}
		// The name comes first: fri is A friend before it is a day. But a yes or a no
		// alone must not become the entry of a habit that happens to begin so.
		_, isState := states[spelling.Fold(words[0].Text)]
		if !isState && len(Fits(words[0].Text, current)) > 0 {
			n = 1
		}
	}
	h, err = one(join(words[:n]), list)
	return h, habitKind, n, err
}

func noName() error { return refusal.BadInput("Begin with a habit's name, as in sleep 7.5h") }

// archived refuses a habit that is not on the list any more.
func archived(h habits.Habit) error {
	if h.Archived == nil {
		return nil
	}
	return refusal.New("%s is archived; bring it back first, with selfcare habit restore", h.Name)
}

// one is the one habit that text fits.
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

// About is the kind of entry that a line opens: empty for a habit's, else mood,
// urge, slip or contact.
func About(line Line, list habits.List) string {
	_, k, _, err := name(line.Words, list)
	if err != nil {
		return ""
	}
	return string(k)
}

// Fits are the habits whose name, or any word of whose name, text begins; the one
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
		if strings.HasPrefix(name, folded) || strings.Contains(" "+name, " "+folded) {
			fits = append(fits, h)
		}
	}
	return fits
}

// beginning is the habits whose name begins with text.
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
func nearest(text string, list habits.List) (habits.Habit, bool) {
	text = spelling.Fold(text)
	typed := strings.Fields(text)
	if len(typed) > 1 {
		typed = append(typed, text)
	}
	best, found := 0, -1
	for i, h := range list {
		name := spelling.Fold(h.Name)
		parts := strings.Fields(name)
		if len(parts) > 1 {
			parts = append(parts, name)
		}
		for _, part := range parts {
			for _, word := range typed {
				a, b := []rune(word), []rune(part)
				d := slips(a, b)
				if len(a) >= 5 && len(b) > len(a) { // the beginning of a longer one
					d = min(d, slips(a, b[:len(a)])+1)
				}
				if d <= mostSlips(min(len(a), len(b))) && (found < 0 || d < best) {
					best, found = d, i
				}
			}
		}
	}
	if found < 0 {
		return habits.Habit{}, false
	}
	return list[found], true
}

// mostSlips is how many slips a word with so many letters may have and still be known.
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
