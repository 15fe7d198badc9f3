// Package section reads a run of bytes out of a longer source for a response: exactly
// those bytes, or an error, and no more once the response is canceled.
package section

import (
	"context"
	"io"
)

// A Reader reads the bytes of Source from Off to End. It is not for concurrent use.
type Reader struct {
	Ctx      context.Context // of the response
	Source   io.ReaderAt     // what is read from
	Off, End int64           // the next byte, and the one behind the last
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
	r.Off += int64(n)
	switch {
	case n == len(p):
		return n, nil
	case err == io.EOF:
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}
