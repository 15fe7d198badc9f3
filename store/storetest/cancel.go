package storetest

import (
	"context"
	"io"

	"github.com/s3get/s3get/store"
)

// long is the size of content that no reader has read when it returned the first byte.
const long = 1 << 20

// cancelable opens a large object under a context, and calls f. Errors of Close do not count.
func (e *examiner) cancelable(f func(o store.Object, ctx context.Context, cancel func())) {
	_, o := e.putOpen(e.Bucket, Version{Content: e.content(long)})
	if o == nil {
		return
	}
	defer func() { _ = o.Close() }()
	ctx, cancel := context.WithCancel(e.ctx)
	defer cancel()
	f(o, ctx, cancel)
}

func checkRangeCanceled(e *examiner) {
	e.cancelable(func(o store.Object, ctx context.Context, cancel func()) {
		cancel()
		r, err := o.OpenRange(ctx, 0, long)
		if err != nil {
			e.expect(!isAbsence(err), "OpenRange with a canceled context fails with %v", err)
			return
		}
		defer func() { _ = r.Close() }()
		n, err := r.Read(make([]byte, 1))
		e.expect(err != nil && err != io.EOF, "OpenRange with a canceled context returns a reader, which reads %d bytes and %v", n, err)
	})
}

func checkReadCanceled(e *examiner) {
	e.cancelable(func(o store.Object, ctx context.Context, cancel func()) {
		r, err := o.OpenRange(ctx, 0, long)
		if !e.expect(err == nil && r != nil, "OpenRange = %v, %v", r, err) {
			return
		}
		defer func() { _ = r.Close() }()
		n, err := r.Read(make([]byte, 1))
		if !e.expect(err == nil, "Read = %d, %v", n, err) {
			return
		}
		cancel()
		got, err := readAll(r, 8<<10, long)
		e.expect(err != nil && n+len(got) < long, "a reader whose context is canceled goes on for %s, want an error", told(got, err))
	})
}

func checkWriteToCanceled(e *examiner) {
	for _, before := range []bool{true, false} {
		e.cancelable(func(o store.Object, ctx context.Context, cancel func()) { e.writeCanceled(o, ctx, cancel, before) })
	}
}

// writeCanceled cancels before WriteTo or in its first Write, after which it may have written
// all there is.
func (e *examiner) writeCanceled(o store.Object, ctx context.Context, cancel func(), before bool) {
	r, err := o.OpenRange(ctx, 0, long)
	if !e.expect(err == nil && r != nil, "OpenRange = %v, %v", r, err) {
		return
	}
	defer func() { _ = r.Close() }()
	wt, ok := r.(io.WriterTo)
	if !ok {
		e.skip("WriteTo: the reader is no io.WriterTo")
		return
	}
	to := sink{then: cancel}
	if before {
		cancel()
	}
	n, err := wt.WriteTo(&to)
	whole := !before && to.writes == 1 && len(to.got) == long
	e.expect(err != nil || whole, "WriteTo whose context is canceled goes on and returns %d, nil, after %d writes", n, to.writes)
}
