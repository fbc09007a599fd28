// Package ident names what is kept for good.
package ident

import (
	"crypto/rand"
	"strings"
)

// ID names a habit, a boundary, a mood or whatever else is kept; renaming it does not change it.
type ID string

// New returns an ID that nothing has: ten letters and digits, by chance.
func New() ID { return ID(strings.ToLower(rand.Text()[:10])) }
