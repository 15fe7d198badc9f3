package content

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// serialSize is up to how many bytes are read without another goroutine: to start some costs
// more than they save.
const serialSize = 256 << 10

// errReaderClosed is the error of reading what was closed.
var errReaderClosed = errors.New("content: the reader was closed")

// A supply gives batches in their order, made plain.
type supply interface {
	// next returns a batch, which the next call takes back. None follows one with an error.
	next() *batch

	// stop ends the supply, so that nothing is read any more.
	stop()
}

// reader gives a window of plain bytes.
type reader struct {
	ctx    context.Context // of the caller
	cancel context.CancelFunc
	source batcher // nil if the window is empty
	supply supply  // nil before the first byte is asked for
	start  func() supply

	plain [][]byte // blocks that were not looked at
	pos   int64    // place of the first of them
	off   int64    // place of the next byte of the window
	left  int64    // bytes of the window that are not in rest and were not given
	rest  []byte   // bytes that are next
	err   error    // what comes after plain
}

// NewReader returns a reader of exactly n plain bytes from off. It is an [io.WriterTo] too, which
// writes from its memory without copies.
//
// It reads only the blocks that the window needs: with one OpenRange, or with two or three if the
// content is compressed, which go to the index. If that is damaged it reads from the beginning.
//
// It uses less than 2 MiB of memory and, for windows above 256 KiB of what is sealed or compressed,
// some goroutines, which end when it is closed. What is plain is checked sooner than it is handed to
// another core. Its methods must not be called concurrently, but the end of ctx ends a read.
//
// Bytes before a block that is damaged are given. The error then is a [*Damage], unless the
// source has another.
func NewReader(ctx context.Context, src Source, l Layout, key []byte, off, n int64) (io.ReadCloser, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	if off < 0 || n < 0 || off > l.Size-n {
		return nil, fmt.Errorf("content: no %d bytes from %d of %d", n, off, l.Size)
	}
	o, err := newOpener(l, key)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, cancel: func() {}, off: off, left: n}
	if n == 0 {
		return r, nil
	}
	ahead := n > serialSize && (l.Sealed || l.Packed > 0)
	if ahead {
		ctx, r.cancel = context.WithCancel(ctx)
	}
	if err := r.open(ctx, src, o, off/blockSize, blocks(off+n)); err != nil {
		r.cancel()
		return nil, err
	}
	r.start = func() supply {
		if ahead {
			return startPipeline(ctx, r.source)
		}
		return &serial{ctx: ctx, source: r.source}
	}
	return r, nil
}

// open opens what has plain blocks from one to before another.
func (r *reader) open(ctx context.Context, src Source, o *opener, first, end int64) error {
	if o.l.Packed == 0 {
		frames, err := openFrames(ctx, src, o.l, first*blockSize, min(end*blockSize, o.l.Size))
		r.source, r.pos = &frameBatcher{frames, o}, first*blockSize
		return err
	}
	chunks, err := openChunks(ctx, src, o, first, end)
	if err != nil {
		return err
	}
	r.source, r.pos = chunks, chunks.next*blockSize
	return nil
}

// Read copies bytes into p.
func (r *reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	if err := r.next(); err != nil {
		return 0, err
	}
	n = copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// WriteTo writes what is left of the window from where it lies.
func (r *reader) WriteTo(w io.Writer) (n int64, err error) {
	for {
		err := r.next()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		k, err := w.Write(r.rest)
		n += int64(k)
		if err == nil && k < len(r.rest) {
			err = io.ErrShortWrite
		}
		r.rest = r.rest[k:]
		if err != nil {
			return n, err
		}
	}
}

// next makes sure that there are bytes in rest. What was read ahead is not given once ctx has ended.
// The error is [io.EOF] after the last.
func (r *reader) next() error {
	if len(r.rest) == 0 && r.left == 0 {
		return io.EOF
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if len(r.rest) > 0 {
		return nil
	}
	return r.advance()
}

// advance makes the next bytes of the window the rest. The error is [io.EOF] after the last.
func (r *reader) advance() error {
	for r.left > 0 {
		if len(r.plain) == 0 && r.err == nil {
			r.receive()
		}
		if len(r.plain) == 0 && r.err != nil {
			return r.locate(r.err)
		}
		if len(r.plain) > 0 && r.cut() {
			return nil
		}
	}
	return io.EOF
}

// receive takes the next batch.
func (r *reader) receive() {
	if r.supply == nil {
		r.supply = r.start()
	}
	b := r.supply.next()
	r.plain, r.err = b.plain, b.err
}

// cut makes the rest of what the first block has of the window, and reports whether that is
// something.
func (r *reader) cut() bool {
	block, before := r.plain[0], r.off-r.pos
	r.plain, r.pos = r.plain[1:], r.pos+int64(len(block))
	if before >= int64(len(block)) {
		return false
	}
	block = block[before:]
	r.rest = block[:min(int64(len(block)), r.left)]
	r.off += int64(len(r.rest))
	r.left -= int64(len(r.rest))
	return true
}

// locate adds to an error what it means for the content.
func (r *reader) locate(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF // or who copies would take it for the end of the window
	}
	if d, ok := err.(*Damage); ok {
		d.Offset = r.pos
	}
	return err
}

// Close ends all reading, and waits for its end.
func (r *reader) Close() error {
	r.cancel()
	if r.supply != nil {
		r.supply.stop()
	}
	r.rest, r.plain, r.err, r.supply = nil, nil, errReaderClosed, nil
	if r.source == nil {
		return nil
	}
	source := r.source
	r.source = nil
	return source.Close()
}
