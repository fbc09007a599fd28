package ui

import (
	"slices"

	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/boundaries"
	"selfcare/internal/ui/page/importpage"
	"selfcare/internal/ui/page/journalpage"
	"selfcare/internal/ui/page/today"
	"selfcare/internal/ui/page/trends"
	"selfcare/internal/ui/page/welcome"

	tea "charm.land/bubbletea/v2"
)

// The smallest terminal that a screen fits in.
const (
	minWidth  = 30
	minHeight = 8
)

// App is the root model.
type App struct {
	session  *session
	keys     page.GlobalKeys
	today    *today.Page
	trends   *trends.Page
	journal  *journalpage.Page
	places   [4]page.Screen // by their index
	at       int            // the place that is shown
	quitting bool           // waits for the queue to drain
	quiet    bool           // the message that came changes nothing that is drawn
	frame    frame
}

// frame is what was drawn last.
type frame struct {
	content string
	stale   bool // something of it may have changed
}

// New is the app, with Today open.
func New(o Options) *App {
	s := newSession(o)
	a := &App{session: s, keys: page.NewGlobalKeys(), today: today.New(s.Context), trends: trends.New(s.Context), journal: journalpage.New(s.Context)}
	a.places = [4]page.Screen{page.PlaceToday: a.today, page.PlaceTrends: a.trends, page.PlaceBoundaries: boundaries.New(s.Context), page.PlaceJournal: a.journal}
	return a
}

// Unsaved is what could not be written, in its order. Drain tries it once more when the
// program has ended.
func (a *App) Unsaved() []Unsaved { return a.session.queue.unsaved() }

// Habits are the habits as they are held in memory, to name the changes by.
func (a *App) Habits() habits.List { return a.session.Book.List() }

// Drain writes what is queued still, and returns why it could not.
func (a *App) Drain() error { return a.session.queue.drain() }

// Init takes the book that was read while the program started, or asks for it, and
// asks for the background colour without waiting for the answer.
func (a *App) Init() tea.Cmd {
	s := a.session
	first := load(s.opts.Store, s.Today-page.StripDays+1, 0)
	if ready := s.opts.First; ready != nil {
		first = func() tea.Msg {
			f := <-ready
			return loadedMsg{f.Book, f.Err, f.Late, f.Said}
		}
	}
	s.queue.busy = true
	return tea.Batch(first, tea.RequestBackgroundColor, hangup(s.opts.Hangup))
}

// hungUpMsg says that the terminal is gone.
type hungUpMsg struct{}

func hangup(c <-chan struct{}) tea.Cmd {
	if c == nil {
		return nil
	}
	return func() tea.Msg {
		<-c
		return hungUpMsg{}
	}
}

// Update hands a message to whom it is for, and grants what the screens then wish.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	s := a.session
	prompt := s.Prompt
	cmd := a.dispatch(msg)
	for len(s.Requests) > 0 {
		request := s.Requests[0]
		s.Requests = s.Requests[1:]
		cmd = tea.Batch(cmd, a.grant(request))
	}
	if s.Prompt != prompt {
		a.today.Scroll() // it takes room from the list, or gives it back
	}
	a.frame.stale = a.frame.stale || !a.quiet
	a.quiet = false
	s.note()
	return a, cmd
}

// dispatch hands a message to whom it is for.
func (a *App) dispatch(msg tea.Msg) tea.Cmd {
	for _, take := range []func(tea.Msg) (tea.Cmd, bool){a.onTerminal, a.onInput, a.onStore, a.onSettings, a.onDamage} {
		if cmd, ok := take(msg); ok {
			return cmd
		}
	}
	return a.tellAll(msg)
}

// onTerminal takes what the terminal says of itself.
func (a *App) onTerminal(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	s := a.session
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.Width, s.Height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		s.setBackground(msg.Color)
	case tea.ColorProfileMsg:
		s.Profile = msg.Profile
		s.restyle()
	case hungUpMsg:
		a.saveWords()
		return tea.Quit, true
	default:
		return nil, false
	}
	return a.broadcast(msg), true
}

