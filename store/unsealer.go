package store

import (
	"context"
	"errors"
	"io"

	"github.com/s3get/s3get/sse"
)

// An Unsealer is an [Object] whose content is encrypted at rest under the customer's
// key, so that it cannot be read without it.
type Unsealer interface {
	// ReadWithKey is Read with the key that the request brought, which matched the
	// fingerprint in Info().Encryption. A wrapper that wraps no Unsealer answers
	// [errors.ErrUnsupported].
	ReadWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error)
}

// ReadWithKey reads n bytes from off of o. The key is handed on if there is one and o
// is an [Unsealer]; otherwise ReadWithKey is o.Read.
func ReadWithKey(ctx context.Context, o Object, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if u, ok := o.(Unsealer); ok && !key.IsZero() {
		r, err := u.ReadWithKey(ctx, key, off, n)
		if !errors.Is(err, errors.ErrUnsupported) {
			return r, err
		}
	}
	return o.Read(ctx, off, n)
}
