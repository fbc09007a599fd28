package transfer_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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

// loopHabit is a habit as Loop has it, and writes it. A value is 0 for no, 1 for a day
// that needs none, 2 for yes, 3 for a rest, or else the amount in thousandths.
type loopHabit struct {
	name, question, description string
	measured, atMost            bool
	times, days                 int
	target                      float64
	unit                        string
	archived                    bool
	values                      map[calendar.Day]int
	notes                       map[calendar.Day]string
}

var loopWords = map[int]string{-1: "UNKNOWN", 0: "NO", 1: "YES_AUTO", 2: "YES_MANUAL", 3: "SKIP"}

// days with a value or a note, newest first.
func (h loopHabit) written() []calendar.Day {
	seen := map[calendar.Day]bool{}
	for d := range h.values {
		seen[d] = true
	}
	for d := range h.notes {
		seen[d] = true
	}
	var days []calendar.Day
	for d := range seen {
		days = append(days, d)
	}
	slices.Sort(days)
	slices.Reverse(days)
	return days
}

func (h loopHabit) value(d calendar.Day) int {
	if v, ok := h.values[d]; ok {
		return v
	}
	return -1
}

// scores are Loop's scores of the days from the first that has a value to last.
func (h loopHabit) scores(last calendar.Day) (first calendar.Day, scores []float64) {
	first = last
	for d, v := range h.values {
		if v != -1 {
			first = min(first, d)
		}
	}
	var values []int // newest first
	for d := last; d >= first; d-- {
		values = append(values, h.value(d))
	}
	frequency := float64(h.times) / float64(h.days)
	times, days := h.times, h.days
	if !h.measured && frequency < 1 {
		times, days = 2*times, 2*days
	}
	multiplier := math.Pow(0.5, math.Sqrt(frequency)/13)
	score, sum := 0.0, 0.0
	if h.measured && h.atMost {
		score = 1
	}
	for at := len(values) - 1; at >= 0; at-- {
		worth := func(v int) float64 {
			switch {
			case h.measured:
				return float64(max(0, v))
			case v == 2:
				return 1
			}
			return 0
		}
		sum += worth(values[at])
		if at+days < len(values) {
			sum -= worth(values[at+days])
		}
		if values[at] != 3 {
			credit := 0.0
			switch total := sum / 1000; {
			case !h.measured:
				credit = min(1, sum/float64(times))
			case !h.atMost && h.target > 0:
				credit = min(1, total/h.target)
			case !h.atMost:
				credit = 1
			case h.target > 0:
				credit = max(0, min(1, 1-(total-h.target)/h.target))
			case total > 0:
				credit = 0
			default:
				credit = 1
			}
			score = score*multiplier + (1-multiplier)*credit
		}
		scores = append(scores, score)
	}
	return first, scores
}

func csvText(rows ...[]string) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows)
	return b.String()
}

var notInAFileName = regexp.MustCompile(`[^ a-zA-Z0-9._-]+`)

