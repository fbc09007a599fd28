package document

import (
	"fmt"
	"html"
	"strings"
)

// Status is a status. Its mood and boundary are null unless they were asked for.
type Status struct {
	Text     string   `json:"text"`
	Kept     int      `json:"kept"`
	Due      int      `json:"due"`
	Mood     *float64 `json:"mood"`
	Boundary *int     `json:"boundary_days"`
}

// StatusFormats are what a status can be printed for.
var StatusFormats = []string{"plain", "json", "tmux", "waybar", "starship"}

// Line returns a status on one line, in a format but json.
func (s Status) Line(format string) (string, error) {
	switch format {
	case "tmux":
		return strings.ReplaceAll(s.Text, "#", "##"), nil // which begins a style there
	case "waybar":
		class := "open"
		if s.Due > 0 && s.Kept >= s.Due {
			class = "kept"
		}
		return Line(map[string]any{
			"text": html.EscapeString(s.Text), "class": class, "percentage": 100 * s.Kept / max(1, s.Due), "tooltip": fmt.Sprintf("%d of %d kept", s.Kept, s.Due),
		})
	}
	return s.Text, nil
}
