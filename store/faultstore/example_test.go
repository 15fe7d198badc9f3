package faultstore_test

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
	"github.com/s3get/s3get/store/memstore"
)

// inner returns a store with an object.
func inner() *memstore.Store {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		panic(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte("0123456789")}); err != nil {
		panic(err)
	}
	return s
}

// read reads an object to its end.
func read(ctx context.Context, s store.Store) (string, error) {
	o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		return "", err
	}
	defer o.Close()
	r, err := o.OpenRange(ctx, 0, o.Info().Size)
	if err != nil {
		return "", err
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	return string(text), err
}

// The second call of Open finds the store overloaded, and the third reader breaks off.
func ExampleNew() {
	s := faultstore.New(inner(),
		faultstore.Fault{On: faultstore.Open, Key: "k", Call: 2, Do: faultstore.SlowDown(time.Second)},
		faultstore.Fault{On: faultstore.OpenRange, Call: 2, Do: faultstore.Cut(4, store.ErrChanged)},
	)
	for range 3 {
		text, err := read(context.Background(), s)
		fmt.Printf("%q %v\n", text, err)
	}
	fmt.Println(len(s.Unused()), "faults did not happen")
	// Output:
	// "0123456789" <nil>
	// "" store: too many requests, retry after 1s
	// "0123" store: object changed since it was opened
	// 0 faults did not happen
}

// A fault is a value, so that a table can have a row for each.
func ExampleFault() {
	for _, f := range []faultstore.Fault{
		{On: faultstore.Open, Do: faultstore.Fail(store.ErrUnavailable)},
		{On: faultstore.OpenRange, Do: faultstore.Changed()},
		{On: faultstore.OpenRange, Bucket: "b", Key: "k", Do: faultstore.Flip(2)},
		{On: faultstore.OpenRange, Do: faultstore.Short(3)},
		{On: faultstore.OpenRange, Do: faultstore.Long(2)},
		{On: faultstore.Read, Call: 1, Do: faultstore.Delay(time.Millisecond)},
	} {
		text, err := read(context.Background(), faultstore.New(inner(), f))
		fmt.Printf("%v: %q %v\n", f, text, err)
	}
	// Output:
	// Open: fail with "store: unavailable": "" store: unavailable
	// OpenRange: fail with "store: object changed since it was opened": "" store: object changed since it was opened
	// OpenRange of b/k: flip byte 2: "01\xcd3456789" <nil>
	// OpenRange: end 3 bytes early: "0123456" <nil>
	// OpenRange: go on for 2 bytes: "0123456789\x00\x00" <nil>
	// Read, call 1: delay by 1ms: "0123456789" <nil>
}

// A reader that waits ends with its client.
func ExampleStall() {
	s := faultstore.New(inner(), faultstore.Fault{On: faultstore.Read, Do: faultstore.Stall(nil)})
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	_, err := read(ctx, s)
	fmt.Println(err)
	// Output: context deadline exceeded
}

// An object is replaced between Open and OpenRange, after which the store says that it changed.
func ExampleRun() {
	in := inner()
	replace := func() {
		if _, err := in.Put("b", "k", memstore.Version{Content: []byte("later")}); err != nil {
			panic(err)
		}
	}
	s := faultstore.New(in,
		faultstore.Fault{On: faultstore.OpenRange, Call: 1, Do: faultstore.Run(replace)},
		faultstore.Fault{On: faultstore.OpenRange, Call: 1, Do: faultstore.Changed()},
	)
	for range 2 {
		text, err := read(context.Background(), s)
		fmt.Printf("%q %v\n", text, err)
	}
	// Output:
	// "" store: object changed since it was opened
	// "later" <nil>
}

// A panic of a store must not leave anything open.
func ExamplePanic() {
	s := faultstore.New(inner(), faultstore.Fault{On: faultstore.Close, Do: faultstore.Panic("boom")})
	defer func() { fmt.Println(recover()) }()
	_, _ = read(context.Background(), s)
	// Output: boom
}
