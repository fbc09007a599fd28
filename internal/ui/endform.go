package ui

import (
	"charm.land/bubbles/v2/key"

	"selfcare/internal/boundary"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// endForm is the page on which a boundary ends, in one of two equal ways: nothing is
// chosen beforehand, and both open a page to write on.
type endForm struct {
	form
	boundary ident.ID
	how      boundary.Outcome // 0 while none is chosen
	done     bool
}

func newEnding(s *Context, boundary ident.ID) *endForm {
	return &endForm{form: form{Context: s, above: true}, boundary: boundary}
}

func (e *endForm) asideKey() string { return asideEnd + e.how.String() + "/" + string(e.boundary) }

// choose opens the page of one way to end.
func (e *endForm) choose(how boundary.Outcome) tea.Cmd {
	e.how = how
	prompts := boundary.ReopenPrompts
	button := &formField{name: "end", button: "reopen it", gap: true}
	if how == boundary.LetGo {
		prompts, button.button = []string{boundary.LetGoPrompt}, "let it go"
	}
	e.fields = nil
	for i, prompt := range prompts {
		x := e.textAreaField(itoa(i), prompt, "")
		x.gap = i > 0
		e.fields = append(e.fields, x)
	}
	e.fields = append(e.fields, button)
	e.fill(e.Book.Drafts[e.asideKey()])
	e.focus = 0
	return e.at().takeFocus()
}

// written are the reflections that the page holds.
func (e *endForm) written() []journal.Reflection {
	var all []journal.Reflection
	for _, x := range e.fields {
		if x.textArea != nil && x.value() != "" {
			all = append(all, journal.NewReflection(e.Now(), x.label, x.value(), e.Preferences()))
		}
	}
	return all
}

// Typing reports whether letters are typed.
func (e *endForm) Typing() bool { return e.how != 0 && e.form.Typing() }

// Keep keeps the words for the next time.
func (e *endForm) Keep() tea.Cmd {
	switch {
	case e.done || e.how == 0:
		return nil
	case len(e.written()) == 0:
		return e.DropDraft(e.asideKey())
	}
	return e.SaveDraft(e.asideKey(), e.values())
}

// Update takes a press, a paste, the mouse, or a fact.
func (e *endForm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if e.how == 0 {
			return e.pressHow(msg)
		}
		return e.pressWords(msg)
	case tea.MouseClickMsg:
		return e.clicked(msg.Mouse())
	case tea.MouseWheelMsg, BookMsg, WroteHabitMsg, WroteBoundaryMsg, SecondMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		e.style()
		return nil
	}
	if e.how != 0 {
		return e.update(msg)
	}
	return nil
}

func (e *endForm) pressHow(p keys.Press) tea.Cmd {
	switch p.Name {
	case "r":
		return e.choose(boundary.Reopened)
	case "l":
		return e.choose(boundary.LetGo)
	case "esc", "q":
		return e.Close(e)
	}
	return nil
}

func (e *endForm) pressWords(p keys.Press) tea.Cmd {
	if e.leaves(p) {
		e.Message = Message{}
		kept := e.Keep()
		e.how, e.fields = 0, nil
		return kept
	}
	e.Message = Message{}
	cmd, submit := e.press(p)
	if submit {
		return e.write()
	}
	return cmd
}

// write ends the boundary. Reopening is on terms that were written first.
func (e *endForm) write() tea.Cmd {
	b := e.Book.Boundaries.Find(e.boundary)
	written := e.written()
	switch {
	case b == nil || b.Ended != nil:
		return e.endedElsewhere(written)
	case e.how == boundary.Reopened && len(written) == 0:
		e.Say("Reopening begins with a few words: what has to be different, what holds now.")
		return e.moveTo(0)
	}
	c := record.EndBoundary(*b, e.how, e.Now(), written)
	c.Drafts = []record.Draft{{Key: e.asideKey()}}
	cmd, ok := e.Do(c)
	if !ok {
		return nil
	}
	e.done = true
	kept := c.Boundaries[0].Is.Stats(e.Now()).Kept
	e.SayUndo(phrase.UpperFirst(e.how.String()) + ". " + stayKept(kept))
	e.CloseAll()
	return tea.Sequence(func() tea.Msg { return BookMsg{} }, cmd)
}

