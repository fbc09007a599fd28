package transfer_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"selfcare/internal/record"
	"selfcare/internal/refusal"
	"selfcare/internal/transfer"
)

// comesIn says that what can be read can be planned and written, is sound, and is there
// the next time; and that what cannot is refused by a sentence.
func comesIn(t *testing.T, path string, from transfer.Format) {
	t.Helper()
	o := options(from)
	b, err := transfer.Read(path, o)
	if err != nil {
		if b != nil || refusal.As(err) == nil {
			t.Fatalf("%v is no refusal", err)
		}
		isShown(t, strings.ReplaceAll(err.Error(), path, "x"))
		return
	}
	for _, r := range b.Bad {
		isShown(t, strings.ReplaceAll(r.String(), path, "x"))
	}
	for _, text := range b.Remarks {
		isShown(t, text)
	}
	if len(b.Bad) > b.BadRows {
		t.Errorf("%d rows were left out, and %d are told", b.BadRows, len(b.Bad))
	}
	for _, overwrite := range []bool{false, true} {
		m := &memory{}
		choices := transfer.Choices{Today: today, Overwrite: overwrite}
		plan := func() (record.Change, transfer.Summary) {
			b, err := transfer.Read(path, o)
			if err != nil {
				t.Fatalf("the second time it is refused: %v", err)
			}
			c, sum, err := planned([]*transfer.Bundle{b}, m, choices)
			if err != nil {
				t.Fatalf("the plan fails: %v", err)
			}
			return c, sum
		}
		c, sum := plan()
		entries := 0
		for _, days := range c.Days {
			entries += len(days.Entries)
		}
		if entries != sum.Entries || len(c.Habits) < sum.Made {
			t.Errorf("%d entries of %d habits are written, and the summary is %+v", entries, len(c.Habits), sum)
		}
		if err := m.write(c); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		for _, text := range sum.Remarks {
			isShown(t, text)
		}
		if again, sum := plan(); !again.IsEmpty() {
			t.Fatalf("again it is %+v and changes %+v", sum, again)
		}
		var json strings.Builder
		if err := transfer.WriteJSON(&json, m, transfer.Settings{}); err != nil {
			t.Fatalf("it cannot be exported: %v", err)
		}
	}
}

func isShown(t *testing.T, text string) {
	t.Helper()
	if strings.IndexFunc(text, unicode.IsControl) >= 0 || !strings.HasSuffix(text, ".") {
		t.Errorf("it is told as %q", text)
	}
}

