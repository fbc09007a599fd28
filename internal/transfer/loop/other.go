package loop

import (
	"fmt"
	"slices"
	"strings"

	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer/bundle"
)

// notLoops returns a refusal of a zip, or a folder, that is not Loop's, with what it is.
func notLoops(at string, names []string) error {
	has := func(what string) bool { return slices.Contains(names, what) }
	begins := func(what string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, what) })
	}
	switch {
	case has("[Content_Types].xml") && begins("xl/"):
		return refusal.New("%s is an Excel workbook; save the sheet as CSV (File, Save As, CSV UTF-8) and import that", at)
	case has("[Content_Types].xml"):
		return refusal.New("%s is an Office document; save a table as CSV and import that", at)
	case has("mimetype") && has("content.xml"):
		return refusal.New("%s is an OpenDocument file; save the sheet as CSV (File, Save As, Text CSV) and import that", at)
	case begins("apple_health_export/"):
		return refusal.New("%s is an export of Apple Health, which selfcare can't import yet", at)
	case endingIn(names, "backup.daylio") != "":
		return refusal.New("%s is a backup of Daylio; in Daylio, export entries as CSV and import that", at)
	case len(names) == 0:
		return refusal.New("%s is empty; Loop's export of CSV files holds a Habits.csv", at)
	}
	return notKnown(at, names)
}

// notKnown returns a refusal of a zip with other files in it.
func notKnown(at string, names []string) error {
	for _, ending := range []string{".db", ".sqlite", ".sqlite3", ".csv", ".json", ".age"} {
		if name := endingIn(names, ending); name != "" {
			return refusal.New("%s is a zip file with %q in it; unzip it and import that", at, bundle.Shorten(spelling.CleanLine(name)))
		}
	}
	first := fmt.Sprintf("%q", bundle.Shorten(spelling.CleanLine(names[0])))
	if more := len(names) - 1; more > 0 {
		first += " and " + phrase.Count(more, "more file", "more files")
	}
	return refusal.New("%s is a zip file with %s in it, and not an export that selfcare knows; Loop's export of CSV files holds a Habits.csv", at, first)
}

// endingIn returns the first name with an ending, or nothing.
func endingIn(names []string, ending string) string {
	i := slices.IndexFunc(names, func(name string) bool { return strings.HasSuffix(strings.ToLower(name), ending) })
	if i < 0 {
		return ""
	}
	return names[i]
}
