// Package zone finds what was drawn where a person clicks: a page notes the row and the columns of
// what can be clicked while it lays it out.
package zone

// Zone is a part of a row of the screen: the columns from From on, before To.
type Zone struct {
	Row, From, To int
	What          int // the number, or the index, of what is drawn there
}

// Zones are parts of a screen.
type Zones []Zone

// At returns what is drawn at a column and a row, and whether anything is.
func (z Zones) At(x, y int) (what int, ok bool) {
	for _, part := range z {
		if y == part.Row && x >= part.From && x < part.To {
			return part.What, true
		}
	}
	return 0, false
}

// Down returns the zones as they stand below so many more rows.
func (z Zones) Down(rows int) Zones {
	moved := make(Zones, len(z))
	for i, part := range z {
		part.Row += rows
		moved[i] = part
	}
	return moved
}
