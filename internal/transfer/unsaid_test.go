package transfer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

// ignored returns what of a bundle there was no place for, in words.
func ignored(b *transfer.Bundle) []string {
	var all []string
	for _, l := range b.Left {
		all = append(all, l.String())
	}
	return all
}

// says fails unless one of the sentences holds all the words.
func says(t *testing.T, sentences []string, words ...string) {
	t.Helper()
	for _, s := range sentences {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(s, w) }) {
			return
		}
	}
	t.Errorf("none of %q says %q", sentences, words)
}

func TestACellBeyondTheHeaderMakesItsRowBad(t *testing.T) {
	for what, path := range map[string]string{
		"a note":    plain(t, "2026-11-20,Walk,yes,park, with Sam", "2026-11-21,Walk,yes,fine,,,"),
		"a number":  plain(t, "2026-11-19,Sleep,7,5,felt fine", "2026-11-21,Walk,yes,fine,"),
		"semicolon": file(t, "x.csv", "date;habit;value;note\n2026-11-20;Walk;yes;park; with Sam\n2026-11-21;Walk;yes;fine;\n"),
		"daylio":    daylio(t, "2026-11-20,,,18:00,good,Walk,,park, with Sam", "2026-11-21,,,18:00,good,Walk,,fine"),
	} {
		t.Run(what, func(t *testing.T) {
			b := read(t, path)
			leftOut(t, b, path+", line 2")
			says(t, []string{b.Bad[0].Why}, "cells", "quotes")
			if what == "semicolon" {
				says(t, []string{b.Bad[0].Why}, "put a text with a semicolon in quotes")
			}
			if len(b.Habits) != 1 {
				t.Errorf("the rest is %+v", b.Habits)
			}
		})
	}
	b := read(t, zipped(t, loopOne(yesNoRow, "2026-11-22,YES_MANUAL,park, with Sam\n2026-11-21,NO,\n")...))
	leftOut(t, b, "001 x/Checkmarks.csv, line 2")
}

func TestRowsMayEndInCarriageReturnsAlone(t *testing.T) {
	want := map[calendar.Day]habits.Entry{today: {State: habits.Yes, Note: "two\nlines"}, today - 1: no}
	for _, end := range []string{"\n", "\r\n", "\r"} {
		text := strings.Join([]string{"date,habit,value,note", "2026-11-22,Walk,yes,\"two" + end + "lines\"", "2026-11-21,Walk,no,", ""}, end)
		b := read(t, file(t, "x.csv", text))
		leftOut(t, b)
		s := newStore(t)
		s.brings(t, b)
		s.has(t, "Walk", want)
	}
	b := read(t, harsh(t, "! Body\rWalk: 1\r", "2026-11-22 : Walk : y : a :\r2026-11-21 : Walk : n :  : \r"))
	leftOut(t, b)
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {State: habits.Yes, Note: "a"}, today - 1: no})
	parts := loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n2026-11-21,NO,\n")
	for i := range parts {
		parts[i].text = strings.ReplaceAll(parts[i].text, "\n", "\r")
	}
	if b := read(t, zipped(t, parts...)); len(b.Habits) != 1 || len(b.Habits[0].Entries) != 2 {
		t.Errorf("of Loop's there are %+v", b.Habits)
	}
	path := file(t, "x.csv", "date,habit,value,note\r2026-11-22,Walk,yes,\"never closed\r2026-11-21,Walk,no,\r")
	b = read(t, path)
	leftOut(t, b, path+", line 2")
	if e := entryOn(t, b, "Walk", today-1); e != no {
		t.Errorf("after a quote that nobody closed it is %+v", e)
	}
}

func TestAQuoteThatNobodyClosesCostsOneRow(t *testing.T) {
	path := plain(t, "2026-11-22,Walk,yes,", "", "2026-11-21,Walk,yes,\"open", "2026-11-20,Walk,no,", "2026-11-19,Walk,skip,\"two", "lines\"", "2026-11-18,Walk,maybe,")
	b := read(t, path)
	leftOut(t, b, path+", line 4", path+", line 8")
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today - 2: no, today - 3: {State: habits.Skip, Note: "two\nlines"}})
}

