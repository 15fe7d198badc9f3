package interop_test

import (
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// The tests of this file ask what users of other servers reported as broken there.

// oddKeys are keys that routers, proxies and signers spell in more than one way.
var oddKeys = []string{
	"plus+sign", "round(brackets)", "bang!", "equals=", "at@sign", "tilde~", "star*", "quote'", "a blank", "per%cent", "a%2Fb",
	"/at the start", "at the end/", "two//slashes", "a/../b", "../b", "a/./b", ".", "..", "ümlaut", "a&b=c", "question?", "hash#",
}

const oddAccessKey = "AK+()!=@~*' ID"

// serveOdd serves an object under each of the odd keys, whose content is its key.
func serveOdd(t *testing.T) *httptest.Server {
	t.Helper()
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b", Owner: "111122223333"}); err != nil {
		t.Fatal(err)
	}
	for _, key := range append([]string{"k"}, oddKeys...) {
		if _, err := s.Put("b", key, memstore.Version{Content: []byte(key)}); err != nil {
			t.Fatal(err)
		}
	}
	owner := sigv4.Credential{SecretKey: sigv4.NewSecretKey("secret"), Identity: getobject.Identity{Account: "111122223333"}}
	server := httptest.NewServer(&getobject.Handler{Store: s, Authorizer: getobject.AllowAll{},
		Authenticator: &sigv4.Authenticator{Credentials: sigv4.Static{"AKID": owner, oddAccessKey: owner}}})
	t.Cleanup(server.Close)
	return server
}

// strict escapes all of a key but its slashes and what RFC 3986 calls unreserved, as S3 signs
// it.
func strict(key string) string {
	var b strings.Builder
	for _, c := range []byte(key) {
		if c == '/' || strings.ContainsRune("-._~", rune(c)) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + strings.ToUpper(hex.EncodeToString([]byte{c})))
	}
	return b.String()
}

// presignOdd returns the path and the query of a URL that is presigned for a key.
func presignOdd(t *testing.T, server *httptest.Server, accessKey, key string) (path, query string) {
	t.Helper()
	r, err := http.NewRequest("GET", server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.URL.Path, r.URL.RawPath = "/b/"+key, "/b/"+strict(key)
	r.URL.RawQuery = "X-Amz-Expires=60"
	who := aws.Credentials{AccessKeyID: accessKey, SecretAccessKey: "secret"}
	signed, _, err := signer().PresignHTTP(t.Context(), who, r, "UNSIGNED-PAYLOAD", "s3", "us-east-1", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(signed)
	if err != nil {
		t.Fatal(err)
	}
	return "/b/" + strict(key), u.RawQuery
}

// getRaw gets a target that no client library rewrites on its way.
func getRaw(t *testing.T, server *httptest.Server, path, query string) (int, string) {
	t.Helper()
	r, err := http.NewRequest("GET", server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.URL.Opaque, r.URL.RawQuery = path, query
	return get(t, server, r)
}

// lessEscaped are spellings of a signed path and query that name the same.
var lessEscaped = map[string]func(path, query string) (string, string){
	"as signed": func(path, query string) (string, string) { return path, query },
	"fewer escapes": func(path, query string) (string, string) {
		plain := strings.NewReplacer("%28", "(", "%29", ")", "%21", "!", "%3D", "=", "%40", "@", "%2A", "*", "%27", "'", "%2B", "+", "%26", "&")
		return plain.Replace(path), query
	},
	"escaped slashes": func(path, query string) (string, string) {
		return "/b/" + strings.ReplaceAll(strings.TrimPrefix(path, "/b/"), "/", "%2F"), query
	},
	"lower-case digits": func(path, query string) (string, string) {
		lower := func(s string) string {
			b := []byte(s)
			for i := range b {
				if b[i] == '%' && i+2 < len(b) {
					copy(b[i+1:], strings.ToLower(string(b[i+1:i+3])))
				}
			}
			return string(b)
		}
		return lower(path), lower(query)
	},
	"tilde escaped": func(path, query string) (string, string) { return strings.ReplaceAll(path, "~", "%7E"), query },
}

// TestPresignedSpellings: a presigned URL with an odd access key or an odd key is good however
// a client spells it, as long as it names the same.
func TestPresignedSpellings(t *testing.T) {
	server := serveOdd(t)
	for _, accessKey := range []string{"AKID", oddAccessKey} {
		for _, key := range oddKeys {
			path, query := presignOdd(t, server, accessKey, key)
			for name, spell := range lessEscaped {
				path, query := spell(path, query)
				if status, body := getRaw(t, server, path, query); status != 200 || body != key {
					t.Errorf("%s, key %q of %q: %d %s, want 200", name, key, accessKey, status, body)
				}
			}
			if status, _ := getRaw(t, server, path+"x", query); status != 403 {
				t.Errorf("key %q with another key's signature: %d, want 403", key, status)
			}
		}
	}
}

// TestReportedReads: suffix ranges as Parquet readers send them, HEAD with a range, and entity
// tags as proxies rewrite them.
func TestReportedReads(t *testing.T) {
	server := serveOdd(t)
	resp, err := server.Client().Head(server.URL + "/b/bang%21")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	etag := resp.Header.Get("Etag")
	for _, c := range []struct {
		field, value string
		status       int
		contentRange string
		length       int64
	}{
		{"Range", "bytes=-8", 206, "bytes 0-4/5", 5},
		{"Range", "bytes=-65536", 206, "bytes 0-4/5", 5},
		{"Range", "bytes=-9223372036854775807", 206, "bytes 0-4/5", 5},
		{"Range", "bytes=1-2", 206, "bytes 1-2/5", 2},
		{"Range", "bytes=1-99", 206, "bytes 1-4/5", 4},
		{"If-None-Match", etag, 304, "", 0},
		{"If-None-Match", "W/" + etag, 304, "", 0},
		{"If-None-Match", strings.TrimSuffix(etag, `"`) + `-gzip"`, 200, "", 5},
		{"If-None-Match", `"other", W/` + etag, 304, "", 0},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			r, err := http.NewRequest(method, server.URL+"/b/bang%21", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set(c.field, c.value)
			resp, err := server.Client().Transport.RoundTrip(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != c.status || resp.Header.Get("Content-Range") != c.contentRange || c.status != 304 && resp.ContentLength != c.length {
				t.Errorf("%s, %s: %s = %d, %q, %d bytes; want %d, %q, %d", method, c.field, c.value,
					resp.StatusCode, resp.Header.Get("Content-Range"), resp.ContentLength, c.status, c.contentRange, c.length)
			}
		}
	}
}
