// Package transfer brings what other programs kept, and takes away what this one keeps.
//
// Reading is done in two steps. [Read] makes a [Bundle] of a file or a folder: habits and
// entries, in the words of package habits, with the rows that could not be read. It looks
// at nothing but the file. [Plan] then lays bundles beside what the record holds and makes
// one [habits.Change] of what is new, with a [Summary] to tell. Doing it again makes an
// empty change.
//
// The files are other people's, or damaged, or meant to do harm. None is written, none is
// unpacked; each is read within limits of size; what is not what it says it is, is refused
// whole, by one sentence; a single bad row is left out and told with its line.
//
// [WriteJSON] writes everything, so that reading it into nothing and writing it again gives
// the same bytes. [WriteCSV] is for spreadsheets, [WriteDiary] for people.
package transfer
