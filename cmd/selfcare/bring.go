package main

import (
	"cmp"
	"context"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"selfcare/internal/db"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
	"selfcare/internal/ui/page/importpage"
)

// importer is what the app imports with.
type importer struct {
	p     *program
	store *db.DB
}

// mostFound is how many files are offered.
const mostFound = 8

// Found are exports in the folder of downloads, the newest of each kind, and harsh's own
// folder.
func (i importer) Found() []string {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	var found []string
	for _, pattern := range []string{"Loop Habits *.zip", "Loop Habits *.db", "daylio_export*.csv", "selfcare*.json"} {
		at, err := filepath.Glob(filepath.Join(home, "Downloads", pattern))
		if err != nil || len(at) == 0 {
			continue
		}
		found = append(found, slices.MaxFunc(at, func(a, b string) int { return cmp.Compare(changed(a), changed(b)) }))
	}
	harsh := os.Getenv("HARSHPATH")
	if harsh == "" {
		harsh = filepath.Join(home, ".config", "harsh")
		if runtime.GOOS == "windows" {
			harsh = filepath.Join(os.Getenv("APPDATA"), "harsh")
		}
	}
	if _, err := os.Stat(filepath.Join(harsh, "log")); err == nil {
		found = append(found, harsh)
	}
	for n, at := range found {
		found[n] = homely(at, home)
	}
	return found[:min(len(found), mostFound)]
}

// changed is when a file was changed last, to compare.
func changed(at string) int64 {
	info, err := os.Stat(at)
	if err != nil {
		return 0
	}
	return info.ModTime().UnixNano()
}

// homely is a path with ~ for the home folder.
func homely(at, home string) string {
	if rest, ok := strings.CutPrefix(at, home+string(filepath.Separator)); ok && home != "" {
		return "~" + string(filepath.Separator) + rest
	}
	return at
}

// Complete completes a path as far as the files that there are agree.
func (i importer) Complete(path string) string {
	at := pathOf(path)
	if strings.TrimSpace(path) == "" {
		return path
	}
	if strings.HasSuffix(path, "~") {
		return path + string(filepath.Separator)
	}
	folder, begun := filepath.Split(at)
	entries, err := os.ReadDir(cmp.Or(folder, "."))
	if err != nil {
		return path
	}
	common, fits := "", 0
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, begun) || begun == "" && strings.HasPrefix(name, ".") || spelling.CleanLine(name) != name {
			continue
		}
		if info, err := os.Stat(filepath.Join(folder, name)); err == nil && info.IsDir() {
			name += string(filepath.Separator)
		}
		if fits++; fits == 1 {
			common = name
		}
		for !strings.HasPrefix(name, common) {
			common = common[:len(common)-1]
		}
	}
	common = strings.ToValidUTF8(common, "") // a letter may be cut
	if len(common) <= len(begun) {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil || !strings.HasPrefix(strings.TrimSpace(path), "~") {
		return folder + common
	}
	return homely(folder+common, home)
}

// pathOf is the path that a person means: terminals drop files in quotes, with escaped
// blanks, or as an address.
func pathOf(text string) string {
	text = strings.TrimSpace(text)
	for _, quote := range []string{`'`, `"`} {
		if len(text) > 1 && strings.HasPrefix(text, quote) && strings.HasSuffix(text, quote) {
			text = text[1 : len(text)-1]
		}
	}
	if rest, ok := strings.CutPrefix(text, "file://"); ok {
		if plain, err := url.PathUnescape(rest); err == nil {
			text = plain
		}
	}
	home, err := os.UserHomeDir()
	if rest, ok := strings.CutPrefix(text, "~"); ok && err == nil && (rest == "" || os.IsPathSeparator(rest[0])) {
		text = home + rest
	}
	if runtime.GOOS == "windows" {
		return text
	}
	if _, err := os.Lstat(text); err != nil && strings.Contains(text, `\`) {
		return strings.NewReplacer(`\\`, `\`, `\`, "").Replace(text)
	}
	return text
}

// inShell refuses a file that is encrypted: the app has the terminal to itself.
func inShell() (string, error) {
	return "", refusal.New("The file is encrypted; selfcare import asks for its passphrase in a shell")
}

// Look is as in [importpage.Importer].
func (i importer) Look(ctx context.Context, path string) (importpage.Import, error) {
	today := i.p.today()
	one := &importing{
		p: i.p, files: []string{pathOf(path)}, choices: transfer.Choices{Today: today}, ask: inShell,
		opts: transfer.Options{Today: today, Zone: i.p.clock().Location()},
	}
	bundles, err := one.read(&meter{ctx: ctx})
	if err != nil {
		return importpage.Import{}, err
	}
	return approval{store: i.store, importing: one, bundle: bundles[0]}.look(ctx)
}

// approval is an import that waits for its approval: a file that was read, and what it would do.
type approval struct {
	store     *db.DB
	importing *importing
	bundle    *transfer.Bundle
	plan      *transfer.Plan
}

// look lays the file beside what is here, and says what it would do.
func (a approval) look(ctx context.Context) (importpage.Import, error) {
	one := *a.importing
	one.dryRun = true
	var err error
	if a.plan, err = one.look(a.store, []*transfer.Bundle{a.bundle}, &meter{ctx: ctx}); err != nil {
		return importpage.Import{}, err
	}
	return a.says(), nil
}

// says returns what the plan does, in words.
func (a approval) says() importpage.Import {
	sum := a.plan.Summary
	is := importpage.Import{
		Lines: importLines(sum, false, ""), Left: leftOut(sum, false), Any: !a.plan.Change.IsEmpty(),
		Done: phrase.Change(a.plan.Change, nil, a.importing.choices.Today), Plan: a,
	}
	for _, word := range unmappedWords(sum) {
		is.Words = append(is.Words, importpage.OwnWord{Word: word, Rows: sum.Unmapped[word]})
	}
	return is
}

// Rate is as in [importpage.ImportPlan].
func (a approval) Rate(ctx context.Context, moods map[string]int) (importpage.Import, error) {
	if a.bundle.Rate == nil {
		return a.says(), nil
	}
	a.bundle = a.bundle.Rate(moods)
	return a.look(ctx)
}

// Write is as in [importpage.ImportPlan].
func (a approval) Write(ctx context.Context, token string) (importpage.Import, error) {
	one, m := *a.importing, &meter{ctx: ctx}
	one.token = token
	err := one.write(a.store, m, func(r *db.Reader) (*transfer.Plan, error) {
		return a.plan, a.plan.Check(r, func(done, total int64) error { return m.tell(lookingHere, done, total) })
	})
	if err != nil {
		return importpage.Import{}, err
	}
	return a.says(), one.bringSettings([]*transfer.Bundle{a.bundle}, &transfer.Summary{})
}
