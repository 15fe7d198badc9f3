package fsstore_test

import (
	"context"
	"io"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

func BenchmarkRead(b *testing.B) {
	root, _ := folder(b)
	s := fsstore.New("b", root)
	ctx, ref := context.Background(), store.Ref{Bucket: "b", Key: "k"}
	b.ReportAllocs()
	for b.Loop() {
		o, err := s.Open(ctx, ref)
		if err != nil {
			b.Fatal(err)
		}
		r, err := o.OpenRange(ctx, 0, 10)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := r.(io.WriterTo).WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
		if err := o.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
