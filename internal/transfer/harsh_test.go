package transfer_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

func TestHarshFrequencies(t *testing.T) {
	n := func(times, days int) habits.Schedule { return habits.Schedule{Times: times, Days: days} }
	for often, want := range map[string]habits.Schedule{
		"1": habits.Daily, "7": n(1, 7), "30": n(1, 30), "0": {}, "3/7": n(3, 7), "7/7": habits.Daily,
		"1w": n(1, 7), "2w": n(1, 14), "3/1w": n(3, 7), "3/2w": n(3, 14), "1w/2w": n(7, 14), "2w/30": n(14, 30), " 3 / 7 ": n(3, 7),
	} {
		b := read(t, harsh(t, "Walk: "+often+"\n", "2026-11-22 : Walk : y :  : \n"))
		leftOut(t, b)
		goals := brought(t, b, "Walk").Habit.Goals
		if len(goals) != 1 || goals[0].Measure != habits.Check || goals[0].Schedule != want {
			t.Errorf("%q gives %+v, want a check, %s", often, goals, want)
		}
	}
}

func TestHarshHeadingsAreAreasAndCommentsAreNone(t *testing.T) {
	b := read(t, harsh(t, "# My habits: 1\nTea: 1\n\n! Body and mind\nWalk: 3/7\n  # more\nRun: 1\n!Joy\nPiano: 0\n", ""))
	leftOut(t, b)
	got := map[string]string{}
	for _, h := range b.Habits {
		got[h.Habit.Name] = h.Habit.Area
	}
	if want := map[string]string{"Tea": "", "Walk": "Body and mind", "Run": "Body and mind", "Piano": "Joy"}; !reflect.DeepEqual(got, want) {
		t.Errorf("there are %v, want %v", got, want)
	}
}

func TestAHarshHabitThatEndedIsArchivedOnItsLastDay(t *testing.T) {
	b := read(t, harsh(t, "Walk: 3/7: 2026-10-31\nRun: 1: 2026-11-22\nTea: 1w : 2027-01-01\n", "2026-10-20 : Walk : y :  : \n"))
	leftOut(t, b)
	s := newStore(t)
	s.brings(t, b)
	d := day(t, "2026-10-31")
	if got := s.record(t, "Walk").Habit.Archived; got == nil || *got != d {
		t.Errorf("Walk was archived %v, want %s", got, d)
	}
	for _, name := range []string{"Run", "Tea"} { // whose last day is not over
		if r := s.record(t, name); r.Habit.Archived != nil || !r.ListedOn(today) {
			t.Errorf("%s was archived %v", name, r.Habit.Archived)
		}
	}
}

func TestAHarshHabitWithoutEntriesEndsAfterItBegan(t *testing.T) {
	s := newStore(t)
	s.brings(t, read(t, harsh(t, "Swim: 1: 2020-01-31\n", "")))
	if h := s.record(t, "Swim").Habit; h.Archived == nil || h.Created > *h.Archived {
		t.Errorf("it was created on %s and archived on %s", h.Created, h.Archived)
	}
}

func TestNamesOfHarshMayHoldColons(t *testing.T) {
	b := read(t, harsh(t, "Read: a book: 3/7\nAt 7:30: 1: 2027-01-01\n", "2026-11-22 : Read: a book : y :  : \n2026-11-22 : At 7:30 : n :  : \n"))
	leftOut(t, b)
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Read: a book", map[calendar.Day]habits.Entry{today: yes})
	s.has(t, "At 7:30", map[calendar.Day]habits.Entry{today: no})
}

func TestHarshLinesOfTheLog(t *testing.T) {
	noted := func(e habits.Entry, note string) habits.Entry { e.Note = note; return e }
	for line, want := range map[string]habits.Entry{
		"y":                   yes,
		"n":                   no,
		"s":                   skip,
		"y : ":                yes,
		"y :":                 yes,
		"y :  : ":             yes,
		"y :  :":              yes,
		"y : note":            noted(yes, "note"),
		"y : note : ":         noted(yes, "note"),
		"y : note :":          noted(yes, "note"),
		"n : not today :":     noted(no, "not today"),
		"s : train strike : ": noted(skip, "train strike"),
		"y : note : 7":        noted(amount(7000), "note"),
		"y :  : 7.5":          amount(7500),
		"y :  : 1e3":          amount(1_000_000),
		"y :  : 0x1p-2":       amount(250),
		"y :  : +2":           amount(2000),
		"y :  : .5":           amount(500),
		"y :  :   3  ":        amount(3000),
		"y : a:b, c :d : 2":   noted(amount(2000), "a:b, c :d"),
		"y : # no comment :":  noted(yes, "# no comment"),
		"y : 👩‍👩‍👧 : 1":       noted(amount(1000), "👩‍👩‍👧"),
		"y : =1+1 : 1":        noted(amount(1000), "=1+1"),
	} {
		b := read(t, harsh(t, "Walk: 1\n", "2026-11-22 : Walk : "+line+"\n"))
		leftOut(t, b)
		if got := entryOn(t, b, "Walk", today); got != want {
			t.Errorf("%q is %+v, want %+v", line, got, want)
		}
	}
}

