package getobject_test

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A question is a read of an object that two handlers answer.
type question struct {
	key, tag, content string
	modified          time.Time
	method            string
	header            http.Header
}

// An answer is what of a response depends on the conditions and the range.
type answer struct {
	Status                     int
	ContentRange, AcceptRanges string
	ContentLength, Type        string
	ETag, LastModified         string
	Body                       string
}

// anyDocument stands for the body of an error of S3.
const anyDocument = "<Error>"

// subjects are the objects that are read. Their modification has a fraction of a second.
var subjects = []question{
	{key: "digits", tag: `"v1"`, content: "0123456789"},
	{key: "comma", tag: `"a,b"`, content: "x"},
	{key: "star", tag: `"*"`, content: strings.Repeat("s", 300)},
	{key: "empty", tag: `"none"`, content: ""},
	{key: "old", tag: `"-1"`, content: "abc", modified: time.Date(2016, 12, 31, 23, 59, 59, 0, time.UTC)},
	{key: "ancient", tag: `"-2"`, content: "abc", modified: time.Date(1975, 5, 6, 7, 8, 9, 0, time.UTC)},
}

// anyQuestion draws a question about one of the subjects.
var anyQuestion = rapid.Custom(func(rt *rapid.T) question {
	q := rapid.SampledFrom(subjects).Draw(rt, "subject")
	if q.modified.IsZero() {
		q.modified = modified
	}
	q.method = rapid.SampledFrom([]string{"GET", "HEAD"}).Draw(rt, "method")
	q.header = http.Header{}
	for _, f := range []struct {
		name   string
		values *rapid.Generator[string]
		chance int
	}{
		{"If-Match", anyTags(q.tag), 3}, {"If-None-Match", anyTags(q.tag), 3},
		{"If-Modified-Since", anyDate(q.modified), 2}, {"If-Unmodified-Since", anyDate(q.modified), 2},
		{"If-Range", rapid.OneOf(anyTags(q.tag), anyDate(q.modified)), 3}, {"Range", anyRange, 1},
	} {
		if rapid.IntRange(0, f.chance).Draw(rt, f.name+"?") != 0 {
			continue
		}
		lines := 1 + rapid.IntRange(0, 7).Draw(rt, "lines")/7
		q.header[f.name] = rapid.SliceOfN(f.values, lines, lines).Draw(rt, f.name)
	}
	return q
})

// anyTags draws a list of entity tags, often with the one given.
func anyTags(tag string) *rapid.Generator[string] {
	elements := rapid.SampledFrom([]string{
		tag, tag, tag, strings.Trim(tag, `"`), "W/" + tag, "w/" + tag, tag + "x", tag + tag, `"other"` + tag,
		"*", "*", `"other"`, `other`, "W/other", `"`, `"a b"`, `a b`, `x"y"`, "",
	})
	return rapid.Custom(func(rt *rapid.T) string {
		n := rapid.SampledFrom([]int{1, 1, 1, 0, 2, 3}).Draw(rt, "elements")
		comma := rapid.SampledFrom([]string{",", ", ", " ,\t"}).Draw(rt, "comma")
		return strings.Join(rapid.SliceOfN(elements, n, n).Draw(rt, "list"), comma)
	})
}

// anyDate draws a date near a modification or near the clock, in any form.
func anyDate(modified time.Time) *rapid.Generator[string] {
	return rapid.Custom(func(rt *rapid.T) string {
		t := rapid.SampledFrom([]time.Time{modified, clock}).Draw(rt, "near")
		t = t.Add(rapid.SampledFrom([]time.Duration{
			0, -time.Second, time.Second, time.Minute, 14 * time.Minute, 16 * time.Minute, -50 * time.Hour, 50 * time.Hour,
			20 * 365 * 24 * time.Hour, 47 * 365 * 24 * time.Hour, 60 * 365 * 24 * time.Hour,
		}).Draw(rt, "distance"))
		return rapid.SampledFrom([]string{
			httpdate.Format(t), httpdate.Format(t), t.Format("Mon, 2 Jan 2006 15:04:05 GMT"),
			t.Format("Monday, 02-Jan-06 15:04:05 GMT"), t.Format("Monday, 02-Jan-06 15:04:05 EST"), t.Format(time.ANSIC),
			strings.ToLower(httpdate.Format(t)), t.Format("Mon, 02 Jan 2006 15:04:05.0 GMT"), t.Format("Mon, 02 Jan 2006 3:04:05 GMT"),
			t.Format("Mon, 02 Jan 2006 ") + "23:59:60 GMT", t.Format(time.RFC3339), "yesterday", "",
		}).Draw(rt, "form")
	})
}

// anyRange draws a Range that a byte or two away may be another kind of Range.
var anyRange = rapid.OneOf(
	rapid.SampledFrom([]string{
		"", "bytes=", "bytes=,", "bytes=-", "bytes=--1", "bytes=0--1", "bytes=5", "bytes", "bytes 0-1", "=0-1", "bytes=0-1;",
		"bytes=5-2", "bytes=500-2", "bytes=-0", "bytes=-00,", "bytes=0-", "bytes=,0-0 ,", "bytes=0-0,-1", "bytes=500-,0-0",
		"bytes=0-99999999999999999999", "bytes=-99999999999999999999", "bytes=99999999999999999999-", "bytes=0-9223372036854775807",
		"bytes=+0-1", "bytes=0-+1", "bytes=-+1", "bytes= 0-1", "bytes=0 -1", "bytes=0- 1", "bytes=\t-1", "bytes=-1\t",
		"items=0-1", "none", "Bytes=0-1", "BYTES=-1", "bytes=00-01", "2-3",
	}),
	rapid.Custom(func(rt *rapid.T) string {
		number := rapid.SampledFrom([]string{"", "0", "1", "2", "9", "10", "299", "300", "301"})
		return "bytes=" + number.Draw(rt, "first") + "-" + number.Draw(rt, "last")
	}),
)

