package small

func System() string { return "windows" }