// loopExport is Loop's export of CSV files, as 2.3.1 and later have it, or as those before.
func loopExport(newer bool, all ...loopHabit) []part {
	head := []string{"Position", "Name", "Question", "Description", "NumRepetitions", "Interval", "Color"}
	if newer {
		head = strings.Split("Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?", ",")
	}
	list := [][]string{head}
	var parts []part
	for i, h := range all {
		number := fmt.Sprintf("%03d", i+1)
		row := []string{number, h.name, h.question, h.description, strconv.Itoa(h.times), strconv.Itoa(h.days), "#1976D2"}
		if newer {
			row = []string{
				number, h.name, "YES_NO", h.question, h.description, strconv.Itoa(h.times), strconv.Itoa(h.days), "#1976D2",
				"", "", "", strconv.FormatBool(h.archived),
			}
			if h.measured {
				row[2], row[8], row[9], row[10] = "NUMERICAL", h.unit, "AT_LEAST", strconv.FormatFloat(h.target, 'f', -1, 64)
			}
			if h.atMost {
				row[9] = "AT_MOST"
			}
		}
		list = append(list, row)

		var marks [][]string
		if newer {
			marks = append(marks, []string{"Date", "Value", "Notes"})
		}
		for _, d := range h.written() {
			value := strconv.Itoa(h.value(d))
			if newer {
				if word, ok := loopWords[h.value(d)]; ok {
					value = word
				}
				marks = append(marks, []string{d.String(), value, h.notes[d]})
			} else {
				marks = append(marks, []string{d.String(), value})
			}
		}
		first, scores := h.scores(today)
		scored := [][]string{{"Date", "Score"}}
		for at := len(scores) - 1; at >= 0; at-- {
			scored = append(scored, []string{(first + calendar.Day(at)).String(), fmt.Sprintf("%.4f", scores[at])})
		}
		dir := number + " " + notInAFileName.ReplaceAllString(h.name, "")
		parts = append(parts, part{dir + "/Scores.csv", csvText(scored...)}, part{dir + "/Checkmarks.csv", csvText(marks...)})
	}
	parts = append([]part{{"Habits.csv", csvText(list...)}}, parts...)
	return append(parts,
		part{"Scores.csv", "Date,a, \"b,\n2026-07-04,0.0000,\n"},
		part{"Checkmarks.csv", "Date,a, \"b,\n2026-07-04,UNKNOWN,\n"})
}

// loopOne is an export of one habit in the newer layout, with rows of entries.
func loopOne(list, marks string) []part {
	const head = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n"
	return []part{{"Habits.csv", head + list + "\n"}, {"001 x/Checkmarks.csv", "Date,Value,Notes\n" + marks}}
}

const (
	yesNoRow    = "001,Walk,YES_NO,,,1,1,#1976D2,,,,false"
	measuredRow = "001,Water,NUMERICAL,,,1,1,#1976D2,glasses,AT_LEAST,8.0,false"
)

