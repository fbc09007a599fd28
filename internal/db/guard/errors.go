package guard

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"selfcare/internal/atomicfile"
	"selfcare/internal/refusal"

	bolterr "go.etcd.io/bbolt/errors"
)

var (
	// ErrUnsound is among the causes of every refusal of a file that is damaged.
	ErrUnsound = errors.New("not sound")
	// ErrGone is among the causes of the refusal of a file that was there and is no more.
	ErrGone = errors.New("gone")
	// ErrSlow is the cause of a [Verifier]'s refusal where the disk did not hand out the whole file
	// in time, which says nothing of it.
	ErrSlow = errors.New("not read to its end")
	// ErrNothing is what a function that was to write returns where there was nothing to write after
	// all: the transaction is rolled back, and that is no error.
	ErrNothing = errors.New("nothing to write")

	// errUnusable is the cause of the refusal of what is in the place of the file: what is to be
	// written waits until it is gone.
	errUnusable = errors.New("not to be used")
	// errUnverified says that a file is not as it was noted, and that there is no time to verify it.
	errUnverified = errors.New("not as it was noted")
	// errMisfit says that pages lead where they should not, or say of themselves what they are not.
	errMisfit = errors.New("its parts do not fit together")
	// errMeta says that one of the two pages in which bbolt keeps its newest transactions does not
	// read as it was written. bbolt would go on with the other one, and so silently with the change
	// before the newest.
	errMeta = errors.New("a page that every reading begins with is not whole")
	// errLate says that a lock was not to be had in time.
	errLate = errors.New("held by another program")
)

// Advice ends what is said of a damaged file.
const Advice = "selfcare restore brings back the newest good backup, and what can be read of later changes"

// Explain makes errors of the machine into sentences; others it returns as they are. What was
// tried is read or written.
func (f *File) Explain(err error, tried string) error {
	if err == nil || refusal.As(err) != nil {
		return err
	}
	var unconfirmed *atomicfile.Unconfirmed
	switch {
	case errors.As(err, &unconfirmed):
		return because(err, unconfirmed.Error()+".")
	case errors.Is(err, bolterr.ErrTimeout):
		return f.busy()
	case isFull(err):
		return because(err, "The disk is full.")
	case isReadOnly(err), errors.Is(err, fs.ErrPermission):
		return because(err, fmt.Sprintf("%s may not be %s.", f.path, tried))
	case f.isDamage(err):
		return f.damaged(err)
	case isNotFolder(err):
		return because(err, fmt.Sprintf("%s is no folder; name another file with --db.", filepath.Dir(f.path)))
	}
	return err
}

// isDamage reports whether an error says that the file does not read as it was written.
func (f *File) isDamage(err error) bool {
	for _, damage := range []error{f.layout.ErrDamage, errMeta, bolterr.ErrInvalid, bolterr.ErrChecksum, bolterr.ErrVersionMismatch} {
		if errors.Is(err, damage) {
			return true
		}
	}
	return false
}

// explainNew makes an error about a file that could not be made into a sentence.
func explainNew(err error, path string) error {
	var unconfirmed *atomicfile.Unconfirmed
	switch {
	case err == nil, refusal.As(err) != nil:
		return err
	case errors.As(err, &unconfirmed):
		return because(err, unconfirmed.Error()+".")
	case errors.Is(err, fs.ErrNotExist):
		return because(err, fmt.Sprintf("There is no folder %s.", filepath.Dir(path)))
	case isFull(err):
		return because(err, fmt.Sprintf("The disk is full, and %s was not written.", path))
	case errors.Is(err, fs.ErrPermission), isReadOnly(err):
		return because(err, fmt.Sprintf("%s may not be written.", path))
	}
	return err
}

func (f *File) busy() error {
	return because(bolterr.ErrTimeout, fmt.Sprintf("%s is held by another program; try again in a moment.", f.path))
}

func (f *File) damaged(cause error) error {
	return because(errors.Join(ErrUnsound, cause), fmt.Sprintf("The data file %s does not read as it was written (%v). It was not touched; %s.", f.path, cause, Advice))
}

// Unusable refuses what is in the place of the file, in a sentence.
func Unusable(format string, args ...any) error {
	return because(errUnusable, fmt.Sprintf(format, args...)+".")
}

func because(cause error, text string) error { return &refusal.Error{Text: text, Cause: cause} }
