package transfer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

// The limits within which files are read. An export of our own may be larger: it is read
// piece by piece, and whoever leaves has to be able to come back.
const (
	MaxBytes  = 64 << 20
	MaxExport = 512 << 20
	mostFiles = 20_000
	mostRatio = 200     // unpacked bytes to packed ones
	ratioFrom = 1 << 20 // below this a file may be packed as tightly as it likes
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

func read(at string, o Options) (*Bundle, error) {
	info, err := os.Stat(at)
	if err != nil {
		return nil, Unreadable(at, err)
	}
	switch {
	case info.IsDir():
		return readFolder(at, o)
	case !info.Mode().IsRegular():
		return nil, refusal.New("%s is neither a file nor a folder", at)
	}
	head, err := ReadHead(at)
	if err != nil {
		return nil, Unreadable(at, err)
	}
	is := KindOf(head)
	switch {
	case len(head) == 0:
		return nil, refusal.New("%s is empty", at)
	case o.From == Harsh && !isPart(at, o):
		return nil, refusal.New("%s is %s, and not one of harsh's two files, habits and log, side by side in a folder", at, Describe(head))
	case o.From == Harsh:
		return readFolder(filepath.Dir(at), o)
	case o.From == Selfcare && is != JSON:
		return nil, refusal.New("%s is %s, and not the JSON that selfcare export -o selfcare.json writes", at, Describe(head))
	case o.From == Loop && is != Zip && is != SQLite && !isPart(at, o):
		return nil, refusal.New("%s is %s, and neither Loop's zip of CSV files nor its full backup", at, Describe(head))
	case o.From == Daylio && is != Text, o.From == CSV && is != Text:
		return nil, NotText(at, head)
	case is == Zip:
		return readZip(at, o)
	case is == SQLite:
		return ReadBackup(at, o)
	case is == Database:
		return nil, refusal.New("%s is a data file of selfcare's own; open it with --db FILE, or write it out first: selfcare --db FILE export -o selfcare.json", at)
	case is == JSON:
		return ReadJSON(at, o)
	case is == Other:
		return nil, NotText(at, head)
	}
	if isPart(at, o) {
		return readFolder(filepath.Dir(at), o)
	}
	return readSheet(at, o)
}

// What a file looks like by its first bytes.
type Kind int

const (
	Text Kind = iota
	Zip
	SQLite
	JSON
	Database
	Other // what kindOf knows, and nobody reads
)

func ReadHead(at string) ([]byte, error) {
	f, err := os.Open(at)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	head := make([]byte, 64)
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

func KindOf(head []byte) Kind {
	const boltMagicAt = 16
	switch text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(BOM)), " \t\r\n"); {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return SQLite
	case len(head) > boltMagicAt+4 && bytes.Equal(head[boltMagicAt:boltMagicAt+4], []byte{0xed, 0xda, 0x0c, 0xed}):
		return Database
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return JSON
	case Describe(head) != textKind:
		return Other
	}
	return Text
}

// textKind is the kind of a file that nothing else is known of.
const textKind = "a text file"

// Describe returns what a file is by its first bytes, in words.
func Describe(head []byte) string {
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(BOM)), " \t\r\n"))
	for _, kind := range []struct{ begins, words string }{
		{"PK\x03\x04", "a zip file"},
		{"PK\x05\x06", "an empty zip file"},
		{"SQLite format 3\x00", "an SQLite database"},
		{"\xd0\xcf\x11\xe0", "a file of an old Office program"},
		{"%PDF", "a PDF"},
		{"\x1f\x8b", "a gzip file"},
		{"7z\xbc\xaf", "a 7z file"},
		{"Rar!", "a rar file"},
		{"\x89PNG", "a picture"},
		{"\xff\xd8\xff", "a picture"},
		{"GIF8", "a picture"},
	} {
		if bytes.HasPrefix(head, []byte(kind.begins)) {
			return kind.words
		}
	}
	switch {
	case bytes.HasPrefix(text, []byte("<!doctype html")), bytes.HasPrefix(text, []byte("<html")):
		return "a web page"
	case bytes.HasPrefix(text, []byte("<?xml")):
		return "an XML file"
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return "a JSON file"
	}
	return textKind
}

