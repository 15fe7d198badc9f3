package store

import (
	"context"
	"errors"
	"io"

	"github.com/s3get/s3get/sse"
)

// A Decrypter is an [Object] whose content is encrypted at rest under the customer's key,
// so that it cannot be read without it.
type Decrypter interface {
	// OpenRangeWithKey is OpenRange with the key that the request has, which matched
	// Info().Encryption. If only the content can tell whether the key is right, the
	// error may wrap [sse.WrongKey], which is answered as S3 answers a wrong key. A
	// wrapper that wraps no Decrypter returns [errors.ErrUnsupported].
	OpenRangeWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error)
}

// OpenRange opens n bytes from off of o. The key is passed on if there is one and o is a
// [Decrypter]; otherwise OpenRange is o.OpenRange.
func OpenRange(ctx context.Context, o Object, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if d, ok := o.(Decrypter); ok && !key.IsZero() {
		r, err := d.OpenRangeWithKey(ctx, key, off, n)
		if !errors.Is(err, errors.ErrUnsupported) {
			return r, err
		}
	}
	return o.OpenRange(ctx, off, n)
}
