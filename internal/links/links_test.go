package links

import (
	"math"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/calendar"
)

// diary is one day a character: the mood as a digit, and below it + with the habit,
// - without it, ? where that is unknown. A blank is a day without a mood.
func diary(t *testing.T, moods, did string) (Moods, Habit) {
	t.Helper()
	if len(moods) != len(did) {
		t.Fatalf("%d moods and %d days", len(moods), len(did))
	}
	h := Habit{ID: "walk"}
	var m Moods
	for i, c := range moods {
		if c == ' ' {
			continue
		}
		m.Days = append(m.Days, calendar.Day(20_000+i))
		m.Means = append(m.Means, float64(c-'0'))
		h.Did = append(h.Did, map[byte]Did{'+': With, '-': Without, '?': Unknown}[did[i]])
	}
	return m, h
}

// only is the link of a diary.
func only(t *testing.T, moods, did string) Link {
	t.Helper()
	m, h := diary(t, moods, did)
	ls := Compare(m, []Habit{h})
	if len(ls) != 1 || ls[0].Habit != "walk" {
		t.Fatalf("the links are %+v", ls)
	}
	return ls[0]
}

// of repeats a pattern until it is n days long.
func of(n int, pattern string) string { return strings.Repeat(pattern, n/len(pattern)+1)[:n] }

func TestTheVerdictWaitsForDays(t *testing.T) {
	for name, c := range map[string]struct {
		moods, did string
		want       Verdict
	}{
		"nothing written":            {"", "", TooFew},
		"13 days":                    {of(13, "4253"), of(13, "+-"), TooFew},
		"14 days":                    {of(14, "4253"), of(14, "+-"), Early},
		"13 of 14 are known":         {of(14, "4253"), "?" + of(13, "+-"), TooFew},
		"4 with":                     {of(40, "4253"), "++++" + of(36, "-"), TooFew},
		"5 with":                     {of(40, "4232"), "+++++" + of(35, "-"), Unclear},
		"4 without":                  {of(40, "4253"), "----" + of(36, "+"), TooFew},
		"5 without":                  {of(40, "4232"), "-----" + of(35, "+"), Unclear},
		"always with":                {of(60, "4253"), of(60, "+"), TooFew},
		"never with":                 {of(60, "4253"), of(60, "-"), TooFew},
		"never known":                {of(60, "4253"), of(60, "?"), TooFew},
		"29 days, whatever they say": {of(29, "4422"), of(29, "++--"), Early},
		"30 days":                    {of(30, "4422"), of(30, "++--"), Notable},
		"30 days that say little":    {of(30, "443"), of(30, "+-"), Unclear},
		"30 days and one unknown":    {of(31, "4422"), of(30, "++--") + "?", Notable},
		"30 moods, one unknown":      {of(30, "4422"), of(29, "++--") + "?", Early},
		"30 moods in 60 days":        {of(60, "4 2 "), of(60, "+ - "), Notable},
	} {
		t.Run(name, func(t *testing.T) {
			if got := only(t, c.moods, c.did); got.Verdict != c.want {
				t.Errorf("the link is %+v (%v), want %v", got, got.Verdict, c.want)
			}
		})
	}
}

func TestTooFewDaysHaveNoNumbers(t *testing.T) {
	if got, want := only(t, of(40, "52"), "++++"+of(36, "-")), (Link{Habit: "walk", With: 4, Without: 36}); got != want {
		t.Errorf("the link is %+v, want %+v", got, want)
	}
}

func TestAMoodThatNeverChangesIsNoDifference(t *testing.T) {
	m, h := diary(t, of(60, "4"), of(60, "++-"))
	for i := range m.Means {
		m.Means[i] = 10 / 3.0 // no sum of it is exact
	}
	l := Compare(m, []Habit{h})[0]
	if l.Difference != 0 || l.P != 1 || l.Verdict != Unclear || l.Low >= 0 || l.Low != -l.High {
		t.Errorf("the link is %+v", l)
	}
}

// Moods that are all alike on each side leave no scatter to measure the difference
// with. Rounding alone allows for some, so the answer is finite, and depends on how
// the days lie.
func TestTwoSidesThatNeverScatterAreNotCertain(t *testing.T) {
	mixed := only(t, of(30, "4433"), of(30, "++--"))
	if mixed.Verdict != Notable || mixed.P == 0 || mixed.Low >= 1 || mixed.High <= 1 {
		t.Errorf("of days here and there the link is %+v", mixed)
	}
	block := only(t, "44444"+of(25, "3"), "+++++"+of(25, "-"))
	if block.Verdict != Unclear || block.Low >= 0 {
		t.Errorf("of five days in a row the link is %+v", block)
	}
}

func TestOneSideThatNeverScattersIsStillASide(t *testing.T) {
	l := only(t, of(40, "45"), of(40, "+?-?-?-?")) // with and without, all 4
	if l.Difference != 0 || l.P != 1 {
		t.Errorf("the link is %+v", l)
	}
	l = only(t, of(48, "425"), of(48, "+--")) // with 4, without 2 and 5
	near(t, "the difference", l.Difference, 0.5, 1e-12)
	if l.P < 0.01 || l.P > 0.2 {
		t.Errorf("p is %v", l.P)
	}
}

