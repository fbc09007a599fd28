//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"go.etcd.io/bbolt"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/cli"
	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/quantity"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
)

// hostile is what no terminal may be sent: a style, a title, a sequence that begins with
// one character or one byte, marks that turn text round, characters that nobody sees, and a
// line that looks as if the program had said it. An argument cannot hold a nought.
const hostile = "\x1b[8;5m\x1b]0;x\x07\u009b5n\x9b5n\u202e\u2066\u061c\u200f\u2028\x7f\ufeff\u200b\b\r\t\nforged"

// hostileUnit is as short as a unit has to be.
const hostileUnit = "\x1b[8m\u202e"

// steering is the first thing that steers a terminal in what was printed, with what stands
// before it; or nothing. It has its own list, and asks nobody who cleans. Ends of lines are
// allowed.
func steering(printed string) string {
	for i, r := range printed {
		bad := r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' ||
			strings.ContainsRune("\u061c\u200e\u200f\u2028\u2029\ufeff\u00ad\u200b\u2060", r)
		if r == utf8.RuneError {
			_, n := utf8.DecodeRuneInString(printed[i:])
			bad = n == 1
		}
		if bad {
			return printed[max(0, i-60):min(len(printed), i+12)]
		}
	}
	return ""
}

// forged is what stands at the beginning of a line and was brought in; or nothing.
func forged(printed string) string {
	if at := strings.Index("\n"+printed, "\nforged"); at >= 0 {
		return printed[max(0, at-60):min(len(printed), at+12)]
	}
	return ""
}

// says runs selfcare, whatever its exit status, and returns what it printed.
func (p *place) says(in string, args ...string) (out, said string) {
	p.t.Helper()
	c := p.command(args...)
	var stdout, stderr bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(in), &stdout, &stderr
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatalf("%q: %v", args, err)
	}
	return stdout.String(), stderr.String()
}

// holdsStill runs selfcare and fails where it printed what steers a terminal.
func (p *place) holdsStill(in string, args ...string) (out string) {
	p.t.Helper()
	out, said := p.says(in, args...)
	for name, printed := range map[string]string{"stdout": out, "stderr": said} {
		if args[0] == cobra.ShellCompRequestCmd { // where a tab parts what there is from what is said of it
			printed = strings.ReplaceAll(printed, "\t", "")
		}
		if found := steering(printed); found != "" {
			p.t.Errorf("selfcare %q: %s holds %q", args, name, found)
		}
		// The words of a note may have lines; an export has them as they are.
		if found := forged(printed); found != "" && args[0] != "export" {
			p.t.Errorf("selfcare %q: %s has a line of its own: %q", args, name, found)
		}
	}
	return out
}

// in is the environment with a variable set.
func (p *place) in(name, value string) *place {
	q := *p
	q.env = append(slices.Clone(p.env), name+"="+value)
	return &q
}

// standKey is a key that stands for one that is none.
const standKey = "v"

// stand is a text of ordinary letters, as long as the hostile one that takes its place in
// the file.
func stand(hostile string) string { return "Q" + strings.Repeat("q", len(hostile)-1) }

// spoil puts hostile texts in the places of those that stand for them, in every record of a
// file, with the right checksums.
func spoil(t *testing.T, file string) {
	t.Helper()
	b, err := bbolt.Open(file, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = b.Update(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error { return spoilBucket(string(name), b) })
	})
	if err := errors.Join(err, b.Close()); err != nil {
		t.Fatal(err)
	}
}

func spoilBucket(name string, b *bbolt.Bucket) error {
	type record struct{ key, value []byte }
	var spoiled []record
	err := b.ForEach(func(key, value []byte) error {
		if value == nil {
			return spoilBucket(name+"/"+string(key), b.Bucket(key))
		}
		payload := value[:len(value)-crc32.Size]
		if after := spoilPayload(payload); !bytes.Equal(after, payload) {
			table := crc32.MakeTable(crc32.Castagnoli)
			sum := crc32.Update(crc32.Update(crc32.Update(0, table, []byte(name)), table, key), table, after)
			spoiled = append(spoiled, record{bytes.Clone(key), binary.BigEndian.AppendUint32(after, sum)})
		}
		return nil
	})
	for _, r := range spoiled {
		err = errors.Join(err, b.Put(r.key, r.value))
	}
	return err
}

// packed are records within a record, as the log of changes has them.
var packed = regexp.MustCompile(`"(before|after)":"[A-Za-z0-9+/=]+"`)

