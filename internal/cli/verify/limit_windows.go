package verify

// limitMemory does nothing: there the time limit has to do.
func limitMemory(uint64) error { return nil }
