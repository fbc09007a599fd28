package help

// aboutAll returns what selfcare(1) says beside its commands.
func aboutAll() []section {
	return []section{
		{name: "QUICK-ADD", text: `Both selfcare add and the key a of the app read one entry in words:

  NAME [AMOUNT] [DAY] [STATE] [@TIME] [-- NOTE]

NAME comes first: a habit's name, or the beginning of any word of it. It may be one of four
other words: mood (1 to 5, or its word), urge (0 to 10), slip and contact, which belong to the
only boundary, or to the one that is named right after them. What follows may be in any order.`, terms: [][2]string{
			{"AMOUNT", "30m, 1h30, 7.5h, 7.5 h, 7:30, 8 glasses, 3x, 8. It is added to what the day has; set:30m replaces that."},
			{"DAY", "today, yesterday, -2d, sat or saturday (the latest), 20 nov (the latest), 20 November 2025, 2026-11-20, 20.11.2026. Without one it is today, which begins at 04:00."},
			{"STATE", "yes, no, skip or rest. A bare name is a yes, or what is missing to the goal."},
			{"@TIME", "@22:30, for mood, urge, slip and contact."},
		}},
		{name: "EXAMPLES", text: `  selfcare add sleep 7.5h
  selfcare add walk 30m yesterday -- park, with Sam
  selfcare add meditation
  selfcare add outdoors skip
  selfcare add mood 4 -- slept well
  selfcare add urge 7 -- saw a photo
  selfcare add slip "No contact" yesterday @22:30 -- replied once
  selfcare undo

  selfcare habit new Piano --area joy --at-least 20 --unit min --schedule 1/7
  selfcare today yesterday
  selfcare trends sleep
  selfcare export -o selfcare.json`},
		{name: "EXIT STATUS", terms: [][2]string{
			{"0", "It was done."},
			{"1", "The data or the world said no: no such habit, a full disk, a record that does not read as it was written."},
			{"2", "The arguments were wrong."},
		}},
		{name: "ENVIRONMENT", terms: [][2]string{
			{"SELFCARE_DB", "The data file. --db goes before it."},
			{"SELFCARE_NOW", "The time, such as 2026-11-22T09:00:00+01:00: it then stands still, for scripts and tests."},
			{"SELFCARE_PASSPHRASE", "Of what is encrypted, where there is no terminal to ask on."},
			{"SELFCARE_ASCII", "1: draw with plain letters only."},
			{"NO_COLOR", "1: draw without colours."},
			{"XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME", "The folders below, where they are not the usual ones."},
		}},
		{name: "FILES", terms: [][2]string{
			{"~/.local/share/selfcare/selfcare.db", `The record, readable by you alone; under ~/Library/Application Support on macOS and %LOCALAPPDATA% on Windows. selfcare.db.lock, selfcare.db.gate and selfcare.db.noted beside it say who uses it, who waits for it, and how it was left.`},
			{"~/.local/share/selfcare/selfcare.db.backups", "Verified copies: the newest of the last 7 days, 4 weeks and 12 months."},
			{"~/.local/state/selfcare/pending", "What could not be written yet, until the next start."},
			{"~/.config/selfcare/config.toml", "Settings."},
			{"~/.config/selfcare/prompts.txt", "Your own questions of the journal, one a line."},
		}},
	}
}
