package getobjecttest_test

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// A lintFixture is what the linter believes of a fixture. It is read from the JSON, and
// no code of any store is asked.
type lintFixture struct {
	Principals []struct{ Name string }
	Buckets    []lintBucket
}

type lintBucket struct {
	Name, Type, Versioning string
	Objects                []lintObject
}

type lintObject struct {
	Key string
	lintVersion
	Versions []lintVersion
}

type lintVersion struct {
	VersionID    string
	DeleteMarker bool
	LastModified time.Time
	ETag         string
	Parts        []int64
	Content      struct {
		Text, Base64 string
		Size         int64
	}
}

func readLintFixture(file vectors.File) (*lintFixture, error) {
	f := new(lintFixture)
	return f, json.Unmarshal(file.Fixture, f)
}

func (f *lintFixture) principal(name string) bool {
	for _, p := range f.Principals {
		if p.Name == name {
			return true
		}
	}
	return false
}

// bucket returns the bucket of a name, or nil.
func (f *lintFixture) bucket(name string) *lintBucket {
	for i := range f.Buckets {
		if f.Buckets[i].Name == name {
			return &f.Buckets[i]
		}
	}
	return nil
}

// version returns the version that r asks for, or nil.
func (f *lintFixture) version(r vectors.Request) *lintVersion {
	b := f.bucket(r.Bucket)
	if b == nil {
		return nil
	}
	for i := range b.Objects {
		if o := &b.Objects[i]; o.Key == r.Key {
			return o.version(lintVersionOf(r))
		}
	}
	return nil
}

// lintVersionOf returns the id that r asks for, "" for the newest version.
func lintVersionOf(r vectors.Request) string {
	for _, item := range r.Query {
		if item.Name == "versionId" {
			return item.Value
		}
	}
	return ""
}

func (o *lintObject) version(id string) *lintVersion {
	list := o.Versions
	if list == nil {
		list = []lintVersion{o.lintVersion}
	}
	for i := range list {
		if id == "" || list[i].id() == id {
			return &list[i]
		}
	}
	return nil
}

func (v *lintVersion) id() string {
	if v.VersionID == "" {
		return "null"
	}
	return v.VersionID
}

// size returns the number of bytes of the content.
func (v *lintVersion) size() int64 {
	switch c := &v.Content; {
	case c.Base64 != "":
		return int64(base64.StdEncoding.DecodedLen(len(c.Base64))) - int64(padding(c.Base64))
	case c.Size != 0:
		return c.Size
	default:
		return int64(len(c.Text))
	}
}

func padding(s string) int {
	n := 0
	for n < len(s) && s[len(s)-1-n] == '=' {
		n++
	}
	return n
}

// tag returns the entity tag with its quotes: the given one, or the digest of the
// content, or of the digests of its parts.
func (v *lintVersion) tag() string {
	if v.ETag != "" {
		return `"` + v.ETag + `"`
	}
	content := v.bytes()
	if v.Parts == nil {
		sum := md5.Sum(content)
		return `"` + hex.EncodeToString(sum[:]) + `"`
	}
	var sums []byte
	for _, n := range v.Parts {
		sum := md5.Sum(content[:n])
		sums, content = append(sums, sum[:]...), content[n:]
	}
	sum := md5.Sum(sums)
	return fmt.Sprintf(`"%x-%d"`, sum, len(v.Parts))
}

func (v *lintVersion) bytes() []byte {
	if v.Content.Base64 != "" {
		b, _ := base64.StdEncoding.DecodeString(v.Content.Base64)
		return b
	}
	if v.Content.Size == 0 {
		return []byte(v.Content.Text)
	}
	b := make([]byte, v.Content.Size)
	for i := range b {
		b[i] = byte(i % 251)
	}
	return b
}
