package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"selfcare/internal/settings"
)

// command is something that can be done from the palette. Where run is nil it presses the first
// key of its binding.
type command struct {
	says string
	key  key.Binding
	run  func() tea.Cmd
	also string // other words that it is looked for by
}

// press is the key that does the command: its first one, or none.
func (c command) press() string {
	if keys := c.key.Keys(); len(keys) > 0 {
		return keys[0]
	}
	return ""
}

// shown is the key as it stands beside the command.
func (c command) shown() string {
	switch key := c.press(); key {
	case "left":
		return theme.Unicode.Left
	case "right":
		return theme.Unicode.Right
	default:
		return key
	}
}

// commander is a screen whose commands the palette lists.
type commander interface{ commands() []command }

// commands are what can be done in the place that is shown, and in the program.
func (a *App) commands() []command {
	var all []command
	if c, ok := a.places[a.at].(commander); ok {
		all = c.commands()
	}
	for i, p := range places {
		if i != a.at {
			all = append(all, command{says: "Go to " + p.name, key: keys.Bind(p.key, p.key, "")})
		}
	}
	g, rest := a.keys, a.today
	tell := func(text string) func() tea.Cmd {
		return func() tea.Cmd {
			a.session.Say(text)
			return nil
		}
	}
	all = append(
		all,
		command{says: "Add in words", key: g.Add, also: "write quick entry"},
		command{says: "How I feel: a mood", key: g.Mood},
		command{says: "An urge: ten minutes", key: g.Urge, also: "craving"},
		command{says: "Undo: take back the last change", key: g.Undo},
		command{says: "Redo: do it again", key: g.Redo},
		command{says: "Rest all that is left today", run: func() tea.Cmd { return rest.restDays(rest.Today, rest.Today) }, also: "sick ill skip"},
		command{
			says: "Rest from one day to another: holiday, illness", also: "sick ill vacation travel away skip pause",
			run: func() tea.Cmd { return a.session.OpenPrompt(newRestField(a.today)) },
		},
		command{says: "All keys", key: g.Keys, also: "help shortcuts ?"},
		command{says: "Help lines", key: g.Help, also: "emergency crisis danger"},
		command{says: "Settings", key: g.Settings, also: "options preferences configuration ,"},
	)
	for _, x := range settings.All() {
		all = append(all, command{
			says: "Settings: " + x.Says, also: x.Key + " " + x.About + " " + strings.Join(x.Choices, " ") + moreNames[x.Key],
			run: func() tea.Cmd { return a.openSettings(x.Key) },
		})
	}
	all = append(
		all,
		command{says: "Export, in a shell: selfcare export", run: tell("selfcare export -o selfcare.json, in a shell. --help says more."), also: "csv json diary markdown"},
		command{says: "Backup, in a shell: selfcare backup", run: tell("selfcare backup, in a shell. One is made each day by itself."), also: "copy restore"},
	)
	if a.session.NotSaved() > 0 {
		all = append(all, command{says: "What is not saved yet", key: g.Unsaved})
	}
	return append(all, command{says: "To the shell for a moment (fg comes back)", key: g.Suspend}, command{says: "Quit", key: g.Quit, also: "exit leave close"})
}

// moreNames are what else settings are looked for by.
var moreNames = map[string]string{"colors": " theme dark light", "accent": " theme color", "area_colors": " theme", "glyphs": " symbols icons", "reduce_motion": " animation"}

// commandField is the field that finds commands, over the lower half of a place.
type commandField struct {
	*Context
	in     field.Input
	all    []command
	found  fuzzy.Matches // those that fit what is typed, the best first
	cursor int
	offset int // the first that is shown
}

func newCommandField(s *Context, all []command) *commandField {
	all = slices.DeleteFunc(all, func(c command) bool { return c.run == nil && !c.key.Enabled() })
	p := &commandField{Context: s, in: field.NewInput(&s.Look, "", 60), all: all}
	p.find()
	return p
}

func (p *commandField) focus() tea.Cmd { return p.in.Focus() }

// Keep has nothing to keep.
func (p *commandField) Keep() tea.Cmd { return nil }

// Height is the number of lines that the drawer takes: half of the screen, whatever is found.
func (p *commandField) Height() int { return max(4, min(p.Look.Height/2, len(p.all)+2)) }

func (p *commandField) room() int { return p.Height() - 2 }

// String and Len make the commands a [fuzzy.Source].
func (p *commandField) String(i int) string { return p.all[i].says }

// Len is the number of commands.
func (p *commandField) Len() int { return len(p.all) }

// find looks for what is typed. Nothing typed finds all. Words of a command that begin with the
// words that were typed come first, then other names of it; letters that only come one after
// another count where nothing else does.
func (p *commandField) find() {
	p.cursor, p.offset = 0, 0
	words := strings.Fields(spelling.Fold(p.in.Value()))
	p.found = p.found[:0]
	for _, names := range []func(command) string{func(c command) string { return c.says }, func(c command) string { return c.says + " " + c.also }} {
		for i, c := range p.all {
			if at, ok := beginnings(names(c), words); ok && !slices.ContainsFunc(p.found, func(m fuzzy.Match) bool { return m.Index == i }) {
				p.found = append(p.found, fuzzy.Match{Index: i, MatchedIndexes: at})
			}
		}
	}
	if len(p.found) == 0 {
		p.found = fuzzy.FindFrom(strings.Join(words, ""), p)
	}
}

