package content

import (
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/s2"
)

// A packer writes the stream of S2 of what is written to it. It remembers two bytes for each
// chunk.
type packer struct {
	dst     io.Writer
	block   []byte   // that is not full yet
	chunk   []byte   // room for one
	written int64    // bytes
	lengths []uint16 // of chunks, less minChunk
}

func newPacker(dst io.Writer) *packer {
	return &packer{dst: dst, chunk: make([]byte, chunkPrefix+s2.MaxEncodedLen(blockSize))}
}

// Write does not keep p, and does not copy those blocks that are in it as a whole.
func (w *packer) Write(p []byte) (n int, err error) {
	for len(p) > 0 && err == nil {
		if len(w.block) == 0 && len(p) >= blockSize {
			err, p, n = w.emit(p[:blockSize]), p[blockSize:], n+blockSize
			continue
		}
		take := min(len(p), blockSize-len(w.block))
		w.block, p, n = append(w.block, p[:take]...), p[take:], n+take
		if len(w.block) == blockSize {
			err = w.flush()
		}
	}
	return n, err
}

// flush writes the block, full or not.
func (w *packer) flush() error {
	if len(w.block) == 0 {
		return nil
	}
	err := w.emit(w.block)
	w.block = w.block[:0]
	return err
}

func (w *packer) emit(block []byte) error {
	if w.written == 0 {
		if err := w.write([]byte(identifier)); err != nil {
			return err
		}
	}
	chunk := compress(w.chunk, block)
	w.lengths = append(w.lengths, uint16(len(chunk)-minChunk))
	return w.write(chunk)
}

func (w *packer) write(p []byte) error {
	n, err := w.dst.Write(p)
	w.written += int64(n)
	return err
}

// finish writes the last block and the index, and returns the length of the stream without it.
func (w *packer) finish() (packed int64, err error) {
	if err := w.flush(); err != nil {
		return 0, err
	}
	packed = w.written
	next := int64(len(identifier))
	out := w.chunk[:0]
	for i, length := range w.lengths {
		if i%indexEntries == 0 {
			entries := min(indexEntries, len(w.lengths)-i)
			out = append(out, 0, 0, 0, 0)
			putHeader(out[len(out)-chunkHeader:], chunkIndex, entries*indexEntry)
		}
		out = binary.BigEndian.AppendUint64(out, uint64(next))
		next += int64(length) + minChunk
		if len(out) >= blockSize {
			if err := w.write(out); err != nil {
				return 0, err
			}
			out = out[:0]
		}
	}
	return packed, w.write(out)
}
