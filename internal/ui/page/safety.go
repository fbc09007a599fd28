package page

// Safety is shown once before a boundary of no contact, and then on the page of the
// help lines.
var Safety = []string{
	"If there has been violence, threats or stalking: no contact alone is not a safety plan, and leaving can be a dangerous time. Talk to a domestic abuse advocate first, from a phone or computer that only you use.",
	"ctrl+c closes this app at once and leaves nothing on the screen.",
}

// Emergency is always the first line.
const Emergency = "In danger now: your local emergency number (112, 911, 999, 000)."
