package transfer_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

const (
	fixtureDaylio = "daylio-mit.csv"
	daylioHead    = "full_date,date,weekday,time,mood,activities,note_title,note\n"
)

func daylio(t testing.TB, rows ...string) string {
	t.Helper()
	return file(t, "daylio.csv", "\ufeff"+daylioHead+strings.Join(rows, "\n")+"\n")
}

func (s store) moods(t testing.TB) journal.Moods {
	t.Helper()
	moods, err := s.Moods(calendar.FirstDay)
	if err != nil {
		t.Fatal(err)
	}
	return moods
}

func TestDayliosOwnExportIsReadWhole(t *testing.T) {
	path := filepath.Join("testdata", fixtureDaylio)
	s := newStore(t)
	sum := s.brings(t, read(t, path))
	ratings := map[string]int{"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}
	activities := map[string]map[calendar.Day]habits.Entry{}
	entries := 0
	var moods []string
	for _, row := range rows(t, string(bytesOf(t, path)))[1:] {
		clock, err := time.Parse("3:04 pm", row[3])
		if err != nil {
			if clock, err = time.Parse("15:04", row[3]); err != nil {
				t.Fatal(err)
			}
		}
		moods = append(moods, fmt.Sprintf("%s %s %d %s", row[0], clock.Format("15:04"), ratings[row[4]], row[7]))
		for name := range strings.SplitSeq(row[5], " | ") {
			if name == "" {
				continue
			}
			if activities[name] == nil {
				activities[name] = map[calendar.Day]habits.Entry{}
			}
			if activities[name][day(t, row[0])] != yes {
				entries++
			}
			activities[name][day(t, row[0])] = yes
		}
	}
	var got []string
	for _, m := range s.moods(t) {
		if err := m.Validate(); err != nil {
			t.Error(err)
		}
		got = append(got, fmt.Sprintf("%s %s %d %s", m.Day, m.At.In(zone).Format("15:04"), m.Rating, m.Note))
	}
	slices.Sort(moods)
	slices.Sort(got)
	if !slices.Equal(got, moods) {
		t.Errorf("the moods are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(moods, "\n"))
	}
	for name, want := range activities {
		s.has(t, name, want)
		h := s.record(t, name).Habit
		if h.Area != "daylio" || h.Goals[0].Measure != habits.Check || !h.Goals[0].Schedule.Tracks() {
			t.Errorf("%s is %+v", name, h)
		}
	}
	if sum.Made != len(activities) || sum.Moods != len(moods) || sum.Entries != entries || sum.BadRows != 0 {
		t.Errorf("the summary is %+v, want %d habits, %d entries, %d moods", sum, len(activities), entries, len(moods))
	}
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestTimesOfDaylio(t *testing.T) {
	for text, want := range map[string]string{
		"18:07": "18:07", "6:50 pm": "18:50", "9:00 PM": "21:00", "9:00\u202fPM": "21:00", "9:00\u00a0am": "09:00", "12:19 am": "00:19", "12:05 pm": "12:05",
		"0:30": "00:30", "06:50": "06:50", "23:59": "23:59",
	} {
		b := read(t, daylio(t, "2026-11-20,20 November,Friday,"+text+",good,,,"))
		leftOut(t, b)
		if len(b.Moods) != 1 || b.Moods[0].At.In(zone).Format("15:04") != want || b.Moods[0].Day != day(t, "2026-11-20") {
			t.Errorf("%q gives %+v, want %s", text, b.Moods, want)
		}
	}
}

func TestTheFullDateAloneIsTrustedInDaylio(t *testing.T) {
	b := read(t, daylio(t, "2026-11-20,21 mars,lördag,1:30,good,nap,,"))
	want := calendar.Second(time.Date(2026, time.November, 20, 1, 30, 0, 0, zone))
	if len(b.Moods) != 1 || b.Moods[0].Day != day(t, "2026-11-20") || !b.Moods[0].At.Equal(want) {
		t.Errorf("the moods are %+v", b.Moods)
	}
	if e := entryOn(t, b, "nap", day(t, "2026-11-20")); e != yes {
		t.Errorf("the nap is %+v", e)
	}
}

func TestColumnsOfDaylioAreFoundByName(t *testing.T) {
	for what, c := range map[string]struct{ text string }{
		"with scales":        {"full_date,date,weekday,time,mood,activities,Sleep,Stress,note_title,note\n2026-11-20,,,18:07,good,walk,7,2,,fine\n"},
		"in another order":   {"note,activities,mood,time,full_date,scales\nfine,walk,good,18:07,2026-11-20,x\n"},
		"without a title":    {"full_date,date,weekday,time,mood,activities,note\n2026-11-20,,,18:07,good,walk,fine\n"},
		"without a time":     {"full_date,mood,activities,note\n2026-11-20,good,walk,fine\n"},
		"without a note":     {"full_date,time,mood,activities\n2026-11-20,18:07,good,walk\n"},
		"quoted":             {"\"full_date\",\"date\",\"weekday\",\"time\",\"mood\",\"activities\",\"note_title\",\"note\"\n\"2026-11-20\",\"20 Nov\",\"Friday\",\"18:07\",\"good\",\"walk\",\"\",\"fine\"\n"},
		"without activities": {"full_date,time,mood,note\n2026-11-20,18:07,good,fine\n"},
	} {
		t.Run(what, func(t *testing.T) {
			for _, bom := range []string{"", "\ufeff"} {
				b := read(t, file(t, "daylio.csv", bom+c.text))
				leftOut(t, b)
				if b.Format != transfer.Daylio || len(b.Moods) != 1 || b.Moods[0].Rating != 4 {
					t.Fatalf("it is %s with the moods %+v", b.Format, b.Moods)
				}
				if note := b.Moods[0].Note; note != "fine" && what != "without a note" {
					t.Errorf("the note is %q", note)
				}
				if what != "without activities" {
					brought(t, b, "walk")
				}
			}
		})
	}
}

func TestUnknownMoodWordsOfDaylioNeedAMap(t *testing.T) {
	path := daylio(t,
		"2026-11-22,,,18:00,okay-ish,walk,,a",
		"2026-11-21,,,18:00,Okay-Ish,,,b",
		"2026-11-20,,,18:00,so so,,,c",
		"2026-11-19,,,18:00,RAD,,,d")
	s := newStore(t)
	sum := s.brings(t, read(t, path))
	unmapped := 0
	for _, n := range sum.Unmapped {
		unmapped += n
	}
	if sum.Unmapped["so so"] != 1 || unmapped != 3 || sum.Moods != 1 {
		t.Errorf("the summary is %+v", sum)
	}
	o := options(transfer.Auto)
	o.Moods = map[string]int{"okay-ish": 3, "so so": 2}
	s.brings(t, readAs(t, path, o))
	var got []int
	for _, m := range s.moods(t) {
		got = append(got, m.Rating)
	}
	if want := []int{5, 2, 3, 3}; !slices.Equal(got, want) {
		t.Errorf("with a map the moods are %v, want %v", got, want)
	}
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, readAs(t, path, o))
}

func TestAWordOfDaylioThatIsMappedIsWhatTheMapSays(t *testing.T) {
	o := options(transfer.Auto)
	o.Moods = map[string]int{"good": 2}
	if b := readAs(t, daylio(t, "2026-11-22,,,18:00,Good,,,"), o); b.Moods[0].Rating != 2 {
		t.Errorf("good is %d", b.Moods[0].Rating)
	}
}

func TestAMapMayComeLaterForMoodsOfOneMinute(t *testing.T) {
	path := daylio(t, "2026-11-22,,,18:00,good,,,second", "2026-11-22,,,18:00,okay-ish,,,first")
	s := newStore(t)
	s.brings(t, read(t, path))
	o := options(transfer.Auto)
	o.Moods = map[string]int{"okay-ish": 3}
	s.brings(t, readAs(t, path, o))
	var got []string
	for _, m := range s.moods(t) {
		got = append(got, m.Note)
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"first", "second"}) {
		t.Errorf("the moods are %q", got)
	}
}

func TestActivitiesOfDaylio(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"walk | good meal | nap", []string{"walk", "good meal", "nap"}},
		{"", nil},
		{" | ", nil},
		{"walk | walk", []string{"walk"}},
		{"mood | Slip", []string{"mood (habit)", "Slip (habit)"}},
		{"читать | 👩‍👩‍👧 family", []string{"читать", "👩‍👩‍👧 family"}},
		{"gym|pool | nap", []string{"gym|pool", "nap"}},
	} {
		t.Run(c.text, func(t *testing.T) {
			b := read(t, daylio(t, "2026-11-22,,,18:00,good,"+c.text+",,"))
			leftOut(t, b)
			var got []string
			for _, h := range b.Habits {
				got = append(got, h.Habit.Name)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("they are %q, want %q", got, c.want)
			}
		})
	}
}

