package getobject

import (
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// A Handler serves an [Operation] over HTTP. This file is the only one that touches an
// [http.ResponseWriter].
//
// A Handler takes the path of a request as it is, so that keys keep their slashes and
// dots. It is the handler of a server, or is called by one that does the same;
// [http.ServeMux] cleans paths and is not.
//
// The fields are not changed while requests are served.
type Handler struct {
	Operation

	// Addressing says which hosts name buckets.
	Addressing Addressing

	// Next serves what is neither GetObject nor HeadObject. Nil means that such
	// requests get S3's error.
	Next http.Handler

	// Log gets one record a request. Nil means no log.
	Log *slog.Logger

	// Done is called at the end of each request that was not left to Next. Nil
	// means that nothing is called.
	Done func(Record)

	// NewIDs makes the ids of a request to a kind of endpoint. Nil means
	// [RandomIDs].
	NewIDs func(Endpoint) IDs

	// Now is the clock. Nil means [time.Now].
	Now func() time.Time

	// Secure says whether a request came over a connection that keeps a customer's
	// key secret. Nil means over TLS to this very server; one behind a proxy that
	// ends TLS has to know better.
	Secure func(*http.Request) bool

	calls sync.Pool // of *call
}

// A call is the memory of one request. It is used again for others.
type call struct {
	request  Request
	exchange exchange
	record   Record
}

// ServeHTTP answers one request. Where the body cannot be sent whole it panics with
// [http.ErrAbortHandler], so that no client takes a part for the object.
func (h *Handler) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	c, ok := h.calls.Get().(*call)
	if !ok {
		c = new(call)
	}
	h.serve(w, hr, c)
	aborted := c.record.aborted
	*c = call{}
	h.calls.Put(c)
	if aborted {
		panic(http.ErrAbortHandler)
	}
}

// serve answers one request in the memory of c, which is zero.
func (h *Handler) serve(w http.ResponseWriter, hr *http.Request, c *call) {
	now := h.now()
	err := c.request.parse(hr, h.Addressing, h.secure(hr), now)
	if h.leave(err) {
		h.Next.ServeHTTP(w, hr)
		return
	}
	c.record = Record{IDs: h.newIDs(c.request.Endpoint), Method: hr.Method, Request: &c.request, Start: now}
	if err == nil {
		err = h.answer(w, hr, c)
	}
	if err != nil {
		h.refuse(w, hr, asError(err), &c.record)
	}
	h.finish(hr, &c.record)
}

// leave reports whether err is the Next handler's to answer.
func (h *Handler) leave(err error) bool {
	if err == nil || h.Next == nil {
		return false
	}
	return asError(err).NotRead()
}

// answer does the operation and sends its response. The error is the answer to send
// instead; one after the status is told by the record.
func (h *Handler) answer(w http.ResponseWriter, hr *http.Request, c *call) error {
	resp, err := c.exchange.do(hr.Context(), &h.Operation, &c.request)
	if err != nil {
		return err
	}
	rec := &c.record
	rec.Status, rec.Rule = resp.Status, resp.Rule
	writeHead(w, resp.Fields, rec.IDs, resp.Status)
	rec.Bytes, rec.Err = resp.send(w)
	rec.aborted = rec.Err != nil && resp.body != nil
	return nil
}

// refuse sends an error document. A HEAD gets the same header without one.
func (h *Handler) refuse(w http.ResponseWriter, hr *http.Request, e *Error, rec *Record) {
	rec.Status, rec.Rule, rec.Err = e.Status(), e.Rule, e
	w.Header()["Content-Type"] = []string{"application/xml"}
	writeHead(w, e.Header, rec.IDs, rec.Status)
	if hr.Method == http.MethodHead {
		return
	}
	n, err := w.Write(e.AppendXML(make([]byte, 0, documentSize), rec.IDs))
	rec.Bytes = int64(n)
	if err != nil {
		rec.Err = errors.Join(e, err)
	}
}

// documentSize is room for an error document of the usual length.
const documentSize = 512

// writeHead sends the status and the header. The lines share one array.
func writeHead(w http.ResponseWriter, fields []Field, ids IDs, status int) {
	header := w.Header()
	lines := make([]string, 0, len(fields)+2)
	set := func(name, value string) {
		n := len(lines)
		lines = append(lines, value)
		header[name] = lines[n : n+1 : n+1]
	}
	set("X-Amz-Id-2", ids.Host)
	set("X-Amz-Request-Id", ids.Request)
	for _, f := range fields {
		set(f.Name, f.Value)
	}
	w.WriteHeader(status)
}

func (h *Handler) now() time.Time {
	if h.Now != nil {
		return h.Now()
	}
	return time.Now()
}

func (h *Handler) secure(hr *http.Request) bool {
	if h.Secure != nil {
		return h.Secure(hr)
	}
	return hr.TLS != nil
}

func (h *Handler) newIDs(e Endpoint) IDs {
	if h.NewIDs != nil {
		return h.NewIDs(e)
	}
	return RandomIDs(e)
}

// finish tells the hooks how the request ended.
func (h *Handler) finish(hr *http.Request, rec *Record) {
	if h.Log == nil && h.Done == nil {
		return
	}
	rec.Duration = h.now().Sub(rec.Start)
	if h.Log != nil {
		h.Log.LogAttrs(hr.Context(), rec.level(), "s3 read", rec.attrs()...)
	}
	if h.Done != nil {
		h.Done(*rec)
	}
}