func TestSemicolonsAndTabsSeparateToo(t *testing.T) {
	for _, text := range []string{
		"date;habit;value;note\n2026-11-22;Water;7,5;one, two\n2026-11-21;Water;10,000;\n",
		"\ufeffsep=;\r\ndate;habit;value;note\r\n2026-11-22;Water;7,5;one, two\r\n2026-11-21;Water;10,000;\r\n",
		"\"sep=\t\"\ndate\thabit\tvalue\tnote\n2026-11-22\tWater\t7,5\tone, two\n2026-11-21\tWater\t10,000\t\n",
		"date\thabit\tvalue\tnote\n2026-11-22\tWater\t7,5\tone, two\n2026-11-21\tWater\t10.0\t\n",
		"sep=,\ndate,habit,value,note\n2026-11-22,Water,7.5,\"one, two\"\n2026-11-21,Water,10,\n",
	} {
		b := read(t, file(t, "x.csv", text))
		leftOut(t, b)
		s := newStore(t)
		s.brings(t, b)
		s.has(t, "Water", map[calendar.Day]habits.Entry{today: {State: habits.Measured, Amount: 7500, Note: "one, two"}, today - 1: amount(10_000)})
	}
	path := file(t, "x.csv", "sep=;\ndate;habit;value\n2026-11-22;Water;much\n")
	leftOut(t, read(t, path), path+", line 3")
	b := read(t, file(t, "daylio.csv", "full_date;time;mood;activities;note\n2026-11-22;18:07;good;walk | nap;a, b\n"))
	if len(b.Moods) != 1 || b.Moods[0].Note != "a, b" || len(b.Habits) != 2 {
		t.Errorf("of Daylio's there are %+v, %+v", b.Moods, b.Habits)
	}
}

func TestAThousandOrOneIsSettledByTheRestOfTheColumn(t *testing.T) {
	const open = -1
	for _, c := range []struct {
		cell, other string
		want        quantity.Amount
	}{
		{`"10,000"`, "", open},
		{"10.000", "", open},
		{`"10,000"`, "3", open},
		{`"10,000"`, `"7,5"`, 10_000},
		{`"10,000"`, "7.5", 10_000_000},
		{`"10,000"`, `"1,234,567"`, 10_000_000},
		{`"10,000"`, `"1,234.5"`, 10_000_000},
		{"10.000", `"7,5"`, 10_000_000},
		{"10.000", `"1.234,5"`, 10_000_000},
		{"10.000", "7.25", 10_000},
		{"0.125", "", 125},
		{"1234.567", "", 1_234_567},
		{`"1,234,567"`, "", 1_234_567_000},
	} {
		rows := []string{"2026-11-22,Water," + c.cell + ",", "2026-11-20,Tea," + c.other + ","}
		path := plain(t, rows...)
		b := read(t, path)
		if c.want == open {
			leftOut(t, b, path+", line 2")
			says(t, []string{b.Bad[0].Why}, "10000", "10.0")
			continue
		}
		leftOut(t, b)
		if e := entryOn(t, b, "Water", today); e != amount(c.want) {
			t.Errorf("%s beside %s is %+v, want %d", c.cell, c.other, e, c.want)
		}
	}
	path := plain(t, "2026-11-22,Water,\"10,000\",", "2026-11-21,Water,\"7,5\",", "2026-11-20,Water,7.5,", "2026-11-19,Water,\"1,23,456\",")
	leftOut(t, read(t, path), path+", line 2", path+", line 5") // the column says both
}

func TestAnExportSaysWhichNumberItMeans(t *testing.T) {
	for _, parts := range []quantity.Amount{1234, 1001, 999_999, 125, 1_234_567, 10_000_000} {
		s := newStore(t)
		h := aHabit("Water", habits.Goal{Measure: habits.AtLeast, Schedule: habits.Daily})
		c := record.PutHabits(h)
		c.Days = []record.Days{{Habit: h.ID, Entries: []habits.Dated{{Day: today, Entry: amount(parts)}}}}
		s.apply(t, c)
		b := read(t, file(t, "ours.csv", s.csv(t)))
		leftOut(t, b)
		if e := entryOn(t, b, "Water", today); e != amount(parts) {
			t.Errorf("%d comes back as %+v from\n%s", parts, e, s.csv(t))
		}
	}
}

