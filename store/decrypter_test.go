package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A sealed is an Object whose content needs a key, or that fails.
type sealed struct {
	store.Object
	err error
}

func (s sealed) OpenRangeWithKey(_ context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if s.err != nil {
		return nil, s.err
	}
	text := fmt.Sprintf("opened by %s", key.Bytes())
	return io.NopCloser(strings.NewReader(text[off : off+n])), nil
}

func TestOpenRangeWithKey(t *testing.T) {
	key := sse.NewCustomerKey([]byte("k"))
	o := open(t, memstore.Version{Content: []byte("plain bytes")})
	tests := []struct {
		name   string
		object store.Object
		key    sse.CustomerKey
		want   string
		err    error
	}{
		{"plain object without a key", o, sse.CustomerKey{}, "plain bytes", nil},
		{"plain object with a key", o, key, "plain bytes", nil},
		{"sealed object without a key", sealed{o, nil}, sse.CustomerKey{}, "plain bytes", nil},
		{"sealed object with a key", sealed{o, nil}, key, "opened by k", nil},
		{"wrapper of a plain object", sealed{o, errors.ErrUnsupported}, key, "plain bytes", nil},
		{"wrapper that says more", sealed{o, fmt.Errorf("inside: %w", errors.ErrUnsupported)}, key, "plain bytes", nil},
		{"failing object", sealed{o, errLost}, key, "", errLost},
		{"changed object", sealed{o, store.ErrChanged}, key, "", store.ErrChanged},
	}
	for _, tt := range tests {
		r, err := store.OpenRange(context.Background(), tt.object, tt.key, 0, 11)
		if !errors.Is(err, tt.err) {
			t.Errorf("OpenRangeWithKey of a %s = %v, want %v", tt.name, err, tt.err)
		}
		if err != nil {
			continue
		}
		if got, err := io.ReadAll(r); string(got) != tt.want || err != nil {
			t.Errorf("OpenRangeWithKey of a %s reads %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

// An object that is no Decrypter is read as it is.
func ExampleOpenRange() {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		fmt.Println(err)
	}
	key := sse.NewCustomerKey([]byte("a key of the customer"))
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte("hello"), CustomerKey: key}); err != nil {
		fmt.Println(err)
	}
	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		fmt.Println(err)
	}
	r, err := store.OpenRange(ctx, o, key, 1, 3)
	if err != nil {
		fmt.Println(err)
	}
	text, err := io.ReadAll(r)
	fmt.Println(string(text), err)
	// Output: ell <nil>
}
