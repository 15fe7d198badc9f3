package content

import "io"

const (
	frameBatch = 4 // frames, or
	chunkBatch = 2 // chunks with what they become, so that both take the same memory
)

// A batch is what is made plain in one go: some blocks that follow each other.
type batch struct {
	bufs  [][]byte      // the memory: one for each item, and for chunks one for each block too
	items []item        // what was read
	plain [][]byte      // the blocks of items
	err   error         // what comes after items, or after plain
	ready chan struct{} // has something when plain is complete; for pipelines
}

// A batcher reads batches and makes them plain. While one goroutine calls fill, others may call
// work for what it filled before.
type batcher interface {
	// fill reads the items of a batch that was reset. The last batch, and no other, has an
	// error: that for which there are no more items, which is io.EOF at the end of the window.
	fill(*batch)

	// work makes the plain blocks of a batch, in its memory. If it cannot make one, its error
	// replaces that of fill, which comes later.
	work(*batch)

	io.Closer
}

// buffer returns buffer i of a batch, which has n bytes at least.
func (b *batch) buffer(i, n int) []byte {
	for len(b.bufs) <= i {
		b.bufs = append(b.bufs, nil)
	}
	if len(b.bufs[i]) < n {
		b.bufs[i] = make([]byte, n)
	}
	return b.bufs[i]
}

func (b *batch) reset() { b.items, b.plain, b.err = b.items[:0], b.plain[:0], nil }

// frameBatcher makes batches of frames with plain bytes.
type frameBatcher struct {
	*frameReader
	opener *opener
}

func (f *frameBatcher) fill(b *batch) {
	for i := 0; i < frameBatch && b.err == nil; i++ {
		var frame item
		if frame, b.err = f.read(b.buffer(i, f.size())); b.err == nil {
			f.opener.begin(frame)
			b.items = append(b.items, frame)
		}
	}
}

func (f *frameBatcher) work(b *batch) {
	for _, frame := range b.items {
		plain, err := f.opener.open(frame)
		if err != nil {
			b.err = err
			return
		}
		b.plain = append(b.plain, plain)
	}
}

// chunkBatcher makes batches of the chunks of a stream of S2.
type chunkBatcher struct {
	*streamReader
	next, end int64 // numbers of chunks
}

func (c *chunkBatcher) fill(b *batch) {
	for i := 0; i < chunkBatch && b.err == nil; i++ {
		if c.next == c.end {
			b.err = io.EOF
			return
		}
		var chunk item
		// No chunk is longer than its plain bytes, but for what is before them.
		n := chunkPrefix + c.layout().plain(c.next)
		buf := b.buffer(2*i, n)[:n]
		if chunk, b.err = c.chunk(c.next, buf); b.err == nil {
			b.items = append(b.items, chunk)
			c.next++
		}
	}
}

func (c *chunkBatcher) work(b *batch) {
	for i, chunk := range b.items {
		n := c.layout().plain(chunk.number)
		buf := b.buffer(2*i+1, n)[:n]
		plain, ok := decompress(buf, chunk.bytes)
		if !ok {
			b.err = c.damage(chunk.frame)
			return
		}
		b.plain = append(b.plain, plain)
	}
}
