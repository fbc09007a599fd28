// Package db keeps selfcare's record in one bbolt file: it reads the book, writes changes, takes
// them back, compares, forgets, and brings back what can be read of a damaged file.
//
// Nobody holds the file: every call opens it, runs one transaction and closes
// it, behind locks on two files beside it that make callers wait in turn. So the
// app, scripts and a prompt share it. Package guard does that, and backs the file up.
//
// Every change is one transaction: the rows (package rows), their counts, and a line of the change
// log (package changelog).
package db
