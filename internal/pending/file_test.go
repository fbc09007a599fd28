package pending

import (
	_ "embed"
	"reflect"
	"strings"
	"testing"
	"time"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/record"
	"selfcare/internal/ui"
)

// filled gives every field of v, however deep, a value.
func filled(v reflect.Value, n *int64) {
	*n++
	switch at := v.Addr().Interface().(type) {
	case *time.Time:
		*at = time.Date(2026, 11, 22, 8, 0, int(*n%60), 0, time.UTC)
		return
	case *calendar.Day:
		*at = calendar.Day(20000 + *n)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, f := range v.Fields() {
			if f.CanSet() {
				filled(f, n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			filled(v.Index(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			filled(v.Index(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), n)
	case reflect.String:
		v.SetString("word " + string(rune('a'+*n%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(*n % 100)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 100))
	default:
		panic("nothing to fill " + v.Type().String() + " with")
	}
}

func TestAFileOfWaitingChangesReadsAsItWasWritten(t *testing.T) {
	var n int64
	w := waiting{File: "/home/kim/selfcare.db", Changes: make([]ui.Unsaved, 2)}
	for i := range w.Changes {
		filled(reflect.ValueOf(&w.Changes[i]).Elem(), &n)
	}
	text, err := w.encode()
	if err != nil {
		t.Fatal(err)
	}
	if !begins(text[:64]) {
		t.Errorf("it begins with %s", text[:64])
	}
	got, err := decode(text)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, w) {
		t.Errorf("got %+v, want %+v", got, w)
	}
}

//go:embed testdata/current.json
var currentJSON string // a file as it is written; programs to come read it

// example returns what testdata/current.json says.
func example(file string, id ident.ID) waiting {
	day, _ := calendar.ParseDay("2026-11-22")
	e := habits.Edit{Habit: id, Day: day, Mark: habits.Add, Amount: 600000, NoteMark: habits.Add, Note: "by the lake"}
	return waiting{File: file, Changes: []ui.Unsaved{
		{AsOf: "seen", Change: record.Change{Token: "first", Edits: []habits.Edit{e}}},
		{Step: "undo", AsOf: "first", Change: record.Change{Token: "second"}},
	}}
}

func TestTheFileOfWaitingChangesIsStable(t *testing.T) {
	text, err := example("FILE", "HABIT").encode()
	if err != nil || string(text) != currentJSON {
		t.Errorf("it is %s, %v", text, err)
	}
	if got, err := decode([]byte(currentJSON)); err != nil || !reflect.DeepEqual(got, example("FILE", "HABIT")) {
		t.Errorf("it reads as %+v, %v", got, err)
	}
}

//go:embed testdata/earlier.json
var earlierJSON string // the same as programs before wrote it: a step did not say what it meant

func TestAFileOfAnEarlierVersionIsRead(t *testing.T) {
	want := example("FILE", "HABIT")
	want.Changes[0].AsOf = ""
	got, err := decode([]byte(earlierJSON))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("it reads as %+v, %v", got, err)
	}
	if !begins([]byte(earlierJSON)) {
		t.Error("it is not known again")
	}
	_, err = decode([]byte(strings.Replace(currentJSON, `"version": 1`, `"version": 2`, 1)))
	if err == nil || !strings.Contains(err.Error(), "newer selfcare") {
		t.Errorf("a later version answers %v", err)
	}
}
