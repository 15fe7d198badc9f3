package blobstore

import (
	"context"
	"io"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// An uncheckedReader reads a window of a plain content from where it lies in its file, without the
// checksums between its blocks, and without looking at the bytes: whoever it is written to gets them
// from the file, by the system if it can.
type uncheckedReader struct {
	ctx      context.Context
	file     File
	layout   content.Layout
	off, end int64
	run      io.ReadCloser // what is being read of a block, or nil
	rest     int64         // bytes of it
}

// step opens what follows in the next block. It returns io.EOF at the end, which a context that ends
// after the last byte does not change.
func (r *uncheckedReader) step() (err error) {
	if r.rest == 0 && r.run != nil {
		err = r.run.Close()
		r.run = nil
	}
	if err == nil && r.off == r.end {
		return io.EOF
	}
	if err == nil {
		err = r.ctx.Err()
	}
	if err != nil || r.run != nil {
		return err
	}
	at, n := r.layout.Run(r.off)
	r.rest = min(n, r.end-r.off)
	r.run, err = r.file.OpenRange(r.ctx, at, r.rest)
	return err
}

// Read copies bytes.
func (r *uncheckedReader) Read(p []byte) (int, error) {
	if err := r.step(); err != nil {
		return 0, err
	}
	n, err := r.run.Read(p[:min(int64(len(p)), r.rest)])
	r.off, r.rest = r.off+int64(n), r.rest-int64(n)
	if err == io.EOF {
		if err = nil; r.rest > 0 {
			err = io.ErrUnexpectedEOF
		}
	}
	return n, err
}

// WriteTo writes the rest.
func (r *uncheckedReader) WriteTo(w io.Writer) (written int64, err error) {
	for {
		if err := r.step(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return written, err
		}
		n, err := io.Copy(w, r.run)
		written, r.off, r.rest = written+n, r.off+n, r.rest-n
		if err == nil && r.rest > 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return written, err
		}
	}
}

// Close ends the reading. The file is closed by who opened it.
func (r *uncheckedReader) Close() error {
	if r.run == nil {
		return nil
	}
	err := r.run.Close()
	r.run = nil
	return err
}
