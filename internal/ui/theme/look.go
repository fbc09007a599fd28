package theme

// Look is what screens are drawn with, and how large.
type Look struct {
	Width, Height int
	Styles        Styles
	Glyphs        Glyphs
	Still         bool // Still says that no cursor blinks.
}
