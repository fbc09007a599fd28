package flags

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/quickadd"
	"selfcare/internal/spelling"
)

// Boundary has a person's words about a boundary.
type Boundary struct {
	Rename string // the new name

	since, said, plan  string
	okay, notOkay, why []string
}

// Bind gives a command the flags.
func (f *Boundary) Bind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.since, "since", "", "the `TIME` when it began: 21:40, yesterday 22:00, 30 Oct 21:40, RFC 3339")
	flags.StringArrayVar(&f.okay, "okay", nil, "what you are okay with, as `TEXT`; may be given again")
	flags.StringArrayVar(&f.notOkay, "not-okay", nil, "what you are not okay with, as `TEXT`; may be given again")
	flags.StringArrayVar(&f.why, "why", nil, "a reason, as `TEXT`; may be given again")
	flags.StringVar(&f.said, "said", "", "the short message that told them, as `TEXT`")
	flags.StringVar(&f.plan, "plan", "", "when ..., I will ..., as `TEXT`")
}

// Apply returns the boundary with what the flags say.
func (f *Boundary) Apply(cmd *cobra.Command, b boundary.Boundary, now time.Time, hours calendar.Preferences) (boundary.Boundary, error) {
	given := cmd.Flags().Changed
	if given("since") {
		since, err := quickadd.ParseTime(f.since, now, hours)
		if err != nil {
			return b, err
		}
		b.Since = calendar.Second(since)
	}
	if given("okay") {
		b.Okay = lines(f.okay)
	}
	if given("not-okay") {
		b.NotOkay = lines(f.notOkay)
	}
	if given("why") {
		b.Why = lines(f.why)
	}
	if given("said") {
		b.Said = strings.TrimSpace(spelling.CleanText(f.said))
	}
	if given("plan") {
		b.Plan = strings.TrimSpace(spelling.CleanText(f.plan))
	}
	return b, nil // the store looks at it beside the others
}

// lines returns texts on one line each, without empty ones.
func lines(texts []string) []string {
	var all []string
	for _, text := range texts {
		if text = strings.TrimSpace(spelling.CleanLine(text)); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// BindEdit gives a command the flags with which a boundary that is there is changed, too.
func (f *Boundary) BindEdit(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.Rename, "rename", "", "the new `NAME`; all that was kept stays")
}

// ChangesBoundary reports whether a flag was given that is about the boundary.
func ChangesBoundary(cmd *cobra.Command) bool {
	return slices.ContainsFunc([]string{"since", "okay", "not-okay", "why", "said", "plan", "rename"}, cmd.Flags().Changed)
}