// spoilPayload is a record with hostile texts. In JSON they are written as JSON has to have
// them, and as raw as it may.
func spoilPayload(payload []byte) []byte {
	isJSON := bytes.HasPrefix(payload, []byte("{"))
	if isJSON {
		payload = packed.ReplaceAllFunc(payload, func(part []byte) []byte {
			name, text, _ := strings.Cut(string(part), ":")
			inner, err := base64.StdEncoding.DecodeString(strings.Trim(text, `"`))
			if err != nil {
				return part
			}
			return fmt.Appendf(nil, "%s:%q", name, base64.StdEncoding.EncodeToString(spoilPayload(inner)))
		})
	}
	for _, text := range []string{hostile, hostileUnit} {
		becomes := []byte(text)
		if isJSON {
			becomes = nil
			for _, c := range []byte(text) {
				if c < ' ' || c == '"' || c == '\\' {
					becomes = fmt.Appendf(becomes, `\u%04x`, c)
					continue
				}
				becomes = append(becomes, c)
			}
		}
		payload = bytes.ReplaceAll(payload, []byte(stand(text)), becomes)
	}
	return bytes.ReplaceAll(payload, []byte(`"key":"`+standKey+`"`), []byte(`"key":"\u001b"`))
}

// spoiledPlace is a place with a record that another program wrote: there is hostile text in
// notes, reflections and urges; where whole is asked for, in every other field, too. Each
// thing has an ID to call it by.
func spoiledPlace(t *testing.T, whole bool) *place {
	t.Helper()
	p := newPlace(t)
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	store := db.New(p.file, func() time.Time { return at })
	for _, c := range standIns(at, whole) {
		if _, err := store.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	spoil(t, p.file)
	return p
}

// standIns are the changes that write such a record, with texts that stand for hostile ones.
func standIns(at time.Time, whole bool) []record.Change {
	today, text := calendar.DefaultPreferences.DayOf(at), stand(hostile)
	other, unit := "", quantity.Unit("cups")
	if whole {
		other, unit = text, quantity.Unit(stand(hostileUnit))
	}
	habit := func(id ident.ID, name string, position int, g habits.Goal) habits.Habit {
		g.From = today - 20
		return habits.Habit{
			ID: id, Name: name + other, Area: other, Why: text, Plan: text, Position: position, Created: today - 20, Goals: []habits.Goal{g}, Origin: "loop:" + text,
		}
	}
	cups := habit("cups", "Cup", 0, habits.Goal{Measure: habits.AtLeast, Target: 5000, Unit: unit, Schedule: habits.Daily})
	move, old := habit("move", "Move", 1, habits.Goal{Schedule: habits.Daily}), habit("old", "Old", 2, habits.Goal{Schedule: habits.Daily})
	old = old.ArchiveOn(today - 1)
	if whole {
		cups.Key = standKey
	}
	seven, why := 7, []string{"why" + other, other}
	kept := boundary.Boundary{ID: "kept", Name: "No" + other, Since: at.Add(-100 * time.Hour), Okay: why, NotOkay: why, Why: why, Said: other, Plan: other}
	ended := kept
	ended.ID, ended.Name, ended.Position, ended.Ended = "ended", "Ex"+other, 1, &boundary.Ending{How: boundary.LetGo, At: at.Add(-time.Hour)}
	var events []record.Diff[boundary.Event]
	for i, kind := range []boundary.Kind{boundary.Slip, boundary.Contact, boundary.Urge} {
		e := boundary.NewEvent("kept", kind, at.Add(time.Duration(i-50)*time.Hour), calendar.DefaultPreferences)
		e.Trigger, e.Helped, e.Note, e.Next = text, []string{text, text}, text, text
		if kind == boundary.Urge {
			e.Strength = &seven
		}
		events = append(events, record.Put(e)...)
	}
	return []record.Change{
		{Drafts: []record.Draft{{Key: "add", Text: other}}},
		record.PutHabits(cups, move, old),
		{Boundaries: append(record.Put(kept), record.Put(ended)...)},
		{Events: events},
		{HelpLines: record.Put(journal.HelpLines{Text: text, Day: today})},
		{Edits: []habits.Edit{cups.AddOn(today, 2000), cups.AddOn(today-1, 2000)}},
		{Edits: []habits.Edit{cups.NoteOn(today, text), move.NoteOn(today-1, text), move.NoteOn(today, text)}},
		{Reflections: record.Put(journal.NewReflection(at, other, text, calendar.DefaultPreferences))},
		{Moods: record.Put(journal.NewMood(at, 4, text, calendar.DefaultPreferences))},
	}
}

// onSpoiled are the lines to run on a spoiled record, in this order. Every command that there
// is, is among them.
func onSpoiled() []string {
	lines := []string{
		"today", "today yesterday", "trends", "trends cups", "trends old", "trends move --since yesterday", "habit list", "boundary list", "boundary show kept", "boundary show ended",
		"journal", "journal today", "journal prompts", "status --mood --boundary", "status --format tmux --mood --boundary", "status --format waybar --mood --boundary", "status --format starship --mood --boundary",
		"check", "backup", "version", "help", "man", "--plain",
		"add m", "add cup 3", "add cup 3 km", "add mov -- words", "add mov 1 h", "add o", "add mood 3", "add urge 6", "add slip no", "add contact ex", "add urge no 2020-01-01", "add nothing",
		"habit edit cups --why why", "habit edit cups --at-least 6", "habit edit cups --unit h", "habit edit move --rename Walk", "habit edit move --key v", "habit edit nothing --why x",
		"habit new Read --key v", "habit archive old", "habit restore move", "habit restore old", "habit archive move", "habit move cups --to 2", "habit move cups --to 9",
		"boundary edit kept --plan plan", "boundary edit kept --rename Ex", "boundary edit n --why x", "boundary new No", "boundary end ended --let-go", "boundary end kept --let-go", "boundary edit nothing --plan x",
		"journal add -- words", "demo", "settings", "settings clock", "rest today..tomorrow", "rest --clear today..tomorrow", "__complete habit edit ", "__complete boundary show ", "__complete add ", "__complete trends ", "__complete habit restore ", "__complete habit new --area ", "__complete purge ", "__complete add slip ", "import nothing.csv",
	}
	for range 12 {
		lines = append(lines, "undo")
	}
	for range 6 {
		lines = append(lines, "redo")
	}
	return append(lines, "purge --yes nothing", "purge --yes cups", "purge --yes --note today --backups", "restore")
}

// Whatever another program wrote into the file: no command hands it to the terminal.
func TestNoCommandIsSteeredByTheRecord(t *testing.T) {
	for _, part := range []struct {
		name  string
		whole bool
	}{
		{name: "notes, reflections and urges"},
		{
			name: "every field", whole: true,
		},
	} {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel()
			p := spoiledPlace(t, part.whole)
			if out, _ := p.says("", "journal"); !strings.Contains(out, "forged") {
				t.Fatalf("the record is not spoiled: %q", out)
			}
			for _, line := range onSpoiled() {
				args := strings.Split(line, " ")
				p.holdsStill("", args...)
			}
		})
	}
}

