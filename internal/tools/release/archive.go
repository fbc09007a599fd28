package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"time"
)

// A file is a file in an archive.
type file struct {
	name string
	data []byte
	runs bool
}

// mode returns the permissions of a file: those of a program, or of what is only read.
func (f file) mode() fs.FileMode {
	if f.runs {
		return 0o755
	}
	return 0o644
}

// packed is the time of all files: archives of the same files are the same bytes, whoever
// packs them and when. It is the first that a zip can hold.
var packed = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// tarGz returns files in a folder, for systems that know permissions. They belong to nobody here.
func tarGz(folder string, files []file) ([]byte, error) {
	var out bytes.Buffer
	zipper, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	archive := tar.NewWriter(zipper)
	for _, f := range files {
		err := archive.WriteHeader(&tar.Header{
			Name: folder + "/" + f.name, Typeflag: tar.TypeReg, Size: int64(len(f.data)), Mode: int64(f.mode()), ModTime: packed, Format: tar.FormatUSTAR,
		})
		if err == nil {
			_, err = archive.Write(f.data)
		}
		if err != nil {
			return nil, err
		}
	}
	err = errors.Join(archive.Close(), zipper.Close())
	return out.Bytes(), err
}

// zipped returns files in a folder, for Windows.
func zipped(folder string, files []file) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range files {
		header := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: packed}
		header.SetMode(f.mode())
		w, err := archive.CreateHeader(header)
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return out.Bytes(), err
}
