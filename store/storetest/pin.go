package storetest

import (
	"bytes"
	"context"
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
// reading it fails with [store.ErrChanged]. It is read by Read, and by WriteTo if it has that.
func (e *examiner) pins(bucket, what string, do change) {
	for _, when := range moments {
		for _, how := range []string{"Read", "WriteTo"} {
			if !e.pinsAt(bucket, what, when, how, do) {
				return
			}
		}
	}
}

// pinsAt makes a change at a moment. It returns false if that cannot be done.
func (e *examiner) pinsAt(bucket, what, when, how string, do change) bool {
	text := e.content(pinned)
	ref, ok := e.put(bucket, Version{Content: text})
	if !ok {
		return false
	}
	o := e.open(ref)
	if o == nil {
		return false
	}
	p := pin{o: o, when: when, do: func() bool { return do(ref) }}
	got, err := p.read(e.ctx, how)
	if p.failed {
		_ = o.Close()
		return false
	}
	same := err == nil && bytes.Equal(got, text)
	changed := errors.Is(err, store.ErrChanged) && len(got) < len(text)
	e.expect(same || changed, "content that is %s %s, read by %s, is %s, want %s or ErrChanged before the last byte",
		what, when, how, told(got, err), told(text, nil))
	e.close("Object", o)
	return true
}

// A pin reads a version that changes meanwhile.
type pin struct {
	o      store.Object
	when   string
	do     func() bool
	failed bool // do could not be done
}

// change makes the change if it is the moment for it.
func (p *pin) change(when string) {
	if p.when == when && !p.do() {
		p.failed = true
	}
}

func (p *pin) read(ctx context.Context, how string) (got []byte, err error) {
	p.change(moments[0])
	r, err := p.o.OpenRange(ctx, 0, pinned)
	if err != nil || r == nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	p.change(moments[1])
	if wt, ok := r.(io.WriterTo); ok && how == "WriteTo" {
		to := sink{}
		to.then = func() {
			if to.writes == 1 {
				p.change(moments[2])
			}
		}
		_, err := wt.WriteTo(&to)
		return to.got, err
	}
	head := make([]byte, pinned/4)
	n, err := io.ReadFull(r, head)
	if err != nil {
		return head[:n], err
	}
	p.change(moments[2])
	rest, err := readAll(r, 8<<10, int64(pinned-n))
	return append(head, rest...), err
}