func TestHoursAndMinutesAreAnAmountOfTime(t *testing.T) {
	path := plain(t, "2026-11-22,Sleep,7:30,", "2026-11-21,Sleep,0:20,", "2026-11-20,Water,7:30,", "2026-11-19,Sleep,7:75,", "2026-11-18,Walk,1:00,", "2026-11-17,Sleep,1:00:30,")
	s := newStore(t)
	counts := func(name string, u quantity.Unit) habits.Habit {
		return aHabit(name, habits.Goal{Measure: habits.AtLeast, Unit: u, Schedule: habits.Daily})
	}
	s.apply(t, record.PutHabits(counts("Sleep", quantity.Minutes), counts("Water", "cups"), aHabit("Walk", habits.Goal{Schedule: habits.Daily})))
	sum := s.brings(t, read(t, path))
	s.has(t, "Sleep", map[calendar.Day]habits.Entry{today: amount(450 * quantity.Minutes.One()), today - 1: amount(20 * quantity.Minutes.One()), today - 5: amount(quantity.Hours.One() + 30*quantity.Seconds.One())})
	if sum.BadRows != 3 {
		t.Errorf("left out are %v", sum.Bad)
	}
	for _, row := range sum.Bad {
		if row.File != path || row.Line == 0 {
			t.Errorf("%q does not say where it stands", row)
		}
	}
	fresh := newStore(t)
	fresh.brings(t, read(t, plain(t, "2026-11-22,Sleep,7:30,", "2026-11-21,Sleep,8,")))
	fresh.has(t, "Sleep", map[calendar.Day]habits.Entry{today: amount(450 * quantity.Minutes.One()), today - 1: amount(8 * quantity.Hours.One())})
	if unit, _ := fresh.record(t, "Sleep").Habit.CountsIn(); unit != quantity.Hours {
		t.Errorf("a new habit counts %q", unit)
	}
}

func TestWithoutValuesEachRowIsAYes(t *testing.T) {
	for _, text := range []string{"date,habit\n2026-11-22,Walk\n", "date,habit,note\n2026-11-22,Walk,\n"} {
		if e := entryOn(t, read(t, file(t, "x.csv", text)), "Walk", today); e != yes {
			t.Errorf("%q gives %+v", text, e)
		}
	}
	refused(t, file(t, "x.csv", "date,habit,done\n2026-11-22,Walk,false\n"), options(transfer.Auto))
	refused(t, file(t, "x.csv", "date,habit,done\n2026-11-22,Walk,false\n"), options(transfer.CSV))
}

func TestRowsOfADayAreJoined(t *testing.T) {
	for _, c := range []struct {
		rows []string
		want habits.Entry
		bad  []int
	}{
		{[]string{"yes,", ",in the park"}, habits.Entry{State: habits.Yes, Note: "in the park"}, nil},
		{[]string{",in the park", "yes,sunny"}, habits.Entry{State: habits.Yes, Note: "in the park\nsunny"}, nil},
		{[]string{"skip,rain", "skip,rain"}, habits.Entry{State: habits.Skip, Note: "rain"}, nil},
		{[]string{"3,", "2,tea"}, habits.Entry{State: habits.Measured, Amount: 5000, Note: "tea"}, nil},
		{[]string{"0.1,", "0.2,", "yes,"}, amount(300), nil},
		{[]string{"yes,", "2,"}, amount(2000), nil},
		{[]string{"yes,a", "no,b", ",c"}, habits.Entry{State: habits.Yes, Note: "a\nc"}, []int{3}},
		{[]string{"3,", "skip,b"}, amount(3000), []int{3}},
		{[]string{"no,", "0,"}, amount(0), nil},
		{[]string{"1e9,", "1,"}, amount(1e12), []int{3}},
	} {
		t.Run(strings.Join(c.rows, "|"), func(t *testing.T) {
			var rows, want []string
			for _, r := range c.rows {
				rows = append(rows, "2026-11-22,Walk,"+r)
			}
			path := plain(t, rows...)
			for _, n := range c.bad {
				want = append(want, fmt.Sprintf("%s, line %d", path, n))
			}
			b := read(t, path)
			leftOut(t, b, want...)
			s := newStore(t)
			s.brings(t, b)
			s.has(t, "Walk", map[calendar.Day]habits.Entry{today: c.want})
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
			s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
		})
	}
	b := read(t, plain(t, "2026-11-22,Water,3,", "2026-11-22,Water,2,", "2026-11-22,Water,1,"))
	says(t, b.Remarks, "added up, 2 times", "3 + 2 of Water on 2026-11-22")
	for _, r := range b.Remarks {
		isSentence(t, r)
	}
}

