package conditional_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/conditional"
)

// page serves one document with its validators.
type page struct {
	etag     string
	modified time.Time
	text     string
}

func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ETag", p.etag)
	w.Header().Set("Last-Modified", p.modified.UTC().Format(http.TimeFormat))
	rep := conditional.Representation{ETag: p.etag, LastModified: p.modified}
	switch conditional.Evaluate(conditional.Parse(r.Header), rep, time.Now()).Decision {
	case conditional.NotModified:
		w.WriteHeader(http.StatusNotModified)
	case conditional.Failed:
		http.Error(w, "modified", http.StatusPreconditionFailed)
	case conditional.Proceed:
		fmt.Fprint(w, p.text)
	}
}

// Any http.Handler can evaluate preconditions before it answers a GET or HEAD.
func ExampleParse_handler() {
	h := page{etag: `"v2"`, modified: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), text: "hello"}
	for _, field := range [][2]string{
		{"If-None-Match", `"v1"`},
		{"If-None-Match", `"v1", W/"v2"`},
		{"If-Match", `"v1"`},
		{"If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set(field[0], field[1])
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Printf("%s: %s → %d\n", field[0], field[1], w.Code)
	}
	// Output:
	// If-None-Match: "v1" → 200
	// If-None-Match: "v1", W/"v2" → 304
	// If-Match: "v1" → 412
	// If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT → 304
}
