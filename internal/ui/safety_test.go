package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/ui/page"
)

// hostile is what no terminal may be sent: a style that the program never uses, a title, a
// sequence that begins with one character or one byte, marks that turn text round, ends of
// lines, characters that nobody sees.
const hostile = "\x1b[8;5mx\x1b]0;forged\x07\u009b5n\x9b5n\u202e\u2066\u061c\u200f\u2028\u2029\u0085\x00\x7f\ufeff\u00ad\u200b\u2060\r\n\t\v\btail"

// aStyle is a style of the program's own.
var aStyle = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

// steering is the first thing in what is drawn that would steer a terminal, and is no style
// of the program's own; or nothing. It has its own list, and asks nobody who cleans.
func steering(drawn string) string {
	if i := strings.Index(drawn, "\x1b[8;5m"); i >= 0 {
		return "a style that was brought in"
	}
	plain := aStyle.ReplaceAllString(drawn, "")
	for i, r := range plain {
		bad := r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || strings.ContainsRune("\u061c\u200e\u200f\u2028\u2029\ufeff\u00ad\u200b\u2060", r) ||
			r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
		if r == utf8.RuneError {
			_, n := utf8.DecodeRuneInString(plain[i:])
			bad = n == 1
		}
		if bad {
			return strings.ToValidUTF8(plain[max(0, i-40):i], "") + "->" + string([]byte(plain)[i:min(len(plain), i+12)])
		}
	}
	return ""
}

// holdsStill fails where the screen holds something that steers a terminal.
func (x *terminal) holdsStill() {
	x.t.Helper()
	v := x.app.View()
	if found := steering(v.Content); found != "" {
		x.t.Errorf("at %dx%d the screen holds %q", x.app.session.Width, x.app.session.Height, found)
	}
	if v.WindowTitle != "selfcare" {
		x.t.Errorf("the title is %q", v.WindowTitle)
	}
}

// spoiled is a part of what is kept, or told, and how it comes to hold hostile text.
type spoiled struct {
	part string
	with options
}

// inStore is an option that changes the record before it is read.
func inStore(change func(*fakeStore)) options {
	return func(o *Options) { change(o.Store.(*fakeStore)) }
}

// inHabits puts hostile text into each habit.
func inHabits(change func(*habits.Habit)) options {
	return inStore(func(f *fakeStore) {
		for i := range f.book.Rows {
			change(&f.book.Rows[i].Habit)
		}
	})
}

// worse puts hostile text behind every text, and before all of them.
func worse(texts []string) []string {
	texts = append([]string{hostile}, texts...)
	for i := range texts {
		texts[i] += hostile
	}
	return texts
}

// inUnits puts hostile text into units, but for those of time, which have names of their
// own.
func inUnits(h *habits.Habit) {
	for i := range h.Goals {
		if !h.Goals[i].Unit.IsTime() {
			h.Goals[i].Unit += hostile
		}
	}
}

// inReading puts hostile text into words that are only shown.
func inReading(f *fakeStore) {
	for i := range f.book.Moods {
		f.book.Moods[i].Note += hostile
	}
	for i := range f.reflections {
		f.reflections[i].Prompt += hostile
	}
	for i := range f.book.Boundaries {
		for j := range f.book.Boundaries[i].Events {
			e := &f.book.Boundaries[i].Events[j]
			e.Trigger, e.Note, e.Next, e.Helped = e.Trigger+hostile, e.Note+hostile, e.Next+hostile, worse(e.Helped)
		}
	}
}

// inWriting puts hostile text into words that are shown, and edited in fields.
func inWriting(f *fakeStore) {
	for i := range f.book.Rows {
		r := &f.book.Rows[i]
		r.Habit.Why, r.Habit.Plan = r.Habit.Why+hostile, r.Habit.Plan+hostile
		for _, e := range slices.Clone(r.History.All()) {
			e.Note += hostile
			r.History.Set(e.Day, e.Entry)
		}
	}
	for i := range f.book.Boundaries {
		b := &f.book.Boundaries[i]
		b.Said, b.Plan = b.Said+hostile, b.Plan+hostile
		b.Why, b.Okay, b.NotOkay = worse(b.Why), worse(b.Okay), worse(b.NotOkay)
	}
	for i := range f.reflections {
		f.reflections[i].Text += hostile
	}
	f.book.HelpLines.Text += hostile
}

