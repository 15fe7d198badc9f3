package content

import (
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/s2"
)

// A packer writes the stream of S2 of what is written to it. It remembers two bytes for each
// chunk.
type packer struct {
	cutter
	dst     io.Writer
	chunk   []byte   // room for one
	written int64    // bytes
	lengths []uint16 // of chunks, less minChunk
}

func newPacker(dst io.Writer) *packer {
	w := &packer{dst: dst, chunk: make([]byte, chunkPrefix+s2.MaxEncodedLen(blockSize))}
	w.size, w.emit = blockSize, w.pack
	return w
}

func (w *packer) pack(block []byte) error {
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
