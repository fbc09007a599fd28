package ui

import (
	"slices"
	"strconv"
	"strings"

	"selfcare/internal/calendar"
	"selfcare/internal/phrase"
	"selfcare/internal/ui/component/sheet"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// damaged is the page of a record that does not read as it was written: what can be brought
// back of it, and what to do.
type damaged struct {
	*session
	survey   *RecoveryReport // nil until it is made
	failure  error           // why something that was asked for was not done
	cursor   int
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

// newDamaged is the page for the error of the session.
func newDamaged(s *session) *damaged {
	d := &damaged{session: s, busy: true, stamp: s.opts.Store.Stamp()}
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
	d.cursor = 0
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
		if i := msg.Y - d.choicesAt(); i >= 0 && i < len(d.choices) {
			d.cursor = i
			return d.enter()
		}
	case keys.Press:
		return d.press(msg)
	}
	return nil
}

func (d *damaged) press(p keys.Press) tea.Cmd {
	switch p.Name {
	case "up", "k", "shift+tab":
		d.cursor = max(0, d.cursor-1)
	case "down", "j", "tab":
		d.cursor = min(len(d.choices)-1, d.cursor+1)
	case "enter":
		if !p.Repeat {
			return d.enter()
		}
	case "?", "f1":
		d.explains = !d.explains
	case "esc":
		d.explains = false
	case "q":
		return tea.Quit
	}
	return nil
}

// enter does what is chosen; while something is under way only quitting is possible.
func (d *damaged) enter() tea.Cmd {
	if d.busy && d.cursor < len(d.choices)-1 {
		return nil
	}
	return d.choices[d.cursor].do(d)
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

func (d *damaged) choicesAt() int { return len(d.head().Lines) }

// view draws the page.
func (d *damaged) view() []string {
	p := d.head()
	for i, c := range d.choices {
		l, ink := theme.NewLine(d.Width), d.Styles.Plain
		if i == d.cursor {
			l.Put(d.Styles.Strong, d.Glyphs.Cursor)
			ink = d.Styles.Bold
		}
		p.Add(l.To(2).Put(ink, theme.Cut(c.text, d.Width-3)))
	}
	message := ""
	if d.failure != nil {
		message = theme.NewLine(d.Width).Put(d.Styles.Plain, " "+theme.Cut(phrase.Sentence(d.failure), d.Width-2)).String()
	}
	return p.End(message, d.Hints())
}

// Hints are the key line.
func (d *damaged) Hints() []keys.Hint {
	return []keys.Hint{{Keys: "enter", Says: "do it", Press: "enter"}, {Keys: "↑ ↓", Says: "choose", Press: "down"}, {Keys: "?", Says: "what happened", Press: "?"}}
}