// inAsides puts hostile text into every field that keeps words for later.
func inAsides(f *fakeStore) {
	words := map[string]string{}
	for _, name := range []string{"name", "since", "why", "plan", "okay", "not-okay", "said", "what", "next", "0", "1", "2", "3"} {
		words[name] = hostile
	}
	text, _ := json.Marshal(words)
	f.book.Drafts = map[string]string{page.DraftAdd: "sleep" + hostile, page.DraftBoundary: "No contact\n" + string(text), page.DraftBoundary + "nocontact": "No contact\n" + string(text)}
	for _, id := range []string{"nocontact", "photos"} {
		f.book.Drafts[page.DraftSlip+id] = string(text)
		for _, how := range []boundary.Outcome{boundary.Reopened, boundary.LetGo} {
			f.book.Drafts[page.DraftEnd+how.String()+"/"+id] = string(text)
		}
	}
}

// spoiledParts are all texts that the app is told.
func spoiledParts() []spoiled {
	return []spoiled{
		{
			part: "names of habits", with: inHabits(func(h *habits.Habit) { h.Name += hostile }),
		},
		{
			part: "areas", with: inHabits(func(h *habits.Habit) { h.Area += hostile }),
		},
		{
			part: "units", with: inHabits(inUnits),
		},
		{
			part: "keys", with: inHabits(func(h *habits.Habit) { h.Key = hostile }),
		},
		{
			part: "names of boundaries", with: inStore(func(f *fakeStore) {
				for i := range f.book.Boundaries {
					f.book.Boundaries[i].Name = "No" + hostile + strconv.Itoa(i)
				}
			}),
		},
		{part: "words that are only shown", with: inStore(inReading)},
		{
			part: "words that are edited", with: inStore(inWriting),
		},
		{
			part: "words kept for later", with: inStore(inAsides),
		},
		{part: "the questions of the journal", with: func(o *Options) { o.Prompts = func() []string { return []string{"What" + hostile} } }},
		{part: "what there is to say at the start", with: func(o *Options) { o.Notice = "The settings" + hostile }},
		{
			part: "why nothing can be written", with: inStore(func(f *fakeStore) { f.fail = errors.New("write " + hostile) }),
		},
	}
}

// pagesOfFields are the pages that have fields, and how many.
var pagesOfFields = []struct {
	keys   string
	fields int
}{{"e", 9}, {"N", 3}, {"B e", 8}, {"B N 4", 3}, {"B s", 4}, {"B c", 4}, {"B E r", 5}, {"B E l", 2}, {"u 7 enter enter space", 3}, {"H e", 1}, {"J w", 1}, {"J j e", 1}, {"J j j e", 1}, {"m 4 tab", 1}}

// ways are further ways through the program: into each field of each page, and to each
// answer that names what it is about.
func ways() []state {
	var all []state
	for _, page := range pagesOfFields {
		for n := range page.fields {
			keys := page.keys + strings.Repeat(" tab", n)
			all = append(all, state{name: "field: " + keys, open: keptOn(keys)})
		}
	}
	for _, keys := range []string{
		"m 4 enter z Z", "5 enter z", "B s enter z", "B s enter z Z", "B c enter", "B E l shift+tab enter", "B E l shift+tab enter z", "B }", "B } z", "B G s", "B G e", "B G E",
		"u 7 enter j space", "u 7 enter s", "u 7 enter space z", "u 7 esc z", "u down 3 esc", "J j backspace", "J j j backspace z", "J j j j enter", "R L down enter",
	} {
		all = append(all, state{name: "keys: " + keys, open: keptOn(keys)})
	}
	for _, keys := range []string{"3 z", "3 z Z", "x", "r", "j j j +", "n", "A", "A A", "A z", "j }", "} } } } } }", "7 } }", "R / l enter", "/ l enter", "R enter"} {
		all = append(all, state{name: "keys: " + keys, open: keysOn(sorts, keys)})
	}
	for _, line := range []string{"s", "sleep 7.5h -- words", "coffee 2 km", "mood 4 -- words", "urge 7", "slip no", "contact no", "slip", "nothing"} {
		all = append(all, state{name: "add: " + line, open: typedOn(keptOn("a"), line)}, state{name: "add, done: " + line, open: typedEnter(sorts, "a", line)})
	}
	return append(all, state{name: "keys: 3, and news", open: func(t testing.TB, with ...options) *terminal {
		x := start(t, sorts(), with...)
		x.press("3")
		x.store.elsewhere(record.Change{Edits: []habits.Edit{x.store.habit(outdoors).AddOn(sunday, min64(30))}})
		x.look()
		return x
	}})
}

