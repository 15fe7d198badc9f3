package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// A run is one call of Check. Keys and contents of two runs differ, so that they may follow one
// another over one store.
type run struct {
	id   uint64
	last atomic.Int64 // number of a key or a content
}

func newRun() *run { return &run{id: rand.Uint64()} }

// An examiner checks one promise.
type examiner struct {
	Subject
	ctx context.Context
	run *run

	mu      sync.Mutex
	ended   bool
	finding Finding
}

// expect counts an observation, and records one that breaks the promise.
func (e *examiner) expect(ok bool, format string, args ...any) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended {
		return ok
	}
	e.finding.Checked++
	if !ok {
		e.finding.Broken = append(e.finding.Broken, fmt.Sprintf(format, args...))
	}
	return ok
}

// skip says what is not checked, once.
func (e *examiner) skip(format string, args ...any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	why := fmt.Sprintf(format, args...)
	if !e.ended && !slices.Contains(e.finding.Skipped, why) {
		e.finding.Skipped = append(e.finding.Skipped, why)
	}
}

// end returns what was found. What a call finds later is lost.
func (e *examiner) end() Finding {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ended = true
	return e.finding
}

// guard calls f. A panic breaks the promise.
func (e *examiner) guard(f func()) {
	defer func() {
		if v := recover(); v != nil {
			e.expect(false, "panic: %v", v)
		}
	}()
	f()
}

// did reports whether a change of the subject worked. One that failed breaks the promise,
// which cannot be checked.
func (e *examiner) did(what string, err error) bool {
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		e.skip("%s: %v", what, err)
	case err != nil:
		e.expect(false, "the subject failed to do its part, %s: %v", what, err)
	}
	return err == nil
}

// key returns a key that was never used.
func (e *examiner) key() string {
	return fmt.Sprintf("storetest-%016x-%d", e.run.id, e.run.last.Add(1))
}

// put stores v under a new key.
func (e *examiner) put(bucket string, v Version) (store.Ref, bool) {
	key := e.key()
	return store.Ref{Bucket: bucket, Key: key}, e.putAt(bucket, key, v)
}

func (e *examiner) putAt(bucket, key string, v Version) bool {
	if bucket == "" {
		e.skip("versions: the Subject has no Versioned bucket")
		return false
	}
	what := fmt.Sprintf("Put of %d bytes", len(v.Content))
	switch {
	case len(v.PartSizes) > 0:
		what += " in parts"
	case !v.CustomerKey.IsZero():
		what += " with a customer's key"
	case v.Null:
		what += " as the null version"
	}
	v.Content, v.PartSizes = slices.Clone(v.Content), slices.Clone(v.PartSizes)
	return e.did(what, e.Put(bucket, key, v))
}

// remove deletes what ref names.
func (e *examiner) remove(ref store.Ref) bool {
	if e.Delete == nil {
		e.skip("deletion: the Subject has no Delete")
		return false
	}
	return e.did("Delete", e.Delete(ref.Bucket, ref.Key, ref.Version))
}

// open opens what has to be there and has an Info. It returns nil if it is not.
func (e *examiner) open(ref store.Ref) store.Object {
	o, err := e.Store.Open(e.ctx, ref)
	if !e.expect(err == nil && o != nil, "Open of %s, which is there, = %v, %v", show(ref), o, err) {
		return nil
	}
	if !e.expect(o.Info() != nil, "Info of %s = nil", show(ref)) {
		e.close("Object", o)
		return nil
	}
	return o
}

// putOpen stores v under a new key and opens it. The Object is nil if that cannot be done.
func (e *examiner) putOpen(bucket string, v Version) (store.Ref, store.Object) {
	ref, ok := e.put(bucket, v)
	if !ok {
		return ref, nil
	}
	return ref, e.open(ref)
}

// close closes what was read without a failure.
func (e *examiner) close(what string, c io.Closer) {
	err := c.Close()
	e.expect(err == nil, "Close of the %s, after no error, = %v", what, err)
}

// openRange opens a window of o. It returns nil if that fails.
func (e *examiner) openRange(o store.Object, w window) io.ReadCloser {
	r, err := store.OpenRange(e.ctx, o, sse.CustomerKey{}, w.off, w.n)
	if !e.expect(err == nil && r != nil, "OpenRange(%d, %d) = %v, %v", w.off, w.n, r, err) {
		return nil
	}
	return r
}

// holds opens ref and expects it to read text.
func (e *examiner) holds(what string, ref store.Ref, text []byte) *store.Info {
	o := e.open(ref)
	if o == nil {
		return nil
	}
	defer e.close("Object", o)
	if !e.expect(o.Info().Size == int64(len(text)), "%s has the size %d, want %d", what, o.Info().Size, len(text)) {
		return nil
	}
	r := e.openRange(o, window{0, int64(len(text))})
	if r == nil {
		return nil
	}
	defer e.close("reader", r)
	got, err := readAll(r, 8<<10, int64(len(text)))
	e.expect(err == nil && bytes.Equal(got, text), "%s reads %s, want %s", what, told(got, err), told(text, nil))
	return o.Info()
}

// content returns bytes that look random, which no other call returns.
func (e *examiner) content(size int) []byte {
	source := rand.New(rand.NewPCG(e.run.id, uint64(e.run.last.Add(1))))
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(source.Uint32())
	}
	return b
}

// show names a version of a key.
func show(ref store.Ref) string {
	return fmt.Sprintf("%.40q %.40q version %.40q", ref.Bucket, ref.Key, ref.Version)
}

// told says what was read.
func told(b []byte, err error) string {
	s := fmt.Sprintf("%d bytes (%.8x...)", len(b), b)
	if err != nil {
		s += fmt.Sprintf(", then %v", err)
	}
	return s
}
