package exporter

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"selfcare/internal/db"
	"selfcare/internal/home"
	"selfcare/internal/refusal"
)

// Formats are what can be written.
var Formats = []string{"json", "csv", "md"}

// Target is where an export goes.
type Target struct {
	Named string // the format that was named, or empty
	File  string // a path; empty or - is standard output
}

// IsStandardOutput reports whether the export goes to standard output.
func (t Target) IsStandardOutput() bool { return t.File == "" || home.IsStandardOutput(t.File) }

// Format returns the format to write: the one that was named, else that of the ending of the file.
// The two may not differ, and an ending that is none of them is no format to guess at.
func (t Target) Format() (string, error) {
	if t.Named != "" && !slices.Contains(Formats, t.Named) {
		return "", refusal.BadInput("There is no format %q; there are %s", t.Named, strings.Join(Formats, ", "))
	}
	ending := endingOf(t.File)
	known := slices.Contains(Formats, ending)
	switch {
	case t.IsStandardOutput() || ending == "" || home.IsDevice(t.File):
		return cmp.Or(t.Named, "json"), nil
	case !known && t.Named == "":
		return "", refusal.BadInput("There is no format %s; an export is json, csv or md: selfcare export -o selfcare.md", ending)
	case known && t.Named != "" && t.Named != ending:
		return "", refusal.BadInput("--format %s does not go with %s; leave one of them out, or name the file %s", t.Named, t.File, strings.TrimSuffix(filepath.Base(t.File), filepath.Ext(t.File))+"."+t.Named)
	}
	return cmp.Or(t.Named, ending), nil
}

// endingOf returns the ending of a file that names a format, or nothing.
func endingOf(file string) string {
	ending := strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(strings.ToLower(filepath.Base(file)), ".age")), ".")
	switch {
	case ending == "markdown":
		return "md"
	case !isEnding.MatchString(ending): // but a part of a date or a version
		return ""
	}
	return ending
}

// isEnding matches what names a format, at the end of the name of a file.
var isEnding = regexp.MustCompile(`^[a-z][a-z0-9]*$`)

// NotForAge refuses to write what is not encrypted into a file whose name says that it is. Words are
// those of the command before the file.
func NotForAge(file string, words ...string) error {
	name := filepath.Base(file)
	if strings.ToLower(filepath.Ext(name)) != ".age" || home.IsDevice(file) {
		return nil
	}
	again := "selfcare"
	for _, word := range append(words, strings.TrimSuffix(name, filepath.Ext(name))) {
		again += " " + home.Quoted(word)
	}
	return refusal.BadInput("A name that ends in .age is for what is encrypted; add --encrypt, or leave out .age: %s", again)
}

// NotOurs refuses to write over the record itself, what is beside it for it, and its copies.
func NotOurs(store *db.DB, file string) error {
	if file == "" || home.IsStandardOutput(file) {
		return nil
	}
	is, err := os.Stat(file)
	if err != nil {
		return nil //nolint:nilerr // what is not there is not ours
	}
	if is.IsDir() {
		return refusal.BadInput("%s is a folder; name a file in it", file)
	}
	own := store.Path()
	copies, _ := store.Copies() // those that cannot be listed cannot be written over, either
	for _, ours := range append(copies, own, own+".lock", own+".gate", own+".noted") {
		if other, err := os.Stat(ours); err == nil && os.SameFile(is, other) {
			return refusal.BadInput("%s is selfcare's own data file; name another to write to", file)
		}
	}
	return nil
}
