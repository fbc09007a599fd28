package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/boundary"
	"selfcare/internal/calendar"
	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/flags"
	"selfcare/internal/cli/help"
	"selfcare/internal/cli/text"
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
		Args: help.NoArgs,
		RunE: help.Needs("list, new, edit, show or end"),
	}
	cmd.AddCommand(p.boundaryList(), p.boundaryNew(), p.boundaryEdit(), p.boundaryShow(), p.boundaryEnd())
	return cmd
}

func (p *program) boundaryList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List all boundaries, those that ended too",
		Args:  help.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			all, err := p.boundaries()
			if err != nil {
				return err
			}
			list := []document.Boundary{}
			for _, b := range all {
				list = append(list, p.maker().Boundary(b))
			}
			return p.write(list, p.printer().Boundaries(all))
		},
	}
}

// boundaries returns all boundaries.
func (p *program) boundaries() (boundary.List, error) {
	store, err := p.record()
	if err != nil {
		return nil, err
	}
	return store.Boundaries()
}

func (p *program) boundaryNew() *cobra.Command {
	var f flags.Boundary
	cmd := &cobra.Command{
		Use:   "new NAME",
		Short: "Set up a boundary; it begins now where no time is given",
		Args:  help.One("a name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeBoundary(func(all boundary.List) (boundary.Boundary, error) {
				b := boundary.Boundary{
					ID: ident.New(), Name: spelling.NameOf(args[0]), Since: calendar.Second(p.clock()), Position: all.Next(),
				}
				return f.Apply(cmd, b, p.clock(), p.hours())
			})
		},
	}
	f.Bind(cmd)
	return cmd
}

func (p *program) boundaryEdit() *cobra.Command {
	var f flags.Boundary
	cmd := &cobra.Command{
		Use:               "edit NAME",
		Short:             "Edit a boundary; what is given takes the place of what was",
		Args:              help.One("a boundary"),
		ValidArgsFunction: complete.One(p.names().Boundaries),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !flags.ChangesBoundary(cmd) {
				return refusal.BadInput("Nothing to edit was given; selfcare boundary edit --help lists what can be")
			}
			return p.changeBoundary(func(all boundary.List) (boundary.Boundary, error) {
				b, err := oneBoundary(all, args[0])
				if err != nil {
					return b, err
				}
				if cmd.Flags().Changed("rename") {
					b.Name = spelling.NameOf(f.Rename)
				}
				return f.Apply(cmd, b, p.clock(), p.hours())
			})
		},
	}
	f.Bind(cmd)
	f.BindEdit(cmd)
	return cmd
}

// oneBoundary returns the one boundary that a name or an ID names; those that ended too.
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
	return p.acknowledge(p.maker().Boundary(about), fmt.Sprintf("%s · since %s · selfcare undo takes it back", phrase.Change(r.Done, nil, p.today()), p.hours().Moment(about.Since, p.clock())))
}

func (p *program) boundaryShow() *cobra.Command {
	return &cobra.Command{
		Use:               "show NAME",
		Short:             "Print all of one boundary",
		Args:              help.One("a boundary"),
		ValidArgsFunction: complete.One(p.names().Boundaries),
		RunE: func(_ *cobra.Command, args []string) error {
			all, err := p.boundaries()
			if err != nil {
				return err
			}
			b, err := oneBoundary(all, args[0])
			if err != nil {
				return err
			}
			return p.write(p.maker().BoundaryDetail(b), p.printer().Boundary(b))
		},
	}
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
			return help.One("a boundary")(cmd, args)
		},
		ValidArgsFunction: complete.One(p.names().OpenBoundaries),
	}
	cmd.Flags().BoolVar(&reopened, "reopened", false, "contact again, on your own terms")
	cmd.Flags().BoolVar(&letGo, "let-go", false, "it is not needed any more")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		how := boundary.LetGo
		switch {
		case reopened == letGo:
			return refusal.BadInput("%s needs one of --reopened and --let-go", cmd.CommandPath())
		case reopened:
			how = boundary.Reopened
		}
		words := strings.TrimSpace(strings.Join(args[1:], " "))
		if reopened && words == "" {
			return refusal.BadInput("Reopening begins with a reflection: add, after --, what has to be different and which boundaries hold now")
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
			written = append(written, journal.NewReflection(now, "", words, p.hours()))
		}
		c := record.EndBoundary(b, how, now, written)
		about = *c.Boundaries[0].Is
		return c, nil
	})
	if err != nil {
		return err
	}
	return p.acknowledge(p.maker().Boundary(about), fmt.Sprintf("%s · %s · %s · selfcare undo takes it back", about.Name, how, text.KeptDays(about.Stats(now).Kept)))
}
