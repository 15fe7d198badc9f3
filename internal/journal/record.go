package journal

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// A Record is what was added at once. It belongs to whom it is given.
type Record struct{ Head, Content []byte }

// Sizes of what stands around head and content, in bytes.
const (
	lengthsSize = 12
	sumSize     = 4
)

// An Appender adds a record whose content is size bytes of a reader.
type Appender func(head []byte, content io.Reader, size int64) error

// table returns that of CRC-32C, which is made once for all.
func table() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// write writes a record and returns its length.
func write(to io.Writer, head []byte, content io.Reader, size int64) (int64, error) {
	b := make([]byte, 0, lengthsSize+sumSize+len(head))
	b = binary.BigEndian.AppendUint32(b, uint32(len(head)))
	b = binary.BigEndian.AppendUint64(b, uint64(size))
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(b, table()))
	b = append(b, head...)
	if _, err := to.Write(b); err != nil {
		return 0, err
	}
	sum := crc32.New(table())
	_, _ = sum.Write(head) // which never fails
	if size > 0 {
		if _, err := io.CopyN(io.MultiWriter(to, sum), content, size); err != nil {
			return 0, err
		}
	}
	_, err := to.Write(sum.Sum(nil))
	return int64(len(b)) + size + sumSize, err
}

// A scanner reads records of which there are left bytes at most.
type scanner struct {
	r    *bufio.Reader
	left int64
}

// begin reads the first line.
func (s *scanner) begin(line string) error {
	got := make([]byte, min(s.left, int64(len(line))))
	if _, err := io.ReadFull(s.r, got); err != nil {
		return err
	}
	if string(got) != line {
		return ErrForeign
	}
	s.left -= int64(len(got))
	return nil
}

// next returns the next record. The error is [io.EOF] where the file ends before one does.
func (s *scanner) next() (Record, error) {
	if s.left < lengthsSize+sumSize {
		return Record{}, io.EOF
	}
	var b [lengthsSize + sumSize]byte
	if _, err := io.ReadFull(s.r, b[:]); err != nil {
		return Record{}, err
	}
	if crc32.Checksum(b[:lengthsSize], table()) != binary.BigEndian.Uint32(b[lengthsSize:]) {
		return Record{}, ErrDamaged
	}
	head, size := int64(binary.BigEndian.Uint32(b[:])), binary.BigEndian.Uint64(b[4:])
	left := s.left - int64(len(b)) - sumSize - head
	if left < 0 || size > uint64(left) {
		return Record{}, io.EOF
	}
	rec := Record{make([]byte, head), make([]byte, size)}
	var sum [sumSize]byte
	for _, part := range [...][]byte{rec.Head, rec.Content, sum[:]} {
		if _, err := io.ReadFull(s.r, part); err != nil {
			return Record{}, err
		}
	}
	got := crc32.Update(crc32.Checksum(rec.Head, table()), table(), rec.Content)
	if !bytes.Equal(sum[:], binary.BigEndian.AppendUint32(nil, got)) {
		return Record{}, ErrDamaged
	}
	s.left = left - int64(size)
	return rec, nil
}
