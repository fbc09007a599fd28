package ui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/ui/component/list"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"
)

// damaged is the page of a record that does not read as it was written: what can be brought
// back of it, and what to do.
type damaged struct {
	*session
	survey   *RecoveryReport // nil until it is made
	failure  error           // why something that was asked for was not done
	keys     damagedKeys
	rows     list.List // of the choices
	choices  []damagedChoice
	explains bool // what happened is shown
	busy     bool
	stamp    string // of the store, when it could not be read
}

// damagedChoice is one thing to do.
type damagedChoice struct {
	text string
	do   func(*damaged) tea.Cmd
}

// These are the facts that the page's commands answer with.
type (
	surveyedMsg struct {
		survey RecoveryReport
		err    error
	}
	restoredMsg struct {
		said string
		err  error
	}
	backupMsg struct {
		store Store
		err   error
	}
)

// damagedKeys are the keys of the page.
type damagedKeys struct {
	list.Keys
	Do, Explain, Back, Quit key.Binding
}

func newDamagedKeys() damagedKeys {
	return damagedKeys{
		Keys:    list.Keys{Up: keys.Bind("up k shift+tab", "↑ ↓", "choose"), Down: keys.Bind("down j tab", "", "")},
		Do:      keys.Bind("enter", "enter", "do it"),
		Explain: keys.Bind("?", "?", "what happened"),
		Back:    keys.Bind("esc", "", ""),
		Quit:    keys.Bind("q", "", ""),
	}
}

// newDamaged is the page for the error of the session.
func newDamaged(s *session) *damaged {
	d := &damaged{session: s, keys: newDamagedKeys(), busy: true, stamp: s.opts.Store.Stamp()}
	d.choose()
	return d
}

// look asks what can be brought back.
func (d *damaged) look() tea.Cmd {
	mender := d.opts.Recoverer
	return func() tea.Msg {
		survey, err := mender.Report()
		return surveyedMsg{survey, err}
	}
}

// choose sets what there is to do.
func (d *damaged) choose() {
	quit := damagedChoice{"quit (later: selfcare restore)", func(*damaged) tea.Cmd { return tea.Quit }}
	d.choices = nil
	if v := d.survey; v != nil {
		back := damagedChoice{do: (*damaged).restore}
		switch {
		case v.Made != nil && v.Changes > 0:
			back.text = "restore both, keep the damaged file beside it"
		case v.Made != nil:
			back.text = "restore it, keep the damaged file beside it"
		case v.Changes > 0:
			back.text = "bring them back, keep the damaged file beside it"
		default:
			quit.text = "quit (later: selfcare restore FILE)"
		}
		if back.text != "" {
			d.choices = append(d.choices, back)
		}
		if v.Made != nil && len(d.queue.jobs) == 0 { // what waits is for the record
			d.choices = append(d.choices, damagedChoice{"look at the backup, change nothing", (*damaged).visit})
		}
	}
	d.choices = append(d.choices, quit)
	d.rows = list.List{}
}

func (d *damaged) restore() tea.Cmd {
	d.busy, d.failure = true, nil
	mender := d.opts.Recoverer
	return func() tea.Msg {
		said, err := mender.Restore()
		return restoredMsg{said, err}
	}
}

func (d *damaged) visit() tea.Cmd {
	d.busy, d.failure = true, nil
	mender := d.opts.Recoverer
	return func() tea.Msg {
		store, err := mender.Backup()
		return backupMsg{store, err}
	}
}

// update takes a press, a click, or a fact.
func (d *damaged) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case surveyedMsg:
		d.busy = false
		if d.failure = msg.err; msg.err == nil {
			d.survey = &msg.survey
			d.choose()
		}
	case restoredMsg:
		return d.restored(msg)
	case backupMsg:
		return d.visited(msg)
	case tea.MouseClickMsg:
		if i := d.rows.ItemAt(msg.X, msg.Y, d.layout()); i != list.None {
			d.rows.Choose(i, d.layout())
			return d.enter()
		}
	case keys.Press:
		return d.press(msg)
	}
	return nil
}

func (d *damaged) press(p keys.Press) tea.Cmd {
	k := d.keys
	switch {
	case d.rows.Press(p, k.Keys, d.layout()):
	case p.Is(k.Do) && !p.Repeat:
		return d.enter()
	case p.Is(k.Explain):
		d.explains = !d.explains
	case p.Is(k.Back):
		d.explains = false
	case p.Is(k.Quit):
		return tea.Quit
	}
	return nil
}

// enter does what is chosen; while something is under way only quitting is possible.
func (d *damaged) enter() tea.Cmd {
	if d.busy && d.rows.Cursor < len(d.choices)-1 {
		return nil
	}
	return d.choices[d.rows.Cursor].do(d)
}

// restored reads what was restored, or tells why nothing was.
func (d *damaged) restored(msg restoredMsg) tea.Cmd {
	d.busy, d.failure = false, msg.err
	if msg.err != nil {
		return nil
	}
	d.sayRestored(msg)
	d.reload()
	return d.next()
}

