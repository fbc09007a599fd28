package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"

	"selfcare/internal/ui/page"
	"selfcare/internal/ui/page/boundaries"
	"selfcare/internal/ui/page/help"
)

// What help says of keys is held against the keys themselves: every binding stands on the keys
// page of its place, and every key that stands there does something.

// keyed is a screen with the records and the presses under which its keys have work to do. A
// key has to do something in one of them.
type keyed struct {
	name string
	maps func(*App) []any // the key maps of a place; nil for a page, whose keys are its own
	on   []func(testing.TB, ...options) *terminal
}

// pressed is a screen after each of some presses.
func pressed(on func(keys string) func(testing.TB, ...options) *terminal, keys ...string) (all []func(testing.TB, ...options) *terminal) {
	for _, k := range keys {
		all = append(all, on(k))
	}
	return all
}

// small is a screen where little fits.
func small(open func(testing.TB, ...options) *terminal, keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		x := open(t, append(with, sized(50, 10))...)
		x.press(keys)
		return x
	}
}

// onImporting is [onDrawn] where a history can be brought.
func onImporting(keys string) func(testing.TB, ...options) *terminal {
	return func(t testing.TB, with ...options) *terminal {
		x := bringable(t, with...)
		x.press(keys)
		return x
	}
}

func onDrawn(keys string) func(testing.TB, ...options) *terminal { return keysOn(drawn, keys) }

func onMany(keys string) func(testing.TB, ...options) *terminal {
	return butOn(manyBoundaries(12), keys)
}

// unwritten is a record of which a change is not saved.
func unwritten(keys string) func(testing.TB, ...options) *terminal {
	return unsavedAfter(drawn, "3 "+keys)
}

// placesKeyed are the four places.
func placesKeyed() []keyed {
	return []keyed{
		{
			"Today", func(a *App) []any { return []any{a.keys, a.today.Bindings} },
			append(
				pressed(onImporting, "", "j j", "j j space", "j j space z", "G", "j j j", "left left", "J"),
				append(pressed(unwritten, ""), keysOn(sixty, ""), keysOn(sixty, "G"))...,
			),
		},
		{
			"Trends", func(a *App) []any { return []any{a.keys, a.trends.Bindings} },
			append(pressed(onDrawn, "R", "R G", "R left left left left left left left left", "j j space R", "j j space z R"), unwritten("R"), yearOn("R left")),
		},
		{
			"Boundaries", func(a *App) []any {
				return []any{a.keys, a.places[page.PlaceBoundaries].(*boundaries.Page).Bindings}
			},
			append(pressed(onMany, "B", "B G", "B 2", "j j space B", "j j space z B", "B pgdown pgdown"), unwritten("B")),
		},
		{
			"Journal", func(a *App) []any { return []any{a.keys, a.journal.Bindings} },
			append(pressed(keptOn, "J", "J G", "J j", "J j j", "J left left left", "j j space J", "j j space z J"), unwritten("J")),
		},
	}
}

// pagesKeyed are the pages over a place that have keys of their own and no field.
func pagesKeyed() []keyed {
	page := func(name string, on ...func(testing.TB, ...options) *terminal) keyed {
		return keyed{name: name, on: on}
	}
	return []keyed{
		page("the first run", keysOn(none, ""), keysOn(none, "j"), func(t testing.TB, with ...options) *terminal {
			return start(t, nil, append(with, importing(fromLoop()))...)
		}),
		page("welcome back", away(4), func(t testing.TB, with ...options) *terminal {
			x := away(4)(t, with...)
			x.press("j")
			return x
		}),
		page("an urge", pressed(keptOn, "u", "u 5", "u down", "u 7 enter", "u 7 enter enter")...),
		page("a slip", pressed(keptOn, "B s", "B s tab tab tab tab")...),
		page("an end", pressed(keptOn, "B E")...),
		page("a boundary set up", pressed(keptOn, "B N", "B N enter", "B N 4")...),
		page("settings", pressed(onDrawn, ", G", ", G right", ",")...),
		page("help lines", keptOn("H"), small(keptOn("H"), ""), small(keptOn("H"), "down")),
		page("links", yearOn("R L"), small(yearOn("R L"), ""), small(yearOn("R L"), "down")),
		page("what is not saved", pressed(unwritten, "!", "! j")...),
		page("a history that is brought", bringOn(fromDaylio, "'~/Downloads/x.csv", "enter"), bringOn(fromLoop), bringOn(completing, "'~/D"), bringOn(fromLoop, "down"), bringOn(longAnswer, "'~/x", "enter")),
	}
}

// completing has one path that can be completed.
func completing() *fakeImporter {
	f := fromLoop()
	f.complete["~/D"] = "~/Downloads/"
	return f
}

// unshown are the bindings that a keys page leaves out, and why.
var unshown = map[string]string{
	"?":          "opened the page",
	"!":          "only while something is not saved; the message line names it then",
	"Today pgup": "as in every list, and the keys of Today fill a page of 80 cells by 24",
}

