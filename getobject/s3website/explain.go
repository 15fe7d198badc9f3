package s3website

import (
	"net/http"

	"github.com/s3get/s3get/getobject"
)

// Phase is the phase of the steps of [Handler.Explain].
const Phase = "website"

// Steps returns the steps of a request to a website, in their order.
func Steps() (all []getobject.Step) {
	for _, s := range steps {
		all = append(all, getobject.Step{Phase: Phase, Name: s.name})
	}
	return all
}

// Explain tells how a request to a website endpoint is decided. It runs the same steps as
// ServeHTTP and sends nothing. The Plan is the answer, also a redirect or an error document; the Err
// is a refusal that is told by a page. Its Request is nil. A request to another endpoint is explained
// by Objects.
func (h *Handler) Explain(hr *http.Request) *getobject.Explanation {
	to := h.Objects.Hosts.Parse(hr.Host, hr.URL.Path)
	if !isVisit(hr, to) {
		return h.Objects.Explain(hr)
	}
	v := h.visit(hr, to)
	a, ended := v.answer()
	if a.body != nil {
		defer a.body.Close()
	}
	x := &getobject.Explanation{Steps: Steps()}
	for i := range ended {
		x.Steps[i].Outcome = getobject.Passed
	}
	last := &x.Steps[ended]
	last.Outcome, last.Rule = getobject.Decided, v.record.Rule
	if e, ok := v.record.Err.(*getobject.Error); ok && a.body == nil {
		last.Outcome, x.Err = getobject.Refused, e
		return x
	}
	x.Plan = &getobject.Plan{Status: a.status, Fields: a.fields, Rule: v.record.Rule}
	if a.body != nil {
		x.Plan.Window = a.body.Window
	}
	return x
}