func put(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func FuzzLoopZip(f *testing.F) {
	f.Add(string(bytesOf(f, filepath.Join("testdata", fixtureLoop))))
	all := randomLoopHabits(rand.New(rand.NewPCG(1, 1)), 4)
	f.Add(zipText(f, loopExport(true, all...)...))
	f.Add(zipText(f, loopExport(false, all...)...))
	f.Fuzz(func(t *testing.T, text string) { comesIn(t, put(t, "export.zip", text), transfer.Loop) })
}

// FuzzLoopFiles is FuzzLoopZip within the zip, which hardly anything gets into by chance.
func FuzzLoopFiles(f *testing.F) {
	for _, newer := range []bool{true, false} {
		parts := loopExport(newer, randomLoopHabits(rand.New(rand.NewPCG(2, 1)), 2)...)
		f.Add(parts[0].text, parts[2].text[:1000], parts[4].text[:1000])
	}
	parts := loopOne(measuredRow+"\n002,Walk,YES_NO,a,b,3,7,#1,,,,true", "2026-11-22,YES_MANUAL,words\n2026-11-21,1500,\n2026-11-23,SKIP,\n")
	f.Add(parts[0].text, parts[1].text, "2026-11-22,2\n2026-11-21,40\n")
	f.Fuzz(func(t *testing.T, list, first, second string) {
		dir := t.TempDir()
		for _, p := range []part{{"Habits.csv", list}, {"001 a/Checkmarks.csv", first}, {"002 b/Checkmarks.csv", second}} {
			path := filepath.Join(dir, filepath.FromSlash(p.name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(p.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		comesIn(t, dir, transfer.Loop)
	})
}

func FuzzLoopBackup(f *testing.F) {
	for _, version := range []int{9, 25} {
		f.Add(string(bytesOf(f, newBackupOf(f, version, 1).path)))
	}
	f.Fuzz(func(t *testing.T, text string) { comesIn(t, put(t, "Loop.db", text), transfer.Loop) })
}

func FuzzHarsh(f *testing.F) {
	f.Add("# mine\n! Body\nWalk: 3/7: 2026-12-01\nRun: 1w\nTea: 0\n", "2026-11-22 : Walk : y : note : 7.5\n2026-11-21 : Run : n :  : \n2026-11-20 : Tea : s : rest :\n")
	f.Add("\ufeffmood: 2/2w\r\nMood: 1\r\n", "\ufeff2026-11-22 : mood : y :  :\r\n2026-11-22 : Mood : s\r\n")
	f.Add("Walk: 1\rRun: 1\r", "2026-11-22 : Walk : y : a : 2\r2026-11-22 : Walk : y : b : 2\r2026-11-22 : Run : n :  : 3\r")
	f.Fuzz(func(t *testing.T, list, log string) {
		dir := t.TempDir()
		for name, text := range map[string]string{"habits": list, "log": log} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		comesIn(t, dir, transfer.Harsh)
	})
}

func FuzzDaylio(f *testing.F) {
	f.Add(string(bytesOf(f, filepath.Join("testdata", fixtureDaylio))))
	f.Add("\ufeff" + daylioHead + "2026-11-22,22 Nov,Sunday,6:50\u202fpm,so so,a | mood | A,title,\"<p>x &amp; y</p>\n<br>z\"\n")
	f.Add("year;date;weekday;time;mood;activities;note\r2018;18 May;Friday;11:54 pm;good;walk | nap;x\r2018;May 19;Saturday;20.30;meh;;\r")
	f.Fuzz(func(t *testing.T, text string) { comesIn(t, put(t, "daylio.csv", text), transfer.Daylio) })
}

func FuzzPlain(f *testing.F) {
	f.Add("date,habit,value,note\n2026-11-22,Walk,yes,words\n2026-11-21,Walk,7.5,\n2026-11-20,'=Walk,,\"'=1\n2\"\n2026-11-19,walk,skip,\n")
	f.Add("date;habit;value;note\r2026-11-22;Water;7,5;a\r2026-11-21;Water;10,000;\r2026-11-21;Water;1.000;\"x\r;y\"\r")
	f.Add("sep=\t\ndate\thabit\tvalue\tnote\textra\n2026-11-22\tSleep\t7:30\t\tx\n2026-11-22\tSleep\t\twords\n2026-12-24\tSleep\tskip\t\n")
	f.Add("date,habit\n2026-11-22,Walk\n2026-11-21,Walk,x\n2026-11-20,\"Walk\n2026-11-19,Walk\n")
	f.Fuzz(func(t *testing.T, text string) { comesIn(t, put(t, "plain.csv", text), transfer.CSV) })
}

func FuzzJSON(f *testing.F) {
	for seed := range uint64(3) {
		f.Add(randomStore(f, rand.New(rand.NewPCG(seed, 1))).json(f))
	}
	f.Add(withEntry(`"key":"w",`, `{"day":"2026-11-20","amount":3,"note":"x"},`))
	f.Add(boundaryOf("b1", "Late work", "2026-01-01T00:00:00Z", `"ended":"let go","ended_at":"2026-02-01T00:00:00Z",`))
	f.Fuzz(func(t *testing.T, text string) { comesIn(t, put(t, "export.json", text), transfer.Selfcare) })
}
