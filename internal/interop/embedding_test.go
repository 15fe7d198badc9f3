package interop_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

const customerKey = "0123456789abcdef0123456789abcdef"

// embedded returns a handler that verifies signatures, over a bucket with odd keys.
func embedded(t *testing.T) *getobject.Handler {
	t.Helper()
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b", Owner: "111122223333"}); err != nil {
		t.Fatal(err)
	}
	for key, v := range map[string]memstore.Version{
		"k":      {Content: []byte("plain")},
		"a//b":   {Content: []byte("double")},
		"a/./b":  {Content: []byte("dot")},
		"secret": {Content: []byte("secret"), CustomerKey: sse.NewCustomerKey([]byte(customerKey))},
	} {
		if _, err := s.Put("b", key, v); err != nil {
			t.Fatal(err)
		}
	}
	owner := sigv4.Credential{SecretKey: sigv4.NewSecretKey("secret"), Identity: getobject.Identity{Account: "111122223333"}}
	return &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{},
		Authenticator: &sigv4.Authenticator{Credentials: sigv4.Static{"AKID": owner}}}
}

// getSigned sends a request that the SDK's signer signed, and returns the status and the
// body. It follows no redirect.
func getSigned(t *testing.T, server *httptest.Server, path string) (int, string) {
	t.Helper()
	r, err := http.NewRequest("GET", server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Amz-Content-Sha256", emptyHash)
	who := aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "secret"}
	if err := signer().SignHTTP(context.Background(), who, r, emptyHash, "s3", "us-east-1", time.Now()); err != nil {
		t.Fatal(err)
	}
	return get(t, server, r)
}

func get(t *testing.T, server *httptest.Server, r *http.Request) (int, string) {
	t.Helper()
	resp, err := server.Client().Transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// TestMounting shows what docs/EMBEDDING.md says of routers.
func TestMounting(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/", embedded(t))
	strip := http.StripPrefix("/s3", embedded(t))
	prefixed := embedded(t)
	prefixed.Prefix = "/s3"
	router := chi.NewRouter()
	router.Handle("/s3/*", prefixed)
	router.Get("/health", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "well") })
	beside := http.NewServeMux()
	beside.Handle("/s3/", prefixed)
	beside.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "well") })
	for _, tt := range []struct {
		name    string
		handler http.Handler
		path    string
		status  int    // 300 for any redirect, which versions of Go choose differently
		body    string // a part of it
	}{
		{"handler", embedded(t), "/b/k", 200, "plain"},
		{"handler", embedded(t), "/b/a//b", 200, "double"},
		{"handler", embedded(t), "/b/a/./b", 200, "dot"},
		{"ServeMux", mux, "/b/k", 200, "plain"},
		{"ServeMux", mux, "/b/a//b", 300, "/b/a/b"},
		{"ServeMux", mux, "/b/a/./b", 300, "/b/a/b"},
		{"StripPrefix", strip, "/s3/b/k", 403, "SignatureDoesNotMatch"},
		{"ServeMux with Prefix", beside, "/s3/b/k", 200, "plain"},
		{"ServeMux with Prefix", beside, "/health", 200, "well"},
		{"ServeMux with Prefix", beside, "/s3/b/a//b", 300, "/s3/b/a/b"},
		{"chi with Prefix", router, "/s3/b/k", 200, "plain"},
		{"chi with Prefix", router, "/s3/b/a//b", 200, "double"},
		{"chi with Prefix", router, "/s3/b/a/./b", 200, "dot"},
		{"chi with Prefix", router, "/health", 200, "well"},
	} {
		server := httptest.NewServer(tt.handler)
		status, body := getSigned(t, server, tt.path)
		if status/100 == 3 {
			status = 300
		}
		if status != tt.status || !strings.Contains(body, tt.body) {
			t.Errorf("%s: GET %s = %d %q, want %d %q", tt.name, tt.path, status, body, tt.status, tt.body)
		}
		server.Close()
	}
}

// TestProxy shows what a proxy that ends TLS has to pass on.
func TestProxy(t *testing.T) {
	forwarded := func(r *http.Request) bool { return r.Header.Get("X-Forwarded-Proto") == "https" }
	for _, tt := range []struct {
		keepHost       bool
		secure         func(*http.Request) bool
		signed, sealed int // the statuses of a signed request and of one with a customer's key
	}{
		{true, forwarded, 200, 200},
		{false, forwarded, 403, 200},
		{true, nil, 200, 400},
	} {
		h := embedded(t)
		h.Secure = tt.secure
		back := httptest.NewServer(h)
		target, err := url.Parse(back.URL)
		if err != nil {
			t.Fatal(err)
		}
		front := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(pr *httputil.ProxyRequest) {
			pr.SetURL(target)
			pr.SetXForwarded()
			if tt.keepHost {
				pr.Out.Host = pr.In.Host
			}
		}})
		signed, _ := getSigned(t, front, "/b/k")
		sealed, _ := get(t, front, withCustomerKey(t, front.URL+"/b/secret"))
		if signed != tt.signed || sealed != tt.sealed {
			t.Errorf("host kept %t, Secure set %t: %d and with a customer's key %d, want %d and %d",
				tt.keepHost, tt.secure != nil, signed, sealed, tt.signed, tt.sealed)
		}
		front.Close()
		back.Close()
	}
}

func withCustomerKey(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	addCustomerKey(r)
	return r
}

// TestSwallowedAbort shows why a middleware must not recover from http.ErrAbortHandler: its
// message completes a body of which as many bytes are missing.
func TestSwallowedAbort(t *testing.T) {
	abort := func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, strings.Repeat("x", 96))
		panic(http.ErrAbortHandler)
	}
	for _, swallow := range []bool{true, false} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if swallow {
				defer func() {
					if recover() != nil {
						fmt.Fprint(w, "oops")
					}
				}()
			}
			abort(w)
		}))
		resp, err := server.Client().Get(server.URL)
		if err == nil {
			_, err = io.ReadAll(resp.Body)
			resp.Body.Close()
		}
		if whole := err == nil; whole != swallow {
			t.Errorf("swallowed %t: the body looks whole %t (%v)", swallow, whole, err)
		}
		server.Close()
	}
}

// TestCompressedRange shows why the handler is exempt from compression: a middleware compresses
// a 206, and keeps the entity tag and the range of the other bytes.
func TestCompressedRange(t *testing.T) {
	h := embedded(t)
	v := memstore.Version{Content: bytes.Repeat([]byte("x"), 5000)}
	v.ContentType = "text/plain"
	if _, err := h.Store.(*memstore.Store).Put("b", "x", v); err != nil {
		t.Fatal(err)
	}
	plain := httptest.NewServer(h)
	defer plain.Close()
	compressing := httptest.NewServer(middleware.Compress(5)(h))
	defer compressing.Close()
	ask := question{"GET", "s3.example", "/b/x", []func(*http.Request){set("Range", "bytes=0-2999"), set("Accept-Encoding", "gzip")}}
	want := newProxy(t, "http", plain.Listener.Addr(), nil, 1).ask(t, ask)
	got := newProxy(t, "http", compressing.Listener.Addr(), nil, 1).ask(t, ask)
	for _, name := range []string{"Content-Range", "Etag"} {
		if got.header.Get(name) != want.header.Get(name) {
			t.Errorf("%s compressed: %q, want %q as otherwise", name, got.header.Get(name), want.header.Get(name))
		}
	}
	if got.status != 206 || got.header.Get("Content-Encoding") != "gzip" || len(got.body) >= len(want.body) {
		t.Errorf("GET of a range with compression = %v, want a 206 that is compressed", got)
	}
}
