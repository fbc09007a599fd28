package page

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"selfcare/internal/calendar"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/settings"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/theme"
)

// Context is what pages share: what they draw with, what there is to draw, and what they may ask
// for. It is changed in Update only.
type Context struct {
	theme.Look
	Background theme.Background
	Profile    colorprofile.Profile

	// Settings are what the person chose.
	Settings settings.Settings
	// Clock tells the time, in the person's own zone.
	Clock func() time.Time
	// Today is the day that it is, and Late says that it is past midnight, and still the day before.
	Today calendar.Day
	Late  bool

	// Book is what is held of the record, and Loaded reports whether it was read.
	Book   *record.Book
	Loaded bool
	// Store reads what the book does not hold.
	Store Reader
	// Summaries are the habits' as of today; there are none until they are made.
	Summaries map[ident.ID]Summary

	// Pages lie over the place; the last is on top. Prompt is open at the foot of the screen, or nil.
	Pages  []Screen
	Prompt Prompt
	// Message is the message line.
	Message Message
	// Requests are what the pages ask of the app, granted after each message.
	Requests []any
	// Empty says that the person began with nothing, on purpose.
	Empty bool
	// Frozen leaves out all that moves by itself.
	Frozen bool
	// CanImport reports whether files can be imported here.
	CanImport bool

	Host

	areas map[string]int // which colour each area has, by its folded name
}

// Host is what the app does for pages.
type Host interface {
	// Do makes a change: in memory now, on disk as soon as it may be. A change that is refused
	// changes nothing and is said.
	Do(c record.Change) (tea.Cmd, bool)
	// Show asks for the days from from on, unless they are there.
	Show(from calendar.Day) tea.Cmd
	// Queued returns what the changes that are not on disk yet did to the book, oldest first.
	Queued() []record.Effect
	// NotSaved returns how many changes could not be written, 0 while all goes well.
	NotSaved() int
	// Expect makes a change with the token one of the app's own, though another command writes it.
	Expect(token string)
	// Choose has settings hold from now on, and saves the one that changed.
	Choose(key string, now settings.Settings) tea.Cmd
	// After returns the command that waits and then answers with a message.
	After(wait time.Duration, then tea.Msg) tea.Cmd
}

// Message is the message line: a sentence, and what takes it back.
type Message struct{ Text, Key, Says string }

// Now returns the time, in the person's own zone.
func (c *Context) Now() time.Time { return c.Clock() }

// Here returns the zone that the person is in now.
func (c *Context) Here() *time.Location { return c.Now().Location() }

// Preferences returns how the person counts days and reads a clock.
func (c *Context) Preferences() calendar.Preferences { return c.Settings.Preferences() }

// AreaStyle returns the colour of an area: its own, or one of the four in turn.
func (c *Context) AreaStyle(area string) theme.Style {
	return c.Styles.Areas[c.areas[spelling.Fold(area)]]
}

// Shade returns the hue of an area, 0 for little to 3 for much.
func (c *Context) Shade(area string, i int) theme.Style {
	return c.Styles.Shades[c.areas[spelling.Fold(area)]][i]
}

// StyleAreas gives every area of the book its colour.
func (c *Context) StyleAreas() {
	c.areas = map[string]int{}
	others := 0
	for _, r := range c.Book.Rows {
		area := spelling.Fold(r.Habit.Area)
		if _, ok := c.areas[area]; ok {
			continue
		}
		i := slices.Index(theme.AreaOrder, area)
		if i < 0 {
			i = others % len(c.Styles.Areas)
			others++
		}
		c.areas[area] = i
	}
}

// Say puts a sentence on the message line.
func (c *Context) Say(text string) { c.Message = Message{Text: spelling.CleanLine(text)} }

// SayUndo puts a sentence on the message line, with the key that takes it back.
func (c *Context) SayUndo(text string) { c.Message = Message{spelling.CleanLine(text), "z", "undo"} }

// SayError puts an error on the message line.
func (c *Context) SayError(err error) { c.Say(phrase.Sentence(err)) }

// Ask asks the app for something that only it can do: to open another page, say. It is granted
// before the next key.
func (c *Context) Ask(request any) tea.Cmd {
	c.Requests = append(c.Requests, request)
	return nil
}
