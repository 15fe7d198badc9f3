package store_test

import (
	"context"
	"fmt"

	"github.com/s3get/s3get/store"
)

// A chunked is an Object whose parts all have one size, except for the last. It embeds the
// Object that reads its bytes, which this example leaves out.
type chunked struct {
	store.Object
	size, partSize int64
}

var _ store.PartLister = chunked{}

func (c chunked) Info() *store.Info {
	return &store.Info{Size: c.size, Parts: int((c.size + c.partSize - 1) / c.partSize)}
}

func (c chunked) Part(_ context.Context, n int) (store.Part, error) {
	offset := int64(n-1) * c.partSize
	return store.Part{Offset: offset, Size: min(c.partSize, c.size-offset)}, nil
}

// An Object of ten thousand parts holds no list of them, because only one is asked for.
// LookupPart asks for none that the Info does not count.
func ExamplePartLister() {
	o := chunked{partSize: 8 << 20, size: 9999*8<<20 + 5}

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
