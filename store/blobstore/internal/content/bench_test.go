package content_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/s2"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

const large = 64 << 20

// benchmark measures reads of a window, from places all over the content.
func benchmark(b *testing.B, f *file, l content.Layout, key []byte, n int64) {
	b.SetBytes(n)
	b.ReportAllocs()
	places := rand.New(rand.NewPCG(3, 4))
	for b.Loop() {
		r, err := content.NewReader(b.Context(), f, l, key, places.Int64N(l.Size-n+1), n)
		if err != nil {
			b.Fatal(err)
		}
		got, err := r.(io.WriterTo).WriteTo(io.Discard)
		if got != n || err != nil {
			b.Fatal(got, err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWhole reads all, beside what cannot be saved: the same bytes copied, opened by the
// cipher, and decompressed, by one core.
func BenchmarkWhole(b *testing.B) {
	plain := text(large)
	b.Run("copy", func(b *testing.B) {
		b.SetBytes(large)
		b.ReportAllocs()
		buf := make([]byte, block)
		for b.Loop() {
			io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{bytes.NewReader(plain)}, buf)
		}
	})
	b.Run("cipher", func(b *testing.B) { benchmarkCipher(b, plain) })
	b.Run("s2", func(b *testing.B) { benchmarkS2(b, plain) })
	for _, k := range kinds() {
		f, l := write(b, plain, k.Options)
		b.Run(k.name, func(b *testing.B) { benchmark(b, f, l, k.Key, large) })
		b.Run("verify-"+k.name, func(b *testing.B) {
			b.SetBytes(large)
			b.ReportAllocs()
			for b.Loop() {
				if err := content.Verify(b.Context(), f, l, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func benchmarkCipher(b *testing.B, plain []byte) {
	c, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		b.Fatal(err)
	}
	aead, err := cipher.NewGCM(c)
	if err != nil {
		b.Fatal(err)
	}
	var nonce [12]byte
	var sealed [][]byte
	for at := 0; at < len(plain); at += block {
		sealed = append(sealed, aead.Seal(nil, nonce[:], plain[at:][:block], nil))
	}
	buf := make([]byte, 0, block)
	b.SetBytes(large)
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range sealed {
			if _, err := aead.Open(buf, nonce[:], s, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func benchmarkS2(b *testing.B, plain []byte) {
	var packed [][]byte
	for at := 0; at < len(plain); at += block {
		packed = append(packed, s2.Encode(nil, plain[at:][:block]))
	}
	buf := make([]byte, block)
	b.SetBytes(large)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range packed {
			if _, err := s2.Decode(buf, p); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkWindow reads small windows of large content.
func BenchmarkWindow(b *testing.B) {
	plain := text(large)
	for _, k := range kinds() {
		f, l := write(b, plain, k.Options)
		b.Run(k.name, func(b *testing.B) { benchmark(b, f, l, k.Key, 4<<10) })
	}
}

// BenchmarkWriter writes files.
func BenchmarkWriter(b *testing.B) {
	plain := text(large)
	for _, k := range kinds() {
		b.Run(k.name, func(b *testing.B) {
			b.SetBytes(large)
			b.ReportAllocs()
			for b.Loop() {
				w := content.NewWriter(io.Discard, k.Options)
				if _, err := io.Copy(struct{ io.Writer }{w}, struct{ io.Reader }{bytes.NewReader(plain)}); err != nil {
					b.Fatal(err)
				}
				if _, err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
