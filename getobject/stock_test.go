package getobject_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// Names of the large stock.
const (
	hugeSize = 5 << 40
	alias    = "point-7f3a-s3alias"
	longID   = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
)

var (
	longKey  = strings.Repeat("l", 1024)
	oddKey   = "grün/日本 +%&=?#"
	stocked  = []string{"b", "v", "s", "d", "p", "far"}
	special  = []string{"k", "k", "k", "empty", "multi", "hollow", "ssec", "huge", "large", "composite", "stable", oddKey, longKey}
	versions = []string{newID, oldID, gone, longID, "null", "null", "NULL", "x", "", newID + "x", "%00"}
)

// A seeder fills a memstore.
type seeder struct {
	testing.TB
	*memstore.Store
}

// newStock returns a store with buckets of each kind and objects in each state.
func newStock(t testing.TB) *memstore.Store {
	s := seeder{t, memstore.New()}
	for _, b := range []store.Bucket{
		{Name: "b", Owner: owner},
		{Name: "v", Owner: owner, Versioning: version.StateEnabled},
		{Name: "s", Owner: owner, Versioning: version.StateSuspended},
		{Name: "d", Owner: owner, Type: store.Directory},
		{Name: "p", Owner: owner, RequesterPays: true},
		{Name: "far", Owner: owner, Region: "eu-west-1"},
	} {
		s.must(s.CreateBucket(b))
		v := digits()
		if b.Versioning != version.StateUnversioned {
			v.VersionID = version.NullID
		}
		s.put(b.Name, "k", v)
	}
	s.put("b", "empty", memstore.Version{Info: store.Info{ETag: `"e"`}})
	s.put("b", "multi", inParts(5, 3, 2))
	s.put("b", "hollow", inParts(10, 0))
	sealed := digits()
	sealed.CustomerKey = theKey
	s.put("b", "ssec", sealed)
	for _, key := range keysOf(changes) {
		s.put("b", key, with(changes[key]))
	}
	s.put("v", "k", with(func(i *store.Info) { i.VersionID = oldID }))
	s.put("v", "k", with(func(i *store.Info) { i.VersionID = newID }))
	s.put("v", "gone", memstore.Version{Info: store.Info{VersionID: gone, DeleteMarker: true}})
	return s.Store
}

// digits returns an object of ten bytes.
func digits() memstore.Version {
	return memstore.Version{
		Info: store.Info{ContentType: "text/plain"}, Content: []byte("0123456789"), ChecksumAlgorithm: checksum.CRC32,
	}
}

// with returns an object of ten bytes whose Info is changed.
func with(change func(*store.Info)) memstore.Version {
	v := digits()
	change(&v.Info)
	return v
}

// inParts returns an object of a multipart upload, whose byte i is the digit i mod 10.
func inParts(sizes ...int64) memstore.Version {
	v := memstore.Version{Info: store.Info{ContentType: "text/plain"}, PartSizes: sizes}
	for _, size := range sizes {
		for range size {
			v.Content = append(v.Content, '0'+byte(len(v.Content)%10))
		}
	}
	return v
}

func (s seeder) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s seeder) put(bucket, key string, v memstore.Version) *store.Info {
	s.Helper()
	if v.LastModified.IsZero() {
		v.LastModified = modified
	}
	info, err := s.Put(bucket, key, v)
	s.must(err)
	return info
}

func (s seeder) changeBucket(name string, change func(*store.Bucket)) {
	s.Helper()
	s.must(memstore.Writer{Store: s.Store}.UpdateBucket(context.Background(), name, func(b *store.Bucket) error {
		change(b)
		return nil
	}))
}

// changes are what makes the objects of bucket b special, by their keys.
var changes = map[string]func(*store.Info){
	"glacier": func(i *store.Info) { i.StorageClass = "GLACIER" },
	"thawing": func(i *store.Info) { i.StorageClass, i.Restore = "GLACIER", &store.Restore{Ongoing: true} },
	"thawed":  func(i *store.Info) { i.StorageClass, i.Restore = "DEEP_ARCHIVE", &store.Restore{Expiry: clock} },
	"tier":    func(i *store.Info) { i.StorageClass, i.AccessTier = "INTELLIGENT_TIERING", "ARCHIVE_ACCESS" },
	"risen": func(i *store.Info) {
		i.StorageClass, i.AccessTier, i.Restore = "INTELLIGENT_TIERING", "ARCHIVE_ACCESS", &store.Restore{Expiry: clock}
	},
	"kms":       func(i *store.Info) { i.Encryption = kms(sse.KeyEnabled) },
	"disabled":  func(i *store.Info) { i.Encryption = kms(sse.KeyDisabled) },
	"pending":   func(i *store.Info) { i.Encryption = kms(sse.KeyPendingDeletion) },
	"tags":      func(i *store.Info) { i.TagCount = 3 },
	"untagged":  func(*store.Info) {},
	"described": describe,
	"locked": func(i *store.Info) {
		i.Lock = &store.Lock{Mode: "GOVERNANCE", RetainUntil: clock, LegalHold: "ON",
			EventHold: "ON", EventHoldDays: 3, EventHoldYears: 2}
	},
}

