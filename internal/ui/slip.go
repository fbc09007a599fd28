package ui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// slipForm is the page for a slip or a needed contact. s and enter are enough; leaving it
// keeps the words.
type slipForm struct {
	form
	boundary ident.ID
	urge     *boundary.Event // the urge that it ends, or nil
	opened   time.Time
	clock    string // the time as it stands in its field until it is edited
	done     bool
}

// slipKinds are the choices, in their order.
var slipKinds = []boundary.Kind{boundary.Slip, boundary.Contact}

func newContact(s *Context, under ident.ID, kind boundary.Kind, urge *boundary.Event) *slipForm {
	c := &slipForm{form: form{Context: s, label: 17, quick: true}, boundary: under, urge: urge, opened: s.Now(), clock: s.Now().Format("15:04")}
	was := &formField{name: "kind", label: "it was", choices: []string{"a slip", "needed: children, court, work"}, about: "Necessary contact is no slip: the run goes on."}
	if kind == boundary.Contact {
		was.choice = 1
	}
	when := s.lineField("when", "when", c.clock, 40)
	when.about = "As in 21:40, yesterday 22:00, 30 Oct 21:40."
	when.reading = c.reading
	what := s.textAreaField("what", "what happened", "")
	what.about = "In your own words, or nothing."
	next := s.textAreaField("next", "what next", "")
	next.about = "What you will do now, or the next time."
	c.fields = []*formField{was, when, what, next}
	c.fill(s.Book.Drafts[c.asideKey()])
	when.in.SetValue(c.clock) // a time that was kept would be the wrong one
	when.in.CursorEnd()
	return c
}

func (c *slipForm) asideKey() string { return asideSlip + string(c.boundary) }

// time is the time that the page says.
func (c *slipForm) time() (time.Time, error) {
	text := c.named("when").value()
	if text == c.clock {
		return c.opened, nil
	}
	return quickadd.ParseTime(text, c.Now(), c.Preferences())
}

// reading says how the time reads.
func (c *slipForm) reading(string) (string, bool) {
	at, err := c.time()
	if err != nil {
		return phrase.Sentence(err), true
	}
	return c.LongTime(at), false
}

// LongTime is an instant in full: Sunday 22 November, 23:31.
func (s *Context) LongTime(t time.Time) string {
	now := s.Now()
	t = t.In(now.Location())
	return calendar.DateOf(t.Date()).Words(calendar.DateOf(now.Date())) + ", " + s.Preferences().TimeOfDay(t)
}

// Keep keeps the words for the next time.
func (c *slipForm) Keep() tea.Cmd {
	if c.done {
		return nil
	}
	if c.named("what").value() == "" && c.named("next").value() == "" {
		return c.DropDraft(c.asideKey())
	}
	return c.SaveDraft(c.asideKey(), c.values())
}

// Update takes a press, a paste, the mouse, or a fact.
func (c *slipForm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if c.leaves(msg) {
			c.Message = Message{}
			return tea.Sequence(c.Close(c), c.Keep())
		}
		cmd, submit := c.press(msg)
		if submit {
			return c.write()
		}
		return cmd
	case tea.MouseClickMsg:
		cmd, _ := c.click(msg.X, msg.Y-2, c.room())
		return cmd
	case tea.MouseWheelMsg, BookMsg, WroteHabitMsg, SecondMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		c.style()
		return nil
	}
	return c.update(msg)
}

// event is what the page says, or why it cannot be.
func (c *slipForm) event() (boundary.Event, error) {
	at, err := c.time()
	if err != nil {
		return boundary.Event{}, err
	}
	e := boundary.NewEvent(c.boundary, slipKinds[c.named("kind").choice], at, c.Preferences())
	e.Note, e.Next = c.named("what").value(), c.named("next").value()
	b := c.Book.Boundaries.Find(c.boundary)
	if b == nil {
		return e, refusal.New("The boundary is no longer there")
	}
	return e, b.Takes(e, c.Now(), c.Preferences())
}

// write writes the slip or the contact, and with a slip that its urge ended in one.
func (c *slipForm) write() tea.Cmd {
	e, err := c.event()
	if err != nil {
		c.SayError(err)
		return nil
	}
	change := record.Change{Events: record.Put(e), Drafts: []record.Draft{{Key: c.asideKey()}}}
	if was := c.urgeNow(); was != nil && e.Kind == boundary.Slip {
		is := *was
		is.Slipped = true
		change.Events = append([]record.Diff[boundary.Event]{{Was: was, Is: &is}}, change.Events...)
	}
	cmd, ok := c.Do(change)
	if !ok {
		return nil
	}
	c.done = true
	c.SayUndo(c.EventDone(e))
	c.CloseAll()
	return tea.Sequence(func() tea.Msg { return BookMsg{} }, cmd)
}

