package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var some = []file{{"selfcare", []byte("\x7fELF"), true}, {"README.md", []byte(strings.Repeat("kind words\n", 1000)), false}, {"man/man1/selfcare.1", nil, false}}

func TestTheSameFilesAreTheSameArchive(t *testing.T) {
	for name, pack := range map[string]func(string, []file) ([]byte, error){"tar.gz": tarGz, "zip": zipped} {
		first, err := pack("selfcare_1", some)
		if err != nil {
			t.Fatal(err)
		}
		again, err := pack("selfcare_1", slices.Clone(some))
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("%s: packing twice makes two archives, %v", name, err)
		}
	}
}

// unpacked is what a program finds that unpacks an archive: names, and their files.
type unpacked map[string]file

func untar(t *testing.T, archive []byte) unpacked {
	t.Helper()
	plain, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	found := unpacked{}
	for in := tar.NewReader(plain); ; {
		header, err := in.Next()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil || header.Uid != 0 || header.Uname != "" || !header.ModTime.Equal(packed) {
			t.Errorf("%+v, %v", header, err)
		}
		found[header.Name] = file{header.Name, data, header.FileInfo().Mode().Perm() == 0o755}
	}
}

func unzip(t *testing.T, archive []byte) unpacked {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	found := unpacked{}
	for _, f := range in.File {
		data, err := fs.ReadFile(in, f.Name)
		if err != nil || !f.Modified.Equal(packed) {
			t.Errorf("%s is of %v, %v", f.Name, f.Modified, err)
		}
		found[f.Name] = file{f.Name, data, f.Mode().Perm() == 0o755}
	}
	return found
}

func TestArchivesUnpackToWhatWasPacked(t *testing.T) {
	tarred, err := tarGz("selfcare_1", some)
	if err != nil {
		t.Fatal(err)
	}
	zip, err := zipped("selfcare_1", some)
	if err != nil {
		t.Fatal(err)
	}
	for name, found := range map[string]unpacked{"tar.gz": untar(t, tarred), "zip": unzip(t, zip)} {
		if len(found) != len(some) {
			t.Errorf("%s holds %d files", name, len(found))
		}
		for _, f := range some {
			got, ok := found["selfcare_1/"+f.name]
			if !ok || !bytes.Equal(got.data, f.data) || got.runs != f.runs {
				t.Errorf("%s: %s is %q, runs: %t", name, f.name, got.data, got.runs)
			}
		}
	}
}

func TestAReleaseHasAVersionThatAFileCanBeNamedBy(t *testing.T) {
	if got := versionOf("v1.2.0-rc.1"); got != "1.2.0-rc.1" {
		t.Errorf("v1.2.0-rc.1 is %s", got)
	}
	for _, version := range []string{"", "-x", "../1", "1 0", "1;0", "(devel)"} {
		if err := release(t.TempDir(), version, ""); err == nil || !strings.Contains(err.Error(), "no version") {
			t.Errorf("%q: %v", version, err)
		}
	}
	if err := release(t.TempDir(), "1", "plan9/amd64"); err == nil || !strings.Contains(err.Error(), "linux/amd64") {
		t.Error(err)
	}
}

func TestAnEarlierReleaseGoesAndNothingElse(t *testing.T) {
	dist := filepath.Join(t.TempDir(), "dist")
	for range 2 { // the first makes the folder
		if err := clean(dist); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"selfcare_1_linux_amd64.tar.gz", "selfcare_1_windows_amd64.zip", "SHA256SUMS", "notes.md"} {
			if err := os.WriteFile(filepath.Join(dist, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := clean(dist); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dist, "*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != "notes.md" {
		t.Errorf("%v is left, %v", left, err)
	}
}
