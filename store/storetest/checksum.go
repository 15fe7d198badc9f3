package storetest

import (
	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
)

func checkChecksum(e *examiner) {
	for _, size := range []int{0, 1000} {
		text := e.content(size)
		if _, o := e.putOpen(e.Bucket, Version{Content: text}); o != nil {
			e.sums("an object", o.Info().Checksum, text)
			e.close("Object", o)
		}
	}
	e.inParts(func(o store.Object, text []byte) {
		c := o.Info().Checksum
		if c.Type() == checksum.FullObject {
			e.sums("an object in parts", c, text)
			return
		}
		e.composed(c, text)
	})
}

// sums expects a checksum of text, if there is one.
func (e *examiner) sums(what string, got checksum.Value, text []byte) {
	if got.IsZero() {
		e.skip("checksums: %s has none", what)
		return
	}
	want := checksum.Sum(got.Algorithm(), text)
	e.expect(got == want, "the checksum of %s is %v, want %v", what, got, want)
}

// composed expects the checksum of the checksums of the parts of text.
func (e *examiner) composed(got checksum.Value, text []byte) {
	var parts []checksum.Value
	for _, size := range partSizes {
		parts = append(parts, checksum.Sum(got.Algorithm(), text[:size]))
		text = text[size:]
	}
	want, err := checksum.Compose(parts)
	e.expect(err == nil && got == want, "the COMPOSITE checksum of parts is %v, want %v, %v", got, want, err)
}
