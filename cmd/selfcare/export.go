package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfcare/internal/atomicfile"
	"selfcare/internal/calendar"
	"selfcare/internal/db"
	"selfcare/internal/habits"
	"selfcare/internal/ident"
	"selfcare/internal/phrase"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
	"selfcare/internal/transfer"
)

// exportFormats are what export can write.
var exportFormats = []string{"json", "csv", "md"}

func (p *program) exportCommand() *cobra.Command {
	format, file, encrypt := "", "", false
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write everything out: json (lossless), csv (entries), md (diary)",
		Long: `Write everything out.

  selfcare export -o selfcare.json    all there is; import brings it back
  selfcare export -o days.csv         date,habit,value,note for a spreadsheet
  selfcare export -o diary.md         a diary by month, for printing

Without -o it goes to standard output. A file is replaced whole or not at all, and can be
read by you alone. Where no format is named, the ending of the file tells: json, csv or md,
and json where it has none. --encrypt asks for a passphrase; import asks for it again, and
the age tool opens it, too.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			path, err := fromHome(file)
			if err != nil {
				return err
			}
			return p.export(format, path, encrypt)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "the `FORMAT`: json, csv or md")
	cmd.Flags().StringVarP(&file, "output", "o", file, "the `FILE` to write")
	completes(cmd, "format", just(exportFormats...))
	completesFile(cmd, "output")
	cmd.Flags().BoolVar(&encrypt, "encrypt", false, "encrypt it with a passphrase, as age does")
	return cmd
}

// exportFormat returns the format to write a file in: the one that was named, else that of the ending
// of the file. The two may not differ, and an ending that is none of them is no format to guess at.
func exportFormat(named, file string) (string, error) {
	if named != "" && !slices.Contains(exportFormats, named) {
		return "", usageError{refusal.BadInput("There is no format %q; there are %s", named, strings.Join(exportFormats, ", "))}
	}
	ending := strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(strings.ToLower(filepath.Base(file)), ".age")), ".")
	if ending == "markdown" {
		ending = "md"
	}
	if !isEnding.MatchString(ending) { // but a part of a date or a version
		ending = ""
	}
	known := slices.Contains(exportFormats, ending)
	switch {
	case file == "" || isStandardOutput(file) || ending == "" || isDevice(file):
		return cmp.Or(named, "json"), nil
	case !known && named == "":
		return "", usageError{refusal.BadInput("There is no format %s; an export is json, csv or md: selfcare export -o selfcare.md", ending)}
	case known && named != "" && named != ending:
		return "", usageError{refusal.BadInput("--format %s does not go with %s; leave one of them out, or name the file %s", named, file, strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))+"."+named)}
	}
	return cmp.Or(named, ending), nil
}

// notForAge refuses to write what is not encrypted into a file whose name says that it is. Words are
// those of the command before the file.
func notForAge(file string, words ...string) error {
	name := filepath.Base(file)
	if strings.ToLower(filepath.Ext(name)) != ".age" || isDevice(file) {
		return nil
	}
	again := "selfcare"
	for _, word := range append(words, strings.TrimSuffix(name, filepath.Ext(name))) {
		again += " " + quoted(word)
	}
	return usageError{refusal.BadInput("A name that ends in .age is for what is encrypted; add --encrypt, or leave out .age: %s", again)}
}

// isEnding matches what names a format, at the end of the name of a file.
var isEnding = regexp.MustCompile(`^[a-z][a-z0-9]*$`)

// isDevice reports whether something that is no ordinary file has a name: what it ends in says
// nothing.
func isDevice(file string) bool {
	info, err := os.Stat(file)
	return err == nil && !info.Mode().IsRegular()
}

// export writes everything in a format, to a file or to standard output.
func (p *program) export(format, file string, encrypt bool) error {
	store, err := p.record()
	if err != nil {
		return err
	}
	if err := p.notOurs(file); err != nil {
		return err
	}
	named := format
	if format, err = exportFormat(format, file); err != nil {
		return err
	}
	if !encrypt {
		again := []string{"export"}
		if named != "" {
			again = append(again, "--format", named)
		}
		if err := notForAge(file, append(again, "-o")...); err != nil {
			return err
		}
	}
	if p.json && (file == "" || isStandardOutput(file)) && (format != "json" || encrypt) {
		return usageError{refusal.BadInput("--json prints one JSON document, and this export is none; name a file: selfcare export --json -o days.%s", format)}
	}
	secret := ""
	if encrypt {
		if secret, err = p.passphrase(true); err != nil {
			return err
		}
	}
	own, err := exportedSettings()
	if err != nil {
		p.complain(err.Error())
	}
	ctx, stop := signal.NotifyContext(context.Background(), endSignals...)
	defer stop()
	meter := p.meter(ctx)
	// Whoever reads what is written may take their time; the record is held only until it
	// is all in memory.
	var all bytes.Buffer
	err = store.Read(func(r *db.Reader) error {
		s := watched{r, meter}
		switch format {
		case "csv":
			return transfer.WriteCSV(&all, s)
		case "md":
			return transfer.WriteDiary(&all, s, transfer.Diary{Today: p.today(), Zone: p.clock().Location(), Words: p.settings().MoodWords})
		}
		return transfer.WriteJSON(&all, s, own)
	})
	meter.clear()
	if err != nil {
		return err
	}
	out := all.Bytes()
	if encrypt {
		if out, err = p.encrypted(out, secret); err != nil {
			return err
		}
	}
	if file == "" || isStandardOutput(file) {
		_, err := p.raw.Write(out)
		return err
	}
	if err := writeWhole(file, out); err != nil {
		return err
	}
	if p.json {
		return p.print(map[string]any{"file": file, "format": format, "bytes": len(out)})
	}
	return p.acknowledge(fmt.Sprintf("Written to %s (%s).", spelling.CleanLine(file), phrase.Count((len(out)+1023)/1024, "KiB", "KiB")))
}

// watched is a reader whose histories are counted.
type watched struct {
	*db.Reader
	meter *meter
}

// History is that of the reader, unless somebody ended the export.
func (w watched) History(id ident.ID, from calendar.Day) (habits.History, error) {
	if err := w.meter.tell("reading what is here", 0, 0); err != nil {
		return habits.History{}, err
	}
	return w.Reader.History(id, from)
}

// notOurs refuses to write over the record itself, what is beside it for it, and its copies.
func (p *program) notOurs(file string) error {
	if file == "" || isStandardOutput(file) {
		return nil
	}
	is, err := os.Stat(file)
	if err != nil {
		return nil //nolint:nilerr // what is not there is not ours
	}
	if is.IsDir() {
		return usageError{refusal.BadInput("%s is a folder; name a file in it", file)}
	}
	copies, _ := db.New(p.file, p.clock).Copies() // those that cannot be listed cannot be written over, either
	for _, ours := range append(copies, p.file, p.file+".lock", p.file+".gate", p.file+".noted") {
		if own, err := os.Stat(ours); err == nil && os.SameFile(is, own) {
			return usageError{refusal.BadInput("%s is selfcare's own data file; name another to write to", file)}
		}
	}
	return nil
}

// writeWhole writes a file whole or not at all: under another name first. What is no
// ordinary file, such as /dev/stdout, is written as it is.
func writeWhole(file string, b []byte) error {
	if is, err := os.Stat(file); err == nil && !is.Mode().IsRegular() {
		return explainWriting(file, os.WriteFile(file, b, 0o600))
	}
	return explainWriting(file, atomicfile.WriteFile(file, b, 0o600))
}

// explainWriting returns a sentence for an error of a file that was to be written. One that was
// written is not said not to be.
func explainWriting(file string, err error) error {
	var unconfirmed *atomicfile.Unconfirmed
	switch {
	case err == nil:
		return nil
	case errors.As(err, &unconfirmed):
		return &refusal.Error{Text: unconfirmed.Error() + ".", Cause: err}
	case errors.Is(err, fs.ErrNotExist):
		return &refusal.Error{Text: fmt.Sprintf("There is no folder %s.", filepath.Dir(file)), Cause: err}
	case errors.Is(err, fs.ErrPermission):
		return &refusal.Error{Text: fmt.Sprintf("%s may not be written.", file), Cause: err}
	}
	return &refusal.Error{Text: fmt.Sprintf("%s could not be written (%v).", file, err), Cause: err}
}
