package harsh

import (
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// readHabits reads the list of habits: # begins a comment, ! a heading, and each other
// line is Name: how often[: last day].
func readHabits(b *bundle.Bundle, text string) []*listed {
	var all []*listed
	named := map[string]bool{}
	area, n := "", 0
	for line := range strings.Lines(lineFeeds(text)) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '!':
			area = b.AreaOf(strings.TrimLeft(line, "! "))
		default:
			h, err := readHabit(line)
			if err == nil && named[h.name] {
				err = refusal.BadInput("There is a habit called %s already", h.name)
			}
			if err != nil {
				b.Skip("habits", n, err)
				continue
			}
			h.area = area
			named[h.name] = true
			all = append(all, h)
		}
	}
	return all
}

func readHabit(line string) (*listed, error) {
	h := &listed{}
	name, often, ok := cutLast(line)
	if d, err := calendar.ParseDay(often); ok && err == nil {
		h.last = &d
		name, often, ok = cutLast(name)
	}
	if !ok {
		return nil, refusal.BadInput("%q isn't a habit; a line is Name: 3/7", bundle.Shorten(line))
	}
	var err error
	if h.times, h.days, err = readFrequency(often); err != nil {
		return nil, err
	}
	h.name, h.line = spelling.NameOf(name), name
	_, _, err = bundle.NameOf(name)
	return h, err
}

// cutLast cuts at the last colon: a name may hold others.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndex(s, ":")
	if i < 0 {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:]), true
}

// readFrequency reads N (once in N days), 0 (nothing asked for) or T/I; a w is weeks.
func readFrequency(s string) (times, days int, err error) {
	number := func(s string) int {
		s = strings.TrimSpace(s)
		plain, weeks := strings.CutSuffix(s, "w")
		n, err := strconv.Atoi(plain)
		switch {
		case err != nil || n < 0 || n > 1_000_000:
			return -1
		case weeks:
			n *= 7
		}
		return n
	}
	before, after, both := strings.Cut(s, "/")
	times, days = number(before), number(after)
	if !both {
		if times, days = 1, times; days == 0 {
			times, days = 0, 1
		}
	}
	if times < 0 || days < 1 {
		return 0, 0, refusal.BadInput("%q isn't a frequency; harsh writes 1, 7, 0 or 3/7", bundle.Shorten(s))
	}
	return times, days, nil
}
