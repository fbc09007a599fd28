package ui

import (
	"fmt"
	"hash/fnv"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A View reads: what it draws is the same however often it is drawn, and at whatever size in between.
func TestAViewChangesNothing(t *testing.T) {
	for i, s := range append(states(), ways()...) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			x := s.open(t)
			for n, size := range [][2]int{{80, 24}, {30, 8}, {140, 50}, {46, 12}, {80, 24}} {
				if (i+n)%oneOf(5, 5) != 0 {
					continue
				}
				x.resize(size[0], size[1])
				before := contentsOf(x.app)
				drawn := x.app.lines()
				if after := contentsOf(x.app); !slices.Equal(before, after) {
					t.Fatalf("at %v, drawing changed\n%s", size, differing(before, after))
				}
				if !slices.Equal(x.app.lines(), drawn) {
					t.Fatalf("at %v it is drawn otherwise the second time", size)
				}
			}
		})
	}
}

// contentsOf returns all that is within a value, a line each: its path and what it is. Functions,
// caches and the store of the tests are left out.
func contentsOf(v any) []string {
	w := walker{seen: map[uintptr]bool{}}
	w.walk("app", reflect.ValueOf(v))
	return w.lines
}

// walker goes through a value once.
type walker struct {
	lines []string
	seen  map[uintptr]bool
}

func (w *walker) walk(path string, v reflect.Value) {
	if v.IsValid() && slices.Contains([]string{"context", "sync", "time"}, ofType(v).PkgPath()) {
		return // a timer of a cursor that blinks, say: it changes by itself
	}
	switch v.Kind() {
	case reflect.Invalid, reflect.Func, reflect.Chan:
	case reflect.Pointer:
		if v.IsNil() || w.seen[v.Pointer()] || v.Type() == reflect.TypeFor[*fakeStore]() {
			return
		}
		w.seen[v.Pointer()] = true
		w.walk(path, v.Elem())
	case reflect.Interface:
		w.walk(path, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name == "cache" { // of what was worked out already
				continue
			}
			w.walk(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		if v.Len() > 200 { // a history of years
			h := fnv.New64()
			for i := range min(2000, v.Len()) {
				_, _ = io.WriteString(h, fmt.Sprint(v.Index(i)))
			}
			w.lines = append(w.lines, fmt.Sprint(path, " ", v.Len(), " ", h.Sum64()))
			return
		}
		for i := range v.Len() {
			w.walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
		w.lines = append(w.lines, fmt.Sprint(path, " len ", v.Len()))
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, k := range keys {
			w.walk(fmt.Sprintf("%s[%v]", path, k), v.MapIndex(k))
		}
	default:
		w.lines = append(w.lines, fmt.Sprint(path, " = ", v))
	}
}

// differing returns the lines that are not the same.
func differing(before, after []string) string {
	var all []string
	for _, line := range after {
		if !slices.Contains(before, line) {
			all = append(all, line)
		}
	}
	return strings.Join(all[:min(len(all), 12)], "\n")
}

// ofType returns the type of a value, or of what it points to.
func ofType(v reflect.Value) reflect.Type {
	if v.Kind() == reflect.Pointer {
		return v.Type().Elem()
	}
	return v.Type()
}
