package store_test

import (
	"context"
	"fmt"

	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/store"
)

// A chunked is an Object whose parts have all one size, but for the last. Its bytes are
// those of another Object, which it leaves out here.
type chunked struct {
	store.Object
	layout rangespec.Uniform
}

var _ store.PartLister = chunked{}

func (c chunked) Info() *store.Info {
	return &store.Info{Size: c.layout.Size, Parts: c.layout.Count()}
}

func (c chunked) Part(_ context.Context, n int) (store.Part, error) {
	w, _ := c.layout.Part(n)
	return store.Part{Offset: w.Offset, Size: w.Length}, nil
}

// An Object of ten thousand parts holds no list of them, because only one is asked for.
// LookupPart asks for none that the Info does not count.
func ExamplePartLister() {
	o := chunked{layout: rangespec.Uniform{PartSize: 8 << 20, Size: 9999*8<<20 + 5}}

	ctx := context.Background()
	for _, n := range []int{1, 10000, 10001} {
		p, ok, err := store.LookupPart(ctx, o, n)
		fmt.Println(n, p.Offset, p.Size, ok, err)
	}
	// Output:
	// 1 0 8388608 true <nil>
	// 10000 83877691392 5 true <nil>
	// 10001 0 0 false <nil>
}
