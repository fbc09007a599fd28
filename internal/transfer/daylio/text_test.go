package daylio

import (
	"strings"
	"testing"
	"time"
)

func TestASignThatBeginsNoTagStays(t *testing.T) {
	for text, want := range map[string]string{
		"<3":                       "<3",
		"</3":                      "</3",
		"I </3 Mondays":            "I </3 Mondays",
		"</3 <b>so</b> &amp; done": "</3 so & done",
		"a <b":                     "a <b",
		"a <love you":              "a <love you",
		"a <b and <i>c</i>":        "a <b and c",
		"x < y > z":                "x < y > z",
		"<":                        "<",
		"</>":                      "</>",
		"<!-- not closed":          "<!-- not closed",
		"<!-- a <b> -->c":          "c",
		"<!x>":                     "<!x>",
		"<?x>":                     "<?x>",
		"<p></p>":                  "",
		"a<br><br>b":               "a\n\nb",
		"<a href='1>2'>x</a>":      "x",
	} {
		if got := plainText(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// A note that was made to keep a machine busy is done with soon.
func TestANoteOfTagsThatDoNotEndIsReadSoon(t *testing.T) {
	for _, part := range []string{"<a", "</3", "<!--", "<a <", "<a>", "<br>", "&", "<!-- -->", "<b a='"} {
		begun := time.Now()
		plainText(strings.Repeat(part, 50_000))
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%q took %v", part, took)
		}
	}
}
