package quickadd

import (
	"strings"
	"testing"

	"selfcare/internal/calendar"
	"selfcare/internal/habits"
	"selfcare/internal/refusal"
	"selfcare/internal/spelling"
)

func TestTheExamples(t *testing.T) {
	lines{
		"sleep 7.5h":                              "Sleep: today + 7.5 h",
		"walk 30m yesterday -- park, with Sam":    "Walk: yesterday + 30 min -- park, with Sam",
		"meditation":                              "Meditation: today",
		"outdoors skip":                           "Outdoors: today skip",
		"mood 4 -- slept well":                    "mood today 4 -- slept well",
		"urge 7 -- saw a photo":                   "urge today 7 -- saw a photo",
		"slip yesterday -- replied once":          "slip yesterday -- replied once",
		`slip "No contact" yesterday`:             "slip of <No contact> yesterday",
		`contact "No contact" @18:05 -- the keys`: "contact of <No contact> today at 18:05 -- the keys",
	}.say(t, list)
}

func TestAmounts(t *testing.T) {
	lines{
		"walk 30m":             "Walk: today + 30 min",
		"walk 30":              "Walk: today + 30 min",
		"walk 45min":           "Walk: today + 45 min",
		"walk 45 minutes":      "Walk: today + 45 min",
		"walk 1h30":            "Walk: today + 90 min",
		"walk 1h30m":           "Walk: today + 90 min",
		"walk 1h 30m":          "Walk: today + 90 min",
		"walk 1 h 30 min":      "Walk: today + 90 min",
		"walk 90s":             "Walk: today + 1.5 min",
		"walk 0.5h":            "Walk: today + 30 min",
		"walk 0":               "Walk: today + 0 min",
		"walk yes 10m":         "Walk: today + 10 min",
		"sleep 7.5h":           "Sleep: today + 7.5 h",
		"sleep 7.5 h":          "Sleep: today + 7.5 h",
		"sleep 7,5":            "Sleep: today + 7.5 h",
		"sleep 450m":           "Sleep: today + 7.5 h",
		"sleep 7h30":           "Sleep: today + 7.5 h",
		"cold 90":              "Cold shower: today + 90 s",
		"cold 1.5m":            "Cold shower: today + 90 s",
		"cold 1m30s":           "Cold shower: today + 90 s",
		"swim 500m":            "Swim: today + 500 m",
		"swim 500 m":           "Swim: today + 500 m",
		"swim 500":             "Swim: today + 500 m",
		"push-ups 3x":          "Push-ups: today + 3",
		"push-ups 8":           "Push-ups: today + 8",
		"8 glasses 3x":         "8 glasses: today + 3 glasses",
		"8 glasses 1 glass":    "8 glasses: today + 1 glass",
		"8 glasses 0,125":      "8 glasses: today + 0.125 glasses",
		"coffee 1 cup":         "Coffee: today + 1 cup",
		"coffee 1000000000":    "Coffee: today + 1000000000 cups",
		"walk set:30m":         "Walk: today = 30 min",
		"walk set:30":          "Walk: today = 30 min",
		"walk set:30 min":      "Walk: today = 30 min",
		"walk set:1h30":        "Walk: today = 90 min",
		"walk set:1h 30m":      "Walk: today = 90 min",
		"walk set:0 yesterday": "Walk: yesterday = 0 min",
		"sleep 7:30":           "Sleep: today + 7.5 h",
		"sleep 7:30h":          "Sleep: today + 7.5 h",
		"sleep 7:30 h":         "Sleep: today + 7.5 h",
		"ｓｌｅｅｐ　７：３０":           "Sleep: today + 7.5 h",
		"sleep set:0:45":       "Sleep: today = 0.75 h",
		"walk 1:05 yesterday":  "Walk: yesterday + 65 min",
		"walk 0.125":           "Walk: today + 0.125 min",
		"coffee 1.2340":        "Coffee: today + 1.234 cups",
		"steps 2000 27 oct":    "Steps (m²): on Tue 27 Oct + 2000 m²",
		"steps 5m²":            "Steps (m²): today + 5 m²",
		"steps 5 m²":           "Steps (m²): today + 5 m²",
		"steps 5 m2":           "Steps (m²): today + 5 m²",
	}.say(t, append(list, atLeast("Steps (m²)", 10, "m²", "daily")))
}

