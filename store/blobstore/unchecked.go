package blobstore

import (
	"context"
	"io"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// readUnchecked reads a window of a plain content from where it lies in its file, without the checksums
// between its blocks, and without looking at the bytes: whoever it is written to gets them from the
// file, by the system if it can. The file is closed by who opened it.
func readUnchecked(ctx context.Context, file File, l content.Layout, off, end int64) *runsReader {
	return &runsReader{ctx: ctx, off: off, end: end, open: func(off int64) (io.ReadCloser, int64, error) {
		at, n := l.Run(off)
		n = min(n, end-off)
		run, err := file.OpenRange(ctx, at, n)
		return run, n, err
	}}
}
