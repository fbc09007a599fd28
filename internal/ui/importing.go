package ui

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/record"
	"selfcare/internal/spelling"

	tea "charm.land/bubbletea/v2"
)

// longestPath is how many characters a path may have.
const longestPath = 4096

// importPage is the page on which a history is brought from another program: a path, then what
// it holds, then it comes in.
type importPage struct {
	*session
	field  input
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

// importPlannedMsg says what a file holds.
type importPlannedMsg struct {
	page *importPage
	run  int
	look Import
	err  error
}

// importedMsg says that a history came in, or why it did not.
type importedMsg struct {
	page  *importPage
	token string // of the change
	done  Import
	err   error
}

func newBring(s *session) *importPage {
	return &importPage{session: s, field: newInput(s, "", longestPath), cursor: -1, moods: map[string]int{}}
}

// openBring opens the page.
func (s *session) openBring() tea.Cmd {
	if s.opts.Import == nil {
		return nil
	}
	b := newBring(s)
	from := s.opts.Import
	return tea.Batch(s.openPage(b), b.field.Focus(), func() tea.Msg { return importFoundMsg{from.Found()} })
}

// Typing reports whether letters are typed.
func (b *importPage) Typing() bool { return b.stage == whichFile }

// Keep has nothing to keep: a path is no words of one's own.
func (b *importPage) Keep() tea.Cmd { return nil }

// Update takes a press, a paste, the mouse, or a fact.
func (b *importPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case press:
		return b.press(msg)
	case tea.PasteMsg:
		if b.stage == whichFile {
			b.cursor = -1
			b.message = message{}
			return b.field.update(msg)
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
	case importPlannedMsg:
		b.looked(msg)
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		b.field.style(b.session)
	case bookMsg, wroteHabitMsg, wroteBoundaryMsg, secondMsg, tea.WindowSizeMsg:
	default:
		if b.stage == whichFile {
			return b.field.update(msg)
		}
	}
	return nil
}

func (b *importPage) press(p press) tea.Cmd {
	switch p.name {
	case "esc":
		return b.back()
	case "enter":
		if p.repeat {
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
	if b.stage != whichFile && b.stage != comingIn && p.name == "q" {
		b.stop()
		return b.drop(b)
	}
	switch b.stage {
	case whichFile:
		return b.typed(p)
	case whichMood:
		return b.answer(p)
	case whatItHolds:
		switch p.name {
		case "k", "pgup":
			b.move(-1)
		case "j", "pgdown", "space":
			b.move(+1)
		}
	}
	return nil
}

// typed takes a press into the field.
func (b *importPage) typed(p press) tea.Cmd {
	b.message = message{}
	if p.name == "tab" {
		was, from := b.field.Value(), b.opts.Import
		return func() tea.Msg { return importCompletedMsg{was, from.Complete(was)} }
	}
	b.cursor = -1
	return b.field.update(p)
}

// move goes through what was found, or through a long answer.
func (b *importPage) move(by int) {
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
func (b *importPage) choose(i int) {
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
func (b *importPage) goOn() tea.Cmd {
	switch b.stage {
	case whichFile:
		if strings.TrimSpace(b.field.Value()) == "" && len(b.found) > 0 {
			b.move(+1)
			return nil
		}
		if strings.TrimSpace(b.field.Value()) == "" {
			b.say("A file or a folder, please: the path, or drop the file here.")
			return nil
		}
		b.moods = map[string]int{}
		return b.read()
	case whatItHolds:
		if !b.look.Any {
			return b.drop(b)
		}
		return b.bring()
	}
	return nil
}

// read looks into the file.
func (b *importPage) read() tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	b.message, b.stage, b.stop = message{}, reading, stop
	b.run++
	from, path, moods, run := b.opts.Import, b.field.Value(), b.moods, b.run
	return func() tea.Msg {
		look, err := from.Look(ctx, path, moods)
		return importPlannedMsg{b, run, look, err}
	}
}

// looked takes what a file holds.
func (b *importPage) looked(msg importPlannedMsg) {
	if msg.page != b || msg.run != b.run || b.stage != reading {
		return // it was given up
	}
	b.stop()
	if msg.err != nil {
		b.stage = whichFile
		b.sayError(msg.err)
		return
	}
	b.look, b.stage, b.offset = msg.look, whatItHolds, 0
	if len(b.moods) == 0 && len(b.look.Words) > 0 {
		b.stage, b.word = whichMood, 0
	}
}

// answer takes what a mood word means: 1 to 5, or that its rows stay out.
func (b *importPage) answer(p press) tea.Cmd {
	switch {
	case p.repeat:
		return nil
	case len(p.name) == 1 && p.name >= "1" && p.name <= "5":
		b.moods[spelling.Fold(b.look.Words[b.word].Word)] = int(p.name[0] - '0')
	case p.name != "s":
		return nil
	}
	if b.word++; b.word < len(b.look.Words) {
		return nil
	}
	if len(b.moods) == 0 {
		b.stage = whatItHolds
		return nil
	}
	return b.read()
}

// bring takes it in.
func (b *importPage) bring() tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	b.stage, b.stop = comingIn, stop
	token := rand.Text()
	b.queue.expect(token)
	from, path, moods := b.opts.Import, b.field.Value(), b.moods
	return func() tea.Msg {
		done, err := from.Bring(ctx, path, moods, token)
		return importedMsg{b, token, done, err}
	}
}

// back is esc: it ends what is going on, or closes.
func (b *importPage) back() tea.Cmd {
	if b.stop != nil {
		b.stop()
	}
	switch b.stage {
	case whichFile:
		return b.drop(b)
	case comingIn:
		return nil // the answer says whether it came in
	}
	b.stage = whichFile
	b.message = message{}
	return b.field.Focus()
}

// onImported takes the answer, wherever the person is meanwhile.
func (a *App) onImported(msg importedMsg) tea.Cmd {
	s := a.session
	if msg.err != nil {
		msg.page.stage = whichFile
		s.sayError(msg.err)
		return msg.page.field.Focus()
	}
	open := slices.Contains(s.pages, screen(msg.page))
	s.pages = slices.DeleteFunc(slices.Clone(s.pages), func(page screen) bool {
		_, first := page.(*welcome)
		return first || page == screen(msg.page)
	})
	var cmd tea.Cmd
	if open && len(s.pages) == 0 {
		cmd = a.goTo(placeToday)
	}
	s.say("Nothing new was there.")
	if msg.done.Any {
		s.sayUndo(msg.done.Done + ".")
		s.queue.last = &job{change: record.Change{Token: msg.token}}
	}
	s.reload()
	return tea.Batch(cmd, s.next(), s.sum())
}

func (b *importPage) click(m tea.Mouse) tea.Cmd {
	if b.stage != whichFile {
		return nil
	}
	if i := m.Y - b.foundAt; i >= b.foundFrom && i < len(b.found) && m.Y < b.height-2 {
		if b.cursor < 0 {
			b.draft = b.field.Value()
		}
		b.choose(i)
	}
	return nil
}

// Hints are the key line.
func (b *importPage) Hints() []hint {
	back := hint{"esc", "back", "esc"}
	switch b.stage {
	case whichFile:
		hints := []hint{{"enter", "look into it", "enter"}, {"tab", "complete", "tab"}}
		if len(b.found) > 0 {
			hints = append(hints, hint{"↑ ↓", "choose", "down"})
		}
		return append(hints, back)
	case whichMood:
		return []hint{{"1-5", "it is", ""}, {"s", "leave it out", "s"}, back}
	case whatItHolds:
		if !b.look.Any {
			return []hint{{"enter", "close", "enter"}, back}
		}
		if !b.long {
			return []hint{{"enter", "bring it in", "enter"}, back}
		}
		return []hint{{"enter", "bring it in", "enter"}, {"↑ ↓", "scroll", "down"}, back}
	}
	return []hint{{"esc", "stop", "esc"}}
}

// Keys are the page's bindings for help.
func (b *importPage) Keys() []keyGroup {
	return []keyGroup{{"this page", []key.Binding{
		bind("enter", "enter", "look, then bring it in"), bind("tab", "tab", "complete the path"), bind("up", "↑ ↓", "choose, scroll"),
		bind("1", "1-5", "what a mood word is"), bind("s", "s", "leave it out"), bind("esc", "esc", "back"),
	}}}
}