// endedElsewhere keeps the words of an end that another window was before with.
func (e *endForm) endedElsewhere(written []journal.Reflection) tea.Cmd {
	e.done = true
	e.Say("It has ended in another window.")
	c := record.Change{Drafts: []record.Draft{{Key: e.asideKey()}}}
	for _, r := range written {
		r.Boundary = e.boundary
		c.Reflections = append(c.Reflections, record.Put(r)...)
	}
	cmd, ok := e.Do(c)
	if ok && len(written) > 0 {
		e.SayUndo("It has ended in another window. Your words are in the journal.")
	}
	return tea.Sequence(e.Close(e), cmd)
}

// room is how many lines the form has.
func (e *endForm) room() int { return max(3, e.Height-4) }

func (e *endForm) clicked(m tea.Mouse) tea.Cmd {
	if e.how == 0 {
		switch lines := e.View(); {
		case m.Y >= len(lines)-2:
		case lines[m.Y] == e.choice(boundary.Reopened):
			return e.choose(boundary.Reopened)
		case lines[m.Y] == e.choice(boundary.LetGo):
			return e.choose(boundary.LetGo)
		}
		return nil
	}
	cmd, submit := e.click(m.X, m.Y-2, e.room())
	if submit {
		return e.write()
	}
	return cmd
}

// choice is the line of one way to end; both are of the same weight.
func (e *endForm) choice(how boundary.Outcome) string {
	key, name, says := "r", "reopened", "contact again, on terms I write down first"
	if how == boundary.LetGo {
		key, name, says = "l", "let go", "it is not needed any more"
	}
	l := theme.NewLine(e.Width).Put(e.Styles.Bold, " "+key).Put(e.Styles.Plain, "  "+name)
	return l.To(15).Put(e.Styles.Muted, theme.Cut(says, e.Width-16)).String()
}

// View draws the page.
func (e *endForm) View() []string {
	p := sheet.New(&e.form.Look)
	b := e.Book.Boundaries.Find(e.boundary)
	if b == nil {
		return p.End(e.MessageLine(), e.Hints())
	}
	name := spelling.CleanLine(b.Name)
	if e.how == 0 {
		k := b.Stats(e.Now())
		p.Title("An end to it", name)
		p.Blank()
		p.Lines = append(p.Lines, e.choice(boundary.Reopened), e.choice(boundary.LetGo))
		text := "Both keep it all"
		if k.Kept > 0 {
			text += ": " + days(k.Kept) + " kept"
			if k.RiddenOut > 0 {
				text += ", " + urges(k.RiddenOut) + " ridden out"
			}
		}
		p.Text(e.Styles.Plain, text+".")
		return p.End(e.MessageLine(), e.Hints())
	}
	p.Title(phrase.UpperFirst(e.how.String()), name)
	p.Lines = append(p.Lines, "")
	p.Lines = append(p.Lines, e.view(e.room())...)
	return p.End(e.MessageLine(), e.Hints())
}

func urges(n int) string {
	if n == 1 {
		return "1 urge"
	}
	return itoa(n) + " urges"
}

// Hints are the key line.
func (e *endForm) Hints() []keys.Hint {
	switch {
	case e.how == 0:
		return []keys.Hint{{Keys: "r", Says: "reopened", Press: "r"}, {Keys: "l", Says: "let go", Press: "l"}, {Keys: "esc", Says: "leave", Press: "esc"}}
	case e.at().button != "":
		return []keys.Hint{{Keys: "enter", Says: e.at().button, Press: "enter"}, {Keys: "tab", Says: "next", Press: "tab"}, {Keys: "esc", Says: e.keptSays("back"), Press: "esc"}}
	}
	return []keys.Hint{{Keys: "enter", Says: e.enterSays(), Press: "enter"}, {Keys: "tab", Says: "next", Press: "tab"}, {Keys: "esc", Says: e.keptSays("back"), Press: "esc"}}
}

// Keys are the page's bindings for help.
func (e *endForm) Keys() []Group {
	return []Group{{"this page", []key.Binding{keys.Bind("r", "r", "reopened"), keys.Bind("l", "l", "let go"), keys.Bind("esc", "esc", "leave")}}}
}
