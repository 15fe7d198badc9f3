package blobstore_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
)

// blobs counts the blobs in a memory.
func (m *memory) blobs() (n int) {
	for name := range m.files {
		if strings.HasPrefix(name, "blobs/") {
			n++
		}
	}
	return n
}

// TestSettle: a content that was settled is stored, and is put, imported or removed as any other.
func TestSettle(t *testing.T) {
	key := sse.NewCustomerKey(bytes.Repeat([]byte{3}, 32))
	for name, o := range map[string]blobstore.Options{"sealed": {}, "plain": {Plain: true}} {
		t.Run(name, func(t *testing.T) {
			b := newMemory()
			s := open(t, b, o)
			if err := s.CreateBucket(t.Context(), store.Bucket{Name: "b"}); err != nil {
				t.Fatal(err)
			}
			settled := func(text string) write.Content {
				c, err := s.Stage(t.Context())
				if err == nil {
					_, err = io.WriteString(c, text)
				}
				if err == nil {
					err = s.Settle(c)
				}
				if err != nil {
					t.Fatal(err)
				}
				return c
			}
			c := settled("discarded")
			if _, err := c.Write([]byte("x")); err == nil || b.blobs() != 1 {
				t.Errorf("Write to what was settled = %v, and there are %d blobs", err, b.blobs())
			}
			c.Discard()
			c.Discard()
			if b.blobs() != 0 {
				t.Errorf("%d blobs are left of what was discarded", b.blobs())
			}
			v := blobstore.Imported{Version: write.Version{CustomerKey: key}}
			for _, text := range []string{"one, ", "two, ", "three"} {
				v.Parts = append(v.Parts, blobstore.ImportedPart{Content: settled(text)})
			}
			if _, err := s.Import(t.Context(), "b", "parts", v); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Put(t.Context(), "b", "whole", write.Version{CustomerKey: key, Content: settled("four")}, nil); err != nil {
				t.Fatal(err)
			}
			if b.blobs() != 4 {
				t.Errorf("there are %d blobs, want 4", b.blobs())
			}
			for name, want := range map[string]string{"parts": "one, two, three", "whole": "four"} {
				o, err := s.Open(t.Context(), store.Ref{Bucket: "b", Key: name})
				if err != nil {
					t.Fatal(err)
				}
				r, err := store.OpenRange(t.Context(), o, key, 0, o.Info().Size)
				if err != nil {
					t.Fatal(err)
				}
				if got, err := io.ReadAll(r); err != nil || string(got) != want {
					t.Errorf("%s is %q, %v, want %q", name, got, err, want)
				}
			}
			if err := s.Settle(nil); err == nil || errors.Is(err, store.ErrNoBucket) {
				t.Errorf("Settle of nothing = %v", err)
			}
		})
	}
}
