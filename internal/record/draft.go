package record

// Draft is something small that is kept beside the record and is no part of it: words
// that were being typed, a page that need not be shown again. It is not undone.
type Draft struct {
	Key  string
	Text string // Text is empty where nothing is kept any more.
}
