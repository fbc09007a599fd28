package page

import (
	"strconv"
	"strings"

	"selfcare/internal/ui/theme"
)

// Place is a name in the header, and the letter of it that goes there.
type Place struct {
	Name   string
	Letter int // the index of the letter that is underlined
	Key    string
}

// Places are those that there are, in their order.
var Places = []Place{{"Today", 0, "T"}, {"Trends", 1, "R"}, {"Boundaries", 0, "B"}, {"Journal", 0, "J"}}

// The places, by their index.
const (
	PlaceToday = iota
	PlaceTrends
	PlaceBoundaries
	PlaceJournal
)

// AllPlaces is the names as they stand in the header.
var AllPlaces = func() string {
	text := ""
	for i, p := range Places {
		text += strings.Repeat(" ", min(i+1, 2)) + p.Name
	}
	return text
}()

// AllFrom is the width from which the header names all places.
const AllFrom = 60

// Header is the first line of a place: the places, and what stands at its right end.
func (s *Context) Header(current int, right string) string {
	l := theme.NewLine(s.Width)
	s.PlaceNames(l, current)
	if n := s.NotSaved(); n > 0 {
		return l.Right(s.Width-1, s.Styles.Bold, strconv.Itoa(n)+" not saved").String()
	}
	if room := s.Width - l.Cells - 2; room > theme.Width(right) {
		l.Right(s.Width-1, s.Styles.Muted, right)
	}
	return l.String()
}

// PlaceNames draws the places; the current one is bold. Where it is narrow, only that
// one is named.
func (s *Context) PlaceNames(l *theme.Line, current int) {
	for i, p := range Places {
		if s.Width < AllFrom && i != current {
			continue
		}
		text, mark := s.Styles.Muted, s.Styles.Mark
		if i == current {
			text, mark = s.Styles.Bold, s.Styles.Here
		}
		l.Put(s.Styles.Plain, theme.Blanks(min(l.Cells+1, 2)))
		l.Put(text, p.Name[:p.Letter]).Put(mark, p.Name[p.Letter:p.Letter+1]).Put(text, p.Name[p.Letter+1:])
	}
}

// PlaceAt is the place whose name stands in column x of the header, or -1.
func (s *Context) PlaceAt(x int) int {
	if s.Width < AllFrom {
		return -1
	}
	col := 1
	for i, p := range Places {
		if x >= col && x < col+len(p.Name) {
			return i
		}
		col += len(p.Name) + 2
	}
	return -1
}
