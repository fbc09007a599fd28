package transfer_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

// sources are a good file of each format, each with a habit Walk that was done today.
func sources(t testing.TB) map[transfer.Format]string {
	t.Helper()
	return map[transfer.Format]string{
		transfer.Loop:     zipped(t, loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n2026-11-20,SKIP,rest\n2026-11-19,NO,\n")...),
		transfer.Harsh:    harsh(t, "! body\nWalk: 3/7\n", "2026-11-22 : Walk : y :  : \n2026-11-20 : Walk : s : rest : \n2026-11-19 : Walk : n :  : 3\n"),
		transfer.Daylio:   daylio(t, "2026-11-22,,,18:00,good,Walk,,fine", "2026-11-21,,,8:00 am,bad,Tea,,"),
		transfer.CSV:      plain(t, "2026-11-22,Walk,yes,", "2026-11-21,Tea,2.5,", "2026-11-20,Walk,skip,rest"),
		transfer.Selfcare: file(t, "export.json", withEntry("", `{"day":"2026-11-20","state":"skip","note":"rest"},`)),
	}
}

func TestRunningAnImportTwiceChangesNothing(t *testing.T) {
	all := sources(t)
	all["backup"] = withRepetitions(t, "1, "+at(today)+", 2, ''", "1, "+at(today-2)+", 3, 'rest'")
	for format, path := range all {
		t.Run(string(format), func(t *testing.T) {
			s := newStore(t)
			first := s.brings(t, read(t, path))
			if first.Made == 0 || first.Entries == 0 || first.Matched+first.Same+first.Kept > 0 {
				t.Errorf("the first time it is %+v", first)
			}
			before, json := bytesOf(t, s.Path()), s.json(t)
			again := s.brings(t, read(t, path))
			if again.Made != 0 || again.Entries != 0 || again.Moods != 0 || again.Matched != first.Made || again.Same != first.Entries || again.Kept != 0 {
				t.Errorf("the second time it is %+v, the first it was %+v", again, first)
			}
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
			s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
			if !slices.Equal(bytesOf(t, s.Path()), before) || s.json(t) != json {
				t.Error("it is another file now")
			}
		})
	}
}

func TestOneUndoTakesAWholeImportBack(t *testing.T) {
	for format, path := range sources(t) {
		t.Run(string(format), func(t *testing.T) {
			s := randomStore(t, rand.New(rand.NewPCG(1, 8)))
			before := s.json(t)
			s.brings(t, read(t, path), read(t, sources(t)[transfer.Loop]))
			after := s.json(t)
			r, err := s.Undo("")
			if err != nil || r.Done.Import == nil || s.json(t) != before {
				t.Errorf("undo takes back %+v, %v, and leaves\n%s", r.Done, err, firstDifference(s.json(t), before))
			}
			if _, err := s.Redo(""); err != nil || s.json(t) != after {
				t.Errorf("redo brings it back otherwise, %v", err)
			}
		})
	}
}

func TestAChangeSaysWhereItCameFrom(t *testing.T) {
	want := map[transfer.Format]string{
		transfer.Loop: "1 habit and 3 entries from Loop", transfer.Harsh: "1 habit and 3 entries from harsh",
		transfer.Daylio: "2 habits, 2 entries and 2 moods from Daylio",
		transfer.CSV:    "2 habits and 3 entries from a CSV file", transfer.Selfcare: "1 habit and 2 entries from an export",
	}
	for format, path := range sources(t) {
		s := newStore(t)
		change, _, err := s.takeIn(transfer.Choices{Today: today}, read(t, path))
		if got := phrase.Change(change, s.list(t), today); err != nil || got != want[format] {
			t.Errorf("%s: it is %q, %v, want %q", format, got, err, want[format])
		}
	}
}

func TestAnEntryThatIsThereWinsUnlessOverwritten(t *testing.T) {
	for format, path := range sources(t) {
		t.Run(string(format), func(t *testing.T) {
			s := newStore(t)
			h := aHabit("Walk", habits.Goal{Schedule: habits.Daily})
			c := record.PutHabits(h)
			c.Edits = []habits.Edit{h.NotOn(today), h.NoteOn(today, "mine"), h.NoteOn(today-7, "only words")}
			s.apply(t, c)
			mine := habits.Entry{State: habits.No, Note: "mine"}
			sum := s.brings(t, read(t, path))
			if got := s.record(t, "Walk").History.On(today); got != mine || sum.Kept != 1 {
				t.Errorf("today is %+v; %+v", got, sum)
			}
			sum = s.overwrites(t, read(t, path))
			got := s.record(t, "Walk").History
			if got.On(today) != yes || got.On(today-7).Note != "only words" || sum.Kept != 0 || sum.Entries != 1 {
				t.Errorf("with --overwrite today is %+v; %+v", got.On(today), sum)
			}
			s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
			if _, err := s.Undo(""); err != nil || s.record(t, "Walk").History.On(today) != mine {
				t.Errorf("undo does not bring it back, %v", err)
			}
		})
	}
}

func TestANoteThatIsThereWinsToo(t *testing.T) {
	s := newStore(t)
	h := aHabit("Walk", habits.Goal{Schedule: habits.Daily})
	c := record.PutHabits(h)
	c.Edits = []habits.Edit{h.NoteOn(today, "only words")}
	s.apply(t, c)
	s.brings(t, read(t, plain(t, "2026-11-22,Walk,yes,")))
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {Note: "only words"}})
}

