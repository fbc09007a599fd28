package main

import (
	"cmp"
	"errors"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"selfcare/internal/refusal"
	"selfcare/internal/ui"

	tea "charm.land/bubbletea/v2"
	"github.com/adrg/xdg"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
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
	if _, err := systemFolder(xdg.StateHome, "XDG_STATE_HOME", ""); err != nil {
		return err
	}
	time.AfterFunc(tidyAfter, func() { debug.SetGCPercent(gcPercent) })
	store, err := p.store()
	if err != nil {
		return err
	}
	first := make(chan ui.FirstBook, 1)
	go func() { // while the terminal is being set up
		said, late := p.catchUp(store)
		book, err := store.Load(p.today()-firstStrip, 0)
		first <- ui.FirstBook{Book: book, Err: err, Late: late, Said: strings.Join(said, " ")}
	}()
	hangup, stop := hangups()
	defer stop()
	width, height, _ := term.GetSize(os.Stdout.Fd())
	chosen, notice := p.choices(), cmp.Or(p.notice, p.problem, promptsProblem())
	app := ui.New(ui.Options{
		Store: store, Clock: p.clock, First: first, Hangup: hangup,
		RetryAfter: p.retryAfter,
		ASCII:      plainTerminal(), Width: width, Height: height,
		Settings: chosen, Choose: keepSetting, Chosen: rechoose, File: cmp.Or(p.kept, homely(configPath(settingsFile), xdg.Home)), Prompts: deck, Notice: notice,
		Import: importer{p, store}, Recoverer: recoverer{p, store}, Pending: homely(pendingFolder(), xdg.Home),
	})
	options := []tea.ProgramOption{tea.WithFPS(frameRate), tea.WithoutSignalHandler()}
	if p.noColor {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	_, err = tea.NewProgram(app, options...).Run()
	if drained := app.Drain(); drained != nil {
		err = errors.Join(p.keep(app.Unsaved(), app.Habits(), drained), err)
	}
	return err
}

// needsTerminal refuses to open the app where there is none.
func (p *program) needsTerminal() error {
	if p.json {
		return refusal.BadInput("The app prints no JSON; selfcare today --json does")
	}
	if !term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd()) {
		return refusal.BadInput("The app needs a terminal; selfcare --plain asks without one, selfcare today prints the list")
	}
	return nil
}

// hangups answers when the program is asked to end, or its terminal is gone. The
// library would end it without asking the screens for what is being typed.
func hangups() (gone <-chan struct{}, stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, endSignals...)
	told := make(chan struct{})
	go func() {
		<-signals
		close(told)
	}()
	return told, func() { signal.Stop(signals) }
}

// plainTerminal reports whether only ASCII should be drawn: where it is asked for,
// on a terminal that knows nothing else, and where signs of ambiguous width take
// two cells.
func plainTerminal() bool {
	if v := os.Getenv("SELFCARE_ASCII"); v != "" && v != "0" {
		return true
	}
	wide, err := strconv.ParseBool(os.Getenv("RUNEWIDTH_EASTASIAN")) // as the library reads it
	if os.Getenv("TERM") == "dumb" || err == nil && wide {
		return true
	}
	locale := os.Getenv("LC_ALL")
	if locale == "" {
		locale = os.Getenv("LC_CTYPE")
	}
	if locale == "" {
		locale = os.Getenv("LANG")
	}
	_, charset, named := strings.Cut(strings.ToLower(locale), ".")
	return named && !strings.HasPrefix(charset, "utf")
}
