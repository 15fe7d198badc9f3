package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"slices"

	"github.com/s3get/s3get/getobject/vectors"
)

// ownerKey is the access key of the owner in the fixture, which stands for that of the credentials
// in what is printed and written.
const ownerKey = "AKIDOWNER"

// A bucket is what the fixture has of one, as far as it is made.
type bucket struct {
	Name    string
	CORS    []corsRule
	Objects []object
}

// A corsRule is a rule as PutBucketCors has it.
type corsRule struct {
	XMLName        xml.Name `xml:"CORSRule" json:"-"`
	AllowedOrigins []string `xml:"AllowedOrigin"`
	AllowedMethods []string `xml:"AllowedMethod"`
	AllowedHeaders []string `xml:"AllowedHeader"`
	MaxAgeSeconds  *int     `xml:"MaxAgeSeconds,omitempty"`
}

// An object has one version, or a list of them.
type object struct {
	Key string
	version
	Versions []version
}

// A version is what is put once.
type version struct {
	VersionID    string
	DeleteMarker bool
	Content      struct{ Text string }
	ContentType  string
	CacheControl string
	Expires      string
	StorageClass string
	SSE          struct{ Algorithm, CustomerKey string }
}

// all returns the versions, from the newest to the oldest.
func (o *object) all() []version {
	if len(o.Versions) == 0 {
		return []version{o.version}
	}
	return o.Versions
}

// content returns the content of a version, the latest if id is "".
func (o *object) content(id string) string {
	list := o.all()
	i := slices.IndexFunc(list, func(v version) bool { return id == "" || v.VersionID == id })
	if i < 0 {
		return ""
	}
	return list[i].Content.Text
}

// readState returns the one bucket of a fixture.
func readState(fixture json.RawMessage) (*bucket, error) {
	var f struct{ Buckets []bucket }
	if err := json.Unmarshal(fixture, &f); err != nil {
		return nil, err
	}
	if len(f.Buckets) != 1 {
		return nil, errors.New("the fixture of the guesses has not one bucket")
	}
	return &f.Buckets[0], nil
}

// fields returns the header lines that a version is put with.
func (v *version) fields() []vectors.Line {
	lines := []vectors.Line{
		{Name: "Content-Type", Value: v.ContentType}, {Name: "Cache-Control", Value: v.CacheControl},
		{Name: "Expires", Value: v.Expires}, {Name: "x-amz-storage-class", Value: v.StorageClass},
	}
	if key := v.SSE.CustomerKey; key != "" {
		lines = append(lines, keyFields(key)...)
	}
	return slices.DeleteFunc(lines, func(l vectors.Line) bool { return l.Value == "" })
}
