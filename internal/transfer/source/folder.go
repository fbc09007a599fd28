package source

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"selfcare/internal/refusal"
)

// Files are the files of a folder or of a zip, by their slash-separated names.
type Files interface {
	Names() ([]string, error)
	Text(name string) (string, error)
}

// Folder is a folder on disk. Links in it are not followed.
type Folder string

// Has reports whether the folder holds a file of a name.
func (f Folder) Has(name string) bool {
	info, err := os.Stat(filepath.Join(string(f), name))
	return err == nil && !info.IsDir()
}

// Names returns the names of the files, and refuses a folder that no export would be.
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
		if total += info.Size(); len(names) > maxFiles || total > MaxBytes {
			return refusal.New("%s holds more than %d files or %d MiB; that is no export", string(f), maxFiles, MaxBytes>>20)
		}
		return nil
	})
	return names, err
}

// Text returns the text of a file.
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
	file, err := Open(at)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if !os.SameFile(info, file.info) {
		return "", growing(at)
	}
	return file.Text()
}
