package importer

import (
	"context"

	"selfcare/internal/cli/terminal"
	"selfcare/internal/db"
	"selfcare/internal/phrase"
	"selfcare/internal/transfer"
	"selfcare/internal/ui/page/importpage"
)

// approval is an import that waits for its approval: a file that was read, and what it would do.
type approval struct {
	one    Import
	bundle *transfer.Bundle
	plan   *transfer.Plan
}

// look lays the file beside what is here, and says what it would do.
func (a approval) look(ctx context.Context) (importpage.Import, error) {
	a.one.Meter = terminal.SilentMeter(ctx)
	var err error
	if a.plan, err = a.one.look([]*transfer.Bundle{a.bundle}); err != nil {
		return importpage.Import{}, err
	}
	return a.says(), nil
}

// says returns what the plan does, in words.
func (a approval) says() importpage.Import {
	sum := a.plan.Summary
	is := importpage.Import{
		Lines: Lines(sum, false, ""), Left: LeftOut(sum, false), Any: !a.plan.Change.IsEmpty(),
		Done: phrase.Change(a.plan.Change, nil, a.one.Choices.Today), Plan: a,
	}
	for _, word := range unmappedWords(sum) {
		is.Words = append(is.Words, importpage.OwnWord{Word: word, Rows: sum.Unmapped[word]})
	}
	return is
}

// Rate is as in [importpage.ImportPlan].
func (a approval) Rate(ctx context.Context, moods map[string]int) (importpage.Import, error) {
	if a.bundle.Rate == nil {
		return a.says(), nil
	}
	a.bundle = a.bundle.Rate(moods)
	return a.look(ctx)
}

// Write is as in [importpage.ImportPlan].
func (a approval) Write(ctx context.Context, token string) (importpage.Import, error) {
	one := a.one
	one.Token, one.Meter = token, terminal.SilentMeter(ctx)
	err := one.write(func(r *db.Reader) (*transfer.Plan, error) {
		return a.plan, a.plan.Check(r, func(done, total int64) error { return one.Meter.Tell(lookingHere, done, total) })
	})
	if err != nil {
		return importpage.Import{}, err
	}
	return a.says(), one.settings([]*transfer.Bundle{a.bundle}, &transfer.Summary{})
}
