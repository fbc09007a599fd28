package transfer

import (
	"path/filepath"
	"strings"

	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/daylio"
	"selfcare/internal/transfer/harsh"
	"selfcare/internal/transfer/loop"
	"selfcare/internal/transfer/selfcare"
	"selfcare/internal/transfer/sheet"
	"selfcare/internal/transfer/source"
	"selfcare/internal/transfer/table"
)

// Read reads what the file or folder at path holds. Its refusals name the path, and hold
// nothing that a terminal would take for a command, whatever is in a file or its name; when
// it fails the bundle is nil.
func Read(at string, o Options) (*Bundle, error) {
	b, err := read(at, o)
	called := func(text string) string { return text }
	if o.Name != "" {
		called = func(text string) string { return strings.ReplaceAll(text, at, o.Name) }
	}
	if r := refusal.As(err); r != nil {
		return nil, &refusal.Error{Text: spelling.CleanLine(called(r.Text)), Cause: r.Cause}
	}
	if err != nil {
		return nil, err
	}
	b.CloseRemarks()
	for i := range b.Bad {
		b.Bad[i].File = spelling.CleanLine(called(b.Bad[i].File))
	}
	return b, nil
}

// read reads a file or a folder, by what it holds.
func read(at string, o Options) (*Bundle, error) {
	switch folder, err := source.IsFolder(at); {
	case err != nil:
		return nil, err
	case folder:
		return readFolder(at, o)
	}
	f, err := source.Open(at)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := isOfFormat(f, o.From); err != nil {
		return nil, err
	}
	if o.From == Harsh {
		return readFolder(filepath.Dir(at), o)
	}
	return readFile(f, o)
}

// readFile reads a file by its kind.
func readFile(f *source.File, o Options) (*Bundle, error) {
	switch f.Kind {
	case source.Zip:
		return readZip(f, o)
	case source.SQLite:
		return loop.ReadBackup(f, o)
	case source.Database:
		return nil, refusal.New("%s is a data file of selfcare's own; open it with --db FILE, or write it out first: selfcare --db FILE export -o selfcare.json", f.Path)
	case source.JSON:
		return selfcare.Read(f, o)
	case source.Other:
		return nil, f.NotText()
	}
	if isPart(f.Path, o.From) {
		return readFolder(filepath.Dir(f.Path), o)
	}
	return readTable(f, o)
}

// isOfFormat refuses a file that is not what the person says it is.
func isOfFormat(f *source.File, from Format) error {
	switch {
	case f.Size == 0:
		return refusal.New("%s is empty", f.Path)
	case from == Harsh && !isPart(f.Path, from):
		return refusal.New("%s is %s, and not one of harsh's two files, habits and log, side by side in a folder", f.Path, f.Words)
	case from == Selfcare && f.Kind != source.JSON:
		return refusal.New("%s is %s, and not the JSON that selfcare export -o selfcare.json writes", f.Path, f.Words)
	case from == Loop && f.Kind != source.Zip && f.Kind != source.SQLite && !isPart(f.Path, from):
		return refusal.New("%s is %s, and neither Loop's zip of CSV files nor its full backup", f.Path, f.Words)
	case (from == Daylio || from == CSV) && f.Kind != source.Text:
		return f.NotText()
	}
	return nil
}

// isPart reports whether a file is one of those that belong together in a folder, named
// itself.
func isPart(at string, from Format) bool {
	switch filepath.Base(at) {
	case "Habits.csv":
		return isAuto(from) || from == Loop
	case "habits", "log":
		return (isAuto(from) || from == Harsh) && harsh.IsIn(source.Folder(filepath.Dir(at)))
	}
	return false
}

// isAuto reports whether the file says what it is.
func isAuto(from Format) bool { return from == "" || from == Auto }

// readZip reads a zip of Loop's.
func readZip(f *source.File, o Options) (*Bundle, error) {
	a, err := f.Zip()
	if err != nil {
		return nil, err
	}
	b, err := loop.ReadFiles(f.Path, a, o)
	if err != nil {
		return nil, err
	}
	return b, f.Unchanged(f.Size)
}

// readFolder reads a folder of Loop's or of harsh's.
func readFolder(at string, o Options) (*Bundle, error) {
	f := source.Folder(at)
	if target, err := filepath.EvalSymlinks(at); err == nil {
		f = source.Folder(target) // the folder that is named may be a link, what is in it may not
	}
	from := o.From
	if isAuto(from) {
		var err error
		if from, err = formatOf(at, f); err != nil {
			return nil, err
		}
	}
	switch {
	case from == Harsh && harsh.IsIn(f):
		return harsh.Read(f, o)
	case from == Harsh:
		return nil, refusal.New("%s does not hold harsh's two files, habits and log", at)
	case from == Loop && loop.IsIn(f):
		return loop.ReadFiles(at, f, o)
	case from == Loop:
		return nil, refusal.New("%s does not hold Loop's Habits.csv", at)
	}
	return nil, refusal.New("%s is a folder; name a file in it", at)
}

// formatOf returns the format of a folder by what it holds.
func formatOf(at string, f source.Folder) (Format, error) {
	switch loops, harshs := loop.IsIn(f), harsh.IsIn(f); {
	case loops && harshs:
		return Auto, refusal.New("%s holds both Loop's files and harsh's; say which with --from", at)
	case harshs:
		return Harsh, nil
	case loops:
		return Loop, nil
	}
	return Auto, refusal.New("%s holds neither Loop's Habits.csv nor harsh's habits and log", at)
}

// readTable reads a CSV file: Daylio's, or a plain one.
func readTable(f *source.File, o Options) (*Bundle, error) {
	text, err := f.Text()
	if err != nil {
		return nil, err
	}
	unknown := refusal.New("Can't import %s: it isn't a selfcare, Loop or Daylio export, nor a CSV file with date, habit, value and note", f.Path)
	t := table.New(f.Path, text, o)
	if err := t.ReadHeader(); err != nil {
		if isAuto(o.From) {
			return nil, unknown
		}
		return nil, err
	}
	switch {
	case o.From == Daylio, daylio.Fits(t) && o.From != CSV:
		return daylio.Read(t, o)
	case o.From == CSV, sheet.Fits(t):
		return sheet.Read(t, o)
	}
	return nil, unknown
}
