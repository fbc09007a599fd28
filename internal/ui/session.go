package ui

import (
	"cmp"
	"image/color"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/settings"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/habitform"
	"selfcare/internal/ui/page/importpage"
	"selfcare/internal/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// lookEvery is how often the store's stamp and the clock are looked at.
const lookEvery = time.Second

// Options are what the program is started with.
type Options struct {
	Store Store
	// Clock tells the time, in the person's own zone.
	Clock func() time.Time
	// First is the book that was read while the program started; it may be nil.
	First <-chan FirstBook
	// Hangup closes or answers when the terminal is gone; it may be nil.
	Hangup <-chan struct{}
	// ASCII draws with plain letters only, unless the settings say otherwise.
	ASCII bool
	// Still leaves out all that moves by itself: blinking, looking at the clock and
	// at the store. Tests need it.
	Still bool
	// RetryAfter is how long what could not be written waits until it is tried again; zero is
	// five seconds.
	RetryAfter time.Duration
	// After returns the command that waits and then answers with a message; nil waits by the
	// system's clock.
	After func(wait time.Duration, then tea.Msg) tea.Cmd
	// Settings are what the person chose. Those without a value are as by default.
	settings.Settings
	// Choose keeps one of them, by its key, for the next start; nil is that nothing can. File is
	// where, as a person would type it.
	Choose func(key string, s settings.Settings) error
	File   string
	// Chosen reads them anew: another window may have chosen, too. It is false where there is
	// nothing that can be read, and may be nil.
	Chosen func() (settings.Settings, bool)
	// Pending is where what could not be written waits for the next start, as a person would
	// type it.
	Pending string
	// Notice is a sentence to begin with, such as what was wrong in the settings.
	Notice string
	// Import brings in what other programs kept; nil is that nothing can.
	Import importpage.Importer
	// Recoverer brings back a record that is damaged; nil is that nothing can.
	Recoverer Recoverer
	// Prompts reads the questions of the journal; it may be nil.
	Prompts func() []string
	// Width and Height are the size of the terminal where it is known beforehand.
	Width, Height int
}

// FirstBook is what reading the store at the start came to.
type FirstBook struct {
	Book *record.Book
	Err  error
	// Late says why what was kept from an earlier time could not be written yet.
	Late error
	// Said are sentences about what was kept, such as what was refused by now.
	Said string
}

// session is what the screens share. It is changed in Update only.
type session struct {
	*page.Context
	opts   Options
	queue  queue
	past   record.Past // what is known of what undo takes back
	looks  bool        // the store and the clock are looked at
	known  atomic.Pointer[known]
	minute int // of the clock, with which runs of boundaries grow

	summing  bool       // a command makes summaries
	sumAll   bool       // all are wanted anew
	sumNext  []ident.ID // these are
	outdated outdated   // those that the next book makes wrong

	settingsToSave  []string // their keys, in the order in which they were chosen
	savingSetting   bool     // a command saves one
	settingNotSaved bool     // the last could not be saved: it is in use until the end all the same

	drafts habitform.Drafts // forms of habits that were left unsaved
	fatal  error            // why the store could not be read
	unread string           // why it could not be read again, as it was said
	damage *damaged         // the page of a record that is damaged, or nil
}

func newSession(o Options) *session {
	s := &session{opts: o, queue: queue{store: o.Store}, drafts: habitform.Drafts{}}
	s.Context = &page.Context{
		Look: theme.Look{Width: o.Width, Height: o.Height}, Profile: colorprofile.TrueColor, Settings: withDefaults(o.Settings), Clock: o.Clock,
		Book: &record.Book{}, Store: o.Store, Summaries: map[ident.ID]page.Summary{}, Host: s, Frozen: o.Still, CanImport: o.Import != nil,
	}
	s.queue.retryIn = func(then tea.Msg) tea.Cmd { return s.After(cmp.Or(o.RetryAfter, retryAfter), then) }
	s.adopt()
	if o.Notice != "" {
		s.Say(o.Notice)
	}
	s.lookAtClock()
	return s
}

// After returns the command that waits and then answers with a message. Every wait goes
// through it, so that whoever runs the app without a terminal sees them all.
func (s *session) After(wait time.Duration, then tea.Msg) tea.Cmd {
	if s.opts.After != nil {
		return s.opts.After(wait, then)
	}
	return tea.Tick(wait, func(time.Time) tea.Msg { return then }) //nolint:forbidigo // the one place
}

// withDefaults are settings of which those that say nothing are as by default.
func withDefaults(s settings.Settings) settings.Settings {
	d := settings.Default()
	if s.Clock == "" { // nothing was read at all
		d.MoodWords, d.TodayBoundary, d.ReduceMotion = s.MoodWords, cmp.Or(s.TodayBoundary, d.TodayBoundary), s.ReduceMotion
		s = d
	}
	if s.MoodWords == (journal.MoodWords{}) {
		s.MoodWords = journal.DefaultMoodWords
	}
	return s
}

// adopt has the settings show in all that is drawn from now on.
func (s *session) adopt() {
	s.Glyphs = theme.Unicode
	if s.Settings.Glyphs == "ascii" || s.Settings.Glyphs == "auto" && s.opts.ASCII {
		s.Glyphs = theme.ASCII
	}
	s.Still = s.Frozen || s.Settings.ReduceMotion
	s.restyle()
}

// lookAtClock sets the day and the minute, and reports whether anything that is shown
// of them changed, and whether the day did.
func (s *session) lookAtClock() (changed, day bool) {
	today, late, minute := s.clock()
	day = today != s.Today || late != s.Late
	changed = day || minute != s.minute
	s.Today, s.Late, s.minute = today, late, minute
	return changed, day
}

func (s *session) clock() (today calendar.Day, late bool, minute int) {
	now := s.Now()
	today = s.Preferences().DayOf(now)
	return today, today != calendar.DayOf(now, 0), now.Minute()
}

func (s *session) restyle() { s.Styles = theme.NewStyles(s.Background, s.Profile, s.Settings) }

// setBackground takes the terminal's answer about its background.
func (s *session) setBackground(c color.Color) {
	if c != nil {
		s.Background = theme.Background{Known: true, Color: c}
		s.restyle()
	}
}

// Do makes a change: in memory now, on disk as soon as it may be. A change that
// is refused changes nothing and is said.
func (s *session) Do(c record.Change) (tea.Cmd, bool) {
	made, err := s.Book.Apply(c)
	if err != nil {
		s.SayError(err)
		return nil, false
	}
	j := s.queue.add(job{change: c, made: made, asOf: s.queue.asOf(apply, s.Book)})
	s.past.Add(j.change, made)
	return s.next(), true
}

// queueStep takes back, or does again: in memory now, where it is known what that is, and on disk
// as soon as it may be.
func (s *session) queueStep(st step) (cmd tea.Cmd, shown *record.Effect) {
	j := job{step: st, asOf: s.queue.asOf(st, s.Book)}
	var about record.Change
	about, j.made, j.shown = st.in(&s.past, s.Book)
	if j.said = !about.IsEmpty(); j.said {
		s.sayStep(st, about)
	}
	s.queue.add(j)
	if j.shown {
		shown = &j.made
	}
	return s.next(), shown
}

// sayStep says what was taken back, or done again.
func (s *session) sayStep(st step, about record.Change) {
	if st == redo {
		s.SayUndo("Done again: " + phrase.Change(about, s.Book.List(), s.Today) + ".")
		return
	}
	s.Message = page.Message{Text: "Taken back: " + phrase.Change(about, s.Book.List(), s.Today) + ".", Key: "Z", Says: "redo"}
}

func (s *session) next() tea.Cmd { return s.queue.next(s.Book.Seq) }

// Show asks for the days from from on, unless they are there.
func (s *session) Show(from calendar.Day) tea.Cmd {
	if s.Loaded && from >= s.Book.From {
		return nil
	}
	s.queue.want(from)
	return s.next()
}

// reload asks for the book anew.
func (s *session) reload() {
	s.queue.want(min(s.Book.From, s.Today-page.StripDays+1))
}

// onLoaded takes a book that was read. What is queued still, is made in it again.
func (s *session) onLoaded(msg loadedMsg) {
	s.queue.busy = false
	if msg.err != nil && s.Loaded && !s.isRecoverable(msg.err) {
		// A disk that is away for a moment: what was read stands, what is done is kept, and
		// the next look tries again.
		if text := phrase.Sentence(msg.err); text != s.unread {
			s.unread = text
			s.Say(text)
		}
		return
	}
	s.unread = ""
	s.damage = nil
	if s.fatal = msg.err; s.fatal != nil {
		return
	}
	book := msg.book
	if book.Seq != s.Book.Seq || len(s.queue.jobs) > 0 {
		s.past.Forget() // others may be in between; what is queued is made anew
	}
	s.queue.applyTo(book, &s.past)
	s.outdate(book)
	s.Book, s.Loaded = book, true
	s.queue.last = nil
	for _, c := range book.News {
		if !c.IsEmpty() && !s.queue.tokens[c.Token] {
			s.Say(phrase.Change(c, book.List(), s.Today) + ", from another window.")
		}
	}
	book.News = nil
	if msg.said != "" {
		s.Say(msg.said)
	}
	if msg.late != nil {
		s.Say("What was kept from last time is not written yet: " + phrase.LowerFirst(phrase.Sentence(msg.late)))
	}
}

// wroteQuietly takes the answer to a write, and reports whether that said nothing new: what was
// written was shown already.
func (s *session) wroteQuietly(msg wroteMsg) (cmd tea.Cmd, same bool) {
	said, failure := s.Message, s.queue.failure
	cmd = s.wrote(msg)
	return cmd, msg.err == nil && s.Message == said && failure == nil && len(s.Requests) == 0
}

// wrote takes the answer to a write.
func (s *session) wrote(msg wroteMsg) tea.Cmd {
	wait := s.queue.wrote(msg)
	switch {
	case msg.err == nil:
		s.written(msg)
	case isFinal(msg.err):
		s.past.Forget()
		s.SayError(msg.err)
		if about := msg.receipt.Done; !about.IsEmpty() {
			s.Say(phrase.Refused(about, s.Book.List(), s.Today, msg.err))
		}
		if msg.job.step == apply || msg.job.shown || !msg.receipt.Done.IsEmpty() {
			s.reload() // what the screen shows was not written, or is not what stands there
		}
	default:
		s.Say(s.notSaved())
		s.Message.Key, s.Message.Says = "!", "more"
	}
	return tea.Batch(wait, s.next())
}

func (s *session) written(msg wroteMsg) {
	r := msg.receipt
	waited := strings.HasPrefix(s.Message.Text, notSavedYet)
	if waited {
		s.Say("Saved.")
	}
	if msg.job.step != apply && (waited || !msg.job.said) {
		s.sayStep(msg.job.step, r.Done)
	}
	switch {
	case msg.job.step != apply && (!msg.job.shown || r.Before != s.Book.Seq):
		s.past.Forget()
		s.outdated.add(r.Done)
		s.outdated.all = s.outdated.all || r.Before != s.Book.Seq // someone else wrote in between
		s.reload()
	case r.Seq == s.Book.Seq: // the answer to a write that had been lost
	case r.Before != s.Book.Seq:
		s.reload() // someone else wrote in between
		return
	}
	s.Book.Seq, s.Book.Stamp = r.Seq, r.Stamp
}

const notSavedYet = "Not saved yet: "

// notSaved says that and why changes wait.
func (s *session) notSaved() string {
	kept := "The change is kept here."
	if n := len(s.queue.jobs); n > 1 {
		kept = "All " + strconv.Itoa(n) + " changes are kept here."
	}
	return notSavedYet + phrase.LowerFirst(phrase.Sentence(s.queue.failure)) + " " + kept
}

// known is what is known of the store, for whoever looks at it beside the screens.
type known struct {
	stamp string
	busy  bool // a command is under way, which may be writing
}

// lookedMsg says that the store or the minute changed.
type lookedMsg struct{}

// Queued returns what the changes that are not on disk yet did to the book.
func (s *session) Queued() []record.Effect { return s.queue.effects() }

// NotSaved returns how many changes could not be written.
func (s *session) NotSaved() int {
	if s.queue.failure == nil {
		return 0
	}
	return len(s.queue.jobs)
}

// Expect makes a change with the token one of the app's own.
func (s *session) Expect(token string) { s.queue.expect(token) }