// Whatever another program wrote into the record: no screen hands it to the terminal.
func TestNoScreenIsSteeredByWhatIsKept(t *testing.T) {
	everywhere := append(states(), ways()...)
	for n, p := range spoiledParts() {
		t.Run(p.part, func(t *testing.T) {
			t.Parallel()
			for i, s := range everywhere {
				if (i+n)%oneOf(3, 6) != 0 {
					continue
				}
				size := [][2]int{{130, 40}, {80, 24}, {50, 15}, {130, 24}, {30, 8}}[i%5]
				if strings.HasPrefix(s.name, "field") {
					size = [2]int{80, 24}
				}
				x := s.open(t, sized(size[0], size[1]), p.with)
				x.holdsStill()
				if t.Failed() {
					t.Fatalf("this is %s", s.name)
				}
			}
		})
	}
}

func TestNoErrorSteersTheScreenOfARecordThatCannotBeRead(t *testing.T) {
	for _, size := range [][2]int{{130, 40}, {80, 24}, {30, 8}} {
		store := newFakeStore(drawn()...)
		store.unread = errors.New("read " + hostile)
		startOn(t, store, sized(size[0], size[1])).holdsStill()
	}
}

// Whatever an importer tells: the page shows none of it to the terminal as it is.
func TestNoImportSteersTheScreen(t *testing.T) {
	bad := func() *fakeImporter {
		f := fromDaylio()
		f.found, f.lines, f.left = worse(f.found), worse(f.lines), worse(f.left)
		f.complete["~/Loop"] = "~/Loop" + hostile
		f.words[0].Word += hostile
		return f
	}
	refused := func() *fakeImporter {
		f := bad()
		f.lookErr = refusal.New("There is no %s", hostile)
		return f
	}
	path := "'~/Loop"
	for _, s := range []struct {
		name string
		open func(testing.TB, ...options) *terminal
	}{
		{"what was found", bringOn(bad)},
		{"what was found, and is chosen", bringOn(bad, "down down down")},
		{"a mood", bringOn(bad, path, "enter")},
		{"what it holds", bringOn(bad, path, "enter 3 s")},
		{"reading", waiting(bad, path)},
		{"completed", bringOn(bad, path, "tab")},
		{"an error", bringOn(refused, path, "enter")},
	} {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{80, 24}, {30, 8}} {
				s.open(t, sized(size[0], size[1])).holdsStill()
			}
		})
	}
}

// typedHostile is what a keyboard, or a method of input, may send letter by letter.
const typedHostile = "a\u202eb\u2066\u061c\u200fc\u2028\u2029\u0085\u009b5n\ufeff\u00ad\u200b\u2060d"

// What is typed or pasted steers no terminal, neither in its field nor afterwards.
func TestNoFieldTakesWhatSteersATerminal(t *testing.T) {
	for _, way := range []struct {
		name string
		in   func(*terminal)
	}{
		{"pasted", func(x *terminal) { x.paste("a" + hostile) }},
		{"typed", func(x *terminal) { x.typeText(typedHostile) }},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			for i, s := range append(states(), ways()...) {
				if few() && i%6 != 0 || !s.field && !strings.HasPrefix(s.name, "field") {
					continue
				}
				x := s.open(t)
				way.in(x)
				x.holdsStill()
				x.press("enter")
				x.holdsStill()
				x.press("esc")
				x.holdsStill()
				x.keptStill()
				if t.Failed() {
					t.Fatalf("this is %s", s.name)
				}
			}
		})
	}
}

// keptStill fails where what is written, or would be, holds something that steers a
// terminal.
func (x *terminal) keptStill() {
	x.t.Helper()
	kept := []string{told(x.store.others())}
	for _, h := range x.store.list() {
		kept = append(kept, h.Name, h.Area, h.Key, h.Why, h.Plan)
		for _, g := range h.Goals {
			kept = append(kept, string(g.Unit))
		}
		for _, e := range x.store.entries(h.ID) {
			kept = append(kept, e.Note)
		}
	}
	for _, o := range []any{x.store.book.Drafts, x.store.book.Boundaries, x.store.reflections, x.store.book.Moods, x.store.book.HelpLines} {
		kept = append(kept, fmt.Sprintf("%s", o))
	}
	for _, text := range kept {
		if found := steering(text); found != "" {
			x.t.Errorf("what is kept holds %q", found)
		}
	}
}
