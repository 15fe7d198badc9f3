package getobject

import (
	"context"
	"errors"
	"io"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// An Operation answers reads over a store. Its methods may be called concurrently, and
// its fields are not changed while they are.
type Operation struct {
	// Store is where the objects are.
	Store store.Store

	// Authenticator finds out who asks. Nil means that every request is anonymous.
	Authenticator Authenticator

	// Authorizer decides who may do what. Nil means that every request is refused;
	// [AllowAll] is the way to refuse none.
	Authorizer Authorizer
}

// A Response is a planned answer with its body.
type Response struct {
	*Plan

	object store.Object
	body   io.ReadCloser // nil where nothing is sent
}

// maxOpens is how often an object is opened for one request: once more than usual where
// it changed before its first byte was read.
const maxOpens = 2

// Do answers r. The error is an [*Error]. The caller closes the Response.
func (o *Operation) Do(ctx context.Context, r *Request) (*Response, error) {
	return new(exchange).do(ctx, o, r)
}

// do is [Operation.Do] in the memory of x, which is zero.
func (x *exchange) do(ctx context.Context, o *Operation, r *Request) (*Response, error) {
	x.op, x.r = o, r
	for i := range admission {
		if err := admission[i].run(x, ctx); err != nil {
			return nil, err
		}
	}
	if err := CheckArguments(r, &x.facts); err != nil {
		return nil, err
	}
	for opens := 1; ; opens++ {
		resp, err := x.read(ctx)
		if opens == maxOpens || !errors.Is(err, store.ErrChanged) {
			return resp, err
		}
	}
}

// read opens the object, decides and opens the body.
func (x *exchange) read(ctx context.Context) (*Response, error) {
	err := x.find(ctx)
	var resp *Response
	if err == nil {
		resp, err = x.respond(ctx)
	}
	if err != nil {
		x.close()
		return nil, asError(err)
	}
	return resp, nil
}

// respond plans the response and opens its body.
func (x *exchange) respond(ctx context.Context) (*Response, error) {
	d := x.decision()
	if err := d.run(nil); err != nil {
		return nil, err
	}
	x.response = Response{Plan: &d.plan, object: x.object}
	if x.r.IsHead() || d.plan.Window.Length == 0 {
		return &x.response, nil
	}
	var err error
	w := d.plan.Window
	x.response.body, err = store.ReadWithKey(ctx, x.object, x.r.key, w.Offset, w.Length)
	if errors.Is(err, sse.WrongKey) {
		err = refuse(RuleSSEWrongKey).because(err)
	}
	return &x.response, err
}

// decision returns the decision to make, whose memory is the exchange's own.
func (x *exchange) decision() *decision {
	d := &x.made
	if d.r != nil {
		*d = decision{}
	}
	d.r, d.f, d.info = x.r, &x.facts, x.facts.Info
	return d
}

// errLength means that a store sent another number of bytes than it was asked for.
var errLength = errors.New("getobject: body has another length than announced")

// WriteTo writes the body, which is the window of the plan, or nothing for a HEAD and
// a status without one. The error is not nil unless all of it was written.
func (r *Response) WriteTo(w io.Writer) (int64, error) {
	if r.body == nil {
		return 0, nil
	}
	n, err := r.copyTo(w)
	if err == nil && n != r.Window.Length {
		err = errLength
	}
	return n, err
}

// send writes the body and closes r, also where a store panics.
func (r *Response) send(w io.Writer) (n int64, err error) {
	defer func() { err = errors.Join(err, r.Close()) }()
	return r.WriteTo(w)
}

// copyTo lets a body write itself, so that a file reaches the socket without a buffer
// in between and a byte slice in one call.
func (r *Response) copyTo(w io.Writer) (int64, error) {
	if wt, ok := r.body.(io.WriterTo); ok {
		return wt.WriteTo(w)
	}
	return io.Copy(w, io.LimitReader(r.body, r.Window.Length))
}

// Close closes the body and releases the object.
func (r *Response) Close() error {
	var err error
	if r.body != nil {
		err = r.body.Close()
	}
	return errors.Join(err, r.object.Close())
}
