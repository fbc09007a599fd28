// Package verify says whether a data file is sound, by a process of its own: a damaged file may end
// the process that reads it, lead it in circles, or take all memory that there is.
package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"selfcare/internal/db"
	"selfcare/internal/refusal"

	"github.com/spf13/cobra"
)

// timeLimit is how long a verification may take: a damaged file may lead in circles.
const timeLimit = 5 * time.Second

// memoryLimit is how many bytes of memory it may take, beside the file itself.
const memoryLimit = 1 << 30

// Name is the command that verifies. It is for the program itself.
const Name = "verify-file"

// ErrUnread is the cause of the refusal of a file that was not read to its end.
var ErrUnread = errors.New("not read to its end")

// File returns what a sound file holds, or the refusal of one that is damaged.
func File(path string) (db.Report, error) {
	self, err := os.Executable()
	if err != nil {
		return db.Report{}, err
	}
	ctx, stop := context.WithTimeout(context.Background(), timeLimit)
	defer stop()
	child := exec.CommandContext(ctx, self, Name, "--", path)
	var said bytes.Buffer
	child.Stderr = &said
	out, err := child.Output()
	if err != nil {
		return db.Report{}, failure(path, said.String(), err, ctx.Err() != nil, busy(child))
	}
	var found answer
	if err := json.Unmarshal(out, &found); err != nil || found.Unsound == "" {
		return found.Report, err
	}
	return db.Report{}, unsound(found.Unsound)
}

// failure returns the error for a child that failed: for what it said, whether it took longer than
// it may, and how long it used a processor.
func failure(path, said string, err error, slow bool, used time.Duration) error {
	sentence, ours := strings.CutPrefix(strings.TrimSpace(said), "selfcare: ")
	switch {
	case slow && used > timeLimit/2:
		return unsound(fmt.Sprintf("The data file %s cannot be read: it leads in circles. It was not touched; %s.", path, db.Advice))
	case slow:
		return &refusal.Error{Text: fmt.Sprintf("%s was not read to its end within %v, so that nothing can be said of it; try again in a moment.", path, timeLimit), Cause: db.ErrSlow}
	case strings.Contains(said, "out of memory"), strings.Contains(said, "cannot allocate memory"):
		return &refusal.Error{Text: fmt.Sprintf("%s was not read to its end within a gibibyte of memory, so that nothing can be said of it; %s.", path, db.Advice), Cause: ErrUnread}
	case ours && !strings.Contains(sentence, "\n"): // it could not even be looked at
		return &refusal.Error{Text: sentence, Cause: err}
	case isFault(said):
		return unsound(fmt.Sprintf("The data file %s cannot be read: reading it ended the program that tried. It was not touched; %s.", path, db.Advice))
	}
	if mistake, ok := panicIn(said); ok {
		return fmt.Errorf("%s was not read to its end, because of a mistake in selfcare (%s); selfcare %s -- %s says where: %w", path, mistake, Name, path, err)
	}
	return fmt.Errorf("verify %s: %w", path, err)
}

// busy returns how long a program that has ended used a processor: long where it ran in circles, and
// not where it waited for a disk.
func busy(c *exec.Cmd) time.Duration {
	if c.ProcessState == nil { // it was not even started
		return 0
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

// isFault reports whether a program ended because of what it read, and not because somebody
// ended it, or because of a mistake in it.
func isFault(said string) bool {
	for _, sign := range []string{"fault address", "stack overflow", "fatal error: fault"} {
		if strings.Contains(said, sign) {
			return true
		}
	}
	_, panicked := panicIn(said)
	return panicked && !isOurs(said)
}

// panicIn returns what a program that ended said that it panicked with.
func panicIn(said string) (text string, ok bool) {
	_, text, ok = strings.Cut(said, "panic: ")
	text, _, _ = strings.Cut(text, "\n")
	return text, ok
}

// isOurs reports whether a stack that was printed begins in a function of this program. What is
// found in pages that do not fit together bbolt panics with.
func isOurs(stack string) bool {
	for line := range strings.Lines(stack) {
		switch {
		case strings.HasPrefix(line, "go.etcd.io/bbolt"):
			return false
		case strings.HasPrefix(line, "selfcare/"), strings.HasPrefix(line, "main."):
			return true
		}
	}
	return false
}

// unsound returns the refusal of a file that is damaged.
func unsound(text string) error { return &refusal.Error{Text: text, Cause: db.ErrUnsound} }

// answer is the child's: what a sound file holds, or how it is damaged.
type answer struct {
	db.Report
	Unsound string `json:"unsound,omitempty"`
}

// Command returns the command that is the child.
func Command(out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:    Name,
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := limitMemory(memoryLimit); err != nil {
				return err
			}
			found, err := db.Verify(args[0])
			is := answer{Report: found}
			switch {
			case errors.Is(err, db.ErrUnsound):
				is.Unsound = err.Error()
			case err != nil:
				return err
			}
			return json.NewEncoder(out).Encode(is)
		},
	}
}
