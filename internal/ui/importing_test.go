package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/importpage"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"selfcare/internal/habits"
	"selfcare/internal/refusal"
)

// fakeImporter brings what it is told to. Where it waits, each call goes on when the
// terminal lets it, or when it is given up.
type fakeImporter struct {
	store *fakeStore

	found    []string
	complete map[string]string
	lines    []string
	left     []string
	words    []importpage.OwnWord // those that nobody has rated are asked for
	change   record.Change
	done     string // what Write says that it did; else what the change says

	lookErr, bringErr error

	waits bool // calls wait
	deaf  bool // calls that wait do not hear that they are given up
	held  chan heldImport

	calls []importCall
	ctxs  []context.Context // of the calls of Look, Rate and Write
}

// heldImport is a call that waits, until go on is closed.
type heldImport struct {
	what string
	goOn chan struct{}
}

// importCall is what was asked.
type importCall struct {
	what, path, moods, token string
}

// errGivenUp is what an importer answers that was told to end.
var errGivenUp = refusal.New("Stopped; nothing was written")

func newFakeImporter() *fakeImporter {
	return &fakeImporter{held: make(chan heldImport), complete: map[string]string{}}
}

// importing starts the app with an importer.
func importing(f *fakeImporter) options { return func(o *Options) { o.Import = f } }

func (f *fakeImporter) asked(ctx context.Context, call importCall) error {
	f.calls = append(f.calls, call)
	if !f.waits {
		return nil
	}
	deaf, goOn := f.deaf, make(chan struct{})
	f.held <- heldImport{call.what, goOn}
	if deaf {
		<-goOn
		return nil
	}
	select {
	case <-goOn:
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return errGivenUp
	}
	return nil
}

func (f *fakeImporter) Found() []string {
	_ = f.asked(context.Background(), importCall{what: "found"})
	return f.found
}

func (f *fakeImporter) Complete(path string) string {
	_ = f.asked(context.Background(), importCall{what: "complete", path: path})
	return cmp.Or(f.complete[path], path)
}

func (f *fakeImporter) Look(ctx context.Context, path string) (importpage.Import, error) {
	return fakePlan{f, path, nil}.look(ctx)
}

// fakePlan is a file that the fake has read.
type fakePlan struct {
	f     *fakeImporter
	path  string
	moods map[string]int
}

func (p fakePlan) look(ctx context.Context) (importpage.Import, error) {
	p.f.ctxs = append(p.f.ctxs, ctx)
	err := p.f.asked(ctx, importCall{what: "look", path: p.path, moods: fmt.Sprint(p.moods)})
	if err = cmp.Or(err, p.f.lookErr); err != nil {
		return importpage.Import{}, err
	}
	return p.is(), nil
}

func (p fakePlan) is() importpage.Import {
	is := p.f.is(p.moods)
	is.Plan = p
	return is
}

func (p fakePlan) Rate(ctx context.Context, moods map[string]int) (importpage.Import, error) {
	p.moods = moods
	return p.look(ctx)
}

func (p fakePlan) Write(ctx context.Context, token string) (importpage.Import, error) {
	f := p.f
	f.ctxs = append(f.ctxs, ctx)
	err := f.asked(ctx, importCall{what: "bring", path: p.path, moods: fmt.Sprint(p.moods), token: token})
	if err = cmp.Or(err, f.bringErr); err != nil {
		return importpage.Import{}, err
	}
	is := p.is()
	if is.Any {
		c := f.change
		c.Token = token
		if _, err := f.store.write(c); err != nil {
			return importpage.Import{}, err
		}
	}
	return is, nil
}

// is what an import does: nothing where the first of the habits is there.
func (f *fakeImporter) is(moods map[string]int) importpage.Import {
	is := importpage.Import{Lines: f.lines, Left: slices.Clone(f.left), Done: cmp.Or(f.done, phrase.Change(f.change, nil, sunday))}
	for _, h := range f.change.Habits {
		if f.store.book.Find(h.Is.ID) == nil {
			is.Any = true
		}
	}
	for _, w := range f.words {
		if moods[spelling.Fold(w.Word)] == 0 {
			is.Words = append(is.Words, w)
			is.Left = append(is.Left, fmt.Sprintf("%s with the mood %q.", phrase.Count(w.Rows, "row", "rows"), w.Word))
		}
	}
	return is
}

// asks are the calls of a method, in their order.
func (f *fakeImporter) asks(what string) []importCall {
	return slices.DeleteFunc(slices.Clone(f.calls), func(c importCall) bool { return c.what != what })
}

// givenUp reports whether the last call of Look, Rate or Write was told to end.
func (f *fakeImporter) givenUp() bool { return f.ctxs[len(f.ctxs)-1].Err() != nil }

// arrives lets the oldest call of a method that waits go on, or end where it was given
// up, and hands on its answer.
func (x *terminal) arrives(what string) {
	x.t.Helper()
	i := slices.IndexFunc(x.beside, func(b besideCommand) bool { return b.held.what == what })
	if i < 0 {
		x.t.Fatalf("nobody waits for %s:\n%s", what, x.text())
	}
	b := x.beside[i]
	x.beside = slices.Delete(x.beside, i, i+1)
	close(b.held.goOn)
	for _, cmd := range x.answer(<-b.came) {
		x.run(cmd)
	}
}

// fromLoop is an importer of a habit of three days.
func fromLoop() *fakeImporter {
	h := made("reading", "mind", "Reading", habits.Goal{Schedule: habits.Daily})
	h.Position = 9
	f := newFakeImporter()
	f.change = record.PutHabits(h)
	f.change.Edits = []habits.Edit{h.CheckOn(sunday - 2), h.CheckOn(sunday - 1), h.CheckOn(sunday)}
	f.change.Import = &record.Import{From: "Loop", Entries: 3}
	f.lines = []string{"Loop: 1 new habit, 3 entries.", "12 entries were here already."}
	f.found = []string{"~/Downloads/Loop Habits CSV 2026-11-22.zip", "~/Downloads/daylio_export_2026_11_20.csv", "~/.config/harsh"}
	return f
}

