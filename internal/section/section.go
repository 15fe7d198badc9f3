// Package section reads a run of bytes out of a longer source for a response: exactly
// those bytes, or an error, and no more once the response is canceled.
package section

import (
	"context"
	"errors"
	"io"
)

// ErrCount means that a source returned a number of bytes that no Read can return.
var ErrCount = errors.New("the source returned an impossible number of bytes")

// MaxIdleReads is how many reads in a row may return neither bytes nor an error before the
// source counts as one that makes no progress ([io.ErrNoProgress]).
const MaxIdleReads = 100

// A Reader reads the bytes of Source from Off to End. It is not for concurrent use.
type Reader struct {
	Ctx      context.Context // of the response
	Source   io.ReaderAt     // what is read from
	Off, End int64           // the next byte, and the one behind the last

	idle int // reads in a row without bytes
}

// Read reads the next bytes. A source that ends before End is [io.ErrUnexpectedEOF], and
// a Ctx that is done ends the reading with its error.
func (r *Reader) Read(p []byte) (int, error) {
	if err := r.Ctx.Err(); err != nil {
		return 0, err
	}
	if r.Off >= r.End {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), r.End-r.Off)]
	n, err := r.Source.ReadAt(p, r.Off)
	if n < 0 || n > len(p) {
		return 0, ErrCount
	}
	r.Off += int64(n)
	switch {
	case n == len(p):
		r.idle = 0
		return n, nil
	case err == io.EOF:
		return n, io.ErrUnexpectedEOF
	case n > 0 || err != nil:
		r.idle = 0
		return n, err
	}
	if r.idle++; r.idle == MaxIdleReads {
		return 0, io.ErrNoProgress
	}
	return 0, nil
}
