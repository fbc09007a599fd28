package habits

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // The story of Berlin is told on every machine.

	"selfcare/internal/calendar"
	"selfcare/internal/refusal"
)

// sunday is the day on which most stories of these tests are told: Sunday 22
// November 2026.
var sunday = calendar.DateOf(2026, time.November, 22)

// readVectors reads a file of cases into cases.
func readVectors(t *testing.T, name string, cases any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, cases); err != nil {
		t.Fatal(err)
	}
}

// mustParseDay reads a date of a test.
func mustParseDay(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// isRefused checks that err is a refusal whose sentence holds text.
func isRefused(t *testing.T, err error, text string) {
	t.Helper()
	r := refusal.As(err)
	switch {
	case err == nil:
		t.Errorf("was not refused; want %q", text)
	case r == nil:
		t.Errorf("%v is no refusal", err)
	case !strings.Contains(r.Text, text):
		t.Errorf("said %q; want %q in it", r.Text, text)
	case !strings.HasSuffix(r.Text, "."):
		t.Errorf("%q has no full stop", r.Text)
	}
}
