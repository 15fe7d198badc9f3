package playground

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A described state is a fixture as text.
type described struct {
	Fixture string `json:"fixture"`
}

// A state is what a fixture describes, or what is wrong with it.
type state struct {
	Errors     []fault     `json:"errors"`
	Buckets    []bucket    `json:"buckets"`
	Principals []principal `json:"principals"`
}

// A fault is one thing that is wrong with a fixture, and where.
type fault struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Path    string `json:"path"`
	Problem string `json:"problem"`
}

// A principal is somebody with credentials.
type principal struct {
	Name      string `json:"name"`
	Account   string `json:"account"`
	AccessKey string `json:"accessKey"`
}

// A bucket is what a bucket is, and has.
type bucket struct {
	Name         string   `json:"name"`
	Region       string   `json:"region"`
	Type         string   `json:"type"`
	Versioning   string   `json:"versioning"`
	Website      bool     `json:"website"`
	AccessPoints []string `json:"accessPoints"`
	Objects      []object `json:"objects"`
}

// An object is a key and its versions, the newest first.
type object struct {
	Key      string   `json:"key"`
	Versions []stored `json:"versions"`
}

// A stored version is what one version of an object is.
type stored struct {
	ID           string  `json:"id"`
	DeleteMarker bool    `json:"deleteMarker"`
	Size         int64   `json:"size"`
	ETag         string  `json:"etag"`
	LastModified string  `json:"lastModified"`
	StorageClass string  `json:"storageClass"`
	Parts        []int64 `json:"parts"`      // their sizes
	Archive      string  `json:"archive"`    // the class or tier from which it has to be restored, or ""
	Restore      string  `json:"restore"`    // "ongoing", the date until which it is restored, or ""
	Encryption   string  `json:"encryption"` // the algorithm, "SSE-C", or ""
	Lock         string  `json:"lock"`       // the mode, and "legal hold"
	Checksum     string  `json:"checksum"`   // the algorithm and the value
}

// state describes what a fixture holds.
func (e *Engine) state(d described) (*state, error) {
	s := &state{Errors: []fault{}, Buckets: []bucket{}, Principals: []principal{}}
	f, err := e.load(d.Fixture)
	if err != nil {
		s.Errors = faults(err)
		return s, nil
	}
	for _, p := range f.Principals {
		s.Principals = append(s.Principals, principal{p.Name, p.Account, p.AccessKey})
	}
	for _, name := range f.Store.Buckets() {
		b, err := describeBucket(f, name)
		if err != nil {
			return nil, err
		}
		s.Buckets = append(s.Buckets, b)
	}
	return s, nil
}

// faults takes the errors of a fixture apart.
func faults(err error) (all []fault) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			all = append(all, faults(one)...)
		}
		return all
	}
	var at *fixture.Error
	if errors.As(err, &at) {
		return []fault{{at.Line, at.Column, at.Path, at.Problem}}
	}
	return []fault{{Line: 1, Column: 1, Problem: err.Error()}}
}

func describeBucket(f *fixture.Fixture, name string) (bucket, error) {
	b, err := f.Store.Bucket(context.Background(), name)
	if err != nil {
		return bucket{}, err
	}
	d := bucket{
		Name: name, Region: b.SigningRegion(), Type: b.Type.String(), Versioning: b.Versioning.String(),
		Website: b.Website != nil, AccessPoints: []string{}, Objects: []object{},
	}
	for _, p := range f.Store.AccessPoints() {
		if p.Bucket == name {
			d.AccessPoints = append(d.AccessPoints, p.Name)
		}
	}
	for _, key := range f.Store.Keys(name) {
		o := object{Key: key}
		for _, info := range f.Store.Versions(name, key) {
			v := describe(info)
			if v.Parts, err = partsOf(f, name, key, info); err != nil {
				return d, err
			}
			o.Versions = append(o.Versions, v)
		}
		d.Objects = append(d.Objects, o)
	}
	return d, nil
}

// describe describes a version.
func describe(info *store.Info) stored {
	v := stored{
		ID: cmp.Or(info.VersionID, version.NullID), DeleteMarker: info.DeleteMarker, Size: info.Size, ETag: info.ETag,
		LastModified: info.LastModified.UTC().Format(time.RFC3339), StorageClass: cmp.Or(info.StorageClass, "STANDARD"),
		Archive: info.AccessTier, Encryption: string(info.Encryption.Algorithm), Lock: lockText(info.Lock),
	}
	if v.StorageClass == "GLACIER" || v.StorageClass == "DEEP_ARCHIVE" {
		v.Archive = v.StorageClass
	}
	if r := info.Restore; r != nil && r.Ongoing {
		v.Restore = "ongoing"
	} else if r != nil {
		v.Restore = r.Expiry.UTC().Format(time.RFC3339)
	}
	if info.Encryption.UsesCustomerKey() {
		v.Encryption = "SSE-C"
	}
	if c := info.Checksum; !c.IsZero() {
		v.Checksum = c.Algorithm().String() + " " + c.String()
	}
	return v
}

// lockText says how a version is locked.
func lockText(l *store.Lock) string {
	if l == nil {
		return ""
	}
	var all []string
	if l.Mode != "" {
		all = append(all, l.Mode)
	}
	if l.LegalHold == "ON" {
		all = append(all, "legal hold")
	}
	return strings.Join(all, ", ")
}

// mostParts is how many parts of a version are listed.
const mostParts = 1000

// partsOf returns the sizes of the parts of a version.
func partsOf(f *fixture.Fixture, bucket, key string, info *store.Info) ([]int64, error) {
	sizes := []int64{}
	if info.Parts == 0 {
		return sizes, nil
	}
	which := version.Null()
	if info.VersionID != "" && info.VersionID != version.NullID {
		which = version.ByID(info.VersionID)
	}
	ctx := context.Background()
	o, err := f.Store.Open(ctx, store.Ref{Bucket: bucket, Key: key, Version: which})
	if err != nil {
		return nil, err
	}
	defer o.Close()
	for n := range min(info.Parts, mostParts) {
		p, _, err := store.LookupPart(ctx, o, n+1)
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, p.Size)
	}
	return sizes, nil
}
