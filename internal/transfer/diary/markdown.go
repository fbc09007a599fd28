package diary

import (
	"strings"
)

// escape is a line of text as Markdown shows it.
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

// inText is a text of several lines, whose ends stay.
func inText(s string) string { return strings.Join(escapedLines(s), "  \n") }

// inItem is such a text within an item of a list.
func inItem(s string) string { return strings.Join(escapedLines(s), "  \n  ") }

func escapedLines(s string) []string {
	var lines []string
	for text := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		lines = append(lines, escape(text))
	}
	return lines
}
