package getobject_test

import (
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

// Names of the stock that is kept in memory.
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

// newSeededStore returns a store with buckets of each kind and objects in each state.
func newSeededStore(t testing.TB) *memstore.Store {
	s := seeder{t, memstore.New()}
	ids := 0
	s.NewID = func() string { ids++; return fmt.Sprintf("%032d", ids) }
	for _, b := range []store.Bucket{
		{Name: "b", Owner: owner}, {Name: "v", Owner: owner, Versioning: version.StateEnabled},
		{Name: "s", Owner: owner, Versioning: version.StateEnabled}, {Name: "d", Owner: owner, Type: store.Directory},
		{Name: "p", Owner: owner, RequesterPays: true, CORS: cors.Rules{
			{AllowedOrigins: []string{"https://*.example"}, AllowedMethods: []string{"GET", "HEAD", "PUT"}, ExposeHeaders: []string{"ETag"}}}}, {Name: "far", Owner: owner, Region: "eu-west-1"},
	} {
		s.must(s.CreateBucket(b))
	}
	s.must(s.AddAccessPoint(memstore.AccessPoint{Bucket: "v", Name: "point", Account: owner, Alias: alias}))
	s.stockPlain()
	s.stockParts()
	s.stockVersions()
	return s.Store
}

func (s seeder) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s seeder) put(bucket, key string, v memstore.Version) {
	s.Helper()
	if v.LastModified.IsZero() {
		v.LastModified = modified
	}
	_, err := s.Put(bucket, key, v)
	s.must(err)
}

func (s seeder) stockPlain() {
	for _, bucket := range stocked {
		s.put(bucket, "k", memstore.Version{Content: digits().content, ChecksumAlgorithm: checksum.CRC32})
		for _, key := range keysOf(changes) {
			s.put(bucket, key, stored(changes[key]))
		}
	}
	s.put("b", "empty", memstore.Version{ChecksumAlgorithm: checksum.CRC64NVME})
	s.put("b", "ssec", memstore.Version{Content: digits().content, CustomerKey: theKey})
	s.put("b", "stable", memstore.Version{Info: store.Info{Encryption: sse.Encryption{Algorithm: sse.DSSE, KMSKeyID: "k"}}, Content: digits().content})
	s.put("b", oddKey, memstore.Version{Content: digits().content})
	s.put("b", longKey, memstore.Version{Content: digits().content})
}

// stored returns an object of ten bytes that has the properties of an Info.
func stored(change func(*store.Info)) memstore.Version {
	i := with(change).info
	return memstore.Version{
		Info: store.Info{
			ContentType:             i.ContentType,
			CacheControl:            i.CacheControl,
			ContentDisposition:      i.ContentDisposition,
			ContentEncoding:         i.ContentEncoding,
			ContentLanguage:         i.ContentLanguage,
			Expires:                 i.Expires,
			Metadata:                i.Metadata,
			MissingMeta:             i.MissingMeta,
			StorageClass:            i.StorageClass,
			AccessTier:              i.AccessTier,
			Restore:                 i.Restore,
			Expiration:              i.Expiration,
			ReplicationStatus:       i.ReplicationStatus,
			TagCount:                i.TagCount,
			Lock:                    i.Lock,
			WebsiteRedirectLocation: i.WebsiteRedirectLocation,
			Encryption:              i.Encryption,
		},
		Content: digits().content,
	}
}

func (s seeder) stockParts() {
	s.put("b", "multi", memstore.Version{Content: digits().content, PartSizes: []int64{5, 3, 2}})
	s.put("b", "hollow", memstore.Version{Content: digits().content, PartSizes: []int64{10, 0}})
	s.put("b", "composite", memstore.Version{
		Content:           digits().content,
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

// stockVersions puts versions and delete markers. The null versions are from before and
// after versioning.
func (s seeder) stockVersions() {
	for _, bucket := range []string{"v", "s"} {
		s.put(bucket, "k", memstore.Version{Info: store.Info{VersionID: "null"}, Content: digits().content})
		s.put(bucket, "k", memstore.Version{Info: store.Info{VersionID: oldID}, Content: digits().content})
		s.put(bucket, "k", memstore.Version{Info: store.Info{VersionID: newID}, Content: digits().content})
		s.put(bucket, "gone", memstore.Version{Info: store.Info{VersionID: oldID}, Content: digits().content})
		s.put(bucket, "gone", memstore.Version{Info: store.Info{VersionID: gone, DeleteMarker: true}})
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
