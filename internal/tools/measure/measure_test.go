package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const small = `| | now | aim | largest |
|---|---|---|---|
| lines without tests | 58 |  |  |
| lines of a function, median | 1 | ≤ 9 |  |
| lines of a function, p90 | 25 |  |  |
| lines of a function, max | 25 | ≤ 24 | 25 branched, testdata/small/a.go:20; 3 inVariable, testdata/small/a.go:16; 3 main, testdata/small/sub/main.go:6 |
| cyclomatic complexity, mean | 2.1 |  |  |
| cyclomatic complexity, max | 10 | ≤ 10 | 10 branched, testdata/small/a.go:20; 2 inVariable, testdata/small/a.go:16; 1 Exported, testdata/small/sub/main.go:4 |
| cyclomatic complexity, % over 10 | 0 |  |  |
| exported names of a package, max | 4 |  | 4 testdata/small; 0 testdata/small/sub |
| lines of a package, max | 50 | ≤ 49 | 50 testdata/small; 8 testdata/small/sub |

| package | lines | exported names |
|---|---|---|
| testdata/small | 50 | 4 |
| testdata/small/sub | 8 | 0 |
`

const above = `lines of a function, max: 25, and the aim is at most 24
	25 branched, testdata/small/a.go:20
lines of a package, max: 50, and the aim is at most 49
	50 testdata/small
`

func TestFiguresOfASmallModuleAreCounted(t *testing.T) {
	t.Parallel()
	var out, complaints strings.Builder
	args := strings.Fields("-v -median 9 -function 24 -cyclomatic 10 -package 49 testdata/small")
	if err := run(args, &out, &complaints); err != nil {
		t.Errorf("without -max an aim that is not met is an error: %v", err)
	}
	if out.String() != small {
		t.Errorf("printed is\n%s\nwant\n%s", out.String(), small)
	}
	if complaints.String() != above {
		t.Errorf("listed is\n%s\nwant\n%s", complaints.String(), above)
	}
}

func TestAnAimThatIsNotMetIsAnError(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"-max -function 25 -mean 2.1 -over10 0 testdata/small": "",
		"-max -function 24 testdata/small":                     "not every aim is met",
		"-max -mean 2 testdata/small":                          "not every aim is met",
		"-max testdata/small":                                  "-max needs an aim",
		"testdata/small -max":                                  "after the flags",
		"-function many testdata/small":                        "invalid value",
		"testdata/nothing":                                     "testdata/nothing",
	} {
		checkError(t, want, strings.Fields(args)...)
	}
}

func TestAFolderThatCannotBeMeasuredIsAnError(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	checkError(t, "there are no Go files in "+folder, folder)
	if err := os.WriteFile(filepath.Join(folder, "broken.go"), []byte("package broken\n\nfunc {\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	checkError(t, "broken.go:3", folder)
}

// checkError runs the command, and expects an error with a text in it, or none if there is none.
func checkError(t *testing.T, want string, args ...string) {
	t.Helper()
	var out strings.Builder
	err := run(args, &out, &out)
	if (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
		t.Errorf("measure %q says %v, want %q", args, err, want)
	}
}
