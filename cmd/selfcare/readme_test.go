package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"selfcare/internal/cli"
	"selfcare/internal/cli/help"
	"selfcare/internal/settings"
)

// What the README, docs, the manual and the help of each command say of commands is run here.

// toldBlock is some lines that stand together in a text, and are run one after another.
type toldBlock struct {
	where string
	lines []string
}

// How each line that is told has to end, where it is not status 0, and why.
var toldOtherwise = map[string]struct {
	status int
	says   string // in what it prints on stderr
	why    string
}{
	"selfcare":            {2, "needs a terminal", "opens the app, which other tests open on a terminal"},
	"selfcare demo":       {2, "needs a terminal", "opens the app, too"},
	"selfcare import":     {2, "needs a file", "is named in passing, without what it needs"},
	"selfcare purge":      {2, "needs a habit or a boundary", "is named in passing, without what it needs"},
	"selfcare restore":    {2, "selfcare restore --yes replaces it", "asks before it replaces a sound record"},
	"selfcare purge NAME": {2, "--yes says that it is meant", "asks, and without a terminal needs --yes"},
	`selfcare import "Loop Habits Backup 2026-11-22 090000.db"`: {1, "damaged", "is given no file of Loop's: package transfer reads those"},
}

// toldAfter are the commands that a line needs before it.
var toldAfter = map[string]string{
	"selfcare redo":         "selfcare undo",
	"selfcare restore":      "selfcare backup",
	"selfcare restore FILE": "selfcare backup FILE",
}

// toldWords are what stands for the words in capitals, by command where it matters.
var toldWords = map[string]string{
	"FILE": "copy.db", "DAY": "yesterday", "HABIT": "Walk", "NAME": "Walk", "WORDS": "sleep 8h", "FOLDER": "pages",
	"DAY..DAY": "2026-12-20..2026-12-27",
}

func TestEveryCommandThatIsToldRuns(t *testing.T) {
	blocks := slices.Concat(blocksOfPages(t), blocksOfManual(t), blocksOfHelps())
	template := toldPlace(t)
	ran, seen := 0, map[string]bool{}
	for _, b := range blocks {
		t.Run(b.where, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			if err := os.CopyFS(folder, os.DirFS(template)); err != nil {
				t.Fatal(err)
			}
			for _, l := range b.lines {
				for _, line := range variants(l) {
					runTold(t, folder, line)
				}
			}
		})
		for _, l := range b.lines {
			for _, line := range variants(l) {
				ran++
				seen[line] = true
			}
		}
	}
	if ran < 80 {
		t.Errorf("only %d commands were found in README, docs, manual and helps", ran)
	}
	for line, other := range toldOtherwise {
		if !seen[line] {
			t.Errorf("nobody tells of %s any more, of which toldOtherwise says that it %s", line, other.why)
		}
	}
}

// runTold runs a line that was told, and looks at how it ends.
func runTold(t *testing.T, folder, line string) {
	t.Helper()
	if first := toldAfter[line]; first != "" {
		if status, said := runLine(t, folder, first); status != 0 {
			t.Errorf("%s: status %d: %s", first, status, said)
		}
	}
	status, said := runLine(t, folder, line)
	other := toldOtherwise[line]
	if status != other.status || !strings.Contains(said, other.says) {
		t.Errorf("%s: status %d and %q; want %d and %q. Tell it otherwise, or say why in toldOtherwise", line, status, said, other.status, other.says)
	}
}

// runLine runs selfcare as a shell would, with nothing to read.
func runLine(t *testing.T, folder, line string) (status int, said string) {
	t.Helper()
	words, err := shellWords(line)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	home := filepath.Join(folder, "home")
	var args []string
	for _, w := range words[1:] {
		bare := strings.TrimSuffix(w, "...")
		if sample, ok := toldWords[bare]; ok {
			args = append(args, strings.Fields(sample)...)
			continue
		}
		args = append(args, strings.Replace(w, "~/", home+"/", 1))
	}
	c := exec.Command("selfcare", args...)
	c.Dir = folder
	c.Env = append(os.Environ(), "SELFCARE_DB="+filepath.Join(folder, "selfcare.db"), "SELFCARE_NOW="+now, "SELFCARE_PASSPHRASE=of the test", "TZ=Europe/Berlin", "HOME="+home,
		"XDG_DATA_HOME="+filepath.Join(home, "data"), "XDG_CONFIG_HOME="+filepath.Join(home, "config"), "XDG_STATE_HOME="+filepath.Join(home, "state"))
	var complaint bytes.Buffer
	c.Stderr = &complaint
	var exit *exec.ExitError
	if err := c.Run(); errors.As(err, &exit) {
		return exit.ExitCode(), complaint.String()
	} else if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return 0, complaint.String()
}

