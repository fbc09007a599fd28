package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/ident"
	"selfcare/internal/journal"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) boundaryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "boundary",
		Short: "List, set up, edit, show and end boundaries",
		Long: `A boundary is something kept for your own peace: no contact with someone, no old
photos at night, no work after eight. Time alone counts; write down what strains
it or breaks it with selfcare add urge, slip or contact.`,
		Args: noArgs,
		RunE: needs("list, new, edit, show or end"),
	}
	cmd.AddCommand(p.boundaryList(), p.boundaryNew(), p.boundaryEdit(), p.boundaryShow(), p.boundaryEnd())
	return cmd
}

// boundaryJSON is a boundary in the list of all. Its fields are a contract.
type boundaryJSON struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Since   string  `json:"since"`
	Run     int     `json:"run_days"`
	Longest int     `json:"longest_days"`
	Kept    int     `json:"kept_days"`
	Slips   int     `json:"slips"`
	Urges   int     `json:"urges"`
	Next    *int    `json:"next_milestone"`
	Ended   *string `json:"ended"`

	RiddenOut int     `json:"ridden_out"`
	Contacts  int     `json:"contacts"`
	EndedAt   *string `json:"ended_at"`
}

// boundaryDetail is all of a boundary.
type boundaryDetail struct {
	boundaryJSON
	Okay    []string    `json:"okay"`
	NotOkay []string    `json:"not_okay"`
	Why     []string    `json:"why"`
	Said    string      `json:"said"`
	Plan    string      `json:"plan"`
	Runs    []keptJSON  `json:"runs"`
	Events  []eventJSON `json:"events"`
}

// keptJSON is the time between two slips.
type keptJSON struct {
	From string `json:"from"`
	To   string `json:"to"`
	Days int    `json:"days"`
}

// eventJSON is an urge, a slip or a necessary contact.
type eventJSON struct {
	Kind      string       `json:"kind"`
	ID        string       `json:"id"`
	Boundary  string       `json:"boundary"` // its ID
	At        string       `json:"at"`
	Day       calendar.Day `json:"day"`
	Urge      *int         `json:"urge"`     // how strong an urge was, 0 to 10
	Strength  *int         `json:"strength"` // the same, under its older name
	Trigger   string       `json:"trigger"`
	Helped    []string     `json:"helped"`
	Note      string       `json:"note"`
	Next      string       `json:"next"`
	RiddenOut bool         `json:"ridden_out"`
}

// stamp is an instant as JSON has it.
func (p *program) stamp(t time.Time) string { return calendar.Stamp(t.In(p.here())) }

// here is the zone that the person is in now.
func (p *program) here() *time.Location { return p.clock().Location() }

func (p *program) boundaryOf(b boundary.Boundary) boundaryJSON {
	k := b.Stats(p.clock())
	j := boundaryJSON{
		ID: string(b.ID), Name: b.Name, Since: p.stamp(b.Since), Run: k.Current, Longest: k.Longest, Kept: k.Kept,
		Slips: k.Slips, Urges: k.Urges, RiddenOut: k.RiddenOut, Contacts: k.Contacts,
	}
	if k.Next > 0 {
		j.Next = &k.Next
	}
	if b.Ended != nil {
		how, at := b.Ended.How.String(), p.stamp(b.Ended.At)
		j.Ended, j.EndedAt = &how, &at
	}
	return j
}

func (p *program) boundaryList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List all boundaries, those that ended too",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			all, err := p.boundaries()
			if err != nil {
				return err
			}
			if p.json {
				list := []boundaryJSON{}
				for _, b := range all {
					list = append(list, p.boundaryOf(b))
				}
				return p.print(list)
			}
			text := ""
			for _, b := range all {
				text += p.boundaryLine(b) + "\n"
			}
			if text == "" {
				text = "No boundary. selfcare boundary new NAME sets one up, in your own words.\n"
			}
			_, err = fmt.Fprint(p.out, text)
			return err
		},
	}
}

func (p *program) boundaries() (boundary.List, error) {
	store, err := p.record()
	if err != nil {
		return nil, err
	}
	return store.Boundaries()
}

// boundaryLine is a boundary in one line.
func (p *program) boundaryLine(b boundary.Boundary) string {
	now := p.clock()
	k := b.Stats(now)
	if b.Ended != nil {
		return fmt.Sprintf("%s  %s %s, %s", b.Name, b.Ended.How, p.preferences().Moment(b.Ended.At, now), keptDays(k.Kept))
	}
	text := fmt.Sprintf("%s  %s, next %d, since %s", b.Name, phrase.ShortRun(k, p.preferences()), k.Next, p.preferences().Moment(b.Since, now))
	if k.Current == 0 {
		text = fmt.Sprintf("%s  %s, next %s", b.Name, phrase.ShortRun(k, p.preferences()), phrase.NextMilestone(k))
	}
	if words := phrase.Runs(k); words != "" {
		text += "  " + words
	}
	return text
}

// keptDays is a number of days that were kept.
func keptDays(n int) string {
	if n == 1 {
		return "1 day kept"
	}
	return fmt.Sprintf("%d days kept", n)
}

