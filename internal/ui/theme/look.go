package theme

// Look is what screens are drawn with, and how large.
type Look struct {
	Width, Height int
	Styles        Styles
	Glyphs        Glyphs
	Still         bool // Still says that no cursor blinks.
}

// Selection is how a chosen option is shown: in brackets, bold.
func Selection(look *Look, text string, chosen bool) string {
	l := NewLine(Width(text) + 2)
	if !chosen {
		return l.Put(look.Styles.Muted, " "+text+" ").String()
	}
	return l.Put(look.Styles.Accent, look.Glyphs.Open).Put(look.Styles.Bold, text).Put(look.Styles.Accent, look.Glyphs.Shut).String()
}
