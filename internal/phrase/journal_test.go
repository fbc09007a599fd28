package phrase

import (
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/storytest"
)

func TestAChangeOfAMoodInWords(t *testing.T) {
	m, old := journal.NewMood(storytest.Noon, 4, "sun", calendar.DefaultPreferences), journal.NewMood(storytest.Noon.AddDate(0, 0, -1), 2, "", calendar.DefaultPreferences)
	better := m
	better.Rating = 5
	for _, c := range []struct {
		change record.Change
		want   string
	}{
		{record.Change{Moods: record.Put(m)}, "mood 4"},
		{record.Change{Moods: record.Put(old)}, "mood 2 yesterday"},
		{record.Change{Moods: record.Take(m)}, "mood 4, taken away"},
		{record.Change{Moods: []record.Diff[journal.Mood]{{Was: &m, Is: &better}}}, "mood 5, edited"},
		{record.Change{Moods: []record.Diff[journal.Mood]{{}}}, "nothing"},
		{record.Change{Moods: record.Put(m), Drafts: []record.Draft{{Key: "mood", Text: ""}}}, "mood 4"},
	} {
		if got := Change(c.change, nil, storytest.Sunday); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
		if c.change.IsEmpty() || c.change.IsDraftOnly() {
			t.Errorf("%q is said to be empty", c.want)
		}
	}
}

func TestAChangeOfWordsInWords(t *testing.T) {
	r, old := journal.NewReflection(storytest.Noon, "", "sleep", calendar.DefaultPreferences), journal.NewReflection(storytest.Noon.AddDate(0, 0, -2), "", "tea", calendar.DefaultPreferences)
	for _, c := range []struct {
		change record.Change
		want   string
	}{
		{record.Change{Reflections: record.Put(r)}, "a reflection"},
		{record.Change{Reflections: record.Put(old)}, "a reflection, on Fri 20 Nov"},
		{record.Change{Reflections: record.Take(r)}, "a reflection, taken away"},
		{record.Change{Reflections: []record.Diff[journal.Reflection]{{Was: &r, Is: &r}}}, "a reflection, edited"},
		{record.Change{HelpLines: record.Put(journal.HelpLines{Text: "Sam"})}, "your help lines"},
		{record.Change{Drafts: []record.Draft{{Key: "note", Text: "half"}}}, "words kept for later"},
	} {
		if got := Change(c.change, nil, storytest.Sunday); got != c.want {
			t.Errorf("said %q, want %q", got, c.want)
		}
	}
}
