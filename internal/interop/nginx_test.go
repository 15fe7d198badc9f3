package interop_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go/encoding/httpbinding"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

var clerk = aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "secret"}

// signRequest signs a request in its header.
func signRequest(r *http.Request) {
	r.Header.Set("X-Amz-Content-Sha256", emptyHash)
	if err := signer().SignHTTP(context.Background(), clerk, r, emptyHash, "s3", "us-east-1", time.Now()); err != nil {
		panic(err)
	}
}

// presignRequest signs a request in its query.
func presignRequest(r *http.Request) {
	q := r.URL.Query()
	q.Set("X-Amz-Expires", "900")
	r.URL.RawQuery = q.Encode()
	target, _, err := signer().PresignHTTP(context.Background(), clerk, r, "UNSIGNED-PAYLOAD", "s3", "us-east-1", time.Now())
	if err != nil {
		panic(err)
	}
	if r.URL, err = url.Parse(target); err != nil {
		panic(err)
	}
}

// addCustomerKey adds the key of the sealed object.
func addCustomerKey(r *http.Request) {
	sum := md5.Sum([]byte(customerKey))
	const prefix = "X-Amz-Server-Side-Encryption-Customer-"
	r.Header.Set(prefix+"Algorithm", "AES256")
	r.Header.Set(prefix+"Key", base64.StdEncoding.EncodeToString([]byte(customerKey)))
	r.Header.Set(prefix+"Key-Md5", base64.StdEncoding.EncodeToString(sum[:]))
}

