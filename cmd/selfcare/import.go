package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"selfcare/internal/db"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

func (p *program) importCommand() *cobra.Command {
	from, dryRun, overwrite := "auto", false, false
	var words []string
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Bring your history from Loop, harsh, Daylio, CSV or an export",
		Long: `Bring your history from another program, or from another computer.

  selfcare import "Loop Habits CSV 2026-11-22.zip"
  selfcare import "Loop Habits Backup 2026-11-22 090000.db"
  selfcare import ~/.config/harsh
  selfcare import daylio_export_2026_11_22.csv --map "okay-ish=3"
  selfcare import sheet.csv          (date,habit,value,note)
  selfcare import selfcare.json      (selfcare export)

The files are only read. What is here already stays as it is, and importing twice
changes nothing; --overwrite lets the file replace it. Rows that can't be read are
skipped and reported with their line number, and the rest goes in. Anything else of a
file that isn't imported is reported, too. One undo takes all entries back.

A CSV file may separate its cells with commas, semicolons or tabs. With semicolons a
number may have a decimal comma. 7:30 is 7 h 30 min of a habit that counts time.

Use - to read standard input.`,
		ValidArgsFunction: completeFiles,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{refusal.BadInput("%s needs a file or a folder, or - for standard input", cmd.CommandPath())}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			i := importing{p: p, files: args, choices: transfer.Choices{Today: p.today(), Overwrite: overwrite}, dryRun: dryRun, ask: p.known}
			if err := i.options(from, words); err != nil {
				return err
			}
			return i.run()
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", from, "the `FORMAT`: auto, selfcare, loop, harsh, daylio or csv")
	completes(cmd, "from", formatNames)
	flags.BoolVar(&dryRun, "dry-run", false, "say what would happen, and write nothing")
	flags.StringArrayVar(&words, "map", nil, "what a mood of Daylio's is, 1 to 5: `WORD=3`")
	flags.BoolVar(&overwrite, "overwrite", false, "let what is read take the place of what is here")
	return cmd
}

// importing is one import.
type importing struct {
	p       *program
	files   []string
	opts    transfer.Options
	choices transfer.Choices
	dryRun  bool
	token   string                 // of the change, as in [habits.Change]
	ask     func() (string, error) // for the passphrase of a file that is encrypted
}

// options reads the flags.
func (i *importing) options(from string, words []string) error {
	if !slices.Contains(transfer.Formats, transfer.Format(from)) {
		return usageError{refusal.BadInput("There is no format %q; there are %s", from, strings.Join(formatNames(), ", "))}
	}
	i.opts = transfer.Options{From: transfer.Format(from), Moods: map[string]int{}, Today: i.p.today(), Zone: i.p.clock().Location()}
	for _, w := range words {
		word, rating, ok := cutLast(w, "=")
		n := 0
		if _, err := fmt.Sscanf(rating, "%d", &n); !ok || err != nil || fmt.Sprint(n) != rating || n < journal.LowestMood || n > journal.HighestMood || strings.TrimSpace(word) == "" {
			return usageError{refusal.BadInput("--map %q does not say what a mood is; write --map \"okay-ish=3\", with 1 to 5", w)}
		}
		i.opts.Moods[spelling.Fold(spelling.CleanLine(word))] = n
	}
	return nil
}

// formatNames are what --from can be.
func formatNames() []string {
	var names []string
	for _, f := range transfer.Formats {
		names = append(names, string(f))
	}
	return names
}

// cutLast cuts at the last sep: a word may hold one.
func cutLast(s, sep string) (before, after string, found bool) {
	at := strings.LastIndex(s, sep)
	if at < 0 {
		return s, "", false
	}
	return s[:at], strings.TrimSpace(s[at+len(sep):]), true
}

// run reads, writes and tells.
func (i *importing) run() error {
	store, err := i.p.store()
	if err != nil {
		return err
	}
	for n := range i.files {
		if i.files[n], err = fromHome(i.files[n]); err != nil {
			return err
		}
	}
	if len(i.files) == 1 {
		if is, err := i.p.bringPending(store, i.files[0], i.dryRun); is {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), endSignals...)
	defer stop()
	meter := i.p.meter(ctx)
	is, err := i.readAndWrite(store, meter)
	meter.clear()
	if err != nil {
		return err
	}
	return i.tell(is.Summary, !is.Change.IsEmpty())
}

