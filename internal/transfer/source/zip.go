package source

import (
	"archive/zip"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"selfcare/internal/refusal"
)

// Archive is a zip. Nothing of it is unpacked to disk.
type Archive struct {
	at    string
	files map[string]*zip.File
	order []string
	left  int64 // bytes that may still be unpacked
}

// Zip looks at the list of files of a zip, and refuses one that no program would have made as
// an export.
func (f *File) Zip() (*Archive, error) {
	if err := f.Within(MaxBytes); err != nil {
		return nil, err
	}
	r, err := zip.NewReader(f, f.Size)
	if err != nil {
		return nil, Damaged(f.Path, err)
	}
	a := &Archive{at: f.Path, files: map[string]*zip.File{}, left: MaxBytes}
	if len(r.File) > maxFiles {
		return nil, refusal.New("%s holds %d files; %d are the most that are read", a.at, len(r.File), maxFiles)
	}
	total := uint64(0)
	for _, in := range r.File {
		if err := a.add(in); err != nil {
			return nil, err
		}
		if total += in.UncompressedSize64; total > MaxBytes {
			return nil, a.bomb()
		}
	}
	return a, nil
}

// add adds a file of the zip to those that can be read.
func (a *Archive) add(f *zip.File) error {
	name, err := a.nameOf(f)
	if err != nil || strings.HasSuffix(name, "/") {
		return err
	}
	if f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
		return a.bomb()
	}
	name = path.Clean(name)
	if a.files[name] != nil {
		return refusal.New("%s holds a file twice; that is no export", a.at)
	}
	a.files[name] = f
	a.order = append(a.order, name)
	return nil
}

// nameOf returns the name of a file in the zip, and refuses what would lie outside, leads
// elsewhere or cannot be read. The name of a folder ends in a slash.
func (a *Archive) nameOf(f *zip.File) (string, error) {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	switch {
	case strings.HasPrefix(name, "/"), !filepath.IsLocal(strings.TrimSuffix(name, "/")), len(name) > 1 && name[1] == ':':
		return "", refusal.New("%s holds a file that would lie outside of it; that is no export", a.at)
	case f.Mode()&fs.ModeSymlink != 0:
		return "", refusal.New("%s holds a link; that is no export", a.at)
	case f.Flags&1 != 0 && !strings.HasSuffix(name, "/"):
		return "", refusal.New("%s is locked with a password; unlock it first", a.at)
	}
	return name, nil
}

// bomb returns a refusal of a zip that unpacks to more than its size lets one think.
func (a *Archive) bomb() error {
	return refusal.New("%s unpacks to more than %d MiB, or to more than %d times its size; that is no export", a.at, MaxBytes>>20, maxRatio)
}

// Names returns the names of the files, in the order of the zip's list.
func (a *Archive) Names() ([]string, error) { return a.order, nil }

// Text returns the text of a file.
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
		return "", a.bomb()
	}
	if err != nil {
		return "", Damaged(a.at, err)
	}
	return asText(a.at+": "+name, text.String())
}
