package blobstore

import (
	"context"
	"io"
)

// A runsReader reads a window of runs of bytes that follow each other, of which it opens one after the
// other.
type runsReader struct {
	ctx      context.Context
	off, end int64
	run      io.ReadCloser // that is being read, or nil
	rest     int64         // bytes of it

	// open opens the run that has the byte at off, from there, and says how many bytes of the window it
	// has.
	open func(off int64) (run io.ReadCloser, n int64, err error)
}

// step opens the next run when one ends. It returns io.EOF at the end, which a context that ends after
// the last byte does not change.
func (r *runsReader) step() error {
	if r.rest == 0 && r.run != nil {
		if err := r.Close(); err != nil {
			return err
		}
	}
	if r.off == r.end {
		return io.EOF
	}
	if err := r.ctx.Err(); err != nil || r.run != nil {
		return err
	}
	run, n, err := r.open(r.off)
	if err == nil {
		r.run, r.rest = run, n
	}
	return err
}

// Read copies bytes.
func (r *runsReader) Read(p []byte) (int, error) {
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
func (r *runsReader) WriteTo(w io.Writer) (written int64, err error) {
	for {
		if err := r.step(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return written, err
		}
		n, err := io.Copy(w, r.run)
		written, r.off, r.rest = written+n, r.off+n, r.rest-n
		switch {
		case err != nil:
			return written, err
		case r.rest > 0:
			return written, io.ErrUnexpectedEOF
		}
	}
}

// Close closes the run that is being read.
func (r *runsReader) Close() error {
	if r.run == nil {
		return nil
	}
	err := r.run.Close()
	r.run = nil
	return err
}
