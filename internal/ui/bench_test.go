package ui

import "testing"

// BenchmarkKeyPress is a key and the screen after it, with fifty habits: what goes
// on between a finger and the terminal.
func BenchmarkKeyPress(b *testing.B) {
	for _, bench := range []struct {
		name string
		keys [2]string // there and back
	}{
		{"move", [2]string{"j", "k"}},
		{"check", [2]string{"space", "space"}},
		{"day", [2]string{"left", "right"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			x := start(b, many(50), sized(120, 36))
			x.press("j j j")
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				x.store.log = x.store.log[:0] // what the fake store gathers is not counted
				x.store.done = x.store.done[:0]
				x.press(bench.keys[n%2])
				x.app.View()
				n++
			}
		})
	}
}

// BenchmarkJournal is a key in the journal of twelve years, and the screen after it.
func BenchmarkJournal(b *testing.B) {
	for _, bench := range []struct{ name, keys string }{{"newest", ""}, {"oldest", "G G"}, {"search", "/"}} {
		b.Run(bench.name, func(b *testing.B) {
			x := keptBut(b, journalOf(4000), "J G G G G G G g "+bench.keys, sized(120, 36))
			keys := [2]string{"down", "up"}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				x.press(keys[n%2])
				x.app.View()
				n++
			}
		})
	}
}
