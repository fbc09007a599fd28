// Measure prints how large and how branched the Go code of a folder is, without its tests, as
// a table in Markdown. It reads the source alone, and needs nothing but Go:
//
//	go run ./internal/tools/measure -v internal/db
//	go run ./internal/tools/measure -max -function 60 -cyclomatic 15 -exported 90 -package 3000
//
// An aim is the most that a figure may be. What is above one is listed, and with -max the
// status is 1 then.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"log"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("measure: ")
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		log.Fatal(err)
	}
}

// run prints the table of the folder that the arguments name.
func run(args []string, out, complaints io.Writer) error {
	flags := flag.NewFlagSet("measure", flag.ContinueOnError)
	flags.SetOutput(complaints)
	verbose := flags.Bool("v", false, "print the figures of each package, too")
	strict := flags.Bool("max", false, "end with status 1 where an aim is not met")
	aims := map[string]float64{}
	for _, f := range (&source{}).figures() {
		flags.Func(f.flag, "the `AIM` for "+f.title, func(text string) (err error) {
			aims[f.flag], err = strconv.ParseFloat(text, 64)
			return err
		})
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 1 {
		return fmt.Errorf("name one folder, after the flags, instead of %q", flags.Args())
	}
	if *strict && len(aims) == 0 {
		return errors.New("-max needs an aim to hold, such as -max -function 60")
	}
	s, err := count(filepath.Clean(flags.Arg(0)))
	if err != nil {
		return err
	}
	missed := printTable(out, complaints, s.figures(), aims)
	if *verbose {
		s.printPackages(out)
	}
	if *strict && missed {
		return errors.New("not every aim is met")
	}
	return nil
}

// printPackages prints the figures of each package.
func (s *source) printPackages(out io.Writer) {
	_, _ = fmt.Fprint(out, "\n| package | lines | exported names |\n|---|---|---|\n")
	for _, folder := range slices.Sorted(maps.Keys(s.lines)) {
		_, _ = fmt.Fprintf(out, "| %s | %d | %d |\n", folder, s.lines[folder], s.exported[folder])
	}
}

// A spot is a function or a folder, with one number of it.
type spot struct {
	number int
	place  string
}

// A source is what was counted: the lines and the cyclomatic complexity of each function, and
// by folder the lines and the number of exported names.
type source struct {
	lengths, branches []spot
	lines, exported   map[string]int
	seen              map[string]bool // files for several systems export the same name
}

// leftOut matches the paths that ./... leaves out, and tests.
var leftOut = regexp.MustCompile(`/([._][^/]*|testdata|vendor)$|_test\.go$`)

// count reads the Go files of a folder and of those below it, but for tests, generated files
// and other modules. Files for other systems count.
func count(root string) (*source, error) {
	s := &source{lines: map[string]int{}, exported: map[string]int{}, seen: map[string]bool{}}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		isLeftOut := leftOut.MatchString("/" + filepath.ToSlash(name))
		switch {
		case err != nil || name == root:
			return err
		case entry.IsDir():
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil || isLeftOut {
				return fs.SkipDir
			}
			return nil
		case isLeftOut || filepath.Ext(name) != ".go":
			return nil
		}
		return s.addFile(name)
	})
	if err == nil && len(s.lines) == 0 {
		err = fmt.Errorf("there are no Go files in %s", root)
	}
	return s, err
}

// addFile counts a file.
func (s *source) addFile(name string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || ast.IsGenerated(file) {
		return err
	}
	name = filepath.ToSlash(name)
	folder := path.Dir(name)
	s.lines[folder] += set.File(file.FileStart).LineCount()
	visit(file, func(declared string, value ast.Node) {
		id, method := folder+"."+declared, declared[strings.Index(declared, ".")+1:]
		isExported := ast.IsExported(declared) && ast.IsExported(method) && file.Name.Name != "main"
		if isExported && !s.seen[id] {
			s.seen[id] = true
			s.exported[folder]++
		}
		_, isFunction := value.(*ast.FuncDecl)
		if _, isLiteral := value.(*ast.FuncLit); isFunction || isLiteral {
			from, to := set.Position(value.Pos()).Line, set.Position(value.End()).Line
			place := fmt.Sprintf("%s, %s:%d", declared, name, from)
			s.lengths = append(s.lengths, spot{to - from + 1, place})
			s.branches = append(s.branches, spot{cyclomatic(value), place})
		}
	})
	return nil
}

