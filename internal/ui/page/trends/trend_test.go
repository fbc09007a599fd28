package trends

import (
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/sample"
	"selfcare/internal/ui/theme"
)

// sunday is the day on which the trends are looked at: Sunday 22 November 2026.
var sunday = calendar.DateOf(2026, time.November, 22)

func TestColumnsCoverTheirSpanWithoutGaps(t *testing.T) {
	tr := newTrend(sample.Many(6, 20*365, sunday)[0], sunday, theme.Unicode, calendar.DefaultPreferences)
	for _, s := range spans {
		for room := 1; room < 120; room++ {
			columns := tr.columnsOf(s, room, sunday)
			if n := len(columns); n < 1 || n > room {
				t.Fatalf("%s in %d: %d columns", s.name, room, n)
			}
			for i, c := range columns {
				if c.to < c.from || i > 0 && columns[i-1].to+1 != c.from {
					t.Fatalf("%s in %d: %v", s.name, room, columns)
				}
			}
			last := columns[len(columns)-1]
			if last.from > sunday || last.to < sunday {
				t.Fatalf("%s in %d ends with %v", s.name, room, last)
			}
			if first := columns[0].from; s.days == 0 && first > tr.first {
				t.Fatalf("all in %d begins on %s, after %s", room, first, tr.first)
			}
		}
	}
}

func BenchmarkTrend(b *testing.B) {
	r := sample.Many(6, 20*365, sunday)[1]
	b.ReportAllocs()
	for b.Loop() {
		newTrend(r, sunday, theme.Unicode, calendar.DefaultPreferences)
	}
}
