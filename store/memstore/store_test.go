package memstore_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

var (
	start  = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	unseen = []byte("0123456789")
)

// newStore returns a Store with a bucket "b", a clock that advances by a second, and
// version ids that count.
func newStore(t testing.TB, b store.Bucket) *memstore.Store {
	t.Helper()
	b.Name = "b"
	s := memstore.New()
	now, n := start, 0
	s.Now = func() time.Time { now = now.Add(time.Second); return now }
	s.NewID = func() string { n++; return id(n) }
	if err := s.CreateBucket(b); err != nil {
		t.Fatalf("CreateBucket(%+v) = %v, want nil", b, err)
	}
	return s
}

// id returns the n-th well-formed version id.
func id(n int) string {
	digits := strconv.Itoa(n)
	return "v_______________________________"[:version.IDLength-len(digits)] + digits
}

func put(t testing.TB, s *memstore.Store, key string, v memstore.Version) *store.Info {
	t.Helper()
	info, err := s.Put("b", key, v)
	if err != nil {
		t.Fatalf("Put(%q) = %v, want nil", key, err)
	}
	return info
}

func open(t testing.TB, s *memstore.Store, key string, sel version.Selector) store.Object {
	t.Helper()
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key, Version: sel})
	if err != nil {
		t.Fatalf("Open(%q, %v) = %v, want nil", key, sel, err)
	}
	return o
}

// content reads all of o by Read and by WriteTo, which have to agree.
func content(t rapid.TB, o store.Object) string {
	t.Helper()
	var written bytes.Buffer
	for _, w := range []io.Writer{&written, nil} {
		r, err := o.OpenRange(context.Background(), 0, o.Info().Size)
		if err != nil {
			t.Fatalf("Read(0, %d) = %v, want nil", o.Info().Size, err)
		}
		if w != nil {
			if _, err := r.(io.WriterTo).WriteTo(w); err != nil {
				t.Fatalf("WriteTo = %v, want nil", err)
			}
			continue
		}
		got, err := io.ReadAll(struct{ io.Reader }{r})
		if err != nil || string(got) != written.String() {
			t.Fatalf("Read gave %q, %v; WriteTo gave %q", got, err, written.String())
		}
	}
	return written.String()
}

func TestZeroStore(t *testing.T) {
	var s memstore.Store
	ctx := context.Background()
	if _, err := s.Bucket(ctx, "b"); !errors.Is(err, store.ErrNoBucket) {
		t.Errorf("Bucket of a zero Store = %v, want %v", err, store.ErrNoBucket)
	}
	if _, err := s.AccessPoint(ctx, "", ""); !errors.Is(err, store.ErrNoAccessPoint) {
		t.Errorf("AccessPoint of a zero Store = %v, want %v", err, store.ErrNoAccessPoint)
	}
	if err := s.CreateBucket(store.Bucket{Name: "b", Versioning: version.StateEnabled}); err != nil {
		t.Fatal(err)
	}
	info, err := s.Put("b", "k", memstore.Version{})
	if err != nil || !version.WellFormed(info.VersionID) || time.Since(info.LastModified) > time.Hour {
		t.Errorf("Put of a zero Version = %+v, %v; want a random id and the time", info, err)
	}
}

func TestOpenErrors(t *testing.T) {
	s := newStore(t, store.Bucket{Versioning: version.StateEnabled})
	put(t, s, "k", memstore.Version{})
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		ctx context.Context
		ref store.Ref
		err error
	}{
		{context.Background(), store.Ref{Bucket: "c", Key: "k"}, store.ErrNoBucket},
		{context.Background(), store.Ref{Bucket: "b", Key: "l"}, store.ErrNoKey},
		{context.Background(), store.Ref{Bucket: "b", Key: "l", Version: version.Null()}, store.ErrNoVersion},
		{context.Background(), store.Ref{Bucket: "b", Key: "k", Version: version.Null()}, store.ErrNoVersion},
		{context.Background(), store.Ref{Bucket: "b", Key: "k", Version: version.ByID(id(2))}, store.ErrNoVersion},
		{context.Background(), store.Ref{Bucket: "b", Key: "k", Version: version.ByID(id(1))}, nil},
		{canceled, store.Ref{Bucket: "b", Key: "k"}, context.Canceled},
	}
	for _, tt := range tests {
		if _, err := s.Open(tt.ctx, tt.ref); !errors.Is(err, tt.err) {
			t.Errorf("Open(%+v) = %v, want %v", tt.ref, err, tt.err)
		}
	}
}

