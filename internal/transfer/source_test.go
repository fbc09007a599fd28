package transfer_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer"
)

func TestFilesAreKnownByTheirLooks(t *testing.T) {
	all := sources(t)
	for format, path := range all {
		for _, from := range []transfer.Format{"", transfer.Auto, format} {
			if b := readAs(t, path, options(from)); b.Format != format {
				t.Errorf("%s as %q is taken for %s", format, from, b.Format)
			}
		}
	}
}

func TestAFileOfAnotherFormatIsRefused(t *testing.T) {
	all := sources(t)
	all["backup"] = withRepetitions(t, "1, 0, 2, ''")
	all["words"] = file(t, "notes.txt", "Just some words.\nAnd more of them.\n")
	all["empty"] = file(t, "empty.csv", "")
	for what, path := range all {
		for _, from := range transfer.Formats {
			if from == what || from == transfer.Auto && what != "words" && what != "empty" || what == "backup" && from == transfer.Loop {
				continue
			}
			t.Run(fmt.Sprintf("%s as %s", what, from), func(t *testing.T) {
				b, err := transfer.Read(path, options(from))
				if err == nil {
					t.Fatalf("it was read: %d habits, left out %v", len(b.Habits), b.Bad)
				}
				if refusal.As(err) == nil {
					t.Fatalf("%v is no refusal", err)
				}
				isSentence(t, strings.ReplaceAll(err.Error(), path, "x"))
			})
		}
	}
}

func TestAFolderWithTheFilesOfBothAsksWhich(t *testing.T) {
	dir := Folder(t, append(loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n"), part{"habits", "Run: 1\n"}, part{"log", ""})...)
	if text := refused(t, dir, options(transfer.Auto)); !strings.Contains(text, "--from") {
		t.Errorf("%q does not say --from", text)
	}
	for _, from := range []transfer.Format{transfer.Loop, transfer.Harsh} {
		if b := readAs(t, dir, options(from)); b.Format != from || len(b.Habits) != 1 {
			t.Errorf("as %s it is %s", from, b.Format)
		}
	}
}

func TestOurOwnDataFileIsNoImport(t *testing.T) {
	s := newStore(t)
	s.apply(t, record.PutHabits(aHabit("Walk", habits.Goal{Schedule: habits.Daily})))
	if text := refused(t, s.Path(), options(transfer.Auto)); !strings.Contains(text, "--db") {
		t.Errorf("%q does not say --db", text)
	}
}

// sparse is a file of 2 GB that takes no place.
func sparse(t testing.TB, name, begins string) string {
	t.Helper()
	path := file(t, name, begins)
	if err := os.Truncate(path, 2<<30); err != nil {
		t.Skip(err)
	}
	return path
}

// zipWith is a zip with one file that is made by hand, and Loop's own after it.
func zipWith(t testing.TB, h *zip.FileHeader, packed []byte) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateRaw(h)
	if err == nil {
		_, err = f.Write(packed)
	}
	for _, p := range loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n") {
		if err == nil && h.Name != p.name {
			f, err = w.Create(p.name)
		}
		if err == nil && h.Name != p.name {
			_, err = io.WriteString(f, p.text)
		}
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return file(t, "export.zip", b.String())
}

// noughts are n noughts, packed.
func noughts(t testing.TB, n int) (packed []byte, sum uint32) {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 9)
	if err != nil {
		t.Fatal(err)
	}
	text := make([]byte, n)
	if _, err = w.Write(text); err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), crc32.ChecksumIEEE(text)
}

func withLink(t testing.TB, dir, name string) string {
	t.Helper()
	target := filepath.Join(dir, name)
	text := bytesOf(t, target)
	elsewhere := file(t, "elsewhere", string(text))
	if err := errors.Join(os.Remove(target), os.Symlink(elsewhere, target)); err != nil {
		t.Skip(err)
	}
	return dir
}

