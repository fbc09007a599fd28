// Package exporter writes all of the record out, and says in which format.
package exporter

import (
	"bytes"

	"selfcare/internal/calendar"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/transfer"
)

// Exporter exports a record.
type Exporter struct {
	Store    *db.DB
	Settings transfer.Settings // for an export that can be imported
	Diary    transfer.Diary
	Meter    *terminal.Meter
}

// Everything returns all of the record in a format. Whoever reads what is written may take their time;
// the record is held only until it is all in memory.
func (e Exporter) Everything(format string) ([]byte, error) {
	defer e.Meter.Clear()
	var all bytes.Buffer
	err := e.Store.Read(func(r *db.Reader) error {
		s := watched{r, e.Meter}
		switch format {
		case "csv":
			return transfer.WriteCSV(&all, s)
		case "md":
			return transfer.WriteDiary(&all, s, e.Diary)
		}
		return transfer.WriteJSON(&all, s, e.Settings)
	})
	return all.Bytes(), err
}

// watched is a reader whose histories are counted.
type watched struct {
	*db.Reader
	meter *terminal.Meter
}

// History returns that of the reader, unless somebody ended the export.
func (w watched) History(id ident.ID, from calendar.Day) (habits.History, error) {
	if err := w.meter.Tell("reading what is here", 0, 0); err != nil {
		return habits.History{}, err
	}
	return w.Reader.History(id, from)
}
