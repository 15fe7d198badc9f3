package getobject_test

import (
	"bytes"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// TestLawHead checks that HEAD is GET without a body: same status, rule and header.
// What the two differ in is not drawn here: archived objects, a checksum mode for a
// missing key, and other operations.
func TestLawHead(t *testing.T) {
	w := randomHarness(t)
	w.NewIDs = func(address.Endpoint) getobject.IDs { return ids }
	rapid.Check(t, func(rt *rapid.T) {
		target, header := anyTarget(rt), anyHeader(rt)
		get := w.get(t, target, header...)
		if by := w.last.Rule; by == rule.ModeMissingKey {
			return
		}
		by := w.last.Rule
		head := w.ask(t, http.MethodHead, target, header...)
		if head.Code != get.Code || w.last.Rule != by || head.Body.Len() != 0 {
			rt.Fatalf("HEAD = %d by %v with %d bytes, GET = %d by %v", head.Code, w.last.Rule, head.Body.Len(), get.Code, by)
		}
		if !reflect.DeepEqual(head.Header(), get.Header()) {
			rt.Fatalf("HEAD has header\n%v, GET\n%v", head.Header(), get.Header())
		}
	})
}

// TestLawAnswer checks that each answer is one that HTTP can carry.
func TestLawAnswer(t *testing.T) {
	w := randomHarness(t)
	rapid.Check(t, func(rt *rapid.T) {
		method := rapid.SampledFrom([]string{"GET", "HEAD", "PUT"}).Draw(rt, "method")
		rec := w.ask(t, method, anyTarget(rt), anyHeader(rt)...)
		checkAnswer(rt, method, rec.Code, rec.Header(), rec.Body.Len())
		if w.last.Status != rec.Code || w.last.Bytes != int64(rec.Body.Len()) {
			rt.Fatalf("recorded %d with %d bytes, sent %d with %d", w.last.Status, w.last.Bytes, rec.Code, rec.Body.Len())
		}
	})
}

// TestLawEcho checks that the validators of a 200 say that it is unmodified.
func TestLawEcho(t *testing.T) {
	w := randomHarness(t)
	rapid.Check(t, func(rt *rapid.T) {
		target := anyTarget(rt)
		key := ssec(theKey)
		if !strings.HasPrefix(target, "/b/ssec") {
			key = nil
		}
		whole := w.get(t, target, key...)
		if whole.Code != http.StatusOK {
			return
		}
		etag, date := whole.Header().Get("Etag"), whole.Header().Get("Last-Modified")
		for _, c := range []struct {
			field, value string
			want         int
		}{
			{"If-None-Match", etag, 304}, {"If-Modified-Since", date, 304},
			{"If-Match", etag, 200}, {"If-Unmodified-Since", date, 200},
		} {
			if c.value == "" {
				continue
			}
			rec := w.get(t, target, append([]string{c.field, c.value}, key...)...)
			if rec.Code != c.want {
				rt.Fatalf("GET %s with %s: %s = %d, want %d", target, c.field, c.value, rec.Code, c.want)
			}
		}
	})
}

// TestLawRanges checks that the ranges of an object, joined, are the object, wherever
// it is cut, and that a Content-Range lies in the object.
func TestLawRanges(t *testing.T) {
	w := newHarness(t)
	rapid.Check(t, func(rt *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(rt, "content")
		w.put("b", "cut", memstore.Version{Content: content})
		var joined []byte
		for len(joined) < len(content) {
			n := rapid.IntRange(1, len(content)-len(joined)).Draw(rt, "n")
			value := fmt.Sprintf("bytes=%d-%d", len(joined), len(joined)+n-1)
			rec := w.get(t, "/b/cut", "Range", value)
			checkContentRange(rt, rec.Header(), len(content), rec.Body.Len())
			if rec.Code != 206 || rec.Body.Len() != n {
				rt.Fatalf("GET %s = %d with %d bytes, want 206 with %d", value, rec.Code, rec.Body.Len(), n)
			}
			joined = append(joined, rec.Body.Bytes()...)
		}
		if !bytes.Equal(joined, content) {
			rt.Fatalf("ranges joined = %x, want %x", joined, content)
		}
	})
}

// checkContentRange checks that a Content-Range names n bytes of an object of size.
func checkContentRange(rt *rapid.T, h http.Header, size, n int) {
	var first, last, whole int
	value := h.Get("Content-Range")
	_, err := fmt.Sscanf(value, "bytes %d-%d/%d", &first, &last, &whole)
	if err != nil || whole != size || first < 0 || last >= whole || last-first+1 != n {
		rt.Fatalf("Content-Range %q (%v), want %d bytes of %d", value, err, n, size)
	}
}

// TestLawParts checks that the parts of an object, joined, are the object.
func TestLawParts(t *testing.T) {
	w := newHarness(t)
	rapid.Check(t, func(rt *rapid.T) {
		sizes := rapid.SliceOfN(rapid.Int64Range(0, 40), 1, 20).Draw(rt, "sizes")
		v := inParts(sizes...)
		w.put("b", "cut", v)
		var joined []byte
		for n, size := range sizes {
			rec := w.get(t, "/b/cut?partNumber="+strconv.Itoa(n+1))
			if rec.Code/100 != 2 || int64(rec.Body.Len()) != size || rec.Header().Get("X-Amz-Mp-Parts-Count") != strconv.Itoa(len(sizes)) {
				rt.Fatalf("part %d = %d with %d bytes of %s, want %d of %d",
					n+1, rec.Code, rec.Body.Len(), rec.Header().Get("X-Amz-Mp-Parts-Count"), size, len(sizes))
			}
			if rec.Code == 206 {
				checkContentRange(rt, rec.Header(), len(v.Content), rec.Body.Len())
			}
			joined = append(joined, rec.Body.Bytes()...)
		}
		if !bytes.Equal(joined, v.Content) {
			rt.Fatalf("parts joined = %q, want %q", joined, v.Content)
		}
		if rec := w.get(t, "/b/cut?partNumber="+strconv.Itoa(len(sizes)+1)); rec.Code != 416 {
			rt.Fatalf("part %d of %d = %d, want 416", len(sizes)+1, len(sizes), rec.Code)
		}
	})
}

// TestLawDecide checks that a decision depends on nothing but request and facts, and
// changes neither.
func TestLawDecide(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r, err := getobject.Parse(newRequest("GET", anyTarget(rt), anyHeader(rt)...), getobject.ParseOptions{Secure: true, Now: clock})
		if err != nil {
			return
		}
		info := anyInfo(rt)
		info.Size = rapid.Int64Range(0, 1<<50).Draw(rt, "size")
		before := info
		f := &getobject.Facts{
			Bucket: &store.Bucket{Versioning: rapid.SampledFrom([]version.State{version.StateUnversioned, version.StateEnabled}).Draw(rt, "state")},
			Info:   &info, Permissions: getobject.Permissions(rapid.Uint8().Draw(rt, "rights")),
		}
		p, err := getobject.Decide(r, f)
		q, again := getobject.Decide(r, f)
		if !reflect.DeepEqual(p, q) || fmt.Sprint(err) != fmt.Sprint(again) {
			rt.Fatalf("Decide = %+v, %v, then %+v, %v", p, err, q, again)
		}
		if !reflect.DeepEqual(before, info) {
			rt.Fatalf("Decide changed %+v to %+v", before, info)
		}
		if err == nil && (p.Window.Offset < 0 || p.Window.Length < 0 || p.Window.Offset+p.Window.Length > info.Size) {
			rt.Fatalf("Decide = window %v of %d bytes", p.Window, info.Size)
		}
	})
}

