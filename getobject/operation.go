package getobject

import (
	"context"
	"errors"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// An Operation answers reads over a store. Its methods may be called concurrently, and
// its fields are not changed while they are.
type Operation struct {
	// Store has the objects.
	Store store.Store

	// Authenticator identifies the requester. Nil means that every request is
	// anonymous.
	Authenticator Authenticator

	// Authorizer decides what a requester may do. Nil means that every request is
	// refused; [AllowAll] is the way to refuse none.
	Authorizer Authorizer
}

// Operation returns the operation that h serves.
func (h *Handler) Operation() *Operation {
	return &Operation{Store: h.Store, Authenticator: h.Authenticator, Authorizer: h.Authorizer}
}

// Do answers r, which may be kept by what the Operation asks and is not changed. The error
// is an [*Error]. The caller closes the Response.
func (o *Operation) Do(ctx context.Context, r *Request) (*Response, error) {
	x := &exchange{ctx: ctx, op: o}
	x.request = r
	if err := x.run(nil); err != nil {
		return nil, err
	}
	return &x.response, nil
}

// An exchange is one request on its way through an [Operation].
type exchange struct {
	ctx context.Context // of the request
	op  *Operation
	decision
	absent    error // why there is no bucket
	explains  bool  // no body is opened, and questions are noted
	reused    bool  // the memory of the request is used again
	questions []Question
	response  Response
}

// run answers the request: it admits it, looks the version up, decides, and opens the
// body. Whatever was opened is closed if it returns an error or panics. The error is an
// [*Error].
func (x *exchange) run(observe observer) error {
	defer func() {
		if x.response.Plan == nil {
			_ = x.response.Close()
		}
	}()
	var err error
	if x.request.IsPreflight() {
		err = walk("preflight", preflight[:], x, observe)
	} else {
		err = walk("admit", admission[:], x, observe)
		if err == nil {
			err = walk("arguments", arguments[:], &x.decision, observe)
		}
		if err == nil {
			err = x.read(observe)
			if errors.Is(err, store.ErrChanged) { // and nothing was sent: once more
				_ = x.response.Close()
				x.plan = Plan{}
				err = x.read(observe)
			}
		}
	}
	if err != nil {
		return x.request.withCrossOrigin(asError(err), x.facts.Bucket)
	}
	x.response.ctx, x.response.Plan = x.ctx, &x.plan
	return nil
}

// lent returns the request for those who may keep it: a copy, if its memory is used again.
func (x *exchange) lent() *Request {
	if x.reused {
		r := *x.request
		x.request, x.reused = &r, false
	}
	return x.request
}

// read looks the version up, decides and opens the body.
func (x *exchange) read(observe observer) error {
	if err := walk("locate", location[:], x, observe); err != nil {
		return err
	}
	if err := walk("decide", decisions[:], &x.decision, observe); err != nil {
		return err
	}
	w := x.plan.Window
	if x.request.IsHead() || w.Length == 0 || x.explains {
		return nil
	}
	if x.request.key.IsZero() {
		x.response.content = store.LookupContent(x.response.object, w.Offset, w.Length)
	}
	if x.response.content != nil {
		return nil
	}
	body, err := store.OpenRange(x.ctx, x.response.object, x.request.key, w.Offset, w.Length)
	switch {
	case errors.Is(err, sse.WrongKey):
		return Refuse(rule.SSEWrongKey).withCause(err)
	case err != nil:
		return err
	case body == nil:
		return errNilReader
	}
	x.response.body = body
	return nil
}

// A step is one check on the way of a request. The order of S3's checks is the order of
// the rows in the tables of steps: a correction is a row that moves.
type step[T any] struct {
	name string
	run  func(T) error
}

// An observer is told each step that was run, and what it returned.
type observer func(phase, step string, err error)

// errAnswered is returned by a step that answers the request, so that no further step of
// its phase is run.
var errAnswered = errors.New("getobject: answered")

// walk runs the steps of a phase until one refuses the request or answers it. The
// observer may be nil.
func walk[T any](phase string, steps []step[T], subject T, observe observer) error {
	for i := range steps {
		err := steps[i].run(subject)
		if err == nil && observe == nil {
			continue // as nearly always
		}
		answered := err == errAnswered
		if answered {
			err = nil
		}
		if observe != nil {
			observe(phase, steps[i].name, err)
		}
		if err != nil || answered {
			return err
		}
	}
	return nil
}
