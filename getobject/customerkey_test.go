package getobject_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A keyedStore is a store whose objects know the customer's key in their own way.
type keyedStore struct {
	store.Store
	matcher sse.KeyMatcher
	readErr error // what OpenRangeWithKey of another key than theKey fails with
}

func (s keyedStore) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := s.Store.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	info := *o.Info()
	info.Encryption.Customer = s.matcher
	return keyedObject{o, &info, s.readErr}, nil
}

type keyedObject struct {
	store.Object
	info    *store.Info
	readErr error
}

func (o keyedObject) Info() *store.Info { return o.info }

func (o keyedObject) OpenRangeWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if o.readErr != nil && !key.Equal(theKey) {
		return nil, o.readErr
	}
	return o.Object.OpenRange(ctx, off, n)
}

// TestCustomerKeyMatchers checks S3's answers to keys that the store recognises by what
// it has kept of them, or only by opening the object.
func TestCustomerKeyMatchers(t *testing.T) {
	digest, err := sse.ParseMD5Matcher(theKey.MD5())
	if err != nil {
		t.Fatal(err)
	}
	trusting := sse.MatcherFunc(func(sse.CustomerKey) bool { return true })
	const denied, failed, invalid = "AccessDenied", "InternalError", "InvalidRequest"
	tests := []struct {
		name    string
		matcher sse.KeyMatcher
		readErr error
		method  string
		header  []string
		status  int
		code    string // of the error document of a GET
	}{
		{"MD5", digest, nil, "GET", ssec(theKey), 200, ""},
		{"MD5", digest, nil, "HEAD", ssec(theKey), 200, ""},
		{"MD5", digest, nil, "GET", ssec(otherKey), 403, denied},
		{"MD5", digest, nil, "HEAD", ssec(otherKey), 403, ""},
		{"MD5", digest, nil, "GET", nil, 400, invalid},
		{"MD5", digest, nil, "HEAD", nil, 400, ""},
		{"sealed key", sse.MatcherFunc(theKey.Equal), nil, "HEAD", ssec(otherKey), 403, ""},
		{"sealed key", sse.MatcherFunc(theKey.Equal), nil, "GET", ssec(theKey), 200, ""},
		// Without a matcher that knows, HEAD cannot know either: it opens no body.
		{"unsealing", trusting, sse.WrongKey, "GET", ssec(theKey), 200, ""},
		{"unsealing", trusting, sse.WrongKey, "GET", ssec(otherKey), 403, denied},
		{"unsealing", trusting, fmt.Errorf("open: %w", &sse.Error{Reason: sse.WrongKey}), "GET", ssec(otherKey), 403, denied},
		{"unsealing", trusting, sse.WrongKey, "HEAD", ssec(otherKey), 200, ""},
		{"unsealing", trusting, sse.WrongKey, "GET", nil, 400, invalid},
		{"unsealing", trusting, errors.New("lost"), "GET", ssec(otherKey), 500, failed},
		{"unsealing", trusting, sse.Reason(99), "GET", ssec(otherKey), 500, failed},
		// A zero Fingerprint means that the object has no customer's key.
		{"zero fingerprint", sse.Fingerprint{}, nil, "GET", nil, 200, ""},
		{"zero fingerprint", sse.Fingerprint{}, nil, "GET", ssec(theKey), 400, invalid},
	}
	for _, tt := range tests {
		s := memstore.New()
		if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Put("b", "k", memstore.Version{Content: []byte("content")}); err != nil {
			t.Fatal(err)
		}
		var record getobject.Record
		h := &getobject.Handler{
			Store: keyedStore{s, tt.matcher, tt.readErr}, Authorizer: getobject.AllowAll{},
			Secure: func(*http.Request) bool { return true },
			Done:   func(r getobject.Record) { record = r },
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, newRequest(tt.method, "/b/k", tt.header...))
		if rec.Code != tt.status || tt.code != "" && !strings.Contains(rec.Body.String(), "<Code>"+tt.code+"</Code>") {
			t.Errorf("%s: %s = %d %s, want %d %s", tt.name, tt.method, rec.Code, rec.Body, tt.status, tt.code)
		}
		if tt.status == 403 && record.Rule != rule.SSEWrongKey {
			t.Errorf("%s: %s by %v, want %v", tt.name, tt.method, record.Rule, rule.SSEWrongKey)
		}
	}
}

// TestInsecureKeyBeforeSignature: a customer's key over an insecure connection is refused
// before the signature, whose refusal would repeat what was signed.
func TestInsecureKeyBeforeSignature(t *testing.T) {
	w := newHarness(t)
	w.Authenticator = failsToAuthenticate(getobject.Refuse(rule.Denied))
	key := []string{
		"X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256",
		"X-Amz-Server-Side-Encryption-Customer-Key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
	}
	w.get(t, "/b/k", key...)
	if w.last.Rule != rule.SSEInsecure {
		t.Errorf("over plain HTTP: refused by %v, want %v", w.last.Rule, rule.SSEInsecure)
	}
	w.Secure = func(*http.Request) bool { return true }
	if w.get(t, "/b/k", key...); w.last.Rule != rule.Denied {
		t.Errorf("over a secure connection: refused by %v, want %v", w.last.Rule, rule.Denied)
	}
}
