package memstore

import (
	"io"
	"slices"
)

// A Source is content that a Store reads where it is instead of holding it, such as
// that of [Generated] or an [io.SectionReader]. Its size and bytes never change, and
// its methods may be called concurrently.
type Source interface {
	io.ReaderAt
	Size() int64 // in bytes
}

// A slicer is a Source that has its bytes in memory.
type slicer interface {
	// slice returns some of the n bytes from off, at least one of them.
	slice(off, n int64) []byte
}

// A memory is content that a Store holds.
type memory []byte

func (m memory) Size() int64               { return int64(len(m)) }
func (m memory) slice(off, n int64) []byte { return m[off : off+n] }

func (m memory) ReadAt(p []byte, off int64) (int, error) { return readSlices(m, p, off) }

// period is the number of bytes after which generated content repeats. It is a prime,
// so that no boundary of anything else falls together with it.
const period = 251

// maxTable is the length of the run of generated content that a pattern holds.
const maxTable = 256 * period

// A pattern is content whose byte i is i mod period.
type pattern struct {
	size  int64
	table []byte // the content, or the first maxTable bytes of it
}

// Generated returns content of size bytes whose byte i is i mod 251. However large, it
// occupies no more than 64 KiB. A Store does not accept a size below 0.
func Generated(size int64) Source {
	table := make([]byte, max(0, min(size, maxTable)))
	for i := range table {
		table[i] = byte(i % period)
	}
	return &pattern{size, table}
}

func (g *pattern) Size() int64 { return g.size }

func (g *pattern) slice(off, n int64) []byte {
	phase := off % period
	return g.table[phase:min(phase+n, int64(len(g.table)))]
}

func (g *pattern) ReadAt(p []byte, off int64) (int, error) { return readSlices(g, p, off) }

// readSlices is ReadAt for content in memory.
func readSlices[L interface {
	slicer
	Source
}](l L, p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, &FieldError{"Offset", "is negative"}
	}
	read := 0
	for read < len(p) && off < l.Size() {
		n := copy(p[read:], l.slice(off, min(int64(len(p)-read), l.Size()-off)))
		read, off = read+n, off+int64(n)
	}
	if read < len(p) {
		return read, io.EOF
	}
	return read, nil
}

// source returns the content of v.
func (v *Version) source() (Source, error) {
	switch {
	case v.Source == nil:
		return memory(slices.Clone(v.Content)), nil
	case v.Content != nil:
		return nil, &FieldError{"Source", "is not for a version with Content"}
	case v.Source.Size() < 0:
		return nil, &FieldError{"Source", "has a negative size"}
	}
	return v.Source, nil
}