// onInput takes keys, the mouse and pastes.
func (a *App) onInput(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.press(keys.Of(msg)), true
	case tea.MouseClickMsg:
		return a.click(msg), true
	case tea.MouseWheelMsg:
		if s := a.session; s.tooSmall() || s.fatal != nil || s.Prompt != nil {
			return nil, true
		}
		return a.top().Update(msg), true
	case tea.PasteMsg:
		return a.typed(msg), true
	}
	return nil, false
}

// onStore takes what the store answered, and what follows from it.
func (a *App) onStore(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	s := a.session
	switch msg := msg.(type) {
	case loadedMsg:
		return a.loaded(msg), true
	case wroteMsg:
		return a.wrote(msg), true
	case retryMsg:
		return s.queue.waited(), true
	case lookedMsg:
		return a.looked(), true
	case sumMsg:
		return s.sum(), true
	case summedMsg:
		return tea.Batch(s.summed(msg), a.broadcast(page.BookMsg{}), a.refreshTrends()), true
	case page.BookMsg:
		return tea.Batch(a.broadcast(msg), a.refreshJournal()), true
	case importpage.ImportedMsg:
		return a.onImported(msg), true
	}
	return nil, false
}

// onSettings takes settings that were read anew, and the answer about one that was saved.
func (a *App) onSettings(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	switch msg := msg.(type) {
	case rereadMsg:
		a.session.onSettings(msg.settings)
		return nil, true
	case savedMsg:
		return a.session.onSaved(msg), true
	}
	return nil, false
}

// onDamage takes the answers about a damaged record.
func (a *App) onDamage(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	s := a.session
	switch msg := msg.(type) {
	case restoredMsg:
		if s.damage == nil { // what is there now was read before the answer came
			s.sayRestored(msg)
			return nil, true
		}
	case surveyedMsg, backupMsg:
		if s.damage == nil {
			return nil, true
		}
	default:
		return nil, false
	}
	return s.damage.update(msg), true
}

func (a *App) top() page.Screen {
	if n := len(a.session.Pages); n > 0 {
		return a.session.Pages[n-1]
	}
	return a.places[a.at]
}

// typing reports whether a field takes the keys.
func (a *App) typing() bool { return a.session.Prompt != nil || a.top().Typing() }

// typed hands what is typed, or a paste, or a blink, to the field that is open.
func (a *App) typed(msg tea.Msg) tea.Cmd {
	if d := a.session.Prompt; d != nil {
		return d.Update(msg)
	}
	return a.top().Update(msg)
}

// saveWords queues the words that are being typed, on every page that is open.
func (a *App) saveWords() tea.Cmd {
	var cmds []tea.Cmd
	if d := a.session.Prompt; d != nil {
		cmds = append(cmds, d.SaveWords())
	}
	for _, page := range a.session.Pages {
		cmds = append(cmds, page.SaveWords())
	}
	return tea.Batch(append(cmds, a.places[a.at].SaveWords())...)
}

// tellAll hands a message that is not the app's to the open prompt and to every screen: whoever
// asked for it knows it, and the others ignore it.
func (a *App) tellAll(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	if d := a.session.Prompt; d != nil {
		cmd = d.Update(msg)
	}
	return tea.Batch(cmd, a.broadcast(msg))
}

// broadcast hands a fact to every screen.
func (a *App) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, sc := range slices.Concat(a.places[:], a.session.Pages) {
		cmds = append(cmds, sc.Update(msg))
	}
	return tea.Batch(cmds...)
}

// goTo shows a place.
func (a *App) goTo(i int) tea.Cmd {
	from := a.at
	a.session.Message = page.Message{}
	a.at = i
	switch i {
	case page.PlaceToday:
		if s := a.session; s.Loaded && !s.Empty && len(s.Book.Rows)+len(s.Book.Boundaries)+len(s.Book.Moods) == 0 {
			return s.Push(welcome.New(s.Context))
		}
	case page.PlaceTrends:
		var row ident.ID
		if from == page.PlaceToday {
			row = a.today.Cursor
		}
		return a.trends.Open(row)
	case page.PlaceJournal:
		return a.journal.Refresh()
	}
	return nil
}

