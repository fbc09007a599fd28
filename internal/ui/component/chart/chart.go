// Package chart draws shares, curves and weeks.
package chart

import (
	"math"
	"strconv"
	"strings"

	"selfcare/internal/ui/theme"
)

// BarCells is how many cells a bar has.
const BarCells = 8

// Bar is a share of 0 to 1 as a bar of eight cells.
func Bar(share float64, plain bool) string {
	g := theme.Unicode
	if plain {
		g = theme.ASCII
	}
	n := BarLength(share)
	return strings.Repeat(g.Full, n) + strings.Repeat(g.Empty, BarCells-n)
}

// BarLength is how many cells of a bar a share fills.
func BarLength(share float64) int {
	return max(0, min(BarCells, int(math.Round(share*BarCells))))
}

// Curve draws values of 0 to 1 as a line of braille, two values a cell, in rows from
// top to bottom. NaN leaves a gap. Plain draws with stars.
func Curve(values []float64, rows int, plain bool) []string {
	cells := (len(values) + 1) / 2
	dots := make([][]rune, rows)
	for i := range dots {
		dots[i] = make([]rune, cells)
	}
	last := -1
	for x, v := range values {
		if math.IsNaN(v) {
			last = -1
			continue
		}
		y := int(math.Round((1 - v) * float64(4*rows-1)))
		from, to := y, y
		if last >= 0 { // the line goes through every height between
			from, to = min(y, last+sign(y-last)), max(y, last+sign(y-last))
		}
		for at := from; at <= to; at++ {
			dots[at/4][x/2] |= brailleDot(x%2, at%4)
		}
		last = y
	}
	lines := make([]string, rows)
	for i, row := range dots {
		for j, d := range row {
			switch {
			case d == 0:
				row[j] = ' '
			case plain:
				row[j] = '*'
			default:
				row[j] = 0x2800 + d
			}
		}
		lines[i] = string(row)
	}
	return lines
}

func sign(n int) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

// brailleDot is the bit of a dot in column x, 0 or 1, and row y, 0 to 3, of a
// braille cell. Source: Unicode, Braille Patterns.
func brailleDot(x, y int) rune {
	if y == 3 {
		return 0x40 << x
	}
	return 1 << (y + 3*x)
}

// MoodLevel is a mean of moods as one sign: a bar that stands, or its number.
func MoodLevel(look *theme.Look, mean float64) string {
	if look.Glyphs == theme.ASCII {
		return strconv.Itoa(int(mean + 0.5))
	}
	levels := []rune(look.Glyphs.Levels)
	at := [...]int{0, 0, 1, 2, 3, 4, 5, 5, 6}[max(0, min(8, int(2*(mean-1)+0.5)))]
	return string(levels[at])
}

// PutBar draws a share of 0 to 1.
func PutBar(look *theme.Look, l *theme.Line, share float64, p theme.Style) {
	n := BarLength(share)
	l.Put(p, strings.Repeat(look.Glyphs.Full, n)).Put(look.Styles.Faint, strings.Repeat(look.Glyphs.Empty, BarCells-n))
}

// AxisCols is how many columns stand before a heat map and a curve.
const AxisCols = 6

// CurveRows is how many lines a curve has.
const CurveRows = 4