func TestANumberWithTwoReadingsIsRefusedWithBoth(t *testing.T) {
	lines{
		"walk 10,000":      "10,000 could be ten thousand or ten; write 10000 or 10.0.",
		"walk 10.000min":   "10.000 could be ten thousand or ten; write 10000 or 10.0.",
		"walk set:1.500":   "1.500 could be 1500 or 1.500; write 1500 or 1.5.",
		"walk １，２３４":       "1,234 could be 1234 or 1.234; write 1234 or 1.2340.",
		"sleep 1.500h":     "write 1500 or 1.5.",
		"walk 1,000,000":   "1,000,000 has marks between its thousands; write 1000000.",
		"walk 1.234,5 min": "write 1234.5.",
		"walk 12.3456":     "too many decimals",
	}.areRefused(t, list)
}

func TestWhatNamesNoUnitIsNotSaidToBeOne(t *testing.T) {
	lines{
		"8 glasses 7:30":      "7:30 is hours and minutes, and not a number of glasses.",
		"push-ups 7:30":       "7:30 is hours and minutes, and not a number of times.",
		"8 glasses 7:30 h":    "h does not fit 8 glasses, which counts glasses.",
		"sleep 7:30 min":      "7:30 is hours and minutes; write it without min.",
		"sleep 7:75":          `"7:75" is no amount; 7 h 30 min is written 7:30 or 7h30.`,
		"sleep 7:":            `"7:" is no amount`,
		"sleep 7;30":          `"7;30" is no amount; an amount is written 7.5, 45min or 1h30.`,
		"sleep 7'30":          `"7'30" is no amount; an amount is written 7.5, 45min or 1h30.`,
		"walk 20/11":          `"20/11" is no amount; an amount is written 7.5, 45min or 1h30.`,
		"walk 30 ...":         `"30 ..." is no amount; an amount is written 7.5, 45min or 1h30.`,
		"sleep 7 %":           "% does not fit Sleep, which counts h.",
		"meditation 7:30":     "Meditation is a check",
		"mood 4 22:30":        "A time has an @ before it: @22:30.",
		"slip 22:30":          "A time has an @ before it: @22:30.",
		"urge 7:30 -- a call": "A time has an @ before it: @7:30.",
	}.areRefused(t, list)
}