// So that a new command is tried, too.
func TestEveryCommandIsTriedOnASpoiledRecord(t *testing.T) {
	tried := strings.Join(onSpoiled(), "\n") + "\nexport\n"
	var look func(*cobra.Command)
	look = func(c *cobra.Command) {
		path := strings.TrimPrefix(c.CommandPath(), "selfcare ")
		if c.Name() == "completion" || c.Name() == verify.Name {
			return
		}
		for _, sub := range c.Commands() {
			look(sub)
		}
		if c.HasParent() && !c.HasSubCommands() && !regexp.MustCompile(`(?m)^`+path+`\b`).MatchString(tried) {
			t.Errorf("selfcare %s is not tried", path)
		}
	}
	look(cli.Command(environment()))
}

// What is asked for as JSON is JSON, whatever is in the record.
func TestJSONOfASpoiledRecordIsJSON(t *testing.T) {
	t.Parallel()
	p := spoiledPlace(t, true)
	raw := map[string]string{} // what steers a terminal in it, by the line that printed it
	for _, line := range []string{
		"today --json", "trends --json", "trends cups --json", "habit list --json", "boundary list --json", "boundary show kept --json", "journal --json", "journal prompts --json", "status --mood --boundary --json",
		"check --json", "backup --json", "version --json", "add --json cup 3", "add --json mood 3", "add --json urge 6", "habit edit move --rename Walk --json", "undo --json", "redo --json", "export", "restore --yes --json",
	} {
		out, said := p.says("", strings.Fields(line)...)
		if !json.Valid([]byte(out)) {
			t.Errorf("selfcare %s printed %q, and said %q", line, out, said)
		}
		if found := steering(out); found != "" {
			raw[line] = found
		}
	}
	t.Run("which steers no terminal", func(t *testing.T) {
		for line, found := range raw {
			t.Errorf("selfcare %s: stdout holds %q", line, found)
		}
	})
}