// toldPlace is a folder with a record, and with every file that is told of.
func toldPlace(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	put := func(name string, text []byte) {
		t.Helper()
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, text, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	of := func(path string) []byte {
		t.Helper()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, line := range []string{
		`selfcare habit new Sleep --at-least 7.5 --unit h --area body --since 2026-11-01`,
		`selfcare habit new Walk --at-least 30 --unit min --since 2026-11-01`,
		`selfcare habit new Meditation --since 2026-11-01`,
		`selfcare habit new Outdoors --at-least 120 --unit min --schedule 1/7 --since 2026-11-01`,
		`selfcare boundary new "No contact" --since "30 Oct 21:40"`,
		`selfcare add walk 20m yesterday -- rain`,
		`selfcare add mood 3 -- so-so`,
		`selfcare journal add -- "I cooked."`,
		`selfcare export -o selfcare.json`,
	} {
		if status, said := runLine(t, folder, line); status != 0 {
			t.Fatalf("%s: status %d: %s", line, status, said)
		}
	}
	put("Loop Habits CSV 2026-11-22.zip", of("../../internal/transfer/testdata/loop-csv-2.3.1-apache2.zip"))
	put("Loop Habits Backup 2026-11-22 090000.db", append([]byte("SQLite format 3\x00"), make([]byte, 512)...))
	put("daylio_export_2026_11_22.csv", of("../../internal/transfer/testdata/daylio-mit.csv"))
	put("sheet.csv", []byte("date,habit,value,note\n2026-11-20,Water,1.5,\n"))
	put("home/.config/harsh/habits", []byte("! Body\nGym: 3/7\n"))
	put("home/.config/harsh/log", []byte("2026-11-20 : Gym : y :  : \n"))
	return folder
}

var (
	aFence  = regexp.MustCompile("(?ms)^```[a-z]*\n(.*?)^```$")
	aSpan   = regexp.MustCompile("`([^`]+)`")
	anOpt   = regexp.MustCompile(`\s\[([^\]]+)\]`)
	aBreak  = regexp.MustCompile(`\s+`)
	aFlag   = regexp.MustCompile(`(?:^|[\s(\x60])(--[a-z][a-z-]*)`)
	also    = regexp.MustCompile(`\balso ((?:[a-z]+, )*[a-z]+)`)
	aShell  = regexp.MustCompile(` [|>] `)
	aGap    = regexp.MustCompile(` {2,}`)
	isTold  = regexp.MustCompile(`^selfcare( |$)`)
	anExtra = regexp.MustCompile(`^(selfcare(?: [a-z]+)*) ([a-z]+), ([a-z]+)$`)
)

// pageAt is the text of a file of the repository.
func pageAt(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../..", path))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

// pages are what there is to read about the program as it is, by their paths: not the
// changelog, which tells of what was, too.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		found, err := filepath.Glob("../../" + pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, path := range found {
			if name := strings.TrimPrefix(filepath.ToSlash(path), "../../"); name != "CHANGELOG.md" {
				all[name] = pageAt(t, name)
			}
		}
	}
	return all
}

// toldIn are the lines of a text that begin with selfcare.
func toldIn(text string) (lines []string) {
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); isTold.MatchString(l) {
			lines = append(lines, l)
		}
	}
	return lines
}

// blocksOfPages are the blocks of code of the pages, and what stands in backticks between them.
func blocksOfPages(t *testing.T) (blocks []toldBlock) {
	all := pages(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		text := all[name]
		for i, m := range aFence.FindAllStringSubmatch(text, -1) {
			blocks = append(blocks, toldBlock{fmt.Sprintf("%s, block %d", name, i+1), toldIn(m[1])})
		}
		for _, m := range aSpan.FindAllStringSubmatch(aFence.ReplaceAllString(text, ""), -1) {
			span := strings.TrimPrefix(aBreak.ReplaceAllString(m[1], " "), "go run ./cmd/")
			blocks = append(blocks, toldBlock{name + ", " + span, toldIn(span)})
		}
	}
	return slices.DeleteFunc(blocks, func(b toldBlock) bool { return len(b.lines) == 0 })
}

