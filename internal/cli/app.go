package cli

import (
	"cmp"
	"errors"
	"runtime/debug"
	"strings"
	"time"

	"selfcare/internal/checkin"
	"selfcare/internal/cli/importer"
	"selfcare/internal/cli/restore"
	"selfcare/internal/cli/secret"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/db"
	"selfcare/internal/pending"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/ui"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// frameRate halves the time from a key to the screen, against the library's own.
const frameRate = 120

// The app is small and open all day: it rather tidies up more often than be larger than it need
// be, once the first frame is out.
const (
	gcPercent = 40
	tidyAfter = 100 * time.Millisecond
)

// firstStrip is how many days before today are read at the start: those that the
// list shows.
const firstStrip = 6

// app opens the screens.
func (p *program) app() error {
	if err := p.needsTerminal(); err != nil {
		return err
	}
	// What cannot be saved before the app ends waits there.
	if err := p.folders.CheckState(); err != nil {
		return err
	}
	time.AfterFunc(tidyAfter, func() { debug.SetGCPercent(gcPercent) })
	store, err := p.store()
	if err != nil {
		return err
	}
	first := p.loadFirst(store)
	hangup, stop := p.env.Signals.Hangups()
	defer stop()
	app := ui.New(p.appOptions(store, first, hangup))
	options := []tea.ProgramOption{tea.WithFPS(frameRate), tea.WithoutSignalHandler()}
	if p.noColor {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	_, err = tea.NewProgram(app, options...).Run()
	if drained := app.Drain(); drained != nil {
		err = errors.Join(p.pending().Save(app.Unsaved(), app.Habits(), drained), err)
	}
	return err
}

// loadFirst reads the record while the terminal is being set up.
func (p *program) loadFirst(store *db.DB) <-chan ui.FirstBook {
	first := make(chan ui.FirstBook, 1)
	go func() {
		said, late := p.pending().TakeIn(store)
		book, err := store.Load(p.today()-firstStrip, 0)
		first <- ui.FirstBook{Book: book, Err: err, Late: late, Said: strings.Join(said, " ")}
	}()
	return first
}

// appOptions returns what the app is made of.
func (p *program) appOptions(store *db.DB, first <-chan ui.FirstBook, hangup <-chan struct{}) ui.Options {
	width, height := terminal.Size(p.env.Out)
	chosen := p.choices()
	return ui.Options{
		Store: store, Clock: p.clock, First: first, Hangup: hangup,
		RetryAfter: p.env.RetryAfter,
		ASCII:      terminal.IsASCII(p.env.Getenv), Width: width, Height: height,
		Settings: chosen, Choose: p.config.Save, Chosen: p.config.Reread, File: cmp.Or(p.kept, p.folders.Tilde(p.config.Path())),
		Prompts: p.config.Prompts, Notice: cmp.Or(p.notice, p.problem, p.promptsProblem()),
		Import:    p.importScreen(store),
		Recoverer: restore.Recoverer{Restorer: func() restore.Restorer { return p.restorer(store) }, Open: p.open, Folders: p.folders},
		Pending:   p.folders.Tilde(pending.Folder(p.folders)),
	}
}

// importScreen returns what the app imports with. The app has the terminal to itself, and asks for
// no passphrase.
func (p *program) importScreen(store *db.DB) importer.Screen {
	open := func(file string, tell func() error) (secret.Source, error) {
		return p.opener(func() (string, error) { return "", importer.ErrEncrypted }, tell).Open(file)
	}
	return importer.Screen{
		Import: importer.Import{Store: store, Config: p.config, Open: open},
		Now:    p.clock, Today: p.today, Folders: p.folders, Getenv: p.env.Getenv,
	}
}

// promptsProblem returns what is wrong with the person's own prompts, or nothing.
func (p *program) promptsProblem() string {
	if _, err := p.config.OwnPrompts(); err != nil {
		return err.Error()
	}
	return ""
}

// needsTerminal refuses to open the app where there is none.
func (p *program) needsTerminal() error {
	if p.json {
		return refusal.BadInput("The app prints no JSON; selfcare today --json does")
	}
	if !p.atTerminal() || !terminal.Is(p.env.Out) {
		return refusal.BadInput("The app needs a terminal; selfcare --plain asks without one, selfcare today prints the list")
	}
	return nil
}

// plain asks what is open today in whole lines.
func (p *program) plain() error {
	if p.json {
		return refusal.BadInput("The questions print no JSON; selfcare today --json does")
	}
	store, err := p.store()
	if err != nil {
		return err
	}
	said, err := p.pending().TakeIn(store)
	p.complainAll(said)
	if err != nil { // what waited, waits on
		p.complain(phrase.Sentence(err))
	}
	return checkin.Run(checkin.Env{Store: store, Writer: p.writer(store), Now: p.clock, Settings: p.settings(), In: p.env.In, Out: p.out})
}
