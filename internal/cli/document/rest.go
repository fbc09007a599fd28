package document

// Rest is what became of the days of a range.
type Rest struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Days    int    `json:"days"`
	Written int    `json:"written"` // days of habits that became rest days, or none any more
	Stay    int    `json:"stay"`    // those that have something written, and stay
}
