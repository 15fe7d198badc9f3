package getobject

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

// An Error is a request that is refused. All of it but Err goes to the client; Err, the
// cause, goes to the log and never further.
//
// Stores, Authenticators, Authorizers and wrappers may return an Error of their own, with
// or without a Rule:
//
//	&getobject.Error{Code: rule.CodeSlowDown}
//	&getobject.Error{Code: "QuotaExceeded", Status: 403, Message: "No reads are left this month."}
type Error struct {
	// Code is the S3 error code. "" means that of Rule, or else InternalError.
	Code rule.Code

	// Status is the HTTP status, from 300 to 599 and not 304. 0 means that of the code,
	// and any other number 500.
	Status int

	// Message is what goes to the client with the code. "" means that of Rule, or else
	// that of the code.
	Message string

	// Detail holds the elements between Message and RequestId, in order.
	Detail []Element

	// Header holds header fields beside those of every error. Those that frame a message,
	// such as Content-Length, are not sent.
	Header []Field

	// Rule is the rule that refused. It is nil for an error that is not S3's own.
	Rule *rule.Rule

	// Err is the cause, or nil.
	Err error
}

// An Element is an XML element of an error document that holds text.
type Element struct {
	Name string // as S3 spells it, such as "BucketName"; what is no name of XML is not sent

	// Text is "[redacted]" where the text is a secret.
	Text string

	// A closure holds a secret, so that no formatting and no encoder finds it.
	secret func() string
}

// SecretElement returns an element whose text the client is shown and nobody else: it is
// sent in the document and not printed by any log.
func SecretElement(name, text string) Element {
	return Element{Name: name, Text: "[redacted]", secret: func() string { return text }}
}

// Sent returns the text that goes to the client, also if it is secret.
func (e Element) Sent() string {
	if e.secret != nil {
		return e.secret()
	}
	return e.Text
}

// A Field is a header field of a response. Rule is the rule by which it is sent, nil for a
// field of an error.
type Field struct {
	Name  string     // as S3 spells it, such as "ETag" or "x-amz-version-id"
	Value string     // control characters in it are sent as spaces
	Rule  *rule.Rule // that says when it is sent, or nil
}

// completed returns e with the fields filled in that follow from others. It does not change e, which
// may be shared.
func (e *Error) completed() *Error {
	if e.Code != "" && canRefuse(e.Status) && e.Message != "" {
		return e
	}
	c := *e
	c.complete()
	return &c
}

// complete fills in the fields that follow from others.
func (e *Error) complete() {
	if e.Rule != nil {
		e.Code = cmp.Or(e.Code, e.Rule.Code)
		e.Message = cmp.Or(e.Message, e.Rule.Message)
	}
	e.Code = cmp.Or(e.Code, rule.CodeInternalError)
	if e.Status == 0 {
		e.Status = e.Code.Status()
	}
	if !canRefuse(e.Status) {
		e.Status = http.StatusInternalServerError
	}
	if e.Message == "" {
		e.Message = e.Code.Message()
	}
}

// Error returns code, message and cause, for a log.
func (e *Error) Error() string {
	if e == nil {
		return "getobject: nil *Error"
	}
	c := e.completed()
	if c.Err != nil {
		return fmt.Sprintf("%s: %s: %v", c.Code, c.Message, c.Err)
	}
	return fmt.Sprintf("%s: %s", c.Code, c.Message)
}

// Unwrap returns the cause. That of a nil Error is nil.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// Refuse returns the Error of a rule, with the elements of its document between Message and
// RequestId as pairs of name and text.
func Refuse(r *rule.Rule, elements ...string) *Error {
	e := &Error{Rule: r}
	e.complete()
	if n := len(elements) / 2; n > 0 {
		e.Detail = make([]Element, 0, n)
	}
	for i := 0; i+1 < len(elements); i += 2 {
		e.Detail = append(e.Detail, Element{Name: elements[i], Text: elements[i+1]})
	}
	return e
}

// RefuseArgument returns the Error of a rule about one argument, which names it and its
// value.
func RefuseArgument(r *rule.Rule, name, value string) *Error {
	return Refuse(r, "ArgumentName", name, "ArgumentValue", value)
}

// withCause returns e with the cause err.
func (e *Error) withCause(err error) *Error {
	e.Err = err
	return e
}

// errNilError is the cause of an InternalError about an error that is a nil pointer.
var errNilError = errors.New("getobject: the error returned is a nil *Error")

// canRefuse reports whether an error document can have the status.
func canRefuse(status int) bool {
	return 300 <= status && status <= 599 && status != http.StatusNotModified
}

// asError returns err as a complete Error. Errors of package store have codes of their own,
// and any other kind is an InternalError.
func asError(err error) *Error {
	e, ok := err.(*Error) // as nearly always, and without an allocation
	if !ok {
		var wrapped *Error
		ok = errors.As(err, &wrapped)
		e = wrapped
	}
	switch {
	case ok && e == nil:
		return Refuse(rule.Internal).withCause(errNilError)
	case ok:
		return e.completed()
	}
	by := rule.Internal
	switch {
	case errors.Is(err, store.ErrSlowDown):
		by = rule.SlowDown
	case errors.Is(err, store.ErrUnavailable):
		by = rule.Unavailable
	default:
		return Refuse(by).withCause(err)
	}
	e = Refuse(by).withCause(err)
	var retry *store.RetryError
	if errors.As(err, &retry) && retry.After > 0 {
		seconds := int64(retry.After / time.Second)
		if retry.After%time.Second > 0 {
			seconds++
		}
		e.Header = []Field{{Name: "Retry-After", Value: strconv.FormatInt(seconds, 10)}}
	}
	return e
}