// unzipped is what a zip holds, read the slow way.
func unzipped(t testing.TB, path string) map[string]string {
	t.Helper()
	r, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

const fixtureLoop = "loop-csv-2.3.1-apache2.zip"

func TestLoopsOwnExportIsReadWhole(t *testing.T) {
	path := filepath.Join("testdata", fixtureLoop)
	files := unzipped(t, path)
	s := newStore(t)
	sum := s.brings(t, read(t, path))
	entries := 0
	for i, row := range rows(t, files["Habits.csv"])[1:] {
		h := s.list(t)[i]
		if h.Name != row[1] || (h.Archived != nil) != (row[11] == "true") {
			t.Errorf("habit %d is %+v, want %v", i, h, row)
		}
		for _, mark := range rows(t, files[row[0]+" "+row[1]+"/Checkmarks.csv"])[1:] {
			got := s.record(t, h.Name).History.On(day(t, mark[0]))
			entries++
			want := habits.Entry{Note: mark[2], State: map[string]habits.State{"NO": habits.No, "YES_MANUAL": habits.Yes}[mark[1]]}
			if n, err := strconv.Atoi(mark[1]); err == nil {
				want.State, want.Amount = habits.Measured, quantity.Amount(n)
			}
			if got != want {
				t.Errorf("%s on %s is %+v, want %+v", h.Name, mark[0], got, want)
			}
		}
	}
	if want := len(rows(t, files["Habits.csv"])) - 1; sum.Made != want || sum.Entries != entries || sum.BadRows != 0 || sum.From != "Loop" {
		t.Errorf("the summary is %+v, want %d habits and %d entries", sum, want, entries)
	}
	compareScores(t, s, files, 3)
}

// compareScores compares strengths with the Scores.csv of each habit, which stand in the
// order of the list.
func compareScores(t *testing.T, s store, files map[string]string, habitsWant int) {
	t.Helper()
	compared := 0
	for i, h := range s.list(t) {
		if h.GoalOn(today).Schedule.Tracks() {
			continue
		}
		var scores string
		for name, text := range files {
			if strings.HasPrefix(name, fmt.Sprintf("%03d", i+1)) && strings.HasSuffix(name, "/Scores.csv") {
				scores = text
			}
		}
		strengths := map[calendar.Day]float64{}
		for d, s := range habits.Evaluate(h, s.record(t, h.Name).History, today).Strengths() {
			strengths[d] = s
		}
		wrong := 0
		for _, row := range rows(t, scores)[1:] {
			want, err := strconv.ParseFloat(row[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			d := day(t, row[0])
			if got := strengths[d]; math.Abs(got-want) > 0.00005+1e-9 && d <= today {
				if wrong++; wrong < 3 {
					t.Errorf("the strength of %s, %s, is %.6f on %s, Loop says %s", h.Name, phrase.Goal(h.Goals[0]), got, row[0], row[1])
				}
			}
		}
		compared++
	}
	if compared != habitsWant {
		t.Errorf("%d habits were compared, want %d", compared, habitsWant)
	}
}

// randomLoopHabits are habits with histories of about 400 days. Rests in measured habits
// are left out: Loop counts one as 0.003 in a window, which is not done here.
func randomLoopHabits(r *rand.Rand, n int) []loopHabit {
	var all []loopHabit
	for i := range n {
		h := loopHabit{
			name: fmt.Sprintf("Habit %d", i), question: "Did you?", times: 1, days: 1,
			values: map[calendar.Day]int{}, notes: map[calendar.Day]string{}, archived: r.IntN(8) == 0,
		}
		switch i % 4 {
		case 0, 1:
			h.days = []int{1, 2, 7, 7, 10, 14, 30, 31, 90}[r.IntN(9)]
			h.times = 1 + r.IntN(h.days)
			if h.times == h.days {
				h.times, h.days = 1, 1 // as Loop has it
			}
		default:
			h.measured, h.atMost = true, i%4 == 3
			h.days = []int{1, 7, 30}[r.IntN(3)]
			if h.days > 1 && r.IntN(3) == 0 {
				h.times = 1 + r.IntN(h.days-1)
			}
			h.unit = []string{"", "glasses", "min", "hours", "seconds", "km"}[r.IntN(6)]
			h.target = []float64{0, 0.5, 3, 12.5, 120}[r.IntN(5)]
		}
		zeal := r.Float64()
		for d := today - calendar.Day(350+r.IntN(100)); d <= today; d++ {
			switch {
			case r.Float64() > zeal:
				if r.IntN(20) == 0 {
					h.notes[d] = "only words"
				}
				if !h.measured && r.IntN(3) == 0 {
					h.values[d] = 1
				}
				continue
			case h.measured:
				h.values[d] = []int{0, 1, 2, 4, 250, int(1000 * h.target), r.IntN(40_000) + 4}[r.IntN(7)]
			default:
				h.values[d] = []int{0, 2, 2, 2, 3}[r.IntN(5)]
			}
			if r.IntN(10) == 0 {
				h.notes[d] = "with \"quotes\", and\nmore than one line"
			}
		}
		h.values[today-300] = 4000 // there is one that tells, and one entry at least
		if !h.measured {
			h.values[today-300] = 2
		}
		all = append(all, h)
	}
	return all
}

func TestStrengthAfterAnImportIsLoopsScore(t *testing.T) {
	seeds := 4
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		for _, newer := range []bool{true, false} {
			t.Run(fmt.Sprintf("seed %d, newer %t", seed, newer), func(t *testing.T) {
				t.Parallel()
				all := randomLoopHabits(rand.New(rand.NewPCG(uint64(seed), 5)), 24)
				parts := loopExport(newer, all...)
				path := zipped(t, parts...)
				if seed == 1 {
					path = Folder(t, parts...)
				}
				b := read(t, path)
				leftOut(t, b)
				s := newStore(t)
				s.brings(t, b)
				files := map[string]string{}
				for _, p := range parts {
					files[p.name] = p.text
				}
				want := len(all)
				if !newer { // what is asked for of measured ones is not told
					want /= 2
				}
				compareScores(t, s, files, want)
			})
		}
	}
}

func TestEveryValueOfLoopsIsReadInBothLayouts(t *testing.T) {
	all := randomLoopHabits(rand.New(rand.NewPCG(9, 9)), 16)
	for _, newer := range []bool{true, false} {
		s := newStore(t)
		s.brings(t, read(t, zipped(t, loopExport(newer, all...)...)))
		for _, h := range all {
			want := map[calendar.Day]habits.Entry{}
			for _, d := range h.written() {
				e := habits.Entry{}
				if newer {
					e.Note = h.notes[d]
				}
				unit := quantity.Unit("")
				if newer {
					unit, _ = quantity.ParseUnit(h.unit)
				}
				switch v := h.value(d); {
				case v == -1:
				case h.measured:
					e.State, e.Amount = habits.Measured, quantity.Amount(v)*unit.One()/1000
				case v == 0:
					e.State = habits.No
				case v == 2:
					e.State = habits.Yes
				case v == 3:
					e.State = habits.Skip
				}
				if e != (habits.Entry{}) {
					want[d] = e
				}
			}
			s.has(t, h.name, want)
		}
	}
}

func TestLoopsFoldersAreMatchedByNumberAlone(t *testing.T) {
	first := loopHabit{name: "瞑想", times: 1, days: 1, values: map[calendar.Day]int{today: 2}}
	second := loopHabit{name: "Ходьба", times: 1, days: 1, values: map[calendar.Day]int{today - 1: 0}}
	parts := loopExport(true, first, second)
	for i := range parts { // a folder whose name says another habit's
		parts[i].name = strings.Replace(parts[i].name, "002 /", "002 001/", 1)
	}
	for _, path := range []string{zipped(t, parts...), Folder(t, parts...)} {
		s := newStore(t)
		s.brings(t, read(t, path))
		s.has(t, first.name, map[calendar.Day]habits.Entry{today: yes})
		s.has(t, second.name, map[calendar.Day]habits.Entry{today - 1: no})
	}
}

func TestLoopsWordsAreReadForMeasuredHabitsToo(t *testing.T) {
	b := read(t, zipped(t, loopOne(measuredRow, "2026-11-22,YES_MANUAL,two\n2026-11-21,NO,\n2026-11-20,YES_AUTO,\n2026-11-19,SKIP,rest\n2026-11-18,UNKNOWN,words\n2026-11-17,UNKNOWN,\n2026-11-16,1500,\n")...))
	leftOut(t, b)
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Water", map[calendar.Day]habits.Entry{
		today:     {State: habits.Measured, Amount: 2, Note: "two"},
		today - 1: amount(0),
		today - 2: amount(1),
		today - 3: {State: habits.Skip, Note: "rest"},
		today - 4: {Note: "words"},
		today - 6: amount(1500),
	})
}

