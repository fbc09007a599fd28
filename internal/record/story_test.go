package record

import (
	"strings"

	"selfcare/internal/boundary"
)

// called returns the names of boundaries, with a dot behind those that ended.
func called(bs boundary.List) string {
	var names []string
	for _, b := range bs {
		if b.Ended != nil {
			b.Name += "."
		}
		names = append(names, b.Name)
	}
	return strings.Join(names, ", ")
}
