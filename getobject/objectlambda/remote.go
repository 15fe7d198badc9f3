package objectlambda

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/s3get/s3get/getobject"
)

// A Remote is a [Function] that is not in this process: it posts the event as JSON to a URL, as
// Lambda is called, and takes what comes back as WriteGetObjectResponse. It is mounted at Base as a
// handler, where the function fetches the original, and sends its answer.
//
// A Remote may be the function of several access points. Its fields are not changed once it is
// used, and it must not be copied.
type Remote struct {
	// URL is where events are posted. An answer of 404 means that the function is not there,
	// and any other but 2xx that it cannot be called.
	URL string

	// Base is the URL under which the Remote is mounted, without a slash at its end, as the
	// function reaches it.
	Base string

	// Client posts the events. Nil means [http.DefaultClient].
	Client *http.Client

	mu      sync.Mutex
	waiting map[string]*waiting // by token
}

// A waiting call has no answer yet.
type waiting struct {
	event  *Event
	answer chan *Answer
	over   <-chan struct{} // closed when the answer was sent
}

// maxReply is how much is read of the reply to an event, which for a HEAD is the answer.
const maxReply = 1 << 20

// Transform calls the function, and returns what it sends back.
func (r *Remote) Transform(ctx context.Context, e *Event) (*Answer, error) {
	w := &waiting{event: e, answer: make(chan *Answer), over: ctx.Done()}
	token := r.wait(w)
	context.AfterFunc(ctx, func() { r.take(token) }) // the original may be read until the end
	body, err := json.Marshal(r.jsonEvent(e, token))
	if err != nil {
		return nil, err
	}
	replied := make(chan reply, 1)
	go func() { replied <- r.post(ctx, body) }()
	select {
	case a := <-w.answer:
		return a, nil
	case got := <-replied:
		if got.err != nil || e.Operation != "HeadObject" {
			select { // the answer may have come first
			case a := <-w.answer:
				return a, nil
			default:
				return nil, got.err
			}
		}
		return headAnswer(got.body)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// wait adds a waiting call, and returns its token.
func (r *Remote) wait(w *waiting) (token string) {
	token = rand.Text()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.waiting == nil {
		r.waiting = make(map[string]*waiting)
	}
	r.waiting[token] = w
	return token
}

// find returns the waiting call of a token, or nil if there is none, or it is over.
func (r *Remote) find(token string) *waiting {
	r.mu.Lock()
	w := r.waiting[token]
	r.mu.Unlock()
	if w != nil {
		select {
		case <-w.over:
			return nil
		default:
		}
	}
	return w
}

// take removes a waiting call.
func (r *Remote) take(token string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.waiting, token)
}

// A reply is what comes back from the post of an event.
type reply struct {
	body []byte
	err  error
}

// post posts an event.
func (r *Remote) post(ctx context.Context, event []byte) reply {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, bytes.NewReader(event))
	if err != nil {
		return reply{err: refusal(ruleInvocationFailed, err)}
	}
	req.Header.Set("Content-Type", "application/json")
	client := r.Client
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return reply{err: refusal(ruleInvocationFailed, err)}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxReply))
	switch {
	case resp.StatusCode == http.StatusNotFound:
		err = refusal(ruleNotFound, fmt.Errorf("objectlambda: %s", resp.Status))
	case resp.StatusCode >= 500 || resp.Header.Get("X-Amz-Function-Error") != "":
		err = refusal(ruleRuntimeError, fmt.Errorf("objectlambda: %s: %.200q", resp.Status, body))
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		err = refusal(ruleInvocationFailed, fmt.Errorf("objectlambda: %s: %.200q", resp.Status, body))
	}
	return reply{body, err}
}

// headAnswer reads the answer of a function to a HEAD. S3 User Guide: Writing Lambda functions for
// Object Lambda Access Points.
func headAnswer(reply []byte) (*Answer, error) {
	var j struct {
		StatusCode              int `json:"statusCode"`
		ErrorCode, ErrorMessage string
		Headers                 map[string]string `json:"headers"`
	}
	if err := json.Unmarshal(reply, &j); err != nil {
		return nil, refusal(ruleInvalidResponse, err)
	}
	a := &Answer{Status: j.StatusCode, ErrorCode: j.ErrorCode, ErrorMessage: j.ErrorMessage, Header: http.Header{}}
	for name, value := range j.Headers {
		if strings.EqualFold(name, "Content-Length") {
			if _, err := fmt.Sscan(value, &a.Length); err != nil {
				return nil, refusal(ruleInvalidResponse, err)
			}
			continue
		}
		a.Header.Set(name, value)
	}
	return a, nil
}