func TestLoopsDerivedDaysAreDroppedAndTheirNotesKept(t *testing.T) {
	b := read(t, zipped(t, loopOne(yesNoRow, "2026-11-22,YES_AUTO,words\n2026-11-21,YES_AUTO,\n2026-11-20,YES_MANUAL,\n2026-11-19,UNKNOWN,more\n")...))
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: {Note: "words"}, today - 2: yes, today - 3: {Note: "more"}})
}

func TestLoopsNumbersAreReadForYesAndNoToo(t *testing.T) {
	b := read(t, zipped(t, loopOne(yesNoRow, "2026-11-22,2,\n2026-11-21,0,\n2026-11-20,3,\n2026-11-19,1,\n2026-11-18,-1,\n")...))
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today - 1: no, today - 2: skip})
}

func TestLoopsFutureRowsAreDroppedAndCounted(t *testing.T) {
	b := read(t, zipped(t, loopOne(yesNoRow, "2026-11-24,YES_MANUAL,\n2026-11-23,UNKNOWN,a plan\n2026-11-22,YES_MANUAL,\n")...))
	if b.Future != 2 {
		t.Errorf("%d rows lie in the future, want 2", b.Future)
	}
	leftOut(t, b)
	s := newStore(t)
	sum := s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes})
	if sum.Future != 2 {
		t.Errorf("the summary says %d in the future, want 2", sum.Future)
	}
}