// An export goes to the terminal where no file is named.
func TestAnExportOnATerminalDoesNotSteerIt(t *testing.T) {
	p := spoiledPlace(t, true)
	for _, format := range []string{"json", "csv", "md"} {
		x := open(t, p.command("export", "--format", format))
		x.ends()
		if found := steering(strings.ReplaceAll(x.printed(), "\r\n", "\n")); found != "" {
			t.Errorf("%s holds %q", format, found)
		}
	}
}

// printed is what a program wrote that has ended.
func (x *terminal) printed() string {
	out, _, _ := strings.Cut(x.output(), "\x1b]999;")
	return out
}

// hostileLine is hostile text that stays on one line of a file, and is UTF-8.
var hostileLine = strings.NewReplacer("\n", "", "\r", "").Replace(strings.ToValidUTF8(hostile, ""))

// holdStill runs each case, as a test of its own.
func holdStill(t *testing.T, p *place, cases ...[]string) {
	t.Helper()
	for _, args := range cases {
		t.Run(strings.ReplaceAll(spelling.CleanLine(strings.Join(args, " ")), "/", " "), func(t *testing.T) {
			q := *p
			q.t = t
			q.holdsStill(hostile+"\x00\n", args...)
		})
	}
}

// What is typed in a shell is neither told back as it is, nor kept.
func TestNoCommandIsSteeredByItsArguments(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	p.run("boundary", "new", "No")
	h := hostile
	holdStill(t, p,
		[]string{h}, []string{"--json=" + h}, []string{"--no-color=" + h}, []string{"help", h}, []string{"completion", h}, []string{"completion", "bash", h}, []string{"version", h}, []string{"man", h}, []string{"check", h},
		[]string{"today", h}, []string{"today", "-" + h}, []string{"today", "2026-13-" + h}, []string{"journal", h}, []string{"status", h}, []string{"status", "--format", h}, []string{"undo", h}, []string{"redo", h},
		[]string{"trends", h}, []string{"trends", h, h}, []string{"trends", "--since", h}, []string{"trends", "--until", h},
		[]string{"journal", "add", "--prompt", h, "--", h}, []string{"journal", "add"}, []string{"journal", "add", "-"},
		[]string{"habit", h}, []string{"habit", "new", h}, []string{"habit", "new", "A" + h, "--area", h, "--why", h, "--plan", h}, []string{"habit", "new", "B", "--unit", h, "--at-least", "2"},
		[]string{"habit", "new", "B", "--unit", hostileUnit, "--at-least", "2"}, []string{"habit", "new", "C", "--at-least", h}, []string{"habit", "new", "C", "--at-most", "-1" + h},
		[]string{"habit", "new", "C", "--schedule", h}, []string{"habit", "new", "C", "--key", h}, []string{"habit", "new", "C", "--key", "\u202e"}, []string{"habit", "new", "C", "--key", "\x1b"}, []string{"habit", "new", "C", "--since", h},
		[]string{"habit", "edit", h, "--why", "x"}, []string{"habit", "edit", "walk", "--area", h}, []string{"habit", "archive", h}, []string{"habit", "restore", h}, []string{"habit", "move", h, "--to", "1"}, []string{"habit", "move", "walk", "--to", h}, []string{"habit", "list", h},
		[]string{"boundary", h}, []string{"boundary", "new", "C", "--since", h}, []string{"boundary", "new", "D" + h, "--why", h, "--plan", h, "--okay", h, "--not-okay", h, "--said", h}, []string{"boundary", "show", h}, []string{"boundary", "show", "d"},
		[]string{"boundary", "edit", h, "--plan", h}, []string{"boundary", "edit", "no", "--rename", "E" + h}, []string{"boundary", "end", h, "--let-go"}, []string{"boundary", "end", "no", "--let-go=" + h}, []string{"boundary", "end", "d", "--reopened", "--", h},
		[]string{"add", "walk", h}, []string{"add", "walk", "--", h}, []string{"add", "walk", "set:" + h}, []string{"add", "walk", "30" + hostileUnit}, []string{"add", "walk", "2026-13-" + h}, []string{"add", "-"}, []string{"add"},
		[]string{"add", "mood", h}, []string{"add", "mood", "4", "--", h}, []string{"add", "urge", "7", "--", h}, []string{"add", "urge", h}, []string{"add", "slip", h}, []string{"add", "contact", "@" + h},
		[]string{"import", h}, []string{"import", "--from", h, "x"}, []string{"import", "--map", h, "x"}, []string{"import", "--map", h + "=3", "x"}, []string{"export", h}, []string{"export", "--format", h}, []string{"backup", h, h}, []string{"restore", h, h},
		[]string{"__complete", h}, []string{"__complete", "today", h}, []string{"__complete", "habit", "edit", h}, []string{"__complete", "add", h}, []string{"__complete", "add", h, ""}, []string{"__complete", "boundary", "show", h}, []string{"__complete", "habit", "new", "--area", h},
		// All of what was kept, after that.
		[]string{"today"}, []string{"habit", "list"}, []string{"boundary", "list"}, []string{"boundary", "show", "d"}, []string{"journal"}, []string{"trends"}, []string{"undo"}, []string{"undo"}, []string{"redo"},
		[]string{"--" + h}, []string{"-" + h}, []string{"today", "--" + h}, []string{"journal", "--" + h}, []string{"journal", "add", "--" + h}, []string{"trends", "--" + h}, []string{"habit", "edit", "walk", "--" + h, "x"},
		[]string{"boundary", "end", "no", "--" + h}, []string{"add", "--" + h}, []string{"status", "--" + h}, []string{"undo", "--" + h}, []string{"import", "--" + h},
		[]string{"add", h}, []string{"add", "walk" + h}, []string{"add", `"` + h},
	)
}

