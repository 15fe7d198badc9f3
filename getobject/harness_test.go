package getobject_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
	"github.com/s3get/s3get/store/memstore"
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

// A harness is a handler over a memstore that is stocked, and what the tests see of it.
type harness struct {
	*getobject.Handler
	store *brokenStore     // below the faults
	last  getobject.Record // the record of the last request
	told  int              // how many requests were recorded
	t     testing.TB
}

// An option is what a harness has otherwise. Those that a test has no name for are functions
// of its own.
type option = func(*harness)

// newHarness builds a harness in which everything is allowed, but for what options change.
func newHarness(t testing.TB, options ...option) *harness {
	w := &harness{t: t, store: &brokenStore{Store: newStock(t), objects: map[string]*brokenObject{}}}
	w.Handler = &getobject.Handler{
		Store: w.store, Authorizer: getobject.AllowAll{},
		Now:  func() time.Time { return clock },
		Done: func(r getobject.Record) { w.last, w.told = r, w.told+1 },
	}
	w.broken("b/untagged").info = tells(func(i *store.Info) { i.ETag, i.LastModified = "", time.Time{} })
	for _, o := range options {
		if o != nil {
			o(w)
		}
	}
	return w
}

// fails lets every call of a method of the store fail.
func fails(on faultstore.Method, err error) option {
	return faulty(faultstore.Fault{On: on, Do: faultstore.Fail(err)})
}

// faulty puts faults over the store.
func faulty(faults ...faultstore.Fault) option {
	return func(w *harness) { w.Store = faultstore.New(w.Store, faults...) }
}

// broken returns how an object, named by bucket/key, breaks promises, to be changed.
func (w *harness) broken(name string) *brokenObject {
	if w.store.objects[name] == nil {
		w.store.objects[name] = &brokenObject{}
	}
	return w.store.objects[name]
}

// tells changes what Info says, whatever is stored.
func tells(change func(*store.Info)) func(store.Info) *store.Info {
	return func(i store.Info) *store.Info {
		change(&i)
		return &i
	}
}

// put makes a version the newest of a key.
func (w *harness) put(bucket, key string, v memstore.Version) *store.Info {
	w.t.Helper()
	return seeder{w.t, w.store.Store}.put(bucket, key, v)
}

// putReader puts an object of size bytes that is read from what make makes.
func (w *harness) putReader(key string, size int64, make func(n int64) io.ReadCloser) {
	w.t.Helper()
	w.put("b", key, memstore.Version{Info: store.Info{ETag: `"g"`}, Source: memstore.Generated(size)})
	w.broken("b/" + key).read = func(_ context.Context, _, n int64) (io.ReadCloser, error) { return make(n), nil }
}

// changes lets an object of bucket b change between Open and its first OpenRange, which replace
// does.
func (w *harness) changes(key string, replace func()) {
	faulty(
		faultstore.Fault{On: faultstore.OpenRange, Bucket: "b", Key: key, Call: 1, Do: faultstore.Run(replace)},
		faultstore.Fault{On: faultstore.OpenRange, Bucket: "b", Key: key, Call: 1, Do: faultstore.Changed()},
	)(w)
}

// delete removes the object of a key.
func (w *harness) delete(bucket, key string) {
	w.t.Helper()
	_, err := w.store.Delete(bucket, key, version.Latest())
	seeder{w.t, w.store.Store}.must(err)
}

// bucket describes a bucket.
func (w *harness) bucket(name string) *store.Bucket {
	w.t.Helper()
	b, err := w.store.Store.Bucket(context.Background(), name)
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// addBucket adds a bucket with the object k.
func (w *harness) addBucket(b store.Bucket) {
	w.t.Helper()
	s := seeder{w.t, w.store.Store}
	s.must(s.CreateBucket(b))
	s.put(b.Name, "k", digits())
}

// changeBucket changes the description of a bucket.
func (w *harness) changeBucket(name string, change func(*store.Bucket)) {
	w.t.Helper()
	s := seeder{w.t, w.store.Store}
	s.changeBucket(name, change)
}

// addAccessPoint gives a bucket the name of an access point of the owner, and an alias.
func (w *harness) addAccessPoint(bucket, name, alias string) {
	w.t.Helper()
	s := seeder{w.t, w.store.Store}
	s.must(s.AddAccessPoint(memstore.AccessPoint{Bucket: bucket, Name: name, Account: owner, Alias: alias}))
}

// checkClosed checks that all that was opened is closed, and closed once.
func (w *harness) checkClosed(t testing.TB) int {
	t.Helper()
	return w.store.checkClosed(t)
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
	w.checkClosed(t)
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

// An authorizerFunc is an Authorizer made of a function.
type authorizerFunc func(getobject.Access) (getobject.Verdict, error)

func (f authorizerFunc) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	return f(a)
}

// An authenticatorFunc is an Authenticator made of a function.
type authenticatorFunc func(*store.Bucket) (getobject.Identity, error)

func (f authenticatorFunc) Authenticate(_ context.Context, _ *getobject.Request, b *store.Bucket) (getobject.Identity, error) {
	return f(b)
}

// failsToAuthorize is an Authorizer that has an error beside what would allow everything.
func failsToAuthorize(err error) authorizerFunc {
	return func(getobject.Access) (getobject.Verdict, error) { return getobject.Allow, err }
}

// failsToAuthenticate is an Authenticator that has an error.
func failsToAuthenticate(err error) authenticatorFunc {
	return func(*store.Bucket) (getobject.Identity, error) { return getobject.Identity{}, err }
}

// A person is an Authenticator that takes everybody for one.
type person getobject.Identity

func (p person) Authenticate(context.Context, *getobject.Request, *store.Bucket) (getobject.Identity, error) {
	return getobject.Identity(p), nil
}
