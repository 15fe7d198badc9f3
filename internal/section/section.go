// Package section reads a run of bytes out of a longer source for a response: exactly
// those bytes, or an error, and no more once the response is canceled.
package section

import (
	"context"
	"errors"
	"io"
)

// ErrCount means that a source reported a count of bytes that it cannot have read.
var ErrCount = errors.New("section: source reported an impossible count of bytes")

// maxEmpty is the number of reads without a byte and without an error after which a
// source is given up, as in package bufio.
const maxEmpty = 100

// A Reader reads the bytes of Source from Off to End. It is not for concurrent use.
type Reader struct {
	Ctx      context.Context // of the response
	Source   io.ReaderAt     // what is read from
	Off, End int64           // the next byte, and the one behind the last
}

// Read reads the next bytes. The error is [io.ErrUnexpectedEOF] for a source that ends
// before End, [io.ErrNoProgress] for one that keeps returning neither bytes nor an error,
// [ErrCount] for one that reports a count below 0 or above the length of p, that of Ctx
// once it is done, or that of Source. After the last byte it is [io.EOF], whatever Ctx. The last bytes are not returned beside an error,
// so that what a source refuses never looks complete.
func (r *Reader) Read(p []byte) (int, error) {
	if r.Off >= r.End {
		return 0, io.EOF
	}
	if err := r.Ctx.Err(); err != nil {
		return 0, err
	}
	p = p[:min(int64(len(p)), r.End-r.Off)]
	if len(p) == 0 {
		return 0, nil
	}
	n, err := r.read(p)
	if err != nil && r.Off+int64(n) == r.End {
		return 0, err
	}
	r.Off += int64(n)
	return n, err
}

// read reads at least one byte, or returns an error.
func (r *Reader) read(p []byte) (int, error) {
	for range maxEmpty {
		n, err := r.Source.ReadAt(p, r.Off)
		switch {
		case n < 0 || n > len(p):
			return 0, ErrCount
		case err == io.EOF && n == len(p):
			return n, nil
		case err == io.EOF:
			return n, io.ErrUnexpectedEOF
		case n > 0 || err != nil:
			return n, err
		}
		if err := r.Ctx.Err(); err != nil {
			return 0, err
		}
	}
	return 0, io.ErrNoProgress
}

// A Stream is an [io.Reader] as the Source of one [Reader] that starts where the Stream
// is: reading goes on from there, whatever the offset.
type Stream struct{ io.Reader }

// ReadAt reads the next bytes.
func (s Stream) ReadAt(p []byte, _ int64) (int, error) { return s.Read(p) }
