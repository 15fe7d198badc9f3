package s3write_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store/memstore"
)

// A harness is a handler over an empty store, which allows everything to everybody.
type harness struct {
	*testing.T
	store *memstore.Store
	read  *getobject.Handler
	last  getobject.Record
}

var start = time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)

func newHarness(t *testing.T) *harness {
	s := memstore.New()
	s.Now = func() time.Time { return start }
	h := &harness{T: t, store: s}
	h.read = &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{}, Now: func() time.Time { return start },
		Secure: func(*http.Request) bool { return true },
		Done:   func(r getobject.Record) { h.last = r },
	}
	h.read.Next = &s3write.Handler{Read: h.read, Store: memstore.Writer{Store: s}}
	return h
}

// signed makes the harness ask for signatures of the access key of S3's examples.
func (h *harness) signed() *harness {
	h.read.Authenticator = &sigv4.Authenticator{Credentials: sigv4.Static{"AKIAIOSFODNN7EXAMPLE": {
		SecretKey: sigv4.NewSecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
		Identity:  getobject.Identity{Account: "123456789012"},
	}}}
	return h
}

// ask sends a request, with a body and fields in pairs of name and value. Of a body that is
// "-" there is none.
func (h *harness) ask(method, target, body string, fields ...string) *httptest.ResponseRecorder {
	h.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i < len(fields); i += 2 {
		r.Header.Add(fields[i], fields[i+1])
	}
	if fields := r.Header["Transfer-Encoding"]; fields != nil {
		r.TransferEncoding, r.ContentLength = fields, -1
	}
	w := httptest.NewRecorder()
	h.read.ServeHTTP(w, r)
	return w
}

// want is ask, and wants a status and each of some texts in the body or as "Name: value" in
// the header, or not if they begin with "!".
func (h *harness) want(status int, texts string, method, target, body string, fields ...string) *httptest.ResponseRecorder {
	h.Helper()
	w := h.ask(method, target, body, fields...)
	all := w.Body.String()
	for name, values := range w.Result().Header {
		all += "\n" + http.CanonicalHeaderKey(name) + ": " + strings.Join(values, ", ") + "\n"
	}
	if w.Code != status {
		h.Errorf("%s %s: %d, want %d: %s", method, target, w.Code, status, all)
	}
	for text := range strings.SplitSeq(texts, " | ") {
		absent, not := strings.CutPrefix(text, "!")
		if text != "" && strings.Contains(all, absent) == not {
			h.Errorf("%s %s: want %s in:\n%s", method, target, text, all)
		}
	}
	return w
}

// field returns the value of a field that is spelled as S3 spells it, or "".
func field(w *httptest.ResponseRecorder, name string) string {
	for key, values := range w.Result().Header {
		if key == name {
			return values[0]
		}
	}
	return ""
}

// gone wants that a key has no object.
func (h *harness) gone(target string) {
	h.Helper()
	h.want(404, "", "GET", target, "")
}

// deny is an Authorizer that allows all but one action.
type deny struct{ action getobject.Action }

func (d deny) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	if a.Action == d.action {
		return getobject.Deny, nil
	}
	return getobject.Allow, nil
}