// ServeHTTP serves the function: GET and HEAD of the original, and POST of
// /WriteGetObjectResponse. The token proves that it is the function.
func (r *Remote) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	path := hr.URL.Path
	if i := strings.LastIndex(path, "/original/"); i >= 0 && (hr.Method == http.MethodGet || hr.Method == http.MethodHead) {
		r.serveOriginal(w, hr, path[i+len("/original/"):])
		return
	}
	if hr.Method != http.MethodPost || !strings.HasSuffix(path, "/WriteGetObjectResponse") {
		http.Error(w, "no such operation", http.StatusNotFound)
		return
	}
	call := r.find(hr.Header.Get("X-Amz-Request-Token"))
	if call == nil {
		http.Error(w, "the request token is not one that is waited for", http.StatusForbidden)
		return
	}
	call.receive(w, hr)
}

// receive takes the answer of the function, and ends when it was sent to the requester: its body is
// that of the request.
func (call *waiting) receive(w http.ResponseWriter, hr *http.Request) {
	a, err := forwarded(hr)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	sent := &sentBody{ReadCloser: hr.Body, done: make(chan struct{})}
	hasBody := a.ErrorCode == ""
	if hasBody {
		a.Body = sent
	}
	select {
	case call.answer <- a:
	case <-call.over:
		http.Error(w, "the request has its answer", http.StatusConflict)
		return
	case <-hr.Context().Done():
		return
	}
	if hasBody {
		select { // the body is the request's: it is read until the answer was sent
		case <-sent.done:
		case <-hr.Context().Done():
		}
	}
	w.WriteHeader(http.StatusOK)
}

// A sentBody is the body of a request that another request is answered with.
type sentBody struct {
	io.ReadCloser
	once sync.Once
	done chan struct{}
}

// Close ends the request.
func (b *sentBody) Close() error {
	b.once.Do(func() { close(b.done) })
	return nil
}

// serveOriginal serves the original to the function, as to the requester.
func (r *Remote) serveOriginal(w http.ResponseWriter, hr *http.Request, token string) {
	call := r.find(token)
	if call == nil {
		http.Error(w, "the URL has expired", http.StatusForbidden)
		return
	}
	read := call.event.Open
	if hr.Method == http.MethodHead {
		read = call.event.Head
	}
	response, err := read(hr.Context(), hr.Header)
	if err != nil {
		e := getobject.AsError(err)
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(e.Status)
		_, _ = w.Write(e.AppendXML(nil, getobject.IDs{Request: call.event.RequestID}))
		return
	}
	defer response.Close()
	for _, f := range response.Fields {
		w.Header()[f.Name] = []string{f.Value}
	}
	w.WriteHeader(response.Status)
	if _, err := response.WriteTo(w); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// forwardPrefix begins the names of what a function answers. S3 WriteGetObjectResponse: Request
// Syntax.
const forwardPrefix = "X-Amz-Fwd-"

// forwarded reads a WriteGetObjectResponse.
func forwarded(hr *http.Request) (*Answer, error) {
	a := &Answer{Header: http.Header{}}
	if hr.ContentLength > 0 {
		a.Length = hr.ContentLength
	}
	for name, lines := range hr.Header {
		rest, ok := strings.CutPrefix(name, forwardPrefix)
		field, isField := strings.CutPrefix(rest, "Header-")
		switch {
		case !ok && strings.HasPrefix(name, "X-Amz-Meta-"):
			a.Header[name] = lines
		case !ok:
		case isField:
			a.Header[field] = lines
		case rest == "Status":
			if _, err := fmt.Sscan(lines[0], &a.Status); err != nil {
				return nil, errors.New("x-amz-fwd-status is no number")
			}
		case rest == "Error-Code":
			a.ErrorCode = lines[0]
		case rest == "Error-Message":
			a.ErrorMessage = lines[0]
		default:
			return nil, fmt.Errorf("%s is not known", strings.ToLower(name))
		}
	}
	return a, nil
}
