package record

// Past is what was done in a record, as far as it is known: changes that nobody else's came between,
// so that each can be taken back, and done again, as soon as that is asked for. It is what the newest
// lines of a store's log are.
type Past struct{ done, undone []step }

// step is a change and what it did, or what takes it back.
type step struct {
	change Change
	made   Effect
	redone bool
	joined bool // it is more than one change
}

// Add adds a change that was made last. One that goes on with the change before becomes one with it,
// where undo takes both back as one.
func (p *Past) Add(c Change, made Effect) {
	if c.IsDraftOnly() {
		return
	}
	s := step{change: made.Fill(c), made: made}
	if n := len(p.done); n > 0 && len(p.undone) == 0 && s.continues(p.done[n-1]) {
		s.made, s.joined = p.done[n-1].made.Then(made), true
		p.done = p.done[:n-1]
	}
	p.done, p.undone = append(p.done, s), nil
}

// continues reports whether a change goes on with another one, so that they are one for undo. What
// is of habits stands alone.
func (s step) continues(before step) bool {
	ofHabits := func(e Effect) bool { return len(e.Habits)+len(e.Entries)+len(e.Days) > 0 }
	return s.change.Continues != "" && s.change.Continues == before.change.Token && !before.redone && !ofHabits(before.made) && !ofHabits(s.made)
}

// Forget forgets all of it: nothing is known any more of what undo would take back.
func (p *Past) Forget() { *p = Past{} }

// Undo takes back in a record what was done last, and returns that change, with what doing so did.
// It reports false where that is not known, and forgets the rest then: others are in between.
func (p *Past) Undo(r Record) (about Change, made Effect, ok bool) {
	return p.step(r, &p.done, &p.undone, false)
}

// Redo does again what was taken back last, as Undo takes back.
func (p *Past) Redo(r Record) (about Change, made Effect, ok bool) {
	return p.step(r, &p.undone, &p.done, true)
}

func (p *Past) step(r Record, from, to *[]step, redone bool) (about Change, made Effect, ok bool) {
	n := len(*from)
	if n == 0 {
		p.Forget()
		return Change{}, Effect{}, false
	}
	s := (*from)[n-1]
	made, err := r.Write(s.made.Inverse())
	if err != nil {
		p.Forget()
		return Change{}, Effect{}, false
	}
	*from = (*from)[:n-1]
	about, s.made, s.redone = s.change, made, redone
	if s.joined {
		about = Change{} // its parts are told as one by the store alone
	}
	*to = append(*to, s)
	return about, made, true
}
