package cdkblobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"gocloud.dev/blob"

	"github.com/s3get/s3get/store/blobstore"
)

// Open returns a file, of which nothing is known until it is read.
func (b *Backend) Open(ctx context.Context, name string) (blobstore.File, error) {
	return &file{b, name}, ctx.Err()
}

// A file is a name: a file of that name never has other content.
type file struct {
	b    *Backend
	name string
}

func (f *file) Close() error { return nil }

// OpenRange reads a part of the file by one request.
func (f *file) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if n == 0 {
		return http.NoBody, ctx.Err()
	}
	r := &rangeReader{ctx: ctx, file: f, off: off, rest: n}
	if err := r.open(); err != nil {
		return nil, err
	}
	return r, nil
}

// A rangeReader reads a part of a file. A connection that breaks is replaced by another, since a
// file does not change.
type rangeReader struct {
	ctx       context.Context
	file      *file
	off, rest int64
	from      *blob.Reader
	cancel    func() // ends from
	broken    int    // how often the connection broke since there was a byte
}

// breaks is how often a connection may break without a byte between.
const breaks = 2

func (r *rangeReader) open() error {
	ctx, cancel := context.WithCancelCause(r.ctx)
	late := time.AfterFunc(r.file.b.patience, func() { cancel(context.DeadlineExceeded) })
	from, err := r.file.b.bucket.NewRangeReader(ctx, r.file.name, r.off, r.rest, nil)
	if !late.Stop() && err == nil {
		err = from.Close() // which is canceled
	}
	if cause := context.Cause(ctx); cause != nil {
		err = fmt.Errorf("%w: %v", cause, err)
	}
	if err != nil {
		cancel(nil)
		return r.file.b.fail(r.ctx, r.file.name, err)
	}
	r.from, r.cancel = from, func() { cancel(nil) }
	return nil
}

// Read reads. The error is [io.ErrUnexpectedEOF] where the file ends too early.
func (r *rangeReader) Read(p []byte) (int, error) {
	if r.rest == 0 {
		return 0, io.EOF
	}
	if r.from == nil {
		if err := r.open(); err != nil {
			return 0, err
		}
	}
	n, err := r.from.Read(p[:min(int64(len(p)), r.rest)])
	r.off, r.rest = r.off+int64(n), r.rest-int64(n)
	if n > 0 {
		r.broken = 0
	}
	switch {
	case err == nil || r.rest == 0:
		return n, nil
	case err == io.EOF:
		return n, r.file.b.fail(r.ctx, r.file.name, io.ErrUnexpectedEOF)
	case r.broken == breaks || r.ctx.Err() != nil:
		return n, r.file.b.fail(r.ctx, r.file.name, err)
	}
	r.broken++
	return n, r.Close()
}

// Close ends the request.
func (r *rangeReader) Close() error {
	if r.from == nil {
		return nil
	}
	err := r.from.Close()
	r.cancel()
	r.from = nil
	return err
}

// Create begins a file. Its name is new, so that it is written without a condition: an SDK that
// sends a request again, because the answer to the first was lost, puts the same once more.
func (b *Backend) Create(ctx context.Context, name string) (blobstore.FileWriter, error) {
	ctx, cancel := context.WithCancel(ctx)
	to, err := b.bucket.NewWriter(ctx, name, &blob.WriterOptions{ContentType: contentType})
	if err != nil {
		err = b.fail(ctx, name, err)
		cancel()
		return nil, err
	}
	return &fileWriter{ctx: ctx, cancel: cancel, b: b, name: name, to: to}, nil
}

// A fileWriter is an upload.
type fileWriter struct {
	ctx    context.Context
	cancel func()
	b      *Backend
	name   string
	to     *blob.Writer // nil when it has ended
}

// errEnded means that a file was written to after its end.
var errEnded = errors.New("cdkblobs: the file was committed or discarded")

func (w *fileWriter) Write(p []byte) (int, error) {
	if w.to == nil {
		return 0, errEnded
	}
	n, err := w.to.Write(p)
	return n, w.b.fail(w.ctx, w.name, err)
}

// Commit returns when the storage has the file.
func (w *fileWriter) Commit() error {
	if w.to == nil {
		return errEnded
	}
	err := w.b.fail(w.ctx, w.name, w.to.Close())
	w.to = nil
	w.cancel()
	return err
}

// Discard ends the upload.
func (w *fileWriter) Discard() {
	if w.to == nil {
		return
	}
	w.cancel()
	_ = w.to.Close() // which fails, since it is canceled
	w.to = nil
}
