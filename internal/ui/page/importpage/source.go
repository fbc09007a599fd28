package importpage

import (
	"context"
)

// Importer brings in what other programs kept. Its methods wait for a disk, and are called
// in commands.
type Importer interface {
	// Found are files and folders that look like something to bring, as a person would
	// type them, where such files usually lie.
	Found() []string
	// Complete is the beginning of a path as far as it can be only one.
	Complete(path string) string
	// Look reads the file at path and says what Bring would do. Bring does it, as one
	// change with the token, and says what it did; when ctx ends before, nothing is
	// written. Moods are ratings of mood words that are not known.
	Look(ctx context.Context, path string, moods map[string]int) (Import, error)
	Bring(ctx context.Context, path string, moods map[string]int, token string) (Import, error)
}

// Import is what an import does, or did.
type Import struct {
	Lines []string  // Lines are sentences on it.
	Left  []string  // Left are the rows that are left out, and why; the first of them.
	Words []OwnWord // Words are mood words whose rating has to be told.
	Any   bool      // Any says that something is written.
	Done  string    // Done is what was done, in a few words without a full stop.
}

// OwnWord is a person's own word for a mood, and how many rows have it.
type OwnWord struct {
	Word string
	Rows int
}
