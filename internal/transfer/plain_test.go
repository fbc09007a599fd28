package transfer_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/transfer"
)

func plain(t testing.TB, rows ...string) string {
	t.Helper()
	return file(t, "plain.csv", "date,habit,value,note\n"+strings.Join(rows, "\n")+"\n")
}

func TestValuesOfPlainCSV(t *testing.T) {
	for value, want := range map[string]habits.Entry{
		"yes": yes, "no": no, "skip": skip, "YES": yes, " no ": no, "7": amount(7000), "7.5": amount(7500), "0": amount(0), "\"7,5\"": amount(7500), "1e2": amount(100_000),
	} {
		b := read(t, plain(t, "2026-11-22,Walk,"+value+",words", "2026-11-21,Walk,,only words"))
		leftOut(t, b)
		want.Note = "words"
		s := newStore(t)
		s.brings(t, b)
		s.has(t, "Walk", map[calendar.Day]habits.Entry{today: want, today - 1: {Note: "only words"}})
	}
}

func TestColumnsOfPlainCSVAreFoundByName(t *testing.T) {
	for _, text := range []string{
		"\ufeffdate,habit,value,note\r\n2026-11-22,Walk,yes,fine\r\n",
		"value,note,extra,habit,date\nyes,fine,x,Walk,2026-11-22\n",
		"Date,Habit,Value,Note\n2026-11-22,Walk,yes,fine\n",
	} {
		b := read(t, file(t, "plain.csv", text))
		if e := entryOn(t, b, "Walk", today); e != (habits.Entry{State: habits.Yes, Note: "fine"}) {
			t.Errorf("%q gives %+v", text, e)
		}
	}
	b := read(t, file(t, "plain.csv", "date,habit,value\n2026-11-22,Walk,yes\n"))
	if e := entryOn(t, b, "Walk", today); e != yes {
		t.Errorf("without notes it is %+v", e)
	}
}

func TestAPlainFileGoesIntoTheHabitsThatAreThere(t *testing.T) {
	s := newStore(t)
	h := aHabit("Sleep", habits.Goal{Measure: habits.AtLeast, Target: 8 * quantity.Hours.One(), Unit: quantity.Hours, Schedule: habits.Daily})
	s.apply(t, record.PutHabits(h))
	sum := s.brings(t, read(t, plain(t, "2026-11-22,sleep,7.5,", "2026-11-21,Ｓｌｅｅｐ,8,", "2026-11-20,Sleep,skip,")))
	s.has(t, "Sleep", map[calendar.Day]habits.Entry{today: amount(27_000_000), today - 1: amount(28_800_000), today - 2: skip})
	if sum.Made != 0 || sum.Matched != 1 {
		t.Errorf("the summary is %+v", sum)
	}
}

func TestTheImportUnguardsWhatTheExportGuards(t *testing.T) {
	for _, name := range []string{"=Walk", "+Walk", "-Walk", "@Walk", "'Walk", "'=Walk", "''=Walk", "'", "Walk"} {
		s := newStore(t)
		h := aHabit(name, habits.Goal{Schedule: habits.Daily})
		c := record.PutHabits(h)
		want := map[calendar.Day]habits.Entry{}
		for i, note := range []string{"=1+1", "+1", "-1", "@me", "'=1+1", "'quoted'", "''", "'''-", " =1", "a\n=b", "\n=b", "plain"} {
			e := habits.Entry{State: habits.Yes, Note: note}
			want[today-calendar.Day(i)] = e
			c.Days = append(c.Days, record.Days{Habit: h.ID, Entries: []habits.Dated{{Day: today - calendar.Day(i), Entry: e}}})
		}
		s.apply(t, c)
		text := s.csv(t)
		for _, row := range rows(t, text)[1:] {
			for _, field := range row {
				if strings.HasPrefix(field, "=") || strings.HasPrefix(field, "+") || strings.HasPrefix(field, "-") || strings.HasPrefix(field, "@") {
					t.Errorf("a spreadsheet would run %q", field)
				}
			}
		}
		other := newStore(t)
		other.brings(t, read(t, file(t, "ours.csv", text)))
		other.has(t, name, want)
	}
}