// fromDaylio is an importer that asks for two mood words.
func fromDaylio() *fakeImporter {
	f := fromLoop()
	f.words = []importpage.OwnWord{{Word: "Okay-ish", Rows: 12}, {Word: "Fuzzy", Rows: 1}}
	return f
}

// longAnswer is an importer that has much to tell.
func longAnswer() *fakeImporter {
	f := fromLoop()
	for i := range 20 {
		f.lines = append(f.lines, fmt.Sprintf("Remark %d: %s.", i+1, strings.TrimSpace(strings.Repeat("many words and 漢字 and 👩‍👩‍👧‍👦 ", 1+i%4))))
		f.left = append(f.left, fmt.Sprintf("checkmarks.csv, line %d: %s is no day.", i+2, strings.Repeat(fmt.Sprintf("%02d.", i), 13*(1+i%4))))
	}
	return f
}

// bringOn opens the page from Today, presses keys, and lets texts in quotes be typed.
func bringOn(f func() *fakeImporter, steps ...string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := start(t, drawn(), append(with, importing(f()))...)
		x.press("I")
		x.steps(steps...)
		return x
	}
}

// steps presses keys, and types what begins with a quote.
func (x *terminal) steps(steps ...string) {
	x.t.Helper()
	for _, step := range steps {
		if text, ok := strings.CutPrefix(step, "'"); ok {
			x.typeText(text)
			continue
		}
		x.press(step)
	}
}

// waiting is a state in which the importer is waited for.
func waiting(f func() *fakeImporter, steps ...string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		t.Helper()
		x := bringOn(f, steps...)(t, with...)
		x.importer.waits = true
		x.press("enter")
		t.Cleanup(x.endCalls)
		return x
	}
}

// endCalls lets all that waits end.
func (x *terminal) endCalls() {
	for _, b := range x.beside {
		close(b.held.goOn)
		<-b.came
	}
	x.beside = nil
}

// bringStates are the screens of the page.
func bringStates() []state {
	const row, field = true, true
	path := "'~/Downloads/Loop Habits.zip"
	missing := func() *fakeImporter {
		f := fromLoop()
		f.lookErr = refusal.New("There is no ~/Downloads/Loop Habits.zip")
		return f
	}
	manyFound := func() *fakeImporter {
		f := fromLoop()
		for i := range 5 {
			f.found = append(f.found, fmt.Sprintf("~/Downloads/%s%d.csv", strings.Repeat("a long name and 漢字 ", 6), i))
		}
		return f
	}
	nothingNew := func() *fakeImporter {
		f := fromLoop()
		f.change, f.lines = record.Change{}, []string{"Loop: nothing new; 1 habit is here already.", "15 entries were here already."}
		return f
	}
	return []state{
		{"first run, with import", row, !field, func(t testing.TB, with ...options) *terminal {
			return start(t, nil, append(with, importing(fromLoop()))...)
		}},
		{"keys, with import", !row, !field, func(t testing.TB, with ...options) *terminal {
			x := start(t, drawn(), append(with, importing(fromLoop()))...)
			x.press("?")
			return x
		}},
		{"bring", !row, field, bringOn(newFakeImporter)},
		{"bring, found", row, field, bringOn(fromLoop, "down down")},
		{"bring, found, long names", row, field, bringOn(manyFound, "down down down down down down")},
		{"bring, an error", !row, field, bringOn(missing, path, "enter")},
		{"bring, reading", !row, !field, waiting(fromLoop, path)},
		{"bring, a mood", !row, !field, bringOn(fromDaylio, path, "enter")},
		{"bring, what it holds", !row, !field, bringOn(fromDaylio, path, "enter 3 s")},
		{"bring, nothing new", !row, !field, bringOn(nothingNew, path, "enter")},
		{"bring, a long answer", !row, !field, bringOn(longAnswer, path, "enter down down down down")},
		{"bring, coming in", !row, !field, waiting(fromLoop, path, "enter")},
		{"bring, done", row, !field, bringOn(fromLoop, path, "enter enter")},
	}
}

func TestTheFirstRunOffersToBringAHistory(t *testing.T) {
	x := start(t, nil, importing(fromLoop()))
	is(t, "the key line", x.keyLine(), "enter begin  space tick  ↑ ↓ move  i import from Loop, harsh or Daylio  ? keys")
	x.resize(75, 24)
	is(t, "the key line", x.keyLine(), "enter begin  space tick  i import  ↑ ↓ move  q quit  ? keys")
	x.press("i")
	x.shows(" Bring your history")
	is(t, "the cursors", x.cursors(), 1)
	x.press("esc")
	x.shows(" Hello.")
	x.clickOn("i import")
	x.shows(" Bring your history")
	is(t, "the changes", len(x.store.log), 0)
}

// Who left the first run behind finds it on Today.
func TestAnEmptyRecordIsBroughtTo(t *testing.T) {
	x := start(t, nil, importing(fromLoop()))
	x.press("esc I")
	x.shows(" Bring your history")
	x.press("enter enter")
	x.says("")
	x.press("enter")
	x.says("1 habit and 3 entries from Loop.  z undo")
	x.row("Reading")
}

func TestWithoutAnImporterNothingIsOffered(t *testing.T) {
	for keys, records := range map[string][]record.Row{"": nil, "esc": nil, "T": drawn()} {
		x := start(t, records)
		x.press(keys)
		x.hides("import")
		before := x.text()
		x.press("I")
		if keys == "" { // on Today i may be a habit's
			x.press("i")
		}
		is(t, "the screen", x.text(), before)
	}
}

// What cannot be done is not among the keys.
func TestHelpNamesNoImportWithoutAnImporter(t *testing.T) {
	for _, records := range [][]record.Row{nil, drawn()} {
		x := start(t, records, sized(120, 50))
		x.press("?")
		x.hides("import")
	}
}

