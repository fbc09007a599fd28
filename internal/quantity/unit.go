package quantity

import (
	"slices"
	"strings"

	"selfcare/internal/spelling"
)

// sameForOne are words that end as plurals do and are none, or not such that the ending could just
// be left out. The list has what people count, and words of other languages.
var sameForOne = []string{"glas", "kurs", "repas", "cours", "series", "species", "veces", "lens", "news", "chaos"}

// unusual are plurals whose singular no rule finds.
var unusual = map[string]string{
	"calories": "calorie", "cookies": "cookie", "movies": "movie", "smoothies": "smoothie", "selfies": "selfie", "brownies": "brownie",
	"veggies": "veggie", "pies": "pie", "ties": "tie", "headaches": "headache", "aches": "ache", "shoes": "shoe", "toes": "toe",
	"buses": "bus", "halves": "half", "loaves": "loaf", "slices": "slice", "lbs": "lb", "pcs": "pc", "reps": "rep",
}

// singular returns a unit as it follows the number 1: a cup where the person who made the habit wrote
// cups. A word that is no English plural by its ending stays as it was typed, and so does everything
// else: nobody corrects 3 glass.
func (u Unit) singular() string {
	word := string(u)
	one, ok := unusual[spelling.Fold(word)]
	has := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(word, e) })
	}
	switch {
	case ok && len(spelling.Fold(word)) == len(word) && strings.HasPrefix(spelling.Fold(word), one):
		return word[:len(one)] // in the letters that it was typed in
	case ok && word == spelling.Fold(word):
		return one
	case ok, len(word) < 4, slices.Contains(sameForOne, spelling.Fold(word)), !has("s"), has("ss", "us", "is"):
		return word
	case has("ies"):
		return strings.TrimSuffix(word, "ies") + "y"
	case has("sses", "shes", "ches", "xes", "zzes", "oes"):
		return strings.TrimSuffix(word, "es")
	}
	return strings.TrimSuffix(word, "s")
}

// after returns the unit as it follows an amount of it.
func (u Unit) after(a Amount) string {
	if a == u.One() {
		return u.singular()
	}
	return string(u)
}
