package storetest

import (
	"bytes"

	"github.com/s3get/s3get/store"
)

// inMemory returns what o has in memory of a window, or nil.
func (e *examiner) inMemory(o store.Object, w window) []byte {
	m, ok := o.(store.InMemory)
	if !ok {
		e.skip("content in memory: the Object is no store.InMemory")
		return nil
	}
	return m.Content(w.off, w.n)
}

func checkContent(e *examiner) {
	for _, size := range sizes {
		text := e.content(size)
		_, o := e.putOpen(e.Bucket, Version{Content: text})
		if o == nil {
			continue
		}
		for _, w := range windows(int64(size)) {
			want := text[w.off : w.off+w.n]
			got := e.inMemory(o, w)
			e.expect(got == nil || bytes.Equal(got, want), "Content(%d, %d) has %s, want %s", w.off, w.n, told(got, nil), told(want, nil))
		}
		e.close("Object", o)
	}
}

// checkContentLasts closes objects, writes over them, and reads others, which may use their memory.
func checkContentLasts(e *examiner) {
	const size = 1000
	text, other := e.content(size), e.content(size)
	ref, ok := e.put(e.Bucket, Version{Content: text})
	if !ok {
		return
	}
	var all [][]byte
	for range 3 {
		o := e.open(ref)
		if o == nil {
			return
		}
		if got := e.inMemory(o, window{0, size}); got != nil {
			all = append(all, got)
		}
		e.close("Object", o)
	}
	if e.Rewrite != nil && !e.did("Rewrite", e.Rewrite(ref.Bucket, ref.Key, other)) || !e.putAt(ref.Bucket, ref.Key, Version{Content: other}) {
		return
	}
	for range 3 {
		e.holds("what was put then", ref, other)
	}
	for _, got := range all {
		e.expect(bytes.Equal(got, text), "Content is %s once the Object is closed and other content is there, and was %s", told(got, nil), told(text, nil))
	}
}

func checkMemo(e *examiner) {
	_, o := e.putOpen(e.Bucket, Version{Content: e.content(10)})
	if o == nil {
		return
	}
	defer e.close("Object", o)
	by, ok := o.(store.Memoizer)
	if !ok {
		e.skip("memos: the Object is no store.Memoizer")
		return
	}
	if m := by.Memo(); m != nil {
		e.expect(store.LookupMemo(o, o.Info()) == m, "Memo is for another Info than that which Info returns, or another each time")
	}
}