// visit calls do for each name that a file declares for its package, that of a method as
// Type.Method, with the function or value that it stands for.
func visit(file *ast.File, do func(declared string, value ast.Node)) {
	ast.Inspect(file, func(node ast.Node) bool {
		switch d := node.(type) {
		case *ast.FuncDecl:
			of := ""
			if d.Recv != nil {
				of, _, _ = strings.Cut(strings.Trim(types.ExprString(d.Recv.List[0].Type), "*()"), "[")
				of += "."
			}
			do(of+d.Name.Name, d)
		case *ast.TypeSpec:
			do(d.Name.Name, d)
		case *ast.ValueSpec:
			for i, n := range d.Names {
				do(n.Name, slices.Concat(d.Values, make([]ast.Expr, i+1))[i])
			}
		default:
			return true
		}
		return false
	})
}

// cyclomatic returns the number of ways through a function, as gocyclo counts them: one, and
// one more for each if, for, case that is not the default, && and ||.
func cyclomatic(function ast.Node) int {
	n := 1
	ast.Inspect(function, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			n += min(len(node.List), 1)
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// A figure is a number of the table: the name of its flag, what it is, and what it is the
// largest of.
type figure struct {
	flag, title string
	value       float64
	spots       []spot
}

// figures returns the figures of what was counted.
func (s *source) figures() []figure {
	var exported, sizes []spot
	all, branches, over := 0, 0, 0
	for folder, n := range s.lines {
		all += n
		sizes = append(sizes, spot{n, folder})
		exported = append(exported, spot{s.exported[folder], folder})
	}
	for _, b := range s.branches {
		branches += b.number
		if b.number > 10 {
			over++
		}
	}
	perFunction := func(n int) float64 { // rounded as it is shown: an aim is compared with that
		return math.Round(10*float64(n)/float64(max(len(s.branches), 1))) / 10
	}
	return []figure{
		{"lines", "lines without tests", float64(all), nil},
		{"median", "lines of a function, median", quantile(s.lengths, 50), nil},
		{"p90", "lines of a function, p90", quantile(s.lengths, 90), nil},
		{"function", "lines of a function, max", quantile(s.lengths, 100), s.lengths},
		{"mean", "cyclomatic complexity, mean", perFunction(branches), nil},
		{"cyclomatic", "cyclomatic complexity, max", quantile(s.branches, 100), s.branches},
		{"over10", "cyclomatic complexity, % over 10", perFunction(100 * over), nil},
		{"exported", "exported names of a package, max", quantile(exported, 100), exported},
		{"package", "lines of a package, max", quantile(sizes, 100), sizes},
	}
}

// quantile sorts spots, the largest first, and returns the smallest number that so many
// percent of them do not pass, or 0 if there are none.
func quantile(spots []spot, percent int) float64 {
	slices.SortFunc(spots, func(a, b spot) int { return cmp.Or(b.number-a.number, strings.Compare(a.place, b.place)) })
	if len(spots) == 0 {
		return 0
	}
	return float64(spots[len(spots)-(len(spots)*percent+99)/100].number)
}

// printTable prints figures with the three largest parts of each. It lists what is above an
// aim as complaints, and reports whether anything is.
func printTable(out, complaints io.Writer, figures []figure, aims map[string]float64) (missed bool) {
	_, _ = fmt.Fprint(out, "| | now | aim | largest |\n|---|---|---|---|\n")
	for _, f := range figures {
		aim, isGiven := aims[f.flag]
		shown, largest := "", []string{}
		if isGiven {
			shown = fmt.Sprintf("≤ %v", aim)
		}
		if isGiven && f.value > aim {
			missed = true
			_, _ = fmt.Fprintf(complaints, "%s: %v, and the aim is at most %v\n", f.title, f.value, aim)
		}
		for i, s := range f.spots {
			line := fmt.Sprintf("%d %s", s.number, s.place)
			if i < 3 {
				largest = append(largest, line)
			}
			if isGiven && float64(s.number) > aim {
				_, _ = fmt.Fprintln(complaints, "\t"+line)
			}
		}
		_, _ = fmt.Fprintf(out, "| %s | %v | %s | %s |\n", f.title, f.value, shown, strings.Join(largest, "; "))
	}
	return missed
}
