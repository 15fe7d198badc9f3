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
)

// An inClear wraps an Object that is no Decrypter, and says so and why.
type inClear struct{ store.Object }

var errPlain = errors.New("the object within is kept in the clear")

func (inClear) OpenRangeWithKey(context.Context, sse.CustomerKey, int64, int64) (io.ReadCloser, error) {
	return nil, fmt.Errorf("%w: %w", errors.ErrUnsupported, errPlain)
}

func (inClear) OpenRange(context.Context, int64, int64) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("plain")), nil
}

// TestUnsupportedAmongSeveral: an error that wraps errors.ErrUnsupported beside another one,
// as that of fmt.Errorf with two %w does, says that there is no Decrypter.
func TestUnsupportedAmongSeveral(t *testing.T) {
	if _, err := store.OpenRange(t.Context(), inClear{}, sse.NewCustomerKey([]byte("key")), 0, 5); err != nil {
		t.Errorf("OpenRange: %v, want the bytes of the object", err)
	}
}