func TestBadFilesAreRefusedByOneSentence(t *testing.T) {
	loop := func(more ...part) []part { return append(loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n"), more...) }
	good := zipText(t, loop()...)
	bomb := func(name string, lie bool) string {
		const n = 80 << 20
		packed, sum := noughts(t, n)
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum, CompressedSize64: uint64(len(packed)), UncompressedSize64: n}
		if lie {
			h.UncompressedSize64 = 1000
		}
		return zipWith(t, h, packed)
	}
	link := &zip.FileHeader{Name: "001 x/link", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte("/etc/passwd")), CompressedSize64: 11, UncompressedSize64: 11}
	link.SetMode(os.ModeSymlink | 0o777)
	for _, c := range []struct {
		what string
		make func(t *testing.T) string
	}{
		{"nothing there", func(t *testing.T) string { return filepath.Join(t.TempDir(), "gone.zip") }},
		{"a zip that was cut off", func(t *testing.T) string { return file(t, "export.zip", good[:len(good)-30]) }},
		{"a zip that was cut in half", func(t *testing.T) string { return file(t, "export.zip", good[:len(good)/2]) }},
		{"the beginning of a zip", func(t *testing.T) string { return file(t, "export.zip", good[:4]) }},
		{"an empty zip", func(t *testing.T) string { return zipped(t) }},
		{"a zip of something else", func(t *testing.T) string { return zipped(t, part{"photo.jpg", "x"}) }},
		{"a zip whose bytes were changed", func(t *testing.T) string {
			b := []byte(good)
			b[60] ^= 0xff
			return file(t, "export.zip", string(b))
		}},
		{"a zip bomb", func(t *testing.T) string { return bomb("bomb.txt", false) }},
		{"a zip bomb among Loop's", func(t *testing.T) string { return bomb("001 x/Checkmarks.csv", false) }},
		{"a zip bomb that lies", func(t *testing.T) string { return bomb("Habits.csv", true) }},
		{"a zip of many small bombs", func(t *testing.T) string {
			var parts []part
			for n := range 90 {
				parts = append(parts, part{fmt.Sprintf("%03d x/Checkmarks.csv", n+1), strings.Repeat("x", 1<<20-1)})
			}
			return zipped(t, append(parts, part{"Habits.csv", ""})...)
		}},
		{"too many files in a zip", func(t *testing.T) string {
			parts := loop()
			for n := range 20_001 {
				parts = append(parts, part{fmt.Sprintf("%d", n), ""})
			}
			return zipped(t, parts...)
		}},
		{"a zip with ../", func(t *testing.T) string { return zipped(t, loop(part{"../../x.csv", "x"})...) }},
		{"a zip with a/../../", func(t *testing.T) string { return zipped(t, loop(part{"a/../../x.csv", "x"})...) }},
		{"a zip with ..\\", func(t *testing.T) string { return zipped(t, loop(part{`..\x.csv`, "x"})...) }},
		{"a zip with ../ and control characters", func(t *testing.T) string { return zipped(t, loop(part{"../\x1b[2J\n.\u202e", "x"})...) }},
		{"a zip with an absolute name", func(t *testing.T) string { return zipped(t, loop(part{"/etc/x.csv", "x"})...) }},
		{"a zip with a drive", func(t *testing.T) string { return zipped(t, loop(part{`C:\x.csv`, "x"})...) }},
		{"a zip with a link", func(t *testing.T) string { return zipWith(t, link, []byte("/etc/passwd")) }},
		{"a zip with a file twice", func(t *testing.T) string { return zipped(t, loop(part{"Habits.csv", "x"})...) }},
		{"a zip with a file twice, and control characters", func(t *testing.T) string { return zipped(t, loop(part{"\x1b", "x"}, part{"\x1b", "x"})...) }},
		{"a zip that is locked", func(t *testing.T) string {
			b := []byte(good)
			for i := range len(b) - 10 { // a flag of both headers of each file
				if at := binary.LittleEndian.Uint32(b[i:]); at == 0x04034b50 {
					b[i+6] |= 1
				} else if at == 0x02014b50 {
					b[i+8] |= 1
				}
			}
			return file(t, "export.zip", string(b))
		}},
		{"a zip packed in an unknown way", func(t *testing.T) string {
			return zipWith(t, &zip.FileHeader{Name: "Habits.csv", Method: 99, CompressedSize64: 3, UncompressedSize64: 3}, []byte("abc"))
		}},
		{"Latin-1 in a zip", func(t *testing.T) string {
			return zipped(t, loop(part{"x", ""}, part{"002 x/Checkmarks.csv", "caf\xe9"})[1:]...)
		}},
		{"Loop's entries in Latin-1", func(t *testing.T) string { return zipped(t, loopOne(yesNoRow, "2026-11-22,NO,caf\xe9\n")...) }},
		{"Loop's entries in Latin-1, and a name with control characters", func(t *testing.T) string {
			return zipped(t, loopOne(yesNoRow, "")[0], part{"001 \x1b[2J/Checkmarks.csv", "caf\xe9"})
		}},
		{"Loop's habits without a column", func(t *testing.T) string { return zipped(t, part{"Habits.csv", "Position,Name\n001,Walk\n"}) }},
		{"Loop's habits of other columns", func(t *testing.T) string { return zipped(t, part{"Habits.csv", "a,b\n1,2\n"}) }},
		{"Loop's habits empty", func(t *testing.T) string { return zipped(t, part{"Habits.csv", ""}) }},
		{"Loop's habits with quotes that do not match", func(t *testing.T) string { return zipped(t, part{"Habits.csv", "Position,\"Name\n"}) }},
		{"Loop's folder with a link", func(t *testing.T) string { return withLink(t, Folder(t, loop()...), "001 x/Checkmarks.csv") }},
		{"Loop's folder with a link for its list", func(t *testing.T) string { return withLink(t, Folder(t, loop()...), "Habits.csv") }},
		{"harsh's folder with a link", func(t *testing.T) string {
			return withLink(t, harsh(t, "Walk: 1\n", "2026-11-22 : Walk : y :  : \n"), "log")
		}},
		{"too much in a folder", func(t *testing.T) string {
			dir := Folder(t, loop()...)
			if err := os.Truncate(filepath.Join(dir, "001 x/Checkmarks.csv"), 65<<20); err != nil {
				t.Skip(err)
			}
			return dir
		}},
		{"an empty folder", func(t *testing.T) string { return t.TempDir() }},
		{"a CSV file of 2 GB", func(t *testing.T) string { return sparse(t, "big.csv", "date,habit,value,note\n") }},
		{"a zip of 2 GB", func(t *testing.T) string { return sparse(t, "big.zip", good) }},
		{"a backup of 2 GB", func(t *testing.T) string { return sparse(t, "big.db", "SQLite format 3\x00") }},
		{"an export of 2 GB", func(t *testing.T) string { return sparse(t, "big.json", `{"format":"selfcare"`) }},
		{"a log of 2 GB", func(t *testing.T) string {
			dir := harsh(t, "Walk: 1\n", "")
			if err := os.Truncate(filepath.Join(dir, "log"), 2<<30); err != nil {
				t.Skip(err)
			}
			return dir
		}},
		{"nothing but noughts", func(t *testing.T) string { return file(t, "x.csv", strings.Repeat("\x00", 10_000)) }},
		{"UTF-16", func(t *testing.T) string { return file(t, "x.csv", "\xff\xfed\x00a\x00t\x00e\x00,\x00") }},
		{"CSV in Latin-1", func(t *testing.T) string {
			return file(t, "x.csv", "date,habit,value,note\n2026-11-22,Caf\xe9,yes,\n")
		}},
		{"Daylio in Latin-1", func(t *testing.T) string { return file(t, "x.csv", daylioHead+"2026-11-22,,,18:00,good,caf\xe9,,\n") }},
		{"harsh in Latin-1", func(t *testing.T) string { return harsh(t, "Caf\xe9: 1\n", "") }},
		{"CSV of other columns", func(t *testing.T) string { return file(t, "x.csv", "day,what,how\n1,2,3\n") }},
		{"CSV of other columns with control characters", func(t *testing.T) string { return file(t, "x.csv", "\x1b[2J,what\n1,2\n") }},
		{"CSV with quotes that do not match", func(t *testing.T) string { return file(t, "x.csv", "\"date,habit\n") }},
		{"an empty file", func(t *testing.T) string { return file(t, "x.csv", "") }},
		{"a text", func(t *testing.T) string { return file(t, "x.txt", "some words\n") }},
	} {
		t.Run(c.what, func(t *testing.T) {
			if testing.Short() && (strings.Contains(c.what, "bomb") || strings.Contains(c.what, "too many")) {
				t.Skip("packing it takes long where races are looked for")
			}
			path := c.make(t)
			refused(t, path, options(transfer.Auto))
		})
	}
}

