package s3express

import (
	"net/http"

	"github.com/s3get/s3get/getobject"
)

// Phase is the phase of the steps of [Handler.Explain].
const Phase = "session"

// Steps returns the steps of CreateSession, in their order.
func Steps() (all []getobject.Step) {
	for _, s := range steps {
		all = append(all, getobject.Step{Phase: Phase, Name: s.name})
	}
	return all
}

// Explain tells how a CreateSession is decided, and begins no session. It returns nil for a request
// that is another operation. The Plan has no rule, since nothing decides that a session begins but
// that no step refuses it.
func (h *Handler) Explain(hr *http.Request) *getobject.Explanation {
	r, err := getobject.ParseOther(hr, h.Read.Options(hr))
	if err != nil || !h.isCreateSession(hr, r) {
		return nil
	}
	c := &call{h: h, hr: hr, request: r}
	ended, err := c.check()
	x := &getobject.Explanation{Steps: Steps(), Request: r}
	for i := range ended + 1 {
		x.Steps[i].Outcome = getobject.Passed
	}
	if err != nil {
		x.Err = getobject.AsError(err)
		x.Steps[ended].Outcome, x.Steps[ended].Rule = getobject.Refused, x.Err.Rule
		return x
	}
	x.Plan = &getobject.Plan{Status: http.StatusOK, Fields: withType(c.fields)}
	return x
}
