// Package storytest has what tests of many packages need to tell their stories.
package storytest

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

// In is an instant of RFC 3339 on the clock of a zone.
func In(zone, text string) time.Time {
	l, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return at.In(l)
}

// ClockIn is a time of the clock of a zone.
func ClockIn(t testing.TB, zone, clock string) time.Time {
	t.Helper()
	l, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04:05", clock, l)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Sunday is the day on which most stories of these tests are told: Sunday 22
// November 2026.
var Sunday = calendar.DateOf(2026, time.November, 22)

// ReadVectors reads a file of cases into cases.
func ReadVectors(t *testing.T, name string, cases any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, cases); err != nil {
		t.Fatal(err)
	}
}

// Day reads a date of a test.
func Day(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// IsRefused checks that err is a refusal whose sentence holds text.
func IsRefused(t *testing.T, err error, text string) {
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

// Noon is the middle of sunday.
var Noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

// Zones with clocks that stories are told of.
const (
	Berlin   = "Europe/Berlin"
	NewYork  = "America/New_York"
	LordHowe = "Australia/Lord_Howe"
	Apia     = "Pacific/Apia"
)
