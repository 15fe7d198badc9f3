package s3express

import (
	"errors"
	"html"
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
)

// A Handler answers CreateSession, and passes on everything else. This file is the only one of
// the package that touches an [http.ResponseWriter].
type Handler struct {
	// Read is the handler of reads, whose store, hosts, prefix, clock, ids, authenticator,
	// authorizer and hooks serve here too. Its Next is this Handler.
	Read *getobject.Handler

	// Sessions keeps the sessions. The Authenticator of Read has to know them:
	//
	//	sessions := &s3express.Sessions{Others: credentials}
	//	read.Authenticator = &sigv4.Authenticator{Credentials: sessions}
	Sessions Store

	// Next serves all other requests. Nil means that they get S3's error.
	Next http.Handler
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	r, err := getobject.ParseOther(hr, h.Read.Options(hr))
	if err != nil || !h.isCreateSession(hr, r) {
		h.pass(w, hr)
		return
	}
	c := &call{h: h, hr: hr, request: r, record: getobject.Record{
		Operation: "CreateSession", Method: hr.Method, Bucket: r.Bucket, RemoteAddr: hr.RemoteAddr, Start: r.Time,
	}}
	c.record.IDs = h.Read.RequestIDs(address.EndpointZonal)
	document, fields, err := c.create()
	c.record.Status = http.StatusOK
	if err != nil {
		document, fields = c.refuse(getobject.AsError(err))
	}
	c.send(w, document, fields)
	h.Read.Finish(hr.Context(), "s3 CreateSession", &c.record)
}

// A call is one request for a session.
type call struct {
	h       *Handler
	hr      *http.Request
	request *getobject.Request
	record  getobject.Record

	found  getobject.Admission
	mode   getobject.SessionMode
	fields []getobject.Field // about encryption
}

// refuse makes the answer of an error.
func (c *call) refuse(e *getobject.Error) ([]byte, []getobject.Field) {
	c.record.Status, c.record.Code, c.record.Rule, c.record.Err = e.Status, e.Code, e.Rule, e
	if e.Rule == rule.Internal {
		c.record.Ending = getobject.EndingFault
	}
	return e.AppendXML(nil, c.record.IDs), e.Header
}

// send sends the answer.
func (c *call) send(w http.ResponseWriter, document []byte, fields []getobject.Field) {
	c.h.Read.WriteHead(w, &c.record, true, withType(fields))
	n, err := w.Write(document)
	if c.record.Bytes = int64(n); err != nil {
		c.record.Ending, c.record.Err = getobject.EndingClientLeft, errors.Join(c.record.Err, err)
	}
}

// withType puts the type of a document before the other fields.
func withType(fields []getobject.Field) []getobject.Field {
	return append([]getobject.Field{{Name: "Content-Type", Value: "application/xml"}}, fields...)
}

// pass passes a request on.
func (h *Handler) pass(w http.ResponseWriter, hr *http.Request) {
	if h.Next != nil {
		h.Next.ServeHTTP(w, hr)
		return
	}
	read := *h.Read
	read.Next = nil
	read.ServeHTTP(w, hr)
}

// isCreateSession reports whether r is that operation: ?session of a directory bucket. Of any other
// bucket the parameter is ignored.
func (h *Handler) isCreateSession(hr *http.Request, r *getobject.Request) bool {
	if hr.Method != http.MethodGet || r.Key != "" || r.Bucket == "" || !r.Query.Has("session") || h.Read.Store == nil {
		return false
	}
	if r.Endpoint == address.EndpointZonal {
		return true
	}
	b, err := h.Read.Store.Bucket(hr.Context(), r.Bucket)
	return err == nil && b.IsDirectory()
}