func TestDates(t *testing.T) {
	lines{
		"meditation today":      "Meditation: today",
		"meditation yesterday":  "Meditation: yesterday",
		"meditation -2d":        "Meditation: on Fri 20 Nov",
		"meditation -0d":        "Meditation: today",
		"meditation sun":        "Meditation: today",
		"meditation Sunday":     "Meditation: today",
		"meditation sat":        "Meditation: yesterday",
		"meditation mon":        "Meditation: on Mon 16 Nov",
		"meditation monday":     "Meditation: on Mon 16 Nov",
		"meditation 2026-11-22": "Meditation: today",
		"meditation 2025-02-28": "Meditation: on Fri 28 Feb 2025",
		"meditation 1900-01-01": "Meditation: on Mon 1 Jan 1900",
		"walk yesterday 30":     "Walk: yesterday + 30 min",
		"walk 30 yesterday":     "Walk: yesterday + 30 min",

		"meditation 20 nov":             "Meditation: on Fri 20 Nov",
		"meditation 27 nov":             "Meditation: on Thu 27 Nov 2025", // the latest
		"meditation nov 20":             "Meditation: on Fri 20 Nov",
		"meditation 20 November":        "Meditation: on Fri 20 Nov",
		"meditation 27 November 2025":   "Meditation: on Thu 27 Nov 2025",
		"meditation November 27 2025":   "Meditation: on Thu 27 Nov 2025",
		"meditation fri 20 nov":         "Meditation: on Fri 20 Nov",
		"meditation Fri 20 Nov 2026":    "Meditation: on Fri 20 Nov",
		"meditation 29 feb":             "Meditation: on Thu 29 Feb 2024",
		"meditation ２０ ｎｏｖ":             "Meditation: on Fri 20 Nov",
		"meditation 20.11.2026":         "Meditation: on Fri 20 Nov",
		"meditation 20/11/2026":         "Meditation: on Fri 20 Nov",
		"meditation 11/20/2026":         "Meditation: on Fri 20 Nov",
		"meditation 2026/11/20":         "Meditation: on Fri 20 Nov",
		"meditation 04/04/2026":         "Meditation: on Sat 4 Apr",
		"meditation 20 sept no":         "Meditation: on Sun 20 Sep no",
		"walk 17.05.2026":               "Walk: on Sun 17 May",
		"walk 20 nov 30":                "Walk: on Fri 20 Nov + 30 min",
		"walk 30 20 nov":                "Walk: on Fri 20 Nov + 30 min",
		"walk 30m 20 nov -- by the sea": "Walk: on Fri 20 Nov + 30 min -- by the sea",
		"walk 20 nov 1h 30m":            "Walk: on Fri 20 Nov + 90 min",
		"walk 20 nov 8000":              "Walk: on Fri 20 Nov + 8000 min", // no year to come
		"walk nov 20 30m":               "Walk: on Fri 20 Nov + 30 min",
		"mood 4 20 nov @22:30":          "mood on Fri 20 Nov at 22:30 4",
		"slip nov 20":                   "slip on Fri 20 Nov",
		"out 20 nov":                    "Outdoors: on Fri 20 Nov",
	}.say(t, list)
	lines{"coins 3 mar": "Coins: today + 3 mar", "coins 3 apr": "Coins: on Fri 3 Apr"}.say(t, habits.List{atLeast("Coins", 1, "mar", "daily")})
	lines{
		"meditation 03/04/2026":             "03/04/2026 could be 3 Apr or 4 Mar; write 2026-04-03 or 2026-03-04.",
		"meditation 3.4.2026":               "3.4.2026 could be 3 Apr or 4 Mar; write 2026-04-03 or 2026-03-04.",
		"meditation 20.11.26":               "20.11.26 needs a year of four digits, as in 2026-11-20.",
		"meditation 20.13.2026":             "There is no 20.13.2026 in the calendar",
		"meditation 31.02.2026":             "There is no 31.02.2026 in the calendar",
		"meditation 31 nov":                 "There is no 31 nov in the calendar",
		"meditation 29 feb 2026":            "There is no 29 feb 2026 in the calendar",
		"meditation sat 20 nov":             "20 Nov is a Friday",
		"meditation 23 nov 2026":            "Mon 23 Nov is not here yet",
		"meditation 23.11.2026":             "Mon 23 Nov is not here yet",
		"meditation 31 dec 1899":            "check and counts no amounts", // no year that one writes about
		"meditation 31.12.1899":             "before 1900",
		"meditation 20 nov yesterday":       "Two dates",
		"meditation 20 nov 19 nov":          "Two dates",
		"walk 45 nov":                       "nov does not fit Walk",
		"meditation 2026-11-23":             "Mon 23 Nov is not here yet",
		"meditation 2027-01-01":             "is not here yet",
		"meditation tomorrow":               "Tomorrow is not here yet.",
		"meditation 1899-12-31":             "before 1900",
		"meditation 0001-01-01":             "before 1900",
		"meditation -50000d":                "before 1900",
		"meditation -99999999999999999999d": "before 1900",
		"meditation 2026-02-30":             "There is no 2026-02-30",
		"meditation 2026-2-3":               "is no date",
		"meditation 22-11-2026":             "is no date",
		"meditation sat sun":                "Two dates",
		"meditation today today":            "Two dates",
		"mood 4 yesterday -1d":              "Two dates",
		"slip 2026-11-23":                   "is not here yet",
		"meditation -d":                     "was not understood",
		"meditation next week":              "was not understood",
	}.areRefused(t, list)
}

func TestParseDateIsForOtherCommandsToo(t *testing.T) {
	for s, want := range map[string]calendar.Day{
		"today": today, "Yesterday": today - 1, "-2d": today - 2, "SUN": today, "mon": today - 6, "2026-11-01": today - 21, " sat ": today - 1,
		"20 nov": today - 2, "Nov 20": today - 2, "20 November 2026": today - 2, "Fri 20 Nov": today - 2, "20.11.2026": today - 2, "20/11/2026": today - 2,
		"31 dec 1999": calendar.DateOf(1999, 12, 31), "２０．１１．２０２６": today - 2,
	} {
		if d, err := ParseDate(s, today); err != nil || d != want {
			t.Errorf("%s is %s, %v; want %s", s, d, err, want)
		}
	}
	for _, s := range []string{"", "soon", "2d", "tomorrow", "2026-11-23", "1899-12-31", "2026-02-30", "20 nov 9", "23 nov 2026", "31 dec 1899", "03/04/2026", "30 feb", "20 nov sat", "nov", "20"} {
		if d, err := ParseDate(s, today); refusal.As(err) == nil {
			t.Errorf("%s is %s, %v", s, d, err)
		}
	}
}

