// Package mood is the prompt that asks for a mood, at the foot of any place.
package mood

import (
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfcare/internal/calendar"
	"selfcare/internal/journal"
	"selfcare/internal/record"
	"selfcare/internal/spelling"
	"selfcare/internal/ui/component/field"
	"selfcare/internal/ui/component/zone"
	"selfcare/internal/ui/keys"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/theme"
)

// Prompt asks how one feels, in the message line of any place.
type Prompt struct {
	*page.Context
	keys   keyMap
	day    calendar.Day
	rating int          // 0 while none is chosen
	note   *field.Input // nil until there is one
	Noting bool         // the note has the focus
}

// keyMap is what the prompt's keys do.
type keyMap struct {
	Done, Leave, Turn        key.Binding
	Rating, Less, More, Quit key.Binding // while no note is written
}

func newKeyMap() keyMap {
	return keyMap{
		Done:   keys.Bind("enter", "enter", "done"),
		Leave:  keys.Bind("esc", "esc", "leave"),
		Turn:   keys.Bind("tab shift+tab", "tab", "a note"),
		Rating: keys.Bind("1 2 3 4 5", "1-5", "choose"),
		Less:   keys.Bind("left h", "", ""),
		More:   keys.Bind("right l", "", ""),
		Quit:   keys.Bind("q", "", ""),
	}
}

// New returns the prompt for a mood of a day.
func New(s *page.Context, day calendar.Day) *Prompt {
	return &Prompt{Context: s, keys: newKeyMap(), day: day}
}

// Height is the number of lines that the prompt takes.
func (f *Prompt) Height() int { return 2 }

// SaveWords queues the mood, where one is chosen and words go with it.
func (f *Prompt) SaveWords() tea.Cmd {
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
	k := f.keys
	switch {
	case !ok && f.Noting:
		return f.note.Update(msg)
	case !ok:
		return nil
	case p.Is(k.Leave), p.Is(k.Done):
		return f.done(p)
	case p.Is(k.Turn):
		return f.turn()
	case f.Noting:
		return f.note.Update(msg)
	}
	return f.pressRating(p)
}

// pressRating takes a key that chooses a rating, or leaves.
func (f *Prompt) pressRating(p keys.Press) tea.Cmd {
	k := f.keys
	switch {
	case p.Is(k.Rating):
		f.rating = int(p.Name[0] - '0')
	case p.Is(k.Quit):
		return f.done(keys.Named("esc"))
	case p.Is(k.Less):
		f.step(-1)
	case p.Is(k.More):
		f.step(+1)
	}
	return nil
}

// done writes what there is, and closes the prompt where that is nothing: a number that was not
// taken by enter is none without a note.
func (f *Prompt) done(p keys.Press) tea.Cmd {
	if f.noteText() == "" && (p.Is(f.keys.Leave) || f.rating == 0) {
		f.Prompt = nil
		return nil
	}
	return f.write()
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
	l, _ := f.ratings()
	if text := f.noteText(); text != "" {
		l.Put(f.Styles.Muted, theme.Cut(" "+text, f.Width-l.Cells-1))
	}
	return []string{l.String(), keys.HintLine(&f.Look, f.Hints())}
}

// ratings draws the numbers, and returns where each stands.
func (f *Prompt) ratings() (*theme.Line, zone.Zones) {
	var zones zone.Zones
	l := f.begin()
	for i := journal.LowestMood; i <= journal.HighestMood; i++ {
		from := l.Cells
		l.Styled(theme.Selection(&f.Look, f.label(i), i == f.rating))
		zones = append(zones, zone.Zone{From: from, To: l.Cells, What: i})
	}
	return l, zones
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
	k := f.keys
	if f.Noting {
		return []keys.Hint{keys.HintOf(k.Done, ""), keys.HintOf(k.Turn, "the number"), keys.HintOf(k.Leave, "done too")}
	}
	return []keys.Hint{{Keys: k.Rating.Help().Key, Says: k.Rating.Help().Desc}, keys.HintOf(k.Done, ""), keys.HintOf(k.Turn, ""), keys.HintOf(k.Leave, "")}
}

// Focus gives the keys to the prompt itself: it has no field until a note is written.
func (f *Prompt) Focus() tea.Cmd { return nil }

// Click chooses the number that is drawn there.
func (f *Prompt) Click(x, y int) {
	if f.Noting {
		return
	}
	_, zones := f.ratings()
	if i, ok := zones.At(x, y); ok {
		f.rating = i
	}
}
