package main

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

// customerKeys returns the keys of the objects of a fixture, by bucket and key.
func customerKeys(t *testing.T, text []byte) map[string][]byte {
	t.Helper()
	var doc struct {
		Buckets []struct {
			Name    string
			Objects []struct {
				Key string
				SSE struct{ CustomerKey string }
			}
		}
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	keys := map[string][]byte{}
	for _, b := range doc.Buckets {
		for _, o := range b.Objects {
			key, err := base64.StdEncoding.DecodeString(o.SSE.CustomerKey)
			if err != nil {
				t.Fatal(err)
			}
			if len(key) > 0 {
				keys[b.Name+"/"+o.Key] = key
			}
		}
	}
	return keys
}

// fill copies the buckets of a fixture to a vault, and the objects that a vault can hold.
// It returns the names of those that it cannot.
func fill(t *testing.T, from *memstore.Store, keys map[string][]byte) (*vault, map[string]bool) {
	t.Helper()
	v := &vault{most: 1000, buckets: map[string]*store.Bucket{}, files: map[string][]*file{}}
	unfit := map[string]bool{}
	for _, bucket := range from.Buckets() {
		b, err := from.Bucket(t.Context(), bucket)
		if err != nil {
			t.Fatal(err)
		}
		v.buckets[bucket] = b
		for _, key := range from.Keys(bucket) {
			name := bucket + "/" + key
			if b.Versioning != version.StateUnversioned || len(from.Versions(bucket, key)) != 1 || !fits(from.Versions(bucket, key)[0], keys[name] != nil) {
				unfit[name] = true
				continue
			}
			v.files[name] = []*file{copyFile(t, from, bucket, key, keys[name])}
		}
	}
	return v, unfit
}

// fits reports whether a vault can hold an object of that description.
func fits(i *store.Info, withKey bool) bool {
	held := store.Info{Size: i.Size, ETag: i.ETag, LastModified: i.LastModified, ContentType: i.ContentType, Metadata: i.Metadata}
	if withKey {
		held.Encryption.Customer = i.Encryption.Customer
	}
	return i.Size < 1<<20 && sameInfo(&held, i)
}

// sameInfo compares all but the matcher of a customer's key, which holds a function.
func sameInfo(a, b *store.Info) bool {
	x, y := *a, *b
	x.Encryption.Customer, y.Encryption.Customer = nil, nil
	return (a.Encryption.Customer == nil) == (b.Encryption.Customer == nil) && reflect.DeepEqual(x, y)
}

func copyFile(t *testing.T, from *memstore.Store, bucket, key string, customerKey []byte) *file {
	t.Helper()
	o, err := from.Open(t.Context(), store.Ref{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.OpenRange(t.Context(), 0, o.Info().Size)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	i := o.Info()
	f := &file{body: body, tag: strings.Trim(i.ETag, `"`), mime: i.ContentType, labels: i.Metadata, written: i.LastModified}
	if customerKey != nil {
		f.keyCheck = keyCheck(customerKey)
	}
	return f
}

// TestVectors runs every vector about an object that a vault can hold, or about none, in
// a bucket without versioning.
func TestVectors(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, file := range files {
		fix, err := fixture.Load(file.Fixture)
		if err != nil {
			t.Fatal(err)
		}
		v, unfit := fill(t, fix.Store, customerKeys(t, file.Fixture))
		h := fix.Handler()
		h.Store, h.Authorizer = adapter{v}, networks{loopback, h.Authorizer}
		plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
		target := getobjecttest.Target{Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(),
			TLS: secure.Client().Transport.(*http.Transport).TLSClientConfig}
		for _, vec := range file.Vectors {
			if !held(v, unfit, vec.Request) {
				continue
			}
			ran++
			if err := getobjecttest.Run(t.Context(), target, file, vec); err != nil {
				t.Error(err)
			}
		}
		plain.Close()
		secure.Close()
	}
	t.Logf("%d vectors ran", ran)
	if ran < 800 {
		t.Errorf("%d vectors ran, want 800 at least", ran)
	}
}

// held reports whether a request is one that the vault answers as the fixture's store would.
func held(v *vault, unfit map[string]bool, r vectors.Request) bool {
	b := v.buckets[r.Bucket]
	if b == nil || b.Versioning != version.StateUnversioned || r.Method == http.MethodOptions {
		return false
	}
	if a := (address.Hosts{}).Parse(r.Host, ""); a.NamesAccessPoint() || address.IsAlias(a.Bucket) {
		return false // the vault has no access points
	}
	for _, item := range r.Query { // the form of S3's ids is another
		if item.Name == "versionId" {
			return false
		}
	}
	return !unfit[r.Bucket+"/"+r.Key]
}

func ask(h http.Handler, target string, header http.Header) *http.Response {
	r := httptest.NewRequest("GET", target, nil)
	r.Header = header
	r.RemoteAddr = "127.0.0.1:1234"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func demo(v *vault) getobject.Handler {
	return getobject.Handler{Store: adapter{v}, Prefix: "/vault", Authorizer: networks{loopback, getobject.AllowAll{}}}
}

// TestVersions: the ids of the vault select versions, and what is none of them is told so.
func TestVersions(t *testing.T) {
	h := demo(demoVault())
	const first, absent = "018f3c2a-0000-7000-8000-000000000001", "018f3c2a-0000-7000-8000-000000000009"
	for target, want := range map[string]string{
		"/vault/b/hello.txt":                       "Hello again.\n",
		"/vault/b/hello.txt?versionId=" + first:    "Hello.\n",
		"/vault/b/hello.txt?versionId=" + absent:   "<Code>NoSuchVersion</Code>",
		"/vault/b/hello.txt?versionId=null":        "<Code>NoSuchVersion</Code>",
		"/vault/b/hello.txt?versionId=1":           "<Code>InvalidArgument</Code>",
		"/vault/b/absent.txt":                      "<Code>NoSuchKey</Code>",
		"/vault/c/hello.txt":                       "<Code>NoSuchBucket</Code>",
		"/b/hello.txt":                             "<Code>InvalidURI</Code>",
		"/vault/b/hello.txt?response-expires=soon": "<Code>InvalidRequest</Code>",
	} {
		body, err := io.ReadAll(ask(&h, target, http.Header{}).Body)
		if err != nil || !strings.Contains(string(body), want) {
			t.Errorf("GET %s = %s, %v; want %s", target, body, err, want)
		}
	}
}

// TestOverload: a vault without room is 503 SlowDown, which clients retry, and a released
// file makes room.
func TestOverload(t *testing.T) {
	v := demoVault()
	v.most = 1
	h := demo(v)
	if err := v.acquire(); err != nil {
		t.Fatal(err)
	}
	busy := ask(&h, "/vault/b/hello.txt", http.Header{})
	if body, _ := io.ReadAll(busy.Body); busy.StatusCode != 503 || busy.Header.Get("Retry-After") != "1" || !strings.Contains(string(body), "SlowDown") {
		t.Errorf("GET from a busy vault = %d %v %s, want 503, Retry-After 1, SlowDown", busy.StatusCode, busy.Header, body)
	}
	v.release()
	for range 3 {
		if got := ask(&h, "/vault/b/hello.txt", http.Header{}).StatusCode; got != 200 {
			t.Errorf("GET = %d, want 200", got)
		}
	}
}

// TestBehindProxy: the client's address decides, not the proxy's, and a customer's key is
// taken over the client's TLS alone.
func TestBehindProxy(t *testing.T) {
	v := demoVault()
	key := []byte("0123456789abcdef0123456789abcdef")
	v.files["b/sealed"] = []*file{{revision: "r", body: []byte("sealed"), tag: "t", written: time.Unix(1e9, 0), keyCheck: keyCheck(key)}}
	h := behindProxy(demo(v))
	customer := sse.NewCustomerKey(key)
	other := sse.NewCustomerKey([]byte("ffffffffffffffffffffffffffffffff"))
	for name, c := range map[string]struct {
		from, scheme string
		key          sse.CustomerKey
		want         int
	}{
		"right key":   {"127.0.0.2", "https", customer, 200},
		"wrong key":   {"127.0.0.2", "https", other, 403},
		"without TLS": {"127.0.0.2", "http", customer, 400},
		"elsewhere":   {"192.0.2.1", "https", customer, 403},
		"no address":  {"", "https", customer, 403},
	} {
		header := http.Header{"X-Real-Ip": {c.from}, "X-Forwarded-Proto": {c.scheme}, "X-Forwarded-Host": {"vault.example"}}
		header.Set("X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256")
		header.Set("X-Amz-Server-Side-Encryption-Customer-Key", base64.StdEncoding.EncodeToString(c.key.Bytes()))
		header.Set("X-Amz-Server-Side-Encryption-Customer-Key-Md5", c.key.MD5())
		if resp := ask(h, "/vault/b/sealed", header); resp.StatusCode != c.want {
			body, _ := io.ReadAll(resp.Body)
			t.Errorf("%s: GET = %d %s, want %d", name, resp.StatusCode, body, c.want)
		}
	}
}