// Nor are the lines that a program hands to it.
func TestNoCommandIsSteeredByTheLinesItReads(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	lines := "walk\nwalk " + hostile + "\n" + hostile + "\nwalk -- " + hostile + "\x00\nmood 4 -- " + hostile + "\nwa\x00lk 5\n\x9b\nwalk \x9b5n\nurge\n"
	p.holdsStill(lines, "add", "-")
	p.holdsStill(lines, "add", "--json", "-")
	p.holdsStill(lines+"\x00", "journal", "add")
	p.holdsStill(lines, "--plain")
	for _, line := range []string{"today", "today --json", "journal", "journal --json", "undo"} {
		p.holdsStill("", strings.Fields(line)...)
	}
}

func TestNoCommandIsSteeredByItsEnvironment(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	p.run("add", "mood", "4")
	for _, name := range []string{"SELFCARE_NOW", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "TERM", "HARSHPATH", "SELFCARE_PASSPHRASE", "SELFCARE_ASCII", "RUNEWIDTH_EASTASIAN", "COLUMNS"} {
		for _, line := range []string{"today", "trends walk", "journal", "status --mood", "undo", "--plain"} {
			p.in(name, hostile).holdsStill("", strings.Fields(line)...)
		}
	}
}

// hostileFolder is a folder whose path no terminal may be sent.
func hostileFolder(t *testing.T) string {
	t.Helper()
	name := "in" + hostile
	if runtime.GOOS != "linux" { // elsewhere the name of a file has to be UTF-8
		name = strings.ToValidUTF8(name, "")
	}
	folder := filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}

// put writes a file in a folder, which is made.
func put(t *testing.T, folder, name, text string) string {
	t.Helper()
	file := filepath.Join(folder, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
	return file
}

// An answer, or an error, that names a file names it so that it can be shown.
func TestNoCommandIsSteeredByThePathOfTheRecord(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	folder := hostileFolder(t)
	good, err := os.ReadFile(p.file)
	if err != nil {
		t.Fatal(err)
	}
	damaged := slices.Clone(good)
	clear(damaged[3*4096 : 5*4096])
	link := filepath.Join(folder, "link.db")
	if err := os.Symlink(filepath.Join(folder, "gone"), link); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, file string
	}{
		{"good", put(t, folder, "good.db", string(good))},
		{"missing", filepath.Join(folder, "missing.db")},
		{"cut off", put(t, folder, "cut off.db", "x")},
		{"damaged", put(t, folder, "damaged.db", string(damaged))},
		{"noughts", put(t, folder, "noughts.db", strings.Repeat("\x00", 1<<16))},
		{"a folder", folder},
		{"in a file", filepath.Join(put(t, folder, "file", ""), "under.db")},
		{"a link", link},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := p.in("SELFCARE_DB", c.file)
			q.t = t
			q.holdsStill("", "status") // which tells nothing of a file that it cannot read
			for _, line := range []string{"today", "journal", "trends", "habit list", "undo", "check", "check --json", "backup", "backup --json", "restore", "restore --json", "export -o -"} {
				q.holdsStill("", strings.Fields(line)...)
			}
		})
	}
}

