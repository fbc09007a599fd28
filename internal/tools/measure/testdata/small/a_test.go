package small

func InATest() {}
