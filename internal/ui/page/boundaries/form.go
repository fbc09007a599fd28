package boundaries

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/form"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
)

// Form is the page on which a boundary is set up or edited, in one's own words, of
// which only the name is needed. Leaving it keeps the words.
type Form struct {
	*page.Context
	form.Form
	keys   formKeys
	stage  boundaryFormStage
	was    *boundary.Boundary // what is edited, or nil
	Chosen int                // which of setUpKinds
	opened time.Time
	done   bool
}

// boundaryFormStage is a part of the page.
type boundaryFormStage int

const (
	whichKind boundaryFormStage = iota
	onSafety
	inWords
)

// formKeys are the keys before the words, and what writes them.
type formKeys struct {
	list.Keys
	Number, Choose, Close, GoOn, Save, Help key.Binding
}

func newFormKeys() formKeys {
	return formKeys{
		Keys:   list.Keys{Up: keys.Bind("up k shift+tab", "↑ ↓", "move"), Down: keys.Bind("down j tab", "", "")},
		Number: keys.Bind("1 2 3 4", "", ""),
		Choose: keys.Bind("enter space", "enter", "choose"),
		GoOn:   keys.Bind("enter space", "enter", "go on"),
		Close:  keys.Bind("esc q", "esc", "leave"),
		Save:   keys.Bind("ctrl+s", "", ""), // some terminals keep it to themselves; the button does the same
		Help:   keys.Bind("H", "H", "help lines"),
	}
}

// boundaryKind is a sort of boundary to begin with.
type boundaryKind struct{ says, title, name, plan string }

// setUpKinds are the sorts that are offered.
var setUpKinds = []boundaryKind{
	{"No contact with someone", "No contact", "No contact with ", "When I want to write, I "},
	{"Not looking: profiles, photos, old messages", "Not looking", "Not looking at ", "When I want to look, I "},
	{"A limit: work after eight, visits unannounced", "A limit", "", ""},
	{"In my own words", "A boundary", "", ""},
}

// purpose is said before a boundary is set up.
const purpose = "A boundary makes room for you. It is not there to make someone react."

// newBoundaryForm is the page for a new boundary, or for one that is edited.
func newBoundaryForm(s *page.Context, was *boundary.Boundary) *Form {
	u := &Form{Context: s, Form: form.New(&s.Look, form.Form{Label: 21}), keys: newFormKeys(), opened: s.Now()}
	var b boundary.Boundary
	since := s.Now().Format("2 Jan 15:04")
	if was != nil {
		b = *was
		u.was = &b
		u.stage = inWords
		since = s.ShortTime(b.Since)
	}
	name := form.Line(&s.Look, "name", "name", b.Name, spelling.MaxName)
	name.About = "What it is called. Only this is needed."
	when := form.Line(&s.Look, "since", "since", since, 40)
	when.About = "When it began: 30 Oct 21:40, yesterday 22:00, 21:40."
	when.Reading = u.reading
	field := func(name, label, about string, gap bool, lines ...string) *form.Field {
		x := form.TextArea(&s.Look, name, label, strings.Join(lines, "\n"))
		x.About, x.Gap = about, gap
		return x
	}
	button := &form.Field{Name: "set", Button: "set it", Gap: true}
	if was != nil {
		button.Button = "save it"
	}
	u.Fields = []*form.Field{
		name, when,
		field("why", "why", "What it is good for, a reason a line. It is shown in an urge.", true, b.Why...),
		field("plan", "plan", "When ..., I will ...", true, b.Plan),
		field("okay", "I'm okay with", "What may be, one thing a line.", true, b.Okay...),
		field("not-okay", "I'm not okay with", "What may not be, one thing a line.", false, b.NotOkay...),
		field("said", "what I said", "The short, clear message that told them.", true, b.Said),
		button,
	}
	if kept := s.Book.Drafts[u.asideKey()]; kept != "" {
		kind, words, _ := strings.Cut(kept, "\n")
		u.Chosen = max(0, slices.IndexFunc(setUpKinds, func(k boundaryKind) bool { return k.title == kind }))
		u.Fill(words)
		u.stage = inWords
		s.Message = page.Message{} // that they are kept
	}
	name.TakeFocus()
	u.Fit(u.room())
	return u
}

