package blobstore

import (
	"context"
	"fmt"
	"io"

	"github.com/s3get/s3get/sse"
)

// A partsReader reads one part of a version after the other.
type partsReader struct {
	ctx      context.Context
	o        *object
	box      []byte
	rows     []row // from the part that is next
	next     int   // the number of that part, from 0
	off, end int64
	part     io.ReadCloser // that is being read, or nil
	rest     int64         // bytes of it
}

// open opens the part that is next. There is one.
func (r *partsReader) open() (err error) {
	for len(r.rows) == 0 || r.rows[0].end <= r.off {
		if len(r.rows) > 0 {
			r.rows, r.next = r.rows[1:], r.next+1
		}
		if len(r.rows) > 0 {
			continue
		}
		if r.next >= r.o.v.Table.Count {
			return fmt.Errorf("%w: the parts end before the content", ErrDamaged)
		}
		if r.rows, err = r.o.rows(r.ctx, r.next); err != nil {
			return err
		}
	}
	p := &r.rows[0]
	key, err := r.o.s.unseal(r.ctx, p.Key, sse.CustomerKey{}, r.box)
	if err != nil {
		return err
	}
	within := r.off - (p.end - p.Size)
	r.rest = min(p.end, r.end) - r.off
	r.part, err = r.o.s.openStored(r.ctx, &p.stored, nil, key, within, r.rest)
	return err
}

// step opens the next part when one ends. It returns io.EOF at the end.
func (r *partsReader) step() error {
	if r.rest == 0 && r.part != nil {
		err := r.part.Close()
		if r.part = nil; err != nil {
			return err
		}
	}
	if r.off == r.end {
		return io.EOF
	}
	if r.part == nil {
		return r.open()
	}
	return nil
}

func (r *partsReader) Read(p []byte) (int, error) {
	if err := r.step(); err != nil {
		return 0, err
	}
	n, err := r.part.Read(p[:min(int64(len(p)), r.rest)])
	r.off, r.rest = r.off+int64(n), r.rest-int64(n)
	if err == io.EOF {
		if err = nil; r.rest > 0 {
			err = io.ErrUnexpectedEOF
		}
	}
	return n, err
}

// WriteTo writes the rest.
func (r *partsReader) WriteTo(w io.Writer) (written int64, err error) {
	for {
		if err := r.step(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return written, err
		}
		n, err := io.Copy(w, r.part)
		written, r.off, r.rest = written+n, r.off+n, r.rest-n
		switch {
		case err != nil:
			return written, err
		case r.rest > 0:
			return written, io.ErrUnexpectedEOF
		}
	}
}

// Close closes the part that is being read.
func (r *partsReader) Close() error {
	if r.part == nil {
		return nil
	}
	err := r.part.Close()
	r.part = nil
	return err
}