func TestALoopHabitHasItsGoal(t *testing.T) {
	for row, want := range map[string]habits.Goal{
		"YES_NO,,,1,1,#1,,,,":                        {Schedule: habits.Daily},
		"YES_NO,,,3,7,#1,,,,":                        {Schedule: habits.Schedule{Times: 3, Days: 7}},
		"YES_NO,,,7,7,#1,,,,":                        {Schedule: habits.Daily},
		"YES_NO,,,9,7,#1,,,,":                        {Schedule: habits.Daily},
		"YES_NO,,,1,30,#1,,,,":                       {Schedule: habits.Schedule{Times: 1, Days: 30}},
		"NUMERICAL,,,1,1,#1,glasses,AT_LEAST,8.0,":   {Measure: habits.AtLeast, Target: 8000, Unit: "glasses", Schedule: habits.Daily},
		"NUMERICAL,,,1,7,#1,hours,AT_LEAST,7.5,":     {Measure: habits.AtLeast, Target: 27_000_000, Unit: "h", Schedule: habits.Schedule{Times: 1, Days: 7}},
		"NUMERICAL,,,1,30,#1,,AT_MOST,12.0,":         {Measure: habits.AtMost, Target: 12_000, Schedule: habits.Schedule{Times: 1, Days: 30}},
		"NUMERICAL,,,3,7,#1,min,AT_MOST,0.0,":        {Measure: habits.AtMost, Unit: "min", Schedule: habits.Schedule{Times: 3, Days: 7}},
		"NUMERICAL,,,1,1,#1,,AT_LEAST,1000000000.0,": {Measure: habits.AtLeast, Target: 1e12, Schedule: habits.Daily},
	} {
		b := read(t, zipped(t, loopOne("001,Walk,"+row+"false", "2026-11-20,NO,\n")...))
		want.From = today - 2
		if h := brought(t, b, "Walk").Habit; !reflect.DeepEqual(h.Goals, []habits.Goal{want}) || h.Created != today-2 {
			t.Errorf("%s gives %+v since %s, want %+v", row, h.Goals, h.Created, want)
		}
	}
}

func TestLoopsUnitsThatDoNotFitAreCutAndTold(t *testing.T) {
	for _, unit := range []string{"large glasses", "pages of a very thick book", "8oz", "\"cups\"", "a-unit-that-is-too-long", "12", "\u202eabc"} {
		row := csvText([]string{"001", "Water", "NUMERICAL", "", "", "1", "1", "#1", unit, "AT_LEAST", "8.0", "false"})
		b := read(t, zipped(t, loopOne(strings.TrimSpace(row), "2026-11-22,8000,\n")...))
		h := brought(t, b, "Water")
		got := h.Habit.Goals[0].Unit
		if parsed, err := quantity.ParseUnit(string(got)); err != nil || parsed != got || h.Habit.Goals[0].Target != 8*got.One() || h.Entries[0].Amount != 8*got.One() {
			t.Errorf("the unit %q is %q now, %v; the goal %+v", unit, got, err, h.Habit.Goals[0])
		}
		if unit != "\u202eabc" && len(b.Remarks) != 1 {
			t.Errorf("of the unit %q nothing is told: %q", unit, b.Remarks)
		}
		for _, r := range b.Remarks {
			isSentence(t, r)
		}
	}
}

func TestLoopHabitsThatWereArchivedAreNotOnTodaysList(t *testing.T) {
	b := read(t, zipped(t, loopOne(strings.Replace(yesNoRow, "false", "true", 1), "2026-11-22,YES_MANUAL,\n2026-11-20,YES_MANUAL,\n")...))
	s := newStore(t)
	s.brings(t, b)
	r := s.record(t, "Walk")
	if r.Habit.Archived == nil || r.ListedOn(today) {
		t.Errorf("it was archived %v and is listed today: %t", r.Habit.Archived, r.ListedOn(today))
	}
	if !r.ListedOn(today - 2) {
		t.Error("it is not listed on the day of its first entry")
	}
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today - 2: yes})
}