// NotText refuses a file that is not CSV.
func NotText(at string, head []byte) error {
	return refusal.New("%s is %s, not a CSV file; save what you need from it as CSV and import that", at, Describe(head))
}

// NotLoops refuses a zip, or a folder, that is not Loop's, with what it is.
func NotLoops(at string, names []string) error {
	has := func(what string) bool { return slices.Contains(names, what) }
	begins := func(what string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, what) })
	}
	ends := func(what string) string {
		i := slices.IndexFunc(names, func(name string) bool { return strings.HasSuffix(strings.ToLower(name), what) })
		if i < 0 {
			return ""
		}
		return names[i]
	}
	switch {
	case has("[Content_Types].xml") && begins("xl/"):
		return refusal.New("%s is an Excel workbook; save the sheet as CSV (File, Save As, CSV UTF-8) and import that", at)
	case has("[Content_Types].xml"):
		return refusal.New("%s is an Office document; save a table as CSV and import that", at)
	case has("mimetype") && has("content.xml"):
		return refusal.New("%s is an OpenDocument file; save the sheet as CSV (File, Save As, Text CSV) and import that", at)
	case begins("apple_health_export/"):
		return refusal.New("%s is an export of Apple Health, which selfcare can't import yet", at)
	case ends("backup.daylio") != "":
		return refusal.New("%s is a backup of Daylio; in Daylio, export entries as CSV and import that", at)
	case len(names) == 0:
		return refusal.New("%s is empty; Loop's export of CSV files holds a Habits.csv", at)
	}
	for _, ending := range []string{".db", ".sqlite", ".sqlite3", ".csv", ".json", ".age"} {
		if name := ends(ending); name != "" {
			return refusal.New("%s is a zip file with %q in it; unzip it and import that", at, Shorten(spelling.CleanLine(name)))
		}
	}
	first := fmt.Sprintf("%q", Shorten(spelling.CleanLine(names[0])))
	if more := len(names) - 1; more > 0 {
		first += " and " + phrase.Count(more, "more file", "more files")
	}
	return refusal.New("%s is a zip file with %s in it, and not an export that selfcare knows; Loop's export of CSV files holds a Habits.csv", at, first)
}

// isPart reports whether a file is one of those that belong together in a folder, named
// itself.
func isPart(at string, o Options) bool {
	auto, folder := o.From == "" || o.From == Auto, OpenFolder(filepath.Dir(at))
	switch filepath.Base(at) {
	case "Habits.csv":
		return auto || o.From == Loop
	case "habits", "log":
		return (auto || o.From == Harsh) && folder.Has("habits") && folder.Has("log")
	}
	return false
}

// Unreadable makes a sentence of an error of the machine.
func Unreadable(at string, err error) error {
	text := fmt.Sprintf("%s cannot be read (%v).", at, err)
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = fmt.Sprintf("There is no %s.", at)
	case errors.Is(err, fs.ErrPermission):
		text = fmt.Sprintf("%s may not be read.", at)
	case errors.As(err, &p):
		text = fmt.Sprintf("%s cannot be read (%v).", at, p.Err)
	}
	return &refusal.Error{Text: text, Cause: err}
}

// bom begins many a text file.
const BOM = "\ufeff"

// ReadText reads a whole text file, within the limits.
func ReadText(at string) (string, error) {
	var text strings.Builder // it gives its bytes as a string without a copy
	if err := readWhole(at, &text, text.Grow); err != nil {
		return "", err
	}
	return asText(at, text.String())
}

// ReadBytes reads a whole file, within the limits.
func ReadBytes(at string) ([]byte, error) {
	var b bytes.Buffer
	err := readWhole(at, &b, b.Grow)
	return b.Bytes(), err
}

