package getobject

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// An Error is a request that S3 refuses. All of it but Err goes to the client; Err,
// the cause, goes to the log and never further.
type Error struct {
	// Rule is the rule that refused. It determines the code and, where Message is
	// "", the message.
	Rule Rule

	// Message replaces the rule's message where that has parts that vary.
	Message string

	// Detail holds the elements between Message and RequestId, in order.
	Detail []Element

	// Header holds header fields beside those of every error.
	Header []Field

	// Err is the cause, or nil.
	Err error
}

// An Element is an XML element of an error document that holds text.
type Element struct {
	// Name is the name of the element.
	Name string

	// Text is the text, or "[redacted]" for an element of [SecretElement].
	Text string

	// A closure holds a secret text, because package fmt and encoders print fields
	// without asking for a method.
	secret func() string
}

// SecretElement returns an element whose text goes to the client, who sent it, and to
// nobody else: no verb of package fmt, no handler of package log/slog and no encoder
// prints it.
func SecretElement(name, text string) Element {
	return Element{Name: name, Text: "[redacted]", secret: func() string { return text }}
}

// Sent returns the text that goes to the client, also where it is secret.
func (e Element) Sent() string {
	if e.secret != nil {
		return e.secret()
	}
	return e.Text
}

// A Field is a header field line. Name is in the form of
// [net/http.CanonicalHeaderKey].
type Field struct{ Name, Value string }

// Code returns the code of the rule that refused.
func (e *Error) Code() Code { return e.Rule.Code() }

// Status returns the HTTP status of the answer.
func (e *Error) Status() int { return e.Code().Status() }

// Text returns the message that goes to the client.
func (e *Error) Text() string {
	if e.Message != "" {
		return e.Message
	}
	return e.Rule.Message()
}

// Error returns code, message and cause, for a log.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%v: %s: %v", e.Code(), e.Text(), e.Err)
	}
	return fmt.Sprintf("%v: %s", e.Code(), e.Text())
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// AppendXML appends the error document to dst: an XML declaration, one newline, and
// an Error element without namespace and white space whose children are Code,
// Message, those of Detail, RequestId and HostId. Each text has at most [MaxElementText]
// bytes. S3 Error responses: REST error responses.
func (e *Error) AppendXML(dst []byte, ids IDs) []byte {
	dst = append(dst, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"...)
	dst = appendElement(dst, "Code", e.Code().String())
	dst = appendElement(dst, "Message", e.Text())
	for _, d := range e.Detail {
		dst = appendElement(dst, d.Name, d.Sent())
	}
	dst = appendElement(dst, "RequestId", ids.Request)
	dst = appendElement(dst, "HostId", ids.Host)
	return append(dst, "</Error>"...)
}

// MaxElementText is how many bytes of a text an element of an error document repeats,
// before those that need it are escaped. The longest texts that S3 is known to repeat,
// the bytes of a canonical request, are far below. What is cut off is the end.
const MaxElementText = 1 << 15

func appendElement(dst []byte, name, text string) []byte {
	if len(text) > MaxElementText {
		text = text[:MaxElementText]
	}
	dst = append(dst, '<')
	dst = append(dst, name...)
	dst = append(dst, '>')
	dst = appendText(dst, text)
	dst = append(dst, "</"...)
	dst = append(dst, name...)
	return append(dst, '>')
}

// appendText appends s as character data. What XML 1.0 cannot hold, control
// characters and broken UTF-8, becomes U+FFFD.
func appendText(dst []byte, s string) []byte {
	start := 0
	for i, c := range s {
		entity := escape(c)
		if entity == "" {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		dst = append(dst, s[start:i]...)
		dst = append(dst, entity...)
		start = i + size
	}
	return append(dst, s[start:]...)
}

// escape returns what stands for c in character data, or "" for c itself.
func escape(c rune) string {
	switch {
	case '>' < c && c <= '~':
		return ""
	case !inXML(c):
		return "\uFFFD"
	}
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case '\r':
		return "&#13;"
	}
	return ""
}

// inXML reports whether a document of XML 1.0 can hold c. What is no UTF-8 it cannot.
func inXML(c rune) bool {
	if c < ' ' {
		return c == '\t' || c == '\n' || c == '\r'
	}
	return c != 0xFFFE && c != 0xFFFF && c != utf8.RuneError
}

// refuse makes the Error of a rule. The elements come as pairs of name and text.
func refuse(r Rule, elements ...string) *Error {
	e := &Error{Rule: r}
	if n := len(elements) / 2; n > 0 {
		e.Detail = make([]Element, 0, n)
	}
	for i := 0; i+1 < len(elements); i += 2 {
		e.Detail = append(e.Detail, Element{Name: elements[i], Text: elements[i+1]})
	}
	return e
}

// argument makes the Error of a rule about one argument, which names it and its value.
func argument(r Rule, name, value string) *Error {
	return refuse(r, "ArgumentName", name, "ArgumentValue", value)
}

// because returns e with the cause err.
func (e *Error) because(err error) *Error {
	e.Err = err
	return e
}

// asError returns err as an Error; any other kind is an InternalError.
func asError(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return refuse(RuleInternal).because(err)
}
