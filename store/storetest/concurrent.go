package storetest

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/s3get/s3get/store"
)

// readers is the number of goroutines that use a store at the same time.
const readers = 8

// checkConcurrent reads several objects at the same time, each of them open when all others
// are, while others are put.
func checkConcurrent(e *examiner) {
	refs, texts := make([]store.Ref, readers), make([][]byte, readers)
	for i := range refs {
		texts[i] = e.content(20_000 + i)
		var ok bool
		if refs[i], ok = e.put(e.Bucket, Version{Content: texts[i]}); !ok {
			return
		}
	}
	var all, opened sync.WaitGroup
	opened.Add(readers)
	for i := range refs {
		all.Go(func() { e.guard(func() { e.readBeside(refs[i], texts[i], &opened) }) })
	}
	all.Go(func() { e.guard(e.putBeside) })
	all.Wait()
}

// readBeside reads an object when all of them are open, and again some times.
func (e *examiner) readBeside(ref store.Ref, text []byte, opened *sync.WaitGroup) {
	b, err := e.Store.Bucket(e.ctx, ref.Bucket)
	e.expect(b != nil && err == nil, "Bucket beside other calls = %v, %v", b, err)
	o := e.open(ref)
	opened.Done()
	opened.Wait()
	if o == nil {
		return
	}
	if r := e.openRange(o, window{0, int64(len(text))}); r != nil {
		got, err := readAll(r, 1000, int64(len(text)))
		e.expect(err == nil && bytes.Equal(got, text), "beside other readers an Object reads %s, want %s", told(got, err), told(text, nil))
		e.close("reader", r)
	}
	e.close("Object", o)
	for n := range 10 {
		e.holds(fmt.Sprintf("an object beside others, in turn %d,", n), ref, text)
	}
}

func (e *examiner) putBeside() {
	for n := range 10 {
		e.put(e.Bucket, Version{Content: e.content(100 + n)})
	}
}
