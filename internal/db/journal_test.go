package db

import (
	"cmp"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// diary is what was written in words, record by record.
type diary struct {
	list        habits.List
	moods       []journal.Mood
	reflections []journal.Reflection
	events      []boundary.Event
	notes       map[cell]string
	marks       []habits.Edit // entries without a note
}

// write writes it all, in one change.
func (d diary) write(db *DB) error {
	c := record.PutHabits(d.list...)
	c.Boundaries = record.Put(aBoundary("Peace"))
	if _, err := db.Apply(c); err != nil {
		return err
	}
	c = record.Change{Edits: slices.Clone(d.marks)}
	for _, m := range d.moods {
		c.Moods = append(c.Moods, record.Put(m)...)
	}
	for _, r := range d.reflections {
		c.Reflections = append(c.Reflections, record.Put(r)...)
	}
	for _, e := range d.events {
		c.Events = append(c.Events, record.Put(e)...)
	}
	for at, text := range d.notes {
		c.Edits = append(c.Edits, habits.Edit{Habit: at.id, Day: at.day, NoteMark: habits.Set, Note: text})
	}
	_, err := db.Apply(c)
	return err
}

// pages is the pages of the days up to until, newest first, made record by record.
func (d diary) pages(until calendar.Day) []journal.Page {
	pages := map[calendar.Day]*journal.Page{}
	on := func(day calendar.Day) *journal.Page {
		if pages[day] == nil {
			pages[day] = &journal.Page{Day: day}
		}
		return pages[day]
	}
	for _, m := range d.moods {
		on(m.Day).Moods = append(on(m.Day).Moods, m)
	}
	for _, r := range d.reflections {
		on(r.Day).Reflections = append(on(r.Day).Reflections, r)
	}
	for _, e := range d.events {
		if e.Trigger != "" || e.Note != "" || e.Next != "" || len(e.Helped) > 0 {
			on(e.Day).Events = append(on(e.Day).Events, e)
		}
	}
	for _, h := range d.list {
		for at, text := range d.notes {
			if at.id == h.ID {
				on(at.day).Notes = append(on(at.day).Notes, journal.DayNote{Habit: h.ID, Name: h.Name, Text: text})
			}
		}
	}
	var all []journal.Page
	for day, p := range pages {
		if day > until {
			continue
		}
		slices.SortFunc(p.Moods, func(a, b journal.Mood) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		slices.SortFunc(p.Reflections, func(a, b journal.Reflection) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		slices.SortFunc(p.Events, func(a, b boundary.Event) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
		all = append(all, *p)
	}
	slices.SortFunc(all, func(a, b journal.Page) int { return cmp.Compare(b.Day, a.Day) })
	return all
}

// holds checks what the file's journal says of the days up to until.
func (d diary) holds(t interface{ Fatalf(string, ...any) }, db *DB, until calendar.Day, least int) {
	j, err := db.Journal(until, least)
	if err != nil {
		t.Fatalf("until %s: %v", until, err)
	}
	all := d.pages(until)
	var want []journal.Page
	for _, p := range all {
		if p.Day >= j.From {
			want = append(want, p)
		}
	}
	switch {
	case !reflect.DeepEqual(j.Pages, want):
		t.Fatalf("until %s, at least %d, from %s: the pages are\n%+v, want\n%+v", until, least, j.From, j.Pages, want)
	case len(j.Pages) < min(least, len(all)):
		t.Fatalf("until %s there are %d pages and not %d, of %d", until, len(j.Pages), least, len(all))
	case j.Whole && len(want) < len(all):
		t.Fatalf("until %s: %d of %d pages are called whole", until, len(want), len(all))
	case !j.Whole && (j.From > until || len(j.Pages) < least):
		t.Fatalf("until %s, at least %d: %d pages from %s, and more before", until, least, len(j.Pages), j.From)
	}
}

// zones are as far around the world as zones go, and as the small hours reach; and as far as
// an offset may ever be.
var zones = []*time.Location{
	time.UTC, time.FixedZone("", -10*3600), time.FixedZone("", 14*3600), time.FixedZone("", -12*3600), time.FixedZone("", 5*3600+45*60),
	time.FixedZone("", 18*3600), time.FixedZone("", -18*3600),
}

// aClock is a time on a day, near its ends or in the middle, somewhere in the world.
func aClock(t *rapid.T, d calendar.Day) time.Time {
	y, m, dd := d.Date()
	minutes := rapid.SampledFrom([]int{4 * 60, 12 * 60, 23*60 + 50, 24*60 + 10, 27*60 + 59}).Draw(t, "minutes") // the day ends at 28:00
	return time.Date(y, m, dd, 0, minutes, rapid.IntRange(0, 59).Draw(t, "second"), 0, rapid.SampledFrom(zones).Draw(t, "zone"))
}

// aDiary is a diary with some days in a row, or a few in decades.
func aDiary(t *rapid.T) (diary, []calendar.Day) {
	d := diary{notes: map[cell]string{}, list: habits.List{aCheck("Move"), aCheck("Read")}}
	var days []calendar.Day
	at := today - calendar.Day(rapid.IntRange(-3, 20).Draw(t, "newest"))
	gap := rapid.SampledFrom([]int{1, 3, 60, 130, 2000}).Draw(t, "gap")
	for range rapid.IntRange(0, 8).Draw(t, "days") {
		days = append(days, at)
		at -= calendar.Day(rapid.IntRange(0, gap).Draw(t, "between"))
	}
	for i, day := range days {
		id := ident.ID(nth("x", i))
		text := someNotes.Draw(t, "text")
		switch rapid.SampledFrom([]string{"mood", "reflection", "event", "note", "mark"}).Draw(t, "kind") {
		case "mood":
			d.moods = append(d.moods, aMood(id, aClock(t, day), 4))
		case "reflection":
			d.reflections = append(d.reflections, aReflection(id, aClock(t, day), text+"!"))
		case "event":
			e := anEvent("peace", id, boundary.Urge, aClock(t, day))
			e.Trigger = text
			d.events = append(d.events, e)
		case "note":
			d.notes[cell{rapid.SampledFrom(d.list).Draw(t, "habit").ID, day}] = text + "."
		default:
			d.marks = append(d.marks, d.list[0].CheckOn(day))
		}
	}
	return d, append(days, today)
}

func TestTheJournalIsThatOfASlowReader(t *testing.T) {
	folder, runs := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		db := New(filepath.Join(folder, nth("run", runs), "selfcare.db"), noon)
		d, days := aDiary(t)
		if err := d.write(db); err != nil {
			t.Fatal(err)
		}
		for range 8 {
			until := rapid.SampledFrom(days).Draw(t, "until") + calendar.Day(rapid.IntRange(-2, 2).Draw(t, "off"))
			d.holds(t, db, until, rapid.SampledFrom([]int{0, 1, 2, 3, 5, 8, 1000}).Draw(t, "least"))
		}
	})
}

func TestADayOfTheJournalIsThatOfItsOwnZone(t *testing.T) {
	db := open(t)
	d := diary{list: habits.List{aCheck("Move")}}
	for day := today - 1; day <= today+1; day++ {
		y, m, dd := day.Date()
		for i, l := range zones {
			for n, minutes := range []int{4 * 60, 23*60 + 50, 27*60 + 59} {
				at, id := time.Date(y, m, dd, 0, minutes, 0, 0, l), fmt.Sprint(day, i, n)
				d.moods = append(d.moods, aMood(ident.ID("m"+id), at, 3))
				d.reflections = append(d.reflections, aReflection(ident.ID("r"+id), at.Add(time.Duration(i*3+n)*time.Second), "words"))
				e := anEvent("peace", ident.ID("e"+id), boundary.Contact, at)
				e.Note = "the keys"
				d.events = append(d.events, e)
			}
		}
	}
	if err := d.write(db); err != nil {
		t.Fatal(err)
	}
	for until := today - 3; until <= today+3; until++ {
		for least := range 4 {
			d.holds(t, db, until, least)
		}
	}
	j, err := db.Journal(today, 1)
	each := 3 * len(zones)
	if err != nil || len(j.Pages) != 2 || len(j.Pages[0].Moods) != each || len(j.Pages[0].Reflections) != each || len(j.Pages[0].Events) != each {
		t.Errorf("the day has %+v, %v", j.Pages, err)
	}
}

// The first that is read of a file, and the edge of what is read, may fall on one day.
func TestAFirstMoodAtTheEdgeOfWhatIsReadIsFound(t *testing.T) {
	for _, l := range zones {
		db := open(t)
		y, m, dd := today.Date()
		d := diary{list: habits.List{aCheck("Move")}, moods: []journal.Mood{aMood("m", time.Date(y, m, dd, 23, 50, 0, 0, l), 3)}}
		if err := d.write(db); err != nil {
			t.Fatal(err)
		}
		for after := calendar.Day(-2); after < 70; after++ {
			d.holds(t, db, today+after, 1)
		}
	}
}

func TestTheJournalReadsAsFarBackAsItTakes(t *testing.T) {
	db := open(t)
	d := diary{list: habits.List{aCheck("Move")}, notes: map[cell]string{}}
	for i, back := range []int{0, 63, 64, 65, 191, 192, 193, 1000, 9000, 40_000} {
		d.notes[cell{"move", today - calendar.Day(back)}] = nth("note", i)
	}
	d.notes[cell{"move", calendar.FirstDay}] = "the first day of all"
	if err := d.write(db); err != nil {
		t.Fatal(err)
	}
	for least := range 14 {
		d.holds(t, db, today, least)
		d.holds(t, db, today-64, least)
		d.holds(t, db, calendar.FirstDay, least)
	}
	for least, want := range map[int]bool{1: false, 5: false, 11: true, 1000: true} {
		if j, err := db.Journal(today, least); err != nil || j.Whole != want {
			t.Errorf("of %d pages, %d from %s on are said to be whole: %t, %v", len(d.notes), len(j.Pages), j.From, j.Whole, err)
		}
	}
}

func TestAnEmptyJournal(t *testing.T) {
	is := func(db *DB) {
		t.Helper()
		for _, until := range []calendar.Day{calendar.FirstDay, today, calendar.LastDay} {
			for _, least := range []int{0, 1, 1000} {
				j, err := db.Journal(until, least)
				if err != nil || len(j.Pages) != 0 || !j.Whole || j.From > until {
					t.Errorf("until %s it is %+v, %v", until, j, err)
				}
			}
		}
	}
	db := open(t)
	is(db) // no file
	apply(t, db, record.Change{Drafts: []record.Draft{{Key: "a", Text: "b"}}})
	is(db)
	apply(t, db, record.PutHabits(aCheck("Move")))
	apply(t, db, edits(aCheck("Move").CheckOn(today), aCheck("Move").CheckOn(calendar.FirstDay)))
	apply(t, db, record.Change{Boundaries: record.Put(aBoundary("Peace"))})
	apply(t, db, record.Change{Events: record.Put(anEvent("peace", "e", boundary.Slip, noon()))}) // which says no words
	for _, until := range []calendar.Day{today - 1, today} {
		if j, err := db.Journal(until, 1000); err != nil || len(j.Pages) != 0 || !j.Whole {
			t.Errorf("until %s it is %+v, %v", until, j, err)
		}
	}
}

func TestTheJournalHasTheNotesOfArchivedHabitsAndOfRenamedOnes(t *testing.T) {
	db := open(t)
	a, b := aCheck("Move"), aCheck("Read")
	a.Position, b.Position = 0, 1
	apply(t, db, record.PutHabits(a, b))
	apply(t, db, edits(a.NoteOn(today, "far"), b.NoteOn(today, "page 7")))
	a.Name, a.Position = "Walk", 2
	apply(t, db, record.PutHabits(a, b.ArchiveOn(today-1)))
	j, err := db.Journal(today, 1)
	want := []journal.DayNote{{Habit: b.ID, Name: "Read", Text: "page 7"}, {Habit: a.ID, Name: "Walk", Text: "far"}}
	if err != nil || len(j.Pages) != 1 || !slices.Equal(j.Pages[0].Notes, want) {
		t.Errorf("got %+v, %v", j.Pages, err)
	}
}

func TestTheJournalKnowsWhichEntriesHaveANote(t *testing.T) {
	for _, e := range someEntries {
		value := rows.AddChecksum("days/move", []byte("2026-11-22"), rows.EncodeEntry(e))
		if got := hasNote(value); got != (e.Note != "") {
			t.Errorf("of %+v it says %t", e, got)
		}
	}
	for n := range 8 {
		if value := make([]byte, n); n < 2+rows.ChecksumSize && !hasNote(value) {
			t.Errorf("what is cut to %d bytes is not looked at", n)
		}
	}
}

func TestPagesThatAreShownAtOnceAreThoseOfTheStore(t *testing.T) {
	folder, runs := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		db := New(filepath.Join(folder, nth("run", runs), "selfcare.db"), noon)
		d, _ := aDiary(t)
		empty := diary{list: d.list}
		if err := empty.write(db); err != nil {
			t.Fatal(err)
		}
		shown, err := db.Journal(today, 1)
		if err != nil {
			t.Fatal(err)
		}
		shown.From = calendar.FirstDay
		book, err := db.Load(today-2, 0)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range d.events {
			d.events[i].Helped = nil
			d.marks = append(d.marks, d.list[1].NoteOn(e.Day, "beside an urge"))
		}
		for _, c := range d.changes() {
			if _, err := db.Apply(c); err != nil {
				t.Fatal(err)
			}
			made, err := book.Apply(c)
			if err != nil {
				t.Fatal(err)
			}
			made.Show(&shown, d.list)
		}
		read, err := db.Journal(calendar.LastDay, 1000)
		if err != nil || !slices.EqualFunc(shown.Pages, read.Pages, func(a, b journal.Page) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
			t.Fatalf("shown are\n%+v, read\n%+v, %v", shown.Pages, read.Pages, err)
		}
	})
}

// changes is the diary as a change a record.
func (d diary) changes() (all []record.Change) {
	for _, m := range d.moods {
		all = append(all, record.Change{Moods: record.Put(m)})
	}
	for _, r := range d.reflections {
		all = append(all, record.Change{Reflections: record.Put(r)})
	}
	for _, e := range d.events {
		all = append(all, record.Change{Events: record.Put(e)})
	}
	for _, e := range d.marks {
		all = append(all, record.Change{Edits: []habits.Edit{e}})
	}
	return all
}

func TestWhatIsDamagedIsNotReadIntoTheJournal(t *testing.T) {
	db := aFullRecord(t)
	whole := bytesOf(t, db.Path())
	t.Cleanup(func() { spoil(t, db, whole) })
	for _, text := range []string{"slept", "a photo", "words", "far"} {
		spoil(t, db, whole)
		spoilt := bytesOf(t, db.Path())
		for at := range len(spoilt) - len(text) {
			if string(spoilt[at:at+len(text)]) == text {
				spoilt[at] ^= 1
			}
		}
		spoil(t, db, spoilt)
		unchanged(t, db.Path(), func() {
			_, err := db.Journal(today, 1000)
			refused(t, err, "does not read as it was written")
		})
	}
}
