package quickadd

import (
	"errors"
	"testing"

	"selfcare/internal/habits"
	"selfcare/internal/quantity"
)

func TestTheNameComesFirstAndWins(t *testing.T) {
	lines{
		"no alcohol":               "No alcohol: today",
		"no alcohol no":            "No alcohol: today no",
		"no alcohol yesterday yes": "No alcohol: yesterday yes",
		"sun salutation":           "Sun salutation: today",
		"sun salutation sat":       "Sun salutation: yesterday",
		"8 glasses":                "8 glasses: today",
		"8 glasses 3":              "8 glasses: today + 3 glasses",
		"8 glasses 8 glasses":      "8 glasses: today + 8 glasses",
		"walk 10k":                 "Walk 10k: today",
		"walk 10k yesterday":       "Walk 10k: yesterday",
		"walk 10":                  "Walk: today + 10 min",
		"walk":                     "Walk: today",
		"skip rope":                "Skip rope: today",
		"skip rope skip":           "Skip rope: today skip",
		"contact with friends":     "Contact with friends: today",
		"contact with friends sat": "Contact with friends: yesterday",
	}.say(t, list)
}

func TestWithoutSuchHabitsTheWordsAreItems(t *testing.T) {
	few := habits.List{check("Alcohol"), atLeast("Walk", 30, quantity.Minutes, "daily"), atLeast("Rope", 100, "", "daily")}
	lines{
		"alcohol no":       "Alcohol: today no",
		"walk 10m":         "Walk: today + 10 min",
		"rope skip":        "Rope: today skip",
		"walk sun":         "Walk: today",
		"contact":          "contact today",
		"contact with Sam": "contact of <with Sam> today",
	}.say(t, few)
}

func TestTwoWordsMayBeginAName(t *testing.T) {
	lines{
		"contact with":         "Contact with friends: today",
		"contact with fri":     "Contact with friends: today",
		"contact with fri sat": "Contact with friends: yesterday",
		"no alc":               "No alcohol: today",
		"sun sal yes":          "Sun salutation: today yes",
		"skip ro skip":         "Skip rope: today skip",
		"cold sh 90":           "Cold shower: today + 90 s",
	}.say(t, list)
}

func TestAnyWordOfANameMayBeBegun(t *testing.T) {
	lines{
		"med":           "Meditation: today",
		"out 30m":       "Outdoors: today + 30 min",
		"rope":          "Skip rope: today",
		"alco no":       "No alcohol: today no",
		"salut sat":     "Sun salutation: yesterday",
		"friends":       "Contact with friends: today",
		"with fr skip":  "Contact with friends: today skip",
		"push 20":       "Push-ups: today + 20",
		"10k yesterday": "Walk 10k: yesterday",
	}.say(t, list)
}

func TestCaseAndWidthDoNotMatter(t *testing.T) {
	lines{
		"SLEEP 7.5H":               "Sleep: today + 7.5 h",
		"ｓｌｅｅｐ ７．５ｈ":               "Sleep: today + 7.5 h",
		"Sleep　７，５　ｈ":              "Sleep: today + 7.5 h",
		"WALK 10K YESTERDAY":       "Walk 10k: yesterday",
		"MOOD 4":                   "mood today 4",
		"Ｍｏｏｄ Great":               "mood today 5",
		"Walk SET:30M Sat":         "Walk: yesterday = 30 min",
		"walk 30 ２０２６－１１－２１":       "Walk: yesterday + 30 min",
		"mood 4 ＠２２：３０":            "mood today at 22:30 4",
		"  walk\t 30m   yesterday": "Walk: yesterday + 30 min",
	}.say(t, list)
}

func TestTheReservedWordsComeAfterWholeNames(t *testing.T) {
	few := append(habits.List{check("Mood diary"), check("Urge surfing"), check("Slip into bed early")}, list...)
	lines{
		"mood diary":   "Mood diary: today",
		"mood di":      "Mood diary: today",
		"mood 4":       "mood today 4",
		"urge 7":       "urge today 7",
		"urge surfing": "Urge surfing: today",
		"slip":         "slip today",
		"slip into":    "Slip into bed early: today",
		"contact":      "contact today",
	}.say(t, few)
}

