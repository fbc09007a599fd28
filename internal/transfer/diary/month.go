package diary

import (
	"fmt"
	"strconv"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
)

// sameMonth reports whether two days are of one month.
func sameMonth(a, b calendar.Day) bool {
	y, m, _ := a.Date()
	y2, m2, _ := b.Date()
	return y == y2 && m == m2
}

// month writes a month: how it was in all, and its days.
func (w *writer) month(all *contents, days []diaryDay) {
	year, month, _ := days[0].day.Date()
	w.line("")
	w.line("## %s %d", month, year)
	w.monthMood(days)
	w.monthTable(all, calendar.DateOf(year, month, 1), min(calendar.DateOf(year, month+1, 1)-1, w.Today))
	for _, d := range days {
		w.day(all, d)
	}
}

// monthMood writes how the mood of a month was on average.
func (w *writer) monthMood(days []diaryDay) {
	sum, count, on := 0, 0, 0
	for _, d := range days {
		if len(d.moods) > 0 {
			on++
		}
		for _, m := range d.moods {
			sum += m.Rating
			count++
		}
	}
	if count == 0 {
		return
	}
	mean := float64(sum) / float64(count)
	w.line("")
	w.line("Mood: %s of 5 on average (%s), on %s.", strconv.FormatFloat(mean, 'f', 1, 64), escape(w.Words.Of(mean)), phrase.Count(on, "day", "days"))
}

// monthTable writes how often each habit was kept in the month, of the days on which it
// was due.
func (w *writer) monthTable(all *contents, from, to calendar.Day) {
	head := false
	for _, c := range all.evaluations {
		n := tallyOf(c, from, to)
		if !n.written {
			continue
		}
		if !head {
			head = true
			w.line("")
			w.line("| | kept | rest | in all |")
			w.line("|---|---:|---:|---:|")
		}
		h := c.Habit()
		g := h.GoalOn(to)
		often := ""
		if !g.Schedule.Tracks() {
			often = fmt.Sprintf("%d of %d", n.kept, max(n.due, n.kept))
		}
		w.line("| %s | %s | %s | %s |", escape(h.Name), often, blank(n.rest), total(n.sum, g))
	}
}

// tally is on how many days of a month a habit was kept, due or at rest, and its amounts in all.
type tally struct {
	kept, due, rest int
	sum             quantity.Amount
	written         bool // written says that there is an entry.
}

// tallyOf returns the tally of the days on which a habit was on the list.
func tallyOf(c habits.Evaluation, from, to calendar.Day) (n tally) {
	row := record.Row{Habit: c.Habit(), History: c.History()}
	for d := from; d <= to; d++ {
		if !row.ListedOn(d) {
			continue
		}
		s := c.On(d)
		n.written = n.written || !s.Entry.IsZero()
		if s.Kept {
			n.kept++
		}
		if s.Due {
			n.due++
		}
		if s.State == habits.Skip {
			n.rest++
		}
		n.sum += s.Entry.Amount
	}
	return n
}

// blank returns a number, or nothing for none.
func blank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// total returns an amount in words, or nothing for none.
func total(sum quantity.Amount, g habits.Goal) string {
	if sum == 0 {
		return ""
	}
	return escape(sum.Text(g.Unit))
}
