package s3website

import (
	"errors"
	"net/http"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/website"
)

// A Handler answers requests to website endpoints. It may be copied, and its fields are not
// changed while requests are served. This file is the only one of the package that touches an
// [http.ResponseWriter].
type Handler struct {
	// Objects is the handler whose store, authorizer, clock, ids and hooks serve websites
	// too, and whose hosts say which requests are to one: those of Amazon S3, and
	// [address.Hosts.Websites]. It answers all others.
	Objects *getobject.Handler
}

// A visit is a request to a website.
type visit struct {
	h      *Handler
	hr     *http.Request
	bucket *store.Bucket
	target website.Request
	record getobject.Record
}

// An answer is what a visit is answered with: a body, or a page.
type answer struct {
	status int
	fields []getobject.Field
	body   *getobject.Response // nil for none
	page   []byte
}

// ServeHTTP answers one request. If the body cannot be sent whole it panics with
// [http.ErrAbortHandler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	a := h.Objects.Hosts.Parse(hr.Host, hr.URL.Path)
	if a.Endpoint != address.EndpointWebsite || hr.Method == http.MethodOptions {
		h.Objects.ServeHTTP(w, hr)
		return
	}
	v := h.visit(hr, a)
	v.send(w, v.answer(a.Bucket))
	h.Objects.Finish(hr.Context(), "s3 website", &v.record)
	if v.record.Aborted {
		panic(http.ErrAbortHandler)
	}
}

// visit reads what of a request decides.
func (h *Handler) visit(hr *http.Request, a address.Address) *visit {
	v := &visit{h: h, hr: hr}
	options := h.Objects.Options(hr)
	v.record = getobject.Record{
		Operation: "Website", Method: hr.Method, Bucket: a.Bucket, Key: a.Key,
		RemoteAddr: hr.RemoteAddr, Start: options.Now,
	}
	v.record.IDs = h.Objects.RequestIDs(a.Endpoint)
	v.target = website.Request{Protocol: "http", Host: hr.Host, Path: hr.URL.EscapedPath(), Key: a.Key}
	if options.Secure {
		v.target.Protocol = "https"
	}
	if v.target.Path == "" {
		v.target.Path = "/"
	}
	if hr.URL.RawQuery != "" || hr.URL.ForceQuery {
		v.target.Query = "?" + hr.URL.RawQuery
	}
	return v
}

// answer decides what the visit is answered with.
func (v *visit) answer(bucket string) answer {
	if v.hr.Method != http.MethodGet && v.hr.Method != http.MethodHead {
		e := getobject.Refuse(rule.Method, "Method", v.hr.Method, "ResourceType", "OBJECT")
		e.Header = []getobject.Field{{Name: "Allow", Value: "GET, HEAD"}}
		return v.refusal(e, nil)
	}
	config, err := v.configuration(bucket)
	if err != nil {
		return v.refusal(getobject.AsError(err), nil)
	}
	if l, ok := config.All(v.target); ok {
		v.record.Rule = ruleRedirectAll
		return redirection(l)
	}
	response, err := v.read(v.hr.Method, config.Object(v.target.Key), v.hr.Header)
	status := statusOf(response, err)
	slash := (status == http.StatusNotFound || status == http.StatusForbidden) && v.isFolder(config)
	if slash {
		status = http.StatusFound
	}
	l, ok := config.Route(v.target, status)
	switch to := redirectOf(response); {
	case ok:
		v.record.Rule = ruleRoute
		return closing(response, redirection(l))
	case slash:
		v.record.Rule = ruleSlash
		a := v.page(found(), nil)
		a.fields = append(a.fields, errorFields(found())...)
		a.fields = append(a.fields, getobject.Field{Name: "Location", Value: website.Slash(v.target.Key).URL})
		return a
	case to != "":
		v.record.Rule = ruleLocation
		return closing(response, redirection(website.Location{Status: http.StatusMovedPermanently, URL: to}))
	case err == nil:
		v.record.Rule = response.Rule
		return answer{status: status, fields: response.Fields, body: response}
	}
	return v.failed(config, getobject.AsError(err))
}

