package getobject

import (
	"context"
	"net/http"
	"time"
)

// An Explanation says how a request was decided: each step in S3's order, and what
// came of them.
type Explanation struct {
	// Steps are all steps of the way, also those that were not reached.
	Steps []Step

	// Request is the request as far as it could be read.
	Request *Request

	// Plan is the answer, or nil where Err is.
	Plan *Plan

	// Err is the refusal, or nil where Plan is.
	Err *Error
}

// A Step is one check on the way of a request.
type Step struct {
	// Phase is the part of the way: "parse", "admit", "arguments", "locate" or
	// "decide".
	Phase string

	// Name is what the step looks at.
	Name string

	// Outcome says what came of it.
	Outcome Outcome

	// Rule is the rule that the step decided by, or zero where it let the request
	// pass.
	Rule Rule
}

// An Outcome is what came of a step. The zero Outcome is [NotReached].
type Outcome uint8

const (
	NotReached Outcome = iota // an earlier step ended the request
	Passed                    // the step had nothing against the request
	Decided                   // the step chose the answer, which later steps complete
	Refused                   // the step ended the request with an error
)

// String returns "not reached", "passed", "decided" or "refused".
func (o Outcome) String() string {
	return [...]string{"not reached", "passed", "decided", "refused"}[o]
}

// Rule returns the rule that decided.
func (e *Explanation) Rule() Rule {
	if e.Err != nil {
		return e.Err.Rule
	}
	return e.Plan.Rule
}

// Explain goes the way of a request like [Parse] and [Operation.Do], opens no body, and
// tells each step. The arguments are those of Parse.
func (o *Operation) Explain(ctx context.Context, hr *http.Request, a Addressing, secure bool, now time.Time) *Explanation {
	e := &Explanation{Steps: allSteps()}
	e.Request = e.parse(hr, a, secure, now)
	if e.Err != nil {
		return e
	}
	x := &exchange{op: o, r: e.Request}
	defer x.close()
	if e.admit(ctx, x) && e.argue(x) && e.note(x.find(ctx)) {
		e.decide(x)
	}
	return e
}

// allSteps returns the steps of all phases, none of them reached.
func allSteps() []Step {
	steps := []Step{{Phase: "parse", Name: "query encoding"}}
	for _, s := range shapes {
		steps = append(steps, Step{Phase: "parse", Name: s.name})
	}
	for _, s := range admission {
		steps = append(steps, Step{Phase: "admit", Name: s.name})
	}
	for _, s := range arguments {
		steps = append(steps, Step{Phase: "arguments", Name: s.name})
	}
	steps = append(steps, Step{Phase: "locate", Name: "version look-up"})
	for _, s := range decisions {
		steps = append(steps, Step{Phase: "decide", Name: s.name})
	}
	return steps
}

// note notes what came of the next step, and reports whether the request goes on.
func (e *Explanation) note(err error) bool {
	s := e.next()
	s.Outcome = Passed
	if err != nil {
		e.Err = asError(err)
		s.Outcome, s.Rule = Refused, e.Err.Rule
	}
	return err == nil
}

// next returns the first step that was not reached.
func (e *Explanation) next() *Step {
	i := 0
	for i < len(e.Steps)-1 && e.Steps[i].Outcome != NotReached {
		i++
	}
	return &e.Steps[i]
}

func (e *Explanation) parse(hr *http.Request, a Addressing, secure bool, now time.Time) *Request {
	r := new(Request)
	if !e.note(r.fill(hr, a, secure, now)) {
		return r
	}
	for i := range shapes {
		if !e.note(shapes[i].check(r)) {
			return r
		}
	}
	r.read()
	return r
}

func (e *Explanation) admit(ctx context.Context, x *exchange) bool {
	for i := range admission {
		if !e.note(admission[i].run(x, ctx)) {
			return false
		}
	}
	return true
}

func (e *Explanation) argue(x *exchange) bool {
	for i := range arguments {
		if !e.note(arguments[i].check(x.r, &x.facts)) {
			return false
		}
	}
	return true
}

// decide runs the decision. A rule is noted at the step that chose it and not at those
// that only complete the answer.
func (e *Explanation) decide(x *exchange) {
	var last Rule
	d := x.decision()
	err := d.run(func(rule Rule) {
		s := e.next()
		s.Outcome = Passed
		if rule != last {
			s.Outcome, s.Rule, last = Decided, rule, rule
		}
	})
	if err != nil {
		e.note(err)
		return
	}
	e.Plan = &d.plan
}
