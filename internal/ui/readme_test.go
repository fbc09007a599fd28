package ui

import (
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/boundary"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/quantity"
	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/today"
)

// What the README says of keys is pressed here. Each key that it names has a fact in
// [readmeRows] or [readmeKeys]; a row or a key that has none, and a key of Today that the
// README does not name, is told.

// fact is what a key does: on a record, after other keys.
type fact struct {
	key   string
	on    func(testing.TB, ...options) *terminal // nil is the record of the drawn screens
	first string                                 // the keys before it
	holds func(*terminal)
}

// check presses the key and looks.
func (f fact) check(t *testing.T) {
	t.Helper()
	on := f.on
	if on == nil {
		on = keysOn(drawn, "")
	}
	x := on(t)
	x.press(f.first)
	before := x.looks()
	x.press(f.key)
	if x.looks() == before {
		t.Errorf("after %q the key %s does nothing:\n%s", f.first, f.key, x.text())
	}
	f.holds(x)
}

// looks is what a person sees, or may come to see, of what a key did.
func (x *terminal) looks() string {
	x.t.Helper()
	s := x.app.session
	return strings.Join([]string{x.text(), strconv.Itoa(len(x.store.log)), strconv.Itoa(len(x.app.Unsaved())), strconv.Itoa(len(s.Pages)), strconv.Itoa(x.app.at), strconv.FormatBool(x.quit), strconv.FormatBool(x.suspended)}, "\n")
}

// These are what facts look for.
func seen(texts ...string) func(*terminal) {
	return func(x *terminal) {
		x.t.Helper()
		for _, text := range texts {
			x.shows(text)
		}
	}
}

func has(id ident.ID, want habits.Entry) func(*terminal) {
	return func(x *terminal) { x.t.Helper(); x.wrote(id, sunday, want) }
}

func inPlace(want int) func(*terminal) {
	return func(x *terminal) {
		x.t.Helper()
		is(x.t, "the place", page.Places[x.app.at].Name, page.Places[want].Name)
	}
}

func onNoPage(x *terminal) { x.t.Helper(); is(x.t, "the pages", len(x.app.session.Pages), 0) }

func ended(x *terminal) { x.t.Helper(); is(x.t, "the end", x.quit, true) }

// readmeRows are the rows of the table of keys, by what they say.
var readmeRows = map[string][]fact{
	"check, amount, take back": {
		{"space", nil, "j j", has(move, yes)},
		{"space", nil, "j j space", has(move, blank)},
		{"space", nil, "j", seen("+ 35█ min")},
		{"enter", nil, "j j", has(move, yes)},
		{"enter", nil, "j j enter", has(move, blank)},
		{"enter", nil, "j", seen("+ 35█ min")},
	},
	"the same, from anywhere": {
		{"1", nil, "G", seen("█ h")},
		{"2", nil, "G", seen("+ 35█ min")},
		{"3", nil, "G", has(move, yes)},
		{"9", nil, "", has(friend, blank)},
		{"w", nil, "G", has(lines, yes)}, // the letter of "Three lines"
	},
	"a little more, a little less": {
		{"+", nil, "j", has(outdoors, measured(min64(45)))},
		{"-", nil, "j", has(outdoors, measured(min64(35)))},
	},
	"rest day, not done, nothing written": {
		{"r", nil, "j j", has(move, rest)},
		{"x", nil, "j j", has(move, no)},
		{"backspace", nil, "j j space", has(move, blank)},
	},
	"a note": {{"n", nil, "j j", func(x *terminal) {
		x.t.Helper()
		x.typeText("rain")
		x.press("enter")
		has(move, habits.Entry{Note: "rain"})(x)
	}}},
	"add in words (below)": {{"a", nil, "", func(x *terminal) { x.t.Helper(); x.typeText("move"); x.press("enter"); has(move, yes)(x) }}},
	"other days, a date, today": {
		{"left", nil, "", seen("Saturday 21 November")},
		{"right", nil, "left left", seen("Saturday 21 November")},
		{"d", nil, "", func(x *terminal) { x.t.Helper(); x.typeText("sat"); x.press("enter"); x.shows("Saturday 21 November") }},
		{".", nil, "left left", seen("Sunday 22 November")},
	},
	"filter": {{"/", nil, "", func(x *terminal) { x.t.Helper(); x.typeText("medi"); x.row("Meditation"); x.hides("Outdoors") }}},
	"edit, new, archive, move a habit": {
		{"e", nil, "j j", seen("Move", "enter save")},
		{"N", nil, "", seen("enter save")},
		{"A", nil, "j j", seen("Move archived")},
		{"{", nil, "j j j", seen("A proper meal moved.")},
		{"}", nil, "j j", seen("Move moved.")},
	},
	"how you feel, 1 to 5, as often as you like": {{"m", nil, "", func(x *terminal) {
		x.t.Helper()
		x.press("4 enter m 1 enter m 5 enter")
		is(x.t, "the moods", len(x.store.book.Moods), 3)
	}}},
	"an urge: your own words, ten minutes, what helped": {{"u", keptOn(""), "", func(x *terminal) {
		x.t.Helper()
		x.shows("I sleep again.")
		x.press("7 enter")
		x.shows("10 min")
		x.press("enter")
		x.shows("What helped")
	}}},
	"bring a history from another program":           {{"I", bringable, "", seen("Bring your history")}},
	"help lines: the emergency number, and your own": {{"H", keptOn(""), "", seen("In danger now", "Ana, any hour")}},
	"Today, Trends, Boundaries, Journal": {
		{"tab", nil, "", inPlace(page.PlaceTrends)},
		{"tab", nil, "J", inPlace(page.PlaceToday)},
		{"T", nil, "J", inPlace(page.PlaceToday)},
		{"R", nil, "", inPlace(page.PlaceTrends)},
		{"B", nil, "", inPlace(page.PlaceBoundaries)},
		{"J", nil, "", inPlace(page.PlaceJournal)},
	},
	"undo, redo: every change of the record, as far back as 400 days": {
		{"z", nil, "j j space", has(move, blank)},
		{"Z", nil, "j j space z", has(move, yes)},
	},
	"find any command by a few letters of it": {
		{":", nil, "", func(x *terminal) {
			x.t.Helper()
			x.typeText("go to jou")
			x.press("enter")
			inPlace(page.PlaceJournal)(x)
		}},
	},
	"settings": {{",", nil, "", seen("A day begins at")}},
	"all keys": {{"?", nil, "", seen("Keys on Today")}},
	"quit; at once, from anywhere": {
		{"q", nil, "", ended},
		{"ctrl+c", nil, "a", ended},
		{"ctrl+c", keptOn(""), "B N", ended},
	},
}