// sayRestored puts on the message line what came back and what did not, or why nothing did.
func (s *session) sayRestored(msg restoredMsg) {
	if msg.err != nil {
		s.SayError(msg.err)
		return
	}
	s.Say(msg.said)
}

// visited shows a backup.
func (d *damaged) visited(msg backupMsg) tea.Cmd {
	d.busy, d.failure = false, msg.err
	if msg.err != nil {
		return nil
	}
	d.opts.Store, d.queue.store = msg.store, msg.store
	d.Say("This is the backup of " + d.made() + ", to look at. Nothing in it is changed.")
	d.reload()
	return d.next()
}

// made is when the backup was made, in words.
func (d *damaged) made() string {
	if d.survey == nil || d.survey.Made == nil {
		return "an earlier time"
	}
	return d.survey.Made.In(d.Now().Location()).Format("Mon 2 Jan ") + d.Preferences().TimeOfDay(d.survey.Made.In(d.Now().Location()))
}

// head is what the page says above its choices, which it leaves room for.
func (d *damaged) head() *sheet.Sheet {
	p := sheet.New(&d.Look)
	p.Text(d.Styles.Bold, "The data file does not read as it was written. It was not touched.")
	p.Blank()
	switch {
	case d.explains:
		p.Text(d.Styles.Plain, phrase.Sentence(d.fatal))
	case d.survey == nil && d.failure == nil:
		p.Text(d.Styles.Muted, "Looking for what can be brought back.")
	case d.survey != nil:
		d.facts(p)
	}
	p.Blank()
	room := max(0, d.Height-2-len(d.choices))
	if len(p.Lines) > room {
		p.Lines = slices.DeleteFunc(p.Lines, func(text string) bool { return strings.TrimSpace(theme.Stripped(text)) == "" })
	}
	p.Lines = p.Lines[:min(len(p.Lines), room)]
	return p
}

// facts are what there is to bring back.
func (d *damaged) facts(p *sheet.Sheet) {
	v := d.survey
	p.Text(d.Styles.Plain, v.File)
	p.Blank()
	backup, since, imported, at := "newest good backup", "written since", "imported since", 22
	if d.Width < 60 {
		backup, since, imported, at = "backup", "since", "imported", 11
	}
	p.Words(backup, d.backup(), 1, at, 2)
	p.Words(since, d.since(), 1, at, 2)
	if v.LostEntries > 0 {
		p.Words(imported, phrase.Count(v.LostEntries, "entry", "entries")+", to be imported again", 1, at, 2)
	}
}

// backup is the newest good backup in words.
func (d *damaged) backup() string {
	v := d.survey
	if v.Made == nil {
		return "none"
	}
	at := v.Made.In(d.Now().Location())
	date := calendar.DateOf(at.Date())
	when := date.Words(d.Today)
	switch calendar.DateOf(d.Now().Date()) - date {
	case 0:
		when = "today"
	case 1:
		when = "yesterday"
	}
	return when + " " + d.Preferences().TimeOfDay(at) + ", " + phrase.Count(v.Habits, "habit", "habits") + ", " + phrase.Count(v.Entries, "entry", "entries")
}

// since is what was changed since the backup, in words.
func (d *damaged) since() string {
	v := d.survey
	switch all := v.Changes + v.Lost; {
	case all == 0:
		return "nothing"
	case v.Changes == 0:
		return phrase.Count(all, "change", "changes") + ", which cannot be read"
	case v.Lost > 0:
		return strconv.Itoa(v.Changes) + " of " + phrase.Count(all, "change", "changes") + " can be read, and come back too"
	case v.Changes == 1:
		return "1 change, readable: it comes back too"
	}
	return phrase.Count(v.Changes, "change", "changes") + ", readable: they come back too"
}

// layout is where the choices stand, below the head.
func (d *damaged) layout() list.Layout {
	n := len(d.choices)
	return list.Layout{Items: list.Each(n), Top: len(d.head().Lines), Room: n}
}

// view draws the page.
func (d *damaged) view() []string {
	p := d.head()
	for i, c := range d.choices {
		l, style := theme.NewLine(d.Width), d.Styles.Plain
		if i == d.rows.Cursor {
			l.Put(d.Styles.Strong, d.Glyphs.Cursor)
			style = d.Styles.Bold
		}
		p.Add(l.To(2).Put(style, theme.Cut(c.text, d.Width-3)))
	}
	message := ""
	if d.failure != nil {
		message = theme.NewLine(d.Width).Put(d.Styles.Plain, " "+theme.Cut(phrase.Sentence(d.failure), d.Width-2)).String()
	}
	return p.End(message, d.Hints())
}

// Hints are the key line.
func (d *damaged) Hints() []keys.Hint {
	k := d.keys
	return []keys.Hint{keys.HintOf(k.Do, ""), keys.HintOfTwo(k.Up, k.Down, ""), keys.HintOf(k.Explain, "")}
}
