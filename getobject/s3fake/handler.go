package s3fake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/s3express"
)

// ServeHTTP answers a request that came to another server, so that a Server is a handler for
// [net/http/httptest] and for what a test puts in front of it. With [Options.Pipe] it has no
// port of its own. It panics with [http.ErrAbortHandler] where a fault ends the connection.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(s.base, cancel)()
	s.serve(w, r.WithContext(ctx))
}

// serve answers one request: it is written down, faults happen to it, and then it is for the
// handler of reads, or for that of the rest.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.requests.Done()
	s.Clock.settle()
	began := time.Now()
	e := s.entry(r)
	s.keeper.begin(e)
	s.past.remember(s.Store, e.Number, e.Time)
	if e.Faults = s.faults.happening(e); e.Faults != nil {
		s.keeper.note(e)
	}
	w.Header()["Date"] = []string{e.Time.UTC().Format(http.TimeFormat)}
	body := &counted{ReadCloser: r.Body}
	if r.Body != nil && r.Body != http.NoBody {
		r = r.WithContext(r.Context())
		r.Body = body
	}
	a := &answer{ResponseWriter: w, ctx: r.Context(), entry: e, endpoint: s.read.Hosts.Parse(r.Host, "").Endpoint}
	defer func() {
		p := recover()
		e.Received, e.Took = body.n.Load(), time.Since(began)
		s.conclude(a, p)
	}()
	if a.begin(s) {
		s.handle(a, r)
	}
	a.finish()
}

// entry describes a request that came.
func (s *Server) entry(r *http.Request) *Entry {
	a := s.read.Hosts.Parse(r.Host, r.URL.Path)
	query := r.URL.Query()
	return &Entry{
		Time: s.Clock.Now(), Operation: operationOf(r, a, query), Bucket: a.Bucket, Key: a.Key,
		AccessKey: accessKey(r.Header.Get("Authorization"), query.Get("X-Amz-Credential")),
		Method:    r.Method, Target: targetOf(r.URL), Header: withoutSecrets(r.Header),
	}
}

// accessKey returns the access key that a request says it is signed with, in its header or in
// its query.
func accessKey(authorization, credential string) string {
	if _, after, ok := strings.Cut(authorization, "Credential="); ok {
		credential = after
	}
	key, _, _ := strings.Cut(credential, "/")
	return key
}

// begin makes the faults happen that come before a request is looked at, and reports whether
// it then is.
func (a *answer) begin(s *Server) bool {
	for i := range a.entry.Faults {
		f := a.entry.Faults[i].Effect
		var err error
		switch f.kind {
		case delay:
			err = sleep(a.ctx, time.Duration(f.n))
		case stall:
			err = f.gate.pass(a.ctx)
		case reset:
			a.ending = resetting
			return false
		case refuse:
			a.refuse(s, f.refusal)
			return false
		default:
			a.effects = append(a.effects, f)
		}
		if err != nil {
			a.ending, a.entry.Err = closing, err
			return false
		}
	}
	return true
}

// refuse answers with an error.
func (a *answer) refuse(s *Server, e *getobject.Error) {
	ids := s.ids.request(a.endpoint)
	h := a.Header()
	h["Content-Type"] = []string{"application/xml"}
	h["x-amz-request-id"], h["x-amz-id-2"] = []string{ids.Request}, []string{ids.Host}
	for _, f := range e.Header {
		h.Add(f.Name, f.Value)
	}
	a.entry.Err = e
	a.WriteHeader(statusOf(e))
	if a.entry.Method != http.MethodHead {
		_, _ = a.Write(e.AppendXML(nil, ids)) // and if it fails, the client has left
	}
	a.entry.Code = e.Code
}

// handle answers a request that no fault ended.
func (s *Server) handle(a *answer, r *http.Request) {
	e := a.entry
	if s.provides {
		s.provide(r)
	}
	h := *s.read
	if a.endpoint == address.EndpointWebsite && r.Method != http.MethodOptions {
		e.Operation = "Website"
	}
	if e.Operation == "GetObject" || e.Operation == "HeadObject" || e.Operation == preflight {
		x := h.Operation().Explain(r.Context(), r, h.Options(r))
		if x.Err == nil || !x.Err.IsOtherOperation() {
			e.Explanation = x
		}
	}
	h.Done = func(rec getobject.Record) { e.Code, e.Err = rec.Code, rec.Err }
	if s.write != nil {
		w, read := *s.write, *s.write.Read
		read.Done = h.Done
		w.Read, w.Store = &read, s.storeFor(a)
		h.Next = &w
	}
	sessions := h
	h.Next = &s3express.Handler{Read: &sessions, Sessions: s.sessions, Next: h.Next}
	(&endpoints.Handler{Objects: &h, Points: s.lambda}).ServeHTTP(a, r)
}

// conclude writes down what became of a request, and ends the connection if it is to be. p is
// what the handler panicked with, or nil.
func (s *Server) conclude(a *answer, p any) {
	e := a.entry
	if _, after, ok := bytes.Cut(a.document, []byte("<Code>")); ok && e.Code == "" {
		code, _, _ := bytes.Cut(after, []byte("</Code>"))
		e.Code = rule.Code(code)
	}
	if p != nil && p != http.ErrAbortHandler {
		e.Err = fmt.Errorf("panic: %v", p)
		s.complain("s3fake: panic in a handler: %v\n%s", p, debug.Stack())
	}
	e.Aborted = e.Aborted || p != nil || a.ending != noEnding
	e.Finished = true
	s.keeper.note(e)
	switch {
	case a.ending != noEnding:
		a.end()
	case p != nil:
		panic(http.ErrAbortHandler)
	}
}

// provide creates the bucket that a request names, unless it is there or the request is about
// whether it is.
func (s *Server) provide(r *http.Request) {
	a := s.read.Hosts.Parse(r.Host, r.URL.Path)
	if a.Bucket == "" || a.Key == "" && r.URL.RawQuery == "" && r.Method != http.MethodGet {
		return
	}
	_ = s.Store.CreateBucket(s.bucket(a.Bucket)) // or the request is told what is wrong
}

// A counted counts the bytes that are read of a body.
type counted struct {
	io.ReadCloser
	n atomic.Int64
}

// Read reads and counts.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.n.Add(int64(n))
	return n, err
}
