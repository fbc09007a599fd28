package terminal

import (
	"context"
	"fmt"
	"io"
	"time"

	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// Meter tells on a terminal how far something is that takes its time.
type Meter struct {
	out    io.Writer // nil where nobody watches
	ctx    context.Context
	now    func() time.Time
	began  time.Time
	told   time.Time
	showed bool
}

// The meter is silent for a while, and then says a word now and then.
const (
	meterAfter = 500 * time.Millisecond
	meterEvery = 100 * time.Millisecond
)

// NewMeter returns a meter that begins to count, and shows it where a stream is a terminal. When ctx
// ends, the next word of progress is an error.
func NewMeter(ctx context.Context, on io.Writer, now func() time.Time) *Meter {
	m := SilentMeter(ctx)
	m.now, m.began = now, now()
	if Is(on) {
		m.out = on
	}
	return m
}

// SilentMeter returns a meter that shows nothing, and has no clock.
func SilentMeter(ctx context.Context) *Meter { return &Meter{ctx: ctx} }

// ErrStopped says that a person ended something before it was done.
var ErrStopped = &refusal.Error{Text: "Stopped; nothing was written."}

// Tell shows what is being done, and how much of a total is done; a total of 0 is not known. It
// returns [ErrStopped] once the context has ended.
func (m *Meter) Tell(what string, done, total int64) error {
	if m.ctx.Err() != nil {
		return ErrStopped
	}
	if m.out == nil {
		return nil
	}
	now := m.now()
	if now.Sub(m.began) < meterAfter || now.Sub(m.told) < meterEvery {
		return nil
	}
	m.told, m.showed = now, true
	text := spelling.CleanLine(what)
	if total > 0 {
		text += fmt.Sprintf(", %d %%", 100*done/total)
	}
	_, err := fmt.Fprintf(m.out, "\r\x1b[K%s", text)
	return err
}

// Clear takes the line away.
func (m *Meter) Clear() {
	if m.showed {
		_, _ = fmt.Fprint(m.out, "\r\x1b[K") // what cannot be written cannot be told either
	}
}