// bringable is a start with something that can be brought.
func bringable(t testing.TB, with ...options) *terminal {
	t.Helper()
	return start(t, drawn(), append(with, importing(fromLoop()))...)
}

// readmeKeys are the keys that the README names elsewhere, by the section.
var readmeKeys = map[string][]fact{
	"Two commands": {{"enter", keysOn(none, ""), "", func(x *terminal) { x.t.Helper(); onNoPage(x); is(x.t, "the habits", len(x.store.list()), 6) }}},
	"Keys": { // around the table
		{"9", nil, "", has(friend, blank)},
		{"1", withoutSleep, "", seen("+ 7.5█ h")},
		{"enter", withoutSleep, "1", has(sleep, measured(7*quantity.Hours.One()+quantity.Hours.One()/2))},
		{"up", nil, "R G", trendOf("Something")},
		{"down", nil, "R", trendOf("Outdoors")},
		{"left", nil, "R", seen("Sat 21 Nov")},
		{"right", nil, "R left left", seen("Sat 21 Nov")},
		{"b", nil, "R", seen("Sun 15 Nov")},
		{"w", nil, "R b", func(x *terminal) { x.t.Helper(); is(x.t, "the day", x.app.trends.Day, sunday) }},
		{"+", nil, "R", func(x *terminal) { x.t.Helper(); is(x.t, "the span", x.app.trends.Span, 3) }},
		{"-", nil, "R", func(x *terminal) { x.t.Helper(); is(x.t, "the span", x.app.trends.Span, 1) }},
		{"r", away(4), "", func(x *terminal) {
			x.t.Helper()
			for d := sunday + 1; d <= sunday+3; d++ {
				x.wrote(move, d, rest)
			}
		}},
		{"g", away(4), "", seen("Monday 23 November")},
		{"enter", nil, "R left", func(x *terminal) { x.t.Helper(); inPlace(page.PlaceToday)(x); x.shows("Saturday 21 November") }},
	},
	"Boundaries": {
		{"B", keptOn(""), "", inPlace(page.PlaceBoundaries)},
		{"N", keptOn("B"), "", func(x *terminal) {
			x.t.Helper()
			x.press("4")
			x.typeText("No games")
			x.press("shift+tab enter")
			x.called("No games")
		}},
		{"u", keptOn("J"), "", seen("I sleep again.")},
		{"u", keptOn("R"), "", seen("I sleep again.")},
		{"u", keptOn("B"), "", seen("I sleep again.")},
		{"enter", keptOn("u 7"), "", seen("10 min", "Move")},
		{"s", keptOn("B"), "", oneEvent(boundary.Slip)},
		{"s", keptOn("u 7 enter"), "", seen("slip")},
		{"c", keptOn("B"), "", oneEvent(boundary.Contact)},
		{"E", keptOn("B"), "", seen("reopened", "let go")},
		{"z", keptOn("u 7 esc"), "", func(x *terminal) { x.t.Helper(); x.unchanged() }},
	},
	"Journal": {
		{"J", keptOn(""), "", inPlace(page.PlaceJournal)},
		{"w", keptOn("J"), "", func(x *terminal) {
			x.t.Helper()
			x.typeText("Rain.")
			x.press("esc")
			is(x.t, "reflections", len(x.store.reflections), 3)
		}},
		{"tab", keptOn("J w"), "", func(x *terminal) { x.t.Helper(); is(x.t, "a field", x.app.typing(), true) }},
		{"/", keptOn("J"), "", func(x *terminal) {
			x.t.Helper()
			x.typeText("long way")
			x.shows("I walked home the long way.")
			x.hides("I cooked.")
		}},
		{"L", keptOn("R"), "", seen("Mood")},
	},
	"In words": {{"a", nil, "", func(x *terminal) { x.t.Helper(); x.typeText("sleep 7.5h"); x.press("enter"); x.shows("Sleep") }}},
	"Coming from, and leaving": {
		{"i", func(t testing.TB, with ...options) *terminal {
			return start(t, nil, append(with, importing(fromLoop()))...)
		}, "", seen("Bring your history")},
		{"I", bringable, "", seen("Bring your history")},
	},
	"Settings":         {{",", nil, "", seen("A day begins at")}},
	"What is promised": {{"enter", onDamaged(aSurvey(), ""), "", func(x *terminal) { x.t.Helper(); x.row("Sleep"); x.shows("Restored") }}},
}

