package document

// Check is what check found.
type Check struct {
	Sound   bool    `json:"sound"`
	Entries int     `json:"entries"`
	Habits  int     `json:"habits"`
	Newest  *string `json:"newest_backup"`

	Unfinished []string `json:"unfinished"`
	SyncsDir   bool     `json:"folder_syncs"`
}
