// Package source opens the files that an import reads: a file, the files of a folder, or those
// of a zip. They are other people's, or damaged, or meant to do harm. None is written, none is
// unpacked; each is read within limits of size, and one that changes meanwhile is refused.
package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"selfcare/internal/refusal"
)

// The limits within which files are read. An export of our own may be larger: it is read
// piece by piece, and whoever leaves has to be able to come back.
const (
	MaxBytes  = 64 << 20
	MaxExport = 512 << 20
	maxFiles  = 20_000
	maxRatio  = 200     // unpacked bytes to packed ones
	ratioFrom = 1 << 20 // below this a file may be packed as tightly as it likes
)

// BOM is the byte order mark, with which many a text file begins.
const BOM = "\ufeff"

// File is a file that is open to be read. All that is said of it, and all that is read, is of
// the file that was opened: at its path there may be another one by now.
type File struct {
	Path  string
	Kind  Kind
	Words string // Words say what it is, such as a zip file.
	Size  int64

	f    *os.File
	info fs.FileInfo // as it was when it was opened
}

// IsFolder reports whether a folder is at a path, or a link to one.
func IsFolder(at string) (bool, error) {
	info, err := os.Stat(at)
	if err != nil {
		return false, Unreadable(at, err)
	}
	return info.IsDir(), nil
}

// Open opens a file, and looks at how it begins.
func Open(at string) (*File, error) {
	// A pipe would be waited for if it were opened.
	if info, err := os.Stat(at); err == nil && !info.Mode().IsRegular() {
		return nil, refusal.New("%s is neither a file nor a folder", at)
	}
	f, err := os.Open(at)
	if err != nil {
		return nil, Unreadable(at, err)
	}
	file := &File{Path: at, f: f}
	if err := file.look(); err != nil {
		file.Close()
		return nil, Unreadable(at, err)
	}
	return file, nil
}

// look finds out what a file is.
func (f *File) look() error {
	var err error
	if f.info, err = f.f.Stat(); err != nil {
		return err
	}
	head := make([]byte, 64)
	n, err := f.f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	f.Size, f.Kind, f.Words = f.info.Size(), kindOf(head[:n]), wordsOf(head[:n])
	return nil
}

// Close closes the file.
func (f *File) Close() { _ = f.f.Close() } // it was only read

// ReadAt reads from the file at an offset.
func (f *File) ReadAt(b []byte, offset int64) (int, error) { return f.f.ReadAt(b, offset) }

// From returns a reader of the file from an offset on. It reads a byte more than the file had
// when it was opened, if there is one by then.
func (f *File) From(offset int64) io.Reader {
	return io.NewSectionReader(f.f, offset, f.Size-offset+1)
}

// Within refuses a file of more than so many bytes.
func (f *File) Within(most int64) error {
	if f.Size > most {
		return refusal.New("%s has %d MiB; %d are the most that are read", f.Path, f.Size>>20, most>>20)
	}
	return nil
}

// Unchanged refuses a file that was written to since it was opened, or of which other than so
// many bytes were read.
func (f *File) Unchanged(read int64) error {
	after, err := f.f.Stat()
	if err != nil || read != f.Size || after.Size() != f.Size || !after.ModTime().Equal(f.info.ModTime()) {
		return growing(f.Path)
	}
	return nil
}

// Text returns the whole text of a file, within the limits.
func (f *File) Text() (string, error) {
	var text strings.Builder // it gives its bytes as a string without a copy
	if err := f.copyTo(&text, text.Grow); err != nil {
		return "", err
	}
	return asText(f.Path, text.String())
}

// Bytes returns all that a file holds, within the limits.
func (f *File) Bytes() ([]byte, error) {
	var b bytes.Buffer
	err := f.copyTo(&b, b.Grow)
	return b.Bytes(), err
}

// copyTo copies a file, within the limits, and refuses one that changes meanwhile.
func (f *File) copyTo(to io.Writer, grow func(int)) error {
	if err := f.Within(MaxBytes); err != nil {
		return err
	}
	grow(int(f.Size))
	n, err := io.Copy(to, f.From(0))
	if err != nil {
		return Unreadable(f.Path, err)
	}
	return f.Unchanged(n)
}

// NotText returns a refusal of a file that is not CSV.
func (f *File) NotText() error {
	return refusal.New("%s is %s, not a CSV file; save what you need from it as CSV and import that", f.Path, f.Words)
}

// asText returns a text without its byte order mark, or a refusal of what is no text.
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
