package boundaries

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// room is how many lines the form has.
func (u *Form) room() int { return max(3, u.Height-4) }

func (u *Form) clicked(m tea.Mouse) tea.Cmd {
	switch u.stage {
	case whichKind:
		if i := new(list.List).ItemAt(m.X, m.Y, u.kindLayout()); i != list.None {
			u.Chosen = i
			return u.choose()
		}
	case inWords:
		cmd, submit := u.ClickField(m.X, m.Y-2, u.room())
		if submit {
			return u.write()
		}
		return cmd
	}
	return nil
}

// View draws the page.
func (u *Form) View() []string {
	p := sheet.New(&u.Look)
	switch u.stage {
	case whichKind:
		p.Text(u.Styles.Plain, purpose)
		p.Lines = append(p.Lines[:1:1], "")
		if u.Width < theme.Width(purpose)+2 {
			p.Lines[0] = theme.NewLine(u.Width).Put(u.Styles.Plain, theme.Cut(" A boundary makes room for you.", u.Width-1)).String()
		}
		for i, k := range setUpKinds {
			l, style := theme.NewLine(u.Width), u.Styles.Plain
			if i == u.Chosen {
				l.Put(u.Styles.Strong, u.Glyphs.Cursor)
				style = u.Styles.Bold
			}
			p.Add(l.To(2).Put(style, theme.Cut(k.says, u.Width-3)))
		}
		return p.End(u.MessageLine(), u.Hints())
	case onSafety:
		for _, text := range page.Safety {
			p.Text(u.Styles.Plain, text)
		}
		return p.End(u.MessageLine(), u.Hints())
	}
	title := setUpKinds[u.Chosen].title
	if u.was != nil {
		title = spelling.CleanLine(u.was.Name)
	}
	p.Title(title, "only the name is needed")
	p.Lines = append(p.Lines, "")
	p.Lines = append(p.Lines, u.ViewFields(u.room())...)
	message := u.MessageLine()
	if message == "" && u.At().About != "" {
		message = theme.NewLine(u.Width).Put(u.Styles.Muted, theme.Cut(" "+u.At().About, u.Width-1)).String()
	}
	return p.End(message, u.Hints())
}

// Hints are the key line.
func (u *Form) Hints() []keys.Hint {
	k := u.keys
	switch u.stage {
	case whichKind:
		return []keys.Hint{keys.HintOf(k.Choose, ""), keys.HintOfTwo(k.Up, k.Down, ""), keys.HintOf(k.Help, ""), keys.HintOf(k.Close, "")}
	case onSafety:
		return []keys.Hint{keys.HintOf(k.GoOn, ""), keys.HintOf(k.Help, ""), keys.HintOf(k.Close, "")}
	}
	f := u.Bindings
	says := f.Enter.Help().Desc
	switch at := u.At(); {
	case at.Button != "":
		says = at.Button
	case at.TextArea != nil:
		says = u.EnterSays()
	}
	return []keys.Hint{keys.HintOf(f.Enter, says), keys.HintOf(f.Next, ""), keys.HintOf(f.Leave, u.DraftSays("leave"))}
}

// Keys are the page's bindings for help.
func (u *Form) Keys() []page.Group {
	k, f := u.keys, u.Bindings
	f.Enter.SetHelp("enter", "next, choose")
	f.Next.SetHelp("tab", "next field")
	f.Leave.SetHelp("esc", "leave, words are kept")
	return []page.Group{{Title: "this page", Bindings: []key.Binding{f.Enter, f.Next, k.Help, f.Leave}}}
}
