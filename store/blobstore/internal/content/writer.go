package content

import (
	"bytes"
	"errors"
	"io"

	"github.com/minio/sio"
)

// sampleSize is how many bytes decide whether content is compressed. That is more than what
// files that are compressed have at their beginning to describe themselves.
const sampleSize = 4 * blockSize

// errClosed is the error of what is done with a Writer that was closed.
var errClosed = errors.New("content: the writer was closed")

// Options say how content is to be kept.
type Options struct {
	// Key seals the content, if it is not nil. It has 32 bytes, and must be of this content
	// alone.
	Key []byte

	// Compress compresses content whose beginning becomes shorter by more than
	// a tenth.
	Compress bool
}

// A Writer writes the file of a content. It needs less than a megabyte of memory, and two bytes
// for each 65,536 that it compresses.
type Writer struct {
	size   int64
	sample []byte         // what was written while it is not decided whether to compress
	trying bool           // whether that is so
	pack   *packer        // nil if the content is not compressed
	next   io.Writer      // takes plain bytes
	stream io.Writer      // takes the stream: seal, or frames
	seal   io.WriteCloser // nil if the content is not sealed
	frames *frameWriter
	err    error // after which nothing is written
}

// NewWriter returns a Writer of a file. It does not close dst.
func NewWriter(dst io.Writer, o Options) *Writer {
	w := &Writer{trying: o.Compress}
	if o.Key == nil {
		w.frames = newFrameWriter(dst, blockSize)
		w.stream = w.frames
	} else {
		w.frames = newFrameWriter(dst, packageHeader+blockSize+packageTag)
		w.seal, w.err = sio.EncryptWriter(w.frames, sealing(o.Key))
		w.stream = w.seal
	}
	w.next = w.stream
	return w
}

// Write adds plain bytes. After an error nothing more can be added.
func (w *Writer) Write(p []byte) (n int, err error) {
	if w.err != nil {
		return 0, w.err
	}
	n, w.err = w.write(p)
	w.size += int64(n)
	if w.err == nil {
		w.err = Layout{Size: w.size}.Check()
	}
	return n, w.err
}

func (w *Writer) write(p []byte) (n int, err error) {
	if !w.trying {
		return w.next.Write(p)
	}
	if w.sample == nil {
		w.sample = make([]byte, 0, sampleSize)
	}
	n = min(len(p), sampleSize-len(w.sample))
	w.sample = append(w.sample, p[:n]...)
	if len(w.sample) < sampleSize {
		return n, nil
	}
	if err := w.decide(false); err != nil {
		return n, err
	}
	rest, err := w.next.Write(p[n:])
	return n + rest, err
}

// decide compresses the sample, and writes what it becomes or the sample itself. If it is all
// there is, its last block is not full.
func (w *Writer) decide(all bool) error {
	var packed bytes.Buffer
	packed.Grow(int(maxPacked(int64(len(w.sample)))))
	pack := newPacker(&packed)
	_, err := pack.Write(w.sample)
	if all && err == nil {
		err = pack.flush()
	}
	if err != nil {
		return err
	}
	result := w.sample
	with := int64(packed.Len()) + indexSize(int64(len(pack.lengths)))
	if with*10 < int64(len(w.sample))*9 {
		result = packed.Bytes()
		pack.dst, pack.block = w.stream, w.sample[:0:blockSize]
		w.pack, w.next = pack, pack
	}
	w.trying, w.sample = false, nil
	_, err = w.stream.Write(result)
	return err
}

// Close writes what is left and returns the layout of the file. After an error, whether of Write
// or of Close, the file is of no use, and the Writer need not be closed.
func (w *Writer) Close() (Layout, error) {
	if w.err != nil {
		return Layout{}, w.err
	}
	l := Layout{Size: w.size, Sealed: w.seal != nil}
	w.err = w.finish(&l)
	if w.err != nil {
		return Layout{}, w.err
	}
	w.err = errClosed
	return l, nil
}

// finish ends the steps in their order.
func (w *Writer) finish(l *Layout) (err error) {
	if w.trying {
		err = w.decide(true)
	}
	if err == nil && w.pack != nil {
		l.Packed, err = w.pack.finish()
	}
	if err == nil && w.seal != nil {
		err = w.seal.Close()
	}
	if err != nil {
		return err
	}
	return w.frames.flush()
}
