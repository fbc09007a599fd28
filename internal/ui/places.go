package ui

import "strings"

// place is a name in the header, and the letter of it that goes there.
type place struct {
	name   string
	letter int // the index of the letter that is underlined
	key    string
}

// places are those that there are, in their order.
var places = []place{{"Today", 0, "T"}, {"Trends", 1, "R"}, {"Boundaries", 0, "B"}, {"Journal", 0, "J"}}

// The places, by their index.
const (
	placeToday = iota
	placeTrends
	placeBoundaries
	placeJournal
)

// allPlaces is the names as they stand in the header.
var allPlaces = func() string {
	text := ""
	for i, p := range places {
		text += strings.Repeat(" ", min(i+1, 2)) + p.name
	}
	return text
}()

// allFrom is the width from which the header names all places.
const allFrom = 60

// header is the first line of a place: the places, and what stands at its right end.
func (s *session) header(current int, right string) string {
	l := newLine(s.width)
	s.placeNames(l, current)
	if n := len(s.queue.jobs); s.queue.failure != nil && n > 0 {
		return l.right(s.width-1, s.styles.bold, itoa(n)+" not saved").String()
	}
	if room := s.width - l.cells - 2; room > width(right) {
		l.right(s.width-1, s.styles.muted, right)
	}
	return l.String()
}

// placeNames draws the places; the current one is bold. Where it is narrow, only that
// one is named.
func (s *session) placeNames(l *line, current int) {
	for i, p := range places {
		if s.width < allFrom && i != current {
			continue
		}
		text, mark := s.styles.muted, s.styles.mark
		if i == current {
			text, mark = s.styles.bold, s.styles.here
		}
		l.put(s.styles.plain, blanks(min(l.cells+1, 2)))
		l.put(text, p.name[:p.letter]).put(mark, p.name[p.letter:p.letter+1]).put(text, p.name[p.letter+1:])
	}
}

// placeAt is the place whose name stands in column x of the header, or -1.
func (s *session) placeAt(x int) int {
	if s.width < allFrom {
		return -1
	}
	col := 1
	for i, p := range places {
		if x >= col && x < col+len(p.name) {
			return i
		}
		col += len(p.name) + 2
	}
	return -1
}