func TestRowsOfADayOfOtherFormatsAreJoined(t *testing.T) {
	for what, c := range map[string]struct {
		path string
		want habits.Entry
		bad  []string
	}{
		"loop":          {zipped(t, loopOne(yesNoRow, "2026-11-22,YES_MANUAL,a\n2026-11-22,UNKNOWN,b\n")...), habits.Entry{State: habits.Yes, Note: "a\nb"}, nil},
		"loop derived":  {zipped(t, loopOne(yesNoRow, "2026-11-22,YES_AUTO,a\n2026-11-22,NO,\n")...), habits.Entry{State: habits.No, Note: "a"}, nil},
		"loop differs":  {zipped(t, loopOne(yesNoRow, "2026-11-22,YES_MANUAL,a\n2026-11-22,NO,b\n")...), habits.Entry{State: habits.Yes, Note: "a"}, []string{"001 x/Checkmarks.csv, line 3"}},
		"harsh":         {harsh(t, "Walk: 1\n", "2026-11-22 : Walk : y : a : 2\n2026-11-22 : Walk : y : b : 2\n"), habits.Entry{State: habits.Measured, Amount: 2000, Note: "a\nb"}, nil},
		"harsh, amount": {harsh(t, "Walk: 1\n", "2026-11-22 : Walk : y :  : 2\n2026-11-22 : Walk : y : b : \n"), habits.Entry{State: habits.Measured, Amount: 2000, Note: "b"}, nil},
	} {
		t.Run(what, func(t *testing.T) {
			b := read(t, c.path)
			leftOut(t, b, c.bad...)
			if e := entryOn(t, b, "Walk", today); e != c.want {
				t.Errorf("it is %+v, want %+v", e, c.want)
			}
		})
	}
	path := file(t, "export.json", withEntry("", `{"day":"2026-11-20","state":"skip"},{"day":"2026-11-20","note":"rest"},{"day":"2026-11-20","state":"no"},`))
	b := read(t, path)
	leftOut(t, b, path+", Walk on 2026-11-20")
	if e := entryOn(t, b, "Walk", today-2); e != (habits.Entry{State: habits.Skip, Note: "rest"}) {
		t.Errorf("of an export it is %+v", e)
	}
}

func TestDuplicatesOfALoopBackupAreJoined(t *testing.T) {
	b := newBackup(t)
	for _, step := range steps {
		b.do(step.sql)
	}
	b.do("drop index idx_repetitions_habit_timestamp")
	b.do("insert into Habits (archived, freq_den, freq_num, name, position) values (0, 1, 1, 'Walk', 0)")
	for _, row := range []string{"1, %s, 2, 'a'", "1, %s, 2, 'later'", "1, %s, 0, 'no'", "7, %s, 2, 'orphan'", "7, %s, 2, ''"} {
		b.do("insert into Repetitions (habit, timestamp, value, notes) values (" + fmt.Sprintf(row, at(today)) + ")")
	}
	is := read(t, b.done(25))
	leftOut(t, is, "Repetitions, line 3")
	if e := entryOn(t, is, "Walk", today); e != (habits.Entry{State: habits.Yes, Note: "a\nlater"}) {
		t.Errorf("today is %+v", e)
	}
	says(t, ignored(is), "2 entries that belong to no habit")
}

