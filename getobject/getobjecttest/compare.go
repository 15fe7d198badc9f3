package getobjecttest

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/s3get/s3get/getobject/vectors"
)

// A Mismatch is one difference between a response and what a vector expects of it.
type Mismatch struct {
	Vector string // id of the vector
	What   string // what differs: "status", "header ETag", "error Code", "body", …
	Got    string // what the server sent
	Want   string // what the vector expects
}

// Error says what was expected of what, such as
// "range/first-ten: status = 200, want 206".
func (m *Mismatch) Error() string {
	return m.Vector + ": " + m.What + " = " + m.Got + ", want " + m.Want
}

// A report collects the mismatches of one vector.
type report struct {
	vector string
	list   []error
}

func (r *report) add(what, got, want string) {
	r.list = append(r.list, &Mismatch{Vector: r.vector, What: what, Got: got, Want: want})
}

// compare returns all differences between a and what v expects; body is the body that it
// expects, if it expects one. directory says that it is about a directory bucket.
func compare(v vectors.Vector, a *Answer, body []byte, directory bool) error {
	r := &report{vector: v.ID}
	r.status(v, a)
	r.headers(v.Expect, a.Header)
	r.spelling(v.Expect, a.names, directory)
	if hasDocument(v.Request.Method, a.Status) {
		r.document(v.Expect, a.Body)
	} else if len(v.Expect.Error) > 0 {
		r.add("error document", "none", v.Expect.Error["Code"])
	}
	r.body(v.Expect.BodyRange, a.Body, body)
	r.framing(v.Request.Method, a)
	return errors.Join(r.list...)
}

// hasDocument reports whether S3 sends an error document with a status.
func hasDocument(method string, status int) bool {
	return method != http.MethodHead && status >= 300 && status != http.StatusNotModified
}

// status compares the status, and shows the code of the error that came instead.
func (r *report) status(v vectors.Vector, a *Answer) {
	if a.Status == v.Expect.Status {
		return
	}
	got := strconv.Itoa(a.Status)
	if list, err := parseDocument(a.Body); err == nil {
		got += fmt.Sprintf(" %q %q", texts(list, "Code"), texts(list, "Message"))
	}
	r.add("status", got, strconv.Itoa(v.Expect.Status))
}

func (r *report) headers(want vectors.Expect, got http.Header) {
	for _, name := range slices.Sorted(maps.Keys(want.Headers)) {
		r.header(name, got.Values(name), want.Headers[name])
	}
	for _, name := range want.Absent {
		if lines := got.Values(name); len(lines) > 0 {
			r.add("header "+name, fmt.Sprintf("%q", lines), "none")
		}
	}
}

// spelling compares the letter case of the names that were sent with that of S3. The fields
// of the message's framing are the HTTP library's.
func (r *report) spelling(want vectors.Expect, sent []string, directory bool) {
	known := []string{"x-amz-request-id", "x-amz-id-2", "ETag", "Last-Modified", "Accept-Ranges", "Content-Type", "Content-Range"}
	known = slices.AppendSeq(known, maps.Keys(want.Headers))
	for _, name := range sent {
		i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, name) })
		if i < 0 || slices.Contains([]string{"Content-Length", "Date", "Connection", "Transfer-Encoding"}, known[i]) {
			continue
		}
		spelled := known[i]
		if directory {
			spelled = strings.ToLower(spelled)
		}
		if name != spelled {
			r.add("name of header "+known[i], name, spelled)
		}
	}
}

func (r *report) header(name string, lines []string, want string) {
	p, err := vectors.ParsePattern(want)
	if err != nil || len(lines) != 1 || !p.Match(lines[0]) {
		r.add("header "+name, fmt.Sprintf("%q", lines), strconv.Quote(want))
	}
}

// document compares the error document, which must be well-formed whatever is expected.
func (r *report) document(want vectors.Expect, body []byte) {
	list, err := parseDocument(body)
	if err != nil {
		r.add("error document", err.Error(), "a document of S3")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(want.Error)) {
		r.element(name, texts(list, name), want.Error[name])
	}
	r.order(list, want.ErrorOrder)
}

// element compares the only element of a name, of which "*" expects any text but none.
func (r *report) element(name string, got []string, want string) {
	if len(got) != 1 || want == "*" && got[0] == "" || want != "*" && got[0] != want {
		r.add("error "+name, fmt.Sprintf("%q", got), strconv.Quote(want))
	}
}

// order compares the names of all elements, if any are expected.
func (r *report) order(list []element, want []string) {
	var order []string
	for _, e := range list {
		order = append(order, e.name)
	}
	if want != nil && !slices.Equal(order, want) {
		r.add("error elements", fmt.Sprint(order), fmt.Sprint(want))
	}
}

func (r *report) body(want vectors.BodyRange, got, body []byte) {
	if want.Kind == vectors.AnyBody || bytes.Equal(got, body) {
		return
	}
	same := 0
	for same < min(len(got), len(body)) && got[same] == body[same] {
		same++
	}
	r.add("body", fmt.Sprintf("%d bytes, the first %d as expected, beginning with %q", len(got), same, head(got)),
		fmt.Sprintf("%d bytes, bodyRange %v", len(body), want))
}

// framing checks what holds for every response.
func (r *report) framing(method string, a *Answer) {
	if a.bodyErr != nil {
		r.add("body", fmt.Sprintf("%d bytes and %v", len(a.Body), a.bodyErr), "a whole body")
	}
	served := a.Status == http.StatusOK || a.Status == http.StatusPartialContent
	if method != http.MethodHead && served && a.length != int64(len(a.Body)) {
		r.add("Content-Length", fmt.Sprint(a.length), fmt.Sprintf("%d, the length of the body", len(a.Body)))
	}
	if a.extra > 0 {
		r.add("after the response", fmt.Sprintf("%d bytes", a.extra), "nothing")
	}
	if a.open {
		r.add("connection", "open", "closed, as the request asks")
	}
}