func TestOurOwnCSVChangesNothingWhereItCameFrom(t *testing.T) {
	for seed := range uint64(seeds(6)) {
		s := randomStore(t, rand.New(rand.NewPCG(seed, 2)))
		path := file(t, "ours.csv", s.csv(t))
		b := read(t, path)
		leftOut(t, b)
		before := s.json(t)
		s.isSettled(t, transfer.Choices{Today: today}, b)
		s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
		if after := s.json(t); after != before {
			t.Errorf("seed %d: it is another store now", seed)
		}
	}
}

func TestOurOwnCSVBringsTheSameEntriesIntoNothing(t *testing.T) {
	for seed := range uint64(seeds(6)) {
		s := randomStore(t, rand.New(rand.NewPCG(seed, 3)))
		path := file(t, "ours.csv", s.csv(t))
		other := newStore(t)
		other.brings(t, read(t, path))
		checks := 0
		for _, h := range s.list(t) {
			if slices.ContainsFunc(h.Goals, func(g habits.Goal) bool { return g.Measure.Counts() }) {
				continue
			}
			want := s.record(t, h.Name).History.All()
			if len(want) == 0 {
				continue
			}
			checks++
			if got := other.record(t, h.Name).History.All(); !reflect.DeepEqual(got, want) {
				t.Errorf("seed %d: %s has\n%v, want\n%v", seed, h.Name, got, want)
			}
		}
		if checks == 0 {
			t.Error("there was nothing to compare")
		}
		other.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
	}
}

func TestOurOwnCSVIsInTheOrderOfTheListAndOfDays(t *testing.T) {
	s := newStore(t)
	s.brings(t, read(t, plain(t, "2026-11-22,B,yes,", "2026-11-20,B,no,", "2026-11-21,A,skip,", "2026-11-21,B,7.25,\"x, \"\"y\"\"\"")))
	want := "date,habit,value,note\n2026-11-20,B,no,\n2026-11-21,B,7.25,\"x, \"\"y\"\"\"\n2026-11-22,B,yes,\n2026-11-21,A,skip,\n"
	if got := s.csv(t); got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

func TestBadRowsOfPlainCSVAreLeftOutAndTold(t *testing.T) {
	path := plain(t,
		"2026-11-22,Walk,yes,fine",
		"2026-02-30,Walk,yes,",
		"0000-01-01,Walk,yes,",
		"1899-12-31,Walk,yes,",
		"22/11/2026,Walk,yes,",
		"2026-11-21,,yes,",
		"2026-11-20,Walk,maybe,",
		"2026-11-19,Walk,-1,",
		"2026-11-18,Walk,NaN,",
		"2026-11-17,Walk,2e9,",
		"2026-11-16,Walk,yes,"+strings.Repeat("x", 1_000_000),
		"2026-11-15,Wa\x1blk,yes,",
		"2026-11-14",
		"2026-11-23,Walk,yes,later",
		"2026-11-13,Walk,,",
		"2026-11-12,Walk,yes,a\"b",
		"2026-11-11,Walk,no,\"two",
		"lines\"",
		"",
		"2026-11-10,Walk,Inf,",
	)
	b := read(t, path)
	var want []string
	for _, n := range []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 17, 21} {
		want = append(want, fmt.Sprintf("%s, line %d", path, n))
	}
	leftOut(t, b, want...)
	if b.Future != 1 {
		t.Errorf("%d rows lie in the future, want 1", b.Future)
	}
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {State: habits.Yes, Note: "fine"}, day(t, "2026-11-15"): yes, day(t, "2026-11-11"): {State: habits.No, Note: "two\nlines"}})
}

func TestAnAmountOnADayOfAnotherUnitIsToldAndTheRestGoesIn(t *testing.T) {
	s := newStore(t)
	h := aHabit("Water", habits.Goal{Measure: habits.AtLeast, Target: 8000, Unit: "glasses", Schedule: habits.Daily})
	h = h.SetGoal(habits.Goal{From: today - 5, Measure: habits.AtLeast, Target: 2000, Unit: "l", Schedule: habits.Daily})
	s.apply(t, record.PutHabits(h))
	s.brings(t, read(t, plain(t, "2026-11-01,Water,8,", "2026-11-22,Water,2,")))
	s.has(t, "Water", map[calendar.Day]habits.Entry{today: amount(2000)})
}