func TestANoteAloneTakesNoStateAway(t *testing.T) {
	s := newStore(t)
	s.brings(t, read(t, plain(t, "2026-11-22,Walk,skip,rest", "2026-11-21,Walk,yes,")))
	path := plain(t, "2026-11-22,Walk,,a cold", "2026-11-21,Walk,,in the park")
	s.overwrites(t, read(t, path))
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {State: habits.Skip, Note: "a cold"}, today - 1: {State: habits.Yes, Note: "in the park"}})
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestWhatThereIsNoPlaceForIsCounted(t *testing.T) {
	for what, c := range map[string]struct {
		path string
		want []string
	}{
		"scales":  {file(t, "daylio.csv", "full_date,time,mood,activities,Sleep,Stress,note\n2026-11-22,18:00,good,,7,,\n2026-11-21,18:00,good,,6,2,\n2026-11-20,18:00,good,,,,\n"), []string{`2 cells of the column "Sleep"`, `1 cell of the column "Stress"`}},
		"columns": {file(t, "x.csv", "date,habit,value,note,place,note,\n2026-11-22,Walk,yes,,park,other,x\n2026-11-21,Walk,yes,,,,\n"), []string{`1 cell of the column "place"`, `1 cell of the column "note"`, "1 cell of the column number 7"}},
		"harsh":   {harsh(t, "Walk: 1\n", "2026-11-22 : Walk : n :  : 3\n2026-11-21 : Walk : s :  : 2\n2026-11-20 : Walk : y :  : 2\n2026-11-19 : Walk : n :  : 0\n"), []string{"2 amounts on lines of harsh's log that aren't a yes"}},
		"later":   {harsh(t, "Walk: 1\n", "2026-11-22 : Walk : n : a : \n2026-11-22 : Walk : y : b : \n"), []string{"1 line of harsh's log that a later line for the same habit and day replaces"}},
		"loop":    {zipped(t, append(loopOne(yesNoRow, "2026-11-22,NO,\n"), part{"007 gone/Checkmarks.csv", "Date,Value,Notes\n2026-11-22,NO,\n2026-11-21,NO,x\n"})...), []string{`1 cell of the column "Color"`, "2 entries of folders that belong to no habit in Habits.csv"}},
		"ends":    {harsh(t, "Walk: 1: 2027-01-01\nRun: 1: 2026-11-22\nSwim: 1: 2026-11-01\n", "2026-11-01 : Walk : y : \n"), []string{"2 last days of habits that haven't passed yet"}},
		"nothing": {plain(t, "2026-11-22,Walk,yes,"), nil},
	} {
		t.Run(what, func(t *testing.T) {
			b := read(t, c.path)
			leftOut(t, b)
			if got := ignored(b); !slices.Equal(got, c.want) {
				t.Errorf("not taken are %q, want %q", got, c.want)
			}
			s := newStore(t)
			if sum := s.brings(t, b); len(sum.Left) != len(c.want) {
				t.Errorf("the summary has %+v", sum.Left)
			}
		})
	}
}

func TestANameThatHadToChangeIsTold(t *testing.T) {
	long := strings.Repeat("x", spelling.MaxName+5)
	for name, want := range map[string]string{long: "longer than 60 characters", "Mood": "the habit is called Mood (habit)", "Be\x1bll": "the habit is called Bell"} {
		for what, path := range map[string]string{
			"loop":   zipped(t, loopOne("001,"+name+",YES_NO,,,1,1,#1,,,,false", "2026-11-22,YES_MANUAL,\n")...),
			"harsh":  harsh(t, name+": 1\n", "2026-11-22 : "+name+" : y :  : \n"),
			"csv":    plain(t, "2026-11-22,"+name+",yes,"),
			"daylio": daylio(t, "2026-11-22,,,18:00,good,"+name+",,"),
		} {
			b := read(t, path)
			leftOut(t, b)
			s := newStore(t)
			sum := s.brings(t, b)
			says(t, sum.Remarks, want)
			for _, r := range sum.Remarks {
				isSentence(t, r)
			}
			s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
			if again := s.brings(t, read(t, path)); len(again.Remarks) > 0 {
				t.Errorf("%s: of a habit that is here it is told again: %q", what, again.Remarks)
			}
		}
	}
}

func TestManyNamesThatHadToChangeAreCounted(t *testing.T) {
	var rows []string
	for i := range 500 {
		rows = append(rows, fmt.Sprintf("2026-11-22,%s %d,yes,", strings.Repeat("x", 70), i))
	}
	s := newStore(t)
	sum := s.brings(t, read(t, plain(t, rows...)))
	if len(sum.Remarks) > 30 || sum.Made != 500 {
		t.Errorf("there are %d remarks on %d habits", len(sum.Remarks), sum.Made)
	}
	says(t, sum.Remarks, "other names had to change")
}

