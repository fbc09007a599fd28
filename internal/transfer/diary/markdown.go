package diary

import (
	"strings"
)

// escape returns a line of text that Markdown shows as it is.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		first := strings.TrimSpace(s[:i]) == ""
		switch {
		case strings.ContainsRune("\\`*_[]<>|&", r), first && strings.ContainsRune("#+-=~", r):
			b.WriteByte('\\')
		case (r == '.' || r == ')') && !first && strings.Trim(s[:i], "0123456789 ") == "" && (i+1 == len(s) || s[i+1] == ' '):
			b.WriteByte('\\') // 1. would begin a list
		}
		b.WriteRune(r)
	}
	return b.String()
}

// inText returns a text of several lines, whose ends stay.
func inText(s string) string { return strings.Join(escapedLines(s), "  \n") }

// inItem returns such a text within an item of a list.
func inItem(s string) string { return strings.Join(escapedLines(s), "  \n  ") }

// escapedLines returns the lines of a text, escaped.
func escapedLines(s string) []string {
	var lines []string
	for text := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		lines = append(lines, escape(text))
	}
	return lines
}
