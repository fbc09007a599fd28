package ui

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/sample"
)

// state is a screen as one can come to it.
type state struct {
	name string
	// cursor says that one row or choice has a ▸, field that a field is open.
	cursor, field bool
	open          func(t testing.TB, with ...options) *terminal
}

var errFull = errors.New("no space left on the disk")

// keysOn starts on a record and presses keys.
func keysOn(records func() []record.Row, keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := start(t, records(), with...)
		x.press(keys)
		return x
	}
}

// typed is keys, then text typed.
func typed(records func() []record.Row, keys, text string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := keysOn(records, keys)(t, with...)
		x.typeText(text)
		return x
	}
}

// pasted is keys, then text pasted.
func pasted(records func() []record.Row, keys, text string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := keysOn(records, keys)(t, with...)
		x.paste(text)
		return x
	}
}

func none() []record.Row  { return nil }
func sixty() []record.Row { return many(60) }

// years is six habits of twenty years, one of each sort.
func years() []record.Row { return sample.Many(6, 20*365, sunday) }

// one is a habit with a single entry.
func one() []record.Row {
	h := made("move", "body", "Move", habits.Goal{Schedule: habits.Daily})
	return []record.Row{{Habit: h, History: habits.HistoryOf([]habits.Dated{{Day: sunday, Entry: habits.Entry{State: habits.Yes}}}, nil)}}
}

