// Package importpage is the page on which a history comes in from a file: which one, what it
// holds, and then the import.
package importpage

import (
	"context"
	"crypto/rand"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// longestPath is how many characters a path may have.
const longestPath = 4096

// Page is the page on which a history is brought from another program: a path, then what
// it holds, then it comes in.
type Page struct {
	*page.Context
	from   Importer
	field  field.Input
	found  []string
	cursor int // among what was found; -1 is the field
	// foundAt is the line that the first of what was found is, or would be, drawn on.
	foundAt   int
	foundFrom int    // the first of what was found that is drawn
	draft     string // what was typed before one of them was chosen

	stage  importStage
	look   Import
	word   int            // the mood word that is asked for
	moods  map[string]int // what was answered
	stop   context.CancelFunc
	run    int // the number of the reading that is awaited
	offset int // the first line that is shown of a long answer
	long   bool
}

// importStage is how far the page has come.
type importStage int

const (
	whichFile importStage = iota
	reading
	whichMood
	whatItHolds
	comingIn
)

// importFoundMsg says which files lie about.
type importFoundMsg struct{ found []string }

// importCompletedMsg says how a path goes on.
type importCompletedMsg struct{ was, is string }

// PlannedMsg says what a file holds.
type PlannedMsg struct {
	page *Page
	run  int
	look Import
	err  error
}

// ImportedMsg says that a history came in, or why it did not.
type ImportedMsg struct {
	Page  *Page
	Token string // of the change
	Done  Import
	Err   error
}

// New returns the page, which reads files by from.
func New(s *page.Context, from Importer) *Page {
	return &Page{Context: s, from: from, field: field.NewInput(&s.Look, "", longestPath), cursor: -1, moods: map[string]int{}}
}

// Failed says why nothing was imported, and asks for a file again.
func (b *Page) Failed(err error) tea.Cmd {
	b.stage = whichFile
	b.SayError(err)
	return b.field.Focus()
}

// Init gives the field the keys, and looks for files to import.
func (b *Page) Init() tea.Cmd {
	from := b.from
	return tea.Batch(b.field.Focus(), func() tea.Msg { return importFoundMsg{from.Found()} })
}

// Typing reports whether letters are typed.
func (b *Page) Typing() bool { return b.stage == whichFile }

// Keep has nothing to keep: a path is no words of one's own.
func (b *Page) Keep() tea.Cmd { return nil }

// Update takes a press, a paste, the mouse, or a fact.
func (b *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return b.press(msg)
	case tea.PasteMsg:
		if b.stage == whichFile {
			b.cursor = -1
			b.Message = page.Message{}
			return b.field.Update(msg)
		}
	case tea.MouseClickMsg:
		return b.click(msg.Mouse())
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			b.move(-1)
		} else {
			b.move(+1)
		}
	case importFoundMsg:
		b.found = msg.found
	case importCompletedMsg:
		if b.stage == whichFile && b.field.Value() == msg.was {
			b.field.SetValue(spelling.CleanLine(msg.is))
			b.field.CursorEnd()
		}
	case PlannedMsg:
		b.looked(msg)
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		b.field.SetStyle(&b.Look)
	case page.BookMsg, page.WroteHabitMsg, page.WroteBoundaryMsg, tea.WindowSizeMsg:
	default:
		if b.stage == whichFile {
			return b.field.Update(msg)
		}
	}
	return nil
}

func (b *Page) press(p keys.Press) tea.Cmd {
	switch p.Name {
	case "esc":
		return b.back()
	case "enter":
		if p.Repeat {
			return nil
		}
		return b.goOn()
	case "up":
		b.move(-1)
		return nil
	case "down":
		b.move(+1)
		return nil
	}
	if b.stage != whichFile && b.stage != comingIn && p.Name == "q" {
		b.stop()
		return b.Close(b)
	}
	switch b.stage {
	case whichFile:
		return b.typed(p)
	case whichMood:
		return b.answer(p)
	case whatItHolds:
		switch p.Name {
		case "k", "pgup":
			b.move(-1)
		case "j", "pgdown", "space":
			b.move(+1)
		}
	}
	return nil
}

// typed takes a press into the field.
func (b *Page) typed(p keys.Press) tea.Cmd {
	b.Message = page.Message{}
	if p.Name == "tab" {
		was, from := b.field.Value(), b.from
		return func() tea.Msg { return importCompletedMsg{was, from.Complete(was)} }
	}
	b.cursor = -1
	return b.field.Update(p)
}

// move goes through what was found, or through a long answer.
func (b *Page) move(by int) {
	if b.stage != whichFile {
		b.offset = max(0, b.offset+by)
		return
	}
	was := b.cursor
	if was < 0 {
		b.draft = b.field.Value()
	}
	b.choose(max(-1, min(len(b.found)-1, was+by)))
}

// choose puts one of what was found into the field, or what was typed there before.
func (b *Page) choose(i int) {
	if i == b.cursor {
		return
	}
	b.cursor = i
	text := b.draft
	if i >= 0 {
		text = b.found[i]
	}
	b.field.SetValue(spelling.CleanLine(text))
	b.field.CursorEnd()
}

