package db

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"selfcare/internal/record"
)

// backedUp is a record that is used on days that a test chooses, and of which backups are
// made as in life. What a backup holds tells when it really was made.
type backedUp struct {
	t    *testing.T
	at   time.Time
	db   *DB
	made int // how many backups were begun
}

// newBackedUp is a record with as many backups as are kept: of months, weeks and days up
// to the day before noon.
func newBackedUp(t *testing.T) *backedUp {
	b := &backedUp{t: t, at: noon().AddDate(-2, 0, 0)}
	b.db = New(filepath.Join(t.TempDir(), "selfcare.db"), func() time.Time { return b.at }).Guarded(b.verify)
	apply(t, b.db, record.PutHabits(water()))
	for month := -15; month < -1; month++ {
		b.use(noon().AddDate(0, month, 0), 1)
	}
	for week := -8; week < -1; week++ {
		b.use(noon().AddDate(0, 0, 7*week), 1)
	}
	b.use(noon().AddDate(0, 0, -12), 12)
	return b
}

// verify counts how often a backup is verified.
func (b *backedUp) verify(string) (Report, error) { b.made++; return Report{}, nil }

// use makes n changes, one a day from a day on.
func (b *backedUp) use(from time.Time, n int) {
	b.t.Helper()
	for day := range n {
		b.at = from.AddDate(0, 0, day)
		apply(b.t, b.db, edits(water().AddOn(today, 1)))
	}
}

// kept are how many changes ago the backups were made, the newest first, in the order in
// which restore tries them.
func (b *backedUp) kept() []int {
	b.t.Helper()
	all, err := b.db.Backups()
	if err != nil {
		b.t.Fatal(err)
	}
	now := glasses(b.t, b.db)
	var ages []int
	for _, path := range all {
		ages = append(ages, now-glasses(b.t, New(path, noon)))
		_ = os.Remove(path + ".lock") // of this look at it
	}
	return ages
}

// hasNewest fails unless the backups of the latest n changes are kept.
func (b *backedUp) hasNewest(n int) error {
	b.t.Helper()
	kept := b.kept()
	for age := 1; age <= n; age++ {
		if !slices.Contains(kept, age) {
			return fmt.Errorf("of the backups of the last %d days that of %d days ago is gone; kept are those of %v", n, age, kept)
		}
	}
	return nil
}

// restoresNewest fails unless the newest backup is what restore tries first.
func (b *backedUp) restoresNewest() error {
	b.t.Helper()
	if kept := b.kept(); len(kept) == 0 || kept[0] != 1 {
		return fmt.Errorf("the newest backup is of 1 day ago, and restore tries those of %v days ago in turn", kept)
	}
	return nil
}

func TestBackupsWithARightClock(t *testing.T) {
	b := newBackedUp(t)
	if err := b.hasNewest(dailyBackups); err != nil {
		t.Error(err)
	}
	if err := b.restoresNewest(); err != nil {
		t.Error(err)
	}
	if n := len(b.kept()); n < dailyBackups+weeklyBackups+monthlyBackups-6 {
		t.Errorf("only %d are kept; these tests need days, weeks and months that are full", n)
	}
}

// The wrong clocks that there are: a year mistyped, for a day or longer; a battery that is
// empty; a machine that hears the time late, again and again.
const (
	aheadForADay    = "years ahead for a day"
	aheadForLong    = "years ahead for a fortnight"
	aheadOften      = "years ahead for a day in each of a dozen months"
	emptyForADay    = "1980 for a day"
	emptyForLong    = "1980 for a fortnight"
	behindForADay   = "two years back for a day"
	emptyEveryOther = "1980 on every other day"
)

var wrongClocks = map[string]func(*backedUp){
	aheadForADay: func(b *backedUp) { b.use(noon().AddDate(9, 0, 0), 1) },
	aheadForLong: func(b *backedUp) { b.use(noon().AddDate(9, 0, 0), 14) },
	aheadOften: func(b *backedUp) {
		for month := range 12 {
			b.use(noon().AddDate(9, month, 0), 1)
		}
	},
	emptyForADay:  func(b *backedUp) { b.use(emptyBattery, 1) },
	emptyForLong:  func(b *backedUp) { b.use(emptyBattery, 14) },
	behindForADay: func(b *backedUp) { b.use(noon().AddDate(-2, 0, -3), 1) },
	emptyEveryOther: func(b *backedUp) {
		for day := range 8 {
			b.use(noon().AddDate(0, 0, day-8), 1)
			b.use(emptyBattery.AddDate(0, 0, day), 1)
		}
	},
}

var emptyBattery = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// withWrongClocks runs a test of each wrong clock.
func withWrongClocks(t *testing.T, test func(*testing.T, *backedUp, func(*backedUp))) {
	t.Helper()
	for name, wrong := range wrongClocks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newBackedUp(t), wrong)
		})
	}
}

func TestAClockThatWasWrongLeavesTheBackupsOfTheLastDays(t *testing.T) {
	withWrongClocks(t, func(t *testing.T, b *backedUp, wrong func(*backedUp)) {
		wrong(b)
		b.use(noon(), 10)
		if err := b.hasNewest(dailyBackups - 1); err != nil { // one day may be that of the wrong clock
			t.Error(err)
		}
	})
}

func TestTheNewestBackupIsRestoredThoughTheClockWasWrong(t *testing.T) {
	withWrongClocks(t, func(t *testing.T, b *backedUp, wrong func(*backedUp)) {
		wrong(b)
		b.use(noon(), 10)
		if err := b.restoresNewest(); err != nil {
			t.Error(err)
		}
	})
}

// While the clock is wrong a backup is made all the same, once a day, and is there
// afterwards.
func TestABackupThatWasMadeIsThereWhateverTheClockSays(t *testing.T) {
	withWrongClocks(t, func(t *testing.T, b *backedUp, wrong func(*backedUp)) {
		wrong(b)
		if err := b.hasNewest(1); err != nil {
			t.Error(err)
		}
		made := b.made
		for range 3 {
			apply(t, b.db, edits(water().AddOn(today, 1)))
		}
		if b.made != made {
			t.Errorf("three more changes on that day made %d backups", b.made-made)
		}
		path, _, err := b.db.BackUp(b.verify)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("a backup that was asked for, and said to be at %s, is not: %v", filepath.Base(path), err)
		}
	})
}

// However wrong the clock, those that were good before are not all taken away.
func TestAClockThatIsWrongLeavesBackupsFromBefore(t *testing.T) {
	withWrongClocks(t, func(t *testing.T, b *backedUp, wrong func(*backedUp)) {
		before := glasses(t, b.db)
		wrong(b)
		since := glasses(t, b.db) - before
		left := slices.DeleteFunc(b.kept(), func(age int) bool { return age <= since })
		if len(left) < monthlyBackups/2 {
			t.Errorf("only %d are left", len(left))
		}
	})
}