func TestADryRunWritesNothing(t *testing.T) {
	for format, path := range sources(t) {
		m := &memory{}
		change, sum, err := planned([]*transfer.Bundle{read(t, path)}, m, transfer.Choices{Today: today})
		if err != nil || change.IsEmpty() || sum.Made == 0 || len(m.book.Rows) > 0 {
			t.Errorf("%s: %+v, %v", format, sum, err)
		}
	}
}

func TestTwoFilesInOnePlan(t *testing.T) {
	s := newStore(t)
	loop, harshs := sources(t)[transfer.Loop], sources(t)[transfer.Harsh]
	sum := s.brings(t, read(t, loop), read(t, harshs))
	if sum.From != "Loop and harsh" || sum.Made != 1 || sum.Matched != 1 {
		t.Errorf("the summary is %+v", sum)
	}
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today - 2: {State: habits.Skip, Note: "rest"}, today - 3: no})
	s.isSettled(t, transfer.Choices{Today: today}, read(t, loop), read(t, harshs))
	s.isSettled(t, transfer.Choices{Today: today}, read(t, harshs))
	if _, err := s.Undo(""); err != nil || len(s.list(t)) > 0 {
		t.Errorf("undo leaves %v, %v", s.list(t), err)
	}
}

func TestOfTwoFilesTheFirstWinsUnlessOverwritten(t *testing.T) {
	a, b := plain(t, "2026-11-22,Walk,yes,", "2026-11-21,Walk,yes,"), plain(t, "2026-11-22,Walk,no,", "2026-11-20,Walk,no,")
	s := newStore(t)
	sum := s.brings(t, read(t, a), read(t, b))
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today - 1: yes, today - 2: no})
	if sum.Entries != 3 || sum.Kept != 1 {
		t.Errorf("the summary is %+v", sum)
	}
	s = newStore(t)
	s.overwrites(t, read(t, a), read(t, b))
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: no, today - 1: yes, today - 2: no})
}

func TestWhatTwoFilesWriteOnADayIsCountedOnce(t *testing.T) {
	a, b := plain(t, "2026-11-22,Walk,yes,"), plain(t, "2026-11-22,Walk,no,")
	s := newStore(t)
	if sum := s.overwrites(t, read(t, a), read(t, b)); sum.Entries != 1 {
		t.Errorf("the summary is %+v", sum)
	}
}

func TestTwoFilesThatDisagreeSettleWhenOverwritten(t *testing.T) {
	a, b := plain(t, "2026-11-22,Walk,yes,"), plain(t, "2026-11-22,Walk,no,")
	s := newStore(t)
	s.overwrites(t, read(t, a), read(t, b))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, a), read(t, b))
}

func TestTheSameFileTwiceInOnePlanIsThereOnce(t *testing.T) {
	for format, path := range sources(t) {
		s, once := newStore(t), newStore(t)
		sum, want := s.brings(t, read(t, path), read(t, path)), once.brings(t, read(t, path))
		if sum.Made != want.Made || sum.Entries != want.Entries || sum.Moods != want.Moods || sum.From != want.From || len(s.list(t)) != len(once.list(t)) {
			t.Errorf("%s: %+v, want %+v", format, sum, want)
		}
	}
}