// differenceHandler answers questions as S3 does.
func differenceHandler(t testing.TB) http.Handler {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	for _, q := range subjects {
		if q.modified.IsZero() {
			q.modified = modified
		}
		v := memstore.Version{
			Info: store.Info{
				ETag:         q.tag,
				ContentType:  "text/plain",
				LastModified: q.modified.Add(time.Second / 2),
			},
			Content: []byte(q.content),
		}
		if info, err := s.Put("b", q.key, v); err != nil || info.ETag != q.tag {
			t.Fatalf("Put(%q) = %+v, %v", q.key, info, err)
		}
	}
	return &getobject.Handler{
		Store: s, Authorizer: getobject.AllowAll{},
		Now: func() time.Time { return clock },
	}
}

// request asks q of a handler.
func (q *question) request(h http.Handler) answer {
	r := httptest.NewRequest(q.method, "/b/"+q.key, nil)
	r.Header = q.header
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	canonicalize(rec.Header())
	get := rec.Header().Get
	return answer{Status: rec.Code, ContentRange: get("Content-Range"), AcceptRanges: get("Accept-Ranges"),
		ContentLength: get("Content-Length"), Type: get("Content-Type"), ETag: get("Etag"), LastModified: get("Last-Modified"),
		Body: rec.Body.String()}
}

// serveContent answers q as package net/http does.
func (q *question) serveContent(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Etag", q.tag)
	w.Header().Set("Content-Type", "text/plain")
	http.ServeContent(w, r, "", q.modified.Add(time.Second/2), bytes.NewReader([]byte(q.content)))
}

// compare returns how the answer of h to q differs from that of net/http, where the
// differences but for one are known, and which of them it took.
func (q question) compare(h http.Handler, but int) (diff string, took []bool) {
	want, took := q.expect(but)
	got := q.request(h)
	if got.Status >= 400 && got.Type == "application/xml" {
		got.Type = ""
		if strings.Contains(got.Body, anyDocument) {
			got.Body = anyDocument
		}
	}
	return cmp.Diff(want, got), took
}

// expect returns what net/http would answer but for the differences.
func (q question) expect(but int) (answer, []bool) {
	took := make([]bool, len(differences))
	q.header = q.header.Clone()
	for i, d := range differences {
		took[i] = i != but && d.ask != nil && d.ask(&q)
	}
	a := q.request(http.HandlerFunc(q.serveContent))
	for i, d := range differences {
		took[i] = took[i] || i != but && d.hear != nil && d.hear(&q, &a)
	}
	return a, took
}

// TestDifferences checks that S3 and package net/http answer alike but for the
// differences that are listed.
func TestDifferences(t *testing.T) {
	h := differenceHandler(t)
	rapid.Check(t, func(rt *rapid.T) {
		q := anyQuestion.Draw(rt, "question")
		if diff, _ := q.compare(h, -1); diff != "" {
			rt.Fatalf("%s %s (-net/http +S3):\n%s", q.method, q.header, diff)
		}
	})
}

// TestDifferencesNeeded checks that each difference is there: that questions take it, and
// that some of them are answered differently where it is not known.
func TestDifferencesNeeded(t *testing.T) {
	const questions, least = 15_000, 10
	h := differenceHandler(t)
	times, needed := make([]int, len(differences)), make([]int, len(differences))
	for seed := range questions {
		q := anyQuestion.Example(seed)
		diff, took := q.compare(h, -1)
		if diff != "" {
			t.Fatalf("question %d: %s %s (-net/http +S3):\n%s", seed, q.method, q.header, diff)
		}
		for i := range differences {
			if !took[i] {
				continue
			}
			times[i]++
			if needed[i] < least {
				if diff, _ = q.compare(h, i); diff != "" {
					needed[i]++
				}
			}
		}
	}
	for i, d := range differences {
		if needed[i] < least {
			t.Errorf("%s (%s): taken by %d of %d questions and needed by %d, want %d", d.name, d.why, times[i], questions, needed[i], least)
		}
	}
}

// TestDifferenceNames checks that each difference is somebody's, and that all are there
// of which S3 is to blame.
func TestDifferenceNames(t *testing.T) {
	known := map[string]bool{}
	for q := conditional.Quirks(1); q <= conditional.S3; q <<= 1 {
		known[q.String()] = false
	}
	for r := range rule.All() {
		if r.Kind == rule.KindQuirk {
			known[r.ID] = false
		}
	}
	known[rule.RangeUnsatisfiable.ID] = false // no quirk for the RFC, which only recommends
	for _, d := range differences {
		if _, ok := known[d.name]; !ok && !strings.HasPrefix(d.name, "net/http: ") {
			t.Errorf("%q is no rule that S3 has alone, no quirk and nothing of net/http", d.name)
		}
		if known[d.name] = true; d.why == "" || (d.ask == nil) == (d.hear == nil) {
			t.Errorf("%q has no reason, or asks and hears", d.name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if !known[name] {
			t.Errorf("%s is not among the differences", name)
		}
	}
	if got, want := len(differences), 24; got != want {
		t.Errorf("%d differences, want %d", got, want)
	}
}