func kms(state sse.KeyState) sse.Encryption {
	return sse.Encryption{Algorithm: sse.KMS, KMSKeyID: "arn:aws:kms:us-east-1:123456789012:key/1", BucketKey: true, KeyState: state}
}

func describe(i *store.Info) {
	i.CacheControl = "max-age=60"
	i.ContentDisposition = "inline"
	i.ContentEncoding = "gzip,br"
	i.ContentLanguage = "de"
	i.Expires = "never"
	i.Metadata = []store.Metadata{{Name: "color", Value: "green"}, {Name: "größe", Value: "1"}, {Name: "umlaut", Value: "grün"}}
	i.MissingMeta = 1
	i.Expiration = &store.Expiration{Date: clock, RuleID: "rule one"}
	i.Restore = &store.Restore{Expiry: clock}
	i.ReplicationStatus = "COMPLETED"
	i.WebsiteRedirectLocation = "/elsewhere"
	i.StorageClass = "STANDARD_IA"
	i.Encryption = sse.Encryption{Algorithm: sse.AES256}
}

// newLargeStock returns what newStock does, and what random requests have need of besides.
func newLargeStock(t testing.TB) *memstore.Store {
	s := seeder{t, newStock(t)}
	ids := 0
	s.NewID = func() string { ids++; return fmt.Sprintf("%032d", ids) }
	s.changeBucket("p", func(b *store.Bucket) {
		b.CORS = cors.Rules{{AllowedOrigins: []string{"https://*.example"}, AllowedMethods: []string{"GET", "HEAD", "PUT"}, ExposeHeaders: []string{"ETag"}}}
	})
	s.must(s.AddAccessPoint(memstore.AccessPoint{Bucket: "v", Name: "point", Account: owner, Alias: alias}))
	for _, bucket := range stocked {
		for _, key := range keysOf(changes) {
			s.put(bucket, key, with(changes[key]))
		}
	}
	s.put("b", "stable", with(func(i *store.Info) { i.Encryption = sse.Encryption{Algorithm: sse.DSSE, KMSKeyID: "k"} }))
	s.put("b", oddKey, digits())
	s.put("b", longKey, digits())
	s.stockParts()
	s.stockVersions()
	return s.Store
}

func (s seeder) stockParts() {
	s.put("b", "composite", memstore.Version{
		Content:           digits().Content,
		PartSizes:         []int64{5, 5},
		ChecksumAlgorithm: checksum.SHA256,
		ChecksumType:      checksum.Composite,
	})
	s.put("v", "large", memstore.Version{Source: memstore.Generated(200_000), PartSizes: []int64{100_000, 100_000}})
	sizes := make([]int64, 10_000)
	for i := range sizes {
		sizes[i] = hugeSize / 10_000
	}
	sizes[9_999] += hugeSize % 10_000
	s.put("b", "huge", memstore.Version{Info: store.Info{ETag: `"huge-10000"`}, Source: memstore.Generated(hugeSize), PartSizes: sizes})
}

// stockVersions puts versions and delete markers. The null versions of bucket s are from before
// and after versioning.
func (s seeder) stockVersions() {
	s.must(s.SetVersioning("s", version.StateEnabled))
	for _, id := range []string{oldID, newID} {
		s.put("s", "k", with(func(i *store.Info) { i.VersionID = id }))
	}
	for _, bucket := range []string{"v", "s"} {
		s.put(bucket, "gone", with(func(i *store.Info) { i.VersionID = oldID }))
		_, err := s.Delete(bucket, "gone", version.Latest())
		s.must(err)
	}
	s.must(s.SetVersioning("s", version.StateSuspended))
	s.put("s", "k", memstore.Version{Content: []byte("null")})
	_, err := s.Delete("s", "gone", version.Latest())
	s.must(err)
}

// credentials are those of the people who read the stock.
var credentials = sigv4.Static{
	"AKIDOWNER":    {SecretKey: sigv4.NewSecretKey("s"), Identity: identity(owner, "owner")},
	"AKIDLIMITED":  {SecretKey: sigv4.NewSecretKey("s"), Identity: identity(owner, "limited")},
	"AKIDSTRANGER": {SecretKey: sigv4.NewSecretKey("s"), Identity: identity(stranger, "stranger")},
	"ASIAOWNER": {SecretKey: sigv4.NewSecretKey("s"), SessionToken: token, Expiry: clock.Add(time.Hour),
		Identity: identity(owner, "session")},
	"ASIALAPSED": {SecretKey: sigv4.NewSecretKey("s"), SessionToken: token, Expiry: clock.Add(-time.Hour),
		Identity: identity(owner, "lapsed")},
}
