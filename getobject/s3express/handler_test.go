package s3express_test

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

const bucket = "b--use1-az4--x-s3"

var noon = time.Date(2026, 9, 29, 12, 0, 0, 0, time.UTC)

// byName identifies requesters by the user of basic authentication.
type byName struct{}

func (byName) Authenticate(_ context.Context, r *getobject.Request, _ *store.Bucket) (getobject.Identity, error) {
	name := r.Header.Get("X-User")
	if name == "" {
		return getobject.Identity{}, nil
	}
	id := getobject.Identity{AccessKey: name, Account: "111122223333"}
	if name == "session" {
		id.Session = getobject.SessionReadWrite
	}
	return id, nil
}

// notBob refuses bob.
type notBob struct{}

func (notBob) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	if a.Identity.AccessKey == "bob" || a.Action != getobject.ActionCreateSession {
		return getobject.Deny, nil
	}
	return getobject.Allow, nil
}

// newHandler has a directory bucket and another one, and what comes after is a teapot.
func newHandler(t testing.TB) (*getobject.Handler, *s3express.Sessions) {
	t.Helper()
	s := memstore.New()
	if err := errors.Join(
		s.CreateBucket(store.Bucket{Name: bucket, Type: store.Directory, Owner: "111122223333"}),
		s.CreateBucket(store.Bucket{Name: "plain"}),
	); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(bucket, "k", memstore.Version{Content: []byte("text")}); err != nil {
		t.Fatal(err)
	}
	sessions := new(s3express.Sessions)
	read := &getobject.Handler{
		Store: s, Authenticator: byName{}, Authorizer: notBob{}, Now: func() time.Time { return noon },
		NewIDs: func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: "ID", Host: "HOST"} },
	}
	read.Next = &s3express.Handler{Read: read, Sessions: sessions, Next: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	})}
	return read, sessions
}

func send(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// A result is the document of an answer.
type result struct {
	XMLName     xml.Name
	Code        string
	Credentials struct{ SessionToken, SecretAccessKey, AccessKeyId, Expiration string }
}

func TestCreateSession(t *testing.T) {
	h, sessions := newHandler(t)
	const zonal = "http://" + bucket + ".s3express-use1-az4.us-east-1.amazonaws.com/?session"
	for _, target := range []string{zonal, "http://127.0.0.1/" + bucket + "?session", "http://127.0.0.1/" + bucket + "/?session="} {
		w := send(h, "GET", target, "X-User", "alice", "X-Amz-Create-Session-Mode", "ReadOnly")
		var got result
		if err := xml.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
			t.Fatalf("%s: %d %s: %v", target, w.Code, w.Body, err)
		}
		if got.XMLName.Local != "CreateSessionResult" || got.XMLName.Space != "http://s3.amazonaws.com/doc/2006-03-01/" {
			t.Errorf("%s: document %v", target, got.XMLName)
		}
		for name := range w.Header() {
			if name != "Content-Type" && name != strings.ToLower(name) {
				t.Errorf("%s: field %q, want lower case", target, name)
			}
		}
		c, err := sessions.Credential(t.Context(), got.Credentials.AccessKeyId)
		want := getobject.Identity{Account: "111122223333", Session: getobject.SessionReadOnly}
		if err != nil || c.Identity != want || c.SessionToken != got.Credentials.SessionToken || c.Bucket != bucket ||
			!c.Expiry.Equal(noon.Add(s3express.Lifetime)) || got.Credentials.Expiration != "2026-09-29T12:05:00Z" {
			t.Errorf("%s: credential %+v, %v of %+v", target, c, err, got.Credentials)
		}
	}
	w := send(h, "GET", zonal, "X-User", "alice", "X-Amz-Server-Side-Encryption", "aws:kms", "X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id", "key")
	if got := fmt.Sprint(w.Header()); !strings.Contains(got, "x-amz-server-side-encryption:[aws:kms]") ||
		!strings.Contains(got, "x-amz-server-side-encryption-aws-kms-key-id:[key]") {
		t.Errorf("encryption: %s", got)
	}
}

// odd keeps sessions whose texts are not those of XML.
type odd struct{}

// Create returns the session.
func (odd) Create(_ context.Context, _ getobject.Identity, _ string, _ getobject.SessionMode, ends time.Time) (s3express.Session, error) {
	return s3express.Session{AccessKey: "<a>", SecretKey: "b&c", Token: `"d'`, Expiry: ends}, nil
}

// TestOddSession checks that the texts of a store are texts in the document.
func TestOddSession(t *testing.T) {
	h, _ := newHandler(t)
	h.Next = &s3express.Handler{Read: h, Sessions: odd{}}
	w := send(h, "GET", "http://127.0.0.1/"+bucket+"?session", "X-User", "alice")
	var got result
	if err := xml.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	if c := got.Credentials; c.AccessKeyId != "<a>" || c.SecretAccessKey != "b&c" || c.SessionToken != `"d'` {
		t.Errorf("document %s", w.Body)
	}
}

