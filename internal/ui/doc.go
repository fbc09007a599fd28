// Package ui is the screens: a Bubble Tea program over a [Store].
//
// The root model, [App], keeps a stack of screens and what they share, a session:
// the record in memory, the queue of writes, the look, the message line. Keys and
// the mouse go to the screen on top; facts, such as news from the store, go to
// every screen of the stack.
//
// A change shows at once: it is made in memory, then queued. One command at a time
// talks to the store, in the order in which things were done, so that nothing on
// the way from a key to the screen waits for a disk, and what could not be written
// stays queued.
//
// In View methods lines are built by [theme.Line], which counts cells and knows columns;
// widths are cells, never bytes.
package ui