// readWhole copies a file, within the limits, and refuses one that changes meanwhile.
func readWhole(at string, to io.Writer, grow func(int)) error {
	f, info, err := Open(at, MaxBytes)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	grow(int(info.Size()))
	n, err := io.Copy(to, io.LimitReader(f, info.Size()+1)) // a byte more would be one that came meanwhile
	if err != nil {
		return Unreadable(at, err)
	}
	after, err := f.Stat()
	if err != nil || n != info.Size() || after.Size() != info.Size() || !after.ModTime().Equal(info.ModTime()) {
		return Growing(at)
	}
	return nil
}

func Growing(at string) error {
	return refusal.New("%s is being written to; try again when that has ended", at)
}

// Open opens a file of at most so many bytes.
func Open(at string, most int64) (*os.File, fs.FileInfo, error) {
	f, err := os.Open(at)
	if err != nil {
		return nil, nil, Unreadable(at, err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		err = Unreadable(at, err)
	case info.Size() > most:
		err = refusal.New("%s has %d MiB; %d are the most that are read", at, info.Size()>>20, most>>20)
	}
	if err != nil {
		_ = f.Close() // it was only read
		return nil, nil, err
	}
	return f, info, nil
}

// asText is a text without its byte order mark, or a refusal of what is no text.
func asText(name, text string) (string, error) {
	text = strings.TrimPrefix(text, BOM)
	if utf8.ValidString(text) && !strings.Contains(text, "\x00") {
		return text, nil
	}
	line := 1
	for rest := text; rest != ""; {
		r, n := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError && n == 1 || r == 0 {
			break
		}
		if rest = rest[n:]; r == '\n' || r == '\r' && !strings.HasPrefix(rest, "\n") {
			line++
		}
	}
	return "", refusal.New("%s, line %d, isn't text in UTF-8; save it as UTF-8 and try again", name, line)
}

// Files are the files of a folder or of a zip, by their slash-separated names.
type Files interface {
	Names() ([]string, error)
	Text(name string) (string, error)
}

// Folder is a folder on disk. Links in it are not followed.
type Folder string

func OpenFolder(at string) Folder { return Folder(at) }

func (f Folder) Has(name string) bool {
	info, err := os.Stat(filepath.Join(string(f), name))
	return err == nil && !info.IsDir()
}

func (f Folder) Names() ([]string, error) {
	var names []string
	total := int64(0)
	err := filepath.WalkDir(string(f), func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return Unreadable(at, err)
		}
		name, err := filepath.Rel(string(f), at)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			return refusal.New("%s is a link, and links are not followed; put the file itself there", at)
		case d.IsDir() && strings.Count(name, "/") > 1: // Loop's folders hold files only
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		names = append(names, name)
		info, err := d.Info()
		if err != nil {
			return Unreadable(at, err)
		}
		if total += info.Size(); len(names) > mostFiles || total > MaxBytes {
			return refusal.New("%s holds more than %d files or %d MiB; that is no export", string(f), mostFiles, MaxBytes>>20)
		}
		return nil
	})
	return names, err
}