// readAndWrite reads the files and writes what is new; with dryRun it only finds out what that
// would be. The plan that it returns is what was, or would be, written.
func (i *importing) readAndWrite(store *db.DB, m *meter) (*transfer.Plan, error) {
	bundles, err := i.read(m)
	if err != nil {
		return nil, err
	}
	if i.dryRun {
		return i.look(store, bundles, m)
	}
	var is *transfer.Plan
	err = i.write(store, m, func(r *db.Reader) (*transfer.Plan, error) {
		is, err = i.plan(r, bundles, m)
		return is, err
	})
	if err != nil {
		return nil, err
	}
	return is, i.bringSettings(bundles, &is.Summary)
}

// read reads the files.
func (i *importing) read(m *meter) ([]*transfer.Bundle, error) {
	var bundles []*transfer.Bundle
	for _, file := range i.files {
		i.opts.Progress = func(done, total int64) error { return m.tell("reading "+file, done, total) }
		from, err := i.p.source(file, i.ask, func() error { return m.tell("reading "+file, 0, 0) })
		if err != nil {
			return nil, err
		}
		i.opts.Name = from.name
		b, err := transfer.Read(from.path, i.opts)
		from.done()
		if err != nil {
			return nil, err
		}
		bundles = append(bundles, b)
	}
	return bundles, nil
}

// plan lays bundles beside what is here.
func (i *importing) plan(r *db.Reader, bundles []*transfer.Bundle, m *meter) (*transfer.Plan, error) {
	if err := m.tell(lookingHere, 0, 0); err != nil {
		return nil, err
	}
	choices := i.choices
	choices.Progress = func(done, total int64) error { return m.tell(lookingHere, done, total) }
	return transfer.NewPlan(bundles, r, choices)
}

// lookingHere is what the meter says while bundles are laid beside what is here.
const lookingHere = "looking at what is here"

// look returns what an import would do.
func (i *importing) look(store *db.DB, bundles []*transfer.Bundle, m *meter) (is *transfer.Plan, err error) {
	err = store.Read(func(r *db.Reader) error {
		is, err = i.plan(r, bundles, m)
		return err
	})
	if err != nil {
		return nil, err
	}
	return is, i.bringSettings(bundles, &is.Summary)
}

// write writes a plan as one change, between two backups.
func (i *importing) write(store *db.DB, m *meter, plan func(*db.Reader) (*transfer.Plan, error)) error {
	if err := m.tell("backing up what is here", 0, 0); err != nil {
		return err
	}
	if err := store.KeepIfRoom(); err != nil {
		return err
	}
	var change record.Change
	if _, err := store.Do(func(r *db.Reader) (record.Change, error) {
		r.Watch(func(done, total int) error { return m.tell("writing", int64(done), int64(total)) })
		is, err := plan(r)
		if err != nil {
			return record.Change{}, err
		}
		change = is.Change
		change.Token = i.token
		return change, nil
	}); err != nil {
		return err
	}
	if change.IsEmpty() {
		return nil
	}
	return store.KeepIfRoom() // the change log has what was replaced, and not what came
}

// bringSettings writes the settings of bundles, and tells what was, or would be, done.
func (i *importing) bringSettings(bundles []*transfer.Bundle, sum *transfer.Summary) error {
	for _, b := range bundles {
		if b.Settings == nil {
			continue
		}
		said, err := keepSettings(*b.Settings, i.dryRun)
		if err != nil {
			return err
		}
		sum.Remarks = append(sum.Remarks, said...)
	}
	return nil
}

// tell prints what was done on stdout, and what was left out on stderr. Where rows were
// left out because they could not be read, the exit status is 1.
func (i *importing) tell(sum transfer.Summary, wrote bool) error {
	if i.p.json {
		if err := i.p.print(importOf(sum, i.dryRun)); err != nil {
			return err
		}
	} else {
		lines := importLines(sum, i.dryRun, replaces)
		if wrote && !i.dryRun {
			lines = append(lines, "selfcare undo takes it back.")
		}
		for _, line := range lines {
			if _, err := fmt.Fprintln(i.p.out, line); err != nil {
				return err
			}
		}
	}
	for _, line := range leftOut(sum, true) {
		i.p.complain(line)
	}
	if sum.BadRows > 0 {
		return saidError{errors.New("some rows were left out")}
	}
	return nil
}

