package getobject

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/field"
)

// This file is the only one that touches an [http.ResponseWriter].

// A call is one request that is served. Its memory is used again for another once it is over, so
// that what others are given, and may keep, is not in it: the request that an Authenticator and an
// Authorizer see, the writer of a store's reader, and the lines of the header.
type call struct {
	request  Request
	op       Operation
	exchange exchange
	record   Record
	document [documentSize]byte // of an error, which nobody keeps: io.Writer says so
	room     [usualFields]Field // for those of the plan: texts of the version that was asked for last
	finished bool               // the hooks were told, or are not to be told
	ids      idSource           // of this and the calls that come
}

// calls has the memory of calls that are over.
var calls = sync.Pool{New: func() any { return new(call) }}

// release gives the memory of c to another call, and lets go what c refers to, but for texts. A
// call that panicked or whose goroutine ended before it was finished is not released: it is not known
// who still uses it.
func (c *call) release() {
	c.request = Request{}
	c.op = Operation{}
	c.exchange = exchange{}
	c.record = Record{}
	c.finished = false
	calls.Put(c)
}

// ServeHTTP answers one request. If the body cannot be sent whole it panics with
// [http.ErrAbortHandler], so that no client takes a part for the object. If a store, an
// Authenticator, an Authorizer or a hook panics, what was opened is closed, the Record says
// so, and the panic goes on.
func (h *Handler) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	c := calls.Get().(*call)
	c.record.Method, c.record.RemoteAddr = hr.Method, hr.RemoteAddr
	defer func() {
		if c.finished {
			c.release()
			return
		}
		p := recover() // nil if the goroutine ends
		c.record.Ending, c.record.Err = EndingFault, fmt.Errorf("getobject: panic: %v", p)
		if c.record.Status != 0 {
			c.record.Bytes, c.record.Aborted = c.exchange.response.sent, true
		}
		c.finished = true
		h.Finish(hr.Context(), "s3 read", &c.record)
		if p != nil {
			panic(p)
		}
	}()
	err := c.request.read(hr, h.Options(hr), parsing[:], nil)
	if h.Next != nil && h.isOther(hr.Context(), &c.request, err) {
		c.finished = true
		h.Next.ServeHTTP(w, hr)
		return
	}
	r := &c.request
	c.record.Bucket, c.record.Key, c.record.Version, c.record.Start = r.Bucket, r.Key, r.version.String(), r.Time
	switch r.Method {
	case http.MethodGet:
		c.record.Operation = "GetObject"
	case http.MethodHead:
		c.record.Operation = "HeadObject"
	}
	h.serve(w, hr, c, err)
	if c.record.Aborted {
		panic(http.ErrAbortHandler)
	}
}

// serve answers one request, unless err already refuses it, and tells the hooks.
func (h *Handler) serve(w http.ResponseWriter, hr *http.Request, c *call, err error) {
	// A read has no body: net/http would wait for one before it sends the header, and a
	// client that withholds it would keep the object open. The connection is closed,
	// because a body that comes late could be taken for the next request.
	// HTTP/1.0 has no chunks, and net/http does not say that a request came in some.
	if hr.ProtoMajor == 1 && (hr.ContentLength != 0 || hr.ProtoMinor == 0) {
		w.Header()["Connection"] = []string{"close"}
	}
	if h.NewIDs != nil {
		c.record.IDs = h.RequestIDs(c.request.Endpoint)
	} else {
		c.record.IDs = c.ids.next(c.request.Endpoint)
	}
	if err == nil {
		c.op = *h.Operation()
		c.exchange.ctx, c.exchange.op, c.exchange.request, c.exchange.reused = hr.Context(), &c.op, &c.request, true
		c.exchange.room = c.room[:0]
		err = c.exchange.run(nil)
		c.record.Identity = c.exchange.facts.Identity
	}
	directory := c.request.Endpoint == address.EndpointZonal || c.exchange.facts.Bucket.IsDirectory()
	if err != nil {
		h.refuse(w, hr, c, asError(err), directory)
	} else {
		resp, rec := &c.exchange.response, &c.record
		defer resp.Close()
		rec.Rule = resp.Rule
		rec.Status = resp.Status
		h.writeHead(w, rec.Status, rec.IDs, directory, resp.Fields, c.exchange.clean)
		hasBody := resp.hasBody()
		// A body whose store fails to close is aborted like one that it fails to read.
		if rec.Bytes, rec.Err = resp.WriteTo(w); rec.Err != nil {
			rec.Ending = endingOf(hr.Context(), rec.Err, resp.sendErr)
			rec.Aborted = hasBody
		}
	}
	c.finished = true
	h.Finish(hr.Context(), "s3 read", &c.record)
}

