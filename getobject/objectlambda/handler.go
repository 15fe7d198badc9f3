package objectlambda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
)

// Timeout is how long a function may take to answer. S3 User Guide: Object Lambda quotas.
const Timeout = time.Minute

// ActionGetObject is the permission that a read by way of an Object Lambda access point needs,
// beside that to read the object. S3 User Guide: Configuring IAM policies for Object Lambda Access
// Points.
const ActionGetObject getobject.Action = "s3-object-lambda:GetObject"

// A Handler answers reads by way of Object Lambda access points. It may be copied, and its fields
// are not changed while requests are served. This file is the only one of the package that touches
// an [http.ResponseWriter].
type Handler struct {
	// Read is the handler of all other reads, whose store, hosts, prefix, clock, ids,
	// authenticator, authorizer and hooks serve here too.
	Read *getobject.Handler

	// Points are the access points. Nil means that there are none.
	Points AccessPoints

	// After is how the minute of a function is waited for. Nil means [time.After].
	After func(time.Duration) <-chan time.Time
}

// ServeHTTP answers one request. If the body cannot be sent whole it panics with
// [http.ErrAbortHandler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	c, read, err := h.callOf(hr)
	if c == nil {
		read.ServeHTTP(w, hr)
		return
	}
	c.serve(w, err)
	if c.record.Aborted {
		panic(http.ErrAbortHandler)
	}
}

// callOf returns the call of a function that answers a request, or nil and the handler of reads that
// does. The error already refuses the request.
func (h *Handler) callOf(hr *http.Request) (*call, *getobject.Handler, error) {
	p, err := h.lookUp(hr)
	if errors.Is(err, store.ErrNoAccessPoint) {
		return nil, h.Read, nil
	}
	read := *h.Read
	var f Function
	allowed := Features(0)
	if err == nil {
		read.Store = behind{read.Store, p}
		f, allowed = p.function(hr)
	}
	if err == nil && f == nil {
		return nil, &read, nil // the plain answer
	}
	return &call{h: h, read: &read, hr: hr, point: p, function: f, allowed: allowed}, nil, err
}

// lookUp returns the access point that a request names.
func (h *Handler) lookUp(hr *http.Request) (*AccessPoint, error) {
	switch a := h.Read.Address(hr); {
	case h.Points == nil:
		return nil, store.ErrNoAccessPoint
	case a.Endpoint == address.EndpointObjectLambda:
		return h.Points.ObjectLambda(hr.Context(), a.AccessPoint, a.Account)
	case address.IsAlias(a.Bucket):
		return h.Points.ObjectLambda(hr.Context(), a.Bucket, "")
	}
	return nil, store.ErrNoAccessPoint
}

// begin begins the record, and the time in which a function may read the original, which what it
// returns ends.
func (c *call) begin() (end func()) {
	c.options = c.read.Options(c.hr)
	c.record = getobject.Record{Operation: "GetObject", Method: c.hr.Method, RemoteAddr: c.hr.RemoteAddr, Start: c.options.Now}
	if c.hr.Method == http.MethodHead {
		c.record.Operation = "HeadObject"
	}
	c.record.IDs = c.read.RequestIDs(address.EndpointObjectLambda)
	var cancel context.CancelFunc
	c.ctx, cancel = context.WithCancel(c.hr.Context())
	return func() { cancel(); c.end() }
}

// function returns the function of a request, nil for none, and whether it may have ranges.
func (p *AccessPoint) function(hr *http.Request) (Function, Features) {
	switch hr.Method {
	case http.MethodGet:
		return p.GetObject, p.Features & (GetObjectRange | GetObjectPartNumber)
	case http.MethodHead:
		return p.HeadObject, p.Features & (HeadObjectRange | HeadObjectPartNumber)
	}
	return nil, 0
}

// behind is a store that knows the bucket behind an Object Lambda access point.
type behind struct {
	store.Store
	point *AccessPoint
}

// AccessPoint returns the bucket behind the supporting access point.
func (b behind) AccessPoint(ctx context.Context, name, account string) (string, error) {
	if to := b.point.Supporting; name == b.point.Name || account == "" {
		name, account = to.AccessPoint, to.Account
	}
	return store.ResolveAccessPoint(ctx, b.Store, name, account)
}

// serve answers the read, unless err already refuses it.
func (c *call) serve(w http.ResponseWriter, err error) {
	defer c.begin()()
	if err == nil {
		_, err = c.decide()
	}
	if err != nil {
		c.refuse(w, getobject.AsError(err))
	} else {
		c.send(w, c.answer)
	}
	c.read.Finish(c.hr.Context(), "s3 object lambda", &c.record)
}

// refuse sends an error document.
func (c *call) refuse(w http.ResponseWriter, e *getobject.Error) {
	rec := &c.record
	rec.Rule, rec.Code, rec.Err = e.Rule, e.Code, e
	if e.Status >= http.StatusInternalServerError {
		rec.Ending = getobject.EndingFault
	}
	rec.Status = e.Status
	c.read.WriteHead(w, rec, false, append([]getobject.Field{{Name: "Content-Type", Value: "application/xml"}}, e.Header...))
	if c.hr.Method != http.MethodHead {
		n, err := w.Write(e.AppendXML(nil, rec.IDs))
		rec.Bytes, rec.Err = int64(n), errors.Join(e, err)
	}
}

// send sends an answer. The last byte of a body whose length is known is sent when the body has
// ended and is closed, so that none looks whole that is not.
func (c *call) send(w http.ResponseWriter, a *Answer) {
	fields, _ := a.fields() // which were checked
	bodiless := c.hr.Method == http.MethodHead || a.Status == http.StatusNotModified
	if a.Length > 0 {
		fields = append(fields, getobject.Field{Name: "Content-Length", Value: strconv.FormatInt(a.Length, 10)})
	} else if a.Body == nil && !bodiless {
		fields = append(fields, getobject.Field{Name: "Content-Length", Value: "0"})
	}
	c.record.Status = a.Status
	c.read.WriteHead(w, &c.record, false, fields)
	if bodiless || a.Body == nil {
		_ = a.close()
		return
	}
	n, err := copyBody(w, a)
	if c.record.Bytes = n; err != nil {
		c.record.Err, c.record.Aborted = err, true
		if c.record.Ending = getobject.EndingFault; c.hr.Context().Err() != nil {
			c.record.Ending = getobject.EndingClientLeft
		}
	}
}

// copyBody copies the body of an answer, and closes it. A panic of its reader is an error.
func copyBody(w http.ResponseWriter, a *Answer) (n int64, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("objectlambda: the body of the function panicked: %v", p)
		}
		err = errors.Join(err, a.close())
	}()
	if a.Length <= 0 {
		return io.Copy(w, a.Body)
	}
	n, err = io.CopyN(w, a.Body, a.Length-1)
	if err == io.EOF {
		return n, errTooShort
	} else if err != nil {
		return n, err
	}
	var last, more [1]byte
	if _, err = io.ReadFull(a.Body, last[:]); err != nil {
		return n, errors.Join(errTooShort, err)
	}
	switch m, err := io.ReadFull(a.Body, more[:]); {
	case m > 0:
		return n, errTooLong
	case err != io.EOF:
		return n, err
	}
	if err = a.close(); err != nil {
		return n, err
	}
	a.Body = nil
	if _, err = w.Write(last[:]); err == nil {
		n++
	}
	return n, err
}
