package memstore

import (
	"context"
	"io"
	"testing"

	"github.com/s3get/s3get/internal/journal"
	"github.com/s3get/s3get/store"
)

// FuzzReplay: whatever a record has, it is refused, or there is a store that can be read and kept.
func FuzzReplay(f *testing.F) {
	f.Add([]byte(`{"Kind":"version","Bucket":"b","Key":"k","Version":{"Size":2,"Parts":2,"Ends":[1,2]}}`), []byte("hi"))
	f.Add([]byte(`{"Kind":"version","Bucket":"b","Key":"k","Version":{"DeleteMarker":true}}`), []byte(nil))
	f.Add([]byte(`{"Kind":"version","Bucket":"b","Key":"k","Version":{"Size":5,"Generated":5,"Checksum":{"Algorithm":"CRC32","Type":"FULL_OBJECT","Value":"AAAAAA=="}}}`), []byte(nil))
	f.Add([]byte(`{"Kind":"upload","Bucket":"b","Key":"k","ID":"u","Upload":{"Encryption":{"Algorithm":"AES256"}}}`), []byte(nil))
	f.Fuzz(func(t *testing.T, head, content []byte) {
		s := New()
		if err := s.replay(journal.Record{Head: []byte(b0)}); err != nil {
			t.Fatal(err)
		}
		if s.replay(journal.Record{Head: head, Content: content}) != nil {
			return
		}
		if err := s.snapshot(func([]byte, io.Reader, int64) error { return nil }); err != nil {
			t.Fatalf("what %s makes cannot be kept: %v", head, err)
		}
		for _, name := range s.Buckets() {
			for _, key := range s.Keys(name) {
				readAll(t, s, name, key)
			}
		}
	})
}

// readAll reads the latest version of a key, and its parts.
func readAll(t *testing.T, s *Store, bucket, key string) {
	t.Helper()
	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.OpenRange(ctx, 0, min(o.Info().Size, 1<<20))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Fatal(err)
	}
	for n := range o.Info().Parts {
		p, err := o.(store.PartLister).Part(ctx, n+1)
		if err != nil || p.Size < 0 || p.Offset < 0 || p.Offset+p.Size > o.Info().Size {
			t.Fatalf("part %d is %+v, %v", n+1, p, err)
		}
	}
}
