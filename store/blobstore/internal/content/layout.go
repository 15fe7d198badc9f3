package content

import (
	"bytes"
	"errors"
	"fmt"
)

const (
	blockSize = 64 << 10 // bytes of a stream in a block, and plain bytes in a chunk
	crcSize   = 8

	// maxSize is more than an object of S3 can have, and less than DARE can number.
	maxSize = 1 << 46
)

// ErrLayout means that no content has such a layout.
var ErrLayout = errors.New("content: impossible layout")

// A Layout says how content is kept. Without it the file cannot be read.
type Layout struct {
	// Size is the number of plain bytes.
	Size int64

	// Packed is the length of the stream of S2 without its index, and 0 if the content is not
	// compressed.
	Packed int64 `json:",omitempty"`

	// Sealed says that the content is encrypted.
	Sealed bool `json:",omitempty"`
}

// Check returns an error that wraps [ErrLayout] unless there can be content of this layout.
func (l Layout) Check() error {
	switch {
	case l.Size < 0 || l.Size > maxSize:
		return fmt.Errorf("%w: size %d", ErrLayout, l.Size)
	case l.Packed == 0:
		return nil
	case l.Packed < minPacked(l.Size) || l.Packed > maxPacked(l.Size):
		return fmt.Errorf("%w: %d bytes compressed to %d", ErrLayout, l.Size, l.Packed)
	}
	return nil
}

// Stored returns the length of the file.
func (l Layout) Stored() int64 { return l.place(l.stream()) }

// blocks returns how many blocks of n bytes at most there are in size bytes.
func blocks(size int64) int64 { return (size + blockSize - 1) / blockSize }

// plain returns the number of plain bytes in block k of them.
func (l Layout) plain(k int64) int { return int(min(blockSize, l.Size-k*blockSize)) }

// stream returns the length of what is sealed or framed: the plain bytes, or the stream of S2
// with its index.
func (l Layout) stream() int64 {
	if l.Packed == 0 {
		return l.Size
	}
	return l.Packed + indexSize(blocks(l.Size))
}

// frames returns the number of blocks in the file.
func (l Layout) frames() int64 { return blocks(l.stream()) }

// overhead returns how much longer a frame is than the bytes of the stream in it.
func (l Layout) overhead() int64 {
	if l.Sealed {
		return crcSize + packageHeader + packageTag
	}
	return crcSize
}

// place returns where in the file a byte of the stream is that is the first of a frame, or the
// end of the file for the end of the stream.
func (l Layout) place(off int64) int64 { return off + blocks(off)*l.overhead() }

// Run returns where in the file the plain byte at off is, and how many bytes from it on lie there one
// behind the other. The content is neither compressed nor sealed.
func (l Layout) Run(off int64) (at, n int64) {
	k := off / blockSize
	return off + k*crcSize, min((k+1)*blockSize, l.Size) - off
}

// IsBlock reports whether the content is one block, compressed or not, in one frame.
func (l Layout) IsBlock() bool { return 0 < l.Size && l.Size <= blockSize && l.frames() == 1 }

// OpenBlock returns the plain bytes of a file in memory for which [Layout.IsBlock] holds: where they lie, or
// in memory of their own if they are sealed or compressed. The error may be a [*Damage].
func (l Layout) OpenBlock(file, key []byte) ([]byte, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	o, err := newOpener(l, key)
	if err != nil {
		return nil, err
	}
	if int64(len(file)) != l.Stored() {
		return nil, l.damage(0, "the file ends before its end")
	}
	f := item{bytes: file}
	if l.Sealed {
		f.bytes = bytes.Clone(file)
	}
	o.begin(f)
	stream, err := o.open(f)
	if err != nil || l.Packed == 0 {
		return stream, err
	}
	chunk := stream[len(identifier):l.Packed]
	if _, size := header(chunk); size == len(chunk)-chunkHeader {
		if plain, ok := decompress(make([]byte, l.Size), chunk); ok {
			return plain, nil
		}
	}
	return nil, l.damage(0, notCompressed)
}

// frame returns where in the file frame k begins.
func (l Layout) frame(k int64) int64 { return l.place(min(k*blockSize, l.stream())) }
