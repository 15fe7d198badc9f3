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
	// [address.Hosts.Websites]. It answers all others. Its Prefix is not that of websites, whose
	// paths are keys.
	Objects *getobject.Handler
}

// A visit is a request to a website.
type visit struct {
	h      *Handler
	hr     *http.Request
	bucket *store.Bucket
	target website.Request
	record getobject.Record

	config   *website.Config
	response *getobject.Response // of the object, or nil
	err      error               // why there is none
	status   int                 // that the read ended with
	folder   bool                // the key is that of a folder without its slash
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
	if !isVisit(hr, a) {
		h.Objects.ServeHTTP(w, hr)
		return
	}
	v := h.visit(hr, a)
	decided, _ := v.answer()
	v.send(w, decided)
	h.Objects.Finish(hr.Context(), "s3 website", &v.record)
	if v.record.Aborted {
		panic(http.ErrAbortHandler)
	}
}

// isVisit reports whether a request is to a website, which a preflight request is not.
func isVisit(hr *http.Request, to address.Address) bool {
	return to.Endpoint == address.EndpointWebsite && hr.Method != http.MethodOptions
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

// steps are what decides about a visit, in order. A step that returns an answer ends the way.
var steps = [...]struct {
	name string
	run  func(*visit) *answer
}{
	{"method", (*visit).checkMethod},
	{"configuration", (*visit).configure},
	{"redirect of all", (*visit).redirectAll},
	{"object", (*visit).readObject},
	{"routing rules", (*visit).route},
	{"folder", (*visit).redirectFolder},
	{"redirect location", (*visit).redirectLocation},
	{"answer", (*visit).answerRead},
}

// answer decides what the visit is answered with, and tells how far it came.
func (v *visit) answer() (a answer, ended int) {
	for i, s := range steps {
		if a := s.run(v); a != nil {
			return *a, i
		}
	}
	return v.refusal(getobject.Refuse(rule.Internal), nil), len(steps) - 1 // which the last step never lets happen
}

// checkMethod refuses other methods than GET and HEAD.
func (v *visit) checkMethod() *answer {
	if v.hr.Method == http.MethodGet || v.hr.Method == http.MethodHead {
		return nil
	}
	e := getobject.Refuse(rule.Method, "Method", v.hr.Method, "ResourceType", "OBJECT")
	e.Header = []getobject.Field{{Name: "Allow", Value: "GET, HEAD"}}
	return v.refused(e)
}

// configure looks the bucket and its website up.
func (v *visit) configure() *answer {
	if err := v.lookUp(); err != nil {
		return v.refused(getobject.AsError(err))
	}
	return nil
}

// redirectAll redirects every request of a website that is elsewhere.
func (v *visit) redirectAll() *answer {
	l, ok := v.config.All(v.target)
	if !ok {
		return nil
	}
	return v.redirected(ruleRedirectAll, l)
}

// readObject reads the object that the key means, which later steps may answer with.
func (v *visit) readObject() *answer {
	v.response, v.err = v.read(v.hr.Method, v.config.Object(v.target.Key), v.hr.Header)
	if v.status = http.StatusInternalServerError; v.err == nil {
		v.status = v.response.Status
	} else {
		v.status = getobject.AsError(v.err).Status
	}
	v.folder = (v.status == http.StatusNotFound || v.status == http.StatusForbidden) && v.isFolder()
	if v.folder {
		v.status = http.StatusFound
	}
	return nil
}

// route redirects by the first routing rule that fits.
func (v *visit) route() *answer {
	l, ok := v.config.Route(v.target, v.status)
	if !ok {
		return nil
	}
	return v.redirected(ruleRoute, l)
}

// redirectFolder redirects a folder without its slash.
func (v *visit) redirectFolder() *answer {
	if !v.folder {
		return nil
	}
	v.record.Rule = ruleSlash
	a := v.page(found(), nil)
	a.fields = append(a.fields, errorFields(found())...)
	a.fields = append(a.fields, getobject.Field{Name: "Location", Value: website.Slash(v.target.Key).URL})
	return &a
}

// redirectLocation redirects where the object says.
func (v *visit) redirectLocation() *answer {
	if v.response == nil {
		return nil
	}
	for _, f := range v.response.Fields {
		if f.Name == "x-amz-website-redirect-location" && f.Value != "" {
			return v.redirected(ruleLocation, website.Location{Status: http.StatusMovedPermanently, URL: f.Value})
		}
	}
	return nil
}

// answerRead answers with the object, or with the error document or a page.
func (v *visit) answerRead() *answer {
	if v.err == nil {
		v.record.Rule = v.response.Rule
		return &answer{status: v.status, fields: v.response.Fields, body: v.response}
	}
	a := v.failed(getobject.AsError(v.err))
	return &a
}

// lookUp looks the bucket up.
func (v *visit) lookUp() error {
	if v.h.Objects.Store == nil {
		return store.ErrUnavailable
	}
	bucket := v.record.Bucket
	b, err := v.h.Objects.Store.Bucket(v.hr.Context(), bucket)
	switch {
	case errors.Is(err, store.ErrNoBucket):
		e := getobject.Refuse(rule.NoSuchBucket, "BucketName", bucket)
		e.Err = err
		return e
	case err != nil:
		return err
	case b == nil || b.Website == nil:
		return getobject.Refuse(ruleNoWebsite, "BucketName", bucket)
	}
	v.bucket, v.config = b, b.Website
	return nil
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
func (v *visit) isFolder() bool {
	if website.IsFolder(v.target.Key) {
		return false
	}
	response, err := v.read(http.MethodHead, v.target.Key+"/"+v.config.Index, nil)
	return err == nil && response.Close() == nil
}

// failed answers a read that is refused: with the error document, if there is one, or with a
// page. A HEAD shows no error document.
func (v *visit) failed(e *getobject.Error) answer {
	if v.config.Error == "" || e.Status < 400 || e.Status > 499 || v.hr.Method == http.MethodHead {
		return v.refusal(e, nil)
	}
	document, err := v.read(http.MethodGet, v.config.Error, nil)
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

// refused answers with the page of an error.
func (v *visit) refused(e *getobject.Error) *answer {
	a := v.refusal(e, nil)
	return &a
}

// redirected answers with a redirect by a rule, and not with the object that was read.
func (v *visit) redirected(by *rule.Rule, l website.Location) *answer {
	v.record.Rule = by
	if v.response != nil {
		_ = v.response.Close()
	}
	a := redirection(l)
	return &a
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
