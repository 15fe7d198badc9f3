package memstore_test

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// Put an object and read the last three of its bytes.
func Example() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	info, err := s.Put("b", "k", memstore.Version{Info: store.Info{ContentType: "text/plain"}, Content: []byte("hello")})
	fmt.Println(info.ETag, err)

	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		fmt.Println(err)
	}
	defer o.Close()
	r, err := o.OpenRange(ctx, 2, 3)
	if err != nil {
		fmt.Println(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	fmt.Println(string(text), err)
	// Output:
	// "5d41402abc4b2a76b9719d911017c592" <nil>
	// llo <nil>
}

// A multipart upload has an entity tag of its own kind, and parts that can be read.
func ExampleStore_PutParts() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	info, err := s.PutParts("b", "k", memstore.Version{}, []byte("first part, "), []byte("second"))
	fmt.Println(info.ETag, info.Parts, err)

	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		fmt.Println(err)
	}
	p, ok, err := store.LookupPart(ctx, o, 2)
	fmt.Println(p.Offset, p.Size, ok, err)
	// Output:
	// "0079e9e80385c5acd695bc7fc29bf5af-2" 2 <nil>
	// 12 6 true <nil>
}

// Deleting the latest version hides the others behind a delete marker.
func ExampleStore_Delete() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b", Versioning: version.StateEnabled}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte("kept")}); err != nil {
		fmt.Println(err)
	}
	if _, err := s.Delete("b", "k", version.Latest()); err != nil {
		fmt.Println(err)
	}
	for _, info := range s.Versions("b", "k") {
		fmt.Println(info.DeleteMarker, info.Size)
	}
	// Output:
	// true 0
	// false 4
}

// Five tebibytes need no memory, if their entity tag is given.
func ExampleGenerated() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	info, err := s.Put("b", "k", memstore.Version{Info: store.Info{ETag: `"huge"`}, Source: memstore.Generated(5 << 40)})
	fmt.Println(info.Size, info.ETag, err)
	// Output: 5497558138880 "huge" <nil>
}

// A bucket can be reached by the name that an account gave its access point, and by the
// alias, which needs no account because nobody else has it.
func ExampleAccessPoint() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	point := memstore.AccessPoint{Bucket: "b", Name: "reports", Account: "111122223333", Alias: "reports-ab12-s3alias"}
	fmt.Println(s.AddAccessPoint(point))
	fmt.Println(s.AddAccessPoint(point))

	ctx := context.Background()
	fmt.Println(s.AccessPoint(ctx, "reports", "111122223333"))
	fmt.Println(s.AccessPoint(ctx, "reports-ab12-s3alias", ""))
	fmt.Println(s.AccessPoint(ctx, "reports", "444455556666"))
	// Output:
	// <nil>
	// memstore: already exists
	// b <nil>
	// b <nil>
	//  store: no such access point
}

// What no version can have is refused, and the Store stays as it was. The error names the
// field, so that a form can show it where the text was typed.
func ExampleFieldError() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	_, err := s.Put("b", "k", memstore.Version{
		Info: store.Info{
			Lock: &store.Lock{Mode: "COMPLIANCE"},
		},
		Content: []byte("kept for a year"),
	})
	var wrong *memstore.FieldError
	if errors.As(err, &wrong) {
		fmt.Println(wrong.Field, "|", wrong.Problem)
	}
	fmt.Println(len(s.Versions("b", "k")))
	// Output:
	// Lock.RetainUntil | goes with a mode
	// 0
}

// The access points of a store are copied into another.
func ExampleStore_AccessPoints() {
	from, to := memstore.New(), memstore.New()
	for _, s := range []*memstore.Store{from, to} {
		if err := s.CreateBucket(store.Bucket{Name: "books"}); err != nil {
			fmt.Println(err)
		}
	}
	err := from.AddAccessPoint(memstore.AccessPoint{Bucket: "books", Name: "readers", Account: "111122223333"})
	for _, p := range from.AccessPoints() {
		err = errors.Join(err, to.AddAccessPoint(p))
	}
	bucket, err2 := to.AccessPoint(context.Background(), "readers", "111122223333")
	fmt.Println(bucket, errors.Join(err, err2))
	// Output: books <nil>
}
