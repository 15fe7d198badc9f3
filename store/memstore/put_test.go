package memstore_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

func TestPutErrors(t *testing.T) {
	key := sse.NewCustomerKey([]byte("k"))
	print, err := sse.NewFingerprint(key, nil)
	if err != nil {
		t.Fatal(err)
	}
	crc := checksum.Sum(checksum.CRC32, nil)
	pair, err := checksum.Compose([]checksum.Value{crc, crc})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		field string
		v     memstore.Version
	}{
		{"Source", memstore.Version{Content: []byte("x"), Source: memstore.Generated(1)}},
		{"Source", memstore.Version{Source: memstore.Generated(-1)}},
		{"PartSizes", memstore.Version{Content: []byte("xy"), PartSizes: []int64{1}}},
		{"PartSizes", memstore.Version{Content: []byte("xy"), PartSizes: []int64{3, -1}}},
		{"PartSizes", memstore.Version{Content: []byte("xy"), PartSizes: []int64{1<<63 - 1, 3}}},
		{"PartSizes", memstore.Version{PartSizes: make([]int64, 10001)}},
		{"VersionID", memstore.Version{Info: store.Info{VersionID: "garbage"}}},
		{"VersionID", memstore.Version{Info: store.Info{VersionID: "NULL"}}},
		{"ETag", memstore.Version{Info: store.Info{ETag: "\"\"quoted\"\""}}},
		{"ETag", memstore.Version{Info: store.Info{ETag: "\"line\nbreak\""}}},
		{"ContentType", memstore.Version{Info: store.Info{ContentType: "a\r\nSet-Cookie: b"}}},
		{"Expires", memstore.Version{Info: store.Info{Expires: "\x7f"}}},
		{"MissingMeta", memstore.Version{Info: store.Info{MissingMeta: -1}}},
		{"TagCount", memstore.Version{Info: store.Info{TagCount: -1}}},
		{"StorageClass", memstore.Version{Info: store.Info{StorageClass: "GLACEIR"}}},
		{"StorageClass", memstore.Version{Info: store.Info{StorageClass: "GLACIER SNOW"}}},
		{"AccessTier", memstore.Version{Info: store.Info{AccessTier: "ARCHIVE", StorageClass: "INTELLIGENT_TIERING"}}},
		{"Restore.Expiry", memstore.Version{Info: store.Info{Restore: &store.Restore{}}}},
		{"Expiration.Date", memstore.Version{Info: store.Info{Expiration: &store.Expiration{RuleID: "r"}}}},
		{"Expiration.RuleID", memstore.Version{Info: store.Info{Expiration: &store.Expiration{Date: start, RuleID: "\x00"}}}},
		{"ReplicationStatus", memstore.Version{Info: store.Info{ReplicationStatus: "DONE"}}},
		{"Lock.Mode", memstore.Version{Info: store.Info{Lock: &store.Lock{Mode: "STRICT", RetainUntil: start}}}},
		{"Lock.RetainUntil", memstore.Version{Info: store.Info{Lock: &store.Lock{Mode: "GOVERNANCE"}}}},
		{"Lock.LegalHold", memstore.Version{Info: store.Info{Lock: &store.Lock{LegalHold: "on"}}}},
		{"Lock.EventHoldDays", memstore.Version{Info: store.Info{Lock: &store.Lock{EventHoldDays: -1}}}},
		{"Lock.EventHoldYears", memstore.Version{Info: store.Info{Lock: &store.Lock{EventHoldYears: -1}}}},
		{"Encryption.Algorithm", memstore.Version{Info: store.Info{Encryption: sse.Encryption{Algorithm: "AES"}}}},
		{"Encryption.KeyState", memstore.Version{Info: store.Info{Encryption: sse.Encryption{Algorithm: sse.KMS, KeyState: 9}}}},
		{"Encryption.Customer", memstore.Version{Info: store.Info{Encryption: sse.Encryption{Algorithm: sse.AES256}}, CustomerKey: key}},
		{"CustomerKey", memstore.Version{Info: store.Info{Encryption: sse.Encryption{Customer: print}}, CustomerKey: key}},
		{"ChecksumAlgorithm", memstore.Version{ChecksumAlgorithm: 99}},
		{"ChecksumAlgorithm", memstore.Version{ChecksumType: checksum.Composite, PartSizes: []int64{0}}},
		{"ChecksumType", memstore.Version{ChecksumType: 9}},
		{"ChecksumType", memstore.Version{ChecksumType: checksum.Composite, ChecksumAlgorithm: checksum.SHA1}},
		{"ChecksumType", memstore.Version{ChecksumType: checksum.Composite, ChecksumAlgorithm: checksum.CRC64NVME, PartSizes: []int64{0}}},
		{"ChecksumType", memstore.Version{Info: store.Info{Checksum: pair}}},
		{"Checksum", memstore.Version{Info: store.Info{Checksum: pair}, PartSizes: []int64{0}}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true}, Content: []byte("x")}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true, ETag: `"x"`}}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true, ContentType: "x"}}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true, TagCount: 1}}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true}, CustomerKey: key}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true, Encryption: sse.Encryption{BucketKey: true}}}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true, Encryption: sse.Encryption{KeyState: sse.KeyDisabled}}}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true, Checksum: crc}}},
		{"DeleteMarker", memstore.Version{Info: store.Info{DeleteMarker: true, Metadata: []store.Metadata{{Name: "a"}}}}},
	}
	for _, tt := range tests {
		s := newStore(t, store.Bucket{Versioning: version.StateEnabled})
		var field *memstore.FieldError
		if _, err := s.Put("b", "k", tt.v); !errors.As(err, &field) || field.Field != tt.field {
			t.Errorf("Put = %v, want an error about %s", err, tt.field)
		}
		if infos := s.Versions("b", "k"); infos != nil {
			t.Errorf("after a failed Put(%+v): %d versions, want 0", tt.v, len(infos))
		}
	}
}

