package text

import (
	"fmt"
	"strings"

	"selfcare/internal/settings"
)

// Settings returns settings, a line each, and the path of their file where there may be one.
func Settings(chosen settings.Settings, file string) string {
	var b strings.Builder
	for _, s := range settings.All() {
		may := ""
		if len(s.Choices) > 0 && s.Key != "day_start" {
			may = " (" + strings.Join(s.Choices, ", ") + ")"
		}
		fmt.Fprintf(&b, "%-14s  %-32s  %s: %s%s\n", s.Key, chosen.Value(s.Key), s.Says, s.About, may)
	}
	if file != "" {
		fmt.Fprintf(&b, "\n%s\n", file)
	}
	return b.String()
}
