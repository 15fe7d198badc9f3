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
	// ReadWithKey is Read with the key that the request brought, which is one that
	// Info().Encryption.Customer matches.
	//
	// The error may wrap [sse.WrongKey], which S3 reports as 403 AccessDenied: an
	// object that can recognise a key only by unsealing its content has a Customer
	// that matches every key, and decides here. It decides for nothing else, though:
	// HEAD, 304, 412 and 416 open no body and are answered as if the key were right.
	// A Customer that opens a sealed key or a first block has no such gap.
	//
	// A wrapper whose Object is not an Unsealer returns [errors.ErrUnsupported].
	ReadWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error)
}

// ReadWithKey reads n bytes from off of o. It passes the key on if there is one and o
// is an [Unsealer]; otherwise it is o.Read.
func ReadWithKey(ctx context.Context, o Object, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if u, ok := o.(Unsealer); ok && !key.IsZero() {
		r, err := u.ReadWithKey(ctx, key, off, n)
		if !errors.Is(err, errors.ErrUnsupported) {
			return r, err
		}
	}
	return o.Read(ctx, off, n)
}
