package source

import "bytes"

// Kind is what a file looks like by its first bytes.
type Kind int

// The kinds of files. Of those that nobody reads, Other, only the words differ.
const (
	Text Kind = iota
	Zip
	SQLite
	JSON
	Database // Database is a data file of selfcare's own.
	Other
)

// kindOf returns what a file is by its first bytes.
func kindOf(head []byte) Kind {
	const boltMagicAt = 16
	switch text := withoutBlanks(head); {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return SQLite
	case len(head) > boltMagicAt+4 && bytes.Equal(head[boltMagicAt:boltMagicAt+4], []byte{0xed, 0xda, 0x0c, 0xed}):
		return Database
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return JSON
	case wordsOf(head) != textWords:
		return Other
	}
	return Text
}

// withoutBlanks returns the beginning of a text without what may stand before its first sign.
func withoutBlanks(head []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(head, []byte(BOM)), " \t\r\n")
}

// textWords are those for a file that nothing else is known of.
const textWords = "a text file"

// wordsOf returns what a file is by its first bytes, in words.
func wordsOf(head []byte) string {
	text := bytes.ToLower(withoutBlanks(head))
	for _, kind := range []struct{ begins, words string }{
		{"PK\x03\x04", "a zip file"},
		{"PK\x05\x06", "an empty zip file"},
		{"SQLite format 3\x00", "an SQLite database"},
		{"\xd0\xcf\x11\xe0", "a file of an old Office program"},
		{"%PDF", "a PDF"},
		{"\x1f\x8b", "a gzip file"},
		{"7z\xbc\xaf", "a 7z file"},
		{"Rar!", "a rar file"},
		{"\x89PNG", "a picture"},
		{"\xff\xd8\xff", "a picture"},
		{"GIF8", "a picture"},
	} {
		if bytes.HasPrefix(head, []byte(kind.begins)) {
			return kind.words
		}
	}
	switch {
	case bytes.HasPrefix(text, []byte("<!doctype html")), bytes.HasPrefix(text, []byte("<html")):
		return "a web page"
	case bytes.HasPrefix(text, []byte("<?xml")):
		return "an XML file"
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return "a JSON file"
	}
	return textWords
}
