package ui

import (
	"crypto/rand"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// writing is the page on which a reflection is written. It is kept as it is typed:
// every so many letters, and whichever way the page is left; undo takes all of it back
// as one.
type writing struct {
	*session
	paper   textArea
	was     *journal.Reflection // what is edited, or nil
	written *journal.Reflection // as the store has it, or nil
	is      journal.Reflection
	token   string // of the change that wrote it
	deck    []string
	prompt  int // of the deck, or -1 for none
	letters int // typed since it was written last
}

// keepEvery is how many letters are typed before they are written.
const keepEvery = 40

// newWriting is the page for a new reflection, or for one that is edited.
func newWriting(s *session, was *journal.Reflection) *writing {
	w := &writing{session: s, deck: journal.DefaultPrompts, prompt: -1}
	if was != nil {
		is := *was
		w.was, w.written, w.is = was, was, is
	} else {
		if s.opts.Prompts != nil {
			w.deck = s.opts.Prompts()
		}
		w.is = journal.NewReflection(s.now(), "", "", s.preferences())
		w.setPrompt(journal.PromptOn(w.deck, s.today))
	}
	w.paper = newTextArea(s, w.is.Text, journal.MaxReflection)
	w.paper.Focus()
	return w
}

func (w *writing) setPrompt(i int) {
	w.prompt, w.is.Prompt = i, ""
	if i >= 0 {
		w.is.Prompt = w.deck[i]
	}
}

// Typing is true: the page is a field.
func (w *writing) Typing() bool { return true }

// Keep queues the words.
func (w *writing) Keep() tea.Cmd {
	w.letters = 0
	w.is.Text = w.paper.text()
	swap := record.Diff[journal.Reflection]{Was: w.written}
	switch {
	case w.is.Text == "" && w.written == nil, w.written != nil && *w.written == w.is:
		return nil
	case w.is.Text != "":
		is := w.is
		swap.Is = &is
	}
	c := record.Change{Token: rand.Text(), Continues: w.token, Reflections: []record.Diff[journal.Reflection]{swap}}
	cmd, ok := w.do(c)
	if ok {
		w.written, w.token = swap.Is, c.Token
	}
	return cmd
}

// Update takes a press, a paste, the mouse, or a fact.
func (w *writing) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case press:
		return w.press(msg)
	case tea.MouseClickMsg, tea.MouseWheelMsg, bookMsg, wroteHabitMsg, wroteBoundaryMsg, secondMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		w.paper.style(w.session)
		return nil
	case tea.PasteMsg:
		cmd := w.paper.update(msg)
		return tea.Batch(cmd, w.Keep())
	}
	return w.paper.update(msg)
}

func (w *writing) press(p press) tea.Cmd {
	switch p.name {
	case "esc":
		cmd := w.Keep()
		w.message = message{}
		if w.written != nil && (w.was == nil || *w.was != *w.written) {
			w.sayUndo("A reflection, " + wordCount(w.written.Text) + ". It is in the journal.")
		}
		return tea.Sequence(w.drop(w), func() tea.Msg { return bookMsg{} }, cmd)
	case "tab":
		if w.was == nil && len(w.deck) > 0 {
			w.setPrompt((w.prompt + 1) % len(w.deck))
		}
		return nil
	case "shift+tab":
		if w.was == nil {
			w.setPrompt(-1)
		}
		return nil
	case "enter":
		w.paper.InsertString("\n")
		return w.count()
	}
	return tea.Batch(w.paper.update(p), w.count())
}

// count writes what was typed every so many letters.
func (w *writing) count() tea.Cmd {
	if w.letters++; w.letters >= keepEvery {
		return w.Keep()
	}
	return nil
}

func wordCount(text string) string {
	n := len(strings.Fields(text))
	if n == 1 {
		return "1 word"
	}
	return itoa(n) + " words"
}

// View draws the page.
func (w *writing) View() []string {
	p := w.newPage()
	if w.is.Prompt != "" {
		p.text(w.styles.Bold, w.is.Prompt)
	} else {
		p.title(w.is.Day.Words(w.today), "")
	}
	p.blank()
	wide := min(w.width, 90)
	w.paper.size(wide-3, max(1, w.height-2-len(p.lines)))
	for _, text := range w.paper.lines() {
		p.add(theme.NewLine(w.width).Put(w.styles.Plain, " ").Styled(text))
	}
	lines := p.end("", nil)
	foot := theme.NewLine(w.width).Styled(w.hintLine(w.Hints()))
	count := "kept as you type, " + wordCount(w.paper.Value())
	if w.width < 80 {
		count = wordCount(w.paper.Value())
	}
	if foot.Cells+theme.Width(count)+3 < w.width {
		foot.Right(w.width-1, w.styles.Muted, count)
	}
	lines[len(lines)-2] = w.messageLine()
	lines[len(lines)-1] = foot.String()
	return lines
}

// Hints are the key line.
func (w *writing) Hints() []hint {
	if w.was != nil {
		return []hint{{"enter", "new line", "enter"}, {"esc", "done", "esc"}}
	}
	return []hint{{"esc", "done", "esc"}, {"tab", "another prompt", "tab"}, {"shift+tab", "no prompt", "shift+tab"}}
}

// Keys are the page's bindings for help.
func (w *writing) Keys() []keyGroup {
	return []keyGroup{{"this page", []key.Binding{bind("tab", "tab", "another prompt"), bind("esc", "esc", "done")}}}
}
