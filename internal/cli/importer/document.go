package importer

import (
	"selfcare/internal/transfer"
)

// Document is what an import did, as JSON.
type Document struct {
	DryRun      bool           `json:"dry_run"`
	From        string         `json:"from"`
	Made        int            `json:"habits_made"`
	Matched     int            `json:"habits_matched"`
	Entries     int            `json:"entries"`
	Same        int            `json:"entries_same"`
	Kept        int            `json:"entries_kept"`
	Replaced    int            `json:"entries_replaced"`
	Changed     int            `json:"habits_changed"`
	Unchanged   int            `json:"habits_kept"`
	OthersKept  int            `json:"others_kept"`
	Moods       int            `json:"moods"`
	Boundaries  int            `json:"boundaries"`
	Events      int            `json:"events"`
	Reflections int            `json:"reflections"`
	Future      int            `json:"future"`
	LeftOut     int            `json:"left_out"`
	Rows        []leftJSON     `json:"rows"`
	Unmapped    map[string]int `json:"unmapped"`
	Remarks     []string       `json:"remarks"`
	Ignored     []ignoredJSON  `json:"not_imported"`
}

// ignoredJSON is a number of things that there is no place for here.
type ignoredJSON struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

// leftJSON is a row that was left out.
type leftJSON struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Why  string `json:"why"`
}

// DocumentOf returns what an import did, or would do.
func DocumentOf(sum transfer.Summary, dryRun bool) Document {
	j := Document{
		DryRun: dryRun, From: sum.From, Made: sum.Made, Matched: sum.Matched, Entries: sum.Entries, Same: sum.Same, Kept: sum.Kept,
		Replaced: sum.Replaced, Changed: sum.Changed, Unchanged: sum.Unchanged, OthersKept: sum.OthersKept, Ignored: []ignoredJSON{},
		Moods: sum.Moods, Boundaries: sum.Boundaries, Events: sum.Events, Reflections: sum.Reflections,
		Future: sum.Future, LeftOut: sum.BadRows, Rows: []leftJSON{}, Unmapped: sum.Unmapped, Remarks: []string{},
	}
	for _, row := range sum.Bad {
		j.Rows = append(j.Rows, leftJSON{row.File, row.Line, row.Why})
	}
	for _, l := range sum.Left {
		j.Ignored = append(j.Ignored, ignoredJSON{l.Many, l.Count})
	}
	j.Remarks = append(j.Remarks, sum.Remarks...)
	return j
}
