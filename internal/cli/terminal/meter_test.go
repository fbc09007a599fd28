package terminal

import (
	"bytes"
	"context"
	"testing"
	"time"
)

func TestAnImportTellsHowFarItIsOnlyWhenItTakesItsTime(t *testing.T) {
	var out bytes.Buffer
	began := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	now := began.Add(meterAfter - 1)
	m := &Meter{out: &out, ctx: context.Background(), now: func() time.Time { return now }, began: began}
	if err := m.Tell("reading log", 1, 2); err != nil || out.Len() > 0 {
		t.Errorf("at once it said %q, %v", out.String(), err)
	}
	now = began.Add(meterAfter)
	for range 3 { // one word in a tenth of a second
		if err := m.Tell("reading \x1b[31mlog", 1, 2); err != nil {
			t.Error(err)
		}
	}
	m.Clear()
	if got, want := out.String(), "\r\x1b[Kreading [31mlog, 50 %\r\x1b[K"; got != want {
		t.Errorf("it said %q, want %q", got, want)
	}
}