// refreshTrends reads the shown life anew, where it is to be seen.
func (a *App) refreshTrends() tea.Cmd {
	if a.at == page.PlaceTrends {
		return a.trends.Refresh()
	}
	return nil
}

// refreshJournal reads the journal anew, where it is to be seen.
func (a *App) refreshJournal() tea.Cmd {
	if a.at == page.PlaceJournal {
		return a.journal.Refresh()
	}
	return nil
}

// showDay goes to a day on Today.
func (a *App) showDay(r page.GoToDay) tea.Cmd {
	cmd := a.goTo(page.PlaceToday)
	if r.Habit != "" {
		a.today.Cursor = r.Habit
	}
	cmd = tea.Batch(cmd, a.today.GoTo(r.Day))
	if r.Say != "" {
		a.session.Say(r.Say)
	}
	return cmd
}

// quit ends the program when the queue is empty. While it cannot be emptied the
// page that says so opens instead.
func (a *App) quit() tea.Cmd {
	s := a.session
	switch {
	case s.queue.failure != nil:
		return s.Push(newUnsaved(s))
	case len(s.queue.jobs) == 0:
		return tea.Quit
	}
	a.quitting = true
	return nil
}

func (a *App) loaded(msg loadedMsg) tea.Cmd {
	first := !a.session.Loaded
	a.session.onLoaded(msg)
	if s := a.session; s.isRecoverable(s.fatal) {
		s.damage = newDamaged(s)
		return tea.Batch(s.damage.look(), s.lookOn())
	}
	cmd := tea.Batch(a.session.next(), a.broadcast(page.BookMsg{}), a.refreshJournal())
	if first {
		return tea.Batch(cmd, a.session.lookOn(), a.session.sumSoon())
	}
	return tea.Batch(cmd, a.session.sumOutdated())
}

// step takes back, or does again.
func (a *App) step(st step) tea.Cmd {
	cmd, shown := a.session.queueStep(st)
	if shown == nil {
		return cmd
	}
	a.journal.OnStep(*shown)
	return tea.Batch(cmd, a.broadcast(page.BookMsg{}))
}

func (a *App) wrote(msg wroteMsg) tea.Cmd {
	cmd, same := a.session.wroteQuietly(msg)
	a.quiet = same && a.at == page.PlaceToday && len(a.session.Pages) == 0 && a.session.Prompt == nil
	switch { // what else was written is followed by a new book
	case msg.err == nil && msg.job.step == apply:
		cmd = tea.Batch(cmd, a.session.sum(touched(msg.job.change)...))
	case msg.err == nil && msg.job.shown:
		cmd = tea.Batch(cmd, a.session.sum(touched(msg.receipt.Done)...))
	}
	if a.quitting && a.session.queue.failure != nil {
		a.quitting = false
		return tea.Batch(cmd, a.session.Push(newUnsaved(a.session)))
	}
	if a.quitting && len(a.session.queue.jobs) == 0 {
		if typed := a.saveWords(); typed != nil { // meanwhile
			return tea.Batch(cmd, typed)
		}
		return tea.Quit
	}
	return tea.Batch(cmd, a.broadcast(page.BookMsg{}), a.refreshJournal())
}

// looked takes in that time, or someone else, went on.
func (a *App) looked() tea.Cmd {
	s := a.session
	var cmds []tea.Cmd
	changed, day := s.lookAtClock()
	if changed {
		cmds = append(cmds, a.broadcast(page.BookMsg{}))
	}
	if day {
		cmds = append(cmds, s.sum())
		if !a.typing() {
			cmds = append(cmds, a.today.WelcomeBack())
		}
	}
	seen := s.Book.Stamp
	if s.damage != nil {
		seen = s.damage.stamp
	}
	if stamp := s.opts.Store.Stamp(); stamp != seen && !s.queue.busy {
		s.reload()
		cmds = append(cmds, s.next())
	}
	return tea.Batch(append(cmds, s.look())...)
}