func TestPutInDirectoryBucket(t *testing.T) {
	refused := map[string]memstore.Version{
		"VersionID":    {Info: store.Info{VersionID: id(1)}},
		"DeleteMarker": {Info: store.Info{DeleteMarker: true}},
	}
	s := newStore(t, store.Bucket{Type: store.Directory})
	for name, v := range refused {
		var field *memstore.FieldError
		if _, err := s.Put("b", "k", v); !errors.As(err, &field) || field.Field != name {
			t.Errorf("Put = %v, want an error about %s", err, name)
		}
	}
	for in, want := range map[string]string{"": "EXPRESS_ONEZONE", "ONEZONE_IA": "ONEZONE_IA"} {
		if info := put(t, s, "k", memstore.Version{Info: store.Info{StorageClass: in}}); info.StorageClass != want {
			t.Errorf("Put with class %q: %q, want %q", in, info.StorageClass, want)
		}
	}
}

func TestPutKeys(t *testing.T) {
	s := newStore(t, store.Bucket{})
	for key, ok := range map[string]bool{
		"":                         false,
		strings.Repeat("k", 1024):  true,
		strings.Repeat("k", 1025):  false,
		"\xff":                     false,
		"/leading//double/../dots": true,
		"東京":                       true,
	} {
		if _, err := s.Put("b", key, memstore.Version{}); (err == nil) != ok {
			t.Errorf("Put(%q) = %v, want ok %t", key, err, ok)
		}
	}
	if _, err := s.Put("c", "k", memstore.Version{}); !errors.Is(err, store.ErrNoBucket) {
		t.Errorf("Put in no bucket = %v, want %v", err, store.ErrNoBucket)
	}
	if _, err := s.PutParts("b", "k", memstore.Version{}); err == nil {
		t.Error("PutParts without parts = nil, want an error")
	}
}