func (u *Form) asideKey() string {
	if u.was == nil {
		return page.DraftBoundary
	}
	return page.DraftBoundary + string(u.was.ID)
}

// since is when the boundary began, as the page says: what was not edited keeps its
// second.
func (u *Form) since() (time.Time, error) {
	text := u.Named("since").Value()
	switch {
	case u.was != nil && text == u.ShortTime(u.was.Since):
		return u.was.Since, nil
	case u.was == nil && text == u.opened.Format("2 Jan 15:04"):
		return u.opened, nil
	}
	return quickadd.ParseTime(text, u.Now(), u.Preferences())
}

func (u *Form) reading(string) (string, bool) {
	at, err := u.since()
	if err != nil {
		return phrase.Sentence(err), true
	}
	return u.LongTime(at), false
}

// Typing reports whether letters are typed.
func (u *Form) Typing() bool { return u.stage == inWords && u.Form.Typing() }

// SaveWords keeps the words for the next time, where there are any of one's own.
func (u *Form) SaveWords() tea.Cmd {
	switch {
	case u.done || u.stage != inWords:
		return nil
	case !u.hasWords():
		return u.DropDraft(u.asideKey())
	}
	return u.SaveDraft(u.asideKey(), setUpKinds[u.Chosen].title+"\n"+u.Values())
}

// hasWords reports whether something is typed that is not there anyhow.
func (u *Form) hasWords() bool {
	b, _ := u.boundary()
	if u.was != nil {
		typed, _ := u.typed(*u.was)
		return !sameWords(typed, *u.was)
	}
	return b.Name != "" || b.Plan != "" || len(b.Why)+len(b.Okay)+len(b.NotOkay) > 0 || b.Said != ""
}

func sameWords(a, b boundary.Boundary) bool {
	join := func(x boundary.Boundary) string {
		return strings.Join([]string{
			x.Name, x.Since.UTC().Format(time.RFC3339), strings.Join(x.Why, "\n"), x.Plan, strings.Join(x.Okay, "\n"), strings.Join(x.NotOkay, "\n"), x.Said,
		}, "\x00")
	}
	return join(a) == join(b)
}

// boundary is what the page says, or why it cannot be.
func (u *Form) boundary() (boundary.Boundary, error) {
	b := boundary.Boundary{ID: ident.New(), Position: u.Book.Boundaries.Next()}
	if u.was != nil {
		b = *u.was
		if now := u.Book.Boundaries.Find(b.ID); now != nil {
			b = *now // another window may have edited it
		}
	}
	b, err := u.typed(b)
	if err != nil {
		return b, err
	}
	return b, u.Book.Boundaries.Check(b)
}

// typed is a boundary with what is typed: of one that is edited only what is another
// than when the page was opened, as another window may have edited the rest.
func (u *Form) typed(b boundary.Boundary) (boundary.Boundary, error) {
	var was boundary.Boundary
	if u.was != nil {
		was = *u.was
	}
	text := func(field string, was string, is *string) {
		if v := u.Named(field).Value(); u.was == nil || v != was {
			*is = v
		}
	}
	lines := func(field string, was []string, is *[]string) {
		if v := u.Named(field).Lines(); u.was == nil || !slices.Equal(v, was) {
			*is = v
		}
	}
	text("name", was.Name, &b.Name)
	b.Name = spelling.NameOf(b.Name)
	lines("why", was.Why, &b.Why)
	lines("okay", was.Okay, &b.Okay)
	lines("not-okay", was.NotOkay, &b.NotOkay)
	text("plan", was.Plan, &b.Plan)
	text("said", was.Said, &b.Said)
	if k := setUpKinds[u.Chosen]; u.was == nil { // what a page begins with is not finished
		if b.Plan == strings.TrimSpace(k.plan) {
			b.Plan = ""
		}
		if b.Name == spelling.NameOf(k.name) {
			b.Name = ""
		}
	}
	since, err := u.since()
	if err == nil && !calendar.Second(since).Equal(was.Since) {
		b.Since = calendar.Second(since)
	}
	return b, err
}