// replaces is how the shell replaces what is here.
const replaces = "; --overwrite replaces it"

// importLines say what an import did, or would do; how is what they say of replacing.
func importLines(sum transfer.Summary, dryRun bool, how string) []string {
	var wrote []string
	count := func(n int, one, many string) {
		if n > 0 {
			wrote = append(wrote, phrase.Count(n, one, many))
		}
	}
	count(sum.Made, "new habit", "new habits")
	count(sum.Changed, "changed habit", "changed habits")
	count(sum.Entries, "entry", "entries")
	count(sum.Moods, "mood", "moods")
	count(sum.Boundaries, "boundary", "boundaries")
	count(sum.Events, "event", "events")
	count(sum.Reflections, "reflection", "reflections")
	count(sum.HelpLines, "set of help lines", "sets of help lines")
	text := "nothing new"
	if len(wrote) > 0 {
		text = strings.Join(wrote, ", ")
	}
	first := sum.From + ": " + text
	if strings.HasPrefix(first, "a") { // a CSV file; harsh writes itself small
		first = strings.ToUpper(first[:1]) + first[1:]
	}
	if sum.Matched > 0 {
		first += "; " + phrase.Count(sum.Matched, "habit is", "habits are") + " here already"
	}
	if dryRun {
		first = "Would import from " + sum.From + ": " + strings.TrimPrefix(first[len(sum.From):], ": ") + ". Nothing was written"
	}
	lines := []string{first + "."}
	if sum.Same > 0 {
		lines = append(lines, phrase.Count(sum.Same, "entry was", "entries were")+" here already.")
	}
	if sum.Replaced > 0 {
		lines = append(lines, phrase.Count(sum.Replaced, "of the entries takes", "of the entries take")+" the place of what was here.")
	}
	if sum.Kept > 0 {
		lines = append(lines, phrase.Count(sum.Kept, "day says", "days say")+" something else here, and that stays"+how+".")
	}
	if sum.Unchanged > 0 {
		lines = append(lines, phrase.Count(sum.Unchanged, "habit is", "habits are")+" set up differently here, and that stays"+how+".")
	}
	if sum.OthersKept > 0 {
		lines = append(lines, phrase.Count(sum.OthersKept, "mood, event or text says", "moods, events or texts say")+" something else here, and that stays"+how+".")
	}
	if sum.Future > 0 {
		lines = append(lines, phrase.Count(sum.Future, "row is", "rows are")+" in the future and "+was(sum.Future)+" left out.")
	}
	if len(sum.Left) > 0 {
		var left []string
		for _, l := range sum.Left {
			left = append(left, l.String())
		}
		lines = append(lines, "Not imported: "+strings.Join(left, ", ")+".")
	}
	return append(lines, sum.Remarks...)
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// mostTold is how many bad rows are told one by one.
const mostTold = 20

// leftOut say which rows were left out, and why; with flags, how to say what a mood is.
func leftOut(sum transfer.Summary, flags bool) []string {
	var lines []string
	for _, row := range sum.Bad[:min(mostTold, len(sum.Bad))] {
		lines = append(lines, row.String())
	}
	more := sum.BadRows - len(lines)
	for _, word := range unmappedWords(sum) {
		n := sum.Unmapped[word]
		more -= n
		line := fmt.Sprintf("%s with the mood %q", phrase.Count(n, "row", "rows"), word)
		if flags {
			line += fmt.Sprintf(" "+was(n)+" left out; say what it is, 1 to 5: --map %q", word+"=3")
		}
		lines = append(lines, line+".")
	}
	if more > 0 {
		lines = append(lines, phrase.Count(more, "more row was", "more rows were")+" left out.")
	}
	return lines
}

// unmappedWords are mood words that nobody has said the rating of, the most used first.
func unmappedWords(sum transfer.Summary) []string {
	words := slices.Sorted(maps.Keys(sum.Unmapped))
	slices.SortStableFunc(words, func(a, b string) int { return sum.Unmapped[b] - sum.Unmapped[a] })
	return words
}

// importJSON is what an import did. Its fields are a contract.
type importJSON struct {
	DryRun      bool           `json:"dry_run"`
	From        string         `json:"from"`
	Made        int            `json:"habits_made"`
	Matched     int            `json:"habits_matched"`
	Entries     int            `json:"entries"`
	Same        int            `json:"entries_same"`
	Kept        int            `json:"entries_kept"`
	Replaced    int            `json:"entries_replaced"`
	Changed     int            `json:"habits_changed"`
	Unchanged   int            `json:"habits_kept"`
	OthersKept  int            `json:"others_kept"`
	Moods       int            `json:"moods"`
	Boundaries  int            `json:"boundaries"`
	Events      int            `json:"events"`
	Reflections int            `json:"reflections"`
	Future      int            `json:"future"`
	LeftOut     int            `json:"left_out"`
	Rows        []leftJSON     `json:"rows"`
	Unmapped    map[string]int `json:"unmapped"`
	Remarks     []string       `json:"remarks"`
	Ignored     []ignoredJSON  `json:"not_imported"`
}

// ignoredJSON is a number of things that there is no place for here.
type ignoredJSON struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

type leftJSON struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Why  string `json:"why"`
}