func TestNotesOfDaylioBecomePlainText(t *testing.T) {
	for note, want := range map[string]string{
		"one<br>two<br/>three<BR >four":                   "one\ntwo\nthree\nfour",
		"<p>one</p><p>two</p>":                            "one\ntwo",
		"<div>one</div><div>two</div>":                    "one\ntwo",
		"<ul><li>one</li><li>two</li></ul>":               "one\ntwo",
		"a <b>bold</b> <i style='color:red'>word</i>":     "a bold word",
		"Tom &amp; Ada &lt;3 &quot;tea&quot; &#39;n&#39;": `Tom & Ada <3 "tea" 'n'`,
		"5 &gt; 3&nbsp;&hearts;":                          "5 > 3\u00a0♥",
		"1 < 2 and 3 > 2":                                 "1 < 2 and 3 > 2",
		"I <3 tea":                                        "I <3 tea",
		"R&D":                                             "R&D",
		"plain":                                           "plain",
		"line\nline":                                      "line\nline",
	} {
		b := read(t, file(t, "daylio.csv", daylioHead+csvText([]string{"2026-11-22", "", "", "18:00", "good", "", "", note})))
		if len(b.Moods) != 1 || b.Moods[0].Note != want {
			t.Errorf("%q becomes %q, want %q", note, b.Moods[0].Note, want)
		}
	}
	b := read(t, daylio(t, "2026-11-22,,,18:00,good,,A title,the note"))
	if b.Moods[0].Note != "A title\nthe note" {
		t.Errorf("a title with a note is %q", b.Moods[0].Note)
	}
}

