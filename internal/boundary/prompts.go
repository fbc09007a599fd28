package boundary

// ReopenPrompts are the questions before contact is reopened.
var ReopenPrompts = []string{
	"Is there a concrete plan to change what was wrong?",
	"What has to be different?",
	"What is my own part?",
	"Which boundaries hold now?",
}

// LetGoPrompt is the question before a boundary is let go.
const LetGoPrompt = "What did it make room for?"
