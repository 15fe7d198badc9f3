package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
	"github.com/s3get/s3get/website"
)

// What the requests of the demo name.
const (
	demoBucket = "demo"
	demoOwner  = "111122223333"
	demoKey    = "the key of the demo, in 32 bytes"
	otherKey   = "some other key, as long as it is"

	firstNotes  = "notes.one......................."
	secondNotes = "notes.two......................."
	goneText    = "gone.text......................."
	goneMarker  = "gone.marker....................."
	nobodysID   = "nobodys........................."
)

// gibibyte is the size of each part of the large object.
const gibibyte = 1 << 30

// demoTime is when the demo's objects were written. It is fixed, so that its
// requests are the same every day.
func demoTime() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

// newDemo serves a bucket that shows what the read path of S3 has.
func newDemo() (*backend, error) {
	s := &memstore.Store{Now: demoTime, Checksum: checksum.CRC64NVME}
	bucket := store.Bucket{Name: demoBucket, Owner: demoOwner, Versioning: version.StateEnabled}
	if err := errors.Join(s.CreateBucket(bucket), putAll(s), putEndpoints(s)); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	etag := s.Versions(demoBucket, "hello.txt")[0].ETag
	banner := func(w io.Writer, ls *listeners) { writeDemoRequests(w, ls, etag) }
	h := publicHandler(s)
	h.Points = demoPoints()
	return &backend{handler: h, banner: banner, close: func() error { return nil }}, nil
}

// putAll puts the demo's objects, the versions of a key from the oldest to the newest.
func putAll(s *memstore.Store) error {
	var errs []error
	for _, put := range demoObjects() {
		_, err := s.Put(demoBucket, put.key, put.version)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// putEndpoints makes what other endpoints have: access points, a directory bucket and a website.
func putEndpoints(s *memstore.Store) error {
	prefix := "new/"
	site := website.Config{Index: "index.html", Error: "error.html", Rules: []website.Rule{
		{Prefix: "old/", Redirect: website.Redirect{ReplaceKeyPrefixWith: &prefix}},
	}}
	errs := []error{
		s.AddAccessPoint(memstore.AccessPoint{Bucket: demoBucket, Name: "demo-reading", Account: demoOwner, Alias: "demo-reading-4hd8-s3alias"}),
		s.AddAccessPoint(memstore.AccessPoint{Bucket: demoBucket, Name: "demo-everywhere", Account: demoOwner, Alias: "mfzwi23gnjvgw.mrap"}),
		s.CreateBucket(store.Bucket{Name: "demo--use1-az4--x-s3", Type: store.Directory, Owner: demoOwner}),
		s.CreateBucket(store.Bucket{Name: "demo-site", Owner: demoOwner, Website: &site}),
	}
	for _, put := range [...][3]string{
		{"demo--use1-az4--x-s3", "hello.txt", "Hello from a zone.\n"},
		{"demo-site", "index.html", "<h1>Hello from a website.</h1>\n"},
		{"demo-site", "error.html", "<h1>There is no such page.</h1>\n"},
		{"demo-site", "new/index.html", "<h1>New pages.</h1>\n"},
	} {
		_, err := s.Put(put[0], put[1], text(put[2]))
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// A put is one write of the demo.
type put struct {
	key     string
	version memstore.Version
}

func demoObjects() []put {
	return []put{
		{"hello.txt", text("Hello from a bucket.\n")},
		{"notes.txt", memstore.Version{Info: store.Info{VersionID: firstNotes, ContentType: "text/plain"}, Content: []byte("first notes\n")}},
		{"notes.txt", memstore.Version{Info: store.Info{VersionID: secondNotes, ContentType: "text/plain"}, Content: []byte("second notes\n")}},
		{"gone.txt", memstore.Version{Info: store.Info{VersionID: goneText, ContentType: "text/plain"}, Content: []byte("not gone for good\n")}},
		{"gone.txt", memstore.Version{Info: store.Info{VersionID: goneMarker, DeleteMarker: true}}},
		{"described.html", described()},
		{"parts.txt", inParts("first part\n", "second part\n", "third part\n")},
		{"secret.txt", secret()},
		{"archived.txt", archived(nil)},
		{"restored.txt", archived(&store.Restore{Expiry: demoTime().AddDate(10, 0, 0)})},
		{"large.bin", large()},
	}
}

func text(s string) memstore.Version {
	return memstore.Version{Info: store.Info{ContentType: "text/plain"}, Content: []byte(s)}
}

// described is an object with all that its writer may say of it.
func described() memstore.Version {
	return memstore.Version{
		Info: store.Info{
			ContentType:        "text/html; charset=utf-8",
			CacheControl:       "max-age=60",
			ContentDisposition: "inline",
			ContentLanguage:    "de",
			Metadata:           []store.Metadata{{Name: "author", Value: "nobody"}, {Name: "city", Value: "Köln"}},
			TagCount:           2,
			StorageClass:       "STANDARD_IA",
			Encryption:         sse.Encryption{Algorithm: sse.AES256},
		},
		Content: []byte("<p>Guten Tag</p>\n"),
	}
}

// inParts is a multipart upload, each of whose parts has a checksum of its own.
func inParts(parts ...string) memstore.Version {
	v := text(strings.Join(parts, ""))
	v.ChecksumAlgorithm, v.ChecksumType = checksum.SHA256, checksum.Composite
	for _, p := range parts {
		v.PartSizes = append(v.PartSizes, int64(len(p)))
	}
	return v
}

func secret() memstore.Version {
	v := text("only with the key\n")
	v.CustomerKey = sse.NewCustomerKey([]byte(demoKey))
	return v
}

func archived(restore *store.Restore) memstore.Version {
	v := text("out of the archive\n")
	v.StorageClass, v.Restore = "GLACIER", restore
	return v
}

// large is five parts of 1 GiB that take no memory, with an entity tag and a checksum
// that are made up, because computing them would take seconds.
func large() memstore.Version {
	return memstore.Version{
		Info: store.Info{
			ETag:     `"00000000000000000000000000000000-5"`,
			Checksum: checksum.Sum(checksum.CRC64NVME, []byte("made up")),
		},
		Source:    memstore.Generated(5 * gibibyte),
		PartSizes: []int64{gibibyte, gibibyte, gibibyte, gibibyte, gibibyte},
	}
}
