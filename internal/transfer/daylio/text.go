package daylio

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"selfcare/internal/spelling"
)

// maxStrays is how many signs < of a note may look like a tag and be none before the rest of the
// note stays as it is: each of them is read up to the end of the note.
const maxStrays = 32

// plainText returns what a text in HTML says. A < that begins no tag is a <: people write <3, and
// </3 on other days.
func plainText(s string) string {
	var text strings.Builder
	for range maxStrays {
		if s = writeText(&text, s); s == "" {
			break
		}
		next := strings.IndexByte(s[1:], '<') + 1
		if next == 0 {
			next = len(s)
		}
		text.WriteString(html.UnescapeString(s[:next]))
		s = s[next:]
	}
	text.WriteString(s)
	return strings.TrimSpace(spelling.CleanText(text.String()))
}

// writeText writes what s says up to a < that begins no tag, and returns the rest from there on.
func writeText(to *strings.Builder, s string) (rest string) {
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		kind := z.Next()
		token := s[:len(z.Raw())]
		switch kind {
		case html.ErrorToken: // the end, or a tag that has none
			return s
		case html.TextToken:
			to.WriteString(z.Token().Data)
		case html.CommentToken, html.DoctypeToken:
			if !strings.HasPrefix(token, "<!--") || !strings.HasSuffix(token, "-->") {
				return s
			}
		default:
			if strings.Contains(token[1:], "<") {
				return s
			}
			writeBreak(to, z.Token().Data)
		}
		s = s[len(token):]
	}
}

// writeBreak ends the line where a tag does.
func writeBreak(to *strings.Builder, tag string) {
	if tag == "br" || slices.Contains(blocks, tag) && !strings.HasSuffix(to.String(), "\n") {
		to.WriteByte('\n')
	}
}

// blocks are the tags that begin or end a line.
var blocks = []string{"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr"}
