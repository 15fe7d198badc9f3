package memstore

import (
	"context"
	"io"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A record is one version. It never changes, so that all who opened it share it.
type record struct {
	info   store.Info
	source Source

	// ends has the end of each part: part n is the bytes from ends[n-2] to
	// ends[n-1]. It is empty for content that was put whole.
	ends []int64

	// sums has the checksum of each part, or nothing.
	sums []checksum.Value
}

var _ store.PartLister = (*record)(nil)

// entry returns what selection knows of r.
func (r *record) entry() version.Entry {
	return version.Entry{ID: r.info.VersionID, DeleteMarker: r.info.DeleteMarker}
}

// Info describes the version.
func (r *record) Info() *store.Info { return &r.info }

// Read returns a reader of n bytes from off, which is an [io.WriterTo].
func (r *record) Read(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off > r.info.Size-n {
		return nil, &FieldError{"Size", "does not have the bytes asked for"}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &reader{section.Reader{Ctx: ctx, Source: r.source, Off: off, End: off + n}}, nil
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

// Close does nothing: a version goes when nothing refers to it.
func (r *record) Close() error { return nil }