func TestPlannedRestsOfOurOwnCSVComeIn(t *testing.T) {
	s := newStore(t)
	h := aHabit("Walk", habits.Goal{Schedule: habits.Daily})
	c := record.PutHabits(h)
	want := map[calendar.Day]habits.Entry{today + 3: {State: habits.Skip, Note: "away"}, today + 4: skip}
	for d, e := range want {
		c.Days = append(c.Days, record.Days{Habit: h.ID, Entries: []habits.Dated{{Day: d, Entry: e}}})
	}
	s.apply(t, c)
	path := file(t, "ours.csv", s.csv(t)+"2026-11-30,Walk,yes,\n")
	b := read(t, path)
	if b.Future != 1 {
		t.Errorf("%d rows lie in the future, want the yes alone", b.Future)
	}
	other := newStore(t)
	other.brings(t, b)
	other.has(t, "Walk", want)
	if h := other.record(t, "Walk").Habit; h.Created > today {
		t.Errorf("it was created on %s", h.Created)
	}
}

func TestTimesOfDaylioThatCannotBeReadAreNoon(t *testing.T) {
	times := []string{"20.30", "20 h 30", "午後8:30", "오후 8:30", "٨:٣٠ م", "25:00", "13:00 pm", "8.30 nachm."}
	var rows []string
	for i, text := range times {
		rows = append(rows, fmt.Sprintf("%s,,,%s,good,walk,,", today-calendar.Day(i), text))
	}
	b := read(t, daylio(t, append(rows, "2026-11-01,,,6:50 p.m.,good,,,")...))
	leftOut(t, b)
	if len(b.Moods) != len(times)+1 {
		t.Fatalf("there are %d moods", len(b.Moods))
	}
	for i, m := range b.Moods {
		want := "12:00"
		if i == 0 {
			want = "18:50"
		}
		if got := m.At.In(zone).Format("15:04"); got != want {
			t.Errorf("on %s it is %s, want %s", m.Day, got, want)
		}
	}
	says(t, b.Remarks, "8 times couldn't be read", `"20.30"`, "noon")
	isSentence(t, b.Remarks[0])
}

func TestTheOldHeaderOfDaylioIsRead(t *testing.T) {
	path := file(t, "daylio.csv", "year,date,weekday,time,mood,activities,note\n2018,18 May,Friday,11:54 pm,good,walk | nap,fine\n2018,May 17,Thursday,9:00 am,meh,,\n2018,17 mai,jeudi,9:00,meh,,\n")
	b := read(t, path)
	leftOut(t, b, path+", line 4")
	if len(b.Moods) != 2 || b.Moods[1].Day != calendar.DateOf(2018, time.May, 18) || b.Moods[1].At.In(zone).Format("15:04") != "23:54" || b.Moods[1].Note != "fine" || len(b.Habits) != 2 {
		t.Errorf("the moods are %+v, the habits %+v", b.Moods, b.Habits)
	}
}