// set sets a field.
func set(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// nginxKeys are keys whose paths a proxy may want to clean.
var nginxKeys = append(slices.Clone(oddKeys), "k", " ", "100%", "a%2fb", "a%00b", "/", "//lead", "a/.", "a/..", "b/../../b", "../../b", "é/日本", "a\x01b", "a\x00b", "back\\slash")

const nginxSize = 1 << 20

// served returns what nginx stands in front of: nginxKeys, whose content is the key, and some
// objects more.
func served(t *testing.T) *getobject.Handler {
	t.Helper()
	long := store.Info{Metadata: []store.Metadata{{Name: "long", Value: strings.Repeat("m", 2000)}, {Name: "a_b.c", Value: "d"}}}
	objects := map[string]memstore.Version{
		"secret": {Content: []byte("secret"), CustomerKey: sse.NewCustomerKey([]byte(customerKey))},
		"large":  {Content: bytes.Repeat([]byte("0123456789abcdef"), nginxSize/16)},
		"long":   {Content: []byte("long"), Info: long},
	}
	for _, key := range nginxKeys {
		objects[key] = memstore.Version{Content: []byte(key)}
	}
	s := memstore.New()
	for _, b := range []store.Bucket{{Name: "b"}, {Name: "d--use1-az4--x-s3", Type: store.Directory}} {
		b.Owner = "111122223333"
		if err := s.CreateBucket(b); err != nil {
			t.Fatal(err)
		}
		for key, v := range objects {
			if b.Type == store.Directory && key != "k" {
				continue
			}
			if _, err := s.Put(b.Name, key, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	owner := sigv4.Credential{SecretKey: sigv4.NewSecretKey("secret"), Identity: getobject.Identity{Account: "111122223333"}}
	return &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{}, Server: "AmazonS3",
		Hosts:         address.Hosts{Domains: []string{"s3.example"}},
		Secure:        func(r *http.Request) bool { return r.Header.Get("X-Forwarded-Proto") == "https" },
		NewIDs:        func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: "R", Host: "H"} },
		Authenticator: &sigv4.Authenticator{Credentials: sigv4.Static{"AKID": owner}},
	}
}

// asks is a GET of a path of s3.example.
func asks(target string, change ...func(*http.Request)) question {
	return question{"GET", "s3.example", target, change}
}

// readings are the ways to read a key: in path style and virtual-hosted, signed in the header
// and in the query, as the client's signer spells it.
func readings(key string) []question {
	escaped := httpbinding.EscapePath(key, false)
	var all []question
	for _, sign := range []func(*http.Request){signRequest, presignRequest} {
		all = append(all, asks("/b/"+escaped, sign), question{"GET", "b.s3.example", "/" + escaped, []func(*http.Request){sign}})
	}
	return all
}

// TestNginxKeys reads odd keys through nginx: all come through but those whose path leads above
// its root or has a zero byte. It makes no difference whether nginx may merge slashes.
func TestNginxKeys(t *testing.T) {
	refused := map[string]bool{"/..": true, "/../b": true, "/b/../../b": true, "/../../b": true, "/a%00b": true, "/b/a%00b": true}
	asked := map[string]bool{}
	for _, merge := range []string{"on", "off"} {
		http1, http2, direct := startNginx(t, served(t), edit{"server {", "server { merge_slashes " + merge + ";"})
		for _, key := range nginxKeys {
			for _, q := range readings(key) {
				asked[q.target] = true
				if got := direct.ask(t, q); got.status != 200 || got.body != key {
					t.Errorf("without nginx, GET %s%s = %v, want the object", q.host, q.target, got)
				}
				for _, p := range []*proxy{http1, http2} {
					got := p.ask(t, q)
					read, page := got.status == 200 && got.body == key, got.status == 400 && strings.Contains(got.body, "<center>nginx/")
					if got.err != nil || read == refused[q.target] || page != refused[q.target] {
						t.Errorf("HTTP/%d, merge_slashes %s: GET %s%s = %v, want it refused %t", p.major, merge, q.host, q.target, got, refused[q.target])
					}
				}
			}
		}
	}
	for target := range refused {
		if !asked[target] {
			t.Errorf("%s was not asked for", target)
		}
	}
}

// TestNginxAnswers: what comes through nginx is what the handler answers, field for field.
func TestNginxAnswers(t *testing.T) {
	http1, http2, direct := startNginx(t, served(t))
	gzip := set("Accept-Encoding", "gzip")
	for _, c := range []struct {
		status int
		question
	}{
		{200, asks("/b/k")},
		{404, asks("/b/no")},
		{200, question{"HEAD", "s3.example", "/b/k", nil}},
		{404, question{"HEAD", "s3.example", "/b/no", nil}},
		{206, question{"HEAD", "s3.example", "/b/large", []func(*http.Request){set("Range", "bytes=1-3")}}},
		{416, question{"HEAD", "s3.example", "/b/k", []func(*http.Request){set("Range", "bytes=9-")}}},
		{405, question{"PUT", "s3.example", "/b/k", nil}},
		{403, question{"OPTIONS", "s3.example", "/b/k", []func(*http.Request){set("Origin", "https://a"), set("Access-Control-Request-Method", "GET")}}},
		{200, question{"GET", "s3.example:8443", "/b/k", []func(*http.Request){signRequest}}},
		{403, asks("/b/k", signRequest, set("X-Amz-Date", "20260101T000000Z"))},
		{200, asks("/b/k?versionId=null&x-id=GetObject&response-content-type=a%2Fb+c", signRequest)},
		{200, asks("/b/plus+sign")},
		{200, asks("/b/two%2F%2fslashes")},
		{200, asks("/b/a/%2e%2E/b")},
		{200, asks("/b/%6b")},
		{200, asks("/b/large")},
		{206, asks("/b/large", set("Range", "bytes=1-3"))},
		{206, asks("/b/large", set("Range", "bytes=-700000"))},
		{206, asks("/b/large", set("Range", "bytes=1-3"), gzip)},
		{416, asks("/b/k", set("Range", "bytes=9-"))},
		{200, asks("/b/large", gzip)},
		{404, asks("/b/no", gzip)},
		{304, asks("/b/k", set("If-None-Match", "*"))},
		{412, asks("/b/k", set("If-Match", `"no"`))},
		{304, asks("/b/k", set("If-Modified-Since", time.Now().UTC().Format(http.TimeFormat)))},
		{200, asks("/b/secret", addCustomerKey, signRequest)},
		{200, asks("/b/secret", addCustomerKey, set("X-Forwarded-Proto", "http"))},
		{400, asks("/b/secret")},
		{200, asks("/b/k", set("X_a", "b"), set("X.c", "d"), signRequest)},
		{200, asks("/b/k", set("X-Long", strings.Repeat("x", 7000)), signRequest)},
		{400, asks("/b/k", set("X-Long", strings.Repeat("x", 9000)), signRequest)},
		{414, asks("/b/k?x-long=" + strings.Repeat("x", 9000))},
		{200, longAnswer(7000)},
		{200, asks("/b/k", addBody(5))},
		{200, asks("/b/large", addBody(200<<10))},
	} {
		for _, p := range []*proxy{http1, http2} {
			got, want := p.ask(t, c.question), direct.ask(t, c.question)
			if want.status != c.status || !got.is(want) {
				t.Errorf("HTTP/%d: %s %.60s = %v,\nwithout nginx %v, want both the same and %d", p.major, c.method, c.target, got, want, c.status)
			}
		}
	}
}

// longAnswer is answered with a header section of 2 KiB of metadata, n bytes and some hundreds.
func longAnswer(n int) question {
	return asks("/b/long?response-content-disposition="+strings.Repeat("d", n), signRequest)
}

// addBody adds a body, which a read does not have.
func addBody(n int64) func(*http.Request) {
	return func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(strings.Repeat("b", int(n)))), n
	}
}

