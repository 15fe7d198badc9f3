package getobject

import (
	"context"
	"net/http"
	"strconv"

	"github.com/s3get/s3get/getobject/rule"
)

// An Explanation says how a request was decided: each step in S3's order, and its outcome.
type Explanation struct {
	// Steps are all steps of the way, also those that were not reached.
	Steps []Step

	// Questions are what the Authorizer was asked, and what it answered, in order.
	Questions []Question

	// Request is the request as far as it could be read.
	Request *Request

	// Plan is the answer, or nil if Err is not.
	Plan *Plan

	// Err is the refusal, or nil if Plan is not.
	Err *Error
}

// A Step is one check on the way of a request.
type Step struct {
	// Phase is the part of the way: "parse", "admit", "arguments", "locate" or
	// "decide", and for a preflight request "parse" or "preflight". Other handlers have
	// phases of their own.
	Phase string

	// Name is what the step looks at.
	Name string

	// Outcome is what the step decided.
	Outcome Outcome

	// Rule is the rule that the step decided by, or nil if it let the request pass.
	Rule *rule.Rule
}

// An Outcome is what a step decided. The zero Outcome is [NotReached].
type Outcome uint8

const (
	NotReached Outcome = iota // an earlier step ended the request
	Passed                    // the step did not object to the request
	Decided                   // the step chose the answer, which later steps complete
	Refused                   // the step ended the request with an error
)

// String returns "not reached", "passed", "decided" or "refused", and "Outcome(n)" for an
// Outcome that does not exist.
func (o Outcome) String() string {
	names := [...]string{"not reached", "passed", "decided", "refused"}
	if int(o) < len(names) {
		return names[o]
	}
	return "Outcome(" + strconv.Itoa(int(o)) + ")"
}

// Rule returns the rule that decided, which is nil for an error that is not S3's own and for what
// a function of Object Lambda answers.
func (e *Explanation) Rule() *rule.Rule {
	if e.Err != nil {
		return e.Err.Rule
	}
	return e.Plan.Rule
}

// Explain tells how the handler decides a read. It runs the same steps as ServeHTTP, opens no body
// and sends nothing. A request that is another operation is explained by Next, if that has a method
// Explain like this one, which returns nil for a request that it does not answer itself.
func (h *Handler) Explain(hr *http.Request) *Explanation {
	e := h.Operation().Explain(hr.Context(), hr, h.Options(hr))
	next, ok := h.Next.(interface {
		Explain(*http.Request) *Explanation
	})
	if !ok || e.Err == nil || !e.Err.IsOtherOperation() {
		return e
	}
	if other := next.Explain(hr); other != nil {
		return other
	}
	return e
}

// Explain runs the same steps as [Parse] and [Operation.Do], opens no body, and records
// each outcome.
func (o *Operation) Explain(ctx context.Context, hr *http.Request, opts ParseOptions) *Explanation {
	x := &exchange{ctx: ctx, op: o, explains: true}
	x.request = new(Request)
	e := &Explanation{Steps: stepsOf(hr.Method), Request: x.request}
	var last *rule.Rule
	observe := func(phase, name string, err error) {
		s := e.step(phase, name)
		switch {
		case err != nil:
			s.Outcome, s.Rule = Refused, asError(err).Rule
		case x.plan.Rule != last:
			s.Outcome, s.Rule, last = Decided, x.plan.Rule, x.plan.Rule
		default:
			s.Outcome, s.Rule = Passed, nil
		}
	}
	err := x.request.read(hr, opts, parsing[:], observe)
	if err == nil {
		err = x.run(observe)
	}
	defer x.response.Close()
	e.Questions = x.questions
	if err != nil {
		e.Err = asError(err)
		return e
	}
	e.Plan = &x.plan
	return e
}

// step returns the step of that phase and name.
func (e *Explanation) step(phase, name string) *Step {
	for i := range e.Steps {
		if s := &e.Steps[i]; s.Phase == phase && s.Name == name {
			return s
		}
	}
	return new(Step)
}

// stepsOf returns the steps of all phases of requests with a method, none of them reached.
func stepsOf(method string) []Step {
	var all []Step
	all = appendSteps(all, "parse", parsing[:])
	if method == http.MethodOptions {
		return appendSteps(all, "preflight", preflight[:])
	}
	all = appendSteps(all, "admit", admission[:])
	all = appendSteps(all, "arguments", arguments[:])
	all = appendSteps(all, "locate", location[:])
	return appendSteps(all, "decide", decisions[:])
}

func appendSteps[T any](all []Step, phase string, steps []step[T]) []Step {
	for _, s := range steps {
		all = append(all, Step{Phase: phase, Name: s.name})
	}
	return all
}
