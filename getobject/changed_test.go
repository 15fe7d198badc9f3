package getobject_test

import (
	"context"
	"io"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
	"github.com/s3get/s3get/store/memstore"
)

// TestChangedObjectIsOpenedAgain checks that an object that changed before its first byte is opened once
// more, with what is there then.
func TestChangedObjectIsOpenedAgain(t *testing.T) {
	w := newHarness(t)
	w.changes("k", func() {
		w.put("b", "k", memstore.Version{Info: store.Info{ETag: `"later"`}, Content: []byte("other")})
	})
	rec := w.get(t, "/b/k")
	if rec.Code != 200 || rec.Body.String() != "other" || rec.Header().Get("Etag") != `"later"` || rec.Header().Get("Content-Length") != "5" {
		t.Errorf("GET = %d %q %v, want 200 with the later object", rec.Code, rec.Body, rec.Header())
	}
}

// TestChangingObjectIsOpenedTwice checks that an object that always changes is opened twice at most.
func TestChangingObjectIsOpenedTwice(t *testing.T) {
	w := newHarness(t, faulty(faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Changed()}))
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, newRequest("GET", "/b/k"))
	if opens := w.checkClosed(t); rec.Code != 500 || opens != 2 {
		t.Errorf("GET = %d after %d opens, want 500 after 2", rec.Code, opens)
	}
}

// TestChangedObjectMeetsPreconditions checks that the conditions are evaluated again for what is
// there then.
func TestChangedObjectMeetsPreconditions(t *testing.T) {
	w := newHarness(t)
	w.put("b", "k", with(func(i *store.Info) { i.ETag = `"first"` }))
	w.changes("k", func() { w.put("b", "k", digits()) })
	if rec := w.get(t, "/b/k", "If-Match", `"first"`); rec.Code != 412 {
		t.Errorf("GET with If-Match of the first = %d, want 412", rec.Code)
	}
}

// TestChangedObjectIsNotThere checks that nothing is left of an object that went away before its
// first byte, neither itself nor a right that mattered to it.
func TestChangedObjectIsNotThere(t *testing.T) {
	w := newHarness(t)
	w.changes("k", func() { w.delete("b", "k") })
	if rec := w.get(t, "/b/k"); rec.Code != 404 {
		t.Errorf("GET of an object that went away = %d, want 404", rec.Code)
	}
}

// TestChangedObjectNeedsRightsAgain checks that rights are asked for again, here of an authorizer that allows
// every action once, for an object that is opened again.
func TestChangedObjectNeedsRightsAgain(t *testing.T) {
	w := newHarness(t)
	asked := map[getobject.Action]bool{}
	w.Authorizer = authorizerFunc(func(a getobject.Access) (getobject.Verdict, error) {
		if asked[a.Action] {
			return getobject.Deny, nil
		}
		asked[a.Action] = true
		return getobject.Allow, nil
	})
	w.changes("tags", func() { w.put("b", "tags", with(changes["tags"])) })
	rec := w.get(t, "/b/tags")
	if got := rec.Header().Get("X-Amz-Tagging-Count"); rec.Code != 200 || got != "" {
		t.Errorf("GET = %d with X-Amz-Tagging-Count %q, want 200 without", rec.Code, got)
	}
}

// A changing object is another once it was opened.
type changing struct {
	*remembered
}

func (o changing) OpenRange(context.Context, int64, int64) (io.ReadCloser, error) {
	return nil, store.ErrChanged
}

// An inTurn store has the objects one after another, the last for ever.
type inTurn struct {
	lone
	objects []store.Object
}

func (s *inTurn) Open(context.Context, store.Ref) (store.Object, error) {
	o := s.objects[0]
	if len(s.objects) > 1 {
		s.objects = s.objects[1:]
	}
	return o, nil
}

// TestChangedObjectIsCleanedAnew: the fields of what is there when an object changed are cleaned, whether
// or not those of what was there before were.
func TestChangedObjectIsCleanedAnew(t *testing.T) {
	before := &store.Info{Size: 10, ETag: `"a"`, LastModified: modified}
	after := &store.Info{Size: 10, ETag: `"b"`, LastModified: modified, ContentDisposition: "a\r\nSet-Cookie: b"}
	for _, o := range []store.Object{
		&remembered{after, store.NewMemo(after)},
		forgotten{&remembered{after, nil}},
	} {
		s := &inTurn{lone{bucket: &store.Bucket{Name: "b"}}, []store.Object{changing{&remembered{before, store.NewMemo(before)}}, o}}
		h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}, Now: func() time.Time { return clock }}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, newRequest("GET", "/b/k"))
		if got := rec.Header().Get("Content-Disposition"); rec.Code != 200 || got != "a  Set-Cookie: b" {
			t.Errorf("GET of a changed object = %d with Content-Disposition %q, want 200 and it without line ends", rec.Code, got)
		}
	}
}
