package zone

import "testing"

func TestAZoneIsItsRowAndItsColumns(t *testing.T) {
	zones := Zones{{Row: 1, From: 4, To: 7, What: 5}, {Row: 1, From: 7, To: 10, What: 6}, {Row: 2, From: 0, To: 80, What: 7}}
	for _, test := range []struct {
		x, y, what int
		ok         bool
	}{{4, 1, 5, true}, {6, 1, 5, true}, {7, 1, 6, true}, {3, 1, 0, false}, {10, 1, 0, false}, {4, 0, 0, false}, {79, 2, 7, true}} {
		if what, ok := zones.At(test.x, test.y); what != test.what || ok != test.ok {
			t.Errorf("at %d, %d there is %d, %v", test.x, test.y, what, ok)
		}
		if what, ok := zones.Down(3).At(test.x, test.y+3); what != test.what || ok != test.ok {
			t.Errorf("three rows below %d, %d there is %d, %v", test.x, test.y, what, ok)
		}
	}
}
