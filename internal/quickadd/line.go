package quickadd

import (
	"strings"
	"unicode"
)

// A Line is one line of quick-add, cut into words.
type Line struct {
	Words []Word
	// Note is what follows the first -- that stands alone; Noted says that there
	// is one.
	Note  string
	Noted bool
}

// A Word is a word of a line. A quoted one may hold blanks, and is never read as
// an item.
type Word struct {
	Text   string
	Quoted bool
}

// Split cuts a line at its blanks. "…" keeps blanks together; a quote that is not
// closed runs to the end of the line.
func Split(line string) Line {
	var l Line
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimLeftFunc(rest, unicode.IsSpace) {
		var w Word
		if quoted, ok := strings.CutPrefix(rest, `"`); ok {
			w.Quoted = true
			w.Text, rest, _ = strings.Cut(quoted, `"`)
		} else {
			end := strings.IndexFunc(rest, unicode.IsSpace)
			if end < 0 {
				end = len(rest)
			}
			w.Text, rest = rest[:end], rest[end:]
		}
		if w.Text == "--" && !w.Quoted {
			l.Note, l.Noted = strings.TrimSpace(rest), true
			return l
		}
		l.Words = append(l.Words, w)
	}
	return l
}

// Args returns the line that a shell's arguments make: one argument is a whole line;
// among several, one that holds blanks counts as quoted.
func Args(args []string) Line {
	if len(args) == 1 {
		return Split(args[0])
	}
	var l Line
	for i, a := range args {
		if a == "--" {
			l.Note, l.Noted = strings.TrimSpace(strings.Join(args[i+1:], " ")), true
			return l
		}
		quoted := strings.ContainsFunc(a, unicode.IsSpace)
		if text, ok := strings.CutPrefix(a, `"`); ok && len(text) > 0 && strings.HasSuffix(text, `"`) {
			a, quoted = strings.TrimSuffix(text, `"`), true
		}
		if a = strings.TrimSpace(a); a != "" {
			l.Words = append(l.Words, Word{a, quoted})
		}
	}
	return l
}

// join returns words as one text.
func join(words []Word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return strings.Join(texts, " ")
}
