// Command decide asks what Amazon S3 would answer, without a server, a store or a
// network: a request and the facts about an object go in, and the response comes out,
// with the rule that decided and the sections that say so.
package main

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// modified is when the object of the questions was written, and noon when they are asked.
var (
	modified = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	noon     = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
)

// questions are targets, each with the header lines of its request.
var questions = []struct{ target, header string }{
	{"/b/k", "Accept: */*"},
	{"/b/k", "Range: bytes=-4"},
	{"/b/k", "Range: bytes=0-1,4-5"},
	{"/b/k", "If-None-Match: \"v2\", \"v1\"\nIf-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT"},
	{"/b/k", "If-Match: \"v2\""},
	{"/b/k?partNumber=2", "Accept: */*"},
}

func main() {
	for _, q := range questions {
		fmt.Println("GET", q.target+strings.ReplaceAll("\n"+q.header, "\n", "\n    "))
		show(ask(q.target, q.header))
	}
}

// ask asks what a GET of an object of ten bytes is answered.
func ask(target, header string) (*getobject.Plan, error) {
	hr, err := http.NewRequest(http.MethodGet, "http://localhost"+target, nil)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(header) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		hr.Header.Add(name, value)
	}
	r, err := getobject.Parse(hr, getobject.ParseOptions{Hosts: address.Hosts{}, Secure: true, Now: noon})
	if err != nil {
		return nil, err
	}
	return getobject.Decide(r, &getobject.Facts{
		Bucket: &store.Bucket{Name: "b", Versioning: version.StateSuspended},
		Info:   &store.Info{Size: 10, ETag: `"v1"`, LastModified: modified, ContentType: "text/plain"},
	})
}

// show prints an answer, or the refusal that is the answer.
func show(p *getobject.Plan, err error) {
	if e := (*getobject.Error)(nil); errors.As(err, &e) {
		fmt.Printf("  %d %v %q\n    %v: %s\n", e.Status, e.Rule, e.Rule.Sections, e.Code, e.Message)
		return
	} else if err != nil {
		fmt.Println("  no request:", err)
		return
	}
	fmt.Printf("  %d %v %q\n", p.Status, p.Rule, p.Rule.Sections)
	for _, f := range p.Fields {
		fmt.Printf("    %s: %s\n", f.Name, f.Value)
	}
}