func (f Folder) Text(name string) (string, error) {
	at := filepath.Join(string(f), filepath.FromSlash(name))
	info, err := os.Lstat(at)
	switch {
	case err != nil:
		return "", Unreadable(at, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return "", refusal.New("%s is a link, and links are not followed; put the file itself there", at)
	case !info.Mode().IsRegular():
		return "", refusal.New("%s is no file", at)
	}
	return ReadText(at)
}

// Archive is a zip. Nothing of it is unpacked to disk.
type Archive struct {
	at    string
	files map[string]*zip.File
	order []string
	left  int64 // bytes that may still be unpacked
}

// OpenArchive looks at a zip's list of files, and refuses one that no program would have
// made as an export.
func OpenArchive(at string, r *zip.Reader) (*Archive, error) {
	a := &Archive{at: at, files: map[string]*zip.File{}, left: MaxBytes}
	if len(r.File) > mostFiles {
		return nil, refusal.New("%s holds %d files; %d are the most that are read", at, len(r.File), mostFiles)
	}
	total := uint64(0)
	for _, f := range r.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		switch {
		case strings.HasPrefix(name, "/"), !filepath.IsLocal(strings.TrimSuffix(name, "/")), len(name) > 1 && name[1] == ':':
			return nil, refusal.New("%s holds a file that would lie outside of it; that is no export", at)
		case f.Mode()&fs.ModeSymlink != 0:
			return nil, refusal.New("%s holds a link; that is no export", at)
		case strings.HasSuffix(name, "/"):
			continue
		case f.Flags&1 != 0:
			return nil, refusal.New("%s is locked with a password; unlock it first", at)
		}
		total += f.UncompressedSize64
		if total > MaxBytes || f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/mostRatio > f.CompressedSize64 {
			return nil, bomb(at)
		}
		name = path.Clean(name)
		if a.files[name] != nil {
			return nil, refusal.New("%s holds a file twice; that is no export", at)
		}
		a.files[name] = f
		a.order = append(a.order, name)
	}
	return a, nil
}

func bomb(at string) error {
	return refusal.New("%s unpacks to more than %d MiB, or to more than %d times its size; that is no export", at, MaxBytes>>20, mostRatio)
}

func (a *Archive) Names() ([]string, error) { return a.order, nil }

func (a *Archive) Text(name string) (string, error) {
	f := a.files[name]
	if f == nil {
		return "", refusal.New("%s holds no %s", a.at, name)
	}
	r, err := f.Open()
	if err != nil {
		return "", Damaged(a.at, err)
	}
	defer func() { _ = r.Close() }() // it was only read
	// What the list says of its size may be a lie.
	var text strings.Builder
	n, err := io.Copy(&text, io.LimitReader(r, a.left+1))
	if a.left -= n; a.left < 0 {
		return "", bomb(a.at)
	}
	if err != nil {
		return "", Damaged(a.at, err)
	}
	return asText(a.at+": "+name, text.String())
}

// Damaged returns a refusal of a file that is not whole.
func Damaged(at string, err error) error {
	return &refusal.Error{Text: fmt.Sprintf("%s is damaged or was cut off (%v).", at, err), Cause: err}
}

// readZip reads a zip of Loop's.
func readZip(at string, o Options) (*Bundle, error) {
	f, info, err := Open(at, MaxBytes)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	r, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, Damaged(at, err)
	}
	a, err := OpenArchive(at, r)
	if err != nil {
		return nil, err
	}
	b, err := ReadFiles(at, a, o)
	if err != nil {
		return nil, err
	}
	if after, err := f.Stat(); err != nil || after.Size() != info.Size() {
		return nil, Growing(at)
	}
	return b, nil
}

// readFolder reads a folder of Loop's or of harsh's.
func readFolder(at string, o Options) (*Bundle, error) {
	f := OpenFolder(at)
	if target, err := filepath.EvalSymlinks(at); err == nil {
		f = OpenFolder(target) // the folder that is named may be a link, what is in it may not
	}
	loops, harshs := f.Has("Habits.csv"), f.Has("habits") && f.Has("log")
	switch {
	case o.From == Harsh && !harshs:
		return nil, refusal.New("%s does not hold harsh's two files, habits and log", at)
	case o.From == Loop && !loops:
		return nil, refusal.New("%s does not hold Loop's Habits.csv", at)
	case o.From != "" && o.From != Auto && o.From != Loop && o.From != Harsh:
		return nil, refusal.New("%s is a folder; name a file in it", at)
	case loops && harshs && o.From != Loop && o.From != Harsh:
		return nil, refusal.New("%s holds both Loop's files and harsh's; say which with --from", at)
	case harshs && o.From != Loop:
		return ReadHarsh(f, o)
	case loops:
		return ReadFiles(at, f, o)
	}
	return nil, refusal.New("%s holds neither Loop's Habits.csv nor harsh's habits and log", at)
}
