package storetest

import (
	"bytes"
	"errors"

	"github.com/s3get/s3get/store"
)

// partSizes are those of a multipart upload.
var partSizes = []int64{30_000, 30_000, 1, 10_001}

// inParts opens content that was put in parts.
func (e *examiner) inParts(f func(o store.Object, text []byte)) {
	size := int64(0)
	for _, n := range partSizes {
		size += n
	}
	text := e.content(int(size))
	if _, o := e.putOpen(e.Bucket, Version{Content: text, PartSizes: partSizes}); o != nil {
		defer e.close("Object", o)
		f(o, text)
	}
}

func checkPartLister(e *examiner) {
	e.inParts(func(o store.Object, _ []byte) {
		e.expect(o.Info().Parts == len(partSizes), "Info().Parts = %d of an upload of %d parts", o.Info().Parts, len(partSizes))
		_, ok := o.(store.PartLister)
		e.expect(ok, "an Object of a version with parts is a %T, which has no Part", o)
		_, _, err := store.LookupPart(e.ctx, o, 1)
		e.expect(!errors.Is(err, errors.ErrUnsupported), "LookupPart of part 1 = %v", err)
	})
}

func checkParts(e *examiner) {
	e.inParts(func(o store.Object, text []byte) {
		end := int64(0)
		for i, size := range partSizes {
			p, ok, err := store.LookupPart(e.ctx, o, i+1)
			if !e.expect(ok && err == nil, "Part(%d) = %v, %v", i+1, ok, err) {
				return
			}
			e.expect(p.Offset == end && p.Size == size, "Part(%d) = %d bytes from %d, want %d bytes from %d", i+1, p.Size, p.Offset, size, end)
			e.sums("a part", p.Checksum, text[end:end+size])
			end += size
		}
		e.expect(end == o.Info().Size, "the parts end at %d, and the object at %d", end, o.Info().Size)
		second := text[partSizes[0] : partSizes[0]+partSizes[1]]
		if r := e.openRange(o, window{partSizes[0], partSizes[1]}); r != nil {
			got, err := readAll(r, 4<<10, partSizes[1])
			e.expect(err == nil && bytes.Equal(got, second), "the second part reads %s, want %s", told(got, err), told(second, nil))
			e.close("reader", r)
		}
	})
}
