package getobject_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// The facts of the harness.
const (
	owner    = "123456789012"
	stranger = "210987654321"

	newID = "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH"
	oldID = "UIORUnfndfhnw89493jJFJ.rmSpXd3dI"
	gone  = "UIORUnfnd89493jJFJ_nodeletemarke"
)

var (
	modified = time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
	clock    = modified.Add(24 * time.Hour)
	theKey   = sse.NewCustomerKey([]byte("0123456789abcdef0123456789abcdef"))
	otherKey = sse.NewCustomerKey([]byte("fedcba9876543210fedcba9876543210"))
)

// A harness is a handler over a fakeStore, and what the tests see of it.
type harness struct {
	*getobject.Handler
	fakeStore *fakeStore
	last      getobject.Record // the record of the last request
}

// newHarness builds a harness in which everything is allowed.
func newHarness(t testing.TB) *harness {
	s := newFakeStore()
	for _, b := range []*store.Bucket{
		{Name: "b", Owner: owner},
		{Name: "v", Owner: owner, Versioning: version.StateEnabled},
		{Name: "s", Owner: owner, Versioning: version.StateSuspended},
		{Name: "d", Owner: owner, Type: store.Directory},
		{Name: "p", Owner: owner, RequesterPays: true},
		{Name: "far", Owner: owner, Region: "eu-west-1"},
	} {
		s.buckets[b.Name] = b
		s.put(b.Name, "k", digits())
	}
	stock(t, s)
	w := &harness{fakeStore: s, Handler: &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{},
		Now: func() time.Time { return clock },
	}}
	w.Done = func(r getobject.Record) { w.last = r }
	return w
}

// digits returns an object of ten bytes.
func digits() *fakeVersion {
	return &fakeVersion{content: []byte("0123456789"), info: store.Info{
		ETag: `"781e5e245d69b566979b86e28d23f2c7"`, LastModified: modified, ContentType: "text/plain",
		Checksum: checksum.Sum(checksum.CRC32, []byte("0123456789")),
	}}
}

// with returns an object of ten bytes whose Info is changed.
func with(change func(*store.Info)) *fakeVersion {
	i := digits()
	change(&i.info)
	return i
}

// stock puts objects of each state into the fakeStore.
func stock(t testing.TB, s *fakeStore) {
	s.put("b", "empty", &fakeVersion{content: []byte{}, info: store.Info{ETag: `"e"`, LastModified: modified}})
	s.put("b", "multi", inParts(5, 3, 2))
	s.put("b", "hollow", inParts(10, 0))
	s.put("b", "ssec", sealed(t))
	for name, change := range changes {
		s.put("b", name, with(change))
	}
	s.put("v", "k", with(func(i *store.Info) { i.VersionID = oldID }))
	s.put("v", "k", with(func(i *store.Info) { i.VersionID = newID }))
	s.put("v", "gone", &fakeVersion{info: store.Info{VersionID: gone, DeleteMarker: true, LastModified: modified}})
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
	"untagged":  func(i *store.Info) { i.ETag, i.LastModified = "", time.Time{} },
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

// inParts returns an object of a multipart upload, whose byte i is the digit i mod 10.
func inParts(sizes ...int64) *fakeVersion {
	i := digits()
	i.content, i.info.Parts = nil, len(sizes)
	i.info.Checksum = checksum.Value{}
	for _, size := range sizes {
		p := store.Part{Offset: int64(len(i.content)), Size: size}
		for range size {
			i.content = append(i.content, '0'+byte(len(i.content)%10))
		}
		i.parts = append(i.parts, p)
	}
	return i
}

// sealed returns an object that was stored with the customer's key theKey.
func sealed(t testing.TB) *fakeVersion {
	f, err := sse.NewFingerprint(theKey, nil)
	if err != nil {
		t.Fatal(err)
	}
	return with(func(i *store.Info) { i.Encryption = sse.Encryption{Customer: f} })
}

// ask sends a request and checks that what it opened is closed. The header comes as
// pairs of name and value.
func (w *harness) ask(t testing.TB, method, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	return w.send(t, newRequest(method, target, header...))
}

func (w *harness) send(t testing.TB, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	canonicalize(rec.Header())
	w.fakeStore.checkClosed(t)
	canonicalize(rec.Header())
	return rec
}

// canonicalize renames the fields of a header, which S3 spells otherwise, so that
// [http.Header.Get] finds them.
func canonicalize(h http.Header) {
	for name, lines := range h {
		delete(h, name)
		if lines != nil { // which keeps net/http from adding one
			h[http.CanonicalHeaderKey(name)] = lines
		}
	}
}

func (w *harness) get(t testing.TB, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	return w.ask(t, http.MethodGet, target, header...)
}

func newRequest(method, target string, header ...string) *http.Request {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	return r
}

// ssec returns the header of a customer's key.
func ssec(k sse.CustomerKey) []string { return ssecText("AES256", encode(k.Bytes()), k.MD5()) }

func ssecText(algorithm, key, digest string) []string {
	const prefix = "X-Amz-Server-Side-Encryption-Customer-"
	return []string{prefix + "Algorithm", algorithm, prefix + "Key", key, prefix + "Key-Md5", digest}
}

// A policy allows all actions but those that it has verdicts on.
type policy map[getobject.Action]getobject.Verdict

func (p policy) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	if v, ok := p[a.Action]; ok {
		return v, nil
	}
	return getobject.Allow, nil
}

// A person is an Authenticator that takes everybody for one.
type person getobject.Identity

func (p person) Authenticate(context.Context, *getobject.Request, *store.Bucket) (getobject.Identity, error) {
	return getobject.Identity(p), nil
}