// goOn is enter: it reads, and then brings.
func (b *Page) goOn() tea.Cmd {
	switch b.stage {
	case whichFile:
		if strings.TrimSpace(b.field.Value()) == "" && len(b.found) > 0 {
			b.move(+1)
			return nil
		}
		if strings.TrimSpace(b.field.Value()) == "" {
			b.Say("A file or a folder, please: the path, or drop the file here.")
			return nil
		}
		b.moods = map[string]int{}
		return b.read()
	case whatItHolds:
		if !b.look.Any {
			return b.Close(b)
		}
		return b.bring()
	}
	return nil
}

// read looks into the file.
func (b *Page) read() tea.Cmd {
	from, path := b.from, b.field.Value()
	return b.await(func(ctx context.Context) (Import, error) { return from.Look(ctx, path) })
}

// rate finds out what the file does now that its words for moods are known.
func (b *Page) rate() tea.Cmd {
	plan, moods := b.look.Plan, b.moods
	return b.await(func(ctx context.Context) (Import, error) { return plan.Rate(ctx, moods) })
}

// await asks what a file would do.
func (b *Page) await(ask func(context.Context) (Import, error)) tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	b.Message, b.stage, b.stop = page.Message{}, reading, stop
	b.run++
	run := b.run
	return func() tea.Msg {
		look, err := ask(ctx)
		return PlannedMsg{b, run, look, err}
	}
}

// looked takes what a file holds.
func (b *Page) looked(msg PlannedMsg) {
	if msg.page != b || msg.run != b.run || b.stage != reading {
		return // it was given up
	}
	b.stop()
	if msg.err != nil {
		b.stage = whichFile
		b.SayError(msg.err)
		return
	}
	b.look, b.stage, b.offset = msg.look, whatItHolds, 0
	if len(b.moods) == 0 && len(b.look.Words) > 0 {
		b.stage, b.word = whichMood, 0
	}
}

// answer takes what a mood word means: 1 to 5, or that its rows stay out.
func (b *Page) answer(p keys.Press) tea.Cmd {
	switch {
	case p.Repeat:
		return nil
	case len(p.Name) == 1 && p.Name >= "1" && p.Name <= "5":
		b.moods[spelling.Fold(b.look.Words[b.word].Word)] = int(p.Name[0] - '0')
	case p.Name != "s":
		return nil
	}
	if b.word++; b.word < len(b.look.Words) {
		return nil
	}
	if len(b.moods) == 0 {
		b.stage = whatItHolds
		return nil
	}
	return b.rate()
}

// bring takes it in.
func (b *Page) bring() tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	b.stage, b.stop = comingIn, stop
	token := rand.Text()
	b.Expect(token)
	plan := b.look.Plan
	return func() tea.Msg {
		done, err := plan.Write(ctx, token)
		return ImportedMsg{b, token, done, err}
	}
}

// back is esc: it ends what is going on, or closes.
func (b *Page) back() tea.Cmd {
	if b.stop != nil {
		b.stop()
	}
	switch b.stage {
	case whichFile:
		return b.Close(b)
	case comingIn:
		return nil // the answer says whether it came in
	}
	b.stage = whichFile
	b.Message = page.Message{}
	return b.field.Focus()
}

func (b *Page) click(m tea.Mouse) tea.Cmd {
	if b.stage != whichFile {
		return nil
	}
	if i := m.Y - b.foundAt; i >= b.foundFrom && i < len(b.found) && m.Y < b.Height-2 {
		if b.cursor < 0 {
			b.draft = b.field.Value()
		}
		b.choose(i)
	}
	return nil
}

// Hints are the key line.
func (b *Page) Hints() []keys.Hint {
	back := keys.Hint{Keys: "esc", Says: "back", Press: "esc"}
	switch b.stage {
	case whichFile:
		hints := []keys.Hint{{Keys: "enter", Says: "look into it", Press: "enter"}, {Keys: "tab", Says: "complete", Press: "tab"}}
		if len(b.found) > 0 {
			hints = append(hints, keys.Hint{Keys: "↑ ↓", Says: "choose", Press: "down"})
		}
		return append(hints, back)
	case whichMood:
		return []keys.Hint{{Keys: "1-5", Says: "it is", Press: ""}, {Keys: "s", Says: "leave it out", Press: "s"}, back}
	case whatItHolds:
		if !b.look.Any {
			return []keys.Hint{{Keys: "enter", Says: "close", Press: "enter"}, back}
		}
		if !b.long {
			return []keys.Hint{{Keys: "enter", Says: "bring it in", Press: "enter"}, back}
		}
		return []keys.Hint{{Keys: "enter", Says: "bring it in", Press: "enter"}, {Keys: "↑ ↓", Says: "scroll", Press: "down"}, back}
	}
	return []keys.Hint{{Keys: "esc", Says: "stop", Press: "esc"}}
}

// Keys are the page's bindings for help.
func (b *Page) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{
		keys.Bind("enter", "enter", "look, then bring it in"), keys.Bind("tab", "tab", "complete the path"), keys.Bind("up", "↑ ↓", "choose, scroll"),
		keys.Bind("1", "1-5", "what a mood word is"), keys.Bind("s", "s", "leave it out"), keys.Bind("esc", "esc", "back"),
	}}}
}
