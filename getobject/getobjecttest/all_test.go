package getobjecttest_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestRunAll runs every embedded vector twice: against an answer made from what it
// expects, which must pass, and against a status that S3 never sends, which must not. So
// every vector can be sent and met, and none is met by anything.
func TestRunAll(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	good, bad := new(script), &script{response: "HTTP/1.1 599 No\r\n\r\n"}
	toGood, toBad := serveBoth(t, good), serveBoth(t, bad)
	for _, f := range files {
		for _, v := range f.Vectors {
			good.response = perfect(t, f, v)
			err := getobjecttest.Run(context.Background(), toGood, f, v)
			<-good.requests
			if err != nil {
				t.Errorf("perfect answer: %v", err)
			}
			err = getobjecttest.Run(context.Background(), toBad, f, v)
			<-bad.requests
			if list := whats(err); !slices.Contains(list, "status") {
				t.Errorf("%s: status 599: %v, want a mismatch of the status", v.ID, err)
			}
		}
	}
}

// serveBoth serves s with and without TLS.
func serveBoth(t *testing.T, s *script) getobjecttest.Target {
	t.Helper()
	target := getobjecttest.Target{Addr: s.start(t)}
	certified := httptest.NewTLSServer(nil)
	t.Cleanup(certified.Close)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go s.serve(tls.NewListener(l, &tls.Config{Certificates: certified.TLS.Certificates}))
	target.TLSAddr = l.Addr().String()
	target.TLS = &tls.Config{InsecureSkipVerify: true}
	return target
}

// perfect writes the response that v expects.
func perfect(t *testing.T, f vectors.File, v vectors.Vector) string {
	t.Helper()
	body, err := getobjecttest.Body(f, v)
	if err != nil {
		t.Fatal(err)
	}
	if v.Expect.Error != nil {
		body = []byte(errorDocument(v.Expect))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d Fine\r\n", v.Expect.Status)
	length := false
	for name, pattern := range v.Expect.Headers {
		length = length || strings.EqualFold(name, "Content-Length")
		if getobjecttest.IsDirectory(f, v.Request.Bucket) {
			name = strings.ToLower(name)
		}
		fmt.Fprintf(&b, "%s: %s\r\n", name, sample(t, pattern))
	}
	if !length && body != nil {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
	}
	return b.String() + "\r\n" + string(body)
}

// sample returns a value that a pattern matches.
func sample(t *testing.T, pattern string) string {
	t.Helper()
	p, err := vectors.ParsePattern(pattern)
	if err != nil {
		t.Fatal(err)
	}
	day := strings.TrimSuffix(strings.TrimPrefix(pattern, "/"), `(\.000)?Z/`)
	for _, value := range []string{pattern, "0123456789ABCDEF", strings.Repeat("a", 40), day + ".000Z"} {
		if p.Match(value) {
			return value
		}
	}
	t.Fatalf("no sample matches %s", pattern)
	return ""
}

// errorDocument writes the error document that e expects.
func errorDocument(e vectors.Expect) string {
	order := e.ErrorOrder
	if order == nil {
		for name := range e.Error {
			order = append(order, name)
		}
	}
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error>")
	for _, name := range order {
		fmt.Fprintf(&b, "<%s>%s</%s>", name, escape.Replace(e.Error[name]), name)
	}
	return b.String() + "</Error>"
}
