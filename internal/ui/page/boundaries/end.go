package boundaries

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/form"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// endForm is the page on which a boundary ends, in one of two equal ways: nothing is
// chosen beforehand, and both open a page to write on.
type endForm struct {
	*page.Context
	form.Form
	keys     endKeys
	boundary ident.ID
	how      boundary.Outcome // 0 while none is chosen
	done     bool
}

// endKeys are the keys while nothing is chosen yet.
type endKeys struct{ Reopen, LetGo, Close key.Binding }

func newEndKeys() endKeys {
	return endKeys{
		Reopen: keys.Bind("r", "r", "reopened"),
		LetGo:  keys.Bind("l", "l", "let go"),
		Close:  keys.Bind("esc q", "esc", "leave"),
	}
}

func newEndForm(s *page.Context, boundary ident.ID) *endForm {
	return &endForm{Context: s, Form: form.New(&s.Look, form.Form{Above: true}), keys: newEndKeys(), boundary: boundary}
}

func (e *endForm) asideKey() string { return page.DraftEnd + e.how.String() + "/" + string(e.boundary) }

// choose opens the page of one way to end.
func (e *endForm) choose(how boundary.Outcome) tea.Cmd {
	e.how = how
	prompts := boundary.ReopenPrompts
	button := &form.Field{Name: "end", Button: "reopen it", Gap: true}
	if how == boundary.LetGo {
		prompts, button.Button = []string{boundary.LetGoPrompt}, "let it go"
	}
	e.Fields = nil
	for i, prompt := range prompts {
		x := form.TextArea(&e.Look, strconv.Itoa(i), prompt, "")
		x.Gap = i > 0
		e.Fields = append(e.Fields, x)
	}
	e.Fields = append(e.Fields, button)
	e.Fill(e.Book.Drafts[e.asideKey()])
	e.Focus = 0
	return e.At().TakeFocus()
}

// written are the reflections that the page holds.
func (e *endForm) written() []journal.Reflection {
	var all []journal.Reflection
	for _, x := range e.Fields {
		if x.TextArea != nil && x.Value() != "" {
			all = append(all, journal.NewReflection(e.Now(), x.Label, x.Value(), e.Preferences()))
		}
	}
	return all
}

// Typing reports whether letters are typed.
func (e *endForm) Typing() bool { return e.how != 0 && e.Form.Typing() }

// SaveWords saves the words for the next time.
func (e *endForm) SaveWords() tea.Cmd {
	switch {
	case e.done || e.how == 0:
		return nil
	case len(e.written()) == 0:
		return e.DropDraft(e.asideKey())
	}
	return e.SaveDraft(e.asideKey(), e.Values())
}

// Update takes a press, a paste, the mouse, or a fact.
func (e *endForm) Update(msg tea.Msg) tea.Cmd {
	cmd := e.update(msg)
	e.Fit(e.room())
	return cmd
}

func (e *endForm) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		if e.how == 0 {
			return e.pressHow(msg)
		}
		return e.pressWords(msg)
	case tea.MouseClickMsg:
		return e.clicked(msg.Mouse())
	case tea.MouseWheelMsg, page.BookMsg, page.WroteHabitMsg, page.WroteBoundaryMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		e.SetStyle()
		return nil
	}
	if e.how != 0 {
		return e.UpdateField(msg)
	}
	return nil
}

func (e *endForm) pressHow(p keys.Press) tea.Cmd {
	switch {
	case p.Is(e.keys.Reopen):
		return e.choose(boundary.Reopened)
	case p.Is(e.keys.LetGo):
		return e.choose(boundary.LetGo)
	case p.Is(e.keys.Close):
		return e.Close(e)
	}
	return nil
}

func (e *endForm) pressWords(p keys.Press) tea.Cmd {
	if e.Leaves(p) {
		e.Message = page.Message{}
		kept := e.SaveWords()
		e.how, e.Fields = 0, nil
		return kept
	}
	e.Message = page.Message{}
	cmd, submit := e.PressField(p)
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
		return e.MoveTo(0)
	}
	c := record.EndBoundary(*b, e.how, e.Now(), written)
	c.Drafts = []record.Draft{{Key: e.asideKey()}}
	cmd, ok := e.Do(c)
	if !ok {
		return nil
	}
	e.done = true
	kept := c.Boundaries[0].Is.Stats(e.Now()).Kept
	e.SayUndo(phrase.UpperFirst(e.how.String()) + ". " + phrase.StayKept(kept))
	e.CloseAll()
	return tea.Sequence(func() tea.Msg { return page.BookMsg{} }, cmd)
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
		o := list.Layout{Items: list.Each(len(outcomes)), Top: len(e.head("").Lines), Room: len(outcomes)}
		if i := new(list.List).ItemAt(m.X, m.Y, o); i != list.None {
			return e.choose(outcomes[i])
		}
		return nil
	}
	cmd, submit := e.ClickField(m.X, m.Y-2, e.room())
	if submit {
		return e.write()
	}
	return cmd
}

// outcomes are the ways to end, in their order on the page.
var outcomes = []boundary.Outcome{boundary.Reopened, boundary.LetGo}

// head is what stands above the ways to end.
func (e *endForm) head(name string) *sheet.Sheet {
	p := sheet.New(&e.Look)
	p.Title("An end to it", name)
	p.Blank()
	return p
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
	p := sheet.New(&e.Look)
	b := e.Book.Boundaries.Find(e.boundary)
	if b == nil {
		return p.End(e.MessageLine(), e.Hints())
	}
	name := spelling.CleanLine(b.Name)
	if e.how == 0 {
		k := b.Stats(e.Now())
		p = e.head(name)
		for _, how := range outcomes {
			p.Lines = append(p.Lines, e.choice(how))
		}
		text := "Both keep it all"
		if k.Kept > 0 {
			text += ": " + phrase.Days(k.Kept) + " kept"
			if k.RiddenOut > 0 {
				text += ", " + urges(k.RiddenOut) + " ridden out"
			}
		}
		p.Text(e.Styles.Plain, text+".")
		return p.End(e.MessageLine(), e.Hints())
	}
	p.Title(phrase.UpperFirst(e.how.String()), name)
	p.Lines = append(p.Lines, "")
	p.Lines = append(p.Lines, e.ViewFields(e.room())...)
	return p.End(e.MessageLine(), e.Hints())
}

func urges(n int) string {
	if n == 1 {
		return "1 urge"
	}
	return strconv.Itoa(n) + " urges"
}

// Hints are the key line.
func (e *endForm) Hints() []keys.Hint {
	if e.how == 0 {
		return []keys.Hint{keys.HintOf(e.keys.Reopen, ""), keys.HintOf(e.keys.LetGo, ""), keys.HintOf(e.keys.Close, "")}
	}
	k, says := e.Bindings, e.EnterSays()
	if e.At().Button != "" {
		says = e.At().Button
	}
	return []keys.Hint{keys.HintOf(k.Enter, says), keys.HintOf(k.Next, ""), keys.HintOf(k.Leave, e.DraftSays("back"))}
}

// Keys are the page's bindings for help.
func (e *endForm) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{e.keys.Reopen, e.keys.LetGo, e.keys.Close}}}
}
