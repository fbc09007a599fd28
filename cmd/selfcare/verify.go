package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"selfcare/internal/db"
	"selfcare/internal/refusal"

	"github.com/spf13/cobra"
)

// verifyLimit is how long a verification may take: a damaged file may lead in circles.
const verifyLimit = 5 * time.Second

// verifyMemory is how many bytes of memory it may take, beside the file itself.
const verifyMemory = 1 << 30

// verifyName is the command that verifies. It is for the program itself.
const verifyName = "verify-file"

// verify says whether a file is sound, by a process of its own: a damaged file may end the
// process that reads it.
func (p *program) verify(path string) (db.Report, error) {
	var found db.Report
	self, err := os.Executable()
	if err != nil {
		return found, err
	}
	ctx, stop := context.WithTimeout(context.Background(), verifyLimit)
	defer stop()
	child := exec.CommandContext(ctx, self, verifyName, "--", path)
	var said bytes.Buffer
	child.Stderr = &said
	out, err := child.Output()
	sentence, ours := strings.CutPrefix(strings.TrimSpace(said.String()), "selfcare: ")
	var answer verifyJSON
	switch {
	case err == nil:
		if err := json.Unmarshal(out, &answer); err != nil || answer.Unsound == "" {
			return answer.Report, err
		}
		return found, unsound(answer.Unsound)
	case ctx.Err() != nil && busy(child) > verifyLimit/2:
		return found, unsound(fmt.Sprintf("The data file %s cannot be read: it leads in circles. It was not touched; %s.", path, db.Advice))
	case ctx.Err() != nil:
		return found, &refusal.Error{Text: fmt.Sprintf("%s was not read to its end within %v, so that nothing can be said of it; try again in a moment.", path, verifyLimit), Cause: db.ErrSlow}
	case strings.Contains(said.String(), "out of memory"), strings.Contains(said.String(), "cannot allocate memory"):
		return found, &refusal.Error{Text: fmt.Sprintf("%s was not read to its end within a gibibyte of memory, so that nothing can be said of it; %s.", path, db.Advice), Cause: errUnread}
	case ours && !strings.Contains(sentence, "\n"): // it could not even be looked at
		return found, &refusal.Error{Text: sentence, Cause: err}
	case isFault(said.String()):
		return found, unsound(fmt.Sprintf("The data file %s cannot be read: reading it ended the program that tried. It was not touched; %s.", path, db.Advice))
	}
	if mistake, ok := panicIn(said.String()); ok {
		return found, fmt.Errorf("%s was not read to its end, because of a mistake in selfcare (%s); selfcare %s -- %s says where: %w", path, mistake, verifyName, path, err)
	}
	return found, fmt.Errorf("verify %s: %w", path, err)
}

// busy is how long a program that has ended used a processor: long where it ran in circles, and
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

// errUnread is the cause of the refusal of a file that was not read to its end.
var errUnread = errors.New("not read to its end")

func unsound(text string) error { return &refusal.Error{Text: text, Cause: db.ErrUnsound} }

// verifyJSON is the child's answer: what a sound file holds, or how it is damaged.
type verifyJSON struct {
	db.Report
	Unsound string `json:"unsound,omitempty"`
}

// verifyCommand is the child.
func (p *program) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:    verifyName,
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := limitMemory(verifyMemory); err != nil {
				return err
			}
			found, err := db.Verify(args[0])
			answer := verifyJSON{Report: found}
			switch {
			case errors.Is(err, db.ErrUnsound):
				answer.Unsound = err.Error()
			case err != nil:
				return err
			}
			return json.NewEncoder(p.raw).Encode(answer)
		},
	}
}
