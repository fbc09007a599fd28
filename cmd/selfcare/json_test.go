package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// jsonRuns are commands whose documents show every field that docs/json.md tells of, by its sections.
// Those of a section run one after another at one place; a word in braces is left to jsonPlace.
var jsonRuns = map[string][]string{
	"today":              {"today --json"},
	"trends":             {"trends --json"},
	"trends HABIT":       {"trends Walk --json"},
	"status":             {"status --mood --boundary --json"},
	"add, of a habit":    {"add --json walk 20m -- park", "add --json meditation"},
	"add, of a mood":     {"add --json mood 4 -- good"},
	"add, of a boundary": {"add --json urge 7 -- photo", "add --json slip -- replied"},
	"undo, redo":         {"undo --json", "redo --json"},
	"habit list":         {"habit list --json"},
	"habit new, edit, archive, restore, move": {
		"habit new Piano --at-least 20 --unit min --key p --json", "habit edit Piano --why joy --json", "habit move Piano --to 1 --json",
		"habit archive Piano --json", "habit restore Piano --json",
	},
	"boundary list":           {"boundary list --json"},
	"boundary new, edit, end": {"boundary new Work --json", "boundary edit Work --why rest --json", "boundary end Work --let-go --json"},
	"boundary show":           {"boundary show Photos --json", "boundary show Ended --json"},
	"journal":                 {"journal --json"},
	"journal add":             {"journal add --prompt Why --json -- because"},
	"journal prompts":         {"journal prompts --json"},
	"rest":                    {"rest 2026-12-20..2026-12-27 --json"},
	"settings":                {"settings --json"},
	"settings KEY":            {"settings clock --json", "settings clock 12h --json", "settings mouse --json", "settings mood_words --json"},
	"import":                  {"import sheet.csv --json"},
	"export -o":               {"export -o out.csv --json"},
	"backup":                  {"backup --json"},
	"check":                   {"check --json"},
	"restore":                 {"restore --json"},
	"purge":                   {"purge Walk --yes --json"},
	"man --dir":               {"man --dir pages --json"},
	"version":                 {"version --json"},
}

// fieldsOf adds the kinds of values that stand at each path of a document: habits[].name is a string.
func fieldsOf(path string, v any, all map[string]map[string]bool) {
	kind := ""
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			kind = "none"
			break
		}
		for key, each := range v {
			fieldsOf(strings.TrimPrefix(path+"."+key, "."), each, all)
		}
		return
	case []any:
		for _, each := range v {
			fieldsOf(path+"[]", each, all)
		}
		if len(v) > 0 {
			return
		}
		path, kind = path+"[]", "none"
	case nil:
		kind = "null"
	case string:
		kind = "string"
	case float64:
		kind = "number"
	case bool:
		kind = "boolean"
	}
	if all[path] == nil {
		all[path] = map[string]bool{}
	}
	all[path][kind] = true
}

// aField is a row of a table of docs/json.md.
var aField = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\|")

// toldFields are the fields of each section of docs/json.md, with the kinds that they may be.
func toldFields(t *testing.T) map[string]map[string][]string {
	told := map[string]map[string][]string{}
	for _, section := range strings.Split(pageAt(t, "docs/json.md"), "\n## ")[1:] {
		title, text, _ := strings.Cut(section, "\n")
		fields := map[string][]string{}
		for _, m := range aField.FindAllStringSubmatch(text, -1) {
			fields[m[1]] = strings.Split(m[2], " or ")
		}
		told[title] = fields
	}
	return told
}

