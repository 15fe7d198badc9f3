package blobstore

import (
	"context"
	"fmt"
	"io"

	"github.com/s3get/s3get/sse"
)

// Parts are the parts of a version, in their order, as who reads it comes to them.
type parts struct {
	ctx  context.Context
	o    *object
	box  []byte
	rows []row // from the part that is next
	next int   // the number of that part, from 0
	end  int64 // of the window
}

// open opens the part that has the byte at off. There is one.
func (r *parts) open(off int64) (_ io.ReadCloser, n int64, err error) {
	for len(r.rows) == 0 || r.rows[0].end <= off {
		if len(r.rows) > 0 {
			r.rows, r.next = r.rows[1:], r.next+1
		}
		if len(r.rows) > 0 {
			continue
		}
		if r.next >= r.o.v.Table.Count {
			return nil, 0, fmt.Errorf("%w: the parts end before the content", ErrDamaged)
		}
		if r.rows, err = r.o.rows(r.ctx, r.next, rowsTogether); err != nil {
			return nil, 0, err
		}
	}
	p := &r.rows[0]
	key, err := r.o.s.unseal(r.ctx, p.Key, sse.CustomerKey{}, r.box)
	if err != nil {
		return nil, 0, err
	}
	n = min(p.end, r.end) - off
	part, err := r.o.s.openStored(r.ctx, &p.stored, nil, key, off-(p.end-p.Size), n)
	return part, n, err
}
