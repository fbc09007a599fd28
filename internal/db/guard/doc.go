// Package guard looks after one bbolt file that several programs share: it lets them wait in turn,
// finds out what changed the file beside them, verifies it, backs it up and brings it back. What
// its buckets mean it does not know: whoever owns the file says so in a [Layout].
//
// Nobody holds the file: every [File.View] and [File.Update] opens it, runs one transaction and
// closes it. Beside the file, under its name, lie
//
//	.lock      the lock, shared by readers, one writer's alone
//	.gate      the lock on which everybody waits for their turn at the first
//	.noted     the [File]'s note: how the last writer left it, and when it was verified last
//	.backups   the folder of backups
//	.replaced-<time>  what was in its place before a backup was restored
//
// A damaged file may say anything: bbolt trusts its pages, and reading what they lead to may fault.
// Such a panic is an error here ([ErrUnsound]), and a verification runs in a process of its own.
package guard
