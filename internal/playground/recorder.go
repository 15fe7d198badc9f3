package playground

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
)

// A recorder is what a handler writes its answer to. It keeps the beginning of a body, and has
// enough at some point: nobody looks at the rest.
type recorder struct {
	header  http.Header
	status  int
	body    []byte // at most the first mostKept bytes
	sent    int64
	full    bool // had enough
	aborted bool // the handler ended the connection before the answer was whole
}

// The bounds of what is kept of a body, and of what is written at all: contents that fail do so
// within the first of it.
const (
	mostKept = 64 << 10
	mostSent = 8 << 20
)

// errEnough ends a body of which enough is known.
var errEnough = errors.New("playground: enough of the body")

// Header returns the header fields.
func (r *recorder) Header() http.Header { return r.header }

// WriteHeader keeps the status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

// Write counts a part of the body.
func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	if r.sent >= mostSent {
		r.full = true
		return 0, errEnough
	}
	r.body = append(r.body, p[:min(len(p), mostKept-len(r.body))]...)
	r.sent += int64(len(p))
	return len(p), nil
}

// record has a handler answer a request.
func record(h http.Handler, hr *http.Request) (r *recorder) {
	r = &recorder{header: http.Header{}}
	defer func() {
		p := recover()
		if p != nil && p != http.ErrAbortHandler {
			panic(p)
		}
		r.aborted = p != nil && !r.full
	}()
	h.ServeHTTP(r, hr)
	return r
}

// A line is a line of the header of an answer, and why it is sent.
type line struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Rule  string `json:"rule"`
}

// lines returns the lines of the header in S3's order: the ids, those of fields, what others
// added, and Server.
func (r *recorder) lines(fields []getobject.Field) []line {
	lines := []line{}
	left := maps.Clone(r.header)
	add := func(name, rule string) {
		for _, written := range slices.Sorted(maps.Keys(left)) {
			if !strings.EqualFold(written, name) {
				continue
			}
			for _, value := range left[written] {
				lines = append(lines, line{written, value, rule})
			}
			delete(left, written)
		}
	}
	add("x-amz-id-2", "")
	add("x-amz-request-id", "")
	for _, f := range fields {
		add(f.Name, f.Rule.String())
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		if !strings.EqualFold(name, "Server") {
			add(name, "")
		}
	}
	add("Server", "")
	return lines
}

// serve hands a content to http.ServeContent.
func (c *content) serve(w http.ResponseWriter, hr *http.Request) {
	w.Header().Set("ETag", c.info.ETag)
	w.Header().Set("Content-Type", cmp.Or(c.info.ContentType, "binary/octet-stream"))
	http.ServeContent(w, hr, "", c.info.LastModified, c)
}
