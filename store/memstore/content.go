package memstore

import "io"

// A Source is content that a Store reads where it is instead of holding it, such as
// that of [Generated] or an [io.SectionReader]. Its size and bytes never change, and
// its methods may be called concurrently.
type Source interface {
	io.ReaderAt
	Size() int64 // in bytes
}

// A held is content that is in memory.
type held struct {
	size  int64
	table []byte // the content, or the first maxTable bytes of it, of which byte i is i mod period
}

// period is the number of bytes after which generated content repeats. It is a prime,
// so that no boundary of anything else falls together with it.
const period = 251

// maxTable is the length of the run of generated content that a held has.
const maxTable = 256 * period

// Generated returns content of size bytes whose byte i is i mod 251. However large, it
// occupies no more than 64 KiB. A Store does not accept a size below 0.
func Generated(size int64) Source {
	table := make([]byte, max(0, min(size, maxTable)))
	for i := range table {
		table[i] = byte(i % period)
	}
	return &held{size, table}
}

func (h *held) Size() int64 { return h.size }

func (h *held) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, &FieldError{"Offset", "is negative"}
	}
	read := 0
	for read < len(p) && off < h.size {
		from := off
		if h.size > int64(len(h.table)) {
			from %= period
		}
		n := copy(p[read:min(int64(len(p)), int64(read)+h.size-off)], h.table[from:])
		read, off = read+n, off+int64(n)
	}
	if read < len(p) {
		return read, io.EOF
	}
	return read, nil
}
