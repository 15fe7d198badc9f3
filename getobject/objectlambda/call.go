package objectlambda

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

// A call is one read that a function answers.
type call struct {
	h        *Handler
	read     *getobject.Handler
	hr       *http.Request
	point    *AccessPoint
	function Function
	allowed  Features
	record   getobject.Record

	mu      sync.Mutex
	over    bool
	opened  []*getobject.Response // originals, to be closed when it is over
	request *getobject.Request
	bucket  *store.Bucket
}

// admit reads the request and finds out who asks for what, and whether they may.
func (c *call) admit(options getobject.ParseOptions) (err error) {
	_, part := c.hr.URL.Query()["partNumber"]
	ranged := c.hr.Header["Range"] != nil
	options.ObjectLambdaRange = (!ranged || c.allowed&(GetObjectRange|HeadObjectRange) != 0) &&
		(!part || c.allowed&(GetObjectPartNumber|HeadObjectPartNumber) != 0)
	c.request, err = getobject.Parse(c.hr, options)
	if err != nil {
		return err
	}
	r := c.request
	c.record.Bucket, c.record.Key = r.Bucket, r.Key
	op := c.read.Operation()
	found, err := op.Admit(c.hr.Context(), r)
	c.record.Identity, c.bucket = found.Identity, found.Bucket
	if err != nil {
		return err
	}
	v, err := r.Version()
	if err != nil {
		id, _ := r.Query.Get("versionId")
		return getobject.RefuseArgument(rule.VersionMalformed, "versionId", id)
	}
	return op.Authorize(c.hr.Context(), getobject.Access{
		Identity: found.Identity, Action: ActionGetObject, Bucket: found.Bucket, Key: r.Key, Version: v, Request: r,
	})
}

// event returns what the function is told.
func (c *call) event() *Event {
	header := c.hr.Header.Clone()
	header.Del("Authorization")
	header.Set("Host", c.hr.Host)
	scheme := "http"
	if c.request.Secure {
		scheme = "https"
	}
	return &Event{
		Operation: c.record.Operation, RequestID: c.record.IDs.Request, AccessPoint: c.point,
		URL: scheme + "://" + c.hr.Host + c.hr.URL.RequestURI(), Header: header, Identity: c.record.Identity, open: c.open,
	}
}

// An outcome is what a function returned.
type outcome struct {
	answer *Answer
	err    error
}

// run calls the function. That it panics, or ends its goroutine, is an error.
func (c *call) run(ctx context.Context, done chan<- outcome) {
	o := outcome{err: errors.New("objectlambda: the goroutine of the function ended")}
	defer func() {
		if p := recover(); p != nil {
			o = outcome{err: fmt.Errorf("objectlambda: the function panicked: %v", p)}
		}
		done <- o
	}()
	o.answer, o.err = c.function.Transform(ctx, c.event())
}

// call calls the function, and waits for its answer for a minute.
func (c *call) call(ctx context.Context) (*Answer, error) {
	done := make(chan outcome, 1)
	go c.run(ctx, done)
	after := c.h.After
	if after == nil {
		after = time.After
	}
	select {
	case o := <-done:
		return checked(o.answer, o.err)
	case <-after(Timeout):
		go func() { _ = (<-done).answer.close() }() // which it may still make
		return nil, refusal(ruleTimeout, nil)
	case <-ctx.Done():
		go func() { _ = (<-done).answer.close() }()
		return nil, ctx.Err()
	}
}

// checked returns the answer of a function, or the error that the requester gets instead.
func checked(a *Answer, err error) (*Answer, error) {
	var refused *getobject.Error
	switch {
	case errors.As(err, &refused) && refused != nil:
		_ = a.close()
		return nil, refused
	case err != nil:
		_ = a.close()
		return nil, refusal(ruleRuntimeError, err)
	case a == nil:
		return nil, refusal(ruleNotReceived, nil)
	}
	own := *a // which the function may return to several calls
	a = &own
	if err := a.check(); err != nil {
		_ = a.close()
		return nil, refusal(ruleInvalidResponse, err)
	}
	return a, nil
}

// refusal makes the error of a rule.
func refusal(by *rule.Rule, cause error) *getobject.Error {
	return &getobject.Error{Rule: by, Status: statusOf[by], Err: cause}
}

// open reads the original for the function, as the requester may.
func (c *call) open(ctx context.Context, method string, header http.Header) (*getobject.Response, error) {
	v, err := c.request.Version()
	if err != nil {
		return nil, err
	}
	ref := store.Ref{Bucket: c.bucket.Name, Key: c.request.Key, Version: v}
	r, err := getobject.NewRequest(method, ref, header, c.hr, c.read.Options(c.hr))
	if err != nil {
		return nil, err
	}
	r.Address = c.point.Supporting
	r.Key = ref.Key
	op := c.read.Operation()
	op.Authenticator = known{c.record.Identity}
	response, err := op.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		_ = response.Close()
		return nil, context.Canceled
	}
	c.opened = append(c.opened, response)
	return response, nil
}

// A known requester was identified before.
type known struct{ getobject.Identity }

func (k known) Authenticate(context.Context, *getobject.Request, *store.Bucket) (getobject.Identity, error) {
	return k.Identity, nil
}

// end closes the originals that the function left open.
func (c *call) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	for _, r := range c.opened {
		_ = r.Close()
	}
}
