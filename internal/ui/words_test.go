package ui

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// shownToPeople reports whether a literal could be: whether it is more than one word,
// or begins a sentence.
func shownToPeople(text string) bool {
	return strings.ContainsAny(text, " ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// Kind and exact: no sentence in the program, whether a test comes by it or not.
func TestEveryWordInTheProgramIsKind(t *testing.T) {
	t.Parallel()
	literals := 0
	for _, root := range []string{"../../cmd", "../../internal"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || d.Name() == "tools"):
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
				return nil
			}
			literals += kindFile(t, path)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if literals < 1000 {
		t.Errorf("only %d literals were looked at", literals)
	}
}

// kindFile looks over the literals of a file, and returns how many there are.
func kindFile(t *testing.T, path string) int {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	literals := 0
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.Field: // paths, and the tags of fields
			if field, ok := n.(*ast.Field); ok {
				return field.Tag == nil
			}
			return false
		case *ast.BasicLit:
			if n.Kind != token.STRING {
				return true
			}
			literals++
			text, err := strconv.Unquote(n.Value)
			if err != nil {
				t.Fatal(err)
			}
			if word := unkind.FindString(text); word != "" && shownToPeople(text) {
				t.Errorf("%s says %q in %q", files.Position(n.Pos()), word, text)
			}
		}
		return true
	})
	return literals
}

// fieldOfJSON is where a table of fields names one: those are a contract, and no words.
var fieldOfJSON = regexp.MustCompile("^\\| `[a-z_.]+` \\|")

// The same holds for what there is to read about the program. A licence is as it is.
func TestEveryPageAboutTheProgramIsKind(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"../../*.md", "../../docs/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		pages = append(pages, found...)
	}
	for _, path := range pages {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range bytes.Split(text, []byte("\n")) {
			if word := unkind.Find(fieldOfJSON.ReplaceAll(l, nil)); word != nil {
				t.Errorf("%s, line %d, says %q: %q", path, i+1, word, l)
			}
		}
	}
}

// Help about every screen fits, and its words are kind.
func TestHelpAboutEveryScreenFits(t *testing.T) {
	for i, s := range states() {
		if s.field || few() && i%6 != 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{30, 8}, {80, 24}} {
				x := s.open(t, sized(size[0], size[1]))
				x.press("?")
				for range 5 {
					x.text()
					x.press("space")
				}
			}
		})
	}
}

// The prompts, the reasons and the plans that come with the program ask about oneself:
// never what someone else feels, or why they did what they did.
func TestNoSentenceAsksWhatSomeoneElseFeels(t *testing.T) {
	t.Parallel()
	other := regexp.MustCompile(`(?i)\b(do(es)? (he|she|they) (feel|think|want|miss)|why did (he|she|they))\b`)
	for i, s := range states() {
		if few() && i%4 != 0 {
			continue
		}
		x := s.open(t)
		if text := x.text(); other.MatchString(text) {
			t.Errorf("%s asks %q", s.name, other.FindString(text))
		}
	}
}
