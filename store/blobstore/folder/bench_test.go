package folder_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/write"
)

// put puts a content.
func put(tb testing.TB, s *blobstore.Store, key string, content io.Reader, customer sse.CustomerKey) {
	tb.Helper()
	c, err := s.Stage(tb.Context())
	if err == nil {
		_, err = io.Copy(c, content)
	}
	if err == nil {
		_, err = s.Put(tb.Context(), "b", key, write.Version{Info: store.Info{ETag: `"x"`}, CustomerKey: customer, Content: c}, nil)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// filled returns a store with a bucket, in a folder of its own.
func filled(b *testing.B, o blobstore.Options) *blobstore.Store {
	s := open(b, b.TempDir(), o)
	if err := s.CreateBucket(b.Context(), store.Bucket{Name: "b"}); err != nil {
		b.Fatal(err)
	}
	return s
}

// read reads a window of an object, as a handler does.
func read(b *testing.B, s store.Store, key string, customer sse.CustomerKey, off, n int64) {
	if _, err := s.Bucket(b.Context(), "b"); err != nil {
		b.Fatal(err)
	}
	o, err := s.Open(b.Context(), store.Ref{Bucket: "b", Key: key})
	if err != nil {
		b.Fatal(err)
	}
	defer o.Close()
	if n < 0 {
		n = o.Info().Size
	}
	if customer.IsZero() && store.LookupContent(o, off, n) != nil {
		return // as responses do
	}
	r, err := store.OpenRange(b.Context(), o, customer, off, n)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	if got, err := io.Copy(io.Discard, r); err != nil || got != n {
		b.Fatal(got, err)
	}
}

// noise returns bytes that do not shrink.
func noise(n int) []byte {
	b := make([]byte, n)
	stream, _ := aes.NewCipher(make([]byte, 16))
	cipher.NewCTR(stream, make([]byte, 16)).XORKeyStream(b, b)
	return b
}

// BenchmarkRead1KiB compares objects of 1 KiB with the same in files. Those of text are compressed.
func BenchmarkRead1KiB(b *testing.B) {
	content := noise(1 << 10)
	text := bytes.Repeat([]byte("It was a dark and stormy night. "), 32)
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "k"), content, 0o600); err != nil {
		b.Fatal(err)
	}
	root, err := fsstore.Dir(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	stores := []struct {
		name string
		store.Store
	}{{"fsstore", fsstore.New("b", root)}}
	for _, o := range []struct {
		name    string
		content []byte
		blobstore.Options
	}{
		{"blobstore", content, blobstore.Options{}}, {"blobstore plain", content, blobstore.Options{Plain: true}},
		{"blobstore, text", text, blobstore.Options{}}, {"blobstore plain, text", text, blobstore.Options{Plain: true}},
		{"blobstore uncached", content, blobstore.Options{CacheBytes: -1}},
	} {
		s := filled(b, o.Options)
		put(b, s, "k", bytes.NewReader(o.content), sse.CustomerKey{})
		stores = append(stores, struct {
			name string
			store.Store
		}{o.name, s})
	}
	for _, s := range stores {
		b.Run(s.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				read(b, s, "k", sse.CustomerKey{}, 0, -1)
			}
		})
	}
	b.Run("fsstore, in memory", func(b *testing.B) {
		b.ReportAllocs()
		read(b, stores[0], "k", sse.CustomerKey{}, 0, -1)
		time.Sleep(3100 * time.Millisecond) // when fsstore keeps it
		for b.Loop() {
			read(b, stores[0], "k", sse.CustomerKey{}, 0, -1)
		}
	})
}

// large is the size of a large object: 1 GiB, or a quarter of it where time matters.
func large() int {
	if os.Getenv("BLOBSTORE_THOROUGH") != "" {
		return 1 << 30
	}
	return 256 << 20
}