func TestOlderLayoutsOfLoop(t *testing.T) {
	const marks = "2026-11-22,2\n2026-11-21,0\n2026-11-20,3\n2026-11-19,-1\n2026-11-18,1\n"
	for name, list := range map[string]string{
		"2.1.0": "Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,Walk,Did you?,words,3,7,#fff\n",
		"1.8":   "Position,Name,Description,NumRepetitions,Interval,Color\n001,Walk,words,3,7,#fff\n",
	} {
		t.Run(name, func(t *testing.T) {
			b := read(t, zipped(t, part{"Habits.csv", list}, part{"001 Walk/Checkmarks.csv", marks}))
			leftOut(t, b)
			h := brought(t, b, "Walk").Habit
			if want := (habits.Schedule{Times: 3, Days: 7}); h.Goals[0].Schedule != want || h.Goals[0].Measure != habits.Check || !strings.Contains(h.Why, "words") {
				t.Errorf("it is %+v", h)
			}
			s := newStore(t)
			s.brings(t, b)
			s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today - 1: no, today - 2: skip})
		})
		t.Run(name+", measured", func(t *testing.T) {
			b := read(t, zipped(t, part{"Habits.csv", list}, part{"001 Walk/Checkmarks.csv", marks + "2026-11-17,4\n"}))
			h := brought(t, b, "Walk").Habit
			if !h.Goals[0].Measure.Counts() || !h.Goals[0].Schedule.Tracks() {
				t.Errorf("it is %+v, and should count and be tracked only", h.Goals[0])
			}
			s := newStore(t)
			s.brings(t, b)
			s.has(t, "Walk", map[calendar.Day]habits.Entry{today: amount(2), today - 1: amount(0), today - 2: skip, today - 4: amount(1), today - 5: amount(4)})
		})
	}
}

func TestNotesOfLoopsMayHaveLinesAndQuotes(t *testing.T) {
	h := loopHabit{name: `Read, or "listen"`, times: 1, days: 1, values: map[calendar.Day]int{today: 2}, notes: map[calendar.Day]string{today: "a, \"b\"\nc\n\nd 👩‍👩‍👧"}}
	s := newStore(t)
	s.brings(t, read(t, zipped(t, loopExport(true, h)...)))
	if got := s.list(t)[0].Name; got != "Read, or listen" {
		t.Errorf("it is called %q", got) // a quote quotes names
	}
	s.has(t, "Read, or listen", map[calendar.Day]habits.Entry{today: {State: habits.Yes, Note: h.notes[today]}})
}

func TestBadRowsOfLoopsAreLeftOutAndTold(t *testing.T) {
	long := strings.Repeat("ä", spelling.MaxNote+1)
	marks := "2026-11-22,YES_MANUAL,\n2026-02-30,NO,\n0000-01-01,NO,\n1899-12-31,NO,\nyesterday,NO,\n2026-11-21,MAYBE,\n2026-11-20,NO," + long + "\n2026-11-19\n2026-11-18,NO,\"two\nlines\"\n2026-11-17,4000,\n2026-11-16,-7,\n2026-11-15,NO,a\"b\n"
	path := zipped(t, loopOne(yesNoRow, marks)...)
	b := read(t, path)
	at := func(line int) string { return fmt.Sprintf("001 x/Checkmarks.csv, line %d", line) }
	leftOut(t, b, at(3), at(4), at(5), at(6), at(7), at(8), at(9), at(12), at(13), at(14))
	s := newStore(t)
	s.brings(t, b)
	s.has(t, "Walk", map[calendar.Day]habits.Entry{today: yes, today - 4: {State: habits.No, Note: "two\nlines"}})
}

