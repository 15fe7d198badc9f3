package memstore

import (
	"context"
	"io"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/store"
)

// A record is one version. It never changes, so that all who opened it share it.
type record struct {
	pin
	info   store.Info
	memo   *store.Memo // of info
	grants Grants
	source Source
	upload string // the id of the upload that it was completed from, or ""

	// ends has the end of each part: part n is the bytes from ends[n-2] to
	// ends[n-1]. It is empty for content that was put whole.
	ends []int64

	// sums has the checksum of each part, or nothing.
	sums []checksum.Value
}

var (
	_ store.PartLister = (*record)(nil)
	_ store.InMemory   = (*record)(nil)
	_ store.Memoizer   = (*record)(nil)
)

// Info describes the version.
func (r *record) Info() *store.Info { return &r.info }

// Memo returns the room beside Info.
func (r *record) Memo() *store.Memo { return r.memo }

// Content returns n bytes from off, or nil if a Source has them or they were generated.
func (r *record) Content(off, n int64) []byte {
	h, ok := r.source.(*held)
	if !ok || h.size > int64(len(h.table)) || off < 0 || n < 0 || off > h.size-n {
		return nil
	}
	return h.table[off : off+n : off+n]
}

// OpenRange returns a reader of n bytes from off, which is an [io.WriterTo].
func (r *record) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off > r.info.Size-n {
		return nil, &FieldError{"Size", "does not have the bytes asked for"}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &reader{Reader: section.Reader{Ctx: ctx, Source: r.source, Off: off, End: off + n}}, nil
}

// Part returns the part at position n. The error is a [*FieldError] for a position that
// has none.
func (r *record) Part(_ context.Context, n int) (store.Part, error) {
	if n < 1 || n > len(r.ends) {
		return store.Part{}, &FieldError{"Parts", "are fewer than the part asked for"}
	}
	p := store.Part{Size: r.ends[n-1]}
	if n > 1 {
		p.Offset = r.ends[n-2]
		p.Size -= p.Offset
	}
	if len(r.sums) > 0 {
		p.Checksum = r.sums[n-1]
	}
	return p, nil
}

// A pin is what an open version and a reader of it have to release: nothing.
type pin struct{}

// Close does nothing: versions and their content go when nothing refers to them.
func (pin) Close() error { return nil }

// chunk is the number of bytes that a reader takes at once from a Source that does not
// have its bytes in memory.
const chunk = 32 << 10

// A reader reads content.
type reader struct {
	pin
	section.Reader
}

// WriteTo writes the rest. Content that a Store holds is one Write.
func (r *reader) WriteTo(w io.Writer) (int64, error) {
	h, ok := r.Source.(*held)
	if !ok {
		return io.CopyBuffer(w, struct{ io.Reader }{r}, make([]byte, min(chunk, max(r.End-r.Off, 1))))
	}
	start := r.Off
	for r.Off < r.End {
		if err := r.Ctx.Err(); err != nil {
			return r.Off - start, err
		}
		from := r.Off
		if h.size > int64(len(h.table)) {
			from %= period
		}
		b := h.table[from:min(from+r.End-r.Off, int64(len(h.table)))]
		n, err := w.Write(b)
		if n < 0 || n > len(b) {
			return r.Off - start, section.ErrCount
		}
		r.Off += int64(n)
		switch {
		case err != nil:
			return r.Off - start, err
		case n < len(b):
			return r.Off - start, io.ErrShortWrite
		}
	}
	return r.Off - start, nil
}
