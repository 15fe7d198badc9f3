package content

import (
	"context"
	"encoding/binary"
)

// A streamReader reads the stream of S2, in one goroutine.
type streamReader struct {
	src    Source
	opener *opener
	frames *frameReader // of what is read now
	buf    []byte       // has the frame
	frame  int64        // its number
	block  []byte       // what of it is left
	lead   int          // bytes of the next block that come before what is read
	left   int64        // bytes to read
}

func (s *streamReader) layout() Layout { return s.opener.l }

// open starts to read the stream from a place to another.
func (s *streamReader) open(ctx context.Context, from, to int64) (err error) {
	s.frames, err = openFrames(ctx, s.src, s.layout(), from, to)
	s.block, s.lead, s.left, s.frame = nil, int(from%blockSize), to-from, from/blockSize
	return err
}

// Close ends what open started.
func (s *streamReader) Close() error { return s.frames.Close() }

// advance reads and checks the next frame.
func (s *streamReader) advance() error {
	if s.buf == nil {
		s.buf = make([]byte, s.layout().frame(1)) // none is longer than the first
	}
	f, err := s.frames.read(s.buf)
	if err != nil {
		return err
	}
	s.opener.begin(f)
	s.frame = f.number
	if s.block, err = s.opener.open(f); err != nil {
		return err
	}
	s.block, s.lead = s.block[s.lead:], 0
	return nil
}

// take consumes n bytes, and copies them into p unless that is nil.
func (s *streamReader) take(p []byte, n int) error {
	if int64(n) > s.left {
		return s.damage(s.frame)
	}
	for n > 0 {
		if len(s.block) == 0 {
			if err := s.advance(); err != nil {
				return err
			}
		}
		k := min(n, len(s.block))
		if p != nil {
			p = p[copy(p, s.block[:k]):]
		}
		s.block, s.left, n = s.block[k:], s.left-int64(k), n-k
	}
	return nil
}

// chunk reads chunk k, which has plain bytes and is not longer than buf.
func (s *streamReader) chunk(k int64, buf []byte) (item, error) {
	if err := s.take(buf, chunkHeader); err != nil {
		return item{}, err
	}
	_, size := header(buf)
	if size <= chunkSum || size > len(buf)-chunkHeader {
		return item{}, s.damage(s.frame)
	}
	if err := s.take(buf[chunkHeader:], size); err != nil {
		return item{}, err
	}
	return item{k, buf[:chunkHeader+size], s.frame}, nil
}

// notCompressed is the problem of a frame that is as it was framed, with something else in it than
// content.
const notCompressed = "what is in it was not compressed as its index or layout says"

func (s *streamReader) damage(frame int64) error { return s.layout().damage(frame, notCompressed) }

// find returns where in the stream the chunks from one to before another are, and the end is.
// It reads two entries of the index at most, and both at once if they are not far apart.
func (s *streamReader) find(ctx context.Context, first, end int64) (from, to int64, err error) {
	l := s.layout()
	from, to = int64(len(identifier)), l.Packed
	last := end == blocks(l.Size)
	switch {
	case first == 0 && last:
		return from, to, nil
	case first == 0:
		_, to, err = s.entries(ctx, end, end)
	case last:
		from, _, err = s.entries(ctx, first, first)
	case l.entry(end)-l.entry(first) < blockSize:
		from, to, err = s.entries(ctx, first, end)
	default:
		if from, _, err = s.entries(ctx, first, first); err == nil {
			_, to, err = s.entries(ctx, end, end)
		}
	}
	if err != nil {
		return 0, 0, err
	}
	n := end - first
	if from < int64(len(identifier)) || to < from || to > l.Packed || to-from < n*minChunk || to-from > n*maxChunk {
		return 0, 0, s.damage(s.frame)
	}
	return from, to, nil
}

// entries reads two entries of the index, or one.
func (s *streamReader) entries(ctx context.Context, first, last int64) (a, b int64, err error) {
	from, to := s.layout().entry(first), s.layout().entry(last)
	if err := s.open(ctx, from, to+indexEntry); err != nil {
		return 0, 0, err
	}
	defer s.Close()
	var entry [indexEntry]byte
	if err := s.take(entry[:], indexEntry); err != nil {
		return 0, 0, err
	}
	a = int64(binary.BigEndian.Uint64(entry[:]))
	if first == last {
		return a, a, nil
	}
	if err := s.take(nil, int(to-from)-indexEntry); err != nil {
		return 0, 0, err
	}
	err = s.take(entry[:], indexEntry)
	return a, int64(binary.BigEndian.Uint64(entry[:])), err
}

// openChunks opens chunks, from one to before another. If the index is damaged it opens all
// that are before them too, since chunks can also be found one after the other.
func openChunks(ctx context.Context, src Source, o *opener, first, end int64) (*chunkBatcher, error) {
	c := &chunkBatcher{&streamReader{src: src, opener: o}, first, end}
	from, to, err := c.find(ctx, first, end)
	if isDamage(err) {
		o.begun = false // with a header that may be damaged
		c.next, from, to, err = 0, int64(len(identifier)), o.l.Packed, nil
	}
	if err != nil {
		return nil, err
	}
	return c, c.open(ctx, from, to)
}