func TestAYesStaysAYesHoweverSmallItsAmount(t *testing.T) {
	for _, line := range []string{"0", "0.0", "-0", "0.0004", "1e-300"} {
		t.Run(line, func(t *testing.T) {
			b := read(t, harsh(t, "Walk: 1\n", "2026-11-22 : Walk : y :  : "+line+"\n"))
			s := newStore(t)
			s.brings(t, b)
			r := s.record(t, "Walk")
			if got := habits.Evaluate(r.Habit, r.History, today).On(today); !got.Kept {
				t.Errorf("the day shows %s", got.State)
			}
		})
	}
}

func TestTheLastLineForADayWins(t *testing.T) {
	b := read(t, harsh(t, "Walk: 1\nRun: 1\n", "2026-11-22 : Walk : y : first : 2\n2026-11-21 : Walk : n :  : \n2026-11-22 : Run : y :  : \n2026-11-22 : Walk : s : last : \n2026-11-21 : Walk : y :  : 5\n"))
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {State: habits.Skip, Note: "last"}, today - 1: amount(5000)})
	s.has(t, "Run", map[calendar.Day]habits.Entry{today: yes})
}

func TestBadLinesOfHarshAreLeftOutAndTold(t *testing.T) {
	log := []string{
		"2026-11-22 : Walk : y :  : ",
		"2026-11-22 : Walk",
		"2026-11-21 : Walk : y : a : b : c",
		"2026-02-30 : Walk : y :  : ",
		"0000-01-01 : Walk : y :  : ",
		"1899-12-31 : Walk : y :  : ",
		"22.11.2026 : Walk : y :  : ",
		"2026-11-20 : Walk : m :  : ",
		"2026-11-19 : Walk : y :  : lots",
		"2026-11-18 : Walk : y :  : NaN",
		"2026-11-17 : Walk : y :  : Inf",
		"2026-11-16 : Walk : y :  : -3",
		"2026-11-15 : Walk : y :  : 1e10",
		"2026-11-14 : Walk : y : " + strings.Repeat("ö", spelling.MaxNote+1) + " : ",
		"2026-11-13 : Wa\x1blk : y :  : ",
		"2026-11-12 : Swim : y :  : ",
		"2026-11-11 : Walk : n :  : ",
		"  ",
		"2026-11-10:Walk:y::",
		"2026-11-23 : Walk : y : not here yet : ",
	}
	b := read(t, harsh(t, "Walk: 1\nSwim 1\nRun: often\nTea: 5/0\n: 1\nWalk: 2\nSlow: -1\nBe\x1bll: 1\nJog: 1\n", strings.Join(log, "\n")))
	var want []string
	for n := 2; n <= 16; n++ {
		if n != 15 { // its name is cleaned
			want = append(want, fmt.Sprintf("log, line %d", n))
		}
	}
	want = append(want, "log, line 19")
	for n := 2; n <= 7; n++ {
		want = append(want, fmt.Sprintf("habits, line %d", n))
	}
	leftOut(t, b, want...)
	if b.Future != 1 {
		t.Errorf("%d rows lie in the future, want 1", b.Future)
	}
	s := newStore(t)
	s.brings(t, b)
	if got := s.names(t); !slices.Equal(got, []string{"Walk", "Bell", "Jog"}) {
		t.Errorf("there are %q", got)
	}
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, day(t, "2026-11-11"): no, day(t, "2026-11-13"): yes})
}

func TestNamesOfUnknownHabitsAreReported(t *testing.T) {
	b := read(t, harsh(t, "Walk: 1\n", "2026-11-20 : Swim : y :  : \n2026-11-21 : Swim : y :  : \n2026-11-22 : Swim : y :  : \n2026-11-22 : Walk : y :  : \n"))
	if b.BadRows != 3 {
		t.Errorf("%d rows were left out, want 3", b.BadRows)
	}
	told := fmt.Sprint(b.Bad, b.Remarks)
	if !strings.Contains(told, "Swim") || !strings.Contains(told, "log, line 1") {
		t.Errorf("it is told as %s", told)
	}
	for _, r := range b.Remarks {
		isSentence(t, r)
	}
}

func TestHarshFilesOfWindows(t *testing.T) {
	b := read(t, harsh(t, "\ufeff# mine\r\n! Body\r\nWalk: 3/7\r\n", "\ufeff2026-11-22 : Walk : y : note :\r\n2026-11-21 : Walk : n :  : \r\n"))
	leftOut(t, b)
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {State: habits.Yes, Note: "note"}, today - 1: no})
	if area := s.record(t, "Walk").Habit.Area; area != "Body" {
		t.Errorf("its area is %q", area)
	}
}