func TestADefinitionThatOverwritingChangesIsTold(t *testing.T) {
	s := newStore(t)
	s.apply(t, record.PutHabits(aHabit("Walk", habits.Goal{Schedule: habits.Daily}), aHabit("Tea", habits.Goal{Schedule: habits.Daily})))
	path := file(t, "export.json", s.json(t))
	h := s.record(t, "Walk").Habit
	h.Name, h.Why = "Stroll", "air"
	h = h.SetGoal(habits.Goal{From: today, Schedule: habits.Schedule{Times: 3, Days: 7}})
	s.apply(t, record.PutHabits(h))
	sum := s.brings(t, read(t, path))
	if sum.Unchanged != 1 || sum.Changed != 0 || len(s.list(t)) != 2 {
		t.Errorf("without --overwrite it is %+v", sum)
	}
	change, sum, err := s.takeIn(transfer.Choices{Today: today, Overwrite: true}, read(t, path))
	if err != nil || sum.Changed != 1 || sum.Unchanged != 0 || s.record(t, "Walk").Habit.Why != "" {
		t.Errorf("with --overwrite it is %+v, %v", sum, err)
	}
	says(t, sum.Remarks, "Stroll", "Walk", "goal", "why")
	if got := phrase.Change(change, nil, today); got != "1 changed habit from an export" {
		t.Errorf("undo will say %q", got)
	}
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestOtherRecordsThatStayAreCounted(t *testing.T) {
	s := randomStore(t, rand.New(rand.NewPCG(4, 9)))
	m := journal.NewMood(someTime(rand.New(rand.NewPCG(1, 1))), 3, "mine", calendar.DefaultPreferences)
	c := record.Change{Moods: record.Put(m)}
	s.apply(t, c)
	path := file(t, "export.json", strings.Replace(s.json(t), `"note":"mine"`, `"note":"theirs"`, 1))
	if sum := s.brings(t, read(t, path)); sum.OthersKept != 1 || sum.Moods != 0 {
		t.Errorf("the summary is %+v", sum)
	}
	if sum := s.overwrites(t, read(t, path)); sum.OthersKept != 0 || sum.Moods != 1 {
		t.Errorf("with --overwrite it is %+v", sum)
	}
}

func TestAFileOfAnotherKindIsRefusedAsWhatItIs(t *testing.T) {
	for what, c := range map[string]struct {
		path, says string
	}{
		"xlsx":      {zipped(t, part{"[Content_Types].xml", "x"}, part{"xl/workbook.xml", "x"}), "Excel workbook"},
		"ods":       {zipped(t, part{"mimetype", "x"}, part{"content.xml", "x"}), "OpenDocument"},
		"zipped db": {zipped(t, part{"Loop Habits Backup.db", "SQLite format 3\x00"}), `"Loop Habits Backup.db"`},
		"zipped":    {zipped(t, part{"daylio.csv", "x"}), `"daylio.csv"`},
		"photos":    {zipped(t, part{"photo.jpg", "x"}), `"photo.jpg"`},
		"empty":     {zipped(t), "empty"},
		"pdf":       {file(t, "x.csv", "%PDF-1.7\n"), "a PDF"},
		"xls":       {file(t, "x.csv", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "old Office"},
		"web page":  {file(t, "x.csv", "<!DOCTYPE html>\n<html>"), "web page"},
		"list":      {file(t, "x.json", "[1, 2]"), "JSON"},
		"nothing":   {file(t, "x.csv", ""), "x.csv is empty"},
	} {
		t.Run(what, func(t *testing.T) {
			if text := refused(t, c.path, options(transfer.Auto)); !strings.Contains(text, c.says) {
				t.Errorf("%q does not say %q", text, c.says)
			}
			if text := refused(t, c.path, options(transfer.CSV)); !strings.Contains(text, "CSV") && what != "nothing" {
				t.Errorf("as CSV it is refused by %q", text)
			}
		})
	}
}

func TestAFileThatIsNotOfTheFormatNamedIsRefusedAsWhatItIs(t *testing.T) {
	words := file(t, "go.mod", "module selfcare\n")
	for from, says := range map[transfer.Format]string{
		transfer.Selfcare: words + " is a text file, and not the JSON that selfcare export",
		transfer.Harsh:    words + " is a text file, and not one of harsh's two files",
		transfer.Loop:     words + " is a text file, and neither Loop's zip",
	} {
		if text := refused(t, words, options(from)); !strings.Contains(text, says) {
			t.Errorf("as %s it is refused by %q", from, text)
		}
	}
	two := refused(t, zipped(t, part{"a.jpg", "x"}, part{"b.jpg", "x"}, part{"c.jpg", "x"}), options(transfer.Auto))
	one := refused(t, zipped(t, part{"a.jpg", "x"}), options(transfer.Auto))
	if !strings.Contains(two, `with "a.jpg" and 2 more files in it`) || !strings.Contains(one, `with "a.jpg" in it`) {
		t.Errorf("zip files are refused by %q and %q", two, one)
	}
}

func TestARowThatIsLeftOutNamesItsHabitAsItIsWritten(t *testing.T) {
	for what, c := range map[string]struct{ path, says string }{
		"csv":  {plain(t, "2026-11-22,Walk,yes,", "2026-11-22,Walk,no,"), `"Walk" has yes on 2026-11-22`},
		"loop": {zipped(t, loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n2026-11-22,NO,\n")...), `"Walk" has yes on 2026-11-22`},
		"export": {
			file(t, "x.json", withEntry("", `{"day":"2026-11-20","state":"skip"},{"day":"2026-11-20","amount":2},{"day":"2026-11-20","state":"no"},`)),
			`"Walk" has skip on 2026-11-20 in an earlier row, and an amount here`,
		},
	} {
		b := read(t, c.path)
		if len(b.Bad) == 0 || !strings.Contains(b.Bad[0].Why, c.says) {
			t.Errorf("%s: it says %v, want %q", what, b.Bad, c.says)
		}
	}
}