func TestWhatWasFoundIsChosenByArrows(t *testing.T) {
	x := bringOn(fromLoop)(t)
	x.shows("\n file █\n")
	x.shows("\n found here\n  ~/Downloads/Loop Habits CSV 2026-11-22.zip\n  ~/Downloads/daylio_export_2026_11_20.csv\n  ~/.config/harsh\n")
	is(t, "the key line", x.keyLine(), "enter look into it  tab complete  ↑ ↓ choose  esc back")
	x.press("down")
	x.shows("▸ ~/Downloads/Loop Habits CSV 2026-11-22.zip")
	x.shows(" file ~/Downloads/Loop Habits CSV 2026-11-22.zip█")
	x.press("down down down down")
	x.shows("▸ ~/.config/harsh")
	x.shows(" file ~/.config/harsh█")
	x.press("up")
	x.shows("▸ ~/Downloads/daylio_export_2026_11_20.csv")
	x.press("up up up up")
	x.hides("▸")
	x.wheel(tea.MouseWheelDown)
	x.shows("▸ ~/Downloads/Loop Habits CSV")
	x.wheel(tea.MouseWheelUp)
	x.hides("▸")
	x.press("down down enter")
	is(t, "what was looked into", fmt.Sprint(x.importer.asks("look")), "[{look ~/Downloads/daylio_export_2026_11_20.csv map[] }]")
}

// What is typed on is not what was found.
func TestTypingLeavesWhatWasFound(t *testing.T) {
	x := bringOn(fromLoop, "down", "'.bak")(t)
	x.hides("▸")
	x.shows(" file ~/Downloads/Loop Habits CSV 2026-11-22.zip.bak█")
	x.press("enter")
	is(t, "the path", x.importer.asks("look")[0].path, "~/Downloads/Loop Habits CSV 2026-11-22.zip.bak")
	x = bringOn(fromLoop, "down down")(t)
	x.paste("x")
	x.hides("▸")
}

func TestWhatWasFoundIsChosenByTheMouse(t *testing.T) {
	for _, size := range [][2]int{{50, 16}, {80, 24}, {120, 36}} {
		x := bringOn(fromLoop)(t, sized(size[0], size[1]))
		before := x.text()
		x.clickOn("Bring your history")
		x.clickOn("found here")
		x.clickOn("file")
		x.click(3, size[1]-2)
		is(t, "the screen", x.text(), before)
		x.clickOn("~/Downloads/daylio")
		x.shows("▸ ~/Downloads/daylio_export_2026_11_20.csv")
		x.shows(" file ~/Downloads/daylio_export_2026_11_20.csv█")
		x.clickAt("~/Downloads/Loop", 5)
		x.shows("▸ ~/Downloads/Loop Habits CSV 2026-11-22.zip")
		x.send(tea.MouseClickMsg{X: 4, Y: 10, Button: tea.MouseRight})
		x.shows("▸ ~/Downloads/Loop Habits CSV 2026-11-22.zip")
		x.clickOn("enter look")
		is(t, "the path", x.importer.asks("look")[0].path, "~/Downloads/Loop Habits CSV 2026-11-22.zip")
		before = x.text()
		for y := range size[1] - 1 {
			x.click(3, y)
		}
		is(t, "the screen", x.text(), before)
	}
}

// longList is an importer that found more than there is room for.
func longList() *fakeImporter {
	f := newFakeImporter()
	for i := range 8 {
		f.found = append(f.found, fmt.Sprintf("~/file%d.csv", i))
	}
	return f
}

func TestALongListOfWhatWasFoundScrolls(t *testing.T) {
	x := bringOn(longList)(t, sized(50, 16))
	for i := range 8 {
		x.press("down")
		x.shows(fmt.Sprintf("▸ ~/file%d.csv", i))
		x.shows(fmt.Sprintf(" file ~/file%d.csv█", i))
	}
	x.clickAt("  ~/file6.csv", 4)
	x.shows("▸ ~/file6.csv")
	for i := 5; i >= 0; i-- {
		x.press("up")
		x.shows(fmt.Sprintf("▸ ~/file%d.csv", i))
	}
}

// A row that is not to be seen is not clicked.
func TestAClickAboveAScrolledListChoosesNothing(t *testing.T) {
	x := bringOn(longList, "down down down down down down down down")(t, sized(50, 16))
	before := x.text()
	for y := range 11 {
		x.click(3, y)
		is(t, fmt.Sprintf("after a click on line %d the screen", y), x.text(), before)
	}
}

func TestLookingAtWhatWasFoundKeepsWhatWasTyped(t *testing.T) {
	x := bringOn(fromLoop, "'/media/usb/old", "down up")(t)
	x.shows(" file /media/usb/old█")
}

func TestAPathIsTypedPastedAndChanged(t *testing.T) {
	x := bringOn(fromLoop, "'q?zI 1i/")(t)
	x.shows(" file q?zI 1i/█")
	x.press("ctrl+u")
	x.paste("'/home/ana/Loop Habits.zip'\n")
	x.shows(" file '/home/ana/Loop Habits.zip' █")
	x.press("backspace home")
	x.typeText("x")
	x.shows(" file x'/home/ana/Loop Habits.zip'")
	x.press("ctrl+u ctrl+k")
	x.paste("\x1b[2J\u202e/a\tb\x00c")
	x.shows(" file [2J/a bc█")
	is(t, "the changes", len(x.store.log), 0)
}

// A path longer than the line is seen where it is written.
func TestALongPathFits(t *testing.T) {
	for _, size := range [][2]int{{50, 15}, {80, 24}, {120, 36}} {
		x := bringOn(fromLoop)(t, sized(size[0], size[1]))
		x.paste(strings.Repeat("/漢字 and 👩‍👩‍👧‍👦", 100))
		x.typeText("end")
		x.shows("end█")
		x.importer.waits = true
		x.press("enter")
		x.shows("Reading /漢字 and")
		x.arrives("look")
		x.shows("..\n")
		x.press("enter")
		x.shows("Bringing in /漢字 and")
		x.arrives("bring")
		x.row("Reading")
	}
}