func TestAHarshFileMayBeNamedItself(t *testing.T) {
	dir := harsh(t, "Walk: 1\n", "2026-11-22 : Walk : y :  : \n")
	for _, at := range []string{dir, filepath.Join(dir, "habits"), filepath.Join(dir, "log")} {
		for _, from := range []transfer.Format{transfer.Auto, transfer.Harsh, ""} {
			if b := readAs(t, at, options(from)); b.Format != transfer.Harsh || len(b.Habits) != 1 {
				t.Errorf("%s as %q gives %s with %d habits", at, from, b.Format, len(b.Habits))
			}
		}
	}
}

func TestHarshHabitsOfReservedNames(t *testing.T) {
	b := read(t, harsh(t, "Mood: 1\nslip: 1\nUrge: 1\nCONTACT: 1\n", "2026-11-22 : Mood : y :  : \n2026-11-22 : slip : n :  : \n"))
	leftOut(t, b)
	s := newStore(t)
	s.brings(t, b)
	if got := s.names(t); !slices.Equal(got, []string{"Mood (habit)", "slip (habit)", "Urge (habit)", "CONTACT (habit)"}) {
		t.Errorf("there are %q", got)
	}
	s.has(t, "Mood (habit)", map[calendar.Day]habits.Entry{today: yes})
	s.has(t, "slip (habit)", map[calendar.Day]habits.Entry{today: no})
}

func TestHarshHabitsThatDifferInCaseAreKeptApart(t *testing.T) {
	b := read(t, harsh(t, "Coffee: 1\ncoffee: 1\n", "2026-11-22 : Coffee : y :  : \n2026-11-21 : coffee : n :  : \n"))
	leftOut(t, b)
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Coffee", map[calendar.Day]habits.Entry{today: yes})
	s.has(t, "coffee (2)", map[calendar.Day]habits.Entry{today - 1: no})
}

func TestLongNamesThatAreCutAreKeptApart(t *testing.T) {
	long := strings.Repeat("long ", 13)
	for what, path := range map[string]string{
		"harsh": harsh(t, long+"a: 1\n"+long+"b: 1\n", "2026-11-22 : "+long+"a : y :  : \n2026-11-21 : "+long+"b : n :  : \n"),
		"csv":   file(t, "plain.csv", "date,habit,value,note\n2026-11-22,"+long+"a,yes,\n2026-11-21,"+long+"b,no,\n"),
		"loop": zipped(t, loopExport(true,
			loopHabit{name: long + "a", times: 1, days: 1, values: map[calendar.Day]int{today: 2}},
			loopHabit{name: long + "b", times: 1, days: 1, values: map[calendar.Day]int{today - 1: 0}})...),
		"daylio": file(t, "daylio.csv", "full_date,time,mood,activities,note\n2026-11-22,10:00,good,"+long+"a,\n2026-11-21,10:00,good,"+long+"b,\n"),
	} {
		t.Run(what, func(t *testing.T) {
			b := read(t, path)
			s := newStore(t)
			s.brings(t, b)
			list := s.list(t)
			if len(list) != 2 || b.BadRows > 0 {
				t.Fatalf("there are %d habits, left out %v", len(list), b.Bad)
			}
			for _, h := range list {
				if n := len(s.record(t, h.Name).History.All()); n != 1 {
					t.Errorf("%s has %d entries", h.Name, n)
				}
			}
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
		})
	}
}

func TestDirectoriesThatAreNotHarshs(t *testing.T) {
	for what, dir := range map[string]string{
		"empty":           Folder(t),
		"no log":          Folder(t, part{"habits", "Walk: 1\n"}),
		"no habits":       Folder(t, part{"log", ""}),
		"folders of them": Folder(t, part{"habits/x", ""}, part{"log/x", ""}),
		"no list":         harsh(t, "just some words\n", "2026-11-22 : Walk : y :  : \n"),
	} {
		for _, from := range []transfer.Format{transfer.Auto, transfer.Harsh} {
			t.Run(fmt.Sprintf("%s, %s", what, from), func(t *testing.T) {
				refused(t, dir, options(from))
			})
		}
	}
}

// manyOfHarsh are 50 habits over 20 years.
func manyOfHarsh(tb testing.TB) string {
	var list, log strings.Builder
	for h := range 50 {
		fmt.Fprintf(&list, "Habit %d: 3/7\n", h)
	}
	for d := range 7300 {
		for h := range 50 {
			fmt.Fprintf(&log, "%s : Habit %d : y :  : \n", today-calendar.Day(7299-d), h)
		}
	}
	return harsh(tb, list.String(), log.String())
}

func BenchmarkHarsh365000(b *testing.B) {
	dir := manyOfHarsh(b)
	b.ReportAllocs()
	for b.Loop() {
		bundle, err := transfer.Read(dir, options(transfer.Auto))
		if err != nil {
			b.Fatal(err)
		}
		_, sum, err := planned([]*transfer.Bundle{bundle}, &memory{}, transfer.Choices{Today: today})
		if err != nil || sum.Entries != 365_000 {
			b.Fatalf("%+v, %v", sum, err)
		}
	}
}
