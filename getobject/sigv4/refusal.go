package sigv4

import (
	"time"

	"github.com/s3get/s3get/getobject"
)

// refuse makes the Error of a rule. The elements come as pairs of name and text.
func refuse(rule getobject.Rule, elements ...string) error {
	e := &getobject.Error{Rule: rule}
	for i := 0; i+1 < len(elements); i += 2 {
		e.Detail = append(e.Detail, getobject.Element{Name: elements[i], Text: elements[i+1]})
	}
	return e
}

// argument makes the Error of a rule about one argument, which names it and its value.
func argument(rule getobject.Rule, name, value string) error {
	return refuse(rule, "ArgumentName", name, "ArgumentValue", value)
}

// refuseAuthorization makes the Error of a rule about Authorization. Its value goes back to
// the client alone: under another scheme it may be a password.
func refuseAuthorization(rule getobject.Rule, value string) error {
	return &getobject.Error{Rule: rule, Detail: []getobject.Element{
		{Name: "ArgumentName", Text: authorizationField},
		getobject.SecretElement("ArgumentValue", value),
	}}
}

// explain makes the Error of a rule whose message varies.
func explain(rule getobject.Rule, message string, detail ...getobject.Element) error {
	return &getobject.Error{Rule: rule, Message: message, Detail: detail}
}

// stamp returns t in the form of error documents, such as 2026-09-29T05:51:47Z.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
