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
	// Look reads the file at path, once, and says what it would do. When ctx ends before, it
	// fails.
	Look(ctx context.Context, path string) (Import, error)
}

// Import is what an import would do, or did.
type Import struct {
	Lines []string   // Lines are sentences on it.
	Left  []string   // Left are the rows that are left out, and why; the first of them.
	Words []OwnWord  // Words are mood words whose rating has to be told.
	Any   bool       // Any says that something is written.
	Done  string     // Done is what was done, in a few words without a full stop.
	Plan  ImportPlan // Plan writes what the rest says, and nothing else.
}

// ImportPlan is what was read from a file. Its methods do not read it again; they wait for a disk,
// and are called in commands.
type ImportPlan interface {
	// Rate says what the import would do with ratings of mood words that were not known.
	Rate(ctx context.Context, moods map[string]int) (Import, error)
	// Write writes what it was said to do, as one change with the token, and says what it did.
	// It is refused where something else was written since. When ctx ends before, nothing is
	// written.
	Write(ctx context.Context, token string) (Import, error)
}

// OwnWord is a person's own word for a mood, and how many rows have it.
type OwnWord struct {
	Word string
	Rows int
}