func importOf(sum transfer.Summary, dryRun bool) importJSON {
	j := importJSON{
		DryRun: dryRun, From: sum.From, Made: sum.Made, Matched: sum.Matched, Entries: sum.Entries, Same: sum.Same, Kept: sum.Kept,
		Replaced: sum.Replaced, Changed: sum.Changed, Unchanged: sum.Unchanged, OthersKept: sum.OthersKept, Ignored: []ignoredJSON{},
		Moods: sum.Moods, Boundaries: sum.Boundaries, Events: sum.Events, Reflections: sum.Reflections,
		Future: sum.Future, LeftOut: sum.BadRows, Rows: []leftJSON{}, Unmapped: sum.Unmapped, Remarks: []string{},
	}
	for _, row := range sum.Bad {
		j.Rows = append(j.Rows, leftJSON{row.File, row.Line, row.Why})
	}
	for _, l := range sum.Left {
		j.Ignored = append(j.Ignored, ignoredJSON{l.Many, l.Count})
	}
	j.Remarks = append(j.Remarks, sum.Remarks...)
	return j
}

// meter tells on a terminal how far something is that takes its time.
type meter struct {
	out    io.Writer // nil where nobody watches
	ctx    context.Context
	now    func() time.Time
	began  time.Time
	told   time.Time
	showed bool
}

// The meter is silent for a while, and then says a word now and then.
const (
	meterAfter = 500 * time.Millisecond
	meterEvery = 100 * time.Millisecond
)

// meter begins to count. When ctx ends, the next word of progress is an error.
func (p *program) meter(ctx context.Context) *meter {
	m := &meter{ctx: ctx, now: p.stopwatch, began: p.stopwatch()}
	if f, ok := p.rawErr.(*os.File); ok && term.IsTerminal(f.Fd()) {
		m.out = f
	}
	return m
}

// errStopped says that a person ended something before it was done.
var errStopped = &refusal.Error{Text: "Stopped; nothing was written."}

func (m *meter) tell(what string, done, total int64) error {
	if m.ctx.Err() != nil {
		return errStopped
	}
	if m.out == nil {
		return nil // it has no clock, either: the app shows by itself that it reads
	}
	now := m.now()
	if now.Sub(m.began) < meterAfter || now.Sub(m.told) < meterEvery {
		return nil
	}
	m.told, m.showed = now, true
	text := spelling.CleanLine(what)
	if total > 0 {
		text += fmt.Sprintf(", %d %%", 100*done/total)
	}
	_, err := fmt.Fprintf(m.out, "\r\x1b[K%s", text)
	return err
}

// clear takes the line away.
func (m *meter) clear() {
	if m.showed {
		_, _ = fmt.Fprint(m.out, "\r\x1b[K") // what cannot be written cannot be told either
	}
}
