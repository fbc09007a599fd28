package terminal

import (
	"context"
	"os"
	"os/signal"
	"slices"
)

// Signals are the signals that end the program.
type Signals struct {
	End   []os.Signal     // what asks the program to end, or says that the terminal is gone
	EndBy func(os.Signal) // ends the program as a signal does that nobody catches
}

// heeded returns the signals that end the program, without those that whoever started it has it
// ignore.
func (s Signals) heeded() []os.Signal {
	return slices.DeleteFunc(slices.Clone(s.End), signal.Ignored)
}

// Notify has signals that end the program sent to a channel instead, until stop, but for those that
// whoever started it has it ignore.
func (s Signals) Notify(to chan<- os.Signal) (stop func()) {
	if heeded := s.heeded(); len(heeded) > 0 { // none would mean all that there are
		signal.Notify(to, heeded...)
	}
	return func() { signal.Stop(to) }
}

// Context returns a context that one of the signals ends.
func (s Signals) Context() (ctx context.Context, stop context.CancelFunc) {
	return signal.NotifyContext(context.Background(), s.End...)
}

// Hangups returns a channel that is closed when the program is asked to end, or its terminal is
// gone.
func (s Signals) Hangups() (gone <-chan struct{}, stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, s.End...)
	told := make(chan struct{})
	go func() {
		<-signals
		close(told)
	}()
	return told, func() { signal.Stop(signals) }
}
