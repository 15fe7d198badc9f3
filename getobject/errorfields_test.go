package getobject_test

import (
	"bufio"
	"encoding/xml"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// TestErrorStatus: an Error of a store or a policy whose status is none of a refusal is
// answered 500. Package net/http panics over some of them, and sends others as the
// announcement of a 200.
func TestErrorStatus(t *testing.T) {
	for _, status := range []int{-1, 1, 99, 100, 101, 103, 199, 1000} {
		w := newHarness(t)
		w.Authorizer = failsToAuthorize(&getobject.Error{Code: "Odd", Status: status})
		s := serve(t, w, protocols[0].start)
		resp, err := s.Client().Get(s.URL + "/b/k")
		if err != nil {
			t.Errorf("status %d: %v, %v", status, err, w.last.Err)
		} else if resp.Body.Close(); resp.StatusCode != http.StatusInternalServerError {
			t.Errorf("status %d: answered %s, want 500", status, resp.Status)
		}
		s.Close()
	}
}

// TestErrorDoesNotFrame: the fields of an Error of a store or a policy do not say where the
// document ends, in any letter case: that is for net/http, and a second Content-Length or
// Transfer-Encoding lets two readers of one connection disagree.
func TestErrorDoesNotFrame(t *testing.T) {
	for _, f := range []getobject.Field{
		{Name: "content-length", Value: "3"}, {Name: "Content-Length", Value: "3"}, {Name: "CONTENT-LENGTH", Value: "3"},
		{Name: "Transfer-Encoding", Value: "gzip"}, {Name: "transfer-encoding", Value: "chunked"},
	} {
		w := newHarness(t)
		w.Authorizer = failsToAuthorize(&getobject.Error{Code: rule.CodeSlowDown, Header: []getobject.Field{f}})
		s := httptest.NewServer(w.Handler)
		got := exchangeRaw(t, s.Listener.Addr().String(), "GET /b/k HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
		s.Close()
		head, _, _ := strings.Cut(strings.ToLower(got), "\r\n\r\n")
		framing := strings.Count(head, "\r\ncontent-length:") + strings.Count(head, "\r\ntransfer-encoding:")
		resp, err := http.ReadResponse(bufio.NewReader(strings.NewReader(got)), nil)
		var body []byte
		if err == nil {
			body, err = io.ReadAll(resp.Body)
		}
		if framing != 1 || err != nil || !strings.HasSuffix(string(body), "</Error>") {
			t.Errorf("%s: %s: %d fields frame the document, of which %d bytes are read, %v:\n%s", f.Name, f.Value, framing, len(body), err, head)
		}
	}
}

// TestElementNames: the name of an element of an Error of a store or a policy ends neither
// the element nor the document.
func TestElementNames(t *testing.T) {
	for _, name := range []string{"", "a b", "Key><Code", "/Error", "a\x00", "1"} {
		e := &getobject.Error{Rule: rule.Denied, Detail: []getobject.Element{{Name: name, Text: "x"}}}
		document := string(e.AppendXML(nil, getobject.IDs{}))
		d := xml.NewDecoder(strings.NewReader(document))
		var err error
		codes := 0
		for err == nil {
			var token xml.Token
			token, err = d.Token()
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Code" {
				codes++
			}
		}
		if err != io.EOF || codes != 1 {
			t.Errorf("name %q: %v, %d elements Code: %s", name, err, codes, document)
		}
	}
}

// TestLongRetry: Retry-After is never negative, however long a store says.
func TestLongRetry(t *testing.T) {
	for after, want := range map[time.Duration]string{
		math.MaxInt64: "9223372037", math.MaxInt64 - time.Second + 2: "9223372036", time.Nanosecond: "1", time.Second: "1",
	} {
		w := newHarness(t, fails(faultstore.Bucket, &store.RetryError{Err: store.ErrSlowDown, After: after}))
		if got := w.get(t, "/b/k").Header().Get("Retry-After"); got != want {
			t.Errorf("after %v: Retry-After = %q, want %s", after, got, want)
		}
	}
}
