package cli

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"selfcare/internal/cli/complete"
	"selfcare/internal/cli/document"
	"selfcare/internal/cli/flags"
	"selfcare/internal/cli/help"
	"selfcare/internal/cli/text"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) habitCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "habit",
		Short: "List, make, edit, archive and move habits",
		Args:  help.NoArgs,
		RunE:  help.Needs("list, new, edit, archive, restore or move"),
	}
	cmd.AddCommand(p.habitList(), p.habitNew(), p.habitEdit(), p.habitArchive(), p.habitRestore(), p.habitMove())
	return cmd
}

func (p *program) habitList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List all habits, archived ones too",
		Args:  help.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			store, err := p.record()
			if err != nil {
				return err
			}
			list, err := store.Habits()
			if err != nil {
				return err
			}
			all := []document.Habit{}
			for _, h := range list {
				all = append(all, document.HabitOf(h, p.today()))
			}
			return p.write(all, p.printer().Habits(list))
		},
	}
}

func (p *program) habitNew() *cobra.Command {
	var f flags.Habit
	cmd := &cobra.Command{
		Use:   "new NAME",
		Short: "Make a habit: a check, every day, where nothing else is said",
		Args:  help.One("a name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h := habits.Habit{ID: ident.New(), Name: spelling.NameOf(args[0]), Created: p.today(), Position: list.Next()}
				h, err := f.Apply(cmd, h, p.today())
				return []habits.Habit{h}, err
			})
		},
	}
	f.Bind(cmd, p.names().Areas)
	return cmd
}

func (p *program) habitEdit() *cobra.Command {
	var f flags.Habit
	cmd := &cobra.Command{
		Use:               "edit NAME",
		Short:             "Edit a habit; another goal holds from today on",
		Args:              help.One("a habit"),
		ValidArgsFunction: complete.One(p.names().Habits),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h, err := find(list, args[0])
				if err != nil {
					return nil, err
				}
				if cmd.Flags().NFlag() == 0 || !flags.ChangesHabit(cmd) {
					return nil, refusal.BadInput("Nothing to edit was given; selfcare habit edit --help lists what can be")
				}
				if cmd.Flags().Changed("rename") {
					h.Name = spelling.NameOf(f.Rename)
				}
				h, err = f.Apply(cmd, h, p.today())
				return []habits.Habit{h}, err
			})
		},
	}
	f.Bind(cmd, p.names().Areas)
	f.BindEdit(cmd)
	return cmd
}

func (p *program) habitArchive() *cobra.Command {
	return &cobra.Command{
		Use:               "archive NAME",
		Short:             "Take a habit from the list after today; its days stay",
		Args:              help.One("a habit"),
		ValidArgsFunction: complete.One(p.names().Habits),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h, err := find(list, args[0])
				if err == nil && h.Archived != nil {
					err = refusal.New("%s has been archived since %s", h.Name, h.Archived)
				}
				return []habits.Habit{h.ArchiveOn(p.today())}, err
			})
		},
	}
}

func (p *program) habitRestore() *cobra.Command {
	return &cobra.Command{
		Use:               "restore NAME",
		Short:             "Bring an archived habit back to the list",
		Args:              help.One("a habit"),
		ValidArgsFunction: complete.One(p.names().Archived),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
				h, err := find(list, args[0])
				if err == nil && h.Archived == nil {
					err = refusal.New("%s is on the list already", h.Name)
				}
				return []habits.Habit{list.Restored(h)}, err
			})
		},
	}
}

func (p *program) habitMove() *cobra.Command {
	to := ""
	cmd := &cobra.Command{
		Use:               "move NAME --to N",
		Short:             "Move a habit to another place on the list",
		Args:              help.One("a habit"),
		ValidArgsFunction: complete.One(p.names().Habits),
		RunE: func(*cobra.Command, []string) error {
			return nil
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the place `N`, counted from 1")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		n, err := strconv.Atoi(to)
		if err != nil {
			return refusal.BadInput("--to needs a number, counted from 1")
		}
		return p.changeHabits(func(list habits.List) ([]habits.Habit, error) {
			h, err := find(list, args[0])
			if err != nil {
				return nil, err
			}
			changed, err := list.Move(h.ID, n-1)
			if len(changed) == 0 {
				changed = []habits.Habit{h}
			}
			return changed, err
		})
	}
	return cmd
}

// find returns the habit with a name or an ID.
func find(list habits.List, name string) (habits.Habit, error) {
	h, ok := list.Find(name)
	if !ok {
		return h, refusal.New("No habit is called %s; selfcare habit list shows them", spelling.CleanLine(name))
	}
	return h, nil
}

// changeHabits makes or edits habits and says what was done. The first of those
// that resolve answers with is the one it is about; those that stay as they were
// are not written.
func (p *program) changeHabits(resolve func(habits.List) ([]habits.Habit, error)) error {
	store, err := p.store()
	if err != nil {
		return err
	}
	var about habits.Habit
	r, err := store.Do(func(r *db.Reader) (record.Change, error) {
		list, err := r.Habits()
		if err != nil {
			return record.Change{}, err
		}
		changed, err := resolve(list)
		if err != nil {
			return record.Change{}, err
		}
		about = changed[0]
		same := func(h habits.Habit) bool {
			return slices.ContainsFunc(list, func(was habits.Habit) bool { return reflect.DeepEqual(h, was) })
		}
		return record.PutHabits(slices.DeleteFunc(changed, same)...), nil
	})
	if err != nil {
		return err
	}
	is := document.HabitOf(about, p.today())
	if r.Done.IsEmpty() {
		return p.write(is, about.Name+" is like that already\n")
	}
	return p.acknowledge(is, phrase.Change(r.Done, nil, p.today())+" · "+text.TakesBack)
}
