package s3fake_test

import (
	"crypto/md5"
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

func TestObjects(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, TLS: true, Lenient: true, Buckets: []string{"b"}, Time: noon})
	key := []byte(strings.Repeat("k", 32))
	sum := md5.Sum(key)
	sse := []string{
		"X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256",
		"X-Amz-Server-Side-Encryption-Customer-Key", base64.StdEncoding.EncodeToString(key),
		"X-Amz-Server-Side-Encryption-Customer-Key-MD5", base64.StdEncoding.EncodeToString(sum[:]),
	}
	until := noon.AddDate(1, 0, 0)
	for _, tt := range []struct {
		name   string
		object memstore.Version
		fields []string
		status int
		want   string // a field and its value
	}{
		{"text", s3fake.Text("hi"), nil, 200, "Etag: \"49f68a5c8493ec2c0bf489821c21fc3b\""},
		{"generated", s3fake.Generated(1 << 20), nil, 200, "Content-Length: 1048576"},
		{"huge", s3fake.Huge(5 << 40), []string{"Range", "bytes=5497558138878-"}, 206, "Content-Range: bytes 5497558138878-5497558138879/5497558138880"},
		{"parts", s3fake.InParts(s3fake.Generated(12), 5), []string{"Range", "bytes=0-0"}, 206, "Etag: \"25f6b5ceed1995e06957752c0c1c23f8-3\""},
		{"encrypted, no key", s3fake.Encrypted(s3fake.Text("hi"), key), nil, 400, ""},
		{"encrypted", s3fake.Encrypted(s3fake.Text("hi"), key), sse, 200, "X-Amz-Server-Side-Encryption-Customer-Algorithm: AES256"},
		{"archived", s3fake.Archived(s3fake.Text("hi"), "DEEP_ARCHIVE"), nil, 403, ""},
		{"locked", s3fake.Locked(s3fake.Text("hi"), "COMPLIANCE", until), nil, 200, "X-Amz-Object-Lock-Mode: COMPLIANCE"},
		{"tagged", s3fake.Tagged(s3fake.Text("hi"), map[string]string{"a": "1", "b": "2"}), nil, 200, "X-Amz-Tagging-Count: 2"},
		{"typed", s3fake.Typed(s3fake.Text("hi"), "text/plain", "One", "1", "two"), nil, 200, "X-Amz-Meta-One: 1"},
	} {
		s.Put("b", tt.name, tt.object)
		r := get(s, s.URL+"/b/"+strings.ReplaceAll(tt.name, " ", "%20"), tt.fields...)
		name, value, _ := strings.Cut(tt.want, ": ")
		if r.err != nil || r.status != tt.status || tt.want != "" && r.header.Get(name) != value {
			t.Errorf("%s: GET = %d, %v, %v, want %d and %s", tt.name, r.status, r.err, r.header, tt.status, tt.want)
		}
	}
}

func TestInParts(t *testing.T) {
	for _, tt := range []struct {
		size        int64
		sizes, want []int64
	}{
		{12, []int64{5}, []int64{5, 5, 2}},
		{10, []int64{5}, []int64{5, 5}},
		{12, []int64{1, 4}, []int64{1, 4, 4, 3}},
		{12, []int64{20}, []int64{12}},
		{12, nil, []int64{12}},
		{12, []int64{0, 6}, []int64{12}},
		{0, []int64{5}, nil},
	} {
		if got := s3fake.InParts(s3fake.Generated(tt.size), tt.sizes...).PartSizes; !slices.Equal(got, tt.want) {
			t.Errorf("InParts(%d, %v) = %v, want %v", tt.size, tt.sizes, got, tt.want)
		}
	}
}

func TestLooking(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Buckets: []string{"b"}, Time: noon})
	s.CreateVersionedBucket("v")
	infos := s.PutAll("v", "k", s3fake.Text("one"), s3fake.Text("two"))
	if got := string(s.Content("v", "k")); got != "two" {
		t.Errorf("Content = %q, want two", got)
	}
	if got := string(s.ContentOf("v", "k", infos[0].VersionID)); got != "one" {
		t.Errorf("ContentOf the first = %q, want one", got)
	}
	s.Put("v", "kept", s3fake.Text(""))
	if marker := s.Delete("v", "k"); !marker.DeleteMarker || !s.Info("v", "k").DeleteMarker {
		t.Errorf("Delete = %+v, want a marker", marker)
	}
	if got := s.Keys("v"); !slices.Equal(got, []string{"kept"}) {
		t.Errorf("Keys = %q, want kept alone", got)
	}
	if got := s.Keys("none"); got != nil || s.Info("v", "none") != nil || s.Delete("b", "k") != nil {
		t.Errorf("Keys of no bucket = %q, want none", got)
	}
	s.Put("b", "null", s3fake.Text("x"))
	if got := string(s.ContentOf("b", "null", "null")); got != "x" {
		t.Errorf("ContentOf null = %q, want x", got)
	}
	text, failed := record(func(tb *recorder) {
		r := s3fake.New(tb, &s3fake.Options{Pipe: true, Time: noon.Add(time.Hour)})
		r.CreateVersionedBucket("v")
		r.Put("v", "k", s3fake.Text("x"))
		r.Delete("v", "k")
		r.Content("v", "k")
	})
	if !failed || !strings.Contains(text, "no such key") {
		t.Errorf("Content of a marker printed %q, want no such key", text)
	}
}

func TestTyped(t *testing.T) {
	v := s3fake.Typed(s3fake.Typed(s3fake.Text(""), "text/html", "a", "1", "b", "2"), "text/plain", "c")
	want := []store.Metadata{{Name: "a", Value: "1"}, {Name: "b", Value: "2"}, {Name: "c"}}
	if v.ContentType != "text/plain" || !slices.Equal(v.Metadata, want) {
		t.Errorf("Typed = %q %v, want text/plain and %v", v.ContentType, v.Metadata, want)
	}
	if again := s3fake.InParts(s3fake.InParts(s3fake.Text("hello"), 1), 3); !slices.Equal(again.PartSizes, []int64{3, 2}) {
		t.Errorf("InParts of parts = %v, want 3 and 2", again.PartSizes)
	}
}
