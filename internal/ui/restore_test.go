package ui

import (
	"errors"
	"testing"

	"selfcare/internal/habits"
)

func TestADamagedRecordIsRestoredFromTheApp(t *testing.T) {
	damaged := &habits.Refusal{Text: "The data file does not read as it was written."}
	store := newFakeStore(drawn()...)
	store.unread = damaged
	var mends error
	offer := func(o *Options) {
		o.Restore = func(why error) func() (string, error) {
			if !errors.Is(why, damaged) {
				return nil
			}
			return func() (string, error) {
				if mends == nil {
					store.unread = nil
				}
				return "Restored: 9 habits.", mends
			}
		}
	}
	x := startOn(t, store, offer)
	x.shows("The data file does not read as it was written.")
	is(t, "the key line", x.keyLine(), "enter try again  r restore the newest good backup  q quit")
	x.press("x space r")
	x.row("Sleep")
	x.shows("Restored: 9 habits.")

	// What cannot be mended says so, and is not offered again.
	store.unread, mends = damaged, habits.Refuse("There is no good backup")
	x = startOn(t, store, offer)
	x.press("r")
	x.shows("There is no good backup.")
	is(t, "the key line", x.keyLine(), "enter try again  q quit")
	store.unread = habits.Refuse("The file is busy")
	x.press("enter")
	is(t, "the key line", x.keyLine(), "enter try again  q quit")
	x.press("r")
	x.shows("The file is busy.")
}
