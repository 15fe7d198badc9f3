package objectlambda

import (
	"net/http"

	"github.com/s3get/s3get/getobject"
)

// Phase is the phase of the steps of [Handler.Explain].
const Phase = "object lambda"

// Steps returns the steps of a read that a function answers, in their order.
func Steps() (all []getobject.Step) {
	for _, s := range steps {
		all = append(all, getobject.Step{Phase: Phase, Name: s.name})
	}
	return all
}

// Explain tells how a read by way of an Object Lambda access point is decided. It calls the function,
// closes the body that it makes and sends nothing. The Plan has no rule, since the function decides.
// A request to another endpoint, or without a function for the operation, is explained by Read.
func (h *Handler) Explain(hr *http.Request) *getobject.Explanation {
	c, read, err := h.callOf(hr)
	if c == nil {
		return read.Explain(hr)
	}
	defer c.begin()()
	x, ended := &getobject.Explanation{Steps: Steps()}, 0
	if err == nil {
		ended, err = c.decide()
	}
	x.Request = c.request
	for i := range ended + 1 {
		x.Steps[i].Outcome = getobject.Passed
	}
	last := &x.Steps[ended]
	if err != nil {
		_ = c.answer.close()
		x.Err = getobject.AsError(err)
		last.Outcome, last.Rule = getobject.Refused, x.Err.Rule
		return x
	}
	defer c.answer.close()
	fields, _ := c.answer.fields() // which were checked
	last.Outcome = getobject.Decided
	x.Plan = &getobject.Plan{Status: c.answer.Status, Fields: fields}
	return x
}