// fromRoff is the text of a page in man(7).
var fromRoff = strings.NewReplacer(`\-`, "-", `\(dq`, `"`, `\(aq`, "'", `\(ti`, "~", `\(ha`, "^", `\(ga`, "`", `\e`, `\`, `\&`, "", `\fB`, "", `\fR`, "")

// blocksOfManual are the examples of the manual, as it is printed.
func blocksOfManual(t *testing.T) (blocks []toldBlock) {
	t.Helper()
	_, examples, _ := strings.Cut(manual1(t), "\n.SH \"EXAMPLES\"\n")
	examples, _, _ = strings.Cut(examples, "\n.SH ")
	for i, part := range strings.Split(examples, ".PP") {
		blocks = append(blocks, toldBlock{fmt.Sprintf("man, examples %d", i+1), toldIn(part)})
	}
	if len(blocks) < 2 || len(blocks[0].lines) < 5 {
		t.Fatalf("the manual has the examples %v", blocks)
	}
	return blocks
}

// manual1 is what selfcare man prints, without the signs of roff.
func manual1(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("selfcare", "man").Output()
	if err != nil {
		t.Fatal(err)
	}
	return fromRoff.Replace(string(out))
}

// blocksOfHelps are the examples in the help of each command: each line stands for itself.
func blocksOfHelps() (blocks []toldBlock) {
	for _, cmd := range everyCommand() {
		for l := range strings.Lines(cmd.Long + "\n" + cmd.Example) {
			if strings.HasPrefix(l, "  selfcare ") {
				blocks = append(blocks, toldBlock{"help of " + cmd.CommandPath() + ", " + strings.TrimSpace(l), toldIn(l)})
			}
		}
	}
	return blocks
}

// everyCommand is every command that is not hidden, with its help.
func everyCommand() []*cobra.Command {
	var all []*cobra.Command
	todo := []*cobra.Command{cli.Command(environment())}
	for len(todo) > 0 {
		all, todo = append(all, todo[0]), append(todo[1:], help.Shown(todo[0])...)
	}
	return all
}

// command is the command that a line is about, nil where there is none.
func commandOf(line string) *cobra.Command {
	words, err := shellWords(line)
	if err != nil {
		return nil
	}
	var names []string
	for _, w := range words[1:] {
		if strings.HasPrefix(w, "-") || strings.HasPrefix(w, "[") {
			break
		}
		names = append(names, w)
	}
	cmd, _, err := cli.Command(environment()).Find(names)
	if err != nil {
		return nil
	}
	return cmd
}

// variants are the commands that a line tells of: with and without what is in brackets, each of
// two names, without what follows a gap or is for the shell.
func variants(line string) []string {
	line = aGap.Split(line, 2)[0]
	line = aShell.Split(line, 2)[0]
	if m := anExtra.FindStringSubmatch(line); m != nil {
		return []string{m[1] + " " + m[2], m[1] + " " + m[3]}
	}
	if m := anOpt.FindStringSubmatch(line); m != nil {
		return append(variants(strings.Replace(line, m[0], "", 1)), variants(strings.Replace(line, m[0], " "+m[1], 1))...)
	}
	return []string{line}
}

// shellWords divides a line as a shell does, as far as examples need it.
func shellWords(line string) (words []string, err error) {
	quoted, open, word := false, false, ""
	for _, r := range line {
		switch {
		case r == '"':
			quoted, open = !quoted, true
		case r == ' ' && !quoted:
			if open {
				words = append(words, word)
			}
			open, word = false, ""
		default:
			open, word = true, word+string(r)
		}
	}
	if quoted {
		return nil, errors.New("a quote is open")
	}
	if open {
		words = append(words, word)
	}
	return words, nil
}

// What is said beside a command, of its flags and of others, is there, too.
func TestEveryFlagThatIsToldIsThere(t *testing.T) {
	flags := map[string]bool{}
	for _, cmd := range everyCommand() {
		for _, f := range flagsOf(cmd) {
			flags[f] = true
		}
	}
	for name, text := range pages(t) {
		for _, m := range aFence.FindAllStringSubmatch(text, -1) {
			for _, l := range toldIn(m[1]) {
				parts := aGap.Split(l, 2)
				for _, line := range variants(l) {
					cmd := commandOf(line)
					if cmd == nil {
						t.Errorf("%s: there is no command %s", name, line)
					} else if len(parts) == 2 {
						isBeside(t, name, cmd, parts[1])
					}
				}
			}
		}
		for _, m := range aFlag.FindAllStringSubmatch(aFence.ReplaceAllString(text, ""), -1) {
			if !flags[m[1]] {
				t.Errorf("%s: no command has the flag %s", name, m[1])
			}
		}
	}
}

// isBeside looks at what is said beside a command.
func isBeside(t *testing.T, where string, cmd *cobra.Command, says string) {
	t.Helper()
	for _, m := range aFlag.FindAllStringSubmatch(says, -1) {
		if !slices.Contains(flagsOf(cmd), m[1]) {
			t.Errorf("%s: %s has no flag %s", where, cmd.CommandPath(), m[1])
		}
	}
	m := also.FindStringSubmatch(says)
	if m == nil {
		return
	}
	for _, name := range strings.Split(m[1], ", ") {
		if !slices.ContainsFunc(help.Shown(cmd.Parent()), func(c *cobra.Command) bool { return c.Name() == name }) {
			t.Errorf("%s: there is no command %s %s", where, cmd.Parent().CommandPath(), name)
		}
	}
}

// flagsOf are the flags that a command takes.
func flagsOf(cmd *cobra.Command) (names []string) {
	cmd.InitDefaultHelpFlag()
	for _, all := range []*pflag.FlagSet{cmd.LocalFlags(), cmd.InheritedFlags()} {
		all.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	}
	return names
}

// unnamed are the commands that the README leaves out, and why.
var unnamed = map[string]string{
	"selfcare help":    "as in every program",
	"selfcare version": "as in every program",
}

func TestEveryCommandIsTold(t *testing.T) {
	readme, man := pageAt(t, "README.md"), manual1(t)
	for _, cmd := range help.Shown(cli.Command(environment())) {
		path := cmd.CommandPath()
		mentioned := regexp.MustCompile(`(?m)(^|[\s\x60/])` + path + `\b|^selfcare [a-z]+, ` + cmd.Name() + ` `).MatchString(readme)
		switch {
		case !mentioned && unnamed[path] == "":
			t.Errorf("the README does not tell of %s: give it a line under Other commands, or a reason in unnamed", path)
		case mentioned && unnamed[path] != "":
			t.Errorf("the README tells of %s, and unnamed says why it does not", path)
		}
		if !strings.Contains(man, "\n"+cmd.Use+"\n") {
			t.Errorf("the manual does not tell of %s", path)
		}
	}
}

// readByOthers are the variables that a library reads, and where that is tested.
var readByOthers = map[string]string{
	"NO_COLOR":        "by colorprofile; testdata/color.txt",
	"XDG_DATA_HOME":   "by xdg; testdata/place.txt",
	"XDG_CONFIG_HOME": "by xdg; testdata/mood.txt",
	"XDG_STATE_HOME":  "by xdg; testdata/no_file.txt",
}

var (
	aVariable = regexp.MustCompile(`\b(?:SELFCARE_[A-Z]+|NO_COLOR|XDG_[A-Z_]+)\b`)
	aLiteral  = regexp.MustCompile(`"(SELFCARE_[A-Z]+)"`)
)

func TestEveryVariableThatIsToldIsRead(t *testing.T) {
	read, inTests := variablesIn(t, "../../cmd", "../../internal")
	told := map[string]string{"selfcare man": manual1(t)}
	for name, text := range pages(t) {
		told[name] = text
	}
	for where, text := range told {
		for _, name := range aVariable.FindAllString(text, -1) {
			tests := strings.HasPrefix(where, "docs/") && inTests[name]
			if !read[name] && readByOthers[name] == "" && !tests {
				t.Errorf("%s tells of %s, which nothing reads", where, name)
			}
		}
	}
	for name := range read {
		for _, where := range []string{"README.md", "selfcare man"} {
			if !regexp.MustCompile(`\b` + name + `\b`).MatchString(told[where]) {
				t.Errorf("%s is read, and %s does not tell of it", name, where)
			}
		}
	}
	if len(read) < 4 {
		t.Errorf("only %v were found in the program", read)
	}
}

// variablesIn are the variables of ours that the program names, and those that its tests do.
func variablesIn(t *testing.T, roots ...string) (read, inTests map[string]bool) {
	t.Helper()
	read, inTests = map[string]bool{}, map[string]bool{}
	for path, text := range goFiles(t, roots...) {
		for _, m := range aLiteral.FindAllStringSubmatch(text, -1) {
			if strings.HasSuffix(path, "_test.go") {
				inTests[m[1]] = true
			} else {
				read[m[1]] = true
			}
		}
	}
	return read, inTests
}

// goFiles are the files of Go in folders, but for those of tools.
func goFiles(t *testing.T, roots ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "tools":
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(path, ".go"):
				return nil
			}
			b, err := os.ReadFile(path)
			all[path] = string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// The settings of the README's example are settings, and all that there are.
func TestEverySettingIsTold(t *testing.T) {
	told := ""
	for _, m := range aFence.FindAllStringSubmatch(pageAt(t, "README.md"), -1) {
		if strings.Contains(m[1], "mood_words") {
			told = m[1]
		}
	}
	if told == "" {
		t.Fatal("the README has no example of config.toml")
	}
	if _, problems := settings.Parse(told); len(problems) > 0 {
		t.Errorf("the README's settings: %s", strings.Join(problems, "; "))
	}
	// Every word of the package that may be a setting is tried.
	for path, text := range goFiles(t, "../../internal/settings") {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`"([a-z]+(?:_[a-z]+)*)"`).FindAllStringSubmatch(text, -1) {
			_, problems := settings.Parse(m[1] + " = {}")
			isOne := len(problems) > 0 && !strings.Contains(problems[0], "is no setting")
			if isOne && !regexp.MustCompile(`(?m)^#? ?`+m[1]+`\s*=`).MatchString(told) {
				t.Errorf("%s is a setting, and the README's example of config.toml does not have it", m[1])
			}
		}
	}
}

