// Package importpage is the page on which a history comes in from a file: which one, what it
// holds, and then the import.
package importpage

import (
	"context"
	"crypto/rand"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// longestPath is how many characters a path may have.
const longestPath = 4096

// Page is the page on which a history is brought from another program: a path, then what
// it holds, then it comes in.
type Page struct {
	*page.Context
	keys   keyMap
	from   Importer
	field  field.Input
	found  []string
	chosen list.List // among what was found; with none chosen the field is
	draft  string    // what was typed before one of them was chosen

	stage  importStage
	look   Import
	word   int            // the mood word that is asked for
	moods  map[string]int // what was answered
	stop   context.CancelFunc
	run    int       // the number of the reading that is awaited
	answer list.List // the lines of a long answer; none is chosen
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
	none := list.List{Cursor: list.None}
	b := &Page{Context: s, keys: newKeyMap(), from: from, field: field.NewInput(&s.Look, "", longestPath), chosen: none, answer: none, moods: map[string]int{}}
	b.field.Room = b.fieldRoom
	return b
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

// SaveWords has nothing to save: a path is no words of one's own.
func (b *Page) SaveWords() tea.Cmd { return nil }

// Update takes a press, a paste, the mouse, or a fact.
func (b *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return b.press(msg)
	case tea.PasteMsg:
		if b.stage == whichFile {
			b.chosen = list.List{Cursor: list.None}
			b.Message = page.Message{}
			return b.field.Update(msg)
		}
	case tea.MouseClickMsg:
		return b.click(msg.Mouse())
	case tea.MouseWheelMsg:
		b.move(list.Step(msg))
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
	case tea.WindowSizeMsg:
		b.chosen.Follow(b.foundLayout())
	case page.BookMsg, page.WroteHabitMsg, page.WroteBoundaryMsg:
	default:
		if b.stage == whichFile {
			return b.field.Update(msg)
		}
	}
	return nil
}

func (b *Page) press(p keys.Press) tea.Cmd {
	k := b.keys
	switch {
	case p.Is(k.Back):
		return b.back()
	case p.Is(k.Enter):
		if p.Repeat {
			return nil
		}
		return b.goOn()
	case b.stage == whichFile:
		return b.typed(p)
	case p.Is(k.Close) && b.stage != comingIn:
		b.stop()
		return b.Close(b)
	case b.stage == whichMood:
		return b.takeRating(p)
	case p.Is(k.ScrollUp):
		b.move(-1)
	case p.Is(k.ScrollDown):
		b.move(+1)
	}
	return nil
}

// typed takes a press into the field.
func (b *Page) typed(p keys.Press) tea.Cmd {
	k := b.keys
	switch {
	case p.Is(k.Up):
		b.move(-1)
		return nil
	case p.Is(k.Down):
		b.move(+1)
		return nil
	}
	b.Message = page.Message{}
	if p.Is(k.Complete) {
		was, from := b.field.Value(), b.from
		return func() tea.Msg { return importCompletedMsg{was, from.Complete(was)} }
	}
	b.chosen = list.List{Cursor: list.None}
	return b.field.Update(p)
}

// move goes through what was found, or through a long answer.
func (b *Page) move(by int) {
	switch b.stage {
	case whichFile:
		b.choose(max(list.None, min(len(b.found)-1, b.chosen.Cursor+by)))
	case whatItHolds:
		b.answer.Scroll(by, b.answerLayout())
	}
}

// choose puts one of what was found into the field, or what was typed there before.
func (b *Page) choose(i int) {
	if i == b.chosen.Cursor {
		return
	}
	if b.chosen.Cursor == list.None {
		b.draft = b.field.Value()
	}
	text := b.draft
	if i == list.None {
		b.chosen = list.List{Cursor: list.None}
	} else {
		b.chosen.Choose(i, b.foundLayout())
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
		return b.importIt()
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
	b.look, b.stage, b.answer = msg.look, whatItHolds, list.List{Cursor: list.None}
	if len(b.moods) == 0 && len(b.look.Words) > 0 {
		b.stage, b.word = whichMood, 0
	}
}

// takeRating takes what a mood word means: 1 to 5, or that its rows stay out.
func (b *Page) takeRating(p keys.Press) tea.Cmd {
	switch {
	case p.Repeat:
		return nil
	case p.Is(b.keys.Rating):
		b.moods[spelling.Fold(b.look.Words[b.word].Word)] = int(p.Name[0] - '0')
	case !p.Is(b.keys.LeaveOut):
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

// importIt takes it in.
func (b *Page) importIt() tea.Cmd {
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
	if i := b.chosen.ItemAt(m.X, m.Y, b.foundLayout()); i != list.None {
		b.choose(i)
	}
	return nil
}
