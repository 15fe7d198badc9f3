package storetest

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/s3get/s3get/store"
)

// rounds is how often an object is opened and closed while what is held is counted. What
// others do at the same time is less than that.
const rounds = 64

// A count is what a process, or a store, holds.
type count struct {
	what string
	of   func() (n int, ok bool)
	most int // by which it may have grown
}

func (e *examiner) counts() []count {
	return []count{
		{"goroutines", func() (int, bool) { return runtime.NumGoroutine(), true }, rounds - 1},
		{"descriptors", descriptors, rounds - 1},
		{"open Objects and readers", func() (int, bool) {
			if e.Held == nil {
				return 0, false
			}
			return e.Held(), true
		}, 0},
	}
}

// descriptors counts the open files of the process, where the system lists them.
func descriptors() (int, bool) {
	for _, dir := range []string{"/proc/self/fd", "/dev/fd"} {
		if files, err := os.ReadDir(dir); err == nil {
			return len(files), true
		}
	}
	return 0, false
}

func checkReleases(e *examiner) {
	ref, ok := e.put(e.Bucket, Version{Content: e.content(10_000)})
	if !ok {
		return
	}
	uses := []struct {
		name string
		use  func(store.Ref)
	}{{"opened", e.openOnly}, {"read", e.readWhole}, {"left in the middle", e.readSome}, {"canceled", e.readCanceled}}
	for _, use := range uses {
		use.use(ref) // what is made once, such as a connection, is no leak
		counts := e.counts()
		before := make([]int, len(counts))
		for i, c := range counts {
			before[i], _ = c.of()
		}
		for range rounds {
			use.use(ref)
		}
		for i, c := range counts {
			if !e.released(c, before[i], use.name) {
				return
			}
		}
	}
}

// released expects a count to be back where it was, soon.
func (e *examiner) released(c count, before int, use string) bool {
	now, ok := c.of()
	if !ok {
		e.skip("%s: cannot be counted", c.what)
		return true
	}
	for wait := time.Millisecond; now > before+c.most && wait < time.Second; wait *= 2 {
		time.Sleep(wait)
		now, _ = c.of()
	}
	return e.expect(now <= before+c.most, "%s after %d objects were %s and closed: %d more than before", c.what, rounds, use, now-before)
}

func (e *examiner) openOnly(ref store.Ref) {
	if o := e.open(ref); o != nil {
		e.close("Object", o)
	}
}

func (e *examiner) readWhole(ref store.Ref) {
	e.within(ref, window{0, 10_000}, func(r io.ReadCloser) {
		_, err := readAll(r, 4<<10, 10_000)
		e.expect(err == nil, "reading = %v", err)
	})
}

func (e *examiner) readSome(ref store.Ref) {
	e.abandon(ref, func(r io.Reader, _ func()) error { _, err := r.Read(make([]byte, 10)); return err })
}

func (e *examiner) readCanceled(ref store.Ref) {
	e.abandon(ref, func(r io.Reader, cancel func()) error {
		_, err := r.Read(make([]byte, 10))
		cancel()
		_, again := r.Read(make([]byte, 10)) // may fail
		return errors.Join(err, ignored(again))
	})
}

// ignored returns nil: the error says what is expected.
func ignored(error) error { return nil }

// abandon reads some of an object and closes reader and Object, whatever they say.
func (e *examiner) abandon(ref store.Ref, read func(r io.Reader, cancel func()) error) {
	ctx, cancel := context.WithCancel(e.ctx)
	defer cancel()
	o := e.open(ref)
	if o == nil {
		return
	}
	defer func() { _ = o.Close() }()
	r, err := o.OpenRange(ctx, 0, 10_000)
	if !e.expect(err == nil && r != nil, "OpenRange = %v, %v", r, err) {
		return
	}
	defer func() { _ = r.Close() }()
	err = read(r, cancel)
	e.expect(err == nil, "Read = %v", err)
}

// checkCloseAfterErrors closes after OpenRange failed, after the reader failed, and after the
// version was deleted. Close may fail then, and may not panic or wait.
func checkCloseAfterErrors(e *examiner) {
	ref, ok := e.put(e.Bucket, Version{Content: e.content(10_000)})
	if !ok {
		return
	}
	canceled, cancel := context.WithCancel(e.ctx)
	cancel()
	if o := e.open(ref); o != nil {
		if r, err := o.OpenRange(canceled, 0, 10_000); err == nil {
			_, _ = r.Read(make([]byte, 10))
			e.closes("a reader that was canceled", r)
		}
		e.closes("an Object whose OpenRange was canceled", o)
	}
	o := e.open(ref)
	if o == nil {
		return
	}
	r := e.openRange(o, window{0, 10_000})
	if r == nil {
		e.closes("an Object whose OpenRange failed", o)
		return
	}
	if e.Delete != nil {
		e.remove(ref)
	}
	e.closes("a reader that was not read", r)
	e.closes("an Object that was deleted", o)
}

// closes expects Close to return.
func (e *examiner) closes(what string, c io.Closer) {
	returned := false
	e.guard(func() {
		_ = c.Close()
		returned = true
	})
	e.expect(returned, "Close of %s does not return", what)
}
