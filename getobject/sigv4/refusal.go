package sigv4

import (
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// refuse makes the Error of a rule. The elements come as pairs of name and text.
func refuse(by *rule.Rule, elements ...string) error {
	return getobject.Refuse(by, elements...)
}

// argument makes the Error of a rule about one argument, which names it and its value.
func argument(by *rule.Rule, name, value string) error {
	return refuse(by, "ArgumentName", name, "ArgumentValue", value)
}

// refuseAuthorization makes the Error of a rule about Authorization. Its value goes back to
// the client alone: under another scheme it may be a password.
func refuseAuthorization(by *rule.Rule, value string) error {
	e := getobject.Refuse(by, "ArgumentName", authorizationField)
	e.Detail = append(e.Detail, getobject.SecretElement("ArgumentValue", value))
	return e
}

// refuseToken makes the Error of a rule that repeats the token to the client, and to
// nobody else.
func refuseToken(by *rule.Rule, token string) error {
	e := getobject.Refuse(by)
	e.Detail = []getobject.Element{getobject.SecretElement("Token-0", token)}
	return e
}

// explain makes the Error of a rule whose message varies.
func explain(by *rule.Rule, message string, detail ...getobject.Element) error {
	e := getobject.Refuse(by)
	e.Message, e.Detail = message, detail
	return e
}

// stamp returns t in the form of error documents, such as 2026-09-29T05:51:47Z.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