// withoutSleep is the record of the drawn screens before the night was written.
func withoutSleep(t testing.TB, with ...options) *terminal {
	t.Helper()
	records := drawn()
	records[0].History.Set(sunday, habits.Entry{})
	return start(t, records, with...)
}

// oneEvent writes a page down, and looks for the one event that comes of it.
func oneEvent(kind boundary.Kind) func(*terminal) {
	return func(x *terminal) {
		x.t.Helper()
		x.press("enter")
		is(x.t, "the event", x.only().Kind, kind)
	}
}

// trendOf is a habit that is chosen in Trends.
func trendOf(name string) func(*terminal) {
	return func(x *terminal) {
		x.t.Helper()
		if got := x.app.session.Book.Find(x.app.trends.Cursor).Habit.Name; !strings.HasPrefix(got, name) {
			x.t.Errorf("Trends shows %s, not %s", got, name)
		}
	}
}

// noKeys are the words in backticks that look like keys and are none, by the section.
var noKeys = map[string]map[string]string{
	"Keys":           {"·": "a sign of the list"},
	"Other commands": {"-": "standard input or output, where a file is named"},
	"For screen readers": {
		"y": "an answer of selfcare --plain, which has stories of its own", "n": "the same", "r": "the same", "q": "the same", "enter": "the same",
	},
}

// unlisted are the keys of Today that the table of the README leaves out, and why.
var unlisted = map[string]string{
	"!":      "only while something is not saved; the message line names it then",
	"esc":    "leaves whatever is open, as everywhere",
	"ctrl+z": "to the shell, as in any program of a terminal",
}

// walking are the keys that only move about; the README names those of days.
var walking = []string{"Up", "Down", "Top", "End", "PageUp", "PageDown"}

func TestEachKeyOfTheReadmeDoesWhatItSays(t *testing.T) {
	rows, all := readmeTable(t), bindingsOf(page.NewGlobalKeys(), today.NewKeyMap())
	for _, row := range rows {
		facts, known := readmeRows[row.says]
		if !known {
			t.Errorf("the README's row %q (%s) has no fact in readmeRows: add what its keys do", row.says, strings.Join(row.keys, " "))
			continue
		}
		for _, name := range row.keys {
			if !slices.ContainsFunc(all, func(b boundKey) bool { return slices.Contains(b.Keys(), name) }) {
				t.Errorf("the README's row %q names %s, which no binding of Today has", row.says, name)
			}
			if !slices.ContainsFunc(facts, func(f fact) bool { return f.key == name }) {
				t.Errorf("the README's row %q names %s, of which readmeRows has no fact", row.says, name)
			}
		}
		t.Run(row.says, func(t *testing.T) {
			for _, f := range facts {
				f.check(t)
			}
		})
	}
	for says := range readmeRows {
		if !slices.ContainsFunc(rows, func(r readmeRow) bool { return r.says == says }) {
			t.Errorf("readmeRows has %q, which is no row of the README's any more", says)
		}
	}
}