// boundaryFlags are a person's words about a boundary.
type boundaryFlags struct {
	since, said, plan, rename string
	okay, notOkay, why        []string
}

func (f *boundaryFlags) bind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.since, "since", "", "the `TIME` when it began: 21:40, yesterday 22:00, 30 Oct 21:40, RFC 3339")
	flags.StringArrayVar(&f.okay, "okay", nil, "what you are okay with, as `TEXT`; may be given again")
	flags.StringArrayVar(&f.notOkay, "not-okay", nil, "what you are not okay with, as `TEXT`; may be given again")
	flags.StringArrayVar(&f.why, "why", nil, "a reason, as `TEXT`; may be given again")
	flags.StringVar(&f.said, "said", "", "the short message that told them, as `TEXT`")
	flags.StringVar(&f.plan, "plan", "", "when ..., I will ..., as `TEXT`")
}

// apply is the boundary with what the flags say.
func (f *boundaryFlags) apply(cmd *cobra.Command, b boundary.Boundary, now time.Time, hours calendar.Preferences) (boundary.Boundary, error) {
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

// lines are texts on one line each, without empty ones.
func lines(texts []string) []string {
	var all []string
	for _, text := range texts {
		if text = strings.TrimSpace(spelling.CleanLine(text)); text != "" {
			all = append(all, text)
		}
	}
	return all
}

func (p *program) boundaryNew() *cobra.Command {
	var f boundaryFlags
	cmd := &cobra.Command{
		Use:   "new NAME",
		Short: "Set up a boundary; it begins now where no time is given",
		Args:  one("a name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeBoundary(func(all boundary.List) (boundary.Boundary, error) {
				b := boundary.Boundary{
					ID: ident.New(), Name: spelling.NameOf(args[0]), Since: calendar.Second(p.clock()), Position: all.Next(),
				}
				return f.apply(cmd, b, p.clock(), p.preferences())
			})
		},
	}
	f.bind(cmd)
	return cmd
}

func (p *program) boundaryEdit() *cobra.Command {
	var f boundaryFlags
	cmd := &cobra.Command{
		Use:               "edit NAME",
		Short:             "Edit a boundary; what is given takes the place of what was",
		Args:              one("a boundary"),
		ValidArgsFunction: completeOne(p.boundaryNames),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.ContainsFunc([]string{"since", "okay", "not-okay", "why", "said", "plan", "rename"}, cmd.Flags().Changed) {
				return refusal.BadInput("Nothing to edit was given; selfcare boundary edit --help lists what can be")
			}
			return p.changeBoundary(func(all boundary.List) (boundary.Boundary, error) {
				b, err := oneBoundary(all, args[0])
				if err != nil {
					return b, err
				}
				if cmd.Flags().Changed("rename") {
					b.Name = spelling.NameOf(f.rename)
				}
				return f.apply(cmd, b, p.clock(), p.preferences())
			})
		},
	}
	f.bind(cmd)
	cmd.Flags().StringVar(&f.rename, "rename", "", "the new `NAME`; all that was kept stays")
	return cmd
}

// oneBoundary is the one boundary that a name or an ID names; those that ended too.
func oneBoundary(all boundary.List, name string) (boundary.Boundary, error) {
	if fits := all.Named(name); len(fits) == 1 {
		return fits[0], nil
	}
	return quickadd.Boundary(name, all)
}

// changeBoundary writes a boundary and says what was done.
func (p *program) changeBoundary(resolve func(boundary.List) (boundary.Boundary, error)) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	var about boundary.Boundary
	r, err := store.Do(func(r *db.Reader) (record.Change, error) {
		all, err := r.Boundaries()
		if err != nil {
			return record.Change{}, err
		}
		b, err := resolve(all)
		if err != nil {
			return record.Change{}, err
		}
		about = b
		return record.Change{Boundaries: []record.Diff[boundary.Boundary]{{Was: all.Find(b.ID), Is: &b}}}, nil
	})
	if err != nil {
		return err
	}
	if p.json {
		return p.print(p.boundaryOf(about))
	}
	return p.acknowledge(fmt.Sprintf("%s · since %s · selfcare undo takes it back", phrase.Change(r.Done, nil, p.today()), p.preferences().Moment(about.Since, p.clock())))
}

func (p *program) boundaryShow() *cobra.Command {
	return &cobra.Command{
		Use:               "show NAME",
		Short:             "Print all of one boundary",
		Args:              one("a boundary"),
		ValidArgsFunction: completeOne(p.boundaryNames),
		RunE: func(_ *cobra.Command, args []string) error {
			all, err := p.boundaries()
			if err != nil {
				return err
			}
			b, err := oneBoundary(all, args[0])
			if err != nil {
				return err
			}
			if p.json {
				return p.print(p.detailOf(b))
			}
			_, err = fmt.Fprint(p.out, p.boundaryText(b))
			return err
		},
	}
}