// The files that are named beside the record.
func TestNoCommandIsSteeredByThePathOfAnotherFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("habit", "new", "Walk")
	folder := hostileFolder(t)
	secret := p.in("SELFCARE_PASSPHRASE", "one")
	sealed := filepath.Join(folder, "sealed.age")
	secret.says("", "export", "--encrypt", "-o", sealed)
	holdStill(t, p.in("SELFCARE_PASSPHRASE", "two"),
		[]string{"import", folder}, []string{"import", filepath.Join(folder, "missing.csv")}, []string{"import", put(t, folder, "empty.csv", "")}, []string{"import", put(t, folder, "other.json", "{}")},
		[]string{"export", "-o", filepath.Join(folder, "x.json")}, []string{"export", "-o", folder}, []string{"export", "-o", filepath.Join(folder, "no", "x.json")}, []string{"backup", filepath.Join(folder, "x.db")},
		[]string{"backup", filepath.Join(folder, "no", "x.db")}, []string{"backup", "--encrypt", folder}, []string{"restore", filepath.Join(folder, "missing.db")}, []string{"restore", put(t, folder, "small.db", "x")},
		[]string{"restore", sealed}, []string{"import", sealed}, []string{"man", "--dir", folder}, []string{"man", "--dir", filepath.Join(put(t, folder, "page", ""), "under")},
	)
}

// exportOfText is an export with TEXT in all fields that hold any.
const exportOfText = `{"format":"selfcare","version":1,
"settings":{"values":{"mood_words":["TEXT","b","c","d","e"],"today_boundary":"TEXT","reduce_motion":true},"prompts":["TEXT"]},
"habits":[{"id":"walk","name":"Walk","area":"a\u001b\u009b\u202e","why":"TEXT","plan":"TEXT","position":0,"created":"2026-11-01","origin":"TEXT",
	"goals":[{"from":"2026-11-01","measure":"at_least","target":5,"unit":"cups","schedule":"daily"}],"entries":[{"day":"2026-11-20","amount":3,"note":"TEXT"},{"day":"TEXT"}]},
	{"id":"TEXT","name":"two","area":"TEXT","position":1,"created":"TEXT","goals":[{"from":"TEXT","measure":"TEXT","unit":"TEXT","schedule":"TEXT"}]}],
"moods":[{"id":"m","at":"2026-11-22T08:00:00Z","day":"2026-11-22","rating":4,"note":"TEXT"},{"id":"TEXT","at":"TEXT","day":"TEXT"}],
"boundaries":[{"id":"no","name":"No","since":"2026-11-01T08:00:00Z","why":["TEXT"],"okay":["TEXT"],"not_okay":["TEXT"],"said":"TEXT","plan":"TEXT","position":0,
	"events":[{"id":"e","kind":"urge","at":"2026-11-22T08:00:00Z","day":"2026-11-22","strength":7,"trigger":"TEXT","helped":["TEXT"],"note":"TEXT","next":"TEXT"}]},
	{"id":"TEXT","name":"TEXT","since":"TEXT","ended":"TEXT","events":[{"id":"TEXT","kind":"TEXT"}]}],
"reflections":[{"id":"r","day":"2026-11-22","at":"2026-11-22T08:00:00Z","prompt":"TEXT","text":"TEXT","boundary":"no"},{"id":"TEXT","day":"TEXT"}],
"help_lines":{"text":"TEXT","day":"2026-11-22"}}`

