package storetest

import (
	"errors"
	"io"
)

// Ways in which a reader breaks the contract of [io.Reader].
var (
	errCount    = errors.New("an impossible count of bytes")
	errProgress = errors.New("neither bytes nor an error, a hundred times")
	errLong     = errors.New("more bytes than were asked for")
)

// readAll reads with a buffer of that size until the end of r or beyond n bytes. The error is
// nil at an end by [io.EOF]. The buffer is overwritten after each call.
func readAll(r io.Reader, buffer int, n int64) ([]byte, error) {
	var got []byte
	p, idle := make([]byte, buffer), 0
	for int64(len(got)) <= n {
		read, err := r.Read(p)
		if read < 0 || read > len(p) {
			return got, errCount
		}
		got = append(got, p[:read]...)
		for i := range p {
			p[i] ^= 0xff
		}
		if err == io.EOF {
			return got, nil
		}
		if idle++; read > 0 {
			idle = 0
		}
		if err == nil && idle == 100 {
			err = errProgress
		}
		if err != nil {
			return got, err
		}
	}
	return got, errLong
}

// A sink keeps what is written to it. It calls then after each Write.
type sink struct {
	got    []byte
	writes int
	limit  int // bytes after which Write fails with errFull; 0 for none
	then   func()
}

// errFull is the error of a sink.
var errFull = errors.New("storetest: the writer is full")

// Write keeps p.
func (s *sink) Write(p []byte) (int, error) {
	s.writes++
	if s.then != nil {
		defer s.then()
	}
	if s.limit > 0 && len(s.got)+len(p) > s.limit {
		n := s.limit - len(s.got)
		s.got = append(s.got, p[:n]...)
		return n, errFull
	}
	s.got = append(s.got, p...)
	return len(p), nil
}