// urgeNow is the urge that the slip ends as it is by now, or nil: it may have been taken
// back on the page.
func (c *slipForm) urgeNow() *boundary.Event {
	if c.urge == nil {
		return nil
	}
	for _, b := range c.Book.Boundaries {
		for _, e := range b.Events {
			if e.ID == c.urge.ID {
				return &e
			}
		}
	}
	return nil
}

// room is how many lines the form has.
func (c *slipForm) room() int { return max(3, c.Height-4-len(c.after())) }

// after says what the slip, or the contact, leaves as it is.
func (c *slipForm) after() []string {
	b := c.Book.Boundaries.Find(c.boundary)
	if b == nil || c.Height < 14 {
		return nil
	}
	k := b.Stats(c.Now())
	texts := []string{keptWords(c.wouldBe(*b)), "If they wrote and you did not answer, that is no slip."}
	if c.named("kind").choice == 1 {
		texts = []string{"The run goes on: " + phrase.Run(k, c.Preferences()) + "."}
	}
	lines := []string{""}
	for _, text := range texts {
		for _, part := range theme.Fold(text, min(c.Width, 100)-2) {
			lines = append(lines, theme.NewLine(c.Width).Put(c.Styles.Muted, " "+part).String())
		}
	}
	return lines
}

// wouldBe is the run that a slip at the page's time ends, and the keeping after it.
func (c *slipForm) wouldBe(b boundary.Boundary) (boundary.Run, boundary.Stats) {
	at, err := c.time()
	if err != nil || at.Before(b.Since) {
		at = c.opened
	}
	b.Events = append(slices.Clone(b.Events), boundary.NewEvent(b.ID, boundary.Slip, at, c.Preferences()))
	boundary.SortEvents(b.Events)
	k := b.Stats(c.Now())
	return k.EndingAt(calendar.Second(at)), k
}

// keptWords says what a slip does not take: 23 days were kept. They stay kept, and 23
// stays the longest.
func keptWords(r boundary.Run, k boundary.Stats) string {
	switch n := r.Days; {
	case n == 0 && k.Kept == 0:
		return "What was kept until now stays kept."
	case n == 0 && k.Kept == 1:
		return "1 d kept in all stays kept, and " + itoa(k.Longest) + " stays the longest."
	case n == 0:
		return itoa(k.Kept) + " d kept in all stay kept, and " + itoa(k.Longest) + " stays the longest."
	case n == 1:
		return "1 day was kept. It stays kept, and " + itoa(k.Longest) + " stays the longest."
	default:
		return itoa(n) + " days were kept. They stay kept, and " + itoa(k.Longest) + " stays the longest."
	}
}

// View draws the page.
func (c *slipForm) View() []string {
	p := sheet.New(&c.form.Look)
	name := ""
	if b := c.Book.Boundaries.Find(c.boundary); b != nil {
		name = spelling.CleanLine(b.Name)
	}
	p.Title("Contact", name)
	p.Lines = append(p.Lines, "")
	p.Lines = append(p.Lines, c.view(c.room())...)
	p.Lines = append(p.Lines, c.after()...)
	message := c.MessageLine()
	if message == "" && c.at().about != "" {
		message = theme.NewLine(c.Width).Put(c.Styles.Muted, theme.Cut(" "+c.at().about, c.Width-1)).String()
	}
	return p.End(message, c.Hints())
}

// Hints are the key line.
func (c *slipForm) Hints() []keys.Hint {
	says := "begin again"
	if c.named("kind").choice == 1 {
		says = "write it down"
	}
	hints := []keys.Hint{{Keys: "enter", Says: says, Press: "enter"}}
	if c.at().choices != nil {
		hints = append(hints, keys.Hint{Keys: "← →", Says: "slip or needed", Press: "right"})
	}
	if c.at().textArea != nil {
		hints = append(hints, keys.Hint{Keys: "ctrl+j", Says: "new line", Press: "ctrl+j"})
	}
	return append(hints, keys.Hint{Keys: "tab", Says: "next", Press: "tab"}, keys.Hint{Keys: "esc", Says: c.keptSays("leave"), Press: "esc"})
}

// Keys are the page's bindings for help.
func (c *slipForm) Keys() []Group {
	return []Group{{"this page", []key.Binding{keys.Bind("enter", "enter", "write it down"), keys.Bind("tab", "tab", "next"), keys.Bind("esc", "esc", "leave")}}}
}