func TestWrongColumnsAreNamed(t *testing.T) {
	for from, text := range map[transfer.Format]string{
		transfer.CSV: "date,value,note\n2026-11-22,yes,\n", transfer.Daylio: "full_date,activities\n2026-11-22,walk\n",
	} {
		said := refused(t, file(t, "x.csv", text), options(from))
		if want := map[transfer.Format]string{transfer.CSV: "habit", transfer.Daylio: "mood"}[from]; !strings.Contains(said, want) {
			t.Errorf("%q does not name the column %s", said, want)
		}
	}
}

func TestNothingIsWrittenWhereAFileIsBad(t *testing.T) {
	for _, path := range []string{file(t, "x.csv", "a,b\n"), t.TempDir(), zipped(t), file(t, "x.json", "{")} {
		s := newStore(t)
		try := func() {
			if b, err := transfer.Read(path, options(transfer.Auto)); err == nil {
				s.brings(t, b)
				t.Errorf("%s was read", path)
			}
		}
		if try(); bytesOf(t, s.Path()) != nil {
			t.Error("a file was made")
		}
		s.apply(t, record.PutHabits(aHabit("Walk", habits.Goal{Schedule: habits.Daily})))
		before := bytesOf(t, s.Path())
		if try(); !bytes.Equal(bytesOf(t, s.Path()), before) {
			t.Error("the store was changed")
		}
	}
}