// Update takes a press, a paste, the mouse, or a fact.
func (u *Form) Update(msg tea.Msg) tea.Cmd {
	cmd := u.update(msg)
	u.Fit(u.room())
	return cmd
}

func (u *Form) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case keys.Press:
		switch u.stage {
		case whichKind:
			return u.pressKind(msg)
		case onSafety:
			return u.pressSafety(msg)
		}
		return u.pressWords(msg)
	case tea.MouseClickMsg:
		return u.clicked(msg.Mouse())
	case tea.MouseWheelMsg, page.BookMsg, page.WroteHabitMsg, tea.WindowSizeMsg:
		return nil
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		u.SetStyle()
		return nil
	}
	if u.stage == inWords {
		return u.UpdateField(msg)
	}
	return nil
}

func (u *Form) pressKind(p keys.Press) tea.Cmd {
	k, kinds := u.keys, list.List{Cursor: u.Chosen}
	switch {
	case kinds.Press(p, k.Keys, u.kindLayout()):
		u.Chosen = kinds.Cursor
	case p.Is(k.Number):
		u.Chosen = int(p.Name[0] - '1')
		return u.choose()
	case p.Is(k.Choose):
		return u.choose()
	case p.Is(k.Close):
		return u.Close(u)
	}
	return nil
}

// kindLayout is where the sorts stand.
func (u *Form) kindLayout() list.Layout {
	return list.Layout{Items: list.Each(len(setUpKinds)), Top: 2, Room: len(setUpKinds)}
}

// choose goes on with the sort that is chosen.
func (u *Form) choose() tea.Cmd {
	k := setUpKinds[u.Chosen]
	u.Named("name").In.SetValue(k.name)
	u.Named("name").In.CursorEnd()
	u.Named("plan").TextArea.SetValue(k.plan)
	u.Named("plan").TextArea.MoveToEnd()
	u.stage = inWords
	if u.Chosen == 0 && u.Book.Drafts[page.SafetyRead] == "" {
		u.stage = onSafety
	}
	return nil
}

func (u *Form) pressSafety(p keys.Press) tea.Cmd {
	switch {
	case p.Is(u.keys.Close):
		return u.Close(u)
	case p.Is(u.keys.GoOn):
		u.stage = inWords
		return u.SaveDraft(page.SafetyRead, "1")
	}
	return nil
}

func (u *Form) pressWords(p keys.Press) tea.Cmd {
	if u.Leaves(p) {
		u.Message = page.Message{}
		if u.hasWords() {
			u.Say("Not set. The words are kept: " + u.opener() + " brings them back.")
		}
		return tea.Sequence(u.Close(u), u.SaveWords())
	}
	if p.Is(u.keys.Save) {
		return u.write()
	}
	u.Message = page.Message{}
	cmd, submit := u.PressField(p)
	if submit {
		return u.write()
	}
	return cmd
}

func (u *Form) opener() string {
	if u.was == nil {
		return "N"
	}
	return "e"
}

// write sets the boundary.
func (u *Form) write() tea.Cmd {
	b, err := u.boundary()
	if err != nil {
		u.SayError(err)
		return nil
	}
	if u.was != nil && !u.hasWords() {
		u.done = true
		return u.Close(u)
	}
	c := record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Was: u.was, Is: &b}}, Drafts: []record.Draft{{Key: u.asideKey()}}}
	cmd, ok := u.Do(c)
	if !ok {
		return nil
	}
	u.done = true
	if u.was == nil {
		u.SayUndo(b.Name + " is set. u is there when it is hard.")
	} else {
		u.SayUndo(phrase.UpperFirst(phrase.Change(c, nil, u.Today)) + ".")
	}
	return tea.Sequence(u.Close(u), func() tea.Msg { return page.WroteBoundaryMsg{ID: b.ID} }, cmd)
}
