package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/db"
	"selfcare/internal/phrase"
	"selfcare/internal/quickadd"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func (p *program) purgeCommand() *cobra.Command {
	note, backups, yes := "", false, false
	cmd := &cobra.Command{
		Use:   "purge NAME | purge --note DAY [HABIT]",
		Short: "Forget a habit, a boundary or the words of a day for good",
		Long: `Forget something for good. This cannot be undone.

NAME is a habit or a boundary: it goes with all that was written under it. --note DAY forgets
the words of that day (notes of habits and moods, reflections, what was written with an urge);
with HABIT only its note. Days, amounts and moods stay.

It goes from the change log, too, and the file is written anew, so that nothing of it is left
there. Backups keep it, unless --backups takes it out of them as well. What you exported or
copied elsewhere is yours to delete.

At a terminal it asks first, unless --yes says so; without one it needs --yes.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if note != "" {
				return upToOne("habit")(cmd, args)
			}
			return one("a habit or a boundary")(cmd, args)
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if note != "" {
				return completeOne(p.current)(cmd, args, typed)
			}
			return completeOne(p.current, p.boundaryNames)(cmd, args, typed)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return p.purge(strings.Join(args, " "), note, backups, yes)
		},
	}
	cmd.Flags().StringVar(&note, "note", "", "forget the words of `DAY`")
	completes(cmd, "note", days)
	cmd.Flags().BoolVar(&backups, "backups", false, "forget it in the backups, too")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

// forgetting is something to forget, and its name.
type forgetting struct {
	what db.Forget
	name string
}

// errKept says that a person thought better of it.
var errKept = &refusal.Error{Text: "Nothing was forgotten."}

func (p *program) purge(name, note string, backups, yes bool) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	if !yes && !p.atTerminal() {
		return usageError{refusal.BadInput("What is purged is gone for good, and there is no terminal to ask on; --yes says that it is meant")}
	}
	said, err := p.catchUp(store) // what waits to be written would come after it
	for _, sentence := range said {
		p.complain(sentence)
	}
	if err != nil {
		return err
	}
	f, err := p.toForget(store, name, note)
	if err != nil {
		return err
	}
	copies, err := store.Copies()
	if err != nil {
		return err
	}
	if !yes {
		in := bufio.NewReader(p.in)
		if !p.agreed(in, fmt.Sprintf("Forget %s for good? This cannot be undone.  y/N  ", f.name)) {
			return errKept
		}
		if !backups && len(copies) > 0 {
			backups = p.agreed(in, fmt.Sprintf("In %s beside it, too?  y/N  ", phrase.Count(len(copies), "backup", "backups")))
		}
	}
	found, err := store.Purge(f.what, p.verify)
	if err != nil {
		return err
	}
	answer := purgedJSON{Forgotten: found, Left: []string{}}
	if backups {
		if answer.Backups, copies, err = store.PurgeBackups(f.what, p.verify); err != nil {
			return err
		}
	}
	answer.Left = append(answer.Left, copies...)
	if found.IsNothing() && answer.Backups == 0 {
		return refusal.New("There is nothing of %s to forget", f.name)
	}
	if p.json {
		return p.print(answer)
	}
	return p.acknowledge(answer.text(f.name, backups))
}

// agreed asks a question, to which only yes is yes.
func (p *program) agreed(in *bufio.Reader, question string) bool {
	if _, err := fmt.Fprint(p.errOut, spelling.CleanLine(question)); err != nil {
		return false
	}
	answer, err := in.ReadString('\n')
	if err != nil { // ctrl+d leaves the line where it was
		_, _ = fmt.Fprintln(p.errOut)
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

// purgedJSON is what was forgotten.
type purgedJSON struct {
	db.Forgotten
	Backups int      `json:"backups"` // in how many copies, too
	Left    []string `json:"left"`    // the copies that may hold it still
}

func (j purgedJSON) text(name string, backups bool) string {
	text := fmt.Sprintf("Forgotten for good: %s%s.", name, j.parts())
	if j.Backups > 0 {
		text += fmt.Sprintf(" In %s, too.", phrase.Count(j.Backups, "backup", "backups"))
	}
	if len(j.Left) == 0 {
		return text
	}
	if backups {
		return text + " These could not be read, and may hold it: " + spelling.CleanLine(strings.Join(j.Left, ", ")) + "."
	}
	return text + fmt.Sprintf(" %s beside it may hold it still; the same with --backups forgets it there, too.", phrase.Count(len(j.Left), "backup", "backups"))
}

// parts is how much went with it.
func (j purgedJSON) parts() string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{j.Entries, "entry", "entries"},
		{j.Events, "event", "events"},
		{j.Notes, "note", "notes"},
		{j.Reflections, "reflection", "reflections"},
	} {
		if part.n > 0 {
			parts = append(parts, phrase.Count(part.n, part.one, part.many))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}

// toForget is what is meant. What is no longer in the record may be in a backup still.
func (p *program) toForget(store *db.DB, name, note string) (forgetting, error) {
	if note == "" {
		return p.namedIn(store, name)
	}
	day, err := quickadd.ParseDate(note, p.today())
	if err != nil {
		return forgetting{}, err
	}
	f := forgetting{db.Forget{Day: &day}, "the words of " + day.Words(p.today())}
	if name == "" {
		return f, nil
	}
	list, err := store.Habits()
	if err != nil {
		return f, err
	}
	h, ok := list.Find(name)
	if !ok {
		return f, refusal.New("No habit is called %s; selfcare habit list shows them", name)
	}
	f.what.Habit, f.name = h.ID, "the note with "+h.Name+" of "+day.Words(p.today())
	return f, nil
}

// namedIn looks for a habit or a boundary in the record, then in its copies.
func (p *program) namedIn(store *db.DB, name string) (forgetting, error) {
	f, err := oneNamed(store, name)
	if err == nil || !errors.Is(err, errNobody) {
		return f, err
	}
	copies, err2 := store.Copies()
	if err2 != nil {
		return f, err2
	}
	for _, path := range copies {
		if _, err := p.verify(path); err != nil {
			continue
		}
		if f, err := oneNamed(db.New(path, p.clock).ReadOnly(), name); err == nil {
			return f, nil
		}
	}
	return f, err
}

// errNobody says that nothing has a name.
var errNobody = errors.New("nobody has that name")

// oneNamed is the habit or the boundary with a name or ID.
func oneNamed(store *db.DB, name string) (forgetting, error) {
	list, err := store.Habits()
	if err != nil {
		return forgetting{}, err
	}
	all, err := store.Boundaries()
	if err != nil {
		return forgetting{}, err
	}
	h, isHabit := list.Find(name)
	b := all.Called(name)
	switch {
	case isHabit && b != nil:
		return forgetting{}, refusal.New("A habit and a boundary are called %s; name the one that is meant by its ID: habit %s, boundary %s", h.Name, h.ID, b.ID)
	case isHabit:
		return forgetting{db.Forget{Habit: h.ID}, h.Name}, nil
	case b != nil:
		return forgetting{db.Forget{Boundary: b.ID}, b.Name}, nil
	}
	return forgetting{}, &refusal.Error{
		Text: fmt.Sprintf("No habit and no boundary is called %s; selfcare habit list and selfcare boundary list show them.", name), Cause: errNobody,
	}
}
