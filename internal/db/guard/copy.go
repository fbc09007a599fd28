package guard

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"selfcare/internal/atomicfile"
	"selfcare/internal/refusal"
)

// Copy writes a verified copy of the file to another path, whole or not at all: the copy
// is on disk and was read again before it has its name.
func (f *File) Copy(to string, verify Verifier) error {
	if isSameFile(to, f.path) {
		return refusal.BadInput("%s is the data file itself; name another file", to)
	}
	if info, err := os.Stat(to); err == nil && !info.Mode().IsRegular() {
		return refusal.BadInput("%s is not a file; name one to write", to)
	}
	return f.copyVerified(to, verify, f.copyTo)
}

// CopyInto writes a verified copy of the file to one that the caller made.
func (f *File) CopyInto(to *atomicfile.File, verify Verifier) error {
	if err := f.mayCopy(); err != nil {
		return err
	}
	return f.fillVerified(to, to.Name(), verify, f.copyTo)
}

// copyVerified writes a copy, which copyTo makes, to the path to, where it is found sound.
func (f *File) copyVerified(to string, verify Verifier, copyTo func(io.Writer) error) error {
	if err := f.mayCopy(); err != nil {
		return err
	}
	copied, err := atomicfile.Create(to, 0o600)
	if err != nil {
		return explainNew(err, to)
	}
	if err := f.fillVerified(copied, to, verify, copyTo); err != nil {
		return errors.Join(err, copied.Discard())
	}
	return f.Explain(copied.Commit(), "written")
}

// fillVerified copies the file to copied, which will have the path to, and verifies what is there.
func (f *File) fillVerified(copied *atomicfile.File, to string, verify Verifier, copyTo func(io.Writer) error) error {
	if err := errors.Join(copyTo(copied), copied.Sync()); err != nil {
		return explainNew(err, to)
	}
	if err := verify(copied.Name()); !errors.Is(err, ErrUnsound) {
		return err
	}
	if err := verify(f.path); err != nil {
		return err
	}
	return refusal.New("A copy to %s did not read as it was written; use another disk", to)
}

// mayCopy refuses to copy a file that is not there, or not one of ours.
func (f *File) mayCopy() error {
	err := f.inspect()
	if errors.Is(err, fs.ErrNotExist) && refusal.As(err) == nil {
		return refusal.New("There is no data file yet at %s", f.path)
	}
	return err
}

// copyTo copies the bytes of the file while nobody writes to it.
func (f *File) copyTo(w io.Writer) error {
	held, err := f.lock(false)
	if err != nil {
		return err
	}
	defer held.unlock()
	return copyInto(w, f.path)
}

// copyInto copies the bytes of the file at path.
func copyInto(w io.Writer, path string) error {
	from, err := os.Open(path)
	if err != nil {
		return because(err, fmt.Sprintf("%s may not be read.", path))
	}
	defer func() { _ = from.Close() }() // it was only read
	_, err = io.Copy(w, from)
	return err
}

// copyFile copies a file to a new one, and syncs it. Errors are about named, the file that it will be.
func copyFile(from, to, named string) error {
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return explainNew(err, named)
	}
	return explainNew(errors.Join(copyInto(f, from), f.Sync(), f.Close()), named)
}

// isSameFile reports whether two paths are one file.
func isSameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}
