package boundaries

import (
	"slices"
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/form"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// SlipForm is the page for a slip or a needed contact. s and enter are enough; leaving it
// keeps the words.
type SlipForm struct {
	*page.Context
	form.Form
	boundary ident.ID
	urge     *boundary.Event // the urge that it ends, or nil
	opened   time.Time
	clock    string // the time as it stands in its field until it is edited
	done     bool
}

// slipKinds are the choices, in their order.
var slipKinds = []boundary.Kind{boundary.Slip, boundary.Contact}

// NewSlipForm returns the form for a slip or a contact under a boundary; urge is what it ends, or
// nil.
func NewSlipForm(s *page.Context, under ident.ID, kind boundary.Kind, urge *boundary.Event) *SlipForm {
	c := &SlipForm{Context: s, Form: form.New(&s.Look, form.Form{Label: 17, Quick: true}), boundary: under, urge: urge, opened: s.Now(), clock: s.Now().Format("15:04")}
	c.Bindings.Enter.SetHelp("enter", "write it down")
	was := &form.Field{Name: "kind", Label: "it was", Choices: []string{"a slip", "needed: children, court, work"}, About: "Necessary contact is no slip: the run goes on."}
	if kind == boundary.Contact {
		was.Choice = 1
	}
	when := form.Line(&s.Look, "when", "when", c.clock, 40)
	when.About = "As in 21:40, yesterday 22:00, 30 Oct 21:40."
	when.Reading = c.reading
	what := form.TextArea(&s.Look, "what", "what happened", "")
	what.About = "In your own words, or nothing."
	next := form.TextArea(&s.Look, "next", "what next", "")
	next.About = "What you will do now, or the next time."
	c.Fields = []*form.Field{was, when, what, next}
	c.Fill(s.Book.Drafts[c.asideKey()])
	when.In.SetValue(c.clock) // a time that was kept would be the wrong one
	when.In.CursorEnd()
	c.Fit(c.room())
	return c
}

func (c *SlipForm) asideKey() string { return page.DraftSlip + string(c.boundary) }

// time is the time that the page says.
func (c *SlipForm) time() (time.Time, error) {
	text := c.Named("when").Value()
	if text == c.clock {
		return c.opened, nil
	}
	return quickadd.ParseTime(text, c.Now(), c.Preferences())
}

// reading says how the time reads.
func (c *SlipForm) reading(string) (string, bool) {
	at, err := c.time()
	if err != nil {
		return phrase.Sentence(err), true
	}
	return c.LongTime(at), false
}

// SaveWords saves the words for the next time.
func (c *SlipForm) SaveWords() tea.Cmd {
	if c.done {
		return nil
	}
	if c.Named("what").Value() == "" && c.Named("next").Value() == "" {
		return c.DropDraft(c.asideKey())
	}
	return c.SaveDraft(c.asideKey(), c.Values())
}

// Update takes a press, a paste, the mouse, or a fact.
func (c *SlipForm) Update(msg tea.Msg) tea.Cmd {
	cmd := c.update(msg)
	c.Fit(c.room())
	return cmd
}

func (c *SlipForm) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if c.Leaves(msg) {
			c.Message = page.Message{}
			return tea.Sequence(c.Close(c), c.SaveWords())
		}
		cmd, submit := c.PressField(msg)
		if submit {
			return c.write()
		}
		return cmd
	case tea.MouseClickMsg:
		cmd, _ := c.ClickField(msg.X, msg.Y-2, c.room())
		return cmd
	case tea.MouseWheelMsg, page.BookMsg, page.WroteHabitMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		c.SetStyle()
		return nil
	}
	return c.UpdateField(msg)
}

// event is what the page says, or why it cannot be.
func (c *SlipForm) event() (boundary.Event, error) {
	at, err := c.time()
	if err != nil {
		return boundary.Event{}, err
	}
	e := boundary.NewEvent(c.boundary, slipKinds[c.Named("kind").Choice], at, c.Preferences())
	e.Note, e.Next = c.Named("what").Value(), c.Named("next").Value()
	b := c.Book.Boundaries.Find(c.boundary)
	if b == nil {
		return e, refusal.New("The boundary is no longer there")
	}
	return e, b.Takes(e, c.Now(), c.Preferences())
}

// write writes the slip or the contact, and with a slip that its urge ended in one.
func (c *SlipForm) write() tea.Cmd {
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
	return tea.Sequence(func() tea.Msg { return page.BookMsg{} }, cmd)
}

// urgeNow is the urge that the slip ends as it is by now, or nil: it may have been taken
// back on the page.
func (c *SlipForm) urgeNow() *boundary.Event {
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
func (c *SlipForm) room() int { return max(3, c.Height-4-len(c.after())) }

// after says what the slip, or the contact, leaves as it is.
func (c *SlipForm) after() []string {
	b := c.Book.Boundaries.Find(c.boundary)
	if b == nil || c.Height < 14 {
		return nil
	}
	k := b.Stats(c.Now())
	texts := []string{keptWords(c.wouldBe(*b)), "If they wrote and you did not answer, that is no slip."}
	if c.Named("kind").Choice == 1 {
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
func (c *SlipForm) wouldBe(b boundary.Boundary) (boundary.Run, boundary.Stats) {
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
		return "1 d kept in all stays kept, and " + strconv.Itoa(k.Longest) + " stays the longest."
	case n == 0:
		return strconv.Itoa(k.Kept) + " d kept in all stay kept, and " + strconv.Itoa(k.Longest) + " stays the longest."
	case n == 1:
		return "1 day was kept. It stays kept, and " + strconv.Itoa(k.Longest) + " stays the longest."
	default:
		return strconv.Itoa(n) + " days were kept. They stay kept, and " + strconv.Itoa(k.Longest) + " stays the longest."
	}
}

// View draws the page.
func (c *SlipForm) View() []string {
	p := sheet.New(&c.Look)
	name := ""
	if b := c.Book.Boundaries.Find(c.boundary); b != nil {
		name = spelling.CleanLine(b.Name)
	}
	p.Title("Contact", name)
	p.Lines = append(p.Lines, "")
	p.Lines = append(p.Lines, c.ViewFields(c.room())...)
	p.Lines = append(p.Lines, c.after()...)
	message := c.MessageLine()
	if message == "" && c.At().About != "" {
		message = theme.NewLine(c.Width).Put(c.Styles.Muted, theme.Cut(" "+c.At().About, c.Width-1)).String()
	}
	return p.End(message, c.Hints())
}

// Hints are the key line.
func (c *SlipForm) Hints() []keys.Hint {
	k, says := c.Bindings, "begin again"
	if c.Named("kind").Choice == 1 {
		says = k.Enter.Help().Desc
	}
	hints := []keys.Hint{keys.HintOf(k.Enter, says)}
	if c.At().Choices != nil {
		hints = append(hints, keys.HintOf(k.Right, "slip or needed"))
	}
	if c.At().TextArea != nil {
		hints = append(hints, keys.HintOf(k.NewLine, ""))
	}
	return append(hints, keys.HintOf(k.Next, ""), keys.HintOf(k.Leave, c.DraftSays("leave")))
}

// Keys are the page's bindings for help.
func (c *SlipForm) Keys() []page.Group {
	k := c.Bindings
	return []page.Group{{Title: "this page", Bindings: []key.Binding{k.Enter, k.Next, k.Leave}}}
}