func TestRowsAreToldWithoutControlCharacters(t *testing.T) {
	const bad = "\x1b[2J\u202e\x07"
	for what, c := range map[string]struct{ path string }{
		"loop":             {zipped(t, loopOne("001,"+bad+",YES_NO,,,1,1,#1,,,,false\n002,Tea,"+bad+",,,1,1,#1,,,,false", "")...)},
		"loop's folders":   {zipped(t, loopOne(yesNoRow, "")[0], part{"001 \x1b[2J/Checkmarks.csv", "2026-11-22,MAYBE,\n"})},
		"loop's entries":   {zipped(t, loopOne(yesNoRow, bad+",NO,\n2026-11-22,"+bad+",\n")...)},
		"harsh":            {harsh(t, "Walk: "+bad+"\n"+bad+": 1\n"+bad+"\nRun: 1\n", bad+"\n2026-11-22 : "+bad+" : y\n2026-11-22 : Run : "+bad+"\n2026-11-22 : Run : y :  : "+bad+"\n")},
		"daylio":           {daylio(t, bad+",,,18:00,good,,,", "2026-11-22,,,"+bad+",good,,,", "2026-11-22,,,18:00,good,"+bad+",,")},
		"csv":              {plain(t, bad+",Walk,yes,", "2026-11-22,"+bad+",yes,", "2026-11-22,Walk,"+bad+",")},
		"a name elsewhere": {harsh(t, "Run: 1\n", "2026-11-22 : Wa\u202elk : y\n2026-11-21 : Wa\u202elk : y\n")},
	} {
		t.Run(what, func(t *testing.T) {
			b := read(t, c.path)
			if b.BadRows == 0 {
				t.Error("nothing was left out")
			}
			for _, text := range b.Remarks {
				isSentence(t, text)
			}
			for _, r := range b.Bad {
				if text := r.String(); strings.IndexFunc(text, unicode.IsControl) >= 0 || strings.Contains(text, "\u202e") {
					t.Errorf("it is told as %q", text)
				}
			}
		})
	}
}

