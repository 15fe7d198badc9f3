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
	options  getobject.ParseOptions
	ctx      context.Context // ends when the answer was sent
	answer   *Answer         // of the function

	mu      sync.Mutex
	over    bool
	opened  []*getobject.Response // originals, to be closed when it is over
	request *getobject.Request
	bucket  *store.Bucket
}

// steps are what has to hold before a function is called, in order, and the call of it.
var steps = [...]struct {
	name string
	run  func(*call) error
}{
	{"request", (*call).parse},
	{"admission", (*call).admit},
	{"version id", (*call).checkVersion},
	{"permission", (*call).authorize},
	{"function", (*call).call},
	{"answer", (*call).checkAnswer},
}

// decide runs the steps, and tells how far it came.
func (c *call) decide() (ended int, err error) {
	for i, s := range steps {
		if err := s.run(c); err != nil {
			return i, err
		}
	}
	return len(steps) - 1, nil
}

// parse reads the request, with a range or a part if they are the function's.
func (c *call) parse() (err error) {
	_, part := c.hr.URL.Query()["partNumber"]
	ranged := c.hr.Header["Range"] != nil
	options := c.options
	options.ObjectLambdaRange = (!ranged || c.allowed&(GetObjectRange|HeadObjectRange) != 0) &&
		(!part || c.allowed&(GetObjectPartNumber|HeadObjectPartNumber) != 0)
	if c.request, err = getobject.Parse(c.hr, options); err == nil {
		c.record.Bucket, c.record.Key = c.request.Bucket, c.request.Key
	}
	return err
}

// admit finds out who asks for what is behind the access point.
func (c *call) admit() error {
	found, err := c.read.Operation().Admit(c.hr.Context(), c.request)
	c.record.Identity, c.bucket = found.Identity, found.Bucket
	return err
}

// checkVersion refuses a version id that no store has.
func (c *call) checkVersion() error {
	if _, err := c.request.Version(); err != nil {
		id, _ := c.request.Query.Get("versionId")
		return getobject.RefuseArgument(rule.VersionMalformed, "versionId", id)
	}
	return nil
}

// authorize asks whether the requester may call the function.
func (c *call) authorize() error {
	v, _ := c.request.Version() // which was checked
	return c.read.Operation().Authorize(c.hr.Context(), getobject.Access{
		Identity: c.record.Identity, Action: ActionGetObject, Bucket: c.bucket, Key: c.request.Key, Version: v, Request: c.request,
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
func (c *call) call() (err error) {
	ctx, done := c.ctx, make(chan outcome, 1)
	go c.run(ctx, done)
	after := c.h.After
	if after == nil {
		after = time.After
	}
	select {
	case o := <-done:
		c.answer, err = checked(o.answer, o.err)
		return err
	case <-after(Timeout):
		go func() { _ = (<-done).answer.close() }() // which it may still make
		return refusal(ruleTimeout, nil)
	case <-ctx.Done():
		go func() { _ = (<-done).answer.close() }()
		return ctx.Err()
	}
}

// checkAnswer tells the error that a function answers.
func (c *call) checkAnswer() error {
	if e := c.answer.refusal(); e != nil {
		return e
	}
	return nil
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
	e := getobject.Refuse(by)
	e.Err = cause
	return e
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
	op.Authenticator = getobject.AuthenticatedAs(c.record.Identity)
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

// end closes the originals that the function left open.
func (c *call) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	for _, r := range c.opened {
		_ = r.Close()
	}
}