func TestStandardIsNoClass(t *testing.T) {
	s := newStore(t, store.Bucket{})
	if info := put(t, s, "k", memstore.Version{Info: store.Info{StorageClass: "STANDARD"}}); info.StorageClass != "" {
		t.Errorf("Put with class STANDARD: %q, want none", info.StorageClass)
	}
}

// TestDigests compares what Put computes with digests computed apart from it.
func TestDigests(t *testing.T) {
	tagOf := func(b []byte) string { sum := md5.Sum(b); return hex.EncodeToString(sum[:]) }
	one, two := []byte("first part"), []byte("second")
	sum1, sum2 := md5.Sum(one), md5.Sum(two)
	all := append(bytes.Clone(one), two...)
	composed, err := checksum.Compose([]checksum.Value{checksum.Sum(checksum.SHA1, one), checksum.Sum(checksum.SHA1, two)})
	if err != nil {
		t.Fatal(err)
	}
	both := tagOf(append(sum1[:], sum2[:]...)) + "-2"
	sizes := []int64{int64(len(one)), int64(len(two))}
	given := checksum.Sum(checksum.CRC32, []byte("something else"))
	tests := []struct {
		v         memstore.Version
		tag       string
		sum, part checksum.Value
	}{
		{v: memstore.Version{Content: all}, tag: tagOf(all)},
		{v: memstore.Version{Info: store.Info{ETag: `"mine"`}, Content: all}, tag: "mine"},
		{v: memstore.Version{Content: all, PartSizes: sizes}, tag: both},
		{v: memstore.Version{Info: store.Info{ETag: `"mine-2"`}, Content: all, PartSizes: sizes}, tag: "mine-2"},
		{v: memstore.Version{Content: all, ChecksumAlgorithm: checksum.SHA512}, tag: tagOf(all), sum: checksum.Sum(checksum.SHA512, all)},
		{v: memstore.Version{Info: store.Info{ETag: `"x"`}, Content: all, ChecksumAlgorithm: checksum.SHA512}, tag: "x", sum: checksum.Sum(checksum.SHA512, all)},
		{v: memstore.Version{Content: all, PartSizes: sizes, ChecksumAlgorithm: checksum.CRC64NVME}, tag: both, sum: checksum.Sum(checksum.CRC64NVME, all)},
		{
			v:   memstore.Version{Content: all, PartSizes: sizes, ChecksumAlgorithm: checksum.SHA1, ChecksumType: checksum.Composite},
			tag: both, sum: composed, part: checksum.Sum(checksum.SHA1, two),
		},
		{v: memstore.Version{Info: store.Info{Checksum: composed}, Content: all, PartSizes: sizes}, tag: both, sum: composed, part: checksum.Sum(checksum.SHA1, two)},
		{v: memstore.Version{Info: store.Info{Checksum: given}, Content: all}, tag: tagOf(all), sum: given},
		{v: memstore.Version{Source: bytes.NewReader(all), ChecksumAlgorithm: checksum.CRC32}, tag: tagOf(all), sum: checksum.Sum(checksum.CRC32, all)},
	}
	for _, tt := range tests {
		s := newStore(t, store.Bucket{})
		info := put(t, s, "k", tt.v)
		if info.ETag != `"`+tt.tag+`"` || info.Checksum != tt.sum {
			t.Errorf("Put(%+v): tag %s, checksum %v; want %q, %v", tt.v, info.ETag, info.Checksum, tt.tag, tt.sum)
		}
		if info.Parts == 0 {
			continue
		}
		p, ok, err := store.LookupPart(context.Background(), open(t, s, "k", version.Latest()), 2)
		if want := (store.Part{Offset: 10, Size: 6, Checksum: tt.part}); p != want || !ok || err != nil {
			t.Errorf("Put(%+v): part 2 = %+v, %t, %v; want %+v", tt.v, p, ok, err, want)
		}
	}
}