// documentOf returns the document of an answer. S3 CreateSession: Response Syntax.
func documentOf(s Session) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<CreateSessionResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Credentials>`)
	for _, e := range [...]struct{ name, text string }{
		{"SessionToken", s.Token}, {"SecretAccessKey", s.SecretKey}, {"AccessKeyId", s.AccessKey},
		{"Expiration", s.Expiry.UTC().Format(time.RFC3339)},
	} {
		b.WriteString("<" + e.name + ">" + html.EscapeString(e.text) + "</" + e.name + ">")
	}
	b.WriteString(`</Credentials></CreateSessionResult>`)
	return []byte(b.String())
}

// steps are what has to hold before a session begins, in order. The shape of the request comes
// first, and no shape that is another operation comes here.
var steps = [...]struct {
	name string
	run  func(*call) error
}{
	{"admission", (*call).admit},
	{"permission", (*call).authorize},
	{"mode", (*call).checkMode},
	{"encryption", (*call).checkEncryption},
}

// check runs the steps, and tells how far it came.
func (c *call) check() (ended int, err error) {
	for i, s := range steps {
		if err := s.run(c); err != nil {
			return i, err
		}
	}
	return len(steps) - 1, nil
}

// create begins the session that the request asks for.
func (c *call) create() ([]byte, []getobject.Field, error) {
	if _, err := c.check(); err != nil {
		return nil, nil, err
	}
	s, err := c.h.Sessions.Create(c.hr.Context(), c.found.Identity, c.found.Bucket.Name, c.mode, c.request.Time.Add(Lifetime))
	if err != nil {
		return nil, nil, err
	}
	return documentOf(s), c.fields, nil
}

// admit finds out who asks for a session of which bucket.
func (c *call) admit() (err error) {
	c.found, err = c.h.Read.Operation().Admit(c.hr.Context(), c.request)
	c.record.Identity = c.found.Identity
	if err == nil && !c.found.Bucket.IsDirectory() {
		return getobject.Refuse(rule.NoSuchBucket, "BucketName", c.request.Bucket)
	}
	return err
}

// authorize refuses who may not begin a session: one is no proof for another.
func (c *call) authorize() error {
	if c.found.Identity.Session != "" || c.found.Identity.Anonymous() {
		return getobject.Refuse(rule.Denied)
	}
	return c.h.Read.Operation().Authorize(c.hr.Context(), getobject.Access{
		Identity: c.found.Identity, Action: getobject.ActionCreateSession, Bucket: c.found.Bucket, Request: c.request,
	})
}

// checkMode reads what the session may do.
func (c *call) checkMode() error {
	c.mode = getobject.SessionReadWrite
	if text, ok := c.request.Argument("X-Amz-Create-Session-Mode"); ok {
		c.mode = getobject.SessionMode(text)
	}
	if c.mode != getobject.SessionReadOnly && c.mode != getobject.SessionReadWrite {
		return getobject.RefuseArgument(ruleMode, "x-amz-create-session-mode", string(c.mode))
	}
	return nil
}

// checkEncryption reads how what is written in the session is encrypted.
func (c *call) checkEncryption() (err error) {
	c.fields, err = encryption(c.request)
	return err
}

// encryption returns the fields about the encryption of what is written in the session: that which
// is asked for, or S3's own.
func encryption(r *getobject.Request) ([]getobject.Field, error) {
	algorithm, ok := r.Argument("X-Amz-Server-Side-Encryption")
	if !ok {
		algorithm = "AES256"
	}
	if algorithm != "AES256" && algorithm != "aws:kms" {
		return nil, getobject.RefuseArgument(ruleEncryption, "x-amz-server-side-encryption", algorithm)
	}
	fields := []getobject.Field{{Name: "x-amz-server-side-encryption", Value: algorithm}}
	for _, name := range [...]string{
		"X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id",
		"X-Amz-Server-Side-Encryption-Context",
		"X-Amz-Server-Side-Encryption-Bucket-Key-Enabled",
	} {
		if value, ok := r.Argument(name); ok && algorithm == "aws:kms" {
			fields = append(fields, getobject.Field{Name: strings.ToLower(name), Value: value})
		}
	}
	return fields, nil
}