func TestTabCompletesAPath(t *testing.T) {
	x := bringOn(fromLoop)(t)
	x.importer.complete = map[string]string{"~/Dow": "~/Downloads/", "~/Downloads/L": "~/Downloads/Loop Habits "}
	x.steps("'~/Dow", "tab")
	x.shows(" file ~/Downloads/█")
	x.steps("'L", "tab")
	x.shows(" file ~/Downloads/Loop Habits █")
	x.press("tab") // it is as far as it goes
	x.shows(" file ~/Downloads/Loop Habits █")
	x.press("ctrl+u tab")
	x.shows(" file █")
	is(t, "what was asked", len(x.importer.asks("complete")), 4)
	x.typeText("~/Dow")
	x.clickOn("tab complete")
	x.shows(" file ~/Downloads/█")
}

// A completion that comes late is for what was typed then.
func TestALateCompletionIsIgnored(t *testing.T) {
	for _, meanwhile := range []string{"'x", "backspace", "down", "ctrl+u"} {
		x := bringOn(fromLoop, "'~/Dow")(t)
		x.importer.complete["~/Dow"] = "~/Downloads/"
		x.importer.waits = true
		x.press("tab")
		x.steps(meanwhile)
		before := x.text()
		x.arrives("complete")
		is(t, "after "+meanwhile+" the screen", x.text(), before)
	}
	x := bringOn(fromLoop, "'~/Dow")(t)
	x.importer.complete["~/Dow"] = "~/Downloads/"
	x.importer.waits = true
	x.press("tab")
	x.shows(" file ~/Dow█")
	x.press("tab enter") // what is read is what was there
	x.arrives("complete")
	x.shows(" Reading ~/Dow\n")
	x.press("esc")
	x.arrives("complete")
	x.shows(" file ~/Downloads/█")
	is(t, "the path", x.importer.asks("look")[0].path, "~/Dow")
}

// What is found late is offered, and takes nothing away.
func TestWhatIsFoundLateIsOffered(t *testing.T) {
	f := fromLoop()
	f.waits = true
	x := bringOn(func() *fakeImporter { return f }, "'/a", "down up")(t)
	x.hides("found here")
	x.arrives("found")
	x.shows("found here")
	x.shows(" file /a█")
	x.hides("▸")
	x.press("esc I esc")
	x.arrives("found") // the page is closed
	x.row("Sleep")
}

func TestEnterOnAnEmptyField(t *testing.T) {
	x := bringOn(newFakeImporter, "enter")(t)
	x.says("A file or a folder, please: the path, or drop the file here.")
	is(t, "the cursors", x.cursors(), 1)
	x.typeText(" ")
	x.says("")
	x.press("enter")
	x.says("A file or a folder, please: the path, or drop the file here.")
	x = bringOn(fromLoop, "enter")(t) // there is something that may be meant
	x.says("")
	x.shows("▸ ~/Downloads/Loop Habits CSV 2026-11-22.zip")
	is(t, "what was looked into", len(x.importer.asks("look")), 0)
	x.press("enter")
	x.shows(" Loop: 1 new habit, 3 entries.")
}

func TestAnErrorLeavesThePath(t *testing.T) {
	x := bringOn(fromLoop, "'/nowhere")(t)
	x.importer.lookErr = errors.New("open /nowhere: no such file or directory")
	x.press("enter")
	x.says("Open /nowhere: no such file or directory.")
	x.shows(" file /nowhere█")
	x.typeText("/x")
	x.says("")
	x.importer.lookErr = refusal.New("That is no file that selfcare knows")
	x.press("enter")
	x.says("That is no file that selfcare knows.")
	x.shows(" file /nowhere/x█")
	x.importer.lookErr = nil
	x.press("enter")
	x.says("")
	x.shows(" Loop: 1 new habit, 3 entries.")
	x.press("esc")
	x.shows(" file /nowhere/x█")
	x.press("esc")
	x.row("Sleep")
	is(t, "the changes", len(x.store.log), 0)
}

func TestEscStopsTheReading(t *testing.T) {
	for _, deaf := range []bool{false, true} {
		x := bringOn(fromLoop, "'/a")(t)
		x.importer.waits, x.importer.deaf = true, deaf
		x.press("enter")
		x.shows(" Reading /a\n")
		is(t, "the key line", x.keyLine(), "esc stop")
		is(t, "the cursors", x.cursors(), 0)
		is(t, "given up", x.importer.givenUp(), false)
		x.clickOn("esc stop")
		is(t, "given up", x.importer.givenUp(), true)
		x.shows(" file /a█")
		before := x.text()
		x.arrives("look")
		is(t, "the screen", x.text(), before)
		x.says("")
	}
}

// Of two readings only the one that was asked for last counts.
func TestAnAnswerOfAnEarlierReadingIsIgnored(t *testing.T) {
	x := bringOn(fromLoop, "'/a")(t)
	x.importer.waits, x.importer.deaf = true, true
	x.steps("enter esc", "'b", "enter")
	x.shows(" Reading /ab\n")
	x.importer.lookErr = errors.New("the first one")
	x.arrives("look")
	x.shows(" Reading /ab\n")
	is(t, "given up", x.importer.givenUp(), false)
	x.importer.lookErr = nil
	x.arrives("look")
	x.shows(" Loop: 1 new habit, 3 entries.")
	is(t, "the changes", len(x.store.log), 0)
}

// Nor does one that a page waited for which is closed.
func TestAnAnswerToAnEarlierPageIsIgnored(t *testing.T) {
	x := bringOn(fromLoop, "'/a")(t)
	x.importer.waits, x.importer.deaf = true, true
	x.press("enter esc esc")
	x.row("Sleep")
	x.steps("I", "'/b", "enter")
	x.shows(" Reading /b\n")
	x.arrives("look")
	x.shows(" Reading /b\n")
	is(t, "given up", x.importer.givenUp(), false)
}

func TestAnAnswerToAPageThatIsClosedIsIgnored(t *testing.T) {
	x := bringOn(fromLoop, "'/a")(t)
	before := start(t, drawn()).text()
	x.importer.waits, x.importer.deaf = true, true
	x.press("enter esc esc")
	x.arrives("look")
	is(t, "the screen", x.text(), before)
}