func TestRefused(t *testing.T) {
	h, _ := newHandler(t)
	var last getobject.Record
	h.Done = func(r getobject.Record) { last = r }
	const target = "http://" + bucket + ".s3express-use1-az4.us-east-1.amazonaws.com/?session"
	met := map[*rule.Rule]bool{}
	for _, c := range []struct {
		name, target string
		header       []string
		status       int
		code         string
	}{
		{"nobody", target, nil, 403, "AccessDenied"},
		{"bob", target, []string{"X-User", "bob"}, 403, "AccessDenied"},
		{"a session", target, []string{"X-User", "session"}, 403, "AccessDenied"},
		{"mode", target, []string{"X-User", "alice", "X-Amz-Create-Session-Mode", "readonly"}, 400, "InvalidArgument"},
		{"encryption", target, []string{"X-User", "alice", "X-Amz-Server-Side-Encryption", "aws:fsx"}, 400, "InvalidArgument"},
		{"no bucket", strings.Replace(target, "b--", "c--", 1), []string{"X-User", "alice"}, 404, "NoSuchBucket"},
		{"owner", target, []string{"X-User", "alice", "X-Amz-Expected-Bucket-Owner", "444455556666"}, 403, "AccessDenied"},
	} {
		w := send(h, "GET", c.target, c.header...)
		var got result
		if err := xml.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != c.status || got.Code != c.code {
			t.Errorf("%s: %d %s (%v), want %d %s", c.name, w.Code, w.Body, err, c.status, c.code)
		}
		if last.Operation != "CreateSession" || last.Status != c.status || string(last.Code) != c.code {
			t.Errorf("%s: record %+v", c.name, last)
		}
		met[last.Rule] = true
	}
	for r := range s3express.Rules() {
		if !met[r] {
			t.Errorf("no request met %v", r)
		}
	}
}

// TestPass: what is no CreateSession is passed on, and a read does not come here.
func TestPass(t *testing.T) {
	h, _ := newHandler(t)
	for target, want := range map[string]int{
		"GET /plain?session": 418, "POST /" + bucket + "?session": 418, "GET /" + bucket: 418, "GET /": 418, "GET /missing?session": 418,
		"GET /" + bucket + "/k?session": 200,
	} {
		method, target, _ := strings.Cut(target, " ")
		h.Authorizer = getobject.AllowAll{}
		if w := send(h, method, target, "X-User", "alice"); w.Code != want {
			t.Errorf("%s %s: %d, want %d", method, target, w.Code, want)
		}
	}
	h.Next.(*s3express.Handler).Next = nil
	if w := send(h, "GET", "/plain?session", "X-User", "alice"); w.Code != 405 && w.Code != 501 && !strings.Contains(w.Body.String(), "<Code>") {
		t.Errorf("without a Next: %d %s, want S3's error", w.Code, w.Body)
	}
}

// TestSession: what a session may do was decided when it was created.
func TestSession(t *testing.T) {
	s, _ := newHandler(t)
	op := s.Operation()
	op.Authorizer = nil // which denies
	directory, _ := s.Store.Bucket(t.Context(), bucket)
	plain, _ := s.Store.Bucket(t.Context(), "plain")
	for _, c := range []struct {
		mode   getobject.SessionMode
		action getobject.Action
		bucket *store.Bucket
		want   bool
	}{
		{getobject.SessionReadOnly, getobject.ActionGetObject, directory, true},
		{getobject.SessionReadOnly, getobject.ActionCreateSession, directory, true},
		{getobject.SessionReadOnly, getobject.ActionListBucket, directory, true},
		{getobject.SessionReadOnly, "s3:PutObject", directory, false},
		{getobject.SessionReadOnly, "s3:DeleteObject", directory, false},
		{getobject.SessionReadWrite, "s3:PutObject", directory, true},
		{getobject.SessionReadWrite, getobject.ActionDecrypt, directory, false},
		{getobject.SessionReadWrite, getobject.ActionGetObject, plain, false},
		{"", getobject.ActionGetObject, directory, false},
	} {
		err := op.Authorize(t.Context(), getobject.Access{
			Identity: getobject.Identity{Session: c.mode}, Action: c.action, Bucket: c.bucket, Request: new(getobject.Request),
		})
		if (err == nil) != c.want {
			t.Errorf("%q may %s in %s: %v, want %v", c.mode, c.action, c.bucket.Name, err, c.want)
		}
	}
}

// TestSweep: sessions that ended are forgotten, and until then they are known as expired.
func TestSweep(t *testing.T) {
	s := &s3express.Sessions{Others: sigv4.Static{"AKIDOWNER": {SecretKey: sigv4.NewSecretKey("x")}}}
	var keys []string
	for i := range 4 {
		session, err := s.Create(t.Context(), getobject.Identity{}, bucket, getobject.SessionReadOnly, noon.Add(time.Duration(i)*s3express.Lifetime))
		if err != nil || slices.Contains(keys, session.AccessKey) {
			t.Fatalf("Create = %+v, %v", session, err)
		}
		keys = append(keys, session.AccessKey)
	}
	var known []bool
	for _, key := range keys {
		_, err := s.Credential(t.Context(), key)
		known = append(known, err == nil)
	}
	if fmt.Sprint(known) != "[false true true true]" {
		t.Errorf("known = %v, want all but the first", known)
	}
	if _, err := s.Credential(t.Context(), "AKIDOWNER"); err != nil {
		t.Errorf("Credential of another = %v", err)
	}
	if _, err := new(s3express.Sessions).Credential(t.Context(), "x"); !errors.Is(err, sigv4.ErrNoKey) {
		t.Errorf("Credential of the zero Sessions = %v, want %v", err, sigv4.ErrNoKey)
	}
}