// beginnings are the bytes of a name where its words begin with the words that are looked for,
// each of which has to be there.
func beginnings(name string, words []string) (at []int, ok bool) {
	folded := spelling.Fold(name)
	same := len(folded) == len(name) // else its letters stand elsewhere
	name = folded
	for _, word := range words {
		i := -1
		for from := 0; from <= len(name)-len(word); from++ {
			if strings.HasPrefix(name[from:], word) && (from == 0 || !isLetter(name[from-1])) {
				i = from
				break
			}
		}
		if i < 0 {
			return nil, false
		}
		for j := range len(word) {
			at = append(at, i+j)
		}
	}
	if !same {
		at = nil
	}
	return at, true
}

// isLetter reports whether a byte is of a word.
func isLetter(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80
}

// Update takes a press, a paste or a blink.
func (p *commandField) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(keys.Press); ok {
		switch k.Name {
		case "esc":
			p.Prompt = nil
			return nil
		case "enter":
			return p.choose(p.cursor)
		case "up", "ctrl+p", "shift+tab":
			p.move(-1)
			return nil
		case "down", "ctrl+n", "tab":
			p.move(+1)
			return nil
		case "pgup":
			p.move(-p.room())
			return nil
		case "pgdown":
			p.move(+p.room())
			return nil
		case "backspace":
			if p.in.Value() == "" { // as in an editor's command line
				p.Prompt = nil
				return nil
			}
		}
	}
	before := p.in.Value()
	cmd := p.in.Update(msg)
	if p.in.Value() != before {
		p.find()
	}
	return cmd
}

func (p *commandField) move(by int) {
	p.cursor = max(0, min(len(p.found)-1, p.cursor+by))
	p.offset = max(0, min(p.cursor, max(p.offset, p.cursor-p.room()+1)))
}

// choose closes the palette and does the nth command that was found.
func (p *commandField) choose(n int) tea.Cmd {
	if n < 0 || n >= len(p.found) {
		return nil
	}
	c := p.all[p.found[n].Index]
	p.Prompt = nil
	return p.Ask(runCommand{c})
}

// click does the command in a line of the drawer.
func (p *commandField) click(_, y int) {
	if y > 0 && y <= p.room() {
		p.choose(p.offset + y - 1)
	}
}

// Foot draws what is typed, the commands and the key line.
func (p *commandField) Foot() []string {
	s := p.Styles
	count := itoa(p.cursor+1) + " of " + itoa(len(p.found))
	if len(p.found) == 0 {
		count = ""
	}
	head := theme.NewLine(p.Width).Put(s.Muted, " : ").Styled(p.in.Draw(&p.Look, p.Width-6-theme.Width(count)))
	lines := []string{head.Right(p.Width-1, s.Muted, count).String()}
	for i := p.offset; i < len(p.found) && len(lines) <= p.room(); i++ {
		lines = append(lines, p.line(p.found[i], i == p.cursor))
	}
	if len(p.found) == 0 {
		lines = append(lines, theme.NewLine(p.Width).Put(s.Muted, theme.Cut(` Nothing is called "`+spelling.CleanLine(p.in.Value())+`". esc leaves.`, p.Width-1)).String())
	}
	for len(lines) <= p.room() {
		lines = append(lines, "")
	}
	return append(lines, keys.HintLine(&p.Look, p.Hints()))
}

// line is one command: the letters that were typed in it stand out, its key is at the right.
func (p *commandField) line(m fuzzy.Match, chosen bool) string {
	c, s := p.all[m.Index], p.Styles
	l := theme.NewLine(p.Width)
	ink, hit := s.Plain, s.Strong
	if chosen {
		l.Put(s.Strong, p.Glyphs.Cursor)
		ink = s.Bold
	}
	keys := p.Glyphs.Arrows(c.shown())
	l.To(2)
	text := theme.Cut(spelling.CleanLine(c.says), p.Width-5-theme.Width(keys))
	for i, r := range text {
		if slices.Contains(m.MatchedIndexes, i) {
			l.Put(hit, string(r))
		} else {
			l.Put(ink, string(r))
		}
	}
	if keys != "" {
		l.Right(p.Width-1, s.Muted, keys)
	}
	return l.String()
}

// Hints are the key line.
func (p *commandField) Hints() []keys.Hint {
	return []keys.Hint{{Keys: "enter", Says: "do it", Press: "enter"}, {Keys: "↑ ↓", Says: "choose", Press: "down"}, {Keys: "type", Says: "to find", Press: ""}, {Keys: "esc", Says: "leave", Press: "esc"}}
}