// states are all the screens there are, as far as tests need to tell them apart.
func states() []state {
	const row, field = true, true
	return append([]state{
		{"first run", row, !field, keysOn(none, "")},
		{"first run, walked and ticked", row, !field, keysOn(none, "space G space")},
		{"empty", !row, !field, keysOn(none, "esc")},
		{"loading", !row, !field, func(t testing.TB, with ...options) *terminal {
			x := newTerminal(t, newFakeStore(drawn()...), with...)
			x.hold = true
			x.run(x.app.Init())
			return x
		}},
		{"not readable", !row, !field, func(t testing.TB, with ...options) *terminal {
			store := newFakeStore(drawn()...)
			store.unread = errors.New("open ~/.local/share/selfcare/selfcare.db: the disk gives no answer to what is asked of it, and has not for a while")
			return startOn(t, store, with...)
		}},
		{"damaged", !row, !field, onDamaged(aSurvey(), "")},
		{"damaged, what happened", !row, !field, onDamaged(aSurvey(), "j ?")},
		{"damaged, with losses", !row, !field, onDamaged(RecoveryReport{File: "~/selfcare.db", Made: aSurvey().Made, Habits: 1, Entries: 1, Changes: 12, Lost: 2, LostEntries: 3400}, "")},
		{"damaged, nothing left", !row, !field, onDamaged(RecoveryReport{File: "~/selfcare.db"}, "")},
		{"ordinary", row, !field, keysOn(drawn, "j j j j")},
		{"every sort", row, !field, keysOn(sorts, "G")},
		{"long names", row, !field, keysOn(wide, "j")},
		{"long names, at the end", row, !field, keysOn(wide, "G")},
		{"sixty habits", row, !field, keysOn(sixty, "")},
		{"sixty habits, in the middle", row, !field, keysOn(sixty, "pgdown pgdown j")},
		{"sixty habits, at the end", row, !field, keysOn(sixty, "G")},
		{"yesterday", row, !field, keysOn(drawn, "left")},
		{"trends", row, !field, keysOn(drawn, "j j j j tab")},
		{"trends, thirty days", row, !field, keysOn(drawn, "R - - h h h")},
		{"trends, all", row, !field, keysOn(drawn, "R + b")},
		{"trends, every sort", row, !field, keysOn(sorts, "R j j j j j j j j j")},
		{"trends, long names", row, !field, keysOn(wide, "j R")},
		{"trends, sixty habits", row, !field, keysOn(sixty, "R G")},
		{"trends, twenty years", row, !field, keysOn(years, "R j j b b")},
		{"trends, twenty years, all", row, !field, keysOn(years, "R j j + pgup")},
		{"trends, empty", !row, !field, keysOn(none, "esc tab")},
		{"trends, one entry", row, !field, keysOn(one, "tab")},
		{"three weeks ago", row, !field, typedEnter(drawn, "d", "-21d")},
		{"before all habits", !row, !field, typedEnter(drawn, "d", "2024-02-29")},
		{"a command", row, field, keysOn(drawn, "j j j j :")},
		{"a command, found", row, field, typed(drawn, "j j j j :", "rest")},
		{"a command, none", !row, field, typed(drawn, ":", "nothing of the kind, however long it is, and however it is written")},
		{"a year", row, !field, lifeOn("j j j j")},
		{"a year, trends", row, !field, lifeOn("j j j j R")},
		{"a year, links", !row, !field, lifeOn("R L")},
		{"a year, boundaries", row, !field, lifeOn("B")},
		{"a year, one boundary", row, !field, lifeOn("B enter")},
		{"a year, journal", row, !field, lifeOn("J")},
		{"settings", row, !field, keysOn(drawn, ", j j")},
		{"settings, words", row, field, keysOn(drawn, ", j j j enter")},
		{"settings, wrong words", row, field, keysOn(drawn, ", j j j enter , x enter")},
		{"rest days", row, field, typed(drawn, ": r e s t space f r o m enter", "20 dec..3 jan")},
		{"welcome back", row, !field, away(4)},
		{"welcome back, after years", row, !field, away(900)},
		{"after midnight", row, !field, func(t testing.TB, with ...options) *terminal {
			x := newTerminal(t, newFakeStore(drawn()...), with...)
			x.now = time.Date(2026, time.November, 23, 1, 30, 0, 0, time.UTC)
			x.look()
			x.run(x.app.Init())
			return x
		}},
		{"a message", row, !field, keysOn(drawn, "3")},
		{"a long message", row, !field, keysOn(wide, "1")},
		{"archived", row, !field, keysOn(drawn, "j j A")},
		{"filter", row, field, typed(drawn, "/", "me")},
		{"filter, nothing fits", !row, field, typed(drawn, "/", "xyz")},
		{"filter, a long one", !row, field, typed(drawn, "/", strings.Repeat("wide 漢字 ", 7))},
		{"filter, kept", row, !field, typedEnter(drawn, "/", "me")},
		{"amount", row, field, keysOn(drawn, "2")},
		{"amount, typed", row, field, typed(drawn, "2", "1h30")},
		{"amount, set", row, field, typed(drawn, "2 =", "40")},
		{"amount, nothing missing", row, field, keysOn(drawn, "1")},
		{"amount, of another unit", row, field, typedEnter(drawn, "1", "8 km")},
		{"amount, a long one", row, field, typed(drawn, "1", "12345678901234567890")},
		{"amount, at a long name", row, field, keysOn(wide, "2")},
		{"add", row, field, keysOn(drawn, "a")},
		{"add, a reading", row, field, typed(drawn, "a", "out 30m yest")},
		{"add, candidates", row, field, typed(drawn, "a", "s 8")},
		{"add, long candidates", row, field, typed(wide, "a", "a")},
		{"add, an error", row, field, typed(drawn, "a", "walk 5")},
		{"add, a long line", row, field, pasted(drawn, "a", "meditation 10 -- "+strings.Repeat("a word and 漢字 ", 20))},
		{"note", row, field, typed(drawn, "5 esc n", "Restless at first, then quieter.")},
		{"note, of several lines", row, field, func(t testing.TB, with ...options) *terminal {
			x := keysOn(drawn, "5 esc n")(t, with...)
			x.paste("Restless at first, then quieter. Thought of the lake, not of")
			x.typeText(" R.")
			x.press("ctrl+j ctrl+j")
			x.typeText("Then the kettle.")
			return x
		}},
		{"note, a long one", row, field, func(t testing.TB, with ...options) *terminal {
			x := keysOn(wide, "G n")(t, with...)
			x.paste(strings.Repeat("many words and 漢字 and 👩‍👩‍👧‍👦, ", 50) + "\n\n" + strings.Repeat("x", 300))
			return x
		}},
		{"date", row, field, typed(drawn, "d", "sat")},
		{"date, an error", row, field, typed(drawn, "d", "2026-13-45")},
		{"habit, a check", row, field, keysOn(drawn, "j j e")},
		{"habit, an amount", row, field, keysOn(drawn, "j j j j e tab tab tab")},
		{"habit, its key", row, field, keysOn(drawn, "w e tab tab tab tab")},
		{"habit, long words", row, field, keysOn(wide, "j e")},
		{"habit, new", row, field, keysOn(drawn, "N")},
		{"habit, not right yet", row, field, typedEnter(drawn, "N", "Sleep")},
		{"keys", !row, !field, keysOn(drawn, "?")},
		{"keys, the next page", !row, !field, keysOn(drawn, "? space")},
		{"mood", row, !field, keysOn(drawn, "m 4")},
		{"mood, a note", row, field, typed(drawn, "m 2 tab", "woke at five and could not sleep")},
		{"mood, yesterday", row, !field, keysOn(drawn, "left m right")},
		{"with a boundary", row, !field, keptOn("")},
		{"with a boundary, a mood written", row, !field, keptOn("m 5 enter")},
		{"boundaries", row, !field, keptOn("B")},
		{"boundaries, all of one", row, !field, keptOn("B enter")},
		{"boundaries, one that ended", row, !field, keptOn("B G enter")},
		{"boundaries, none", !row, !field, keysOn(drawn, "B")},
		{"urge", !row, !field, keptOn("u")},
		{"urge, rated", !row, !field, keptOn("u 7")},
		{"urge, no boundary", !row, !field, keysOn(drawn, "u")},
		{"urge, ten minutes", row, !field, keptOn("u 1 0 enter")},
		{"urge, ten minutes, no boundary", row, !field, keysOn(drawn, "u enter")},
		{"urge, a while later", row, !field, func(t testing.TB, with ...options) *terminal {
			x := keptOn("u 7 enter")(t, with...)
			x.seconds(187)
			x.press("space j")
			return x
		}},
		{"urge, ten minutes over", row, !field, func(t testing.TB, with ...options) *terminal {
			x := keptOn("u 7 enter")(t, with...)
			x.seconds(600)
			return x
		}},
		{"urge, what helped", row, !field, keptOn("u 7 enter enter space")},
		{"urge, what set it off", row, field, func(t testing.TB, with ...options) *terminal {
			x := keptOn("u 7 enter enter space tab tab")(t, with...)
			x.typeText("a photo of the lake")
			return x
		}},
		{"slip", row, !field, keptOn("B s")},
		{"slip, in words", row, field, func(t testing.TB, with ...options) *terminal {
			x := keptOn("B s tab tab")(t, with...)
			x.typeText("I wrote back, two lines.")
			return x
		}},
		{"slip, a time that cannot be", row, field, func(t testing.TB, with ...options) *terminal {
			x := keptOn("B s tab")(t, with...)
			x.press("backspace backspace backspace backspace backspace")
			x.typeText("23:50")
			x.press("enter")
			return x
		}},
		{"slip, begun again", row, !field, keptOn("B s enter")},
		{"needed contact", row, !field, keptOn("B c")},
		{"set up", row, !field, keptOn("B N")},
		{"set up, safety", !row, !field, keptOn("B N enter")},
		{"set up, in words", row, field, func(t testing.TB, with ...options) *terminal {
			x := keptOn("B N enter enter")(t, with...)
			x.typeText("S.")
			x.press("tab tab")
			x.typeText("I sleep again.")
			x.press("enter")
			x.typeText("I stop checking my phone, and the one of my sister, too, which I never told her about.")
			return x
		}},
		{"set up, its button", row, !field, keptOn("B e shift+tab")},
		{"an end", !row, !field, keptOn("B E")},
		{"an end, reopened", row, field, keptOn("B E r")},
		{"an end, let go", row, field, typedOn(keptOn("B E l"), "Mornings, and my own kitchen.")},
		{"help lines", !row, !field, keysOn(drawn, "H")},
		{"help lines, one's own", !row, !field, keptOn("H")},
		{"help lines, written", !row, field, keptOn("H e")},
		{"journal", row, !field, keptOn("J")},
		{"journal, an entry open", row, !field, keptOn("J j j enter")},
		{"journal, further down", row, !field, keptOn("J G")},
		{"journal, a search", row, field, typedOn(keptOn("J /"), "lake")},
		{"journal, nothing found", !row, field, typedOn(keptOn("J /"), "xyz")},
		{"journal, empty", !row, !field, keysOn(one, "J")},
		{"writing", !row, field, typedOn(keptOn("J w"), "An early night. And to leave the phone in the kitchen, so that the first thing in the morning is the kettle.")},
		{"writing, no prompt", !row, field, typedOn(keptOn("J w shift+tab"), "Words.")},
		{"writing, an edit", !row, field, keptOn("J j e")},
		{"journal, a date", row, field, typedOn(keptOn("J d"), "sat")},
		{"mood, long words", row, !field, func(t testing.TB, with ...options) *terminal {
			own := func(o *Options) {
				o.MoodWords = journal.MoodWords{"disconsolate", "落ち込んでいる", "middling", "good-natured", "enthusiastic"}
			}
			return keptOn("left m 2")(t, append(with, own)...)
		}},
		{"with a boundary, a long name", row, !field, func(t testing.TB, with ...options) *terminal {
			named := func(o *Options) { o.TodayBoundary = "name" }
			return keptBut(t, longWords, "", append(with, named)...)
		}},
		{"boundaries, long words", row, !field, butOn(longWords, "B enter")},
		{"boundaries, many", row, !field, butOn(manyBoundaries(12), "B 9 }")},
		{"urge, long words", !row, !field, butOn(longWords, "u 9")},
		{"urge, no words of one's own", row, !field, butOn(noWords, "u 9 enter")},
		{"set up, an edit of long words", row, field, butOn(longWords, "B e")},
		{"set up, a name that is taken", row, !field, func(t testing.TB, with ...options) *terminal {
			x := typedOn(keptOn("B N 4"), "no contact with r.")(t, with...)
			x.press("shift+tab enter")
			return x
		}},
		{"journal, long words", row, !field, butOn(longWords, "J j enter")},
		{"not saved, a boundary", row, !field, func(t testing.TB, with ...options) *terminal {
			x := keptOn("B")(t, with...)
			x.store.fail = errFull
			x.press("s enter")
			return x
		}},
		{"links", !row, !field, keptOn("R L")},
		{"links, of a year", !row, !field, yearOn("R L")},
		{"trends, a link", row, !field, yearOn("j j j R")},
		{"links, none", !row, !field, keysOn(drawn, "R L")},
		{"trends, with mood", row, !field, keptOn("R")},
		{"keys, boundaries", !row, !field, keptOn("B ?")},
		{"keys, journal", !row, !field, keptOn("J ?")},
		{"keys, trends", !row, !field, keptOn("R ?")},
		{"not saved", row, !field, unsavedAfter(drawn, "3 j j +")},
		{"not saved, the page", row, !field, unsavedAfter(drawn, "3 2 enter 4 !")},
		{"not saved, a long page", row, !field, unsavedAfter(sixty, "1 2 3 4 5 6 7 8 9 j space j space j space j space j space j space j space j space j space !")},
		{"not saved, a long page, the last choice", row, !field, unsavedAfter(wide, "1 3 5 6 + + + + r r r x x ! G j j j")},
	}, bringStates()...)
}

