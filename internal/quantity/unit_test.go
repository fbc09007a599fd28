package quantity

import (
	"testing"
)

func TestOneOfAUnitIsSingular(t *testing.T) {
	for unit, want := range map[Unit]string{
		"cups": "1 cup", "Cups": "1 Cup", "glasses": "1 glass", "Glasses": "1 Glass", "pages": "1 page", "steps": "1 step", "dishes": "1 dish",
		"lunches": "1 lunch", "boxes": "1 box", "potatoes": "1 potato", "berries": "1 berry", "calories": "1 calorie", "Cookies": "1 Cookie",
		"doses": "1 dose", "exercises": "1 exercise", "headaches": "1 headache", "reps": "1 rep", "lbs": "1 lb", "slices": "1 slice", "halves": "1 half",
		// What is no English plural stays as it was typed.
		"cup": "1 cup", "km": "1 km", "kg": "1 kg", "ms": "1 ms", "h": "1 h", "min": "1 min", "s": "1 s", "": "1", "CUPS": "1 CUPS",
		"press": "1 press", "bus": "1 bus", "tennis": "1 tennis", "series": "1 series", "Glas": "1 Glas", "fois": "1 fois", "repas": "1 repas", "杯": "1 杯",
	} {
		if got := unit.One().Text(unit); got != want {
			t.Errorf("one of %s is %q, want %q", unit, got, want)
		}
		for _, n := range []Amount{0, unit.One() / 2, 2 * unit.One(), 21 * unit.One()} {
			if got, want := n.Text(unit), n.Number(unit); unit != "" && got != want+" "+string(unit) {
				t.Errorf("%s of %s is %q", want, unit, got)
			}
		}
		if word := unit.singular(); word != "" && !unit.Is(word) {
			t.Errorf("%q is not read as %s", word, unit)
		}
	}
}
