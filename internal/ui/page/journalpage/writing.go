package journalpage

import (
	"crypto/rand"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Reflection is the page on which a reflection is written. It is kept as it is typed:
// every so many letters, and whichever way the page is left; undo takes all of it back
// as one.
type Reflection struct {
	*page.Context
	keys    reflectionKeys
	area    field.TextArea
	was     *journal.Reflection // what is edited, or nil
	written *journal.Reflection // as the store has it, or nil
	is      journal.Reflection
	token   string // of the change that wrote it
	deck    []string
	prompt  int // of the deck, or -1 for none
	letters int // typed since it was written last
}

// reflectionKeys are the keys that are no letters.
type reflectionKeys struct{ Done, Prompt, NoPrompt, NewLine key.Binding }

func newReflectionKeys() reflectionKeys {
	return reflectionKeys{
		Done:     keys.Bind("esc", "esc", "done"),
		Prompt:   keys.Bind("tab", "tab", "another prompt"),
		NoPrompt: keys.Bind("shift+tab", "shift+tab", "no prompt"),
		NewLine:  keys.Bind("enter", "enter", "new line"),
	}
}

// KeepEvery is how many letters are typed before they are written.
const KeepEvery = 40

// NewReflection is the page for a new reflection, or for one that is edited.
func NewReflection(s *page.Context, prompts func() []string, was *journal.Reflection) *Reflection {
	w := &Reflection{Context: s, keys: newReflectionKeys(), deck: journal.DefaultPrompts, prompt: -1}
	if was != nil {
		is := *was
		w.was, w.written, w.is = was, was, is
	} else {
		if prompts != nil {
			w.deck = prompts()
		}
		w.is = journal.NewReflection(s.Now(), "", "", s.Preferences())
		w.setPrompt(journal.PromptOn(w.deck, s.Today))
	}
	w.area = field.NewTextArea(&s.Look, w.is.Text, journal.MaxReflection)
	w.area.Focus()
	w.fit()
	return w
}

func (w *Reflection) setPrompt(i int) {
	w.prompt, w.is.Prompt = i, ""
	if i >= 0 {
		w.is.Prompt = w.deck[i]
	}
}

// Typing is true: the page is a field.
func (w *Reflection) Typing() bool { return true }

// SaveWords queues the words.
func (w *Reflection) SaveWords() tea.Cmd {
	w.letters = 0
	w.is.Text = w.area.Text()
	swap := record.Diff[journal.Reflection]{Was: w.written}
	switch {
	case w.is.Text == "" && w.written == nil, w.written != nil && *w.written == w.is:
		return nil
	case w.is.Text != "":
		is := w.is
		swap.Is = &is
	}
	c := record.Change{Token: rand.Text(), Continues: w.token, Reflections: []record.Diff[journal.Reflection]{swap}}
	cmd, ok := w.Do(c)
	if ok {
		w.written, w.token = swap.Is, c.Token
	}
	return cmd
}

// Update takes a press, a paste, the mouse, or a fact.
func (w *Reflection) Update(msg tea.Msg) tea.Cmd {
	cmd := w.update(msg)
	w.fit()
	return cmd
}

func (w *Reflection) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		return w.press(msg)
	case tea.MouseClickMsg, tea.MouseWheelMsg, page.BookMsg, page.WroteHabitMsg, page.WroteBoundaryMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		w.area.SetStyle(&w.Look)
		return nil
	case tea.PasteMsg:
		cmd := w.area.Update(msg)
		return tea.Batch(cmd, w.SaveWords())
	}
	return w.area.Update(msg)
}

func (w *Reflection) press(p keys.Press) tea.Cmd {
	k := w.keys
	switch {
	case p.Is(k.Done):
		cmd := w.SaveWords()
		w.Message = page.Message{}
		if w.written != nil && (w.was == nil || *w.was != *w.written) {
			w.SayUndo("A reflection, " + wordCount(w.written.Text) + ". It is in the journal.")
		}
		return tea.Sequence(w.Close(w), func() tea.Msg { return page.BookMsg{} }, cmd)
	case p.Is(k.Prompt):
		if w.was == nil && len(w.deck) > 0 {
			w.setPrompt((w.prompt + 1) % len(w.deck))
		}
		return nil
	case p.Is(k.NoPrompt):
		if w.was == nil {
			w.setPrompt(-1)
		}
		return nil
	case p.Is(k.NewLine):
		w.area.InsertString("\n")
		return w.count()
	}
	return tea.Batch(w.area.Update(p), w.count())
}

// count writes what was typed every so many letters.
func (w *Reflection) count() tea.Cmd {
	if w.letters++; w.letters >= KeepEvery {
		return w.SaveWords()
	}
	return nil
}

func wordCount(text string) string {
	n := len(strings.Fields(text))
	if n == 1 {
		return "1 word"
	}
	return strconv.Itoa(n) + " words"
}

// head is what stands above the words: the prompt, or the day.
func (w *Reflection) head() *sheet.Sheet {
	p := sheet.New(&w.Look)
	if w.is.Prompt != "" {
		p.Text(w.Styles.Bold, w.is.Prompt)
	} else {
		p.Title(w.is.Day.Words(w.Today), "")
	}
	p.Blank()
	return p
}

// fit gives the words their size.
func (w *Reflection) fit() {
	w.area.Size(min(w.Width, 90)-3, max(1, w.Height-2-len(w.head().Lines)))
}

// View draws the page.
func (w *Reflection) View() []string {
	p := w.head()
	for _, text := range w.area.Lines() {
		p.Add(theme.NewLine(w.Width).Put(w.Styles.Plain, " ").Styled(text))
	}
	lines := p.End("", nil)
	foot := theme.NewLine(w.Width).Styled(keys.HintLine(&w.Look, w.Hints()))
	count := "kept as you type, " + wordCount(w.area.Value())
	if w.Width < 80 {
		count = wordCount(w.area.Value())
	}
	if foot.Cells+theme.Width(count)+3 < w.Width {
		foot.Right(w.Width-1, w.Styles.Muted, count)
	}
	lines[len(lines)-2] = w.MessageLine()
	lines[len(lines)-1] = foot.String()
	return lines
}

// Hints are the key line.
func (w *Reflection) Hints() []keys.Hint {
	k := w.keys
	if w.was != nil {
		return []keys.Hint{keys.HintOf(k.NewLine, ""), keys.HintOf(k.Done, "")}
	}
	return []keys.Hint{keys.HintOf(k.Done, ""), keys.HintOf(k.Prompt, ""), keys.HintOf(k.NoPrompt, "")}
}

// Keys are the page's bindings for help.
func (w *Reflection) Keys() []page.Group {
	return []page.Group{{Title: "this page", Bindings: []key.Binding{w.keys.Prompt, w.keys.Done}}}
}
