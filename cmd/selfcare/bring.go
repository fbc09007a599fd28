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

// Look is as in [ui.Importer].
func (i importer) Look(ctx context.Context, path string, moods map[string]int) (importpage.Import, error) {
	return i.do(ctx, path, moods, "", true)
}

// Bring is as in [ui.Importer].
func (i importer) Bring(ctx context.Context, path string, moods map[string]int, token string) (importpage.Import, error) {
	return i.do(ctx, path, moods, token, false)
}

// inShell refuses a file that is encrypted: the app has the terminal to itself.
func inShell() (string, error) {
	return "", refusal.New("The file is encrypted; selfcare import asks for its passphrase in a shell")
}

func (i importer) do(ctx context.Context, path string, moods map[string]int, token string, dryRun bool) (importpage.Import, error) {
	today := i.p.today()
	one := importing{
		p: i.p, files: []string{pathOf(path)}, dryRun: dryRun, token: token, choices: transfer.Choices{Today: today},
		ask:  inShell,
		opts: transfer.Options{Moods: moods, Today: today, Zone: i.p.clock().Location()},
	}
	sum, change, err := one.bring(i.store, &meter{ctx: ctx})
	if err != nil {
		return importpage.Import{}, err
	}
	is := importpage.Import{Lines: importLines(sum, false, ""), Left: leftOut(sum, false), Any: !change.IsEmpty(), Done: phrase.Change(change, nil, today)}
	for _, word := range unmappedWords(sum) {
		is.Words = append(is.Words, importpage.OwnWord{Word: word, Rows: sum.Unmapped[word]})
	}
	return is, nil
}
