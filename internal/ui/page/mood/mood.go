// Package mood is the prompt that asks for a mood, at the foot of any place.
package mood

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Prompt asks how one feels, in the message line of any place.
type Prompt struct {
	*page.Context
	day    calendar.Day
	rating int          // 0 while none is chosen
	note   *field.Input // nil until there is one
	Noting bool         // the note has the focus
}

// New returns the prompt for a mood of a day.
func New(s *page.Context, day calendar.Day) *Prompt {
	return &Prompt{Context: s, day: day}
}

// Height is the number of lines that the prompt takes.
func (f *Prompt) Height() int { return 2 }

// Keep queues the mood, where one is chosen and words go with it.
func (f *Prompt) Keep() tea.Cmd {
	if f.noteText() == "" {
		return nil
	}
	return f.write()
}

func (f *Prompt) noteText() string {
	if f.note == nil {
		return ""
	}
	return strings.TrimSpace(f.note.Value())
}

// Update takes a press, a paste or a blink.
func (f *Prompt) Update(msg tea.Msg) tea.Cmd {
	p, ok := msg.(keys.Press)
	switch {
	case !ok && f.Noting:
		return f.note.Update(msg)
	case !ok:
		return nil
	case p.Name == "esc" && f.noteText() == "", p.Name == "enter" && f.rating == 0 && f.noteText() == "":
		f.Prompt = nil
		return nil
	case p.Name == "esc", p.Name == "enter":
		return f.write()
	case p.Name == "tab", p.Name == "shift+tab":
		return f.turn()
	case f.Noting:
		return f.note.Update(msg)
	}
	return f.pressRating(p)
}

// pressRating takes a key that chooses a rating, or leaves.
func (f *Prompt) pressRating(p keys.Press) tea.Cmd {
	switch p.Name {
	case "1", "2", "3", "4", "5":
		f.rating = int(p.Name[0] - '0')
	case "q":
		return f.Update(keys.Named("esc"))
	case "left", "h":
		f.step(-1)
	case "right", "l":
		f.step(+1)
	}
	return nil
}

// step chooses a neighbour; it begins in the middle.
func (f *Prompt) step(by int) {
	if f.rating == 0 {
		f.rating = (journal.LowestMood+journal.HighestMood)/2 - by
	}
	f.rating = max(journal.LowestMood, min(journal.HighestMood, f.rating+by))
}

// turn goes to the note, or back from it.
func (f *Prompt) turn() tea.Cmd {
	if f.Noting = !f.Noting; !f.Noting {
		f.note.Blur()
		return nil
	}
	if f.note == nil {
		in := field.NewInput(&f.Look, "", spelling.MaxNote)
		in.Room = func() int { return f.noteRoom(f.noteLabel()) }
		f.note = &in
	}
	return f.note.Focus()
}

// write writes the mood, now or on the day that is looked at, and closes the field.
// Words without a number are words about an okay day.
func (f *Prompt) write() tea.Cmd {
	f.Prompt = nil
	rating := f.rating
	if rating == 0 {
		rating = (journal.LowestMood + journal.HighestMood) / 2
	}
	m := journal.NewMood(f.at(), rating, f.noteText(), f.Preferences())
	return f.DoOther(record.Change{Moods: record.Put(m)})
}

// at is the time of the mood: now, or noon of another day.
func (f *Prompt) at() time.Time {
	now := f.Now()
	if f.day == f.Today {
		return now
	}
	return f.day.At(12*time.Hour, now.Location())
}

// Foot draws the message line and the key line.
func (f *Prompt) Foot() []string {
	if f.Noting {
		l := f.noteLabel()
		l.Styled(f.note.Draw(&f.Look, f.noteRoom(l)))
		return []string{l.String(), keys.HintLine(&f.Look, f.Hints())}
	}
	l := f.begin()
	for i := journal.LowestMood; i <= journal.HighestMood; i++ {
		l.Styled(theme.Selection(&f.Look, f.label(i), i == f.rating))
	}
	if text := f.noteText(); text != "" {
		l.Put(f.Styles.Muted, theme.Cut(" "+text, f.Width-l.Cells-1))
	}
	return []string{l.String(), keys.HintLine(&f.Look, f.Hints())}
}

// begin begins the line: what it is about, and the day where it is not today.
func (f *Prompt) begin() *theme.Line {
	return theme.NewLine(f.Width).Put(f.Styles.Muted, moodLabel).Put(f.Styles.Accent, f.dayText())
}

// noteLabel is what stands before the note.
func (f *Prompt) noteLabel() *theme.Line {
	l := f.begin()
	if f.rating > 0 {
		l.Styled(theme.Selection(&f.Look, f.label(f.rating), true))
	}
	return l.Put(f.Styles.Muted, " -- ")
}

// noteRoom is how many cells the note has behind its label.
func (f *Prompt) noteRoom(label *theme.Line) int { return max(6, f.Width-label.Cells-1) }

const moodLabel = " mood "

// dayText is the day that the mood is for, where it is not today.
func (f *Prompt) dayText() string {
	if f.day == f.Today || f.Width < 60 {
		return ""
	}
	return f.day.Short(f.Today) + " "
}

// label is a rating with its word, where there is room for all words; else only the
// chosen one has its own.
func (f *Prompt) label(i int) string {
	const each = 4 // the number, a blank, and a sign on both sides
	label := strconv.Itoa(i) + " " + f.Settings.MoodWords[i-1]
	all := theme.Width(moodLabel+f.dayText()+strings.Join(f.Settings.MoodWords[:], "")) + each*journal.HighestMood
	if f.Noting || f.Width > all || i == f.rating && f.Width >= 40 {
		return label
	}
	return strconv.Itoa(i)
}

// Hints are the key line.
func (f *Prompt) Hints() []keys.Hint {
	if f.Noting {
		return []keys.Hint{{Keys: "enter", Says: "done", Press: "enter"}, {Keys: "tab", Says: "the number", Press: "tab"}, {Keys: "esc", Says: "done too", Press: "esc"}}
	}
	return []keys.Hint{{Keys: "1-5", Says: "choose", Press: ""}, {Keys: "enter", Says: "done", Press: "enter"}, {Keys: "tab", Says: "a note", Press: "tab"}, {Keys: "esc", Says: "leave", Press: "esc"}}
}

// Focus gives the keys to the prompt itself: it has no field until a note is written.
func (f *Prompt) Focus() tea.Cmd { return nil }

// Click chooses the number that is drawn in column x.
func (f *Prompt) Click(x, _ int) {
	if f.Noting {
		return
	}
	col := theme.Width(moodLabel + f.dayText())
	for i := journal.LowestMood; i <= journal.HighestMood; i++ {
		end := col + theme.Width(f.label(i)) + 2
		if x >= col && x < end {
			f.rating = i
			return
		}
		col = end
	}
}
