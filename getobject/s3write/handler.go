package s3write

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store/write"
)

// A Handler answers what a [getobject.Handler] passes on. This file is the only one of the
// package that touches an [http.ResponseWriter].
type Handler struct {
	// Read is the handler of reads, whose hosts, prefix, clock, ids, authenticator,
	// authorizer and hooks serve writes too. Its Next is this Handler. An Authenticator
	// that is a [ChainAuthenticator] verifies bodies that are signed in chunks; without
	// one such bodies are refused.
	Read *getobject.Handler

	// Store is what is written to.
	Store write.Store

	// Region is the one in which buckets are created that name none, and that requests
	// without a bucket are signed for. "" means [store.DefaultRegion].
	Region string

	// RestoreTime returns how long it takes to restore an object of a storage class by a
	// tier, which may be "". Nil means [RestoreTime].
	RestoreTime func(class, tier string) time.Duration

	// After calls a function when a duration has passed by the clock of Read, which is how
	// objects are restored and restored copies go. Nil means [time.AfterFunc].
	After func(d time.Duration, do func())
}

// An answer is what a request is answered with.
type answer struct {
	status   int // 0 means 200
	fields   []getobject.Field
	document any    // of XML, or nil
	plain    []byte // a document that is none of XML, instead
}

// add adds a field that has a value.
func (a *answer) add(name, value string) {
	if value != "" {
		a.fields = append(a.fields, getobject.Field{Name: name, Value: value})
	}
}

// ServeHTTP answers one request. A preflight request is refused by Read itself.
func (h *Handler) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	if hr.Method == http.MethodOptions {
		read := *h.Read
		read.Next = nil
		read.ServeHTTP(w, hr)
		return
	}
	if hr.ContentLength == 0 && hr.ProtoAtLeast(1, 1) && strings.EqualFold(hr.Header.Get("Expect"), "100-continue") {
		// For a request without a body net/http sends no interim response, which SDKs wait
		// for all the same (RFC 9110 §10.1.1). HTTP/1.0 has none.
		w.WriteHeader(http.StatusContinue)
	}
	c := &call{ctx: hr.Context(), hr: hr, h: h}
	c.record = getobject.Record{Method: hr.Method, RemoteAddr: hr.RemoteAddr, Start: h.Read.Options(hr).Now}
	defer c.discard()
	document, err := c.document()
	endpoint := address.EndpointGeneral
	if c.request != nil {
		endpoint = c.request.Endpoint
	}
	c.record.IDs = h.Read.RequestIDs(endpoint)
	if err != nil {
		document = c.refused(err)
	}
	c.send(w, document)
	h.Read.Finish(c.ctx, "s3 "+c.record.Operation, &c.record)
}

// document serves the request and returns the document of the answer, if it has one.
func (c *call) document() ([]byte, error) {
	if err := c.run(); err != nil || c.answer.document == nil {
		return c.answer.plain, err
	}
	return writeDocument(c.answer.document)
}

// refused makes the answer of a request that ended with err, and returns its document.
func (c *call) refused(err error) []byte {
	e := c.explain(err)
	c.record.Rule, c.record.Code, c.record.Err = e.Rule, e.Code, e
	switch {
	case c.ctx.Err() != nil:
		c.record.Ending = getobject.EndingClientLeft
	case e.Rule == rule.Internal:
		c.record.Ending = getobject.EndingFault
	}
	fields := e.Header
	if c.op.name == "HeadBucket" && c.bucket != nil && e.Rule != rule.PermanentRedirect { // which says so itself
		fields = append(fields[:len(fields):len(fields)], c.bucketRegion())
	}
	c.answer = answer{status: e.Status, fields: fields}
	return e.AppendXML(nil, c.record.IDs)
}

// send sends the answer.
func (c *call) send(w http.ResponseWriter, document []byte) {
	var fields []getobject.Field
	if document != nil {
		fields = append(fields, getobject.Field{Name: "Content-Type", Value: "application/xml"})
	}
	fields = append(append(fields, c.crossOrigin()...), c.answer.fields...)
	if c.record.Status = c.answer.status; c.record.Status == 0 {
		c.record.Status = http.StatusOK
	}
	directory := c.bucket.IsDirectory() || c.request != nil && c.request.Endpoint == address.EndpointZonal
	c.h.Read.WriteHead(w, &c.record, directory, fields)
	if c.hr.Method == http.MethodHead {
		return
	}
	n, err := w.Write(document)
	c.record.Bytes = int64(n)
	if err != nil && document != nil {
		c.record.Ending, c.record.Err = getobject.EndingClientLeft, errors.Join(c.record.Err, err)
	}
}

// crossOrigin returns the fields that let a page of another origin read the answer.
func (c *call) crossOrigin() (fields []getobject.Field) {
	if c.bucket == nil || len(c.bucket.CORS) == 0 {
		return nil
	}
	allowed, ok := c.bucket.CORS.Actual(cors.Parse(c.hr.Method, c.hr.Header))
	for _, f := range allowed.Fields {
		if ok {
			fields = append(fields, getobject.Field{Name: f.Name, Value: f.Value})
		}
	}
	return fields
}
