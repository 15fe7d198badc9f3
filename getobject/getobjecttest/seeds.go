package getobjecttest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/vectors"
)

// seeds is what the runner has to know of a fixture: who can sign, where a bucket is,
// and what an object contains. Everything else is the server's.
type seeds struct {
	Principals []seedPrincipal
	Buckets    []seedBucket
}

type seedPrincipal struct {
	Name, AccessKey, SecretKey, SessionToken string
}

type seedBucket struct {
	Name, Region, Type string
	Objects            []seedObject
}

// directory reports whether a bucket is a directory bucket, by its name if the fixture has none.
func (s *seeds) directory(bucket string) bool {
	return strings.HasSuffix(bucket, "--x-s3") || slices.ContainsFunc(s.Buckets, func(b seedBucket) bool { return b.Name == bucket && b.Type == "directory" })
}

// A seedObject has a list of versions, newest first, or is its only version itself.
type seedObject struct {
	Key string
	seedVersion
	Versions []seedVersion
}

type seedVersion struct {
	VersionID    string
	DeleteMarker bool
	Content      seedContent
}

// A seedContent is at most one of a text, bytes in base64, and a number of bytes.
type seedContent struct {
	Text   string
	Base64 string
	Size   int64
}

func readSeeds(fixture json.RawMessage) (*seeds, error) {
	s := new(seeds)
	if err := json.Unmarshal(fixture, s); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *seeds) principal(name string) (seedPrincipal, error) {
	i := slices.IndexFunc(s.Principals, func(p seedPrincipal) bool { return p.Name == name })
	if i < 0 {
		return seedPrincipal{}, fmt.Errorf("the fixture has no principal %q", name)
	}
	return s.Principals[i], nil
}

// region returns the region of a bucket; a bucket that says nothing, or does not exist,
// is in us-east-1.
func (s *seeds) region(bucket string) string {
	for _, b := range s.Buckets {
		if b.Name == bucket && b.Region != "" {
			return b.Region
		}
	}
	return "us-east-1"
}

// body returns the body that v expects, or nil if it expects none or does not care.
func (s *seeds) body(v vectors.Vector) ([]byte, error) {
	want := v.Expect.BodyRange
	if want.Kind == vectors.AnyBody || want.Kind == vectors.None {
		return nil, nil
	}
	content, err := s.content(v.Request.Bucket, v.Request.Key, versionOf(v.Request))
	if err != nil {
		return nil, err
	}
	if want.Kind == vectors.Whole {
		return content.window(0, content.size()), nil
	}
	if want.Last >= content.size() {
		return nil, fmt.Errorf("bodyRange %v: the content has only %d bytes", want, content.size())
	}
	return content.window(want.First, want.Last-want.First+1), nil
}

// versionOf returns the version that r asks for, "" for the current one.
func versionOf(r vectors.Request) string {
	for _, item := range r.Query {
		if item.Name == "versionId" {
			return item.Value
		}
	}
	return ""
}

func (s *seeds) content(bucket, key, version string) (seedContent, error) {
	for _, b := range s.Buckets {
		for _, o := range b.Objects {
			if b.Name == bucket && o.Key == key {
				return o.content(version)
			}
		}
	}
	return seedContent{}, fmt.Errorf("the fixture has no object %q in bucket %q", key, bucket)
}

func (o seedObject) content(version string) (seedContent, error) {
	list := o.Versions
	if len(list) == 0 {
		list = []seedVersion{o.seedVersion}
	}
	for _, v := range list {
		switch {
		case version != "" && version != v.id():
		case v.DeleteMarker:
			return seedContent{}, fmt.Errorf("version %q of %q is a delete marker, without a body", v.id(), o.Key)
		default:
			return v.Content, nil
		}
	}
	return seedContent{}, fmt.Errorf("the fixture has no version %q of %q", version, o.Key)
}

// id returns the version's id; one without is the null version.
func (v seedVersion) id() string {
	if v.VersionID == "" {
		return "null"
	}
	return v.VersionID
}

// size returns the length of the content. Base64 that is none has no bytes: the server
// that read the fixture refused it.
func (c seedContent) size() int64 {
	if c.Size > 0 {
		return c.Size
	}
	return int64(len(c.bytes()))
}

// window returns n bytes from off, which lie inside the content. Byte i of one that is
// given by its size is i modulo 251, a prime, so that windows of a power of two differ;
// only the window of it is made.
func (c seedContent) window(off, n int64) []byte {
	if c.Size == 0 {
		return c.bytes()[off : off+n]
	}
	b := make([]byte, n)
	for i := range b {
		b[i] = byte((off + int64(i)) % 251)
	}
	return b
}

// bytes returns a content that is not given by its size.
func (c seedContent) bytes() []byte {
	if c.Base64 == "" {
		return []byte(c.Text)
	}
	b, _ := base64.StdEncoding.DecodeString(c.Base64)
	return b
}