func TestQuotesHoldAName(t *testing.T) {
	few := append(habits.List{check("Rest -- a day"), check("Yoga 30m yesterday"), check("Mood diary")}, list...)
	lines{
		`"Yoga 30m yesterday" sat`: "Yoga 30m yesterday: yesterday",
		`"rest -- a day" no`:       "Rest -- a day: today no",
		`"Walk" 10`:                "Walk: today + 10 min",
		`"walk 10k`:                "Walk 10k: today",
		`"no alcohol"yes`:          "No alcohol: today yes",
		`"mood"`:                   "Mood diary: today",
	}.say(t, few)
	lines{
		`"walk 30m"`:        "No habit is called walk 30m",
		`"walk yesterday"`:  "No habit is called walk yesterday",
		`"mood" 4`:          "No habit is called mood",
		`walk "30m"`:        "was not understood",
		`walk "yesterday"`:  "was not understood",
		`meditation "skip"`: "was not understood",
	}.areRefused(t, list)
}

func TestNothingBetweenQuotesNamesNothing(t *testing.T) {
	for _, line := range []string{`""`, `"" 5`, `" "`} {
		if e, err := parse(Split(line), list[:1], today); err == nil {
			t.Errorf("%s names %s", line, e.Habit.Name)
		}
	}
}

func TestTwoWordsThatBeginTwoNamesAreInDoubt(t *testing.T) {
	few := habits.List{check("Sun salutation"), check("Sun saluting"), check("Sun bath")}
	lines{
		"sun sal":     "sun sal fits Sun salutation, Sun saluting.",
		"sun sal yes": "sun sal fits Sun salutation, Sun saluting.",
	}.areRefused(t, few)
	lines{"sun b": "Sun bath: today", "sun saluta": "Sun salutation: today"}.say(t, few)
}

func TestTwoThatFitAreListed(t *testing.T) {
	lines{
		"w 10":    "w fits Walk, Walk 10k, Contact with friends.",
		"s 8":     "s fits Sleep, Sun salutation, Skip rope, Swim, Cold shower.",
		`"s" 8`:   "s fits Sleep, Sun salutation, Skip rope, Swim, Cold shower.",
		"wal yes": "wal fits Walk, Walk 10k.",
	}.areRefused(t, list)
	_, err := parse(Split("wal"), list, today)
	var e *NameError
	if !errors.As(err, &e) || e.Name != "wal" || len(e.Fits) != 2 {
		t.Errorf("%+v is no name in doubt", err)
	}
}

func TestNoneThatFitsOffersTheNearest(t *testing.T) {
	starter, _ := habits.Starter(today)
	for _, text := range []string{"walk", "nonsense", "xyzzy", "q", "go", "gym 30m", "Ärger"} {
		lines{text: "; selfcare habit list shows them."}.areRefused(t, starter)
	}
	lines{"nonsense": "No habit is called nonsense; selfcare habit list shows them."}.areRefused(t, list)
	lines{
		"slepe 7h":        "No habit is called slepe. Nearest: Sleep.",
		"wlak":            "Nearest: Walk.",
		"salutaion 3":     "Nearest: Sun salutation.",
		"medittt":         "Nearest: Meditation.",
		"contakt frend":   "Nearest: Contact with friends.",
		"slep 7h":         "No habit is called slep. Nearest: Sleep.",
		"meditaton":       "No habit is called meditaton. Nearest: Meditation.",
		"meditaton yes":   "No habit is called meditaton. Nearest: Meditation.",
		"coffe machine 2": "Nearest: Coffee.",
		"outdors -- lake": "No habit is called outdors. Nearest: Outdoors.",
	}.areRefused(t, list)
	lines{"walk": "No habit is called walk; selfcare habit new NAME makes one."}.areRefused(t, nil)
	_, err := parse(Split("slep"), list, today)
	var e *NameError
	if !errors.As(err, &e) || e.Name != "slep" || len(e.Fits) != 0 {
		t.Errorf("%+v is no name that fits nothing", err)
	}
}

func TestALineNeedsAName(t *testing.T) {
	lines{
		"":               "Begin with a habit's name",
		"   ":            "Begin with a habit's name",
		"-- slept well":  "Begin with a habit's name",
		"30m -- a walk?": "Begin with a habit's name",
		"no":             "Begin with a habit's name",
		"skip yesterday": "Begin with a habit's name",
	}.areRefused(t, list)
}

func TestTheWholeNameGoesBeforeAllThatItBegins(t *testing.T) {
	if fits := Fits("walk", list); len(fits) != 1 || fits[0].Name != "Walk" {
		t.Errorf("walk fits %v", fits)
	}
	if fits := Fits("WAL", list); len(fits) != 2 {
		t.Errorf("WAL fits %v", fits)
	}
	if fits := Fits("alk", list); len(fits) != 0 {
		t.Errorf("the middle of a word fits %v", fits)
	}
}