// BenchmarkReadWhole compares a large object with io.Copy of a file, and with the bare cipher.
func BenchmarkReadWhole(b *testing.B) {
	size := large()
	content := noise(size)
	key := sse.NewCustomerKey(bytes.Repeat([]byte{7}, 32))
	path := filepath.Join(b.TempDir(), "file")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		b.Fatal(err)
	}
	b.Run("io.Copy of the file", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			f, err := os.Open(path)
			if err == nil {
				_, err = io.Copy(struct{ io.Writer }{io.Discard}, f)
			}
			if err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
	})
	b.Run("bare AES-256-GCM on one core", func(b *testing.B) {
		block, _ := aes.NewCipher(make([]byte, 32))
		gcm, _ := cipher.NewGCM(block)
		nonce := make([]byte, 12)
		sealed := gcm.Seal(nil, nonce, content[:64<<10], nil)
		out := make([]byte, 0, 64<<10)
		b.SetBytes(int64(size))
		for b.Loop() {
			for range size / (64 << 10) {
				if _, err := gcm.Open(out, nonce, sealed, nil); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	for _, o := range []struct {
		name string
		blobstore.Options
		sse.CustomerKey
	}{{"plain", blobstore.Options{Plain: true}, sse.CustomerKey{}}, {"SSE-S3", blobstore.Options{}, sse.CustomerKey{}}, {"SSE-C", blobstore.Options{}, key}} {
		s := filled(b, o.Options)
		put(b, s, "k", bytes.NewReader(content), o.CustomerKey)
		for _, n := range []int64{-1, 4 << 10} {
			name := o.name
			if n > 0 {
				name += " 4 KiB of it"
			}
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(max(n, int64(size)*max(0, -n)))
				for b.Loop() {
					read(b, s, "k", o.CustomerKey, int64(size)/4*max(0, n)/(4<<10), n)
				}
			})
		}
	}
}

// atOnce does something so many times at once, with a number of its own each time, and reports how
// long one takes. next is the last number that was given.
func atOnce(b *testing.B, at int, unit string, next *int, do func(i int) error) {
	for b.Loop() {
		var all sync.WaitGroup
		for range at {
			*next++
			i := *next
			all.Go(func() {
				if err := do(i); err != nil {
					b.Error(err)
				}
			})
		}
		all.Wait()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(at), unit)
}

// BenchmarkPut1KiB compares a Put of 1 KiB with the bare write, sync and rename, one at a time and a
// hundred at once.
func BenchmarkPut1KiB(b *testing.B) {
	content := noise(1 << 10)
	dir := b.TempDir()
	bare := func(i int) error {
		path := filepath.Join(dir, fmt.Sprint(i))
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err = f.Write(content); err == nil {
			err = f.Sync()
		}
		if err == nil {
			err = os.Rename(path, path+".x")
		}
		if err != nil {
			return err
		}
		d, err := os.Open(dir)
		if err != nil {
			return err
		}
		defer d.Close()
		return d.Sync()
	}
	s := filled(b, blobstore.Options{})
	next := 0
	for _, at := range []int{1, 100} {
		for _, w := range []struct {
			name string
			f    func(i int) error
		}{
			{"bare", bare},
			{"same keys", func(i int) error {
				put(b, s, fmt.Sprint(i%at), bytes.NewReader(content), sse.CustomerKey{})
				return nil
			}},
			{"new keys", func(i int) error {
				put(b, s, fmt.Sprint("new ", i), bytes.NewReader(content), sse.CustomerKey{})
				return nil
			}},
		} {
			b.Run(fmt.Sprintf("%d at once/%s", at, w.name), func(b *testing.B) { atOnce(b, at, "µs/put", &next, w.f) })
		}
	}
}

// BenchmarkPutLarge compares a Put with writing a file, both with the digest that is made above.
func BenchmarkPutLarge(b *testing.B) {
	size := large()
	content := noise(size)
	dir := b.TempDir()
	b.Run("io.Copy with MD5", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			f, err := os.Create(filepath.Join(dir, "f"))
			if err != nil {
				b.Fatal(err)
			}
			h := md5.New()
			_, err = io.Copy(io.MultiWriter(h, f), bytes.NewReader(content))
			if err == nil {
				err = f.Sync()
			}
			if err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
	})
	for _, o := range []struct {
		name string
		blobstore.Options
	}{{"plain", blobstore.Options{Plain: true, Uncompressed: true}}, {"sealed", blobstore.Options{}}} {
		b.Run(o.name, func(b *testing.B) {
			s := filled(b, o.Options)
			b.SetBytes(int64(size))
			for b.Loop() {
				put(b, s, "k", io.TeeReader(bytes.NewReader(content), md5.New()), sse.CustomerKey{})
				_, _ = s.Sweep(b.Context(), blobstore.Sweeping{Age: 1})
			}
		})
	}
}
