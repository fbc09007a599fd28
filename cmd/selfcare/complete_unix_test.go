//go:build unix

package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"selfcare/internal/cli/complete"

	"go.etcd.io/bbolt"
)

// named is a place with habits and boundaries whose names are hard on a shell.
func named(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	for _, name := range []string{"Meditation", "Cold shower", "No alcohol", "No sugar", "Don't smoke", "Read: 10 pages", "Pay $(touch paid) `touch paid` ; touch paid", "Über Wasser", `Back\slash`} {
		p.run("habit", "new", name)
	}
	for _, name := range []string{"Tea & cake", "Old one"} {
		p.run("habit", "new", name, "--area", "sweet things")
	}
	p.run("habit", "archive", "Old one")
	p.run("boundary", "new", "No contact with R.")
	return p
}

// withBash has bash complete a line, of which the last word is being typed, as a TAB would
// that finds more than one answer (9), or the one after it, which lists them (63).
func (p *place) withBash(kind string, words ...string) []string {
	p.t.Helper()
	const script = `
source ./script
# The package bash-completion, which the script asks for, has this function.
_get_comp_words_by_ref() { cur=${COMP_WORDS[COMP_CWORD]} words=("${COMP_WORDS[@]}") cword=$COMP_CWORD; }
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
__start_selfcare 2>errors
printf '%s\n' "${COMPREPLY[@]}"
`
	folder := p.t.TempDir()
	put(p.t, folder, "script", p.run("completion", "bash"))
	c := exec.Command("bash", append([]string{"--noprofile", "--norc", "-c", script, "bash", "selfcare"}, words...)...)
	c.Dir, c.Env = folder, append(slices.Clone(p.env), "COMP_TYPE="+kind)
	out, err := c.Output()
	if err != nil {
		p.t.Fatal(err)
	}
	made, err := filepath.Glob(filepath.Join(folder, "paid"))
	if err != nil || len(made) > 0 {
		p.t.Errorf("bash ran what is in a name: %v, %v", made, err)
	}
	if text := strings.TrimSuffix(string(out), "\n"); text != "" {
		return strings.Split(text, "\n")
	}
	return nil
}

func needsShell(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("SKIPPED: there is no %s here", name)
	}
}

func TestBashCompletes(t *testing.T) {
	t.Parallel()
	needsShell(t, "bash")
	p := named(t)
	for _, c := range []struct {
		kind string
		line []string
		want []string
	}{
		{"9", []string{"add", "Me"}, []string{"Meditation"}},
		{"9", []string{"add", "mo"}, []string{"mood"}},
		{"9", []string{"add", "Cold"}, []string{`Cold\ shower`}},
		{"9", []string{"add", `Cold\ sh`}, []string{`Cold\ shower`}},
		{"9", []string{"add", "Cold", ""}, []string{"shower"}},
		{"9", []string{"habit", "edit", "N"}, []string{`No\ alcohol`, `No\ sugar`}},
		{"9", []string{"habit", "edit", `No\ `}, []string{`No\ alcohol`, `No\ sugar`}},
		{"63", []string{"habit", "edit", "N"}, []string{"No alcohol", "No sugar"}},
		{"9", []string{"habit", "edit", "Don"}, []string{`Don\'t\ smoke`}},
		{"9", []string{"habit", "edit", "Pay"}, []string{"Pay\\ \\$\\(touch\\ paid\\)\\ \\`touch\\ paid\\`\\ \\;\\ touch\\ paid"}},
		{"9", []string{"habit", "edit", "Back"}, []string{`Back\\slash`}},
		{"9", []string{"habit", "edit", "Tea"}, []string{`Tea\ \&\ cake`}},
		{"9", []string{"habit", "edit", "Tea\\ \\&\\ cake", ""}, nil},
		{"9", []string{"habit", "new", "x", "--area", ""}, []string{`sweet\ things`}},
		{"9", []string{"habit", "restore", ""}, []string{`Old\ one`}},
		{"9", []string{"boundary", "show", ""}, []string{`No\ contact\ with\ R.`}},
		{"9", []string{"status", "--format", "t"}, []string{"tmux"}},
		{"9", []string{"--db", "/nowhere/x.db", "add", "Me"}, nil},
	} {
		if got := p.withBash(c.kind, c.line...); !slices.Equal(got, c.want) {
			t.Errorf("%q is completed with %q, want %q", c.line, got, c.want)
		}
	}
}

