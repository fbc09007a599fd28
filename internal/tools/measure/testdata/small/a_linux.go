package small

func System() string { return "linux" }
