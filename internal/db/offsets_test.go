package db

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db/changelog"
	"selfcare/internal/db/rows"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/record"
)

// The habit and the boundary of the golden file of schema 2, which a program of that schema
// wrote, in Tokyo but for the last of it. On 1 November at 07:30 a mood of 2, "tired", and the
// boundary Peace; on the 2nd at 22:10 an urge of 7, "a photo"; on the 3rd at 06:05 a slip,
// "I wrote back", a needed contact, "the keys", and a reflection, "an early night". Then, in
// Los Angeles on the 3rd at 08:00, a mood of 4, "light", Move kept, and a mood of 5, undone.
const (
	golden2Move  = ident.ID("tpv4cspsg3")
	golden2Peace = ident.ID("6n47qsbcco")
)

// golden2 is a copy of the golden file of schema 2.
func golden2(t testing.TB) *DB { return goldenOf(t, "testdata/schema2.db") }

var (
	tokyo      = time.FixedZone("", 9*60*60)
	losAngeles = time.FixedZone("", -8*60*60)
)

// livedIn says of all moods, events and reflections what their clocks showed, as seen from a
// zone.
func livedIn(t testing.TB, db *DB, here *time.Location) string {
	t.Helper()
	book := whole(t, db)
	var all []string
	add := func(what string, lived calendar.Lived) {
		all = append(all, what+" "+lived.Clock(here).Format("2 Jan 15:04 -0700"))
	}
	for _, m := range book.Moods {
		add(fmt.Sprint("mood ", m.Rating), m)
	}
	for _, b := range book.Boundaries {
		for _, e := range b.Events {
			add(e.Kind.String(), e)
		}
	}
	for _, r := range reflectionsIn(t, db) {
		add("reflection", r)
	}
	return strings.Join(all, "\n")
}

const (
	golden2InTokyo = `mood 2 1 Nov 07:30 +0900
mood 4 4 Nov 01:00 +0900
urge 2 Nov 22:10 +0900
slip 3 Nov 06:05 +0900
contact 3 Nov 06:05 +0900
reflection 3 Nov 06:05 +0900`
	golden2InLosAngeles = `mood 2 31 Oct 14:30 -0800
mood 4 3 Nov 08:00 -0800
urge 2 Nov 05:10 -0800
slip 2 Nov 13:05 -0800
contact 2 Nov 13:05 -0800
reflection 2 Nov 13:05 -0800`
)

// isSchema2 fails unless the file says so, and has nothing that a program of schema 2 cannot
// read: no record and no line of the log holds an offset.
func isSchema2(t testing.TB, db *DB) {
	t.Helper()
	if version, _ := schemaIn(t, db); version != 2 {
		t.Errorf("it has schema %d", version)
	}
	for at, payload := range payloadsIn(t, db) {
		if !strings.HasPrefix(at, rows.ReflectionsBucket) && payload[0] != rows.PackVersion || bytes.Contains(payload, []byte(`"offset"`)) {
			t.Errorf("%s is %q", at, payload)
		}
	}
}