// TestInfo checks that each property of a Version arrives in the Info.
func TestInfo(t *testing.T) {
	s := newStore(t, store.Bucket{Versioning: version.StateEnabled})
	key := sse.NewCustomerKey(bytes.Repeat([]byte{7}, 32))
	v := memstore.Version{
		Info: store.Info{
			LastModified:            start,
			ContentType:             "text/plain",
			CacheControl:            "no-store",
			ContentDisposition:      "inline",
			ContentEncoding:         "gzip",
			ContentLanguage:         "eo",
			Expires:                 "never",
			Metadata:                []store.Metadata{{Name: "A", Value: "1 \t"}, {Name: "no token", Value: "2"}, {Name: "b", Value: ""}, {Name: "a", Value: "3"}},
			MissingMeta:             2,
			StorageClass:            "INTELLIGENT_TIERING",
			AccessTier:              "ARCHIVE_ACCESS",
			Restore:                 &store.Restore{Ongoing: true},
			Expiration:              &store.Expiration{Date: start, RuleID: "r"},
			ReplicationStatus:       "PENDING",
			TagCount:                3,
			Lock:                    &store.Lock{Mode: "COMPLIANCE", RetainUntil: start},
			WebsiteRedirectLocation: "/x",
		},
		Content:     unseen,
		CustomerKey: key,
	}
	got := put(t, s, "k", v)
	want := &store.Info{
		Size:                    10,
		ETag:                    `"781e5e245d69b566979b86e28d23f2c7"`,
		LastModified:            start,
		VersionID:               id(1),
		ContentType:             "text/plain",
		CacheControl:            "no-store",
		ContentDisposition:      "inline",
		ContentEncoding:         "gzip",
		ContentLanguage:         "eo",
		Expires:                 "never",
		Metadata:                []store.Metadata{{Name: "a", Value: "1,3"}, {Name: "b", Value: ""}},
		MissingMeta:             3,
		StorageClass:            "INTELLIGENT_TIERING",
		AccessTier:              "ARCHIVE_ACCESS",
		Restore:                 &store.Restore{Ongoing: true},
		Expiration:              &store.Expiration{Date: start, RuleID: "r"},
		ReplicationStatus:       "PENDING",
		TagCount:                3,
		Lock:                    &store.Lock{Mode: "COMPLIANCE", RetainUntil: start},
		WebsiteRedirectLocation: "/x",
		Encryption:              got.Encryption,
	}
	if diff := cmp.Diff(want, got, equal); diff != "" {
		t.Errorf("Put: (-want +got)\n%s", diff)
	}
	if !got.Encryption.Customer.Matches(key) {
		t.Error("Put: the fingerprint does not match the customer's key")
	}
	if o := open(t, s, "k", version.Latest()); o.Info() != got || content(t, o) != string(unseen) {
		t.Errorf("Open: %+v, want what Put returned", o.Info())
	}
}

// equal compares the properties whose fields cmp cannot see.
var equal = cmp.Options{
	cmp.Comparer(sameEncryption),
	cmp.Comparer(func(a, b checksum.Value) bool { return a == b }),
}

func sameEncryption(a, b sse.Encryption) bool {
	same := a.Algorithm == b.Algorithm && a.KMSKeyID == b.KMSKeyID && a.BucketKey == b.BucketKey
	return same && a.KeyState == b.KeyState && cmp.Equal(a.Customer, b.Customer)
}

// TestPutCopies checks that a Store does not share memory with whoever puts.
func TestPutCopies(t *testing.T) {
	s := newStore(t, store.Bucket{})
	text, lock := []byte("old"), store.Lock{LegalHold: "ON"}
	put(t, s, "k", memstore.Version{Info: store.Info{Lock: &lock}, Content: text})
	copy(text, "new")
	lock.LegalHold = "OFF"
	o := open(t, s, "k", version.Latest())
	if got := content(t, o); got != "old" || o.Info().Lock.LegalHold != "ON" {
		t.Errorf("after a change of what was put: %q, legal hold %s; want the old", got, o.Info().Lock.LegalHold)
	}
}