// Each command prints the fields that docs/json.md tells of, of the kinds that it tells, and no others.
func TestTheFieldsOfEveryDocumentAreAsTold(t *testing.T) {
	told := toldFields(t)
	template := jsonPlace(t)
	for _, title := range slices.Sorted(maps.Keys(jsonRuns)) {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			if err := os.CopyFS(folder, os.DirFS(template)); err != nil {
				t.Fatal(err)
			}
			// A record that was copied is looked at anew before anything is read of it in a hurry.
			if status, said := runLine(t, folder, "selfcare add walk 1m"); status != 0 {
				t.Fatalf("status %d: %s", status, said)
			}
			found := map[string]map[string]bool{}
			for _, line := range jsonRuns[title] {
				fieldsOf("", jsonOf(t, folder, line), found)
			}
			fields := told[title]
			for _, path := range slices.Sorted(maps.Keys(found)) {
				kinds := slices.Sorted(maps.Keys(found[path]))
				if fields[path] == nil && !slices.Equal(kinds, []string{"none"}) {
					t.Errorf("docs/json.md does not tell of the field %s, which is %s", path, strings.Join(kinds, " or "))
				}
				for _, kind := range kinds {
					if fields[path] != nil && kind != "none" && !slices.Contains(fields[path], kind) {
						t.Errorf("%s is %s, and docs/json.md tells of %s", path, kind, strings.Join(fields[path], " or "))
					}
				}
			}
			for path, kinds := range fields {
				for _, kind := range kinds {
					if !found[path][kind] && kind != "null" && !found[path]["none"] {
						t.Errorf("docs/json.md tells that %s may be %s, and it never is", path, kind)
					}
				}
			}
		})
	}
	for title := range told {
		if jsonRuns[title] == nil {
			t.Errorf("docs/json.md tells of %s, which is not run", title)
		}
	}
}

// jsonOf is the document that a command prints.
func jsonOf(t *testing.T, folder, line string) any {
	t.Helper()
	if strings.HasPrefix(line, "restore ") {
		line += " --yes"
	}
	c := exec.Command("selfcare", strings.Fields(line)...)
	c.Dir = folder
	c.Env = append(os.Environ(), "SELFCARE_DB="+filepath.Join(folder, "selfcare.db"), "SELFCARE_NOW="+now, "TZ=Europe/Berlin", "HOME="+folder,
		"XDG_DATA_HOME="+folder, "XDG_CONFIG_HOME="+folder, "XDG_STATE_HOME="+folder)
	out, err := c.Output()
	var v any
	if err == nil || len(out) > 0 { // some end with status 1, and print a document all the same
		err = json.Unmarshal(out, &v)
	}
	if err != nil {
		t.Fatalf("%s: %v: %s", line, err, out)
	}
	return v
}

// jsonPlace is a folder with a record that has something of everything.
func jsonPlace(t *testing.T) string {
	t.Helper()
	folder := toldPlace(t)
	for _, line := range []string{
		`selfcare habit new Old --since 2026-11-01 --key o`, `selfcare habit archive Old`,
		`selfcare boundary new Photos --since "1 Oct 08:00" --okay walks --not-okay nights --why sleep`,
		`selfcare add walk 40m -3d`, `selfcare add walk 40m -2d`, `selfcare add walk 35m`, `selfcare add mood 4`,
		`selfcare add urge Photos 5 yesterday -- bored`, `selfcare add slip Photos yesterday @23:00 -- looked`,
		`selfcare boundary new Ended --since "1 Oct 08:00"`, `selfcare boundary end Ended --reopened -- "we talked"`,
		`selfcare journal add --prompt "What helped?" -- "two walks"`, `selfcare boundary end "No contact" --let-go -- enough`, `selfcare backup`,
	} {
		if status, said := runLine(t, folder, line); status != 0 {
			t.Fatalf("%s: status %d: %s", line, status, said)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "sheet.csv"), []byte("date,habit,value,note\n2026-11-20,Water,1.5,\nsoon,Water,1,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("SHOW_JSON") != "" {
		for _, title := range slices.Sorted(maps.Keys(jsonRuns)) {
			found := map[string]map[string]bool{}
			for _, line := range jsonRuns[title] {
				fieldsOf("", jsonOf(t, folder, line), found)
			}
			fmt.Println("+##", title)
			for _, path := range slices.Sorted(maps.Keys(found)) {
				fmt.Println("+", path, "|", strings.Join(slices.Sorted(maps.Keys(found[path])), " or "))
			}
		}
	}
	return folder
}