func TestCommentsOfANoteAreNoText(t *testing.T) {
	if b := read(t, daylio(t, "2026-11-22,,,18:00,good,,,<!-- unseen -->seen")); b.Moods[0].Note != "seen" {
		t.Errorf("the note is %q", b.Moods[0].Note)
	}
}

func TestScriptsAndStylesOfANoteAreNoText(t *testing.T) {
	for _, note := range []string{"a<script>alert(1)</script>b", "a<style>p{}</style>b"} {
		b := read(t, file(t, "daylio.csv", daylioHead+csvText([]string{"2026-11-22", "", "", "18:00", "good", "", "", note})))
		if strings.ContainsAny(b.Moods[0].Note, "<>") {
			t.Errorf("%q becomes %q", note, b.Moods[0].Note)
		}
	}
}

func TestALongNoteOfDaylioIsATextOfItsOwn(t *testing.T) {
	for _, n := range []int{spelling.MaxNote, spelling.MaxNote + 1, journal.MaxReflection} {
		path := daylio(t, "2026-11-22,,,18:00,good,walk,,"+strings.Repeat("ö", n))
		b := read(t, path)
		leftOut(t, b)
		s := newStore(t)
		sum := s.brings(t, b)
		long := n > spelling.MaxNote
		if sum.Moods != 1 || (sum.Reflections == 1) != long || (s.moods(t)[0].Note == "") != long {
			t.Errorf("of %d letters: %+v", n, sum)
		}
		s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
	}
}

func TestSeveralMoodsADayAreSeveral(t *testing.T) {
	path := daylio(t, "2026-11-22,,,18:00,good,walk,,b", "2026-11-22,,,18:00,rad,nap,,a", "2026-11-22,,,8:00,bad,walk,,")
	s := newStore(t)
	sum := s.brings(t, read(t, path))
	mean, _ := s.moods(t).On(today).Mean()
	if sum.Moods != 3 || mean != 11.0/3 || sum.Entries != 2 {
		t.Errorf("there are %+v, the mean is %v", sum, mean)
	}
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}

func TestALaterExportOfDaylioBringsOnlyWhatIsNew(t *testing.T) {
	first := "2026-11-21,,,18:00,good,walk,,"
	s := newStore(t)
	s.brings(t, read(t, daylio(t, first)))
	sum := s.brings(t, read(t, daylio(t, "2026-11-22,,,9:00,rad,walk | nap,,", first)))
	if sum.Moods != 1 || sum.Entries != 2 || sum.Made != 1 || sum.Matched != 1 || sum.Same != 1 {
		t.Errorf("the summary is %+v", sum)
	}
}

func TestBadRowsOfDaylioAreLeftOutAndTold(t *testing.T) {
	path := daylio(t,
		"2026-11-22,,,18:00,good,walk,,fine",
		"2026-02-30,,,18:00,good,walk,,",
		"0000-01-01,,,18:00,good,walk,,",
		"1899-12-31,,,18:00,good,walk,,",
		"20 Nov 2026,,,18:00,good,walk,,",
		"2026-11-21,,,25:00,good,walk,,",
		"2026-11-20,,,13:00 pm,good,walk,,",
		"2026-11-19,,,18:00,,walk,,",
		"2026-11-18,,,18:00,good,walk,,"+strings.Repeat("x", 1_000_000),
		"2026-11-17,,,18:00,good,wa\x1blk,,",
		"2026-11-16",
		"2026-11-23,,,18:00,good,walk,,later",
		"2026-11-15,,,18:00,good,walk,,a\"b",
		"2026-11-14,,,18:00,good,walk,,\"two",
		"lines\"",
		",,,,,,,",
	)
	b := read(t, path)
	var want []string
	for _, n := range []int{3, 4, 5, 6, 9, 10, 12, 14} {
		want = append(want, fmt.Sprintf("%s, line %d", path, n))
	}
	leftOut(t, b, want...)
	if b.Future != 1 {
		t.Errorf("%d rows lie in the future, want 1", b.Future)
	}
	var got []string
	for _, m := range b.Moods {
		got = append(got, m.Day.String()+m.Note)
	}
	if !reflect.DeepEqual(got, []string{"2026-11-14two\nlines", "2026-11-17", "2026-11-20", "2026-11-21", "2026-11-22fine"}) {
		t.Errorf("the moods are %q", got)
	}
}
