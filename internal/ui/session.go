package ui

import (
	"cmp"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/settings"
	"selfcare/internal/spelling"
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
	Import Importer
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
	opts   Options
	queue  queue
	book   *record.Book
	loaded bool
	looks  bool // the store and the clock are looked at

	today  calendar.Day
	late   bool // past midnight, and still the day before
	minute int  // of the clock, with which runs of boundaries grow

	theme.Look
	background theme.Background
	profile    colorprofile.Profile

	areas     map[string]int       // which colour each area has, by its folded name
	summaries map[ident.ID]summary // as of today; empty until they are made
	summing   bool                 // a command makes some
	sumAll    bool                 // all are wanted anew
	sumNext   []ident.ID           // these are
	outdated  outdated             // those that the next book makes wrong

	empty   bool     // the person began with nothing, on purpose
	toKeep  []string // the settings that are to be kept, by their keys
	keeping bool     // one is being kept
	unkept  bool     // one could not be: it holds until the end all the same

	drafts   map[ident.ID]*habitForm // pages of habits that were left unsaved
	pages    []screen                // over the place; the last is on top
	requests []func(*App) tea.Cmd    // what the screens want of the app, granted after each message
	prompt   prompt                  // what is open at the foot of the screen, or nil
	message  message
	fatal    error    // why the store could not be read
	unread   string   // why it could not be read again, as it was said
	damage   *damaged // the page of a record that is damaged, or nil
}

// message is the message line: a sentence, and what takes it back.
type message struct{ text, key, says string }

func newSession(o Options) *session {
	s := &session{
		opts: o, queue: queue{store: o.Store}, book: &record.Book{}, summaries: map[ident.ID]summary{},
		Look: theme.Look{Width: o.Width, Height: o.Height}, profile: colorprofile.TrueColor,
	}
	s.queue.retryIn = func(then tea.Msg) tea.Cmd { return s.after(cmp.Or(o.RetryAfter, retryAfter), then) }
	s.opts.Settings = withDefaults(o.Settings)
	s.adopt()
	if o.Notice != "" {
		s.say(o.Notice)
	}
	s.lookAtClock()
	return s
}