// TestPinned checks the promise of Open: nothing that happens to a key reaches an Object.
func TestPinned(t *testing.T) {
	changes := map[string]func(s *memstore.Store) error{
		"Put": func(s *memstore.Store) error {
			_, err := s.Put("b", "k", memstore.Version{Content: []byte("new")})
			return err
		},
		"Delete": func(s *memstore.Store) error {
			_, err := s.Delete("b", "k", version.Null())
			return err
		},
		"Tag": func(s *memstore.Store) error { return s.Tag("b", "k", version.Latest(), 5) },
		"Lock": func(s *memstore.Store) error {
			return s.Lock("b", "k", version.Latest(), &store.Lock{LegalHold: "ON"})
		},
		"Restore": func(s *memstore.Store) error {
			return s.Restore("b", "k", version.Latest(), &store.Restore{Ongoing: true})
		},
	}
	for name, change := range changes {
		s := newStore(t, store.Bucket{})
		put(t, s, "k", memstore.Version{Content: []byte("old")})
		o := open(t, s, "k", version.Latest())
		before := *o.Info()
		if err := change(s); err != nil {
			t.Errorf("%s = %v, want nil", name, err)
		}
		if got := content(t, o); got != "old" {
			t.Errorf("after %s: content %q, want %q", name, got, "old")
		}
		if diff := cmp.Diff(before, *o.Info(), equal); diff != "" {
			t.Errorf("after %s: Info (-before +after)\n%s", name, diff)
		}
	}
}

func TestChange(t *testing.T) {
	s := newStore(t, store.Bucket{Versioning: version.StateEnabled})
	put(t, s, "k", memstore.Version{})
	put(t, s, "k", memstore.Version{})
	if err := s.Tag("b", "k", version.ByID(id(1)), 2); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock("b", "k", version.Latest(), &store.Lock{LegalHold: "ON"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Restore("b", "k", version.Latest(), &store.Restore{Expiry: start}); err != nil {
		t.Fatal(err)
	}
	newest, oldest := open(t, s, "k", version.Latest()).Info(), open(t, s, "k", version.ByID(id(1))).Info()
	if oldest.TagCount != 2 || newest.TagCount != 0 {
		t.Errorf("Tag: counts %d and %d, want 2 and 0", oldest.TagCount, newest.TagCount)
	}
	if newest.Lock == nil || newest.Restore == nil || oldest.Lock != nil || oldest.Restore != nil {
		t.Errorf("Lock, Restore of the latest: %+v and %+v", newest, oldest)
	}
	if err := s.Tag("b", "k", version.Latest(), -1); err == nil {
		t.Error("Tag(-1) = nil, want an error")
	}
	if err := s.Tag("b", "l", version.Latest(), 1); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("Tag of no key = %v, want %v", err, store.ErrNoKey)
	}
	if err := s.Tag("c", "k", version.Latest(), 1); !errors.Is(err, store.ErrNoBucket) {
		t.Errorf("Tag in no bucket = %v, want %v", err, store.ErrNoBucket)
	}
}

func TestReadOutside(t *testing.T) {
	s := newStore(t, store.Bucket{})
	put(t, s, "k", memstore.Version{Content: unseen})
	o := open(t, s, "k", version.Latest())
	for _, w := range [][2]int64{{-1, 1}, {0, -1}, {0, 11}, {11, 0}, {1, 1<<63 - 1}} {
		if _, err := o.OpenRange(context.Background(), w[0], w[1]); err == nil {
			t.Errorf("Read(%d, %d) of 10 bytes = nil, want an error", w[0], w[1])
		}
	}
	canceled, cancel := context.WithCancel(context.Background())
	r, err := o.OpenRange(canceled, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := r.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("Read after cancel = %v, want %v", err, context.Canceled)
	}
	if n, err := r.(io.WriterTo).WriteTo(io.Discard); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("WriteTo after cancel = %d, %v; want 0, %v", n, err, context.Canceled)
	}
	if _, err := o.OpenRange(canceled, 0, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("Read with a canceled context = %v, want %v", err, context.Canceled)
	}
}