// payloadsIn is what the file holds of moods, events and reflections, in the log, too.
func payloadsIn(t testing.TB, db *DB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := db.view(func(tx *bbolt.Tx) error {
		for _, bucket := range []string{rows.MoodsBucket, rows.EventsBucket, rows.ReflectionsBucket} {
			if err := tx.Bucket([]byte(bucket)).ForEach(func(key, value []byte) error {
				payload, err := rows.Payload(bucket, key, value)
				all[bucket+"/"+string(key)] = bytes.Clone(payload)
				return err
			}); err != nil {
				return err
			}
		}
		return tx.Bucket([]byte(rows.ChangesBucket)).ForEach(func(key, value []byte) error {
			payload, err := rows.Payload(rows.ChangesBucket, key, value)
			var l changelog.Line
			err = errors.Join(err, json.Unmarshal(payload, &l))
			for _, r := range l.Records {
				for when, payload := range map[string][]byte{"before": r.Before, "after": r.After} {
					if payload != nil && r.Bucket != rows.BoundariesBucket {
						all[r.Bucket+"/"+r.Key+" "+when+" "+string(key)] = payload
					}
				}
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAFileOfSchema2IsReadInTodaysZoneAndNotChanged(t *testing.T) {
	db := golden2(t)
	unchanged(t, db.Path(), func() {
		for zone, want := range map[*time.Location]string{tokyo: golden2InTokyo, losAngeles: golden2InLosAngeles} {
			if got := livedIn(t, db, zone); got != want {
				t.Errorf("it reads\n%s\nwant\n%s", got, want)
			}
		}
		for _, m := range whole(t, db).Moods {
			if m.Offset != (calendar.Offset{}) {
				t.Errorf("the offset of %+v is known", m)
			}
		}
		if _, err := Verify(db.Path()); err != nil {
			t.Error(err)
		}
		if news, err := db.Load(today, 1); err != nil || len(news.News) != 8 {
			t.Errorf("the news are %+v, %v", news.News, err)
		}
	})
	isSchema2(t, db)
}

// writesIn are first writes to the golden file of schema 2, by somebody in Tokyo.
func writesIn(at time.Time) map[string]func(db *DB) (record.Result, error) {
	do := func(c record.Change) func(db *DB) (record.Result, error) {
		return func(db *DB) (record.Result, error) { return db.Apply(c) }
	}
	return map[string]func(db *DB) (record.Result, error){
		"an edit":      do(record.Change{Edits: []habits.Edit{{Habit: golden2Move, Day: today, Mark: habits.Set, State: habits.Yes}}}),
		"a mood":       do(record.Change{Moods: record.Put(aMood("m", at, 4))}),
		"an urge":      do(record.Change{Events: record.Put(anEvent(golden2Peace, "e", boundary.Urge, at))}),
		"a reflection": do(record.Change{Reflections: record.Put(aReflection("r", at, "sleep"))}),
		"an aside":     do(record.Change{Drafts: []record.Draft{{Key: "a", Text: "b"}}}),
		"an undo":      func(db *DB) (record.Result, error) { return db.Undo("") },
		"a redo":       func(db *DB) (record.Result, error) { return db.Redo("") },
	}
}

func TestTheFirstWriteMigratesSchema2AndLeavesItsRecords(t *testing.T) {
	for name, write := range writesIn(noon().In(tokyo)) {
		t.Run(name, func(t *testing.T) {
			db := golden2(t).Guarded(Verify)
			before := payloadsIn(t, db)
			if _, err := write(db); err != nil {
				t.Fatal(err)
			}
			isNew(t, db)
			if _, err := Verify(db.Path()); err != nil {
				t.Error(err)
			}
			after := payloadsIn(t, db)
			for at, payload := range before {
				if got := after[at]; !bytes.Equal(got, payload) {
					t.Errorf("%s was %q and is %q", at, payload, got)
				}
			}
			// A backup was made before it, of the old schema.
			all, err := db.Backups()
			if err != nil || len(all) == 0 {
				t.Fatalf("the backups are %v, %v", all, err)
			}
			isSchema2(t, New(all[0], noon).ReadOnly())
		})
	}
}

func TestWhatIsWrittenAfterTheMigrationKeepsItsClock(t *testing.T) {
	db := golden2(t)
	at := noon().In(tokyo)
	apply(t, db, record.Change{
		Moods: record.Put(aMood("m", at, 5)), Events: record.Put(anEvent(golden2Peace, "e", boundary.Contact, at)),
		Reflections: record.Put(aReflection("r", at, "sleep")),
	})
	got := livedIn(t, reopened(db), losAngeles)
	want := strings.NewReplacer("mood 4 3 Nov 08:00 -0800\n", "mood 4 3 Nov 08:00 -0800\nmood 5 22 Nov 21:00 +0900\n",
		"\nreflection", "\ncontact 22 Nov 21:00 +0900\nreflection 22 Nov 21:00 +0900\nreflection").Replace(golden2InLosAngeles)
	if got != want {
		t.Errorf("it reads\n%s\nwant\n%s", got, want)
	}
}

func TestUndoAndRedoGoThroughTheMigrationBothWays(t *testing.T) {
	db := golden2(t)
	first := whole(t, db)
	m := aMood("m", noon().In(tokyo), 3)
	apply(t, db, record.Change{Moods: record.Put(m)})
	edited := m
	edited.Rating = 1
	apply(t, db, record.Change{Moods: swap(m, edited)})
	last := livedIn(t, db, losAngeles)
	undo(t, db)
	if got := whole(t, db).Moods; got[len(got)-1] != m {
		t.Errorf("the mood is %+v, want %+v", got[len(got)-1], m)
	}
	undo(t, db)
	sameOthers(t, whole(t, db), first)
	if got := livedIn(t, db, losAngeles); got != golden2InLosAngeles {
		t.Errorf("it reads\n%s", got)
	}
	steps := 2
	for { // all that the program of schema 2 wrote
		if _, err := db.Undo(""); err != nil {
			break
		}
		steps++
	}
	if got := whole(t, db); steps != 2+9 || len(got.Rows)+len(got.Moods)+len(got.Boundaries) != 0 {
		t.Errorf("after %d steps there are %+v", steps, got)
	}
	for range steps {
		redo(t, db)
	}
	refuseRedo(t, db)
	if got := livedIn(t, db, losAngeles); got != last {
		t.Errorf("it reads\n%s\nwant\n%s", got, last)
	}
}

// The line that redo does again was written, and undone, by the program of schema 2.
func TestRedoOfALineOfSchema2IsTheFirstWrite(t *testing.T) {
	db := golden2(t)
	redo(t, db)
	want := strings.Replace(golden2InTokyo, "mood 4 4 Nov 01:00 +0900", "mood 4 4 Nov 01:00 +0900\nmood 5 4 Nov 01:00 +0900", 1)
	if got := livedIn(t, db, tokyo); got != want {
		t.Errorf("it reads\n%s\nwant\n%s", got, want)
	}
	isNew(t, db)
}

// A purge migrates nothing: what it leaves is read by the programs that could read it before.
func TestAPurgeOfSchema2LeavesSchema2(t *testing.T) {
	db := golden2(t)
	day := calendar.DateOf(2026, time.November, 3)
	found, err := db.Purge(Forget{Day: &day}, Verify)
	if err != nil || found.Notes != 3 || found.Reflections != 1 {
		t.Errorf("it forgot %+v, %v", found, err)
	}
	isSchema2(t, db)
	for _, word := range []string{"light", "the keys", "an early night"} {
		if fileHolds(t, db.Path(), word) {
			t.Errorf("it holds %q", word)
		}
	}
	found, err = db.Purge(Forget{Boundary: golden2Peace}, Verify)
	if err != nil || found.Boundaries != 1 || found.Events != 3 {
		t.Errorf("it forgot %+v, %v", found, err)
	}
	isSchema2(t, db)
	undo(t, db)
	redo(t, db)
	isNew(t, db)
}

func TestAPurgeKeepsTheClockOfWhatIsLeft(t *testing.T) {
	db := golden2(t)
	at := noon().In(tokyo)
	m, e := aMood("m", at, 5), anEvent(golden2Peace, "e", boundary.Contact, at)
	m.Note, e.Note = "said mood", "said contact"
	apply(t, db, record.Change{Moods: record.Put(m), Events: record.Put(e)})
	before := livedIn(t, db, losAngeles)
	if found, err := db.Purge(Forget{Day: &m.Day}, Verify); err != nil || found.Notes != 2 {
		t.Errorf("it forgot %+v, %v", found, err)
	}
	if got := livedIn(t, db, losAngeles); got != before || fileHolds(t, db.Path(), "said") {
		t.Errorf("it reads\n%s\nwant\n%s", got, before)
	}
	undo(t, db)
	redo(t, db)
	if got := livedIn(t, db, losAngeles); got != before {
		t.Errorf("after undo and redo it reads\n%s\nwant\n%s", got, before)
	}
}

func TestARecoveryGoesThroughTheMigration(t *testing.T) {
	db := golden2(t)
	backup, _, err := db.BackUp(Verify)
	if err != nil {
		t.Fatal(err)
	}
	isSchema2(t, New(backup, noon).ReadOnly())
	at := noon().In(tokyo)
	apply(t, db, record.Change{Moods: record.Put(aMood("m", at, 5)), Events: record.Put(anEvent(golden2Peace, "e", boundary.Urge, at))})
	apply(t, db, record.Change{Reflections: record.Put(aReflection("r", at, "sleep"))})
	want, lived, sound := whole(t, db), livedIn(t, db, losAngeles), bytesOf(t, db.Path())
	for name, from := range map[string]string{"upon a backup of schema 2": backup, "of the changes alone": ""} {
		t.Run(name, func(t *testing.T) {
			spoil(t, db, metaSpoilt(sound))
			found, _, err := db.Recover(from, Verify)
			if err != nil || found.Lost != 0 {
				t.Fatalf("it found %+v, %v", found, err)
			}
			isNew(t, db)
			if got := livedIn(t, db, losAngeles); got != lived {
				t.Errorf("it reads\n%s\nwant\n%s", got, lived)
			}
			if from != "" {
				holdsSame(t, whole(t, db), want)
			}
		})
	}
	t.Run("of a file of schema 2", func(t *testing.T) {
		old := golden2(t)
		spoil(t, old, metaSpoilt(bytesOf(t, old.Path())))
		if found, _, err := old.Recover("", Verify); err != nil || len(found.Changes) != 11 {
			t.Fatalf("it found %+v, %v", found, err)
		}
		if got := livedIn(t, old, tokyo); got != golden2InTokyo {
			t.Errorf("it reads\n%s\nwant\n%s", got, golden2InTokyo)
		}
	})
}

// What has no offset is the same bytes as ever.
func TestARecordWithoutAnOffsetIsAsSchema2HasIt(t *testing.T) {
	db := golden2(t)
	old := payloadsIn(t, db)
	book := whole(t, db)
	for _, m := range book.Moods {
		payload, err := rows.MoodKind.Encode(m)
		at := slices.Collect(func(yield func(string) bool) {
			for at, was := range old {
				if bytes.Equal(was, payload) && !yield(at) {
					return
				}
			}
		})
		if err != nil || len(at) != 2 { // the record, and its line
			t.Errorf("%+v is %q, as are %v, %v", m, payload, at, err)
		}
	}
}

// An offset that no clock can have had is nothing that the program wrote.
func TestAnAbsurdOffsetMakesARecordUnsound(t *testing.T) {
	m, e := aMood("m", noon(), 4), anEvent("peace", "e", boundary.Urge, noon())
	r := aReflection("r", noon(), "words")
	m.Offset, e.Offset, r.Offset = calendar.Offset{}, calendar.Offset{}, calendar.Offset{}
	mood, err := rows.MoodKind.Encode(m)
	event, err2 := rows.EventKind.Encode(e)
	reflection, err3 := rows.ReflectionKind.Encode(r)
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	decode := map[string]func(east int64) error{
		"mood": func(east int64) error {
			p := rows.Packer{Bytes: bytes.Clone(mood)}
			p.Number(east)
			p.Bytes[0] = rows.OffsetVersion
			_, err := rows.MoodKind.Decode(nil, p.Bytes)
			return err
		},
		"event": func(east int64) error {
			p := rows.Packer{Bytes: bytes.Clone(event)}
			p.Number(east)
			p.Bytes[0] = rows.OffsetVersion
			_, err := rows.EventKind.Decode(nil, p.Bytes)
			return err
		},
		"reflection": func(east int64) error {
			text := strings.TrimSuffix(string(reflection), "}") + fmt.Sprintf(`,"offset":%d}`, east)
			_, err := rows.ReflectionKind.Decode([]byte("2026-11-22/00000001/r"), []byte(text))
			return err
		},
	}
	const most = 18 * 60 * 60
	for name, decode := range decode {
		for _, east := range []int64{0, 60, -60, 9 * 3600, 5*3600 + 45*60, -most, most} {
			if err := decode(east); err != nil {
				t.Errorf("a %s with the offset %d: %v", name, east, err)
			}
		}
		for _, east := range []int64{1, -1, 59, 3601, most + 60, -most - 60, 1 << 16 * 60, 1 << 32 * 60, math.MaxInt64, math.MinInt64, math.MaxInt64 / 60 * 60} {
			if err := decode(east); !errors.Is(err, rows.ErrRecord) {
				t.Errorf("a %s with the offset %d: %v", name, east, err)
			}
		}
	}
	for name, payload := range map[string][]byte{"no offset": mood, "something after it": append(bytes.Clone(mood), 0, 0)} {
		payload = bytes.Clone(payload)
		payload[0] = rows.OffsetVersion
		if m, err := rows.MoodKind.Decode(nil, payload); !errors.Is(err, rows.ErrRecord) {
			t.Errorf("with %s it reads %+v, %v", name, m, err)
		}
	}
	if m, err := rows.MoodKind.Decode(nil, append(bytes.Clone(mood), 0)); !errors.Is(err, rows.ErrRecord) { // the earlier version has none
		t.Errorf("it reads %+v, %v", m, err)
	}
}

// A file that holds such a record is called damaged, and nothing else happens to it.
func TestAFileWithAnAbsurdOffsetIsRefused(t *testing.T) {
	db := open(t)
	apply(t, db, record.Change{Moods: record.Put(aMood("m", noon().In(tokyo), 4))})
	sound := bytesOf(t, db.Path())
	defer spoil(t, db, sound)
	fill(t, db.Path(), nil, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(rows.MoodsBucket))
		key, value := b.Cursor().First()
		payload, err := rows.Payload(rows.MoodsBucket, key, value)
		if err != nil {
			return err
		}
		var p rows.Packer
		p.Number(9 * 60 * 60)
		p.Bytes = append(bytes.TrimSuffix(bytes.Clone(payload), p.Bytes[1:]), 0x02) // 1 second
		return b.Put(bytes.Clone(key), rows.AddChecksum(rows.MoodsBucket, key, p.Bytes))
	})
	unchanged(t, db.Path(), func() { refused(t, readAll(db), "does not read as it was written") })
}

// However far around the world, and at whatever hour of its day, a mood is found on it.
func TestAllMoodsOfADayAreFoundWhateverTheirOffset(t *testing.T) {
	db := open(t)
	var c record.Change
	days := []calendar.Day{today - 2, today - 1, today}
	for east := -18; east <= 18; east++ {
		zone := time.FixedZone("", east*60*60)
		for _, d := range days {
			for _, clock := range []time.Duration{4 * time.Hour, 12 * time.Hour, 27*time.Hour + 59*time.Minute} {
				at := (d + calendar.Day(clock/(24*time.Hour))).At(clock%(24*time.Hour), zone)
				m := journal.NewMood(at, 3, "", calendar.DefaultPreferences)
				if m.Day != d {
					t.Fatalf("%s is on %s, want %s", at, m.Day, d)
				}
				c.Moods = append(c.Moods, record.Put(m)...)
			}
		}
	}
	apply(t, db, c)
	const each = 3 * 37
	for i, d := range days {
		ms, err := db.Moods(d)
		if err != nil || len(ms.On(d)) != each || len(ms) != each*(len(days)-i) {
			t.Errorf("from %s there are %d moods, on it %d, want %d, %v", d, len(ms), len(ms.On(d)), each, err)
		}
		j, err := db.Journal(d, 1)
		if err != nil || len(j.Pages) == 0 || j.Pages[0].Day != d || len(j.Pages[0].Moods) != each {
			t.Errorf("the journal of %s has %d pages, %v", d, len(j.Pages), err)
		}
	}
}

// Keys go by UTC: an offset moves nothing, a time does.
func TestAMoodIsThereOnceWhenItsOffsetOrItsTimeChanges(t *testing.T) {
	db := open(t)
	was := aMood("m", noon().In(tokyo), 4)
	is := was
	is.Offset = calendar.OffsetOf(noon().In(losAngeles))
	apply(t, db, record.Change{Moods: record.Put(was)})
	apply(t, db, record.Change{Moods: swap(was, is)})
	if got := whole(t, db).Moods; !reflect.DeepEqual(got, journal.Moods{is}) {
		t.Errorf("the moods are %+v", got)
	}
	undo(t, db)
	if got := whole(t, db).Moods; !reflect.DeepEqual(got, journal.Moods{was}) {
		t.Errorf("the moods are %+v", got)
	}
	// At another time it stands elsewhere, and has its offset still.
	later := was
	later.At = was.At.Add(26 * time.Hour)
	apply(t, db, record.Change{Moods: swap(was, later)})
	if got := whole(t, db).Moods; !reflect.DeepEqual(got, journal.Moods{later}) {
		t.Errorf("the moods are %+v", got)
	}
	undo(t, db)
	if got := whole(t, db).Moods; !reflect.DeepEqual(got, journal.Moods{was}) {
		t.Errorf("the moods are %+v", got)
	}
}
