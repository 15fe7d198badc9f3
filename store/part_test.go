package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// open puts v and opens it.
func open(t testing.TB, v memstore.Version) store.Object {
	t.Helper()
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put("b", "k", v); err != nil {
		t.Fatal(err)
	}
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// A plain is an Object without optional interfaces.
type plain struct{ store.Object }

// A wrapper is an Object that has every optional interface and knows none of them.
type wrapper struct {
	store.Object
	err error
}

func (w wrapper) Part(context.Context, int) (store.Part, error) { return store.Part{}, w.err }

var errLost = errors.New("lost")

func TestLookupPart(t *testing.T) {
	text := []byte("first, second")
	sum := checksum.Sum(checksum.SHA1, text)
	whole := memstore.Version{Content: text, ChecksumAlgorithm: checksum.SHA1}
	parts := memstore.Version{
		Content:           text,
		PartSizes:         []int64{7, 6},
		ChecksumAlgorithm: checksum.SHA1,
		ChecksumType:      checksum.Composite,
	}
	second := store.Part{Offset: 7, Size: 6, Checksum: checksum.Sum(checksum.SHA1, text[7:])}
	all := store.Part{Size: 13, Checksum: sum}
	tests := []struct {
		name   string
		object store.Object
		n      int
		want   store.Part
		ok     bool
		err    error
	}{
		{"whole", open(t, whole), 1, all, true, nil},
		{"whole", open(t, whole), 2, store.Part{}, false, nil},
		{"whole", open(t, whole), 0, store.Part{}, false, nil},
		{"whole", open(t, whole), -1, store.Part{}, false, nil},
		{"plain whole", plain{open(t, whole)}, 1, all, true, nil},
		{"wrapped whole", wrapper{open(t, whole), errors.ErrUnsupported}, 1, all, true, nil},
		{"empty", open(t, memstore.Version{}), 1, store.Part{}, true, nil},
		{"parts", open(t, parts), 2, second, true, nil},
		{"parts", open(t, parts), 0, store.Part{}, false, nil},
		{"parts", open(t, parts), 3, store.Part{}, false, nil},
		{"plain parts", plain{open(t, parts)}, 2, store.Part{}, false, errors.ErrUnsupported},
		{"plain parts", plain{open(t, parts)}, 3, store.Part{}, false, nil},
		{"wrapped parts", wrapper{open(t, parts), errors.ErrUnsupported}, 2, store.Part{}, false, errors.ErrUnsupported},
		{"failing parts", wrapper{open(t, parts), errLost}, 2, store.Part{}, false, errLost},
	}
	for _, tt := range tests {
		got, ok, err := store.LookupPart(context.Background(), tt.object, tt.n)
		if got != tt.want || ok != tt.ok || !errors.Is(err, tt.err) {
			t.Errorf("LookupPart(%s, %d) = %+v, %t, %v; want %+v, %t, %v", tt.name, tt.n, got, ok, err, tt.want, tt.ok, tt.err)
		}
	}
}

// TestPartsAreTheObject checks the law of parts: one after the other they are the object.
func TestPartsAreTheObject(t *testing.T) {
	o := open(t, memstore.Version{Source: memstore.Generated(60), PartSizes: []int64{10, 0, 20, 30}})
	end := int64(0)
	for n := 1; ; n++ {
		p, ok, err := store.LookupPart(context.Background(), o, n)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		if p.Offset != end {
			t.Errorf("part %d begins at %d, want %d", n, p.Offset, end)
		}
		end = p.Offset + p.Size
	}
	if end != o.Info().Size {
		t.Errorf("parts end at %d, want %d", end, o.Info().Size)
	}
}

// An object that was stored by one PUT has one part, which is all of it.
func ExampleLookupPart() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte("hello")}); err != nil {
		fmt.Println(err)
	}
	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		fmt.Println(err)
	}
	for n := range 3 {
		p, ok, err := store.LookupPart(ctx, o, n)
		fmt.Println(n, p.Size, ok, err)
	}
	// Output:
	// 0 0 false <nil>
	// 1 5 true <nil>
	// 2 0 false <nil>
}

func TestLookupPartAllocations(t *testing.T) {
	o := open(t, memstore.Version{Content: []byte("ab"), PartSizes: []int64{1, 1}})
	ctx := context.Background()
	allocs := testing.AllocsPerRun(100, func() {
		if _, ok, err := store.LookupPart(ctx, o, 2); !ok || err != nil {
			t.Fatal(ok, err)
		}
	})
	if allocs != 0 {
		t.Errorf("LookupPart allocates %v times, want 0", allocs)
	}
}

func BenchmarkLookupPart(b *testing.B) {
	o := open(b, memstore.Version{Content: []byte("ab"), PartSizes: []int64{1, 1}})
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := store.LookupPart(ctx, o, 2); err != nil {
			b.Fatal(err)
		}
	}
}
