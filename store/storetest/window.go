package storetest

import (
	"bytes"
	"errors"
	"io"

	"github.com/s3get/s3get/store"
)

// A window is n bytes from off.
type window struct{ off, n int64 }

// windows returns windows of content of that size: nothing, one byte, the last, the whole, and
// some between.
func windows(size int64) []window {
	all := []window{{0, size}, {0, 0}, {size, 0}}
	if size > 0 {
		all = append(all, window{0, 1}, window{size - 1, 1}, window{size / 2, size - size/2}, window{0, size / 2})
	}
	if size > 10 {
		all = append(all, window{1, size - 2}, window{size / 3, 7}, window{size - 10, 10})
	}
	return all
}

// sizes are those of the content that is read in windows: the last is more than what stores
// copy at once.
var sizes = []int{0, 1, 2, 1000, 70_001}

// each calls f for windows of objects of several sizes. The reader is closed after it.
func (e *examiner) each(f func(r io.ReadCloser, w window, want []byte)) {
	for _, size := range sizes {
		text := e.content(size)
		ref, ok := e.put(e.Bucket, Version{Content: text})
		if !ok {
			continue
		}
		for _, w := range windows(int64(size)) {
			e.within(ref, w, func(r io.ReadCloser) { f(r, w, text[w.off:w.off+w.n]) })
		}
	}
}

// within opens one window of an object.
func (e *examiner) within(ref store.Ref, w window, f func(io.ReadCloser)) {
	o := e.open(ref)
	if o == nil {
		return
	}
	defer e.close("Object", o)
	if r := e.openRange(o, w); r != nil {
		defer e.close("reader", r)
		f(r)
	}
}

// buffers returns the sizes of buffers that n bytes are read with.
func buffers(n int64) []int {
	if n > 2000 {
		return []int{4 << 10, 1 << 20}
	}
	return []int{1, 7, 4 << 10}
}

func checkExact(e *examiner) {
	turn := 0
	e.each(func(r io.ReadCloser, w window, want []byte) {
		all := buffers(w.n)
		turn++
		got, err := readAll(r, all[turn%len(all)], w.n)
		e.expect(err == nil && bytes.Equal(got, want), "OpenRange(%d, %d) reads %s, want %s and io.EOF", w.off, w.n, told(got, err), told(want, nil))
	})
}

func checkEOF(e *examiner) {
	e.each(func(r io.ReadCloser, w window, _ []byte) {
		got, err := readAll(r, 1000, w.n)
		e.expect(err != nil || int64(len(got)) >= w.n, "the reader of OpenRange(%d, %d) ends with io.EOF after %d bytes", w.off, w.n, len(got))
		n, err := r.Read(make([]byte, 10))
		e.expect(n == 0 && err == io.EOF, "Read behind the end of OpenRange(%d, %d) = %d, %v, want io.EOF again", w.off, w.n, n, err)
	})
}

func checkWriterTo(e *examiner) {
	found := false
	e.each(func(r io.ReadCloser, w window, want []byte) {
		wt, ok := r.(io.WriterTo)
		if !ok {
			return
		}
		found = true
		var to sink
		n, err := wt.WriteTo(&to)
		e.expect(err == nil && bytes.Equal(to.got, want), "WriteTo of OpenRange(%d, %d) writes %s, want %s", w.off, w.n, told(to.got, err), told(want, nil))
		e.expect(n == int64(len(to.got)), "WriteTo of OpenRange(%d, %d) = %d, and wrote %d bytes", w.off, w.n, n, len(to.got))
	})
	if !found {
		e.skip("WriteTo: no reader is an io.WriterTo")
		return
	}
	e.each(func(r io.ReadCloser, w window, want []byte) {
		wt, ok := r.(io.WriterTo)
		if !ok || w.n < 2 {
			return
		}
		to := sink{limit: int(w.n / 2)}
		n, err := wt.WriteTo(&to)
		e.expect(errors.Is(err, errFull) && n == int64(to.limit) && bytes.Equal(to.got, want[:to.limit]),
			"WriteTo of OpenRange(%d, %d) to a writer that fails after %d bytes = %d, %v", w.off, w.n, to.limit, n, err)
	})
}

// checkBuffers reads with a buffer that changes after each call, and two readers with one
// buffer.
func checkBuffers(e *examiner) {
	text := e.content(5000)
	ref, ok := e.put(e.Bucket, Version{Content: text})
	if !ok {
		return
	}
	for _, time := range []string{"first", "second"} {
		e.within(ref, window{0, 5000}, func(r io.ReadCloser) {
			got, err := readAll(r, 512, 5000)
			e.expect(err == nil && bytes.Equal(got, text), "with a buffer that the caller overwrites, the %s reader reads %s, want %s", time, told(got, err), told(text, nil))
		})
	}
	e.within(ref, window{0, 5000}, func(a io.ReadCloser) {
		e.within(ref, window{0, 5000}, func(b io.ReadCloser) { e.alternate(a, b, text) })
	})
}

// alternate reads from two readers by turns with one buffer.
func (e *examiner) alternate(a, b io.Reader, text []byte) {
	p := make([]byte, 100)
	for at := 0; at < len(text); at += len(p) {
		for _, r := range []io.Reader{a, b} {
			n, err := io.ReadFull(r, p)
			if !e.expect(err == nil && bytes.Equal(p, text[at:at+len(p)]), "two readers that share a buffer by turns: bytes from %d are %s", at, told(p[:n], err)) {
				return
			}
		}
	}
}