func TestEachKeyOfTodayIsInTheReadme(t *testing.T) {
	var told []string
	for _, row := range readmeTable(t) {
		told = append(told, row.keys...)
	}
	for _, b := range bindingsOf(page.NewGlobalKeys(), today.NewKeyMap()) {
		first := b.Keys()[0]
		switch {
		case !b.Enabled(), slices.Contains(walking, b.name), strings.HasPrefix(first, "shift+"):
		case unlisted[first] != "":
			if slices.Contains(told, first) {
				t.Errorf("the README names %s, and unlisted says why it does not", first)
			}
		case !slices.Contains(told, first):
			t.Errorf("%s (%s, %q) is not in the README's table of keys: give it a row there and a fact in readmeRows, or a reason in unlisted", first, b.name, b.Help().Desc)
		}
	}
}

func TestEachKeyThatTheReadmeNamesInPassingDoesWhatItSays(t *testing.T) {
	sections := readmeSections(t)
	for _, heading := range slices.Sorted(maps.Keys(sections)) {
		facts, text := readmeKeys[heading], aTableRow.ReplaceAllString(sections[heading], "")
		named := keysIn(text)
		for _, name := range named {
			_, other := noKeys[heading][name]
			if !other && !slices.ContainsFunc(facts, func(f fact) bool { return f.key == name }) {
				t.Errorf("under %q the README names the key %s, of which readmeKeys has no fact: add what it does, or a reason to noKeys", heading, name)
			}
		}
		for _, f := range facts {
			if !slices.Contains(named, f.key) {
				t.Errorf("under %q the README does not name %s any more, of which readmeKeys has a fact", heading, f.key)
			}
			t.Run(heading+" "+f.key, f.check)
		}
	}
	for heading, others := range noKeys {
		for name := range others {
			if !slices.Contains(keysIn(sections[heading]), name) {
				t.Errorf("under %q the README does not name %s any more, of which noKeys has a reason", heading, name)
			}
		}
	}
	for heading := range readmeKeys {
		if _, ok := sections[heading]; !ok {
			t.Errorf("readmeKeys has %q, which is no section of the README's any more", heading)
		}
	}
}

// readmeRow is a row of the README's table of keys.
type readmeRow struct {
	keys []string
	says string
}

var (
	aCode     = regexp.MustCompile("`([^`]+)`")
	aFence    = regexp.MustCompile("(?ms)^```.*?^```$")
	aTableRow = regexp.MustCompile(`(?m)^\|.*\|$`)
	aHeading  = regexp.MustCompile(`(?m)^##+ (.+)$`)
)

// readmeSections are the sections of the README without their blocks of code, by their
// headings.
func readmeSections(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := aFence.ReplaceAllString(strings.ReplaceAll(string(b), "\r\n", "\n"), "")
	sections, last, from := map[string]string{}, "", 0
	for _, at := range aHeading.FindAllStringSubmatchIndex(text, -1) {
		sections[last] = text[from:at[0]]
		last, from = text[at[2]:at[3]], at[1]
	}
	sections[last] = text[from:]
	return sections
}

// readmeTable is the README's table of keys.
func readmeTable(t *testing.T) []readmeRow {
	t.Helper()
	var rows []readmeRow
	for _, l := range aTableRow.FindAllString(readmeSections(t)["Keys"], -1) {
		cells := strings.Split(strings.Trim(l, "|"), " | ")
		if keys := keysIn(cells[0]); len(keys) > 0 && len(cells) == 2 {
			rows = append(rows, readmeRow{keys, strings.TrimSpace(cells[1])})
		}
	}
	if len(rows) < 10 {
		t.Fatalf("the README's table of keys has %d rows", len(rows))
	}
	return rows
}

// keysIn are the keys that stand in backticks in a text, as presses call them.
func keysIn(text string) []string {
	var keys []string
	for _, m := range aCode.FindAllStringSubmatch(text, -1) {
		if name, ok := keyCalled(m[1]); ok && !slices.Contains(keys, name) {
			keys = append(keys, name)
		}
	}
	return keys
}

// arrowNames are the keys that are drawn.
var arrowNames = map[string]string{"←": "left", "→": "right", "↑": "up", "↓": "down", "pgdn": "pgdown"}

// keyCalled is a key as presses call it, if it is one.
func keyCalled(text string) (name string, ok bool) {
	if name, ok := arrowNames[text]; ok {
		return name, true
	}
	_, known := namedKeys[text]
	return text, known || text == "space" || len([]rune(text)) == 1 || strings.HasPrefix(text, "ctrl+") || strings.HasPrefix(text, "alt+")
}

// boundKey is a binding with the name that it has in its key map.
type boundKey struct {
	name string
	key.Binding
}

// bindingsOf are all bindings of key maps.
func bindingsOf(maps ...any) []boundKey {
	var all []boundKey
	for _, m := range maps {
		v := reflect.ValueOf(m)
		for _, f := range reflect.VisibleFields(v.Type()) { // those of a list, too
			if b, ok := v.FieldByIndex(f.Index).Interface().(key.Binding); ok {
				all = append(all, boundKey{f.Name, b})
			}
		}
	}
	return all
}
