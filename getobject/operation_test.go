package getobject_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// errSecret is a cause that no client may see.
var errSecret = errors.New("secret disk 7 on host 10.0.0.1")

// failsAt lets the Authorizer fail at one action.
func failsAt(action getobject.Action) option {
	return func(w *harness) {
		w.Authorizer = authorizerFunc(func(a getobject.Access) (getobject.Verdict, error) {
			if a.Action == action {
				return getobject.Allow, errSecret
			}
			return getobject.Allow, nil
		})
	}
}

// failures are what can go wrong behind a request before its answer begins.
var failures = []struct {
	name, target string
	harness      func(*harness)
}{
	{"Bucket", "/b/k", fails(faultstore.Bucket, errSecret)},
	{"AccessPoint", "/ap-s3alias/k", fails(faultstore.AccessPoint, errSecret)},
	{"Authenticate", "/b/k", func(w *harness) { w.Authenticator = failsToAuthenticate(errSecret) }},
	{"Authorize", "/b/k", func(w *harness) { w.Authorizer = failsToAuthorize(errSecret) }},
	{"Authorize list", "/b/nothing", failsAt(getobject.ActionListBucket)},
	{"Authorize marker", "/v/gone", failsAt(getobject.ActionListBucket)},
	{"Authorize tags", "/b/tags", failsAt(getobject.ActionGetObjectTagging)},
	{"Authorize hold", "/b/locked", failsAt(getobject.ActionGetObjectLegalHold)},
	{"Authorize key", "/b/kms", failsAt(getobject.ActionDecrypt)},
	{"Open", "/b/k", fails(faultstore.Open, errSecret)},
	{"Read", "/b/k", fails(faultstore.OpenRange, errSecret)},
	{"Part", "/b/multi?partNumber=1", func(w *harness) { w.broken("b/multi").unlisted = true }},
	{"part outside", "/b/multi?partNumber=1", partIs(store.Part{Size: 11})},
	{"part before", "/b/multi?partNumber=1", partIs(store.Part{Offset: -1, Size: 5})},
	{"part overflow", "/b/multi?partNumber=1", partIs(store.Part{Offset: 1 << 62, Size: 1 << 62})},
}

// partIs says of every part of b/multi that it is p.
func partIs(p store.Part) option {
	return func(w *harness) {
		w.broken("b/multi").part = func() (store.Part, error) { return p, nil }
	}
}

// TestFailureIsInternalError checks that a failure is an InternalError whose cause the log gets and
// the client does not.
func TestFailureIsInternalError(t *testing.T) {
	for _, c := range failures {
		t.Run(c.name, func(t *testing.T) {
			w := newHarness(t)
			c.harness(w)
			rec := w.get(t, c.target)
			if rec.Code != 500 || w.last.Rule != rule.Internal || w.last.Err == nil {
				t.Errorf("GET = %d by %v, %v, want 500 by %v", rec.Code, w.last.Rule, w.last.Err, rule.Internal)
			}
			if all := fmt.Sprint(rec.Header(), rec.Body); strings.Contains(all, "secret") || strings.Contains(all, "getobject:") {
				t.Errorf("GET tells the cause: %s", all)
			}
			var e *getobject.Error
			if !errors.As(w.last.Err, &e) || e.Unwrap() == nil {
				t.Errorf("recorded %v, want an Error with a cause", w.last.Err)
			}
		})
	}
}

// TestOpenErrors checks which errors of a store are answers.
func TestOpenErrors(t *testing.T) {
	for _, c := range []struct {
		err  error
		want *rule.Rule
	}{
		{fmt.Errorf("x: %w", store.ErrNoKey), rule.NoSuchKey},
		{fmt.Errorf("x: %w", store.ErrNoVersion), rule.NoSuchKey},
		{fmt.Errorf("x: %w", store.ErrNoBucket), rule.NoSuchBucket},
		{context.Canceled, rule.Internal},
	} {
		w := newHarness(t, fails(faultstore.Open, c.err))
		if w.get(t, "/b/k"); w.last.Rule != c.want {
			t.Errorf("GET where Open fails with %v was decided by %v, want %v", c.err, w.last.Rule, c.want)
		}
	}
}

// TestRefusalOfAuthenticator checks that an Authenticator chooses the error itself.
func TestRefusalOfAuthenticator(t *testing.T) {
	w := newHarness(t)
	w.Authenticator = failsToAuthenticate(fmt.Errorf("wrapped: %w", &getobject.Error{Code: rule.CodeSignatureDoesNotMatch}))
	rec := w.get(t, "/nowhere/k")
	if rec.Code != 403 || !strings.Contains(rec.Body.String(), "<Code>SignatureDoesNotMatch</Code>") {
		t.Errorf("GET = %d %s, want 403 SignatureDoesNotMatch", rec.Code, rec.Body)
	}
}

// TestAnswerWithoutReading checks that no content is read for an answer without one.
func TestAnswerWithoutReading(t *testing.T) {
	for _, c := range []struct {
		method string
		key    string
		header []string
		want   int
	}{
		{"HEAD", "k", nil, 200},
		{"HEAD", "k", []string{"Range", "bytes=1-2"}, 206},
		{"GET", "k", []string{"If-None-Match", "*"}, 304},
		{"GET", "k", []string{"If-Match", "x"}, 412},
		{"GET", "k", []string{"Range", "bytes=10-"}, 416},
		{"GET", "empty", nil, 200},
		{"GET", "glacier", nil, 403},
		{"HEAD", "glacier", nil, 200},
	} {
		w := newHarness(t, fails(faultstore.OpenRange, errSecret))
		if rec := w.ask(t, c.method, "/b/"+c.key, c.header...); rec.Code != c.want {
			t.Errorf("%s %s %q = %d, want %d without a read", c.method, c.key, c.header, rec.Code, c.want)
		}
	}
}

// TestArgumentsBeforeOpen checks that no store is asked for an object by a request that
// is refused anyway.
func TestArgumentsBeforeOpen(t *testing.T) {
	for _, target := range []string{"/b/k?partNumber=x", "/v/k?versionId=x", "/b/k?versionId=", "/b/k?response-expires=1"} {
		w := newHarness(t, fails(faultstore.Open, errSecret))
		if rec := w.get(t, target); rec.Code != 400 {
			t.Errorf("GET %s = %d, want 400 without an open", target, rec.Code)
		}
	}
}

// TestDoWithoutHTTP checks the operation without HTTP.
func TestDoWithoutHTTP(t *testing.T) {
	w := newHarness(t)
	r, err := getobject.Parse(newRequest("GET", "/b/k", "Range", "bytes=3-5"), getobject.ParseOptions{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := w.Operation().Do(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if n, err := resp.WriteTo(&b); n != 3 || err != nil || b.String() != "345" {
		t.Errorf("WriteTo = %d, %v, %q, want 3, nil, 345", n, err, b.String())
	}
	if err := resp.Close(); err != nil {
		t.Errorf("Close = %v, want nil", err)
	}
	w.checkClosed(t)
}

// TestExcessIsNotCounted checks that a reader of more bytes than were asked for is a broken promise, of
// which no more is written than is announced.
func TestExcessIsNotCounted(t *testing.T) {
	w := newHarness(t, faulty(faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Long(20)}))
	aborts(w, newRequest("GET", "/b/k"))
	if !w.last.Aborted || w.last.Bytes >= 10 {
		t.Errorf("GET was recorded with %d bytes, aborted %v, want less than 10 and an abort", w.last.Bytes, w.last.Aborted)
	}
}
