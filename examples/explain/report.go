package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/endpoints"
)

// A report is an explanation as tools read it.
type report struct {
	Vector   string    `json:"vector,omitempty"`
	Why      string    `json:"why,omitempty"`
	Request  asked     `json:"request"`
	Steps    []step    `json:"steps"`
	Asked    []access  `json:"asked,omitempty"`
	Rule     string    `json:"rule"`           // "" where a function of Object Lambda decided, or no step refused
	Kind     string    `json:"kind,omitempty"` // of the rule
	Sentence string    `json:"sentence,omitempty"`
	Sections []string  `json:"sections,omitempty"`
	NotRead  bool      `json:"notRead"` // the request is another operation
	Status   int       `json:"status"`
	Code     string    `json:"code,omitempty"`
	Message  string    `json:"message,omitempty"`
	Header   []field   `json:"header"`
	Error    []element `json:"error,omitempty"`
	Body     *body     `json:"body,omitempty"`

	document []byte
	page     bool // an error is told by a page, since it is for people
}

// Asked is what was asked, and by whom.
type asked struct {
	Method string      `json:"method"`
	Host   string      `json:"host"`
	Target string      `json:"target"`
	Header http.Header `json:"header"`
	Time   time.Time   `json:"time"`
	TLS    bool        `json:"tls"`
	As     string      `json:"as,omitempty"`
	Bucket string      `json:"bucket"`
	Key    string      `json:"key"`
}

type step struct {
	Phase   string `json:"phase"`
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	Rule    string `json:"rule,omitempty"`
}

// An access is one question about the requester's rights, and what it was decided by.
type access struct {
	Action  string `json:"action"`
	Verdict string `json:"verdict"`
	Decided string `json:"decided,omitempty"`
	Rule    string `json:"rule,omitempty"`
}

type field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Rule  string `json:"rule,omitempty"` // why the field is sent
}

type element struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// A body is the bytes of the object that the response has.
type body struct {
	Offset int64 `json:"offset"`
	Length int64 `json:"length"`
}

// newReport explains a request by h, which has its clock and knows whether it is secure.
func newReport(h *endpoints.Handler, q question) *report {
	e, to := h.Explain(q.Request), h.Objects.Address(q.Request)
	r := &report{Request: ask(q, to), Steps: steps(e.Steps), page: to.Endpoint == address.EndpointWebsite}
	if e.Request != nil {
		r.Request.Bucket, r.Request.Key = e.Request.Bucket, e.Request.Key
	}
	if rule := e.Rule(); rule != nil {
		r.Rule, r.Kind, r.Sentence, r.Sections = rule.ID, rule.Kind.String(), rule.Sentence, rule.Sections
	}
	for _, q := range e.Questions {
		r.Asked = append(r.Asked, access{string(q.Action), q.Verdict.String(), q.Reason.Decided, q.Reason.Rule.String()})
	}
	if e.Err != nil {
		r.refusal(e.Err, q.Method)
	} else {
		r.answer(e.Plan, q.Method)
	}
	return r
}

func ask(q question, to address.Address) asked {
	return asked{
		Method: q.Method, Host: q.Host, Target: q.RequestURI, Header: q.Header,
		Time: q.at.UTC().Truncate(time.Second), TLS: q.secure, As: q.as,
		Bucket: to.Bucket, Key: to.Key,
	}
}

func steps(all []getobject.Step) []step {
	list := make([]step, len(all))
	for i, s := range all {
		list[i] = step{Phase: s.Phase, Name: s.Name, Outcome: s.Outcome.String()}
		if s.Rule != nil {
			list[i].Rule = s.Rule.ID
		}
	}
	return list
}

// answer reports an answer with an object, or with none because the client has it or should look
// elsewhere, or because a function or a session makes the body.
func (r *report) answer(p *getobject.Plan, method string) {
	r.Status = p.Status
	for _, f := range p.Fields {
		r.Header = append(r.Header, field{f.Name, f.Value, f.Rule.String()})
	}
	if method != http.MethodHead && r.Rule != "" && (p.Window.Length > 0 || p.Status < 300) {
		r.Body = &body{p.Window.Offset, p.Window.Length}
	}
}

// ids stand where each response has its own.
const ids = "..."

// refusal reports an error. A HEAD has no document.
func (r *report) refusal(e *getobject.Error, method string) {
	r.Status, r.Code, r.Message, r.NotRead = e.Status, string(e.Code), e.Message, e.IsOtherOperation()
	r.Header = []field{{Name: "Content-Type", Value: "application/xml"}}
	if r.page {
		r.Header[0].Value = "text/html; charset=utf-8"
	}
	for _, f := range e.Header {
		r.Header = append(r.Header, field{Name: f.Name, Value: f.Value})
	}
	if method == http.MethodHead {
		return
	}
	r.Error = []element{{"Code", r.Code}, {"Message", r.Message}}
	for _, d := range e.Detail {
		r.Error = append(r.Error, element{d.Name, d.Text})
	}
	if !r.page {
		r.document = e.AppendXML(nil, getobject.IDs{Request: ids, Host: ids})
	}
}

// writeJSON writes the report for tools.
func (r *report) writeJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// citations returns the sections in one line.
func (r *report) citations() string { return strings.Join(r.Sections, ", ") }