func typedEnter(records func() []record.Row, keys, text string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := typed(records, keys, text)(t, with...)
		x.press("enter")
		return x
	}
}

// typedOn is a state, and text typed in it.
func typedOn(open func(testing.TB, ...options) *terminal, text string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := open(t, with...)
		x.typeText(text)
		return x
	}
}

// keptOn is keys pressed on a record of habits, moods, boundaries and words, on an
// evening.
func keptOn(keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		return keptBut(t, func(*fakeOthers) {}, keys, with...)
	}
}

// butOn is keys pressed on the record of [keptOn] after a change.
func butOn(change func(*fakeOthers), keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		return keptBut(t, change, keys, with...)
	}
}

// lifeOn is keys pressed on the record of the demonstration, on its evening.
func lifeOn(keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		records, change := sample.Life(evening)
		store := newFakeStore(records...)
		if _, err := store.Apply(change); err != nil {
			t.Fatal(err)
		}
		store.log, store.applied = nil, nil // it was there before
		x := newTerminal(t, store, with...)
		x.now = evening
		x.look()
		x.run(x.app.Init())
		x.press(keys)
		return x
	}
}

// yearOn is keys pressed on the record of a year in which mood went with proper meals.
func yearOn(keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		records := sample.Year(sunday)
		store := newFakeStore(records...)
		noise := rand.New(rand.NewPCG(7, 8))
		for d := sunday - 200; d < sunday; d++ {
			rating := 2 + noise.IntN(2)
			if records[3].History.On(d).State == habits.Yes {
				rating++
			}
			y, month, day := d.Date()
			m := journal.NewMood(time.Date(y, month, day, 21, 0, 0, 0, time.UTC), rating, "", calendar.DefaultPreferences)
			m.ID = ident.ID(d.String())
			store.book.Moods = append(store.book.Moods, m)
		}
		x := startOn(t, store, with...)
		x.press(keys)
		return x
	}
}

// unsavedAfter presses keys while nothing can be written.
func unsavedAfter(records func() []record.Row, keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := start(t, records(), append(with, func(o *Options) { o.Pending = "~/.local/state/selfcare/pending.json" })...)
		x.store.fail = errFull
		x.press(keys)
		return x
	}
}
