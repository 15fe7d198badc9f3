package content_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/s2"
	"github.com/minio/crc64nvme"
	"github.com/minio/sio"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// stream takes the frames of a file away, and checks them with nothing of the package.
func stream(t testing.TB, f *file, sealed bool) []byte {
	t.Helper()
	size := block
	if sealed {
		size += 32
	}
	var all []byte
	for rest := f.bytes; len(rest) > 0; {
		n := min(size, len(rest)-8)
		sum := crc64nvme.New()
		sum.Write(rest[:n])
		if !bytes.Equal(sum.Sum(nil), rest[n:n+8]) {
			t.Fatalf("block %d has another checksum", len(all)/size)
		}
		all, rest = append(all, rest[:n]...), rest[n+8:]
	}
	return all
}

// What is in the frames is what other programs read.
func TestStandards(t *testing.T) {
	whole := text(9 * block)
	rand.NewChaCha8([32]byte{1}).Read(whole[5*block:][:2*block]) // which is not compressed
	for _, k := range kinds() {
		for _, size := range []int{3000, block, 9*block - 5} {
			f, l := write(t, whole[:size], k.Options)
			var r io.Reader = bytes.NewReader(stream(t, f, l.Sealed))
			if l.Sealed {
				var err error
				r, err = sio.DecryptReader(r, sio.Config{Key: k.Key, MinVersion: sio.Version20, CipherSuites: []byte{sio.AES_256_GCM}})
				if err != nil {
					t.Fatal(err)
				}
			}
			if l.Packed > 0 {
				r = s2.NewReader(r)
			}
			got, err := io.ReadAll(r)
			if err != nil || !bytes.Equal(got, whole[:size]) {
				t.Errorf("%s of %d bytes: others read %d, %v", k.name, size, len(got), err)
			}
		}
	}
}

// The type of the chunk of the index is part of the format, as all that goldens do not show.
func TestIndexType(t *testing.T) {
	f, l := write(t, text(3*block), content.Options{Compress: true})
	if got, want := stream(t, f, false)[l.Packed:][:4], []byte{0x9a, 24, 0, 0}; !bytes.Equal(got, want) {
		t.Errorf("the index begins with % x, want % x", got, want)
	}
}

// What is compressed is what is worth it.
func TestCompress(t *testing.T) {
	random := func(n int) []byte {
		b := make([]byte, n)
		rand.NewChaCha8([32]byte{}).Read(b)
		return b
	}
	tests := []struct {
		name  string
		plain []byte
		want  bool
	}{
		{"nothing", nil, false},
		{"too short", make([]byte, 20), false},
		{"zeros", make([]byte, 10*block), true},
		{"noise", random(5 * block), false},
		{"noise after a header", append(make([]byte, block/4), random(5*block)...), false},
		{"noise after much else", append(make([]byte, block), random(5*block)...), true},
		{"zeros after noise", append(random(4*block), make([]byte, 5*block)...), false},
	}
	for _, tt := range tests {
		f, l := write(t, tt.plain, content.Options{Compress: true})
		if (l.Packed > 0) != tt.want {
			t.Errorf("%s: layout %+v, compressed is %t, want %t", tt.name, l, l.Packed > 0, tt.want)
		}
		if got, err := read(f, l, nil, 0, l.Size, true); err != nil || !bytes.Equal(got, tt.plain) {
			t.Errorf("%s: got %d bytes of %d, %v", tt.name, len(got), l.Size, err)
		}
	}
}
