package quickadd

import (
	"errors"
	"slices"
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
// A kind other than habitKind means a reserved word.
func name(words []Word, list habits.List) (h habits.Habit, k kind, taken int, err error) {
	if len(words) == 0 {
		return h, habitKind, 0, habits.Unfit("Begin with a habit's name, as in sleep 7.5h")
	}
	if words[0].Quoted {
		h, err = one(words[0].Text, list)
		return h, habitKind, 1, err
	}
	longest := min(len(words), habits.MaxName) // a name of single letters, at most
	for n := longest; n > 0; n-- {
		whole := habits.Fold(join(words[:n]))
		if i := slices.IndexFunc(list, func(h habits.Habit) bool { return habits.Fold(h.Name) == whole }); i >= 0 {
			return list[i], habitKind, n, nil
		}
	}
	for n := longest; n > 1; n-- {
		if fits := beginning(join(words[:n]), list); len(fits) == 1 {
			return fits[0], habitKind, n, nil
		}
	}
	if k, ok := reserved[habits.Fold(words[0].Text)]; ok {
		return h, k, 1, nil
	}
	n := 1 // the first word is the name even where it could be an item: sun, no
	for n < len(words) && !isItem(words[n]) {
		n++
	}
	h, err = one(join(words[:n]), list)
	return h, habitKind, n, err
}

// orArchived is err, or a better answer where the words name an archived habit.
func orArchived(err error, words []Word, list habits.List) error {
	var unknown *NameError
	if !errors.As(err, &unknown) || len(unknown.Fits) > 0 {
		return err
	}
	archived := slices.DeleteFunc(slices.Clone(list), func(h habits.Habit) bool { return h.Archived == nil })
	if h, _, _, err := name(words, archived); err == nil {
		return habits.Refuse("%s is archived; bring it back first, with selfcare habit restore", h.Name)
	}
	return err
}

// one is the one habit that text fits.
func one(text string, list habits.List) (habits.Habit, error) {
	fits := Fits(text, list)
	switch len(fits) {
	case 1:
		return fits[0], nil
	case 0:
		e := &NameError{Name: text, text: "No habit is called " + text + "."}
		if near, ok := nearest(text, list); ok {
			e.text += " Nearest: " + near.Name + "."
		}
		return habits.Habit{}, e
	}
	names := make([]string, len(fits))
	for i, h := range fits {
		names[i] = h.Name
	}
	return habits.Habit{}, &NameError{Name: text, Fits: fits, text: text + " fits " + strings.Join(names, ", ") + "."}
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
