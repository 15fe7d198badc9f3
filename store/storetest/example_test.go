package storetest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/storetest"
)

// A forgetting is a store that has no error of its own for a bucket that is not there.
type forgetting struct{ store.Store }

func (f forgetting) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	b, err := f.Store.Bucket(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("SELECT * FROM buckets: no rows")
	}
	return b, nil
}

// A failure names the promise, says what was seen, and quotes what was promised.
func ExampleExamine() {
	s := subject()
	s.Store = forgetting{s.Store}

	findings, err := storetest.Examine(context.Background(), s)
	for _, f := range findings {
		if err := f.Err(); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(err)
	// Output:
	// promise Bucket/ErrNoBucket is broken: Bucket("storetest-no-such-bucket") = <nil>, SELECT * FROM buckets: no rows, want ErrNoBucket
	// store.Store.Bucket promises: "The error wraps [ErrNoBucket] where there is none; any other error means that the store could not tell."
	// <nil>
}

// A test of a store is one call. What the store cannot hold is skipped, and said.
func ExampleCheck() {
	test := func(t *testing.T) { storetest.Check(t, subject()) }
	fmt.Println(test != nil)
	// Output: true
}

// What a test of a store has to bring is a Subject: the store, a bucket, and how to put a
// Version of an object there.
func ExampleSubject() {
	s := storetest.Subject{
		Store:  &shelf{},
		Bucket: "b",
		Put:    func(bucket, key string, v storetest.Version) error { return nil },
		AccessPoints: []storetest.AccessPoint{
			{Bucket: "b", Name: "reports", Account: "111122223333", Alias: "reports-s3alias"},
		},
	}
	fmt.Println(s.Bucket, s.AccessPoints[0].Name)
	// Output: b reports
}

// The promises that are about opening.
func ExamplePromises() {
	for _, p := range storetest.Promises() {
		if strings.HasPrefix(p.Name, "Open/pins") {
			fmt.Println(p.Name, "of", p.Source)
		}
	}
	// Output:
	// Open/pins replaced of store.Store.Open
	// Open/pins deleted of store.Store.Open
	// Open/pins rewritten of store.Store.Open
}

// A store that takes uploads is checked by one call more. What is nobody's, it says so.
func ExampleExamineWriter() {
	findings, err := storetest.ExamineWriter(context.Background(), storetest.Writer{Store: memstore.Writer{Store: memstore.New()}})
	for _, f := range findings {
		if len(f.Skipped) > 0 {
			fmt.Println(f.Promise.Name, f.Skipped[0])
		}
	}
	fmt.Println(err)
	// Output:
	// Store/reopened the Writer has no Reopen
	// <nil>
}

func ExampleCheckWriter() {
	test := func(t *testing.T) {
		storetest.CheckWriter(t, storetest.Writer{Store: memstore.Writer{Store: memstore.New()}})
	}
	fmt.Println(test != nil)
	// Output: true
}

// The promises that are about completing uploads.
func ExampleWriterPromises() {
	for _, p := range storetest.WriterPromises() {
		if strings.HasPrefix(p.Name, "Complete/") {
			fmt.Println(p.Name)
		}
	}
	// Output:
	// Complete/joins
	// Complete/ErrNoPart
	// Complete/refused
	// Complete/once
}
