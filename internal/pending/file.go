package pending

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"unicode"

	"selfcare/internal/record"
	"selfcare/internal/ui"
)

// version is the version of the files that are written: {"version": 1, "file": ...,
// "changes": [...]}, where the names of all fields are those of Go's in small letters, words
// apart: note_mark. Files without a version are of earlier programs, which wrote NoteMark.
const version = 1

// waiting is what the app could not write before it ended, and the record that it is for.
type waiting struct {
	File    string
	Changes []ui.Unsaved
}

// waitingJSON is waiting as it is in its file.
type waitingJSON struct {
	Version int             `json:"version"`
	File    string          `json:"file"`
	Changes json.RawMessage `json:"changes"`
}

// encode returns the text of the file.
func (w waiting) encode() ([]byte, error) {
	changes, err := json.Marshal(w.Changes)
	if err != nil {
		return nil, err
	}
	if changes, err = renamed(changes, reflect.TypeFor[[]ui.Unsaved](), func(f reflect.StructField) (from, to string) {
		return f.Name, snake(f.Name)
	}); err != nil {
		return nil, err
	}
	return json.MarshalIndent(waitingJSON{version, w.File, changes}, "", "  ")
}

// decode reads the text of a file, of this version or an earlier one.
func decode(text []byte) (w waiting, err error) {
	var in waitingJSON
	if err := json.Unmarshal(text, &in); err != nil {
		return w, err
	}
	if in.Version > version {
		return w, fmt.Errorf("it is of a newer selfcare; update selfcare")
	}
	if in.Version == version {
		if in.Changes, err = renamed(in.Changes, reflect.TypeFor[[]ui.Unsaved](), func(f reflect.StructField) (from, to string) {
			return snake(f.Name), f.Name
		}); err != nil {
			return w, err
		}
	}
	w.File = in.File
	if err := json.Unmarshal(in.Changes, &w.Changes); err != nil {
		return w, err
	}
	if in.Version == 0 {
		nameSeen(w.Changes)
	}
	return w, nil
}

// nameSeen has the steps of an earlier program, which did not say what they mean, follow the
// change before them.
func nameSeen(changes []ui.Unsaved) {
	for i := range changes {
		if i == 0 || changes[i].AsOf != "" {
			continue
		}
		before := changes[i-1]
		switch {
		case before.Step == "" && before.IsDraftOnly():
			changes[i].AsOf = before.AsOf
		case before.Step == "undo" && changes[i].Step != "redo":
			changes[i].AsOf = record.Below(before.Token)
		default:
			changes[i].AsOf = before.Token
		}
	}
}

// head matches what such a file begins with.
var head = regexp.MustCompile(`^\s*\{\s*("version"\s*:\s*[0-9]+\s*,\s*)?"file"\s*:`)

// begins reports whether a text begins as such a file does.
func begins(text []byte) bool { return head.Match(text) }

// renamed returns JSON of a Go type with the fields of all its structs renamed.
func renamed(text []byte, t reflect.Type, names func(reflect.StructField) (from, to string)) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(renameIn(value, t, names))
}

var marshals = reflect.TypeFor[encoding.TextMarshaler]()

// renameIn returns a decoded JSON value of a Go type with the fields of its structs renamed.
func renameIn(value any, t reflect.Type, names func(reflect.StructField) (from, to string)) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Implements(marshals) {
		return value
	}
	object, isObject := value.(map[string]any)
	list, _ := value.([]any)
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range list {
			list[i] = renameIn(list[i], t.Elem(), names)
		}
	case reflect.Map:
		for key := range object {
			object[key] = renameIn(object[key], t.Elem(), names)
		}
	case reflect.Struct:
		if isObject {
			return renameFields(object, t, names)
		}
	}
	return value
}

// renameFields returns a decoded JSON object of a struct with its fields, and those within them, renamed.
func renameFields(object map[string]any, t reflect.Type, names func(reflect.StructField) (from, to string)) map[string]any {
	out := map[string]any{}
	for _, f := range reflect.VisibleFields(t) {
		from, to := names(f)
		if inner, ok := object[from]; ok && !f.Anonymous && f.IsExported() {
			out[to] = renameIn(inner, f.Type, names)
		}
	}
	return out
}

// snake returns a name of Go's in small letters: NoteMark is note_mark, ID id.
func snake(name string) string {
	var b strings.Builder
	letters := []rune(name)
	for i, r := range letters {
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