func TestDefaultChecksum(t *testing.T) {
	s := newStore(t, store.Bucket{Versioning: version.StateEnabled})
	s.Checksum = checksum.CRC64NVME
	if got, want := put(t, s, "k", memstore.Version{}).Checksum, checksum.Sum(checksum.CRC64NVME, nil); got != want {
		t.Errorf("Put: checksum %v, want %v", got, want)
	}
	if got, want := put(t, s, "k", memstore.Version{ChecksumAlgorithm: checksum.SHA1}).Checksum, checksum.Sum(checksum.SHA1, nil); got != want {
		t.Errorf("Put with SHA1: checksum %v, want %v", got, want)
	}
	if got := put(t, s, "k", memstore.Version{Info: store.Info{DeleteMarker: true}}).Checksum; !got.IsZero() {
		t.Errorf("Put of a marker: checksum %v, want none", got)
	}
}

// A source whose bytes cannot be read fails a Put that has to digest them, and no other.
func TestPutUnreadable(t *testing.T) {
	s := newStore(t, store.Bucket{})
	if _, err := s.Put("b", "k", memstore.Version{Source: unreadable{}}); !errors.Is(err, errUnreadable) {
		t.Errorf("Put = %v, want %v", err, errUnreadable)
	}
	parts := memstore.Version{Info: store.Info{ETag: `"x"`}, Source: unreadable{}, PartSizes: []int64{1 << 39, 1 << 39}}
	if _, err := s.Put("b", "k", parts); err != nil {
		t.Errorf("Put with a tag = %v, want nil", err)
	}
	crc, err := checksum.Parse(checksum.CRC32, checksum.FullObject, "AAAAAA==")
	if err != nil {
		t.Fatal(err)
	}
	parts.Checksum = crc
	if _, err := s.Put("b", "k", parts); err != nil {
		t.Errorf("Put with a tag and a checksum = %v, want nil", err)
	}
}

var errUnreadable = errors.New("unreadable")

type unreadable struct{}

func (unreadable) Size() int64                       { return 1 << 40 }
func (unreadable) ReadAt([]byte, int64) (int, error) { return 0, errUnreadable }

// TestPutKeepsWhatS3WouldNot puts properties that S3 would not store together. A test may
// want to see how a read treats them.
func TestPutKeepsWhatS3WouldNot(t *testing.T) {
	versions := []memstore.Version{
		{Info: store.Info{AccessTier: "ARCHIVE_ACCESS"}},
		{Info: store.Info{StorageClass: "EXPRESS_ONEZONE"}},
		{Info: store.Info{Lock: &store.Lock{RetainUntil: start}}},
		{Info: store.Info{Encryption: sse.Encryption{Algorithm: sse.AES256, KMSKeyID: "k", BucketKey: true}}},
		{CustomerKey: sse.NewCustomerKey([]byte("k"))},
		{Info: store.Info{Encryption: sse.Encryption{Algorithm: sse.DSSE}}},
		{Info: store.Info{TagCount: 1, ReplicationStatus: "PENDING", WebsiteRedirectLocation: "/"}},
	}
	for _, bucket := range []store.Bucket{{}, {Type: store.Directory, RequesterPays: true}} {
		s := newStore(t, bucket)
		for _, v := range versions {
			if _, err := s.Put("b", "k", v); err != nil {
				t.Errorf("Put(%+v) in a bucket of type %v = %v, want nil", v, bucket.Type, err)
			}
		}
	}
}

// TestFullObjectOfParts computes the checksum of a whole that does not follow from those
// of its parts.
func TestFullObjectOfParts(t *testing.T) {
	s := newStore(t, store.Bucket{})
	info := put(t, s, "k", memstore.Version{
		Content:           []byte("ab"),
		PartSizes:         []int64{1, 1},
		ChecksumAlgorithm: checksum.SHA256,
	})
	if want := checksum.Sum(checksum.SHA256, []byte("ab")); info.Checksum != want {
		t.Errorf("checksum = %v, want %v", info.Checksum, want)
	}
}