// TestNginxLimits: what is too long even for the buffers of the page is refused by nginx, over
// HTTP/2 at lengths of its own, because it counts what is compressed.
func TestNginxLimits(t *testing.T) {
	http1, _, _ := startNginx(t, served(t))
	for _, c := range []struct {
		status int
		question
	}{
		{414, asks("/b/k?x-long=" + strings.Repeat("x", 17<<10))},
		{400, asks("/b/k", set("X-Long", strings.Repeat("x", 17<<10)))},
		{413, asks("/b/k", addBody(1<<20+1))},
	} {
		if got := http1.ask(t, c.question); got.status != c.status || !strings.Contains(got.body, "<center>nginx/") {
			t.Errorf("GET %.60s = %v, want a page of nginx with %d", c.target, got, c.status)
		}
	}
}

// TestNginxLines leaves out lines of docs/EMBEDDING.md one by one: each is needed for an
// answer. Those for answers that are long are left out in TestNginxAbort and TestNginxUnread.
func TestNginxLines(t *testing.T) {
	for _, c := range []struct {
		line string
		question
		status int
	}{
		{"proxy_set_header Host $http_host;", asks("/b/k", signRequest), 403},
		{"proxy_set_header X-Forwarded-Proto $scheme;", asks("/b/secret", addCustomerKey), 400},
		{"proxy_pass_header Server;", asks("/b/k"), 200},
		{"proxy_buffer_size 16k;", longAnswer(2000), 502},
		{"proxy_buffers 8 16k;", asks("/b/k"), 0}, // nginx does not start
		{"gzip off;", asks("/b/large", set("Accept-Encoding", "gzip")), 200},
		{"gzip off;", asks("/b/no", set("Accept-Encoding", "gzip")), 404},
		{"ignore_invalid_headers off;", asks("/b/k", set("X_a", "b"), signRequest), 403},
		{"ignore_invalid_headers off;", asks("/b/k", set("X.a", "b"), signRequest), 403},
		{"large_client_header_buffers 4 16k;", asks("/b/k?x-long=" + strings.Repeat("x", 9000)), 414},
	} {
		http1, _, direct := startNginx(t, served(t), edit{c.line, ""})
		if got, want := http1.ask(t, c.question), direct.ask(t, c.question); got.status != c.status || got.is(want) {
			t.Errorf("without %q: GET %.60s = %v,\nwithout nginx %v, want %d and a difference", c.line, c.target, got, want, c.status)
		}
	}
}

// TestNginxPath: with a path in proxy_pass nginx cleans what it passes on, and then it matters
// whether it may merge slashes.
func TestNginxPath(t *testing.T) {
	for _, c := range []struct {
		target, merge string
		status        int
	}{
		{"/b/k", "on", 200},
		{"/b/a/./b", "on", 403},
		{"/b/a/./b", "off", 403},
		{"/b/two//slashes", "on", 403},
		{"/b/two//slashes", "off", 200},
	} {
		http1, _, _ := startNginx(t, served(t), edit{"server {", "server { merge_slashes " + c.merge + ";"},
			edit{";\n\t\tproxy_http_version", "/;\n\t\tproxy_http_version"})
		if got := http1.ask(t, asks(c.target, signRequest)); got.status != c.status {
			t.Errorf("merge_slashes %s: GET %s = %v, want %d", c.merge, c.target, got, c.status)
		}
	}
}

// TestNginxOtherHost: where Host has to be another, a few lines in front of the handler bring
// back what the client sent.
func TestNginxOtherHost(t *testing.T) {
	h := served(t)
	restore := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = r.Header.Get("X-Forwarded-Host")
		h.ServeHTTP(w, r)
	})
	http1, http2, _ := startNginx(t, restore, edit{"Host $http_host", "X-Forwarded-Host $http_host"})
	for _, p := range []*proxy{http1, http2} {
		for _, q := range []question{asks("/b/k", signRequest), {"GET", "b.s3.example", "/k", []func(*http.Request){presignRequest}}} {
			if got := p.ask(t, q); got.status != 200 || got.body != "k" {
				t.Errorf("HTTP/%d: GET %s%s with Host restored = %v, want 200", p.major, q.host, q.target, got)
			}
		}
	}
}

// TestNginxSpelling: over HTTP/1.1 the names of fields keep the spelling of the handler, but
// for Content-Type of a directory bucket.
func TestNginxSpelling(t *testing.T) {
	http1, _, direct := startNginx(t, served(t))
	for bucket, respelled := range map[string]bool{"b": false, "d--use1-az4--x-s3": true} {
		got, want := http1.names(t, "/"+bucket+"/k"), direct.names(t, "/"+bucket+"/k")
		if i := slices.Index(want, "content-type"); respelled && i >= 0 {
			want[i] = "Content-Type"
			slices.Sort(want)
			respelled = false
		}
		if !slices.Equal(got, want) || respelled {
			t.Errorf("bucket %s: fields %q, want %q", bucket, got, want)
		}
	}
}

