package playground

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/endpoints"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/s3express"
)

// A question is a request over a state.
type question struct {
	Fixture string  `json:"fixture"`
	Request request `json:"request"`
}

// An answer is what S3 answers, and why.
type answer struct {
	Request  sent     `json:"request"`
	Status   int      `json:"status"`
	Reason   string   `json:"reason"`
	Proto    string   `json:"proto"`
	Header   []line   `json:"header"`
	Body     *body    `json:"body"`     // nil where no bytes of an object are sent
	Document string   `json:"document"` // that is the body instead: of an error, or of a session
	Steps    []step   `json:"steps"`
	Asked    []asked  `json:"asked"`
	Rule     string   `json:"rule"` // "" where a function of Object Lambda decided, or no step refused
	Kind     string   `json:"kind"`
	Sentence string   `json:"sentence"`
	Sections []string `json:"sections"`
	Code     string   `json:"code"`
	Message  string   `json:"message"`
	NotRead  bool     `json:"notRead"` // the request is another operation
}

// Sent is the request as it was sent, signed if it was to be, and what it names.
type sent struct {
	Method string      `json:"method"`
	Host   string      `json:"host"`
	Target string      `json:"target"`
	Header [][2]string `json:"header"`
	Time   string      `json:"time"`
	Bucket string      `json:"bucket"`
	Key    string      `json:"key"`
}

// A step is one check on the way of a request, and what it decided.
type step struct {
	Phase   string `json:"phase"`
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	Rule    string `json:"rule"`
}

// Asked is one question about the requester's rights.
type asked struct {
	Action  string `json:"action"`
	Verdict string `json:"verdict"`
	Decided string `json:"decided"`
	Rule    string `json:"rule"`
}

// answer answers a request.
func (e *Engine) answer(q question) (*answer, error) {
	f, err := e.load(q.Fixture)
	if err != nil {
		return nil, err
	}
	at, err := e.clock(q.Request.Time)
	if err != nil {
		return nil, err
	}
	h, err := handlerOf(f, q.Request.As, q.Request.Sign)
	if err != nil {
		return nil, err
	}
	sent, err := q.Request.signed(h.Objects, f, q.Fixture, at)
	if err != nil {
		return nil, err
	}
	hr, err := sent.read()
	if err != nil {
		return nil, err
	}
	h.Objects.Now = func() time.Time { return at }
	h.Objects.Secure = func(*http.Request) bool { return sent.TLS }
	return ask(h, hr, sent, at), nil
}

// handlerOf returns the handler of a fixture. Where as names a principal that does not
// sign, whoever asks is that one.
func handlerOf(f *fixture.Fixture, as, sign string) (*endpoints.Handler, error) {
	h := f.Endpoints()
	h.Objects.Server = "AmazonS3"
	if as == "" {
		return h, nil
	}
	p := f.Principal(as)
	if p == nil {
		return nil, fmt.Errorf("the state has no principal %q", as)
	}
	if sign == "" || sign == signNone {
		h.Objects.Authenticator = getobject.AuthenticatedAs(p.Identity())
	}
	return h, nil
}

// ask has a handler answer a request twice: by its steps, and over a connection that keeps what is
// sent.
func ask(h *endpoints.Handler, hr *http.Request, q request, at time.Time) *answer {
	e, r := h.Explain(hr), record(h, hr)
	a := &answer{
		Status: r.status, Reason: http.StatusText(r.status), Proto: "HTTP/1.1",
		Header: r.lines(fieldsOf(e)), Steps: stepsOf(e.Steps), Asked: []asked{}, Sections: []string{},
	}
	a.Request = sentOf(e, h.Objects.Address(hr), q, at)
	if rule := e.Rule(); rule != nil {
		a.Rule, a.Kind, a.Sentence = rule.ID, rule.Kind.String(), rule.Sentence
		a.Sections = append(a.Sections, rule.Sections...)
	}
	for _, x := range e.Questions {
		a.Asked = append(a.Asked, asked{string(x.Action), x.Verdict.String(), x.Reason.Decided, x.Reason.Rule.String()})
	}
	switch {
	case e.Err != nil:
		a.Code, a.Message, a.NotRead = string(e.Err.Code), e.Err.Message, e.Err.IsOtherOperation()
		a.Document = string(r.body)
	case isSession(e):
		a.Document = string(r.body)
	case hr.Method != http.MethodHead && hr.Method != http.MethodOptions:
		a.Body = bodyOf(e.Plan, r)
	}
	return a
}

// sentOf returns the request as it was sent, and what it names.
func sentOf(e *getobject.Explanation, to address.Address, q request, at time.Time) sent {
	s := sent{
		Method: q.Method, Host: q.Host, Target: q.Target, Header: q.Header, Time: at.UTC().Format(time.RFC3339),
		Bucket: to.Bucket, Key: to.Key,
	}
	if s.Header == nil {
		s.Header = [][2]string{}
	}
	if e.Request != nil && e.Request.Bucket != "" {
		s.Bucket, s.Key = e.Request.Bucket, e.Request.Key
	}
	return s
}

// fieldsOf returns the fields of an answer in S3's order.
func fieldsOf(e *getobject.Explanation) []getobject.Field {
	if e.Err == nil {
		return e.Plan.Fields
	}
	return append([]getobject.Field{{Name: "Content-Type"}}, e.Err.Header...)
}

// isSession reports whether a request was answered with a new session.
func isSession(e *getobject.Explanation) bool {
	return slices.ContainsFunc(e.Steps, func(s getobject.Step) bool { return strings.EqualFold(s.Phase, s3express.Phase) })
}

func stepsOf(all []getobject.Step) []step {
	list := make([]step, len(all))
	for i, s := range all {
		list[i] = step{s.Phase, s.Name, s.Outcome.String(), s.Rule.String()}
	}
	return list
}
