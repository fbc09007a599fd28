package habits

// LongestRest is how many days can be made rest days at once: a year.
const LongestRest = 366

// Rests are the edits that make the days from from to to rest days of every habit that asks for
// something then. What is written on a day stays as it is; stay is on how many days of habits
// that is so. The records hold their entries from from on.
func Rests(records []Record, from, to Day) (edits []Edit, stay int) {
	for _, r := range records {
		for d := from; d <= to; d++ {
			switch {
			case !r.ListedOn(d) || !r.Habit.GoalOn(d).Schedule.Asks(d):
			case r.History.On(d).State != Unknown:
				stay++
			default:
				edits = append(edits, r.Habit.RestOn(d))
			}
		}
	}
	return edits, stay
}

// RestsTakenBack are the edits that take away what Rests wrote from from to to. A rest with a
// note stays one: somebody said why.
func RestsTakenBack(records []Record, from, to Day) (edits []Edit, stay int) {
	for _, r := range records {
		for _, e := range r.History.Between(from, to) {
			switch {
			case e.State != Skip:
			case e.Note != "":
				stay++
			default:
				edits = append(edits, r.Habit.ClearOn(e.Day))
			}
		}
	}
	return edits, stay
}

// restWords are edits that are all rests in a few words, or nothing: 8 rest days, Sun 20 Dec to
// Sun 27 Dec.
func restWords(edits []Edit, today Day) string {
	from, to := edits[0].Day, edits[0].Day
	for _, e := range edits {
		if e.Mark != Set || e.State != Skip {
			return ""
		}
		from, to = min(from, e.Day), max(to, e.Day)
	}
	return SpanWords(from, to, today)
}

// SpanWords is how rest days are said: a rest day, Sun 20 Dec; 8 rest days, Sun 20 Dec to Sun
// 27 Dec.
func SpanWords(from, to, today Day) string {
	if from == to {
		return "a rest day, " + from.Short(today)
	}
	return Count(int(to-from)+1, "", "rest days") + ", " + from.Short(today) + " to " + to.Short(today)
}
