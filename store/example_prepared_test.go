package store_test

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/s3get/s3get/store"
)

// A page keeps its description for as long as it is served.
type page struct {
	info  store.Info
	texts store.Texts
}

var _ store.Prepared = (*page)(nil)

func newPage(info store.Info) *page { return &page{info, store.NewTexts(&info)} }

func (p *page) Info() *store.Info { return &p.info }

func (p *page) Texts() store.Texts { return p.texts }

func (p *page) OpenRange(context.Context, int64, int64) (io.ReadCloser, error) { return nil, nil }

func (p *page) Close() error { return nil }

func ExamplePrepared() {
	p := newPage(store.Info{Size: 1000, LastModified: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)})
	t := store.LookupTexts(p)
	fmt.Println(t.Size(p.Info()), t.LastModified(p.Info()))

	changed := *p.Info()
	changed.Size = 10
	fmt.Println(t.Size(&changed))
	// Output:
	// 1000 Mon, 06 May 2024 07:08:09 GMT
	// 10
}
