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
	// OpenRangeWithKey is OpenRange with the key that the request has, which is one that
	// Info().Encryption.Customer matches.
	//
	// The error may wrap [sse.WrongKey], which S3 reports as 403 AccessDenied: an object
	// that can recognize a key only by decrypting its content has a Customer that
	// matches every key, and decides here. It decides for nothing else, though: HEAD,
	// 304, 412 and 416 open no body and are answered as if the key were right. A
	// Customer that opens a sealed key or a first block has no such gap.
	//
	// A wrapper whose Object is not a Decrypter returns [errors.ErrUnsupported].
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