func TestWhatComesIsSeenBeforeItDoes(t *testing.T) {
	x := bringOn(fromLoop, "'~/Loop.zip", "enter")(t)
	x.shows(" Bring your history\n\n ~/Loop.zip\n\n Loop: 1 new habit, 3 entries.\n 12 entries were here already.\n Nothing is written yet.\n")
	x.hides("left out")
	is(t, "the key line", x.keyLine(), "enter bring it in  esc back")
	is(t, "the cursors", x.cursors(), 0)
	before := x.text()
	x.press("down j space pgdown up k pgup x I i tab 1 s")
	x.paste("/b")
	is(t, "the screen", x.text(), before)
	is(t, "the changes", len(x.store.log), 0)
	x.press("esc")
	x.shows(" file ~/Loop.zip█")
	x.press("enter q")
	x.row("Sleep")
	is(t, "what came in", len(x.importer.asks("bring")), 0)
}

func TestALongAnswerScrolls(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {50, 15}, {80, 24}, {120, 36}} {
		x := bringOn(longAnswer, "'/a", "enter")(t, sized(size[0], size[1]))
		top := x.text()
		x.shows(" Loop: 1 new habit, 3")
		x.hides("line 21")
		seen, shown := "", x.text()
		for n := 0; n < 400; n++ {
			seen += shown
			x.press("down")
			if next := x.text(); next != shown {
				shown = next
				continue
			}
			break
		}
		for i := range 20 {
			for _, want := range []string{fmt.Sprintf(" Remark %d: many", i+1), fmt.Sprintf(" checkmarks.csv, line %d:", i+2)} {
				if !strings.Contains(seen, want) {
					t.Errorf("at %dx%d %q is never seen", size[0], size[1], want)
				}
			}
		}
		if l := x.line(size[1] - 3); !strings.HasSuffix(l, "is no day.") {
			t.Errorf("at %dx%d the last line is %q", size[0], size[1], l)
		}
		x.press("up")
		if x.text() == shown {
			t.Errorf("at %dx%d up moves nothing", size[0], size[1])
		}
		x.wheel(tea.MouseWheelDown)
		is(t, "the screen", x.text(), shown)
		x.press("k pgup j space")
		is(t, "the screen", x.text(), shown)
		for range 400 {
			x.wheel(tea.MouseWheelUp)
		}
		is(t, "the screen", x.text(), top)
		x.press("down down down esc enter") // which begins at the top again
		is(t, "the screen", x.text(), top)
	}
}

func TestRowsLeftOutAreShown(t *testing.T) {
	f := fromLoop()
	f.left = []string{"habits.csv, line 3: \x1b[2J\"soon\" is no day.", "14 more rows left out."}
	x := bringOn(func() *fakeImporter { return f }, "'/a", "enter")(t)
	x.shows(" Nothing is written yet.\n\n left out\n habits.csv, line 3: [2J\"soon\" is no day.\n 14 more rows left out.\n")
}

func TestNothingNewIsClosedByEnter(t *testing.T) {
	for _, keys := range []string{"I", "esc I", "i"} {
		var records []record.Row
		if keys == "I" {
			records = drawn()
		}
		f := fromLoop()
		f.change = record.Change{}
		x := start(t, records, importing(f))
		before := x.text()
		if keys == "esc I" {
			x.press("esc")
			before = x.text()
			keys = "I"
		}
		x.press(keys)
		x.steps("'/a", "enter")
		x.hides("Nothing is written yet.")
		is(t, "the key line", x.keyLine(), "enter close  esc back")
		x.press("enter")
		is(t, "the screen", x.text(), before)
		is(t, "what came in", len(f.asks("bring")), 0)
	}
}

func TestMoodWordsAreAskedFor(t *testing.T) {
	x := bringOn(fromDaylio, "'/a", "enter")(t)
	x.shows(" Daylio has a mood of your own: Okay-ish, on 12 rows. What is it here?\n\n  5  great\n  4  good\n  3  okay\n  2  low\n  1  awful\n")
	is(t, "the key line", x.keyLine(), "1-5 it is  s leave it out  esc back")
	before := x.text()
	x.press("0 6 9 x enter space tab j up down k I S")
	x.paste("3")
	is(t, "the screen", x.text(), before)
	x.press("3")
	x.shows(": Fuzzy, on 1 row. What is it here?")
	x.press("5")
	x.shows(" Loop: 1 new habit, 3 entries.")
	x.hides("left out")
	x.press("enter")
	is(t, "what was asked", fmt.Sprint(x.importer.asks("look")), "[{look /a map[] } {look /a map[fuzzy:5 okay-ish:3] }]")
	is(t, "the moods", x.importer.asks("bring")[0].moods, "map[fuzzy:5 okay-ish:3]")
	x.says("1 habit and 3 entries from Loop.  z undo")
}

func TestAMoodWordIsLeftOut(t *testing.T) {
	for _, row := range []struct{ keys, moods, left string }{
		{"s 1", "map[fuzzy:1]", `12 rows with the mood "Okay-ish".`},
		{"2 s", "map[okay-ish:2]", `1 row with the mood "Fuzzy".`},
		{"s s", "map[]", `1 row with the mood "Fuzzy".`},
	} {
		x := bringOn(fromDaylio, "'/a", "enter", row.keys)(t)
		x.shows(" left out\n")
		x.shows(row.left)
		x.press("enter")
		is(t, "the moods", x.importer.asks("bring")[0].moods, row.moods)
	}
}

// Esc asks again: other answers may be meant.
func TestMoodWordsAreAskedForAgain(t *testing.T) {
	x := bringOn(fromDaylio, "'/a", "enter 4 esc")(t)
	x.shows(" file /a█")
	x.press("enter")
	x.shows(": Okay-ish,")
	x.press("s s esc enter")
	x.shows(": Okay-ish,")
	x.press("1 2 esc enter 5 5 enter")
	is(t, "the moods", x.importer.asks("bring")[0].moods, "map[fuzzy:5 okay-ish:5]")
}

func TestTheReadingWithMoodsIsStopped(t *testing.T) {
	x := bringOn(fromDaylio, "'/a", "enter 4")(t)
	x.importer.waits = true
	x.press("4")
	x.shows(" Reading /a\n")
	x.press("esc")
	is(t, "given up", x.importer.givenUp(), true)
	x.arrives("look")
	x.shows(" file /a█")
	x.importer.lookErr = errors.New("the disk is gone")
	x.press("enter")
	x.arrives("look")
	x.says("The disk is gone.")
}

