package content

import (
	"context"
	"io"
	"iter"
)

// Verify checks all blocks of a file, for which it needs no key. The error is that of the first
// one that is damaged, a [*Damage], or that of the source. Unless progress is nil it is told
// how many bytes of the file were checked since it was told before.
func Verify(ctx context.Context, src Source, l Layout, progress func(n int)) error {
	for err := range Faults(ctx, src, l, progress) {
		return err
	}
	return nil
}

// Faults does what [Verify] does, and yields the error of each damaged block. After any other
// error, and where the file ends too soon, nothing follows.
func Faults(ctx context.Context, src Source, l Layout, progress func(n int)) iter.Seq[error] {
	return func(yield func(error) bool) {
		if err := l.Check(); err != nil {
			yield(err)
			return
		}
		if l.Size == 0 {
			return
		}
		r, err := openFrames(ctx, src, l, 0, l.stream())
		if err != nil {
			yield(err)
			return
		}
		defer r.Close()
		buf := make([]byte, r.size())
		for more := true; more; {
			if err := ctx.Err(); err != nil {
				yield(err)
				return
			}
			more = r.verify(buf, yield, progress)
		}
	}
}

// verify checks one block, and reports whether to go on with the next.
func (r *frameReader) verify(buf []byte, yield func(error) bool, progress func(n int)) bool {
	f, err := r.read(buf)
	if err == io.EOF {
		return false
	}
	if err == nil && progress != nil {
		progress(len(f.bytes))
	}
	whole := err == nil
	if whole {
		_, err = r.l.check(f)
	}
	if d, ok := err.(*Damage); ok && r.l.Packed == 0 {
		d.Offset = f.number * blockSize
	}
	return (err == nil || yield(err)) && whole
}