func TestDaysThatLingerTellLess(t *testing.T) {
	mixed := only(t, of(64, "4332"), of(64, "++--"))
	stretches := only(t, of(32, "4433")+of(32, "3322"), of(32, "+")+of(32, "-"))
	if mixed.Difference != stretches.Difference || stretches.High-stretches.Low < 1.5*(mixed.High-mixed.Low) {
		t.Errorf("in two stretches the link is %+v, mixed it is %+v", stretches, mixed)
	}
}

// One change of both, at the same time, is one thing that happened and not sixty.
func TestASingleChangeTellsLittle(t *testing.T) {
	l := only(t, of(30, "4")+of(30, "3"), of(30, "+")+of(30, "-"))
	if l.Verdict != Unclear || l.Low >= 0 {
		t.Errorf("the link is %+v", l)
	}
}

// A mood that goes to and fro with the habit day by day has only two days to it,
// however long it goes on.
func TestAPerfectRhythmIsFinite(t *testing.T) {
	l := only(t, of(60, "51"), of(60, "+-"))
	if l.Difference != 4 || l.P < 0.05 || l.Low >= 0 || math.IsInf(l.High, 0) || math.IsNaN(l.High) {
		t.Errorf("the link is %+v", l)
	}
}

func TestAGapOfDaysMakesNoPair(t *testing.T) {
	mood, did := of(40, "4422"), of(40, "++--")
	whole := only(t, mood, did)
	apart := only(t, strings.Join(strings.Split(mood, ""), " "), strings.Join(strings.Split(did, ""), " "))
	if apart.Difference != whole.Difference || apart.High >= whole.High {
		t.Errorf("every second day the link is %+v, every day it is %+v", apart, whole)
	}
}

func TestAHabitIsJudgedAmongThoseCompared(t *testing.T) {
	m, walk := diary(t, of(60, "334232443"), of(60, "-+-"))
	alone := Compare(m, []Habit{walk})[0]
	if alone.Verdict != Notable || alone.P < 0.05 {
		t.Fatalf("alone the link is %+v", alone)
	}
	read := Habit{ID: "read"}
	for i := range m.Days {
		read.Did = append(read.Did, []Did{With, Without, Without, With, With}[i%5])
	}
	for _, c := range []struct {
		days int // of reading
		want Verdict
	}{{60, Unclear}, {25, Unclear}, {13, Notable}} {
		other := Habit{ID: "read", Did: read.Did[:c.days]}
		ls := Compare(m, []Habit{other, other, walk, other})
		if ls[0].P > 0 && ls[0].P < 0.1 {
			t.Fatalf("reading is related: %+v", ls[0])
		}
		want := alone
		want.Verdict = c.want
		if ls[2] != want {
			t.Errorf("beside %d days of reading it is %+v, want %+v", c.days, ls[2], want)
		}
	}
}

func TestLengthsThatDifferArePassedOver(t *testing.T) {
	m, h := diary(t, of(40, "4253"), of(40, "++-"))
	long := Habit{ID: "walk", Did: append(slices.Clone(h.Did), With, With, With)}
	if got, want := Compare(m, []Habit{long}), Compare(m, []Habit{h}); got[0] != want[0] {
		t.Errorf("with more of it the link is %+v, want %+v", got, want)
	}
	want := Compare(Moods{m.Days[:20], m.Means[:20]}, []Habit{h})
	for _, short := range []Moods{{m.Days[:20], m.Means}, {m.Days, m.Means[:20]}} {
		if got := Compare(short, []Habit{h}); got[0] != want[0] {
			t.Errorf("with fewer moods the link is %+v, want %+v", got, want)
		}
	}
	if got := Compare(m, []Habit{{Did: h.Did[:20]}, {}}); got[0].With+got[0].Without != 20 || got[1] != (Link{}) {
		t.Errorf("with less of it the links are %+v", got)
	}
	if got := Compare(m, nil); len(got) != 0 {
		t.Errorf("of no habits the links are %+v", got)
	}
}

func TestCompareLeavesWhatItIsGiven(t *testing.T) {
	m, h := diary(t, of(40, "4253"), of(40, "+?-"))
	days, means, did := slices.Clone(m.Days), slices.Clone(m.Means), slices.Clone(h.Did)
	Compare(m, []Habit{h, h})
	if !slices.Equal(m.Days, days) || !slices.Equal(m.Means, means) || !slices.Equal(h.Did, did) {
		t.Error("the diary was written to")
	}
}

func TestAVerdictIsAWordOfTheScreen(t *testing.T) {
	for v, want := range []string{"too few days", "early", "can't tell yet", "worth noticing"} {
		if got := Verdict(v).String(); got != want {
			t.Errorf("verdict %d is %q, want %q", v, got, want)
		}
	}
}
