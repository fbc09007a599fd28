package forget

import (
	"errors"
	"fmt"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/verify"
	"selfcare/internal/db"
	"selfcare/internal/quickadd"
	"selfcare/internal/refusal"
)

// Finder finds what is meant. What is no longer in the record may be in a backup still.
type Finder struct {
	Store *db.DB
	Open  func(path string) *db.DB // opens a copy
	Today calendar.Day
}

// Find returns what is meant: a habit or a boundary with a name, or the words of a day, all of them or
// those of a habit with that name.
func (f Finder) Find(name, note string) (Thing, error) {
	if note == "" {
		return f.named(name)
	}
	day, err := quickadd.ParseDate(note, f.Today)
	if err != nil {
		return Thing{}, err
	}
	t := Thing{what: db.Forget{Day: &day}, Name: "the words of " + day.Words(f.Today)}
	if name == "" {
		return t, nil
	}
	list, err := f.Store.Habits()
	if err != nil {
		return t, err
	}
	h, ok := list.Find(name)
	if !ok {
		return t, refusal.New("No habit is called %s; selfcare habit list shows them", name)
	}
	t.what.Habit, t.Name = h.ID, "the note with "+h.Name+" of "+day.Words(f.Today)
	return t, nil
}

// named looks for a habit or a boundary in the record, then in its copies.
func (f Finder) named(name string) (Thing, error) {
	t, err := oneNamed(f.Store, name)
	if err == nil || !errors.Is(err, errNobody) {
		return t, err
	}
	copies, err2 := f.Store.Copies()
	if err2 != nil {
		return t, err2
	}
	for _, path := range copies {
		if _, err := verify.File(path); err != nil {
			continue
		}
		if t, err := oneNamed(f.Open(path).ReadOnly(), name); err == nil {
			return t, nil
		}
	}
	return t, err
}

// errNobody says that nothing has a name.
var errNobody = errors.New("nobody has that name")

// oneNamed returns the habit or the boundary with a name or ID.
func oneNamed(store *db.DB, name string) (Thing, error) {
	list, err := store.Habits()
	if err != nil {
		return Thing{}, err
	}
	all, err := store.Boundaries()
	if err != nil {
		return Thing{}, err
	}
	h, isHabit := list.Find(name)
	b := all.Called(name)
	switch {
	case isHabit && b != nil:
		return Thing{}, refusal.New("A habit and a boundary are called %s; name the one that is meant by its ID: habit %s, boundary %s", h.Name, h.ID, b.ID)
	case isHabit:
		return Thing{what: db.Forget{Habit: h.ID}, Name: h.Name}, nil
	case b != nil:
		return Thing{what: db.Forget{Boundary: b.ID}, Name: b.Name}, nil
	}
	return Thing{}, &refusal.Error{
		Text: fmt.Sprintf("No habit and no boundary is called %s; selfcare habit list and selfcare boundary list show them.", name), Cause: errNobody,
	}
}