// Whatever is in a file that is brought, or in its name: neither what is told of it nor what
// is shown of it afterwards steers the terminal.
func TestNoCommandIsSteeredByWhatIsBrought(t *testing.T) {
	t.Parallel()
	folder := hostileFolder(t)
	one := hostileLine
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	for _, f := range [][2]string{
		{"Habits.csv", "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n001,Walk\u202e,NUMERICAL," + one + "," + one + ",1,1,#1,\"" + hostileUnit + "\",AT_LEAST,5,false\n002," + one + ",YES_NO,,,1,1,#1,,,,false\n"},
		{"001 Walk\u202e/Checkmarks.csv", "Date,Value,Notes\n2026-11-20,5000,\"" + one + "\"\n2026-11-" + one + ",2,\n2026-11-19," + one + ",\n"},
		{"002 " + one + "/Checkmarks.csv", "2026-11-20,2\n"},
		{one + "/" + one + ".csv", one},
	} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	inJSON, err := json.Marshal(one)
	if err != nil {
		t.Fatal(err)
	}
	text := string(inJSON)
	good := strings.ReplaceAll(exportOfText, `"TEXT"`, text)
	files := []string{
		put(t, folder, "sheet.csv", "date,habit,value,note\n2026-11-20,Walk,1,\""+one+"\n"+one+"\"\n2026-11-20,\"Run"+one+"\",1,\n2026-11-20,Sit\u202e,1,\n2026-99-"+one+",Walk,1,\n2026-11-19,Walk,"+one+",\n"),
		put(t, folder, "head.csv", "date,"+one+",x\n1,2,3\n"), put(t, folder, "head2.csv", "date,habit,value,note,"+one+"\n1,2,3,4,5\n"), put(t, folder, "quote.csv", "date,habit\n\""+one), put(t, folder, "bytes.csv", "date,habit\n2026-11-20,\x9b5n\n"),
		put(t, folder, "daylio.csv", "full_date,date,weekday,time,mood,activities,note_title,note\n2026-11-20,November 20,Friday,9:00 PM,good,walk"+one+" | run,"+one+",\""+one+"<br>&#27;[8m&#x202e;x\"\n2026-11-19,November 19,Friday,9:00 PM,odd"+one+",run,,\n2026-11-"+one+",x,x,x,good,run,,\n"),
		put(t, folder, "loop.zip", zipped.String()),
		put(t, folder, "harsh/habits", "! "+one+"\nWalk: 1\nRun"+one+": 1\nGym: "+one+"\n"),
		put(t, folder, "harsh/log", "2026-11-20 : Walk : y : "+one+" : 1\n2026-11-20 : "+one+" : y : :\n2026-11-"+one+" : Walk : y : :\n"),
		put(t, folder, "bad.json", "{"+one), put(t, folder, "bad2.json", `{"format":"selfcare","version":1,`+text+`:[]}`), put(t, folder, "bad3.json", `{"format":"selfcare","version":1,"habits":[{`+text+`:1}]}`), put(t, folder, "bad4.json", `{"format":`+text+`}`),
		put(t, folder, "good.json", good), put(t, folder, "good with IDs.json", strings.NewReplacer(`"walk"`, text, `"no"`, text, `"m"`, text, `"e"`, text, `"r"`, text).Replace(good)),
		put(t, folder, "small.db", "SQLite format 3\x00"+one), put(t, folder, "text.txt", one), put(t, folder, "harsh2/log", one),
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.holdsStill("", "import", "--dry-run", file)
			for _, format := range []string{"csv", "loop", "daylio", "harsh", "selfcare"} {
				p.holdsStill("", "import", "--dry-run", "--from", format, file)
			}
			p.holdsStill("", "import", "--json", "--dry-run", file)
			p.holdsStill("", "import", file)
			for _, line := range []string{"today --json", "today 2026-11-20", "habit list --json", "journal --json", "journal", "boundary list", "trends", "undo", "redo"} {
				p.holdsStill("", strings.Fields(line)...)
			}
		})
	}
}

// inConfig is a place with settings.
func (p *place) inConfig(folder, settings string) *place {
	p.t.Helper()
	put(p.t, folder, "selfcare/config.toml", settings)
	return p.in("XDG_CONFIG_HOME", folder)
}

func TestNoCommandIsSteeredBySettings(t *testing.T) {
	t.Parallel()
	base := newPlace(t)
	base.run("add", "mood", "1")
	tried := func(name, settings string) {
		t.Run(name, func(t *testing.T) {
			p := *base
			p.t = t
			q := p.inConfig(t.TempDir(), settings)
			for _, line := range []string{"today", "today --json", "status --mood", "journal", "add mood 1", "export --format md"} {
				q.holdsStill("", strings.Fields(line)...)
			}
		})
	}
	tried("words for moods", `mood_words = ["a\u001b[8m\u202e\u009b\u2028", "b", "c", "d", "e"]`)
	tried("raw words for moods", "mood_words = [\"a\u202e\u009b\", \"b\", \"c\", \"d\", \"e\"]")
	tried("another word", "today_boundary = \"\u202e\u009b\"")
	tried("no TOML", hostile)
	tried("no key", "a\u202e\u009b = 1")
	tried("no end", "x = '"+hostileLine)
	tried("a key", `"\u001b[31m\u202e" = 1`)
	tried("a key twice", `"\u202e" = 1`+"\n"+`"\u202e" = 2`)
	t.Run("questions", func(t *testing.T) {
		p := *base
		p.t = t
		folder := t.TempDir()
		put(t, folder, "selfcare/prompts.txt", hostileLine+"\nWhat\x9b5n\u202e?\n")
		p.in("XDG_CONFIG_HOME", folder).holdsStill("", "journal", "prompts")
	})
	t.Run("their path", func(t *testing.T) {
		p := *base
		p.t = t
		p.inConfig(hostileFolder(t), "x = 1").holdsStill("", "today")
		folder := hostileFolder(t)
		if err := os.MkdirAll(filepath.Join(folder, "selfcare", "config.toml"), 0o700); err != nil {
			t.Fatal(err)
		}
		p.in("XDG_CONFIG_HOME", folder).holdsStill("", "today")
	})
}

