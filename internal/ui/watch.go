package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// lookOn looks from now on, if nobody does already.
func (s *session) lookOn() tea.Cmd {
	if s.looks {
		return nil
	}
	s.looks = true
	return s.look()
}

// note has what is known of the store now be no news for whoever looks at it.
func (s *session) note() {
	stamp := s.Book.Stamp
	if s.damage != nil {
		stamp = s.damage.stamp
	}
	s.known.Store(&known{stamp, s.queue.busy})
}

// look waits until there is something new to see. It answers only then: while
// nothing happens, nothing is drawn.
func (s *session) look() tea.Cmd {
	if s.Frozen {
		return nil
	}
	s.note()
	today, late, minute, clock, isNews := s.Today, s.Late, s.minute, s.clock, s.isNews
	return func() tea.Msg {
		for {
			time.Sleep(lookEvery)
			if d, l, m := clock(); d != today || l != late || m != minute || isNews() {
				return lookedMsg{}
			}
		}
	}
}

// isNews reports whether the store was changed by others than this program. It may be called beside
// the screens; while this program may be writing it waits for what comes of that.
func (s *session) isNews() bool {
	known := s.known.Load()
	if known.busy {
		return false
	}
	stamp := s.opts.Store.Stamp()
	return stamp != known.stamp && s.known.Load() == known
}