func TestEveryBindingIsOnTheKeysPageOfItsPlace(t *testing.T) {
	for _, p := range placesKeyed() {
		for _, size := range [][2]int{{80, 24}, {50, 15}} {
			x := p.on[0](t, sized(size[0], size[1]))
			text := x.allKeys()
			for _, b := range bindingsOf(p.maps(x.app)...) {
				h := b.Help()
				if h.Key == "" || !b.Enabled() {
					continue
				}
				first := b.Keys()[0]
				isThere := regexp.MustCompile(`(?m)(^| )` + regexp.QuoteMeta(h.Key) + ` +` + regexp.QuoteMeta(h.Desc) + `(  |$)`).MatchString(text)
				reason := unshown[first] + unshown[p.name+" "+first]
				switch {
				case reason == "" && !isThere:
					t.Errorf("at %dx%d the keys page of %s does not show %q, %q (%s) whole:\n%s", size[0], size[1], p.name, h.Key, h.Desc, b.name, text)
				case reason != "" && isThere:
					t.Errorf("the keys page of %s shows %q, and unshown says why it does not", p.name, h.Key)
				}
			}
		}
	}
}

// allKeys are all pages of the keys page.
func (x *terminal) allKeys() string {
	x.t.Helper()
	x.press("?")
	page, ok := x.app.top().(*help.Keys)
	if !ok {
		x.t.Fatalf("? opens no keys page:\n%s", x.text())
	}
	text := x.text()
	for range page.Columns()[1:] {
		x.press("space")
		text += "\n" + x.text()
	}
	return text
}

// Under nothing that is there does a key that nobody has do anything, so that it means
// something where another does.
func TestAKeyThatNobodyHasDoesNothing(t *testing.T) {
	for _, p := range append(placesKeyed(), pagesKeyed()...) {
		for i := range p.on {
			for _, name := range []string{"(", "%", "ctrl+g", "alt+x"} {
				if x := p.on[i](t); !x.app.typing() && x.does(name) {
					t.Errorf("%s: %s does something:\n%s", p.name, name, x.text())
				}
			}
		}
	}
}

// idle are the keys that do nothing where they stand, and why.
var idle = map[string]string{
	"Trends R": "it is there already", "Boundaries B": "it is there already", "Journal J": "it is there already",
}

func TestEveryKeyOfEveryBindingDoesSomething(t *testing.T) {
	for _, p := range placesKeyed() {
		t.Run(p.name, func(t *testing.T) {
			for _, b := range bindingsOf(p.maps(p.on[0](t).app)...) {
				if !b.Enabled() {
					continue
				}
				for _, name := range b.Keys() {
					p.press(t, name, b.name+", "+b.Help().Desc)
				}
			}
		})
	}
}

// What stands on a page of keys is pressed as it stands there, and is a key of the binding
// that says so, or of the one after it.
func TestEveryKeyThatIsShownDoesSomething(t *testing.T) {
	for _, p := range append(placesKeyed(), pagesKeyed()...) {
		t.Run(p.name, func(t *testing.T) {
			app := p.on[0](t).app
			for _, g := range app.top().Keys() {
				for _, b := range g.Bindings {
					for _, name := range shownKeys(b) {
						if p.maps != nil && !bound(name, p.maps(app)...) {
							t.Errorf("%s is shown with %q, and no binding has it", name, b.Help().Desc)
						}
						p.press(t, name, g.Title+", "+b.Help().Desc)
					}
				}
			}
		})
	}
}

// bound reports whether a binding of the key maps has a key.
func bound(name string, maps ...any) bool {
	return name == "w" || slices.ContainsFunc(bindingsOf(maps...), func(b boundKey) bool { return b.Enabled() && slices.Contains(b.Keys(), name) })
}

// press fails unless a key does something on one of the records.
func (p keyed) press(t *testing.T, name, says string) {
	t.Helper()
	does := slices.ContainsFunc(p.on, func(open func(testing.TB, ...options) *terminal) bool { return open(t).does(name) })
	reason := idle[p.name+" "+name]
	switch {
	case !does && reason == "":
		t.Errorf("%s: the key %s (%s) does nothing, whatever is there: handle it, give the test a record on which it does something, or a reason in idle", p.name, name, says)
	case does && reason != "":
		t.Errorf("%s: the key %s (%s) does something, and idle says why it does not", p.name, name, says)
	}
}

// does reports whether a key does anything. To be typed in a field is nothing, and to be told
// that it is free.
func (x *terminal) does(name string) bool {
	x.t.Helper()
	if x.app.typing() && len(name) == 1 { // it is typed
		return false
	}
	before := x.looks()
	x.press(name)
	return x.looks() != before && !strings.Contains(x.text(), name+" is free.")
}

// shownKeys are the keys that a binding shows, as presses call them.
func shownKeys(b key.Binding) []string {
	var keys []string
	if !b.Enabled() {
		return nil
	}
	for _, text := range strings.Fields(b.Help().Key) {
		switch from, to, isRange := strings.Cut(text, "-"); {
		case isRange && len(from) == 1 && len(to) == 1:
			for c := from[0]; c <= to[0]; c++ {
				keys = append(keys, string(c))
			}
		case text == "letter":
			keys = append(keys, "w") // that of "Write a few lines"
		default:
			name, _ := keyCalled(text)
			keys = append(keys, name)
		}
	}
	return keys
}