// Where folders of the system have such a path.
func TestNoCommandIsSteeredByTheFoldersOfTheSystem(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"} {
		p := newPlace(t).in("SELFCARE_DB", "").in(name, hostileFolder(t))
		for _, line := range []string{"today", "habit new Walk", "add walk", "journal", "status", "undo"} {
			p.holdsStill("", strings.Fields(line)...)
		}
	}
	t.Run("answers that name them", func(t *testing.T) {
		p := newPlace(t).in("SELFCARE_DB", "").in("XDG_DATA_HOME", hostileFolder(t))
		p.holdsStill("", "habit", "new", "Walk")
		p.holdsStill("", "backup")
		p.holdsStill("", "check")
		p.holdsStill("", "restore")
	})
}

// A bar has a language of its own, which a word for a mood must not speak.
func TestAWordForAMoodSpeaksNoLanguageOfBars(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run("add", "mood", "1")
	p.run("add", "mood", "1")
	q := p.inConfig(t.TempDir(), `mood_words = ["#[fg=red]", "b", "c", "d", "e"]`)
	if out, _ := q.says("", "status", "--mood", "--format", "tmux"); out != "0/0  ##[fg=red]\n" {
		t.Errorf("tmux is told %q", out)
	}
	q = p.inConfig(t.TempDir(), `mood_words = ["#(reboot)", "b", "c", "d", "e"]`)
	if out, _ := q.says("", "status", "--mood", "--format", "tmux"); out != "0/0  ##(reboot)\n" {
		t.Errorf("tmux is told %q", out)
	}
	q = p.inConfig(t.TempDir(), `mood_words = ["<b>&</b>", "b", "c", "d", "e"]`)
	out, _ := q.says("", "status", "--mood", "--format", "waybar")
	var bar struct{ Text string }
	if err := json.Unmarshal([]byte(out), &bar); err != nil || bar.Text != "0/0  &lt;b&gt;&amp;&lt;/b&gt;" {
		t.Errorf("waybar is told %q, %v", bar.Text, err)
	}
}

// The question above a reflection that is written at a terminal.
func TestAQuestionAtATerminalDoesNotSteerIt(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := open(t, p.command("journal", "add", "--prompt", "What"+hostile))
	x.shows("end with ctrl+d")
	x.press("words\r\x04")
	x.ends()
	if found := steering(strings.ReplaceAll(x.printed(), "\r\n", "\n")); found != "" {
		t.Errorf("it holds %q", found)
	}
}

// steered are the parts of hostile text that must not come through to the terminal of the
// app, among the sequences that the app sends itself.
func (x *terminal) steered() []string {
	var found []string
	for _, bad := range []string{"\x1b]0;x", "\u009b", "\x9b5n", "\u202e", "\u2066", "\u061c", "\u200f", "\u2028", "\x7f", "\ufeff", "\u200b"} {
		if strings.Contains(x.output(), bad) {
			found = append(found, bad)
		}
	}
	for _, style := range regexp.MustCompile(`\x1b\[[0-9;:]*m`).FindAllString(x.output(), -1) {
		if slices.Contains(strings.FieldsFunc(style, func(r rune) bool { return r < '0' || r > '9' }), "8") && !strings.Contains(style, "38;") && !strings.Contains(style, "48;") {
			found = append(found, style)
		}
	}
	return found
}

// What comes of it all on a terminal, past what draws.
func TestTheAppSendsNoTerminalWhatIsInTheRecord(t *testing.T) {
	for _, whole := range []bool{false, true} {
		t.Run(map[bool]string{false: "notes, reflections and urges", true: "every field"}[whole], func(t *testing.T) {
			t.Parallel()
			p := spoiledPlace(t, whole)
			x := p.app(sized(130, 70))
			x.shows("Cup", "Move", "0 of 2")
			for _, step := range [][2]string{
				{"R", "habit"},
				{"B", "3 next"},
				{"\r", "written down"},
				{"J", "A slip: "},
				{"/for", "found"},
				{"\r", "esc clears"},
				{"H", "emergency"},
				{"\x1b", "A slip: "},
				{"T", "M T W T F S S"},
				{"a", "esc leave"},
				{"\x1b[200~walk\x1b[8;5m\u009b5n\u202e\x1b]0;x\x07\ttail\x1b[201~", "tail"},
			} {
				x.press(step[0])
				x.shows(step[1])
			}
			x.press("\x03")
			x.ends()
			if found := x.steered(); len(found) > 0 {
				t.Errorf("the terminal was sent %q", found)
			}
		})
	}
}