// A key that is held down answers once.
func TestAHeldKeyAnswersForOneWord(t *testing.T) {
	x := bringOn(fromDaylio, "'/a", "enter 4")(t)
	k := keyOf("4")
	k.IsRepeat = true
	x.send(k)
	x.shows(": Fuzzy, on 1 row.")
}

func TestAHeldEnterReadsAndBringsNothing(t *testing.T) {
	held := keyOf("enter")
	held.IsRepeat = true
	x := bringOn(fromLoop, "'/a")(t)
	x.send(held)
	x.shows(" file /a█")
	x.press("enter")
	x.send(held)
	x.shows(" Nothing is written yet.")
	is(t, "what came in", len(x.importer.asks("bring")), 0)
}

// All there is to choose from is to be seen.
func TestEveryMoodIsToBeSeen(t *testing.T) {
	for _, word := range []string{"Fuzzy", strings.Repeat("so very fuzzy ", 20)} {
		f := fromLoop()
		f.words = []importpage.OwnWord{{Word: word, Rows: 3}}
		x := bringOn(func() *fakeImporter { return f }, "'/a", "enter")(t, sized(30, 8))
		if text := strings.Join(strings.Fields(x.text()), " "); !strings.Contains(text, "5 great 4 good 3 okay 2 low 1 awful") {
			t.Errorf("a mood is hidden:\n%s", x.text())
		}
	}
}

func TestAHistoryComesIn(t *testing.T) {
	for name, open := range map[string]func() *terminal{
		"the first run": func() *terminal { x := start(t, nil, importing(fromLoop())); x.press("i"); return x },
		"Today":         func() *terminal { return bringOn(fromLoop)(t) },
		"yesterday":     func() *terminal { x := start(t, drawn(), importing(fromLoop())); x.press("left I"); return x },
	} {
		t.Run(name, func(t *testing.T) {
			x := open()
			x.press("down enter")
			loads := len(x.store.loads)
			x.importer.waits = true
			x.press("enter")
			x.shows(" Bringing in ~/Downloads/Loop Habits CSV 2026-11-22.zip\n")
			is(t, "the key line", x.keyLine(), "esc stop")
			is(t, "the changes", len(x.store.log), 0)
			x.arrives("bring")

			asked := x.importer.asks("bring")
			is(t, "how often it came in", len(asked), 1)
			is(t, "the path", asked[0].path, "~/Downloads/Loop Habits CSV 2026-11-22.zip")
			is(t, "the changes", len(x.store.log), 1)
			is(t, "the token", x.store.log[0].change.Token, asked[0].token)
			if len(asked[0].token) < 16 {
				t.Errorf("the token is %q", asked[0].token)
			}
			x.says("1 habit and 3 entries from Loop.  z undo")
			is(t, "the place", x.app.at, page.PlaceToday)
			is(t, "the pages", len(x.app.session.Pages), 0)
			x.row("Reading")
			is(t, "the glyph", x.glyph("Reading"), "●")
			is(t, "the books read", len(x.store.loads)-loads >= 1, true)
			x.look()
			x.says("1 habit and 3 entries from Loop.  z undo")

			x.press("z")
			x.says("Taken back: 1 habit and 3 entries from Loop.  Z redo")
			x.hides("Reading   ")
			is(t, "the habits", len(x.store.list()), len(x.store.list()))
			if x.store.book.Find("reading") != nil {
				t.Error("the store has the habit still")
			}
			x.press("Z")
			x.says("Done again: 1 habit and 3 entries from Loop.  z undo")
			x.row("Reading")
		})
	}
}

// Once it is in, what was there can be changed as ever.
func TestWhatCameInIsChecked(t *testing.T) {
	x := bringOn(fromLoop, "'/a", "enter enter 3")(t)
	x.says("Move kept.  z undo")
	x.hides("another window")
	is(t, "the glyph", x.glyph("Move"), "●")
	x.press("z z")
	x.says("Taken back: 1 habit and 3 entries from Loop.  Z redo")
	x.wrote(move, sunday, blank)
}

// Doing it twice changes nothing.
func TestBringingTwiceFindsNothingNew(t *testing.T) {
	x := bringOn(fromLoop, "'/a", "enter enter", "I", "'/a", "enter")(t)
	is(t, "the key line", x.keyLine(), "enter close  esc back")
	x.press("enter")
	is(t, "the changes", len(x.store.log), 1)
}

// The change is one's own also where the book is read before the answer is there.
func TestWhatComesInIsNoNews(t *testing.T) {
	x := bringOn(fromLoop, "'/a")(t)
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(move).CheckOn(sunday)}}) // to be newer than
	x.look()
	x.press("enter")
	x.importer.waits = true
	x.press("enter")
	c := x.importer.change
	c.Token = x.importer.asks("bring")[0].token
	x.store.elsewhere(c) // which the importer does now
	x.look()
	x.hides("another window")
	x.arrives("bring")
	x.hides("another window")
	is(t, "the glyph", x.glyph("Reading"), "●")
}

func TestNewsIsToldOnThePage(t *testing.T) {
	x := bringOn(fromLoop, "'/a", "enter")(t)
	x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(move).CheckOn(sunday)}})
	x.look()
	x.shows(" Nothing is written yet.")
	x.press("enter")
	x.says("1 habit and 3 entries from Loop.  z undo")
	is(t, "the glyph", x.glyph("Move"), "●")
	x.row("Reading")
}

// Someone else may have brought it since it was looked at.
func TestWhatIsNoLongerNewIsNotOfferedToTakeBack(t *testing.T) {
	x := bringOn(fromLoop, "'/a", "enter")(t)
	x.store.elsewhere(x.importer.change)
	x.importer.done = "nothing from Loop"
	x.press("enter")
	x.hides("z undo")
	x.row("Reading")
}

