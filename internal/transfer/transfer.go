// Package transfer reads the files of other programs, and writes everything that this one has.
//
// Reading is done in two steps. [Read] makes a [Bundle] of a file or a folder: habits and
// entries, in the words of package habits, with the rows that could not be read. It looks
// at nothing but the file. [NewPlan] then lays bundles beside what the record holds and makes
// a [Plan]: one change of what is new, with a [Summary] to tell. Doing it again makes an empty
// change.
//
// The files are other people's, or damaged, or meant to do harm. None is written, none is
// unpacked; each is read within limits of size; what is not what it says it is, is refused
// whole, by one sentence; a single bad row is left out and named with its line.
//
// [WriteJSON] writes everything, so that reading it into nothing and writing it again gives
// the same bytes. [WriteCSV] is for spreadsheets, [WriteDiary] for people.
//
// Each format is a package below this one, over bundle, source and table; plan is over bundle.
package transfer

import (
	"io"

	"selfcare/internal/transfer/bundle"
	"selfcare/internal/transfer/diary"
	"selfcare/internal/transfer/plan"
	"selfcare/internal/transfer/selfcare"
	"selfcare/internal/transfer/sheet"
)

// Format is a kind of file that can be read.
type Format = bundle.Format

// The formats, as --from names them.
const (
	Auto     = bundle.Auto
	Selfcare = bundle.Selfcare
	Loop     = bundle.Loop
	Harsh    = bundle.Harsh
	Daylio   = bundle.Daylio
	CSV      = bundle.CSV
)

// Formats are all of them.
var Formats = bundle.Formats

// Options say how files are read.
type Options = bundle.Options

// Bundle is what a file holds.
type Bundle = bundle.Bundle

// Imported is a habit that was read.
type Imported = bundle.Imported

// Settings are choices that are stored beside the record.
type Settings = bundle.Settings

// Store is a record as it is at one moment.
type Store = bundle.Store

// Choices say how what was read goes beside what is there.
type Choices = plan.Choices

// Plan is what an import would do.
type Plan = plan.Plan

// Summary says what a plan does.
type Summary = plan.Summary

// NewPlan makes a plan of what bundles hold and a store lacks. Its change is empty where all of
// it is there. The bundles are used up: years of entries are there once.
func NewPlan(bundles []*Bundle, s Store, c Choices) (*Plan, error) { return plan.New(bundles, s, c) }

// Diary says how [WriteDiary] writes.
type Diary = diary.Options

// WriteJSON writes everything that a store holds, and the settings, as one document with
// a record a line. Read into an empty store and written again it is the same to the byte.
func WriteJSON(out io.Writer, s Store, settings Settings) error {
	return selfcare.Write(out, s, settings)
}

// WriteCSV writes the entries of all habits, in the order of the list and of their days, as
// date,habit,value,note.
func WriteCSV(out io.Writer, s Store) error { return sheet.Write(out, s) }

// WriteDiary writes what a store holds as a diary in Markdown, month by month, the oldest
// first: for printing, or for somebody who listens.
func WriteDiary(out io.Writer, s Store, d Diary) error { return diary.Write(out, s, d) }
