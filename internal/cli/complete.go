package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
)

// names offers the names in the record.
func (p *program) names() complete.Names { return complete.Names{Open: p.store} }

// completeDay completes the day of a command that reads its own words.
func (p *program) completeDay(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	words, answer := p.wordsBefore(cmd, args)
	if words == nil || len(words) > 0 {
		return nil, answer
	}
	return complete.Fitting(complete.Days(), typed), answer
}

// completeAdd completes the words that name what a line of quick-add is about.
func (p *program) completeAdd(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	args, typed = complete.Rejoined(args, typed)
	words, answer := p.wordsBefore(cmd, args)
	if words == nil {
		return nil, answer
	}
	return p.names().Entry(words, typed), answer
}

// wordsBefore returns the words before the one that is typed, of a command that reads its own,
// without flags. They are nil where there is nothing to complete, and what is typed may be
// a file.
func (p *program) wordsBefore(cmd *cobra.Command, args []string) ([]string, cobra.ShellCompDirective) {
	if slices.Contains(args, "-h") || slices.Contains(args, "--help") { // which would be given
		return nil, complete.OnlyThese
	}
	words, err := p.leadingFlags(cmd, args)
	switch {
	case err != nil && args[len(args)-1] == "--db":
		return nil, complete.AnyFile
	case err != nil:
		return nil, complete.OnlyThese
	}
	return words, complete.OnlyThese
}
