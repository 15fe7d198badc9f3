package blobstore

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// A table lists the parts of a version, of which each is a blob. It is a content of rows of one
// length, so that a part is found by reading few of them.
type table struct {
	stored
	Count int     // rows
	Ends  []int64 // the end in the version of each rowsTogether-th part, and of the last
	// Algorithm is that of the checksums of the parts, "" if none is kept.
	Algorithm string `json:",omitempty"`
}

const (
	rowLength    = 256
	rowsTogether = 128
)

// A row is one part in a table.
type row struct {
	end int64 // of the part in the version
	stored
	sum []byte // the checksum of the part, or nothing
}

// What a row has at which byte; numbers are big endian.
//
//	 0  end      8    where the part ends in the version
//	 8  size     8    its length
//	16  packed   8    content.Layout.Packed
//	24  sealed   1    content.Layout.Sealed
//	25  blob    26    the id of the blob
//	51  sum      1    the length of the checksum, which follows
//	52          64
//	116 key      1    the length of the sealed key, which follows
//	117        139
func (r *row) append(b []byte) []byte {
	out := make([]byte, rowLength)
	binary.BigEndian.PutUint64(out, uint64(r.end))
	binary.BigEndian.PutUint64(out[8:], uint64(r.Size))
	binary.BigEndian.PutUint64(out[16:], uint64(r.Packed))
	if r.Sealed {
		out[24] = 1
	}
	copy(out[25:51], r.Blob)
	out[51] = byte(copy(out[52:116], r.sum))
	out[116] = byte(copy(out[117:], r.Key.Data))
	return append(b, out...)
}

// parse reads a row. The error wraps [ErrDamaged].
func (r *row) parse(b []byte) error {
	r.end = int64(binary.BigEndian.Uint64(b))
	r.Layout = content.Layout{
		Size: int64(binary.BigEndian.Uint64(b[8:])), Packed: int64(binary.BigEndian.Uint64(b[16:])), Sealed: b[24] == 1,
	}
	r.Blob = string(b[25:51])
	if b[51] > 64 || b[116] > 139 || b[24] > 1 || !isID(r.Blob) || r.Check() != nil || r.end < r.Size {
		return fmt.Errorf("%w: a row of the table of parts is impossible", ErrDamaged)
	}
	r.sum = slices.Clone(b[52 : 52+b[51]])
	if b[116] > 0 {
		r.Key = sealed{By: byBox, Data: slices.Clone(b[117 : 117+int(b[116])])}
	}
	return nil
}

// newTable returns a table of rows and the content that it is.
func newTable(rows []row, algorithm checksum.Algorithm) (t table, text []byte) {
	t.Count = len(rows)
	for i := range rows {
		text = rows[i].append(text)
		if i%rowsTogether == rowsTogether-1 || i == len(rows)-1 {
			t.Ends = append(t.Ends, rows[i].end)
		}
	}
	if algorithm != checksum.None {
		t.Algorithm = algorithm.String()
	}
	return t, text
}

// check reports whether a table that was read can be one.
func (t *table) check() error {
	if t.Count < 1 || t.Count > checksum.MaxParts || len(t.Ends) != (t.Count+rowsTogether-1)/rowsTogether ||
		!slices.IsSorted(t.Ends) || t.Ends[0] < 0 || t.Size != int64(t.Count)*rowLength {
		return errors.New("its table of parts is impossible")
	}
	return nil
}

// rows returns the rows of the table of v from number i on, at most so many.
func (o *object) rows(ctx context.Context, i, most int) ([]row, error) {
	t := o.v.Table
	n := min(most, t.Count-i)
	r, err := o.s.openStored(ctx, &t.stored, o.in, nil, int64(i)*rowLength, int64(n)*rowLength)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text := make([]byte, n*rowLength)
	if _, err := io.ReadFull(r, text); err != nil {
		return nil, err
	}
	rows := make([]row, n)
	for i := range rows {
		if err := rows[i].parse(text[i*rowLength:]); err != nil {
			return nil, err
		}
		if i > 0 && rows[i].end-rows[i].Size != rows[i-1].end || rows[i].end > o.v.info.Size {
			return nil, fmt.Errorf("%w: the parts of the table do not add up", ErrDamaged)
		}
	}
	return rows, nil
}

// from returns rows, the first of which has the byte at an offset.
func (o *object) from(ctx context.Context, off int64) (rows []row, first int, err error) {
	group, _ := slices.BinarySearchFunc(o.v.Table.Ends, off, func(end, off int64) int {
		if end <= off {
			return -1
		}
		return 1
	})
	first = min(group*rowsTogether, o.v.Table.Count-1)
	if rows, err = o.rows(ctx, first, rowsTogether); err != nil {
		return nil, 0, err
	}
	i := slices.IndexFunc(rows, func(r row) bool { return r.end > off })
	if i < 0 {
		return nil, 0, fmt.Errorf("%w: the table of parts has no part at byte %d", ErrDamaged, off)
	}
	return rows[i:], first + i, nil
}