func TestWhatDoesNotComeInSaysWhy(t *testing.T) {
	for name, open := range map[string]func() *terminal{
		"the first run": func() *terminal { x := start(t, nil, importing(fromLoop())); x.press("i"); return x },
		"Today":         func() *terminal { return bringOn(fromLoop)(t) },
	} {
		x := open()
		x.importer.bringErr = errFull
		x.steps("'~/Loop.zip", "enter enter")
		x.says("No space left on the disk.")
		x.shows(" file ~/Loop.zip█")
		is(t, name+": the cursors", x.cursors(), 1)
		is(t, name+": the changes", len(x.store.log), 0)
		x.typeText("x")
		x.shows(" file ~/Loop.zipx█")
		x.importer.bringErr = nil
		x.press("enter enter")
		x.says("1 habit and 3 entries from Loop.  z undo")
		tokens := x.importer.asks("bring")
		is(t, name+": a token of its own", tokens[0].token == tokens[1].token, false)
	}
}

func TestEscStopsWhatComesIn(t *testing.T) {
	x := bringOn(fromLoop, "'/a", "enter")(t)
	x.importer.waits = true
	x.press("enter")
	is(t, "given up", x.importer.givenUp(), false)
	x.press("esc")
	is(t, "given up", x.importer.givenUp(), true)
	x.press("esc esc enter q")
	x.shows(" Bringing in /a\n") // the answer says whether it came in
	x.arrives("bring")
	x.says("Stopped; nothing was written.")
	x.shows(" file /a█")
	is(t, "the changes", len(x.store.log), 0)
}

func TestEscMayBeTooLate(t *testing.T) {
	x := bringOn(fromLoop, "'/a", "enter")(t)
	x.importer.waits, x.importer.deaf = true, true
	x.press("enter esc")
	x.arrives("bring")
	x.says("1 habit and 3 entries from Loop.  z undo")
	x.row("Reading")
	is(t, "the changes", len(x.store.log), 1)
}

// While something is waited for, what is pressed neither asks for more nor leaves.
func TestKeysWhileSomethingIsWaitedForDoNothing(t *testing.T) {
	for _, name := range []string{"bring, reading", "bring, coming in"} {
		x := stateNamed(t, name).open(t)
		before, calls := x.text(), len(x.importer.calls)
		x.press("enter enter space tab up down left right pgdown k j 1 5 s x a m u I i N T R B J d / , : backspace ctrl+j")
		x.paste("/b")
		x.wheel(tea.MouseWheelDown)
		for y := range 23 {
			x.click(3, y)
		}
		is(t, "the screen", x.text(), before)
		is(t, "the calls", len(x.importer.calls), calls)
		is(t, "the changes", len(x.store.log), 0)
		x.arrives(map[string]string{"bring, reading": "look", "bring, coming in": "bring"}[name])
		x.shows(map[string]string{"bring, reading": " Loop: 1 new habit, 3 entries.", "bring, coming in": " 1 habit and 3 entries from Loop.  z undo"}[name])
	}
}

// Q closes what is open, where no letters are typed.
func TestQClosesThePageThatBrings(t *testing.T) {
	for _, name := range []string{"bring, reading", "bring, a mood", "bring, what it holds", "bring, nothing new"} {
		x := stateNamed(t, name).open(t)
		x.press("q")
		is(t, name+": quit", x.quit, false)
		is(t, name+": the pages", len(x.app.session.Pages), 0)
	}
}

// The page keeps what it has when the window changes.
func TestTheWindowChangesAtEveryStage(t *testing.T) {
	for _, s := range bringStates() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			x := s.open(t)
			before := x.text()
			for _, size := range [][2]int{{20, 5}, {120, 36}, {50, 15}, {30, 8}, {200, 60}, {80, 24}} {
				x.resize(size[0], size[1])
				x.text()
				if size[0] >= minWidth {
					is(t, "the lines", len(x.screen()), size[1])
				}
			}
			is(t, "the screen", x.text(), before)
		})
	}
}

// Help opens over the page where no field is open, and what arrives meanwhile counts.
func TestHelpOverThePageThatBrings(t *testing.T) {
	for _, s := range bringStates() {
		if s.field || !strings.HasPrefix(s.name, "bring") || s.name == "bring, done" {
			continue
		}
		x := s.open(t)
		before := x.text()
		x.press("?")
		x.shows(" Keys")
		x.shows("look, then bring it in")
		x.press("?")
		is(t, s.name+": the screen", x.text(), before)
		x.press("H")
		x.shows("Help lines")
		x.press("esc")
		is(t, s.name+": the screen", x.text(), before)
	}
	x := stateNamed(t, "bring, reading").open(t)
	x.press("?")
	x.arrives("look")
	x.shows(" Keys")
	x.press("esc")
	x.shows(" Nothing is written yet.")
	x.press("enter H")
	x.arrives("bring")
	x.press("esc")
	x.row("Reading")
	is(t, "the pages", len(x.app.session.Pages), 0)

	x = stateNamed(t, "bring, reading").open(t)
	x.importer.lookErr = errors.New("the disk is gone")
	x.press("?")
	x.arrives("look")
	x.press("esc")
	x.says("The disk is gone.")
	is(t, "the cursors", x.cursors(), 1)

	x = stateNamed(t, "bring, coming in").open(t)
	x.importer.bringErr = errors.New("the disk is gone")
	x.press("?")
	x.arrives("bring")
	x.press("esc")
	x.says("The disk is gone.")
	is(t, "the cursors", x.cursors(), 1)
}

// All that help has to say of the page is to be read.
func TestHelpOverThePageThatBringsIsWhole(t *testing.T) {
	x := stateNamed(t, "bring, a mood").open(t)
	x.press("?")
	x.shows("bring it in")
	x.hides("..")
	x.shows("leave it out")
}

// Who writes help lines while a history comes in, goes on writing.
func TestWordsWrittenWhileAHistoryComesInAreKept(t *testing.T) {
	x := stateNamed(t, "bring, coming in").open(t)
	x.press("H e")
	x.typeText("Ana, any hour")
	x.arrives("bring")
	x.press("esc esc")
	is(t, "the help lines", x.store.book.HelpLines.Text, "Ana, any hour")
	x.row("Reading")
}

