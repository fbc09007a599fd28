package main

// hush does nothing: there a terminal is quiet as soon as a passphrase is read.
func hush(uintptr) (loud func(), err error) { return func() {}, nil }
