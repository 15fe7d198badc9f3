package storetest

import (
	"bytes"
	"errors"
	"io"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A change does something to a version that was opened, and reports whether it could.
type change func(ref store.Ref) bool

func checkReplaced(e *examiner) {
	replace := func(size int) change {
		return func(ref store.Ref) bool {
			return e.putAt(ref.Bucket, ref.Key, Version{Content: e.content(size)})
		}
	}
	e.pins(e.Bucket, "replaced by content of the same size", replace(pinned))
	e.pins(e.Bucket, "replaced by less", replace(10))
	e.pins(e.Bucket, "replaced by more", replace(pinned+1000))
	if e.Versioned != "" {
		e.pins(e.Versioned, "hidden by a newer version", replace(pinned))
	}
}

func checkDeleted(e *examiner) {
	e.pins(e.Bucket, "deleted", e.remove)
	if e.Versioned == "" || e.Delete == nil {
		e.skip("versions that are deleted: no Versioned bucket, or no Delete")
		return
	}
	e.pins(e.Versioned, "hidden by a delete marker", e.remove)
	e.pins(e.Versioned, "deleted by its id", func(ref store.Ref) bool {
		o := e.open(ref)
		if o == nil {
			return false
		}
		defer e.close("Object", o)
		ref.Version = version.ByID(o.Info().VersionID)
		return e.remove(ref)
	})
}

func checkRewritten(e *examiner) {
	if e.Rewrite == nil {
		e.skip("content that is rewritten where it is: the Subject has no Rewrite")
		return
	}
	e.pins(e.Bucket, "rewritten", func(ref store.Ref) bool {
		return e.did("Rewrite", e.Rewrite(ref.Bucket, ref.Key, e.content(pinned)))
	})
}

// pinned is the size of content that is changed after it was opened.
const pinned = 100_000

// moments are when a change comes: before OpenRange, before the first Read, and after some
// bytes were read.
var moments = []string{"before OpenRange", "before the first byte", "in the middle"}

// pins expects that a version that was opened before a change is read as it was, or that
// reading it fails with [store.ErrChanged].
func (e *examiner) pins(bucket, what string, do change) {
	for _, when := range moments {
		text := e.content(pinned)
		ref, ok := e.put(bucket, Version{Content: text})
		if !ok {
			return
		}
		o := e.open(ref)
		if o == nil {
			return
		}
		got, err, ok := e.readAround(o, when, func() bool { return do(ref) })
		if ok {
			same := err == nil && bytes.Equal(got, text)
			failed := errors.Is(err, store.ErrChanged) && len(got) < len(text)
			e.expect(same || failed, "content that is %s %s reads %s, want %s or ErrChanged before the last byte",
				what, when, told(got, err), told(text, nil))
		}
		err = o.Close()
		e.expect(err == nil || !ok, "Close of an Object that is %s = %v", what, err)
	}
}

// readAround reads all of o, and does something at a moment. It returns false if that could
// not be done.
func (e *examiner) readAround(o store.Object, when string, do func() bool) (got []byte, err error, done bool) {
	if when == moments[0] && !do() {
		return nil, nil, false
	}
	r, err := o.OpenRange(e.ctx, 0, pinned)
	if err != nil || r == nil {
		return nil, err, true
	}
	defer func() {
		if closeErr := r.Close(); err == nil && closeErr != nil {
			err = closeErr
		}
	}()
	if when == moments[2] {
		head := make([]byte, pinned/4)
		n, err := io.ReadFull(r, head)
		if got = head[:n]; err != nil {
			return got, err, true
		}
	}
	if when != moments[0] && !do() {
		return nil, nil, false
	}
	rest, err := readAll(r, 8<<10, pinned-int64(len(got)))
	return append(got, rest...), err, true
}