// after returns the command that waits and then answers with a message. Every wait goes
// through it, so that whoever runs the app without a terminal sees them all.
func (s *session) after(wait time.Duration, then tea.Msg) tea.Cmd {
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

// preferences returns how the person counts days and reads a clock.
func (s *session) preferences() calendar.Preferences { return s.opts.Preferences() }

// adopt has the settings show in all that is drawn from now on.
func (s *session) adopt() {
	s.Glyphs = theme.Unicode
	if s.opts.Glyphs == "ascii" || s.opts.Glyphs == "auto" && s.opts.ASCII {
		s.Glyphs = theme.ASCII
	}
	s.Still = s.opts.Still || s.opts.ReduceMotion
	s.restyle()
}

// now is the time, in the person's own zone.
func (s *session) now() time.Time { return s.opts.Clock() }

// here is the zone that the person is in now.
func (s *session) here() *time.Location { return s.now().Location() }

// lookAtClock sets the day and the minute, and reports whether anything that is shown
// of them changed, and whether the day did.
func (s *session) lookAtClock() (changed, day bool) {
	today, late, minute := s.clock()
	day = today != s.today || late != s.late
	changed = day || minute != s.minute
	s.today, s.late, s.minute = today, late, minute
	return changed, day
}

func (s *session) clock() (today calendar.Day, late bool, minute int) {
	now := s.now()
	today = s.preferences().DayOf(now)
	return today, today != calendar.DayOf(now, 0), now.Minute()
}

func (s *session) restyle() { s.Styles = theme.NewStyles(s.background, s.profile, s.opts.Settings) }

// setBackground takes the terminal's answer about its background.
func (s *session) setBackground(c color.Color) {
	if c != nil {
		s.background = theme.Background{Known: true, Color: c}
		s.restyle()
	}
}

// areaStyle is the colour of an area: its own, or one of the four in turn.
func (s *session) areaStyle(area string) theme.Style {
	return s.Styles.Areas[s.areas[spelling.Fold(area)]]
}

// styleAreas gives every area its colour.
func (s *session) styleAreas() {
	s.areas = map[string]int{}
	others := 0
	for _, r := range s.book.Rows {
		area := spelling.Fold(r.Habit.Area)
		if _, ok := s.areas[area]; ok {
			continue
		}
		i := slices.Index(theme.AreaOrder, area)
		if i < 0 {
			i = others % len(s.Styles.Areas)
			others++
		}
		s.areas[area] = i
	}
}

// say puts a sentence on the message line.
func (s *session) say(text string) { s.message = message{text: spelling.CleanLine(text)} }

// sayUndo puts a sentence on the message line, with the key that takes it back.
func (s *session) sayUndo(text string) { s.message = message{spelling.CleanLine(text), "z", "undo"} }

// sayError puts an error on the message line.
func (s *session) sayError(err error) { s.say(phrase.Sentence(err)) }

// do makes a change: in memory now, on disk as soon as it may be. A change that
// is refused changes nothing and is said.
func (s *session) do(c record.Change) (tea.Cmd, bool) {
	if err := s.book.Apply(c); err != nil {
		s.sayError(err)
		return nil, false
	}
	s.queue.add(job{change: c, asOf: s.queue.asOf(apply, s.book)})
	return s.next(), true
}

// step takes back, or does again.
func (s *session) queueStep(st step) tea.Cmd {
	s.queue.add(job{step: st, asOf: s.queue.asOf(st, s.book)})
	return s.next()
}

func (s *session) next() tea.Cmd { return s.queue.next(s.book.Seq) }

// show asks for the days from from on, unless they are there.
func (s *session) show(from calendar.Day) tea.Cmd {
	if s.loaded && from >= s.book.From {
		return nil
	}
	s.queue.want(from)
	return s.next()
}

// reload asks for the book anew.
func (s *session) reload() {
	s.queue.want(min(s.book.From, s.today-stripDays+1))
}

// onLoaded takes a book that was read. What is queued still, is made in it again.
func (s *session) onLoaded(msg loadedMsg) {
	s.queue.busy = false
	if msg.err != nil && s.loaded && !s.isRecoverable(msg.err) {
		// A disk that is away for a moment: what was read stands, what is done is kept, and
		// the next look tries again.
		if text := phrase.Sentence(msg.err); text != s.unread {
			s.unread = text
			s.say(text)
		}
		return
	}
	s.unread = ""
	s.damage = nil
	if s.fatal = msg.err; s.fatal != nil {
		return
	}
	book := msg.book
	for _, c := range s.queue.changes() {
		_ = book.Apply(c) // refused changes are said when the store refuses them
	}
	s.outdate(book)
	s.book, s.loaded = book, true
	s.queue.last = nil
	for _, c := range book.News {
		if !c.IsEmpty() && !s.queue.own[c.Token] {
			s.say(phrase.Change(c, book.List(), s.today) + ", from another window.")
		}
	}
	book.News = nil
	if msg.said != "" {
		s.say(msg.said)
	}
	if msg.late != nil {
		s.say("What was kept from last time is not written yet: " + phrase.LowerFirst(phrase.Sentence(msg.late)))
	}
}

// wrote takes the answer to a write.
func (s *session) wrote(msg wroteMsg) tea.Cmd {
	wait := s.queue.wrote(msg)
	switch {
	case msg.err == nil:
		s.written(msg)
	case isFinal(msg.err):
		s.sayError(msg.err)
		if about := msg.receipt.Done; !about.IsEmpty() {
			s.say(phrase.Refused(about, s.book.List(), s.today, msg.err))
		}
		if msg.job.step == apply || !msg.receipt.Done.IsEmpty() {
			s.reload() // what the screen shows was not written, or is not what stands there
		}
	default:
		s.say(s.notSaved())
		s.message.key, s.message.says = "!", "more"
	}
	return tea.Batch(wait, s.next())
}

func (s *session) written(msg wroteMsg) {
	r := msg.receipt
	if strings.HasPrefix(s.message.text, notSavedYet) {
		s.say("Saved.")
	}
	switch {
	case msg.job.step == undo:
		s.message = message{"Taken back: " + phrase.Change(r.Done, s.book.List(), s.today) + ".", "Z", "redo"}
		s.outdated.add(r.Done)
		s.reload()
	case msg.job.step == redo:
		s.sayUndo("Done again: " + phrase.Change(r.Done, s.book.List(), s.today) + ".")
		s.outdated.add(r.Done)
		s.reload()
	case r.Seq == s.book.Seq: // the answer to a write that had been lost
	case r.Before != s.book.Seq:
		s.reload() // someone else wrote in between
		return
	}
	s.book.Seq, s.book.Stamp = r.Seq, r.Stamp
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

// lookOn looks from now on, if nobody does already.
func (s *session) lookOn() tea.Cmd {
	if s.looks {
		return nil
	}
	s.looks = true
	return s.look()
}

// lookedMsg says that the store or the minute changed.
type lookedMsg struct{}

// look waits until there is something new to see. It answers only then: while
// nothing happens, nothing is drawn.
func (s *session) look() tea.Cmd {
	if s.opts.Still {
		return nil
	}
	store, stamp := s.opts.Store, s.book.Stamp
	today, late, minute, clock := s.today, s.late, s.minute, s.clock
	return func() tea.Msg {
		for {
			time.Sleep(lookEvery)
			if d, l, m := clock(); d != today || l != late || m != minute || store.Stamp() != stamp {
				return lookedMsg{}
			}
		}
	}
}