// notOurs are the words in backticks of ARCHITECTURE.md that no declaration has, and why.
var notOurs = map[string]string{"space": "a key", "tea.KeyPressMsg": "of a library", "state": "of the tests of package ui"}

var (
	aName = regexp.MustCompile(`^[A-Za-z]+(\.[A-Za-z]+)?$`)
	aFile = regexp.MustCompile(`\b(?:cmd/selfcare|cli/flags|db|ui|transfer|habits)/[a-z_]+\.go\b`)
)

// The names in ARCHITECTURE.md are those of the program.
func TestEveryNameOfTheArchitectureIsThere(t *testing.T) {
	text := aFence.ReplaceAllString(pageAt(t, "ARCHITECTURE.md"), "")
	var code strings.Builder
	packages := map[string]bool{}
	for path, text := range goFiles(t, "../../cmd", "../../internal") {
		if !strings.HasSuffix(path, "_test.go") {
			code.WriteString(text)
			packages[filepath.Base(filepath.Dir(path))] = true
		}
	}
	names := 0
	for _, m := range aSpan.FindAllStringSubmatch(text, -1) {
		if !aName.MatchString(m[1]) || notOurs[m[1]] != "" {
			continue
		}
		if _, err := os.Stat("../../" + m[1]); err == nil { // a folder
			continue
		}
		names++
		of, name, isOf := strings.Cut(m[1], ".")
		if !isOf {
			name = of
		}
		declared := `(?m)^(func (\([^)]*\) )?|type |var |const |\t)` + name + `\b`
		if isOf && !packages[of] { // a method
			declared = `(?m)^func \([a-z]+ \*?` + of + `\) ` + name + `\(|^type ` + of + ` interface \{[^}]*\n\t` + name + `\(`
		}
		if !regexp.MustCompile(declared).MatchString(code.String()) {
			t.Errorf("ARCHITECTURE.md names %s, which is declared nowhere", m[1])
		}
	}
	for _, name := range aFile.FindAllString(text, -1) {
		if _, err := os.Stat("../../internal/" + name); err != nil {
			if _, err := os.Stat("../../" + name); err != nil {
				t.Errorf("ARCHITECTURE.md names %s, which is not there", name)
			}
		}
	}
	if names < 40 {
		t.Errorf("only %d names were found", names)
	}
}