// Whatever another program wrote into the record: each name is one line, and no more.
func TestNamesThatAreHostileAreCompletedOnOneLine(t *testing.T) {
	t.Parallel()
	p := spoiledPlace(t, true)
	p.run("today") // which verifies what another program wrote
	for line, want := range map[string]string{"habit edit ": "Cup", "habit restore ": "Old", "boundary show ": "No", "add ": "Cup"} {
		out := p.holdsStill("", append([]string{"__complete"}, strings.Split(line, " ")...)...)
		if !strings.Contains(out, want) {
			t.Errorf("%s is completed with %q", line, out)
		}
		if strings.Contains(out, "\n\n") || strings.Count(out, "\t") > len(complete.Openers()) {
			t.Errorf("%s is completed with %q, which no shell can read", line, out)
		}
	}
}

// A shell does not wait for a change that takes long.
func TestOfABusyRecordNothingIsCompleted(t *testing.T) {
	t.Parallel()
	p := named(t)
	writer, err := bbolt.Open(p.file, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	out, said := p.says("", "__complete", "habit", "edit", "")
	if out != ":36\n" || strings.Contains(said, "rror") {
		t.Errorf("it is completed with %q, and %q is said", out, said)
	}
}

// shells are started without anybody's settings, and say that they are ready in a word that
// is not in what they are told. For bash there is what the package bash-completion has.
var shells = map[string]struct {
	args  []string
	setup string
}{
	"bash": {[]string{"--noprofile", "--norc", "-i"}, `PS1='rea'"dy> "; _get_comp_words_by_ref() { cur=${COMP_WORDS[COMP_CWORD]} words=("${COMP_WORDS[@]}") cword=$COMP_CWORD; }; source ./script; clear`},
	"zsh":  {[]string{"-f", "-i"}, `PS1='rea'"dy> "; autoload -U compinit; compinit -u -D; source ./script; clear`},
	"fish": {[]string{"--no-config", "-i"}, `function fish_prompt; echo -n 'rea'"dy> "; end; source ./script; clear`},
}

// On a terminal of its own, as a person has it: what is put into the line is one word to
// the shell, and names what it should.
func TestShellsCompleteOnATerminal(t *testing.T) {
	for name, shell := range shells {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			needsShell(t, name)
			p := named(t)
			folder := t.TempDir()
			put(t, folder, "script", p.run("completion", name))
			c := exec.Command(name, shell.args...)
			c.Dir, c.Env = folder, p.env
			x := open(t, c, sized(160, 40))
			x.press(shell.setup + "\r")
			x.matches(`^ready>\s*$`)
			for _, step := range []struct{ typed, becomes, then, said string }{
				{"add Me", "add Meditation", "", "Meditation · today · yes"},
				{"habit edit Col", `Cold\\ shower`, "--key c", "Cold shower edited"},
				{`habit edit No\ a`, `No\\ alcohol`, "--why why", "No alcohol edited"},
				{"habit edit Don", `Don\\'t\\ smoke|"Don't smoke"`, "--why why", "Don't smoke edited"},
				{"habit edit Pay", `touch\\ paid|touch paid'`, "--schedule wee\t", "touch paid: now 1 of 7 days"},
				{"add Cold ", "add Cold shower", "", "Cold shower · today · yes"},
			} {
				x.press("selfcare " + step.typed + "\t")
				x.matches(`^ready> selfcare .*(` + step.becomes + `)\s*$`)
				x.press(step.then + "\r")
				x.shows(step.said)
				x.matches(`^ready>\s*$`)
			}
			if paid, err := filepath.Glob(filepath.Join(folder, "paid")); err != nil || len(paid) > 0 {
				t.Errorf("%s ran what is in a name: %v", name, err)
			}
		})
	}
}