func (p *program) detailOf(b boundary.Boundary) boundaryDetail {
	some := func(list []string) []string { return append([]string{}, list...) }
	d := boundaryDetail{
		boundaryJSON: p.boundaryOf(b), Okay: some(b.Okay), NotOkay: some(b.NotOkay), Why: some(b.Why),
		Said: b.Said, Plan: b.Plan, Runs: []keptJSON{}, Events: []eventJSON{},
	}
	for _, r := range b.Stats(p.clock()).Runs {
		if r.To.Before(r.From) { // the clock was set back
			r.To = r.From
		}
		d.Runs = append(d.Runs, keptJSON{p.stamp(r.From), p.stamp(r.To), r.Days})
	}
	for _, e := range boundary.EventsByClock(b.Events, p.here()) {
		d.Events = append(d.Events, p.eventOf(e))
	}
	return d
}

func (p *program) eventOf(e boundary.Event) eventJSON {
	return eventJSON{
		Kind: e.Kind.String(), ID: string(e.ID), Boundary: string(e.Boundary), At: calendar.Stamp(e.Clock(p.here())), Day: e.Day, Urge: e.Strength, Strength: e.Strength, Trigger: e.Trigger,
		Helped: append([]string{}, e.Helped...), Note: e.Note, Next: e.Next, RiddenOut: e.RiddenOut(),
	}
}

// boundaryText is all of a boundary, in lines.
func (p *program) boundaryText(b boundary.Boundary) string {
	now := p.clock()
	k := b.Stats(now)
	var t strings.Builder
	fmt.Fprintf(&t, "%s\n", b.Name)
	row := func(label, text string) {
		for _, line := range strings.Split(text, "\n") {
			if line != "" {
				fmt.Fprintf(&t, "  %-18s %s\n", label, line)
				label = ""
			}
		}
	}
	row("since", p.preferences().Moment(b.Since, now))
	if b.Ended != nil {
		row(b.Ended.How.String(), p.preferences().Moment(b.Ended.At, now)+", "+keptDays(k.Kept))
	} else {
		row("kept", phrase.Run(k, p.preferences())+", next "+phrase.NextMilestone(k))
	}
	row("", phrase.Runs(k))
	row("why", strings.Join(b.Why, "\n"))
	row("plan", b.Plan)
	row("I'm okay with", strings.Join(b.Okay, "\n"))
	row("I'm not okay with", strings.Join(b.NotOkay, "\n"))
	row("what I said", b.Said)
	if len(b.Events) > 0 {
		t.WriteString("\n")
	}
	for _, e := range slices.Backward(boundary.EventsByClock(b.Events, now.Location())) {
		fmt.Fprintf(&t, "  %-18s %s\n", e.When(now, p.preferences()), phrase.Event(e))
	}
	return t.String()
}

func (p *program) boundaryEnd() *cobra.Command {
	reopened, letGo := false, false
	cmd := &cobra.Command{
		Use:   "end NAME --reopened|--let-go [-- REFLECTION]",
		Short: "End a boundary: contact again on terms of yours, or let go",
		Long: `End a boundary, in one of two equal ways. Both keep all that was kept.

--reopened: contact again, on terms that you write down first, after --. Is there
a concrete plan to change what was wrong? What has to be different? What is your
own part? Which boundaries hold now?

--let-go: it is not needed any more.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if at := cmd.ArgsLenAtDash(); at >= 0 {
				args = args[:at]
			}
			return one("a boundary")(cmd, args)
		},
		ValidArgsFunction: completeOne(p.openNames),
	}
	cmd.Flags().BoolVar(&reopened, "reopened", false, "contact again, on your own terms")
	cmd.Flags().BoolVar(&letGo, "let-go", false, "it is not needed any more")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		how := boundary.LetGo
		switch {
		case reopened == letGo:
			return usageError{refusal.BadInput("%s needs one of --reopened and --let-go", cmd.CommandPath())}
		case reopened:
			how = boundary.Reopened
		}
		words := strings.TrimSpace(strings.Join(args[1:], " "))
		if reopened && words == "" {
			return usageError{refusal.BadInput("Reopening begins with a reflection: add, after --, what has to be different and which boundaries hold now")}
		}
		return p.endBoundary(args[0], how, words)
	}
	return cmd
}

func (p *program) endBoundary(name string, how boundary.Outcome, words string) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	now := p.clock()
	var about boundary.Boundary
	_, err = store.Do(func(r *db.Reader) (record.Change, error) {
		all, err := r.Boundaries()
		if err != nil {
			return record.Change{}, err
		}
		b, err := quickadd.Boundary(name, all)
		if err != nil {
			return record.Change{}, err
		}
		var written []journal.Reflection
		if words != "" {
			written = append(written, journal.NewReflection(now, "", words, p.preferences()))
		}
		c := record.EndBoundary(b, how, now, written)
		about = *c.Boundaries[0].Is
		return c, nil
	})
	if err != nil {
		return err
	}
	if p.json {
		return p.print(p.boundaryOf(about))
	}
	return p.acknowledge(fmt.Sprintf("%s · %s · %s · selfcare undo takes it back", about.Name, how, keptDays(about.Stats(now).Kept)))
}