// names returns the names of the fields of the answer to a GET as they are spelled.
func (p *proxy) names(t *testing.T, target string) []string {
	t.Helper()
	conn, err := p.client.DialContext(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if p.scheme == "https" {
		trust := p.client.TLSClientConfig.Clone()
		trust.ServerName = "s3.example"
		conn = tls.Client(conn, trust)
	}
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: s3.example\r\nConnection: close\r\n\r\n", target)
	text, err := io.ReadAll(conn)
	head, _, found := strings.Cut(string(text), "\r\n\r\n")
	if err != nil || !strings.HasPrefix(head, "HTTP/1.1 200 ") || !found {
		t.Fatalf("GET %s = %q, %v", target, text, err)
	}
	var names []string
	for _, line := range strings.Split(head, "\r\n")[1:] {
		name, _, _ := strings.Cut(line, ":")
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// A failingStore has objects whose readers fail behind half of the bytes.
type failingStore struct{ store.Store }

func (s failingStore) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := s.Store.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	return failingObject{o}, nil
}

type failingObject struct{ store.Object }

func (o failingObject) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := o.Object.OpenRange(ctx, off, n)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(io.LimitReader(r, n/2), iotest.ErrReader(io.ErrNoProgress)), r}, nil
}

// fillUp recovers from the end of a body that breaks off in the middle, and hides it.
func fillUp(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if recover() != nil {
				io.WriteString(w, strings.Repeat("x", nginxSize/2))
			}
		}()
		h.ServeHTTP(w, r)
	})
}

// withoutLength breaks off a body whose length nobody said.
func withoutLength(w http.ResponseWriter, _ *http.Request) {
	io.WriteString(w, strings.Repeat("x", nginxSize/2))
	panic(http.ErrAbortHandler)
}

// TestNginxAbort: a body that breaks off is an error to the client of nginx too, whether nginx
// buffers or not. Where it is hidden, the test sees a whole body, and where nginx speaks
// HTTP/1.0, it cannot tell the end of a body without length.
func TestNginxAbort(t *testing.T) {
	h := served(t)
	h.Store = failingStore{h.Store}
	for _, c := range []struct {
		name    string
		handler http.Handler
		whole   bool
		edits   []edit
	}{
		{"as on the page", h, false, nil},
		{"without buffers", h, false, []edit{{"gzip off;", "gzip off; proxy_buffering off;"}}},
		{"hidden", fillUp(h), true, nil},
		{"without length", http.HandlerFunc(withoutLength), false, nil},
		{"without length over HTTP/1.0", http.HandlerFunc(withoutLength), true, []edit{{"proxy_http_version 1.1;", ""}}},
	} {
		http1, http2, _ := startNginx(t, c.handler, c.edits...)
		for _, p := range []*proxy{http1, http2} {
			got := p.ask(t, asks("/b/large"))
			if whole := got.err == nil; got.status != 200 || got.body == "" || whole != c.whole {
				t.Errorf("HTTP/%d, %s: GET of a failing object = %v, want 200 with a part of the body, whole %t", p.major, c.name, got, c.whole)
			}
		}
	}
}

// TestNginxUnread: a client that stops reading stops the handler, which learns that it left.
// Without a line of docs/EMBEDDING.md nginx takes the object, and the handler ends as if the
// client had.
func TestNginxUnread(t *testing.T) {
	const size = 64 << 20 // more than the buffers of all connections
	for _, c := range []struct {
		taken bool
		edits []edit
	}{
		{false, nil},
		{true, []edit{{"proxy_max_temp_file_size 0;", ""}}},
	} {
		h, ended := served(t), make(chan getobject.Record, 1)
		if _, err := h.Store.(*memstore.Store).Put("b", "huge", memstore.Version{Content: make([]byte, size)}); err != nil {
			t.Fatal(err)
		}
		h.Done = func(r getobject.Record) { ended <- r }
		http1, _, _ := startNginx(t, h, c.edits...)
		r, err := asks("/b/huge").request("https")
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http1.client.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		if !c.taken {
			resp.Body.Close()
		}
		if rec := <-ended; (rec.Bytes == size) != c.taken || (rec.Err == nil) != c.taken {
			t.Errorf("a client read nothing of %d bytes: recorded %d, %v; want all taken %t", size, rec.Bytes, rec.Err, c.taken)
		}
		resp.Body.Close()
	}
}
