package sigv4

import (
	"crypto/subtle"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// WellFormedToken reports whether a text has the form of a session token: standard
// base64 (RFC 4648 §4), whose length and padding may be off. Tokens are opaque, so
// this is a guess from those that the service gives out; it decides nothing but which
// refusal a wrong token gets.
func WellFormedToken(token string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	digits := strings.TrimRight(token, "=")
	return digits != "" && len(token)-len(digits) <= 2 && strings.Trim(digits, alphabet) == ""
}

// checkToken refuses temporary credentials without the token of their session, and
// after its end.
func (a *Authenticator) checkToken(c *signedRequest, known *Credential) error {
	if !known.Temporary() {
		return nil
	}
	token, same := c.token()
	switch {
	case token == "":
		return unknown(ruleTokenMissing, c)
	case !same:
		return unknown(ruleTokenOther, c)
	case subtle.ConstantTimeCompare([]byte(token), []byte(known.SessionToken)) == 0:
		if a.wellFormed(token) {
			return unknown(ruleTokenOther, c)
		}
		return refuseToken(ruleTokenMalformed, token)
	case known.expired(c.request.Time):
		return refuseToken(ruleTokenExpired, token)
	}
	return nil
}

// checkNoToken refuses a token beside long-lived credentials.
func checkNoToken(c *signedRequest, known *Credential) error {
	token, _ := c.token()
	if known.Temporary() || token == "" {
		return nil
	}
	return refuseToken(ruleTokenUnexpected, token)
}

// unknown makes the Error of a rule that says that there is no such access key.
func unknown(by *rule.Rule, c *signedRequest) error {
	return refuse(by, "AWSAccessKeyId", c.scope.accessKey)
}

// refuseToken makes the Error of a rule that repeats the token to the client, and to
// nobody else.
func refuseToken(by *rule.Rule, token string) error {
	e := getobject.Refuse(by)
	e.Detail = []getobject.Element{getobject.SecretElement("Token-0", token)}
	return e
}

// token returns the session token: that of the header, or, of a presigned request
// without one, that of the query. A header may repeat it, in lines or in a list: it is
// read in the form in which it is signed. The token is the first, and token reports
// whether all are the same.
func (c *signedRequest) token() (token string, same bool) {
	if lines := c.request.Header[tokenField]; len(lines) > 0 {
		list := lines[0]
		if len(lines) > 1 || strings.ContainsAny(list, spacesAndTabs) {
			list = string(appendValue(nil, lines, spacesAndTabs))
		}
		first, _, _ := strings.Cut(list, ",")
		for next := range strings.SplitSeq(list, ",") {
			if next != first {
				return first, false
			}
		}
		return first, true
	}
	if c.location == inQuery {
		token, _ = c.request.Query.Get(tokenField)
	}
	return token, true
}

func (a *Authenticator) wellFormed(token string) bool {
	if a.WellFormed != nil {
		return a.WellFormed(token)
	}
	return WellFormedToken(token)
}
