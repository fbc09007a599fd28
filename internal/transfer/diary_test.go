package transfer_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/transfer"
)

func (s store) diary(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	d := transfer.Diary{Today: today, Zone: zone, Words: journal.DefaultMoodWords}
	if err := s.Read(func(r *db.Reader) error { return transfer.WriteDiary(&b, r, d) }); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unescaped is a text of Markdown as it is read.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]<>()#+-=.!|~&", s[i+1]) >= 0 {
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func TestADiaryOfNothing(t *testing.T) {
	if got := newStore(t).diary(t); !strings.HasPrefix(got, "# ") || strings.Count(got, "\n") > 5 {
		t.Errorf("it is %q", got)
	}
}

func TestADiaryHasAllThatWasWrittenMonthByMonth(t *testing.T) {
	s := newStore(t)
	walk := aHabit("Walk", habits.Goal{From: day(t, "2026-10-01"), Schedule: habits.Daily})
	sleep := aHabit("Sleep", habits.Goal{From: day(t, "2026-10-01"), Measure: habits.AtLeast, Target: 8 * quantity.Hours.One(), Unit: "h", Schedule: habits.Daily})
	c := record.PutHabits(walk, sleep)
	c.Edits = []habits.Edit{
		walk.CheckOn(day(t, "2026-10-30")), walk.NoteOn(day(t, "2026-10-30"), "by the lake"), walk.RestOn(day(t, "2026-11-02")), walk.NotOn(day(t, "2026-11-03")),
		sleep.SetOn(day(t, "2026-11-02"), 15*quantity.Hours.One()/2), sleep.SetOn(day(t, "2026-11-03"), 9*quantity.Hours.One()),
	}
	at := func(text string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	b := boundary.Boundary{ID: "b1", Name: "Late work", Since: calendar.Second(at("2026-10-01 12:00")), Why: []string{"sleep comes first"}, Said: "not after eight"}
	urge := boundary.NewEvent("b1", boundary.Urge, at("2026-11-03 22:15"), calendar.DefaultPreferences)
	urge.Trigger = "a message"
	ref := journal.NewReflection(at("2026-11-03 23:00"), "What do I need?", "Quiet.\nAnd tea.", calendar.DefaultPreferences)
	c.Moods = slices.Concat(record.Put(journal.NewMood(at("2026-11-02 08:05"), 2, "grey", calendar.DefaultPreferences)), record.Put(journal.NewMood(at("2026-11-02 20:10"), 5, "bright", calendar.DefaultPreferences)))
	c.Boundaries, c.Events, c.Reflections = record.Put(b), record.Put(urge), record.Put(ref)
	s.apply(t, c)
	got := s.diary(t)
	at0 := 0
	for _, want := range []string{
		"Late work", "sleep comes first", "not after eight",
		"October 2026", "30 October", "Kept: Walk.", "by the lake",
		"November 2026", "3.5 of 5", "2 November", "Partly: Sleep 7.5 h.", "Rest: Walk.", "08:05", "grey", "20:10", "bright",
		"3 November", "Sleep 9 h", "Not done: Walk.", "22:15", "a message", "What do I need?", "Quiet.", "And tea.",
	} {
		i := strings.Index(got[at0:], want)
		if i < 0 {
			t.Errorf("%q is not where it should be", want)
			continue
		}
		at0 += i
	}
	if t.Failed() {
		t.Log(got)
	}
}

func TestMarkdownInADiaryIsText(t *testing.T) {
	for _, note := range []string{
		"# no head",
		"*star* _under_ `code`",
		"<script>alert(1)</script>",
		"[a](https://example.org) ![b](c)",
		"1. no list",
		"- no list",
		"+ no list",
		"words\n===",
		"words\n---",
		"words\n# no head",
		"| a | b |",
		"> no quote",
		"~~~",
		"back\\slash",
		"Tom &amp; Ada &lt;b&gt;",
	} {
		t.Run(note, func(t *testing.T) {
			s := newStore(t)
			h := aHabit("Walk", habits.Goal{Schedule: habits.Daily})
			change := record.PutHabits(h)
			change.Edits = []habits.Edit{h.CheckOn(today), h.NoteOn(today, note)}
			change.Reflections = record.Put(journal.NewReflection(time.Date(2026, 11, 22, 9, 0, 0, 0, zone), "", note, calendar.DefaultPreferences))
			s.apply(t, change)
			got := s.diary(t)
			for line := range strings.SplitSeq(note, "\n") {
				if !strings.Contains(unescaped(got), line) {
					t.Errorf("%q is not in\n%s", line, got)
				}
			}
			_, text, _ := strings.Cut(got, "### ")
			_, text, _ = strings.Cut(text, "\n")
			for line := range strings.SplitSeq(text, "\n") {
				line = strings.TrimSpace(strings.TrimPrefix(line, ">"))
				if line != "" && strings.Contains("#-+=~>|1", line[:1]) && !strings.HasPrefix(line, "1\\.") {
					t.Errorf("%q begins something else", line)
				}
				for _, sign := range []string{"<", "*", "_", "`", "[", "&"} {
					for i := strings.Index(line, sign); i >= 0; i = -1 {
						if i == 0 || line[i-1] != '\\' {
							t.Errorf("%q holds a %s", line, sign)
						}
					}
				}
			}
		})
	}
}

func TestADiaryIsWrittenOfAnything(t *testing.T) {
	for seed := range uint64(seeds(6)) {
		s := randomStore(t, rand.New(rand.NewPCG(seed, 4)))
		got := s.diary(t)
		if strings.Contains(strings.ReplaceAll(got, `\<`, ""), "<") || !strings.HasSuffix(got, "\n") || strings.Contains(got, "%!") {
			t.Errorf("seed %d: it is\n%s", seed, got)
		}
		for _, m := range s.moods(t) {
			if first, _, _ := strings.Cut(strings.TrimSpace(m.Note), "\n"); !strings.Contains(unescaped(got), first) {
				t.Errorf("seed %d: the note %q is not in it", seed, first)
			}
		}
	}
}