// On the first run another window may begin, while a history is looked for.
func TestAnotherWindowBeginsMeanwhile(t *testing.T) {
	x := start(t, nil, importing(fromLoop()))
	x.press("i")
	x.store.elsewhere(record.PutHabits(drawn()[0].Habit))
	x.look()
	x.shows(" Bring your history")
	x.press("esc")
	x.row("Sleep")
	x.press("I enter enter enter")
	x.row("Reading")
	x.row("Sleep")
}

// Ctrl+c ends the program also while it waits; what was asked for is not waited for.
func TestControlCWhileSomethingIsWaitedFor(t *testing.T) {
	for _, way := range []string{"ctrl+c", "hangup"} {
		for _, s := range bringStates() {
			x := s.open(t)
			log := len(x.store.log)
			x.leave(way)
			is(t, s.name+": quit", x.quit, true)
			is(t, s.name+": the changes", len(x.store.log), log)
		}
	}
}

func TestThePageThatBringsInLightColours(t *testing.T) {
	var b strings.Builder
	for _, name := range []string{"bring, found", "bring, a mood", "bring, what it holds"} {
		x := stateNamed(t, name).open(t, sized(50, 15))
		x.lookAt(looks[1])
		fmt.Fprintf(&b, "=== %s\n%s\n", name, strings.ReplaceAll(x.styled(), "\x1b", "␛"))
	}
	golden.RequireEqual(t, b.String())
}

// bringScraps are typed and pasted.
var bringScraps = []string{"~/Dow", "/a", "'/home/ana/Loop Habits.zip'\n", "漢字 and 👩‍👩‍👧‍👦", "\x1b[2J\u202e", " ", "3", "s", "q"}

// TestNothingThatIsPressedSpoilsThePageThatBrings presses keys without a plan, while
// answers come when they like: each screen fits, and undo takes back what came in.
func TestNothingThatIsPressedSpoilsThePageThatBrings(t *testing.T) {
	keys := 150
	if few() {
		keys = 60
	}
	for seed := range plays() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			dice := rand.New(rand.NewPCG(uint64(seed), 1122))
			f := []func() *fakeImporter{fromLoop, fromDaylio, longAnswer, longList}[seed%4]()
			f.complete["~/Dow"] = "~/Downloads/"
			records := drawn()
			if seed%3 == 0 {
				records = nil
			}
			m := &monkey{terminal: start(t, records, importing(f)), dice: dice}
			t.Cleanup(m.endCalls)
			beginning := newFakeStore(records...)
			defer func() {
				if p := recover(); p != nil {
					m.tell()
					panic(p)
				}
			}()
			for range keys {
				m.stepBring()
				m.check()
				if t.Failed() {
					m.tell()
					return
				}
			}
			m.endBring(beginning)
			if t.Failed() {
				m.tell()
			}
		})
	}
}

// stepBring does something, and opens the page where it is closed.
func (m *monkey) stepBring() {
	pick := func(of []string) string { return of[m.dice.IntN(len(of))] }
	did := func(format string, of ...any) { m.did = append(m.did, fmt.Sprintf(format, of...)) }
	f := m.importer
	switch m.dice.IntN(16) {
	case 0:
		w, h := 28+m.dice.IntN(110), 7+m.dice.IntN(36)
		did("resize(%d,%d)", w, h)
		m.resize(w, h)
	case 1:
		x, y := m.dice.IntN(m.app.session.Width), m.dice.IntN(m.app.session.Height)
		did("click(%d,%d)", x, y)
		m.click(x, y)
	case 2:
		did("wheel")
		m.wheel([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[m.dice.IntN(2)])
	case 3:
		text := pick(bringScraps)
		did("paste(%q)", text)
		m.paste(text)
	case 4:
		text := pick(bringScraps)
		did("type(%q)", spelling.CleanLine(text))
		m.typeText(spelling.CleanLine(text))
	case 5:
		f.waits, f.deaf = m.dice.IntN(2) == 0, m.dice.IntN(3) == 0
		did("waits(%v,%v)", f.waits, f.deaf)
	case 6, 7:
		if len(m.beside) > 0 {
			what := m.beside[m.dice.IntN(len(m.beside))].held.what
			did("arrives(%s)", what)
			m.arrives(what)
		}
	case 8:
		errs := []error{nil, nil, errFull, refusal.New("No")}
		if len(m.beside) == 0 { // what waits reads them
			f.lookErr, f.bringErr = errs[m.dice.IntN(4)], errs[m.dice.IntN(4)]
			did("errors(%v,%v)", f.lookErr, f.bringErr)
		}
	default:
		key := pick(strings.Fields("enter enter enter enter enter esc down up tab space backspace ctrl+u 1 3 5 s s z Z j k ? H q pgdown a ctrl+z f1"))
		if len(m.app.session.Pages) == 0 && m.app.session.Prompt == nil && m.dice.IntN(2) == 0 || key == "q" && len(m.app.session.Pages) == 0 {
			key = "I"
		}
		did("%s", key)
		m.press(key)
	}
}

// endBring leaves the page, and takes everything back.
func (m *monkey) endBring(beginning *fakeStore) {
	m.t.Helper()
	m.importer.waits = false
	for len(m.beside) > 0 {
		m.arrives(m.beside[0].held.what)
	}
	m.resize(80, 24)
	m.press("esc esc esc esc esc esc")
	is(m.t, "the pages", len(m.app.session.Pages), 0)
	for n := 0; len(m.store.done) > 0 && n < 1000; n++ {
		m.press("z")
	}
	is(m.t, "the record after undo", differ(beginning.told(), m.store.told()), "")
	is(m.t, "the habits held", len(m.app.session.Book.Rows), len(beginning.list()))
	tokens := map[string]bool{}
	for _, c := range m.importer.asks("bring") {
		if tokens[c.token] {
			m.t.Errorf("two imports have the token %s", c.token)
		}
		tokens[c.token] = true
	}
	if n := len(m.importer.store.list()); n != len(beginning.list()) {
		m.t.Errorf("%d habits are left", n)
	}
}