// documentSize is room for an error document of the usual length.
const documentSize = 512

// refuse sends an error document. A HEAD gets the same header without one.
func (h *Handler) refuse(w http.ResponseWriter, hr *http.Request, c *call, e *Error, directory bool) {
	rec := &c.record
	rec.Status = e.Status
	rec.Rule, rec.Code, rec.Err = e.Rule, e.Code, e
	if e.Status >= http.StatusInternalServerError && e.Rule == rule.Internal {
		rec.Ending = endingOf(hr.Context(), e, nil)
	}
	fields := append(c.room[:0], Field{Name: "Content-Type", Value: "application/xml"})
	for _, f := range e.Header {
		if !frames(f.Name) {
			fields = append(fields, f)
		}
	}
	if hr.Method == http.MethodHead {
		h.writeHead(w, rec.Status, rec.IDs, directory, fields, false)
		return
	}
	document := e.AppendXML(c.document[:0], rec.IDs)
	h.writeHead(w, rec.Status, rec.IDs, directory, fields, false)
	n, err := w.Write(document)
	rec.Bytes = int64(n)
	if err != nil {
		rec.Ending, rec.Err = endingOf(hr.Context(), err, err), errors.Join(e, err)
	}
}

// frames reports whether a field says where a message or its connection ends, which is for
// net/http to say.
func frames(name string) bool {
	switch strings.ToLower(name) {
	case "connection", "content-length", "keep-alive", "trailer", "transfer-encoding", "upgrade":
		return true
	}
	return false
}

// WriteHead sends the status of rec and the header of an answer, as reads do: the Server field and
// the ids of rec before the fields. It is for handlers of other operations.
//
// Names go out as S3 spells them: net/http writes the keys of the map as they are. Those of a
// directory bucket are in lower case, but for Content-Length, by which net/http frames. This is
// where all that comes from stores, hooks and errors becomes text of a header: fields whose names
// are no tokens are not sent, and values are cleaned.
func (h *Handler) WriteHead(w http.ResponseWriter, rec *Record, directory bool, fields []Field) {
	h.writeHead(w, rec.Status, rec.IDs.clean(), directory, fields, false)
}

// writeHead is WriteHead of fields that may be clean already, with ids that are.
func (h *Handler) writeHead(w http.ResponseWriter, status int, ids IDs, directory bool, fields []Field, clean bool) {
	header := w.Header()
	values := make([]string, 0, len(fields)+3) // which the header keeps
	set := func(name, value string) {
		n := len(values)
		values = append(values, value)
		if directory && name != "Content-Length" {
			name = strings.ToLower(name)
		}
		header[name] = values[n : n+1 : n+1]
	}
	header["Content-Type"] = nil // or net/http adds one of its own
	if h.Server != "" {
		set("Server", field.Clean(h.Server))
	}
	set("x-amz-id-2", ids.Host)
	set("x-amz-request-id", ids.Request)
	for i := range fields {
		switch f := &fields[i]; {
		case clean:
			set(f.Name, f.Value)
		case f.Rule != nil || field.IsToken(f.Name):
			set(f.Name, field.Clean(f.Value))
		}
	}
	w.WriteHeader(status)
}
