package db

import (
	"cmp"
	"slices"

	"selfcare/internal/ident"
)

// inKeyOrder returns a copy of all in the order of their IDs. Within a transaction bbolt
// keeps new keys in one sorted slice: 200,000 of them put in any other order take minutes.
func inKeyOrder[T any](all []T, id func(T) ident.ID) []T {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return all
}