// configuration looks the bucket up.
func (v *visit) configuration(bucket string) (*website.Config, error) {
	if v.h.Objects.Store == nil {
		return nil, store.ErrUnavailable
	}
	b, err := v.h.Objects.Store.Bucket(v.hr.Context(), bucket)
	switch {
	case errors.Is(err, store.ErrNoBucket):
		e := getobject.Refuse(rule.NoSuchBucket, "BucketName", bucket)
		e.Err = err
		return nil, e
	case err != nil:
		return nil, err
	case b == nil || b.Website == nil:
		return nil, getobject.Refuse(ruleNoWebsite, "BucketName", bucket)
	}
	v.bucket = b
	return b.Website, nil
}

// read reads a key of the bucket for anybody, with those fields of the request that are no part
// of a signature.
func (v *visit) read(method, key string, header http.Header) (*getobject.Response, error) {
	ref := store.Ref{Bucket: v.bucket.Name, Key: key}
	r, err := getobject.NewRequest(method, ref, header, v.hr, v.h.Objects.Options(v.hr))
	if err != nil {
		return nil, err
	}
	op := v.h.Objects.Operation()
	op.Authenticator = nil
	return op.Do(v.hr.Context(), r)
}

// isFolder reports whether the key is that of a folder without its slash that has an index
// document.
func (v *visit) isFolder(config *website.Config) bool {
	if website.IsFolder(v.target.Key) {
		return false
	}
	response, err := v.read(http.MethodHead, v.target.Key+"/"+config.Index, nil)
	return err == nil && response.Close() == nil
}

// failed answers a read that is refused: with the error document, if there is one, or with a
// page. A HEAD shows no error document.
func (v *visit) failed(config *website.Config, e *getobject.Error) answer {
	if config.Error == "" || e.Status < 400 || e.Status > 499 || v.hr.Method == http.MethodHead {
		return v.refusal(e, nil)
	}
	document, err := v.read(http.MethodGet, config.Error, nil)
	if err != nil {
		return v.refusal(e, getobject.AsError(err))
	}
	v.record.Rule, v.record.Code, v.record.Err = ruleErrorDocument, e.Code, e
	return answer{status: e.Status, fields: append(errorFields(e), document.Fields...), body: document}
}

// refusal answers with the page of an error, and of that of its error document if there is one.
func (v *visit) refusal(e, document *getobject.Error) answer {
	v.record.Rule, v.record.Code, v.record.Err = e.Rule, e.Code, e
	a := v.page(e, document)
	a.fields = append(a.fields, e.Header...)
	if v.hr.Method == http.MethodHead {
		a.page, a.fields = nil, append(errorFields(e), e.Header...)
	}
	return a
}

// statusOf is the status that a read ended with.
func statusOf(r *getobject.Response, err error) int {
	if err != nil {
		return getobject.AsError(err).Status
	}
	return r.Status
}

// redirectOf returns where an object redirects those who ask for it, or "".
func redirectOf(r *getobject.Response) string {
	if r == nil {
		return ""
	}
	for _, f := range r.Fields {
		if f.Name == "x-amz-website-redirect-location" {
			return f.Value
		}
	}
	return ""
}

// closing closes a response that is not sent.
func closing(r *getobject.Response, a answer) answer {
	if r != nil {
		_ = r.Close()
	}
	return a
}

// redirection answers with a redirect, which has no page.
func redirection(l website.Location) answer {
	return answer{status: l.Status, fields: []getobject.Field{{Name: "Location", Value: l.URL}, {Name: "Content-Length", Value: "0"}}}
}

// send sends the answer.
func (v *visit) send(w http.ResponseWriter, a answer) {
	rec := &v.record
	rec.Status = a.status
	v.h.Objects.WriteHead(w, rec, false, a.fields)
	var err error
	switch {
	case a.body != nil:
		rec.Bytes, err = a.body.WriteTo(w)
		rec.Aborted = err != nil
		err = errors.Join(err, a.body.Close())
	case v.hr.Method != http.MethodHead && len(a.page) > 0:
		var n int
		n, err = w.Write(a.page)
		rec.Bytes = int64(n)
	}
	if err != nil {
		rec.Err = errors.Join(rec.Err, err)
		if rec.Ending = getobject.EndingFault; v.hr.Context().Err() != nil {
			rec.Ending = getobject.EndingClientLeft
		}
	}
}
