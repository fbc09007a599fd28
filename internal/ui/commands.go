package ui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"selfcare/internal/settings"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/today"
	"selfcare/internal/ui/theme"
)

// commander is a screen whose commands the palette lists.
type commander interface{ Commands() []page.Command }

// commands are what can be done in the place that is shown, and in the program.
func (a *App) commands() []page.Command {
	var all []page.Command
	if c, ok := a.places[a.at].(commander); ok {
		all = c.Commands()
	}
	for i, p := range page.Places {
		if i != a.at {
			all = append(all, page.Command{Says: "Go to " + p.Name, Key: keys.Bind(p.Key, p.Key, "")})
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
		page.Command{Says: "Add in words", Key: g.Add, Also: "write quick entry"},
		page.Command{Says: "How I feel: a mood", Key: g.Mood},
		page.Command{Says: "An urge: ten minutes", Key: g.Urge, Also: "craving"},
		page.Command{Says: "Undo: take back the last change", Key: g.Undo},
		page.Command{Says: "Redo: do it again", Key: g.Redo},
		page.Command{Says: "Rest all that is left today", Run: func() tea.Cmd { return rest.RestDays(rest.Today, rest.Today) }, Also: "sick ill skip"},
		page.Command{
			Says: "Rest from one day to another: holiday, illness", Also: "sick ill vacation travel away skip pause",
			Run: func() tea.Cmd { return a.session.OpenPrompt(today.NewRestField(a.today)) },
		},
		page.Command{Says: "All keys", Key: g.Keys, Also: "help shortcuts ?"},
		page.Command{Says: "Help lines", Key: g.Help, Also: "emergency crisis danger"},
		page.Command{Says: "Settings", Key: g.Settings, Also: "options preferences configuration ,"},
	)
	for _, x := range settings.All() {
		all = append(all, page.Command{
			Says: "Settings: " + x.Says, Also: x.Key + " " + x.About + " " + strings.Join(x.Choices, " ") + moreNames[x.Key],
			Run: func() tea.Cmd { return a.openSettings(x.Key) },
		})
	}
	all = append(
		all,
		page.Command{Says: "Export, in a shell: selfcare export", Run: tell("selfcare export -o selfcare.json, in a shell. --help says more."), Also: "csv json diary markdown"},
		page.Command{Says: "Backup, in a shell: selfcare backup", Run: tell("selfcare backup, in a shell. One is made each day by itself."), Also: "copy restore"},
	)
	if a.session.NotSaved() > 0 {
		all = append(all, page.Command{Says: "What is not saved yet", Key: g.Unsaved})
	}
	return append(all, page.Command{Says: "To the shell for a moment (fg comes back)", Key: g.Suspend}, page.Command{Says: "Quit", Key: g.Quit, Also: "exit leave close"})
}

// moreNames are what else settings are looked for by.
var moreNames = map[string]string{"colors": " theme dark light", "accent": " theme color", "area_colors": " theme", "glyphs": " symbols icons", "reduce_motion": " animation"}

// commandField is the field that finds commands, over the lower half of a place.
type commandField struct {
	*page.Context
	keys  commandKeys
	in    field.Input
	all   []page.Command
	found fuzzy.Matches // those that fit what is typed, the best first
	rows  list.List     // of those
}

// commandKeys are the keys that are no letters of what is looked for.
type commandKeys struct {
	list.Keys
	Do, Leave, Rub key.Binding
}

func newCommandKeys() commandKeys {
	return commandKeys{
		Keys: list.Keys{
			Up:       keys.Bind("up ctrl+p shift+tab", "↑ ↓", "choose"),
			Down:     keys.Bind("down ctrl+n tab", "", ""),
			PageUp:   keys.Bind("pgup", "", ""),
			PageDown: keys.Bind("pgdown", "", ""),
		},
		Do:    keys.Bind("enter", "enter", "do it"),
		Leave: keys.Bind("esc", "esc", "leave"),
		Rub:   keys.Bind("backspace", "", ""),
	}
}

func newCommandField(s *page.Context, all []page.Command) *commandField {
	all = slices.DeleteFunc(all, func(c page.Command) bool { return c.Run == nil && !c.Key.Enabled() })
	p := &commandField{Context: s, keys: newCommandKeys(), in: field.NewInput(&s.Look, "", 60), all: all}
	p.in.Room = func() int { return p.inputRoom(p.count()) }
	p.find()
	return p
}

// Focus gives the keys to what is typed.
func (p *commandField) Focus() tea.Cmd { return p.in.Focus() }

// SaveWords has nothing to save.
func (p *commandField) SaveWords() tea.Cmd { return nil }

// Height is the number of lines that the prompt takes: half of the screen, whatever is found.
func (p *commandField) Height() int { return max(4, min(p.Look.Height/2, len(p.all)+2)) }

// layout is where the commands stand, counted from the prompt's first line.
func (p *commandField) layout() list.Layout {
	return list.Layout{Items: list.Each(len(p.found)), Top: 1, Room: p.Height() - 2}
}

// String and Len make the commands a [fuzzy.Source].
func (p *commandField) String(i int) string { return p.all[i].Says }

// Len is the number of commands.
func (p *commandField) Len() int { return len(p.all) }

// find looks for what is typed. Nothing typed finds all. Words of a command that begin with the
// words that were typed come first, then other names of it; letters that only come one after
// another count where nothing else does.
func (p *commandField) find() {
	p.rows = list.List{}
	words := strings.Fields(spelling.Fold(p.in.Value()))
	p.found = p.found[:0]
	for _, names := range []func(page.Command) string{func(c page.Command) string { return c.Says }, func(c page.Command) string { return c.Says + " " + c.Also }} {
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
	if press, ok := msg.(keys.Press); ok {
		switch k := p.keys; {
		case p.rows.Press(press, k.Keys, p.layout()):
			return nil
		case press.Is(k.Leave), press.Is(k.Rub) && p.in.Value() == "": // as in an editor's command line
			p.Prompt = nil
			return nil
		case press.Is(k.Do):
			return p.choose(p.rows.Cursor)
		}
	}
	before := p.in.Value()
	cmd := p.in.Update(msg)
	if p.in.Value() != before {
		p.find()
	}
	return cmd
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

// Click does the command that is drawn there.
func (p *commandField) Click(x, y int) { p.choose(p.rows.ItemAt(x, y, p.layout())) }

// count says which of the commands that were found is chosen.
func (p *commandField) count() string {
	if len(p.found) == 0 {
		return ""
	}
	return strconv.Itoa(p.rows.Cursor+1) + " of " + strconv.Itoa(len(p.found))
}

// inputRoom is how many cells what is typed has before the count.
func (p *commandField) inputRoom(count string) int { return p.Width - 6 - theme.Width(count) }

// Foot draws what is typed, the commands and the key line.
func (p *commandField) Foot() []string {
	s := p.Styles
	count := p.count()
	head := theme.NewLine(p.Width).Put(s.Muted, " : ").Styled(p.in.Draw(&p.Look, p.inputRoom(count)))
	lines := []string{head.Right(p.Width-1, s.Muted, count).String()}
	rows, o := p.rows, p.layout()
	rows.Follow(o) // prompts are not told of another size
	from, to := rows.Shown(o)
	for i := from; i < to; i++ {
		lines = append(lines, p.line(p.found[i], i == rows.Cursor))
	}
	if len(p.found) == 0 {
		lines = append(lines, theme.NewLine(p.Width).Put(s.Muted, theme.Cut(` Nothing is called "`+spelling.CleanLine(p.in.Value())+`". esc leaves.`, p.Width-1)).String())
	}
	for len(lines) <= o.Room {
		lines = append(lines, "")
	}
	return append(lines, keys.HintLine(&p.Look, p.Hints()))
}

// line is one command: the letters that were typed in it stand out, its key is at the right.
func (p *commandField) line(m fuzzy.Match, chosen bool) string {
	c, s := p.all[m.Index], p.Styles
	l := theme.NewLine(p.Width)
	style, hit := s.Plain, s.Strong
	if chosen {
		l.Put(s.Strong, p.Glyphs.Cursor)
		style = s.Bold
	}
	keys := p.Glyphs.Arrows(c.Shown())
	l.To(2)
	text := theme.Cut(spelling.CleanLine(c.Says), p.Width-5-theme.Width(keys))
	for i, r := range text {
		if slices.Contains(m.MatchedIndexes, i) {
			l.Put(hit, string(r))
		} else {
			l.Put(style, string(r))
		}
	}
	if keys != "" {
		l.Right(p.Width-1, s.Muted, keys)
	}
	return l.String()
}

// Hints are the key line.
func (p *commandField) Hints() []keys.Hint {
	k := p.keys
	return []keys.Hint{keys.HintOf(k.Do, ""), keys.HintOfTwo(k.Up, k.Down, ""), {Keys: "type", Says: "to find"}, keys.HintOf(k.Leave, "")}
}