// TestLawHeader checks that no header line has a control character, whatever a store
// holds.
func TestLawHeader(t *testing.T) {
	w := randomHarness(t)
	w.changeBucket("b", func(b *store.Bucket) { b.Versioning = version.StateEnabled })
	rapid.Check(t, func(rt *rapid.T) {
		info := anyInfo(rt)
		info.Size, info.Parts = 10, 1
		info.DeleteMarker = rapid.IntRange(0, 5).Draw(rt, "marker") == 0
		w.broken("b/k").info = func(store.Info) *store.Info { return &info }
		w.broken("b/k").part = func() (store.Part, error) { return store.Part{Size: 10}, nil }
		method := rapid.SampledFrom([]string{"GET", "HEAD"}).Draw(rt, "method")
		query := rapid.SampledFrom([]string{"", "?partNumber=1", "?versionId=null"}).Draw(rt, "query")
		rec := w.ask(t, method, "/b/k"+query)
		checkAnswer(rt, method, rec.Code, rec.Header(), rec.Body.Len())
	})
}

// TestLawPrecedence checks that a precondition that fails wins over any window.
func TestLawPrecedence(t *testing.T) {
	w := newHarness(t)
	rapid.Check(t, func(rt *rapid.T) {
		condition := rapid.SampledFrom([][]string{
			{"If-Match", `"x"`}, {"If-None-Match", "*"}, {"If-Modified-Since", day(0)}, {"If-Unmodified-Since", day(-1)},
		}).Draw(rt, "condition")
		want := w.get(t, "/b/multi", condition...).Code
		if want/100 == 2 {
			rt.Fatalf("GET with %q = %d", condition, want)
		}
		target, header := "/b/multi", condition
		if rapid.Bool().Draw(rt, "part") {
			target += "?partNumber=" + strconv.Itoa(rapid.IntRange(1, 5).Draw(rt, "number"))
		} else {
			header = append(header, "Range", rapid.SampledFrom(ranges).Draw(rt, "range"))
		}
		if rec := w.get(t, target, header...); rec.Code != want {
			rt.Fatalf("GET %s %q = %d, want %d as without a window", target, header, rec.Code, want)
		}
	})
}

// TestLawExplain checks that an explanation is what a request is answered with.
func TestLawExplain(t *testing.T) {
	w := randomHarness(t)
	rapid.Check(t, func(rt *rapid.T) {
		method := rapid.SampledFrom([]string{"GET", "HEAD", "PUT"}).Draw(rt, "method")
		r := newRequest(method, anyTarget(rt), anyHeader(rt)...)
		e := w.Operation().Explain(t.Context(), r, getobject.ParseOptions{Hosts: w.Hosts, Secure: true, Now: clock})
		w.checkClosed(t)
		if w.send(t, r); e.Rule() != w.last.Rule || (e.Err == nil) != (w.last.Err == nil) {
			rt.Fatalf("Explain = %v, %v, answered by %v, %v", e.Rule(), e.Err, w.last.Rule, w.last.Err)
		}
		checkSteps(rt, e)
	})
}

// checkSteps checks that nothing was reached behind a refusal and that the rule that
// decided stands at the last step that has one.
func checkSteps(rt *rapid.T, e *getobject.Explanation) {
	var last *rule.Rule
	ended := false
	for _, s := range e.Steps {
		if ended && s.Outcome != getobject.NotReached {
			rt.Fatalf("step %s of %s was %v behind the end", s.Name, s.Phase, s.Outcome)
		}
		ended = s.Outcome == getobject.Refused || s.Outcome == getobject.NotReached
		if s.Rule != nil {
			last = s.Rule
		}
	}
	if last != e.Rule() {
		rt.Fatalf("the last step with a rule has %v, want %v", last, e.Rule())
	}
}
