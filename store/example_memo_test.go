package store_test

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/s3get/s3get/store"
)

// A page keeps its content and its description for as long as it is served.
type page struct {
	data []byte
	info store.Info
	memo *store.Memo
}

var (
	_ store.InMemory = (*page)(nil)
	_ store.Memoizer = (*page)(nil)
)

func newPage(text string) *page {
	p := &page{data: []byte(text), info: store.Info{Size: int64(len(text))}}
	p.memo = store.NewMemo(&p.info)
	return p
}

func (p *page) Info() *store.Info { return &p.info }

func (p *page) Memo() *store.Memo { return p.memo }

func (p *page) Content(off, n int64) []byte { return p.data[off : off+n] }

func (p *page) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(p.Content(off, n))), nil
}

func (p *page) Close() error { return nil }

func ExampleInMemory() {
	fmt.Printf("%s\n", store.LookupContent(newPage("Hello, world"), 7, 5))
	// Output: world
}

func ExampleMemoizer() {
	p := newPage("Hello, world")
	p.memo = store.NewMemo(&p.info)
	length := func(o store.Object) string {
		m := store.LookupMemo(o, o.Info())
		if text, ok := m.Load().(string); ok {
			return text + ", as before"
		}
		text := fmt.Sprint(o.Info().Size)
		m.Store(text)
		return text
	}
	fmt.Println(length(p))
	fmt.Println(length(p))

	changed := struct{ store.Object }{p} // has no memo, and is computed each time
	fmt.Println(length(changed))
	// Output:
	// 12
	// 12, as before
	// 12
}