func TestStates(t *testing.T) {
	lines{
		"meditation yes":       "Meditation: today yes",
		"meditation no":        "Meditation: today no",
		"meditation skip":      "Meditation: today skip",
		"meditation rest":      "Meditation: today skip",
		"meditation no -2d":    "Meditation: on Fri 20 Nov no",
		"walk yes":             "Walk: today yes",
		"coffee no":            "Coffee: today no",
		"coffee skip":          "Coffee: today skip",
		"sleep rest -- a cold": "Sleep: today skip -- a cold",
	}.say(t, list)
	lines{
		"meditation yes no":    "Two states",
		"meditation skip rest": "Two states",
		"meditation yes yes":   "Two states",
		"walk 30m no":          "An amount does not go with no",
		"walk no 30m":          "An amount does not go with no",
		"walk 30m skip":        "An amount does not go with rest",
		"walk rest set:30m":    "An amount does not go with rest",
		"coffee":               "Coffee needs an amount",
		"coffee yes":           "Coffee needs an amount",
		"coffee yesterday":     "Coffee needs an amount",
		"mood yes":             "are for habits",
		"mood 4 skip":          "are for habits",
		"urge 7 no":            "are for habits",
	}.areRefused(t, list)
}

func TestAWrongUnitNamesTheRightOne(t *testing.T) {
	lines{
		"sleep 7km":         "km does not fit Sleep, which counts h.",
		"sleep 7 km":        "km does not fit Sleep, which counts h.",
		"walk 3 glasses":    "glasses does not fit Walk, which counts min.",
		"walk 3x":           "x does not fit Walk, which counts min.",
		"8 glasses 30m":     "m does not fit 8 glasses, which counts glasses.",
		"8 glasses 1h":      "h does not fit 8 glasses, which counts glasses.",
		"swim 1h":           "h does not fit Swim, which counts m.",
		"swim 1km":          "km does not fit Swim, which counts m.",
		"swim 500min":       "min does not fit Swim, which counts m.",
		"push-ups 3 cups":   "cups does not fit Push-ups, which counts times.",
		"push-ups 3m":       "m does not fit Push-ups, which counts times.",
		"coffee set:2 mugs": "mugs does not fit Coffee, which counts cups.",
	}.areRefused(t, list)
}

func TestAmountsThatAreRefused(t *testing.T) {
	lines{
		"meditation 10m":              "Meditation is a check",
		"meditation set:1":            "Meditation is a check",
		"meditation yes 1":            "Meditation is a check",
		"walk 30m 20m":                "Two amounts",
		"walk 30 20":                  "Two amounts",
		"walk 30m 1h":                 "Two amounts",
		"walk 1h 2h":                  "Two amounts",
		"walk 1h2h":                   "Two amounts",
		"walk 30m set:20m":            "Two amounts",
		"8 glasses 3 4":               "Two amounts",
		"walk 1.2345h":                "too many decimals",
		"walk -30m":                   "less than 0",
		"walk 1.5.2h":                 "is no number",
		"walk 7.":                     "is no number",
		"coffee 1000000001":           "at most 1,000,000,000",
		"coffee 99999999999999999999": "at most 1,000,000,000",
		"walk 1000000000h":            "at most 1,000,000,000",
		"walk set:":                   "was not understood",
		"walk much":                   "was not understood",
		"walk 30m in the park":        "was not understood",
	}.areRefused(t, list)
}

func TestTimesAreForWhatHasATime(t *testing.T) {
	lines{
		"mood 4 @22:30":           "mood today at 22:30 4",
		"mood 4 @00:00":           "mood today at 00:00 4",
		"mood @01:30 4":           "mood today at 01:30 4",
		"urge 7 @23:59 yesterday": "urge yesterday at 23:59 7",
		"slip @03:59 -- replied":  "slip today at 03:59 -- replied",
		"contact @12:00":          "contact today at 12:00",
	}.say(t, list)
	lines{
		"walk 30m @22:30":      "@ is for mood, urge, slip and contact",
		"meditation @07:00":    "@ is for mood, urge, slip and contact",
		"mood 4 @24:00":        "is no time",
		"mood 4 @12:60":        "is no time",
		"mood 4 @12":           "is no time",
		"mood 4 @12:5":         "is no time",
		"mood 4 @":             "is no time",
		"mood 4 @noon":         "is no time",
		"mood 4 @12:00:00":     "is no time",
		"mood 4 @08:00 @09:00": "Two times",
	}.areRefused(t, list)
}

