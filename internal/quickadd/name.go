package quickadd

import (
	"strings"

	"selfcare/internal/habits"
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
func (e *NameError) Unwrap() error { return &habits.Refusal{Text: e.text} }

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
	for longest < min(len(words), habits.MaxName) && !words[longest].Quoted {
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
	if k, ok := reserved[habits.Fold(words[0].Text)]; ok {
		return h, k, 1, nil
	}
	n := 0
	for n < len(words) && !words[n].Quoted && !isItem(words[n]) {
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
		_, isState := states[habits.Fold(words[0].Text)]
		if !isState && len(Fits(words[0].Text, current)) > 0 {
			n = 1
		}
	}
	h, err = one(join(words[:n]), list)
	return h, habitKind, n, err
}

func noName() error { return habits.Unfit("Begin with a habit's name, as in sleep 7.5h") }

// archived refuses a habit that is not on the list any more.
func archived(h habits.Habit) error {
	if h.Archived == nil {
		return nil
	}
	return habits.Refuse("%s is archived; bring it back first, with selfcare habit restore", h.Name)
}

// one is the one habit that text fits.
func one(text string, list habits.List) (habits.Habit, error) {
	if habits.Fold(text) == "" {
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
	e := &NameError{Name: text, text: "No habit is called " + text + "."}
	if near, ok := nearest(text, list.Current()); ok {
		e.text += " Nearest: " + near.Name + "."
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
	folded := habits.Fold(text)
	var fits habits.List
	if folded == "" {
		return nil
	}
	for _, h := range list {
		name := habits.Fold(h.Name)
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
	folded := habits.Fold(text)
	var fits habits.List
	for _, h := range list {
		if strings.HasPrefix(habits.Fold(h.Name), folded) {
			fits = append(fits, h)
		}
	}
	return fits
}

// nearest is the habit whose name, or a word of it, looks most like text.
func nearest(text string, list habits.List) (habits.Habit, bool) {
	best, found := 0, -1
	folded := []rune(habits.Fold(text))
	for i, h := range list {
		name := habits.Fold(h.Name)
		for _, part := range append(strings.Fields(name), name) {
			if d := unlike(folded, []rune(part)); found < 0 || d < best {
				best, found = d, i
			}
		}
	}
	if found < 0 {
		return habits.Habit{}, false
	}
	return list[found], true
}

// unlike is the number of letters to insert, delete or replace to make b of a
// (the Levenshtein distance), less twice the letters that both begin with: a slip
// of the finger seldom hits the first.
func unlike(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return row[len(b)] - 2*same
}
