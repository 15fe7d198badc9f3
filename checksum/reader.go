package checksum

import (
	"errors"
	"fmt"
	"hash"
	"io"
)

// ErrUnverifiable means that a value with "-N" was to be compared with a stream, in which
// the ends of the parts are not known.
var ErrUnverifiable = errors.New("checksum: value of several parts and no parts")

// A MismatchError means that bytes do not have the checksum that they should have.
type MismatchError struct {
	Want, Got Value
}

// Error returns a sentence with the algorithm and both values.
func (e *MismatchError) Error() string {
	return fmt.Sprintf("checksum: %v is %v, want %v", e.Want.Algorithm(), e.Got, e.Want)
}

// A Reader verifies the checksum of what is read through it: of an upload against the
// value that its client sent, or of stored bytes against the value that they were stored
// with. Its methods must not be called concurrently.
type Reader struct {
	r    io.Reader
	h    hash.Hash // nil if there is nothing to verify
	want Value
	err  error // what every further Read returns
}

// NewReader returns a Reader of r that compares the checksum of all bytes with want. A
// zero want is not compared with anything. A want with "-N" makes the first Read fail
// with [ErrUnverifiable]: its parts have to be read one by one.
func NewReader(r io.Reader, want Value) *Reader {
	v := &Reader{r: r, h: want.algorithm.New(), want: want}
	if want.parts != 0 {
		v.err = ErrUnverifiable
	}
	return v
}

// Read reads from the underlying reader. Where that reader ends with [io.EOF] and the
// checksum differs, Read returns a [*MismatchError] in place of io.EOF: the bytes that
// were returned before must not be trusted. Any other error is returned unchanged.
func (v *Reader) Read(p []byte) (int, error) {
	if v.err != nil {
		return 0, v.err
	}
	n, err := v.r.Read(p)
	if v.h != nil {
		_, _ = v.h.Write(p[:n]) // a hash.Hash never fails
	}
	if err == io.EOF {
		err = v.verify()
		v.err = err
	}
	return n, err
}

// verify returns io.EOF if the bytes so far have the checksum wanted.
func (v *Reader) verify() error {
	if v.h == nil {
		return io.EOF
	}
	got := fromDigest(v.want.algorithm, v.h.Sum(make([]byte, 0, maxSize)))
	got.typ = v.want.typ
	if got != v.want {
		return &MismatchError{Want: v.want, Got: got}
	}
	return io.EOF
}