func TestATimeIsWrittenWithoutSigns(t *testing.T) {
	lines{
		"mood 4 @22:+5":  "is no time",
		"mood 4 @+7:30":  "is no time",
		"mood 4 @-0:30":  "is no time",
		"mood 4 @007:30": "is no time",
	}.areRefused(t, list)
}

func TestMoods(t *testing.T) {
	lines{
		"mood 1":                   "mood today 1",
		"mood 5 yesterday":         "mood yesterday 5",
		"mood awful":               "mood today 1",
		"mood low":                 "mood today 2",
		"mood okay @12:00":         "mood today at 12:00 3",
		"mood good -- sun":         "mood today 4 -- sun",
		"mood sat great":           "mood yesterday 5",
		"mood 3 -- great -- or no": "mood today 3 -- great -- or no",
	}.say(t, list)
	lines{
		"mood":          "A mood is 1 to 5, or one of: awful, low, okay, good, great",
		"mood 0":        "A mood is 1 to 5",
		"mood 6":        "A mood is 1 to 5",
		"mood 3.5":      "one whole number",
		"mood 4x":       "was not understood",
		"mood -1":       "one whole number",
		"mood set:4":    "one whole number",
		"mood 4 5":      "Two amounts",
		"mood 4 good":   "was not understood",
		"mood good 4":   "one whole number",
		"mood good low": "Two moods",
		"mood fine":     "A mood is 1 to 5",
		`mood "good"`:   "was not understood",
	}.areRefused(t, list)
}

func TestUrgesSlipsAndContacts(t *testing.T) {
	lines{
		"urge 0":                          "urge today 0",
		"urge 10 sat":                     "urge yesterday 10",
		`urge "No contact" 7`:             "urge of <No contact> today 7",
		"urge work after eight 7":         "urge of <work after eight> today 7",
		`urge "8 o'clock" 7 -- a mail`:    "urge of <8 o'clock> today 7 -- a mail",
		`slip "yesterday" sat`:            "slip of <yesterday> yesterday",
		"slip":                            "slip today",
		"contact -2d -- fetched the keys": "contact on Fri 20 Nov -- fetched the keys",
	}.say(t, list)
	lines{
		"urge 11":                   "An urge is 0 to 10",
		"urge 7.5":                  "one whole number",
		"urge -1":                   "one whole number",
		"slip 3":                    "A number does not go with slip",
		"contact 3":                 "A number does not go with contact",
		`slip sat "No contact"`:     "was not understood",
		`slip "No contact" "Other"`: "was not understood",
	}.areRefused(t, list)
}

func TestNotes(t *testing.T) {
	lines{
		"walk 30m -- park":              "Walk: today + 30 min -- park",
		"walk 30m --   park ":           "Walk: today + 30 min -- park",
		"walk 30m --":                   "Walk: today + 30 min",
		"meditation -- short":           "Meditation: today -- short",
		"walk 30m -- a -- b":            "Walk: today + 30 min -- a -- b",
		`walk 30m -- "yes" yesterday 5`: `Walk: today + 30 min -- "yes" yesterday 5`,
		"walk 30m -- a  b":              "Walk: today + 30 min -- a  b",
		"walk 30m -- a\nb":              "Walk: today + 30 min -- a\nb",
		"walk 30m -- a\x1b[1mb":         "Walk: today + 30 min -- a[1mb",
		"mood 4 -- " + strings.Repeat("é", spelling.MaxNote): "mood today 4 -- " + strings.Repeat("é", spelling.MaxNote),
	}.say(t, list)
	lines{
		"walk 30m -- " + strings.Repeat("é", spelling.MaxNote+1): "The note is too long",
		"walk 30m --park":  "was not understood",
		"walk 30m park":    "was not understood",
		"meditation short": "was not understood",
	}.areRefused(t, list)
}

// The app says what is wrong in one line, and 74 columns of 80: what to write must be among them.
func TestADateThatCannotBeReadIsExplainedInOneLine(t *testing.T) {
	for _, word := range []string{"09/12/2026", "10.11.2025", "1/13/26", "31.02.2026", "2026-13-45"} {
		if _, err := ParseDate(word, today); err == nil || len(err.Error()) > 74 {
			t.Errorf("%s is explained by %v", word, err)
		}
	}
}
