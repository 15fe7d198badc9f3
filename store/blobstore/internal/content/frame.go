package content

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/minio/crc64nvme"
)

// A Source is the file of a content.
type Source interface {
	// OpenRange returns a reader of exactly n bytes from off. If the file is shorter it gives
	// what there is, and then [io.EOF] or [io.ErrUnexpectedEOF].
	OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error)
}

// frameWriter writes blocks with their checksums.
type frameWriter struct {
	cutter
	dst io.Writer
	sum [crcSize]byte
}

func newFrameWriter(dst io.Writer, size int) *frameWriter {
	w := &frameWriter{dst: dst}
	w.size, w.emit = size, w.frame
	return w
}

func (w *frameWriter) frame(block []byte) error {
	if _, err := w.dst.Write(block); err != nil {
		return err
	}
	binary.BigEndian.PutUint64(w.sum[:], crc64nvme.Checksum(block))
	_, err := w.dst.Write(w.sum[:])
	return err
}

// An item is what was read and is not plain yet: a frame, or a chunk.
type item struct {
	number int64
	bytes  []byte
	frame  int64 // number of the frame where it ends
}

// frameReader reads frames one after the other, with one OpenRange.
type frameReader struct {
	l         Layout
	src       io.ReadCloser
	next, end int64 // numbers of frames
}

// openFrames opens those frames that have the bytes of the stream from a place to another.
func openFrames(ctx context.Context, src Source, l Layout, from, to int64) (*frameReader, error) {
	r := &frameReader{l: l, next: from / blockSize, end: blocks(to)}
	start := l.frame(r.next)
	var err error
	r.src, err = src.OpenRange(ctx, start, l.frame(r.end)-start)
	return r, err
}

// size returns the length of the next frame, and 0 after the last.
func (r *frameReader) size() int {
	if r.next >= r.end {
		return 0
	}
	return int(r.l.frame(r.next+1) - r.l.frame(r.next))
}

// read reads the next frame into the beginning of buf, unchecked. The error is [io.EOF] after
// the last one.
func (r *frameReader) read(buf []byte) (item, error) {
	f := item{r.next, buf[:r.size()], r.next}
	if len(f.bytes) == 0 {
		return f, io.EOF
	}
	_, err := io.ReadFull(r.src, f.bytes)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return f, r.l.damage(f.number, "the file ends before its end")
	}
	if err != nil {
		return f, fmt.Errorf("content: block at byte %d of the file: %w", r.l.frame(f.number), err)
	}
	r.next++
	return f, nil
}

func (r *frameReader) Close() error { return r.src.Close() }

// check returns the block of a frame if it has the checksum that follows it.
func (l Layout) check(f item) ([]byte, error) {
	n := len(f.bytes) - crcSize
	if crc64nvme.Checksum(f.bytes[:n]) != binary.BigEndian.Uint64(f.bytes[n:]) {
		return nil, l.damage(f.number, "its checksum is another")
	}
	return f.bytes[:n], nil
}

// damage returns the error for a frame.
func (l Layout) damage(frame int64, problem string) *Damage {
	return &Damage{Offset: -1, Stored: l.frame(frame), Problem: problem}
}