func TestAHabitThatWasRenamedIsMatchedByWhereItCameFrom(t *testing.T) {
	for format, path := range sources(t) {
		t.Run(string(format), func(t *testing.T) {
			s := newStore(t)
			s.brings(t, read(t, path))
			h := s.record(t, "Walk").Habit
			h.Name = "Stroll"
			s.apply(t, record.PutHabits(h))
			sum := s.brings(t, read(t, path))
			if _, there := s.list(t).Find("Walk"); there || sum.Made != 0 {
				t.Errorf("there are %q; %+v", s.names(t), sum)
			}
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
		})
	}
}

func TestTheSecondOfTwoSameNamesDoesNotTakeThePlaceOfTheFirst(t *testing.T) {
	one := func(d calendar.Day) loopHabit {
		return loopHabit{name: "Coffee", times: 1, days: 1, values: map[calendar.Day]int{d: 2}}
	}
	path := zipped(t, loopExport(true, one(today), one(today-1))...)
	s := newStore(t)
	s.apply(t, record.PutHabits(aHabit("coffee", habits.Goal{Schedule: habits.Daily})))
	s.brings(t, read(t, path))
	if got := s.names(t); !slices.Equal(got, []string{"coffee", "Coffee (2)"}) {
		t.Fatalf("there are %q", got)
	}
	s.has(t, "coffee", map[calendar.Day]habits.Entry{today: yes})
	s.has(t, "Coffee (2)", map[calendar.Day]habits.Entry{today - 1: yes})
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestNumberedNamesAreFree(t *testing.T) {
	one := func(name string, d calendar.Day) loopHabit {
		return loopHabit{name: name, times: 1, days: 1, values: map[calendar.Day]int{d: 2}}
	}
	long := strings.Repeat("x", spelling.MaxName)
	all := []loopHabit{one("Coffee", today), one("Coffee (2)", today-1), one("COFFEE", today-2), one(long, today-3), one(long, today-4), one("mood", today-5), one("mood (habit)", today-6), one("Coffee#2", today-7), one("Coffee", today-8)}
	path := zipped(t, loopExport(true, all...)...)
	s := newStore(t)
	s.brings(t, read(t, path))
	list := s.list(t)
	if len(list) != len(all) {
		t.Fatalf("there are %q", s.names(t))
	}
	for i, h := range list {
		if err := h.Validate(); err != nil {
			t.Error(err)
		}
		s.has(t, h.Name, map[calendar.Day]habits.Entry{today - calendar.Day(i): yes})
	}
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestReservedNamesGetAWordMore(t *testing.T) {
	for format, path := range map[string]string{
		"loop":   zipped(t, loopExport(true, loopHabit{name: "Mood", times: 1, days: 1, values: map[calendar.Day]int{today: 2}})...),
		"harsh":  harsh(t, "Mood: 1\n", "2026-11-22 : Mood : y :  : \n"),
		"csv":    plain(t, "2026-11-22,Mood,yes,"),
		"daylio": daylio(t, "2026-11-22,,,18:00,good,Mood,,"),
	} {
		t.Run(format, func(t *testing.T) {
			s := newStore(t)
			s.brings(t, read(t, path))
			s.has(t, "Mood (habit)", map[calendar.Day]habits.Entry{today: yes})
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
			if format == "csv" {
				return
			}
			h := s.record(t, "Mood (habit)").Habit
			h.Name = "Mood of the day"
			s.apply(t, record.PutHabits(h))
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
		})
	}
}

func TestAmountsOfAnotherUnitGoIntoAHabitOfTheirOwn(t *testing.T) {
	s := newStore(t)
	s.apply(t, record.PutHabits(aHabit("Water", habits.Goal{Measure: habits.AtLeast, Target: 2000, Unit: "l", Schedule: habits.Daily})))
	path := zipped(t, loopOne(measuredRow, "2026-11-22,8000,\n")...)
	s.brings(t, read(t, path))
	s.has(t, "Water", nil)
	s.has(t, "Water (2)", map[calendar.Day]habits.Entry{today: amount(8000)})
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
}

func TestAmountsOfTimeGoIntoAHabitOfTime(t *testing.T) {
	s := newStore(t)
	s.apply(t, record.PutHabits(aHabit("Water", habits.Goal{Measure: habits.AtLeast, Target: 2 * quantity.Hours.One(), Unit: "h", Schedule: habits.Daily})))
	path := zipped(t, loopOne(strings.Replace(measuredRow, "glasses", "minutes", 1), "2026-11-22,90000,\n")...)
	s.brings(t, read(t, path))
	s.has(t, "Water", map[calendar.Day]habits.Entry{today: amount(90 * quantity.Minutes.One())})
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
}

func TestYesAndNoDoNotGoIntoAmounts(t *testing.T) {
	s := newStore(t)
	s.apply(t, record.PutHabits(aHabit("Walk", habits.Goal{Measure: habits.AtLeast, Target: 10 * quantity.Minutes.One(), Unit: "min", Schedule: habits.Daily})))
	path := zipped(t, loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n")...)
	s.brings(t, read(t, path))
	s.has(t, "Walk", nil)
	s.has(t, "Walk (2)", map[calendar.Day]habits.Entry{today: yes})
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
}

func TestAHabitWhoseGoalChangedSinceIsStillTheSame(t *testing.T) {
	for format, path := range sources(t) {
		t.Run(string(format), func(t *testing.T) {
			s := newStore(t)
			s.brings(t, read(t, path))
			h := s.record(t, "Walk").Habit
			h = h.SetGoal(habits.Goal{From: today, Measure: habits.AtLeast, Target: 10 * quantity.Minutes.One(), Unit: "min", Schedule: habits.Daily})
			s.apply(t, record.PutHabits(h))
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
		})
	}
}

func TestNewHabitsComeAfterThoseThatAreThere(t *testing.T) {
	for format, path := range sources(t) {
		s := newStore(t)
		first := aHabit("Zither", habits.Goal{Schedule: habits.Daily})
		first.Position = 7
		s.apply(t, record.PutHabits(first))
		s.brings(t, read(t, path))
		if got := s.names(t); got[0] != "Zither" || len(got) < 2 {
			t.Errorf("%s: the list is %q", format, got)
		}
	}
}

func TestASummaryHasWhatFilesSaid(t *testing.T) {
	s := newStore(t)
	sum := s.brings(t,
		read(t, plain(t, "2026-11-23,Walk,yes,", "2026-11-22,Walk,perhaps,", "2026-11-22,Walk,yes,")),
		read(t, daylio(t, "2026-11-22,,,18:00,so so,,,", "2026-13-22,,,18:00,good,,,", "2026-11-24,,,18:00,good,,,")))
	if sum.Future != 2 || len(sum.Bad) != 2 || sum.Unmapped["so so"] != 1 || sum.BadRows < 2 || sum.From != "a CSV file and Daylio" {
		t.Errorf("the summary is %+v", sum)
	}
}

func TestNoFilesAreNoChange(t *testing.T) {
	s := newStore(t)
	s.isSettled(t, transfer.Choices{Today: today})
	if bytesOf(t, s.Path()) != nil {
		t.Error("a file was made")
	}
}

func TestAMillionBadRowsAreCountedAndAFewKept(t *testing.T) {
	path := file(t, "plain.csv", "date,habit,value,note\n"+strings.Repeat("x,Walk,yes,\n", 200_000)+"2026-11-22,Walk,yes,\n")
	b := read(t, path)
	if b.BadRows != 200_000 || len(b.Bad) == 0 || len(b.Bad) > 10_000 || len(b.Habits) != 1 {
		t.Errorf("%d were left out, %d are told", b.BadRows, len(b.Bad))
	}
}

func TestThousandsOfHabitsOfOneNameComeInSoon(t *testing.T) {
	n := 3000
	if testing.Short() {
		n = 300
	}
	var list strings.Builder
	list.WriteString("Position,Name,Question,Description,NumRepetitions,Interval,Color\n")
	for i := range n {
		fmt.Fprintf(&list, "%03d,Coffee,,,1,1,#fff\n", i+1)
	}
	m := &memory{}
	change, sum, err := planned([]*transfer.Bundle{read(t, zipped(t, part{"Habits.csv", list.String()}))}, m, transfer.Choices{Today: today})
	names := map[string]bool{}
	for _, h := range change.Habits {
		names[spelling.Fold(h.Is.Name)] = true
	}
	if err != nil || sum.Made != n || len(names) != n {
		t.Errorf("there are %d names of %d habits, %v", len(names), sum.Made, err)
	}
}

func TestAHabitThatAnExportRenamedIsFoundByTheNextFile(t *testing.T) {
	s := newStore(t)
	export := file(t, "export.json", withEntry("", ""))
	s.brings(t, read(t, export))
	h := s.record(t, "Walk").Habit
	h.Name = "Stroll"
	s.apply(t, record.PutHabits(h))
	measured := zipped(t, loopOne(strings.Replace(measuredRow, "Water", "Walk", 1), "2026-11-22,8000,\n")...)
	s.overwrites(t, read(t, export), read(t, measured))
	if got := s.names(t); !slices.Equal(got, []string{"Walk", "Walk (2)"}) {
		t.Errorf("there are %q", got)
	}
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, export), read(t, measured))
}

func TestPlansOfTheSameFileAreTheSame(t *testing.T) {
	for format, path := range sources(t) {
		plan := func() (record.Change, transfer.Summary) {
			c, sum, err := planned([]*transfer.Bundle{read(t, path)}, &memory{}, transfer.Choices{Today: today})
			if err != nil {
				t.Fatal(err)
			}
			for i := range c.Habits {
				c.Habits[i].Is.ID = ""
			}
			for i := range c.Days {
				c.Days[i].Habit = ""
			}
			return c, sum
		}
		a, sumA := plan()
		b, sumB := plan()
		if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(sumA, sumB) {
			t.Errorf("%s: two plans differ: %+v, %+v", format, sumA, sumB)
		}
	}
}

func TestAHabitOfOnesOwnIsFoundAgainByWhatWasBroughtIntoIt(t *testing.T) {
	s := newStore(t)
	h := aHabit("Walk", habits.Goal{Schedule: habits.Daily})
	s.apply(t, record.PutHabits(h))
	first := harsh(t, "Walk: 1\n", "2026-11-20 : Walk : y :  : \n")
	if sum := s.brings(t, read(t, first)); sum.Made != 0 || sum.Matched != 1 {
		t.Errorf("the summary is %+v", sum)
	}
	h = s.record(t, "Walk").Habit
	h.Name = "Stroll"
	s.apply(t, record.PutHabits(h))
	s.brings(t, read(t, harsh(t, "Walk: 1\n", "2026-11-20 : Walk : y :  : \n2026-11-21 : Walk : y :  : \n")))
	if list := s.list(t); len(list) != 1 {
		t.Errorf("there are %q", s.names(t))
	}
	s.has(t, "Stroll", map[calendar.Day]habits.Entry{today - 2: yes, today - 1: yes})
	for range 3 { // the second import, the new name, the first import
		if _, err := s.Undo(""); err != nil {
			t.Fatal(err)
		}
	}
	if h := s.record(t, "Walk").Habit; h.Origin != "" {
		t.Errorf("after undo it comes from %q", h.Origin)
	}
}

func TestAPlanMayBeEnded(t *testing.T) {
	stop := errors.New("stop")
	c := transfer.Choices{Today: today, Progress: func(done, total int64) error { return stop }}
	for format, path := range sources(t) {
		if _, _, err := planned([]*transfer.Bundle{read(t, path)}, &memory{}, c); !errors.Is(err, stop) {
			t.Errorf("%s: it ended as %v", format, err)
		}
	}
}

func TestThousandsOfKeysAndNamesThatChangeAreLookedAtSoon(t *testing.T) {
	n := 5000
	if testing.Short() {
		n = 500
	}
	var text strings.Builder
	text.WriteString(`{"format":"selfcare","version":1,"habits":[`)
	for i := range n {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"id":"h%09d","name":"Habit %d","area":"","key":"w","why":"%%s","position":%d,"created":"2026-01-01","goals":[{"from":"2026-01-01","measure":"check","schedule":"daily"}],"entries":[]}`, i, i, i)
	}
	text.WriteString("]}")
	m := &memory{}
	plan := func(why string) transfer.Summary {
		b := read(t, file(t, "export.json", strings.ReplaceAll(text.String(), "%s", why)))
		c, sum, err := planned([]*transfer.Bundle{b}, m, transfer.Choices{Today: today, Overwrite: true})
		if err != nil {
			t.Fatal(err)
		}
		m.book.Rows = nil // Apply would look each of them up
		for _, e := range c.Habits {
			m.book.Rows = append(m.book.Rows, record.Row{Habit: e.Is})
		}
		return sum
	}
	if sum := plan("a"); sum.Made != n || len(sum.Left) != 1 || sum.Left[0].Count != n-1 {
		t.Errorf("there are %d habits, and not taken %+v", sum.Made, sum.Left)
	}
	if sum := plan("b"); sum.Changed != n || len(sum.Remarks) > 30 {
		t.Errorf("%d changed, and %d remarks tell it", sum.Changed, len(sum.Remarks))
	}
}
