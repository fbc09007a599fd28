// Package importer brings files of other programs, and our own exports, into the record, and says what
// came of that. The command and the app share it.
package importer

import (
	"selfcare/internal/cli/secret"
	"selfcare/internal/cli/terminal"
	"selfcare/internal/config"
	"selfcare/internal/db"
	"selfcare/internal/record"
	"selfcare/internal/transfer"
)

// Import is one import.
type Import struct {
	Store   *db.DB
	Config  config.Files // for settings that a file holds
	Files   []string
	Options transfer.Options
	Choices transfer.Choices
	DryRun  bool   // only find out what would be written
	Token   string // of the change, as in [record.Change]
	Meter   *terminal.Meter
	// Open opens a file that a person named; tell is called as that goes on, and its error ends it.
	Open func(file string, tell func() error) (secret.Source, error)
}

// Run reads the files and writes what is new. The plan that it returns is what was, or would be,
// written.
func (i Import) Run() (*transfer.Plan, error) {
	bundles, err := i.read()
	if err != nil {
		return nil, err
	}
	if i.DryRun {
		return i.look(bundles)
	}
	var is *transfer.Plan
	err = i.write(func(r *db.Reader) (*transfer.Plan, error) {
		is, err = i.plan(bundles, r)
		return is, err
	})
	if err != nil {
		return nil, err
	}
	return is, i.settings(bundles, &is.Summary)
}

// read reads the files.
func (i Import) read() (bundles []*transfer.Bundle, err error) {
	for _, file := range i.Files {
		b, err := i.readFile(file)
		if err != nil {
			return nil, err
		}
		bundles = append(bundles, b)
	}
	return bundles, nil
}

func (i Import) readFile(file string) (*transfer.Bundle, error) {
	from, err := i.Open(file, func() error { return i.Meter.Tell("reading "+file, 0, 0) })
	if err != nil {
		return nil, err
	}
	defer from.Done()
	options := i.Options
	options.Name = from.Name
	options.Progress = func(done, total int64) error { return i.Meter.Tell("reading "+file, done, total) }
	return transfer.Read(from.Path, options)
}

// lookingHere is what the meter says while bundles are laid beside what is here.
const lookingHere = "looking at what is here"

// plan lays bundles beside what is here.
func (i Import) plan(bundles []*transfer.Bundle, r *db.Reader) (*transfer.Plan, error) {
	if err := i.Meter.Tell(lookingHere, 0, 0); err != nil {
		return nil, err
	}
	choices := i.Choices
	choices.Progress = func(done, total int64) error { return i.Meter.Tell(lookingHere, done, total) }
	return transfer.NewPlan(bundles, r, choices)
}

// look returns what an import would do.
func (i Import) look(bundles []*transfer.Bundle) (is *transfer.Plan, err error) {
	look := i
	look.DryRun = true
	err = i.Store.Read(func(r *db.Reader) error {
		is, err = i.plan(bundles, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	return is, look.settings(bundles, &is.Summary)
}

// write writes a plan as one change, between two backups.
func (i Import) write(plan func(*db.Reader) (*transfer.Plan, error)) error {
	if err := i.Meter.Tell("backing up what is here", 0, 0); err != nil {
		return err
	}
	if err := i.Store.BackUpIfRoom(); err != nil {
		return err
	}
	var change record.Change
	if _, err := i.Store.Do(func(r *db.Reader) (record.Change, error) {
		r.Watch(func(done, total int) error { return i.Meter.Tell("writing", int64(done), int64(total)) })
		is, err := plan(r)
		if err != nil {
			return record.Change{}, err
		}
		change = is.Change
		change.Token = i.Token
		return change, nil
	}); err != nil {
		return err
	}
	if change.IsEmpty() {
		return nil
	}
	return i.Store.BackUpIfRoom() // the change log has what was replaced, and not what came
}

// settings writes the settings of bundles, and adds what was, or would be, done.
func (i Import) settings(bundles []*transfer.Bundle, sum *transfer.Summary) error {
	for _, b := range bundles {
		if b.Settings == nil {
			continue
		}
		said, err := i.Config.Import(*b.Settings, i.DryRun)
		if err != nil {
			return err
		}
		sum.Remarks = append(sum.Remarks, said...)
	}
	return nil
}
