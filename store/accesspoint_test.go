package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

const account = "111122223333"

// A bare is a Store without optional interfaces.
type bare struct{ store.Store }

// A failing is a Store whose access points cannot be told.
type failing struct {
	store.Store
	err error
}

func (f failing) AccessPoint(context.Context, string, string) (string, error) { return "", f.err }

func TestResolveAccessPoint(t *testing.T) {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	point := memstore.AccessPoint{Bucket: "b", Name: "p", Account: account, Alias: "p-s3alias"}
	if err := s.AddAccessPoint(point); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name                   string
		store                  store.Store
		point, account, bucket string
		err                    error
	}{
		{"memstore", s, "p", account, "b", nil},
		{"memstore", s, "p-s3alias", "", "b", nil},
		{"memstore", s, "q", account, "", store.ErrNoAccessPoint},
		{"bare store", bare{s}, "p", account, "", store.ErrNoAccessPoint},
		{"failing store", failing{s, errLost}, "p", account, "", errLost},
	}
	for _, tt := range tests {
		got, err := store.ResolveAccessPoint(context.Background(), tt.store, tt.point, tt.account)
		if got != tt.bucket || !errors.Is(err, tt.err) {
			t.Errorf("ResolveAccessPoint(%s, %q, %q) = %q, %v; want %q, %v",
				tt.name, tt.point, tt.account, got, err, tt.bucket, tt.err)
		}
	}
}

// A wrapper hands the question on, and a store without access points has none.
func ExampleResolveAccessPoint() {
	_, err := store.ResolveAccessPoint(context.Background(), bare{memstore.New()}, "p", account)
	fmt.Println(err)
	// Output: store: no such access point
}
