// Package small has known figures.
package small

// T, T.M and Two count as exported; t, t.M and T.m do not.
type (
	T[K any] struct{ F int }
	t        struct{}
)

const Two, two = 2, 2

func (t *T[K]) M() {}
func (t T[K]) m()  {}
func (t) M()       {}

var inVariable = func(a, b bool) bool {
	return a && b
}

func branched(n int, c chan int, a, b bool) int {
	for range n {
		if a || b && a {
			n++
		}
	}
	for n > 0 {
		n--
	}
	switch n {
	case 1, 2:
		func() {
			if a {
				n++
			}
		}()
	case 3:
	default:
	}
	select {
	case <-c:
	default:
	}
	return n
}