func TestBadHabitsOfLoopsAreLeftOutAndTold(t *testing.T) {
	list := []string{
		yesNoRow,
		"002,Be\x1bll,YES_NO,,,1,1,#1,,,,false",
		"003,,YES_NO,,,1,1,#1,,,,false",
		"004,Tea,OFTEN,,,1,1,#1,,,,false",
		"005,Tea,YES_NO,,,x,1,#1,,,,false",
		"006,Tea,YES_NO,,,1,,#1,,,,false",
		"seven,Tea,YES_NO,,,1,1,#1,,,,false",
		"001,Tea,YES_NO,,,1,1,#1,,,,false",
		"009,Tea,NUMERICAL,,,1,1,#1,,ABOUT,1.0,false",
		"010,Tea,NUMERICAL,,,1,1,#1,,AT_LEAST,much,false",
		"011,Run,YES_NO,,,1,1,#1,,,,false",
	}
	b := read(t, zipped(t, loopOne(strings.Join(list, "\n"), "2026-11-22,YES_MANUAL,\n")...))
	var want []string
	for line := 4; line <= 11; line++ {
		want = append(want, fmt.Sprintf("Habits.csv, line %d", line))
	}
	leftOut(t, b, want...)
	s := newStore(t)
	s.brings(t, b)
	if got := s.names(t); !slices.Equal(got, []string{"Walk", "Bell", "Run"}) {
		t.Errorf("there are %q", got)
	}
}

func TestTargetsThatCannotBeAreTold(t *testing.T) {
	for _, target := range []string{"-1.0", "NaN", "Infinity", "2000000000.0"} {
		path := zipped(t, loopOne("001,Water,NUMERICAL,,,1,1,#1,ml,AT_LEAST,"+target+",false", "2026-11-22,1000,\n")...)
		b := read(t, path)
		if len(b.Habits) == 0 && b.BadRows == 1 {
			continue // or left out
		}
		if err := brought(t, b, "Water").Habit.Goals[0].Validate(); err != nil || len(b.Remarks) != 1 {
			t.Errorf("a target of %s gives %v and is told as %q", target, err, b.Remarks)
		}
	}
}

func TestLoopsExportMayLieInAFolderOfTheZip(t *testing.T) {
	var deeper []part
	for _, p := range loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n") {
		deeper = append(deeper, part{"Loop Habits CSV 2026-11-22/" + p.name, p.text})
	}
	for _, path := range []string{zipped(t, deeper...), filepath.Join(Folder(t, deeper...), "Loop Habits CSV 2026-11-22")} {
		if e := entryOn(t, read(t, path), "Walk", today); e != yes {
			t.Errorf("%s: today is %+v", path, e)
		}
	}
}

func TestAByteOrderMarkBeforeLoopsFilesIsFine(t *testing.T) {
	parts := loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n")
	for i := range parts {
		parts[i].text = "\ufeff" + strings.ReplaceAll(parts[i].text, "\n", "\r\n")
	}
	b := read(t, zipped(t, parts...))
	leftOut(t, b)
	if e := entryOn(t, b, "Walk", today); e != yes {
		t.Errorf("today is %+v", e)
	}
}

func TestLoopHabitsOfOneNameAreKeptApart(t *testing.T) {
	one := func(d calendar.Day) loopHabit {
		return loopHabit{name: "Coffee", times: 1, days: 1, values: map[calendar.Day]int{d: 2}}
	}
	path := zipped(t, loopExport(true, one(today), one(today-1), one(today-2))...)
	s := newStore(t)
	s.brings(t, read(t, path))
	if got := s.names(t); !slices.Equal(got, []string{"Coffee", "Coffee (2)", "Coffee (3)"}) {
		t.Fatalf("there are %q", got)
	}
	for i, name := range s.names(t) {
		s.has(t, name, map[calendar.Day]habits.Entry{today - calendar.Day(i): yes})
	}
	for i, name := range []string{"Espresso", "Mocha", "Coffee"} {
		h := s.list(t)[i]
		h.Name = name
		s.apply(t, record.PutHabits(h))
	}
	s.isSettled(t, transfer.Choices{Today: today}, read(t, path))
	s.isSettled(t, transfer.Choices{Today: today, Overwrite: true}, read(t, path))
}