func TestAFileThatGrowsWhileReadIsRefused(t *testing.T) {
	grow := func(path string) {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err == nil {
			_, err = f.WriteString(" ")
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			t.Error(err)
		}
	}
	for what, path := range map[string]string{"an export": sources(t)[transfer.Selfcare], "a zip": sources(t)[transfer.Loop]} {
		t.Run(what, func(t *testing.T) {
			o := options(transfer.Auto)
			o.Progress = func(int64, int64) error { grow(path); return nil }
			refused(t, path, o)
		})
	}
	t.Run("a CSV file", func(t *testing.T) {
		path := file(t, "plain.csv", "date,habit,value,note\n"+strings.Repeat("2026-11-22,Walk,yes,\n", 500_000))
		for range 100 { // once the two meet
			stop, stopped := make(chan bool), make(chan bool)
			go func() {
				defer close(stopped)
				for {
					select {
					case <-stop:
						return
					default:
						grow(path)
					}
				}
			}()
			_, err := transfer.Read(path, options(transfer.Auto))
			close(stop)
			<-stopped
			if err != nil {
				isSentence(t, strings.ReplaceAll(err.Error(), path, "x"))
				return
			}
		}
		t.Error("it was read each time")
	})
}

func TestWhoIsToldOfTheProgressMayEndIt(t *testing.T) {
	stop := errors.New("stop")
	var csvRows, loopRows, daylioRows strings.Builder
	for n := range 20_000 {
		d := today - calendar.Day(n%7000)
		fmt.Fprintf(&csvRows, "%s,Walk %d,yes,\n", d, n%10)
		fmt.Fprintf(&loopRows, "%s,YES_MANUAL,\n", d)
		fmt.Fprintf(&daylioRows, "%s,,,18:00,good,walk,,\n", d)
	}
	many := newBackup(t)
	for _, step := range steps {
		many.do(step.sql)
	}
	many.do("insert into Habits (archived, freq_den, freq_num, name, position) values (0, 1, 1, 'Walk', 0)")
	many.do("with recursive n(i) as (select 0 union all select i + 1 from n where i < 20000) insert into Repetitions (habit, timestamp, value) select 1, 86400000 * i, 2 from n")
	for what, c := range map[string]struct{ path string }{
		"loop":     {zipped(t, loopOne(yesNoRow, loopRows.String())...)},
		"backup":   {many.done(25)},
		"harsh":    {manyOfHarsh(t)},
		"selfcare": {file(t, "export.json", withEntry("", ""))},
		"csv":      {file(t, "plain.csv", "date,habit,value,note\n"+csvRows.String())},
		"daylio":   {file(t, "daylio.csv", daylioHead+daylioRows.String())},
	} {
		t.Run(what, func(t *testing.T) {
			o := options(transfer.Auto)
			told := 0
			o.Progress = func(done, total int64) error {
				if told++; done < 0 || done > total {
					t.Errorf("told of %d of %d", done, total)
				}
				return stop
			}
			if _, err := transfer.Read(c.path, o); !errors.Is(err, stop) || told != 1 {
				t.Errorf("it was told %d times, and ended as %v", told, err)
			}
		})
	}
}

func TestAPathThroughALinkIsTheFileItself(t *testing.T) {
	for format, path := range sources(t) {
		t.Run(string(format), func(t *testing.T) {
			link := filepath.Join(t.TempDir(), "link")
			if err := os.Symlink(path, link); err != nil {
				t.Skip(err)
			}
			if b := read(t, link); b.Format != format || len(b.Habits) == 0 {
				t.Errorf("it is %s", b.Format)
			}
		})
	}
	t.Run("Loop's folder", func(t *testing.T) {
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(Folder(t, loopOne(yesNoRow, "2026-11-22,YES_MANUAL,\n")...), link); err != nil {
			t.Skip(err)
		}
		read(t, link)
	})
}
