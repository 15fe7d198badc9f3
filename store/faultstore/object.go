package faultstore

import (
	"context"
	"errors"
	"io"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// An object is an Object of the inner store with faults.
type object struct {
	inner       store.Object
	store       *Store
	bucket, key string
}

var (
	_ store.PartLister = (*object)(nil)
	_ store.Decrypter  = (*object)(nil)
)

// Info is that of the inner Object.
func (o *object) Info() *store.Info { return o.inner.Info() }

// OpenRange is that of the inner Object.
func (o *object) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	return o.OpenRangeWithKey(ctx, sse.CustomerKey{}, off, n)
}

// OpenRangeWithKey is that of the inner Object, or its OpenRange if it is no
// [store.Decrypter].
func (o *object) OpenRangeWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	shape, err := o.store.meet(ctx, OpenRange, o.bucket, o.key)
	if err != nil {
		return nil, err
	}
	r, err := store.OpenRange(ctx, o.inner, key, off, n)
	if err != nil || r == nil {
		return nil, err
	}
	if len(shape) == 0 && !o.store.covers(o.bucket, o.key, Read, CloseReader) {
		return r, nil
	}
	return newReader(ctx, o, r, shape, n), nil
}

// Part is that of the inner Object, or [errors.ErrUnsupported] if that is no
// [store.PartLister].
func (o *object) Part(ctx context.Context, n int) (store.Part, error) {
	l, ok := o.inner.(store.PartLister)
	if !ok {
		return store.Part{}, errors.ErrUnsupported
	}
	if _, err := o.store.meet(ctx, Part, o.bucket, o.key); err != nil {
		return store.Part{}, err
	}
	return l.Part(ctx, n)
}

// Close closes the inner Object, and then lets faults happen.
func (o *object) Close() error { return o.close(Close, o.inner) }

func (o *object) close(on Method, c io.Closer) error {
	err := c.Close()
	if _, fault := o.store.meet(context.Background(), on, o.bucket, o.key); fault != nil {
		return fault
	}
	return err
}
