package sigv4

import (
	"crypto/subtle"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
)

// WellFormedToken reports whether a text has the form of a session token: standard
// base64 (RFC 4648 §4), whose length and padding may be off. Tokens are opaque, so
// this is a guess from those that the service gives out; it decides nothing but which
// refusal a wrong token gets.
func WellFormedToken(token string) bool {
	digits := strings.TrimRight(token, "=")
	for i := range len(digits) {
		b := digits[i]
		if b == '-' || b == '.' || b == '_' || b == '~' || !isUnreserved(b) && b != '+' && b != '/' {
			return false
		}
	}
	return digits != "" && len(token)-len(digits) <= 2
}

// checkToken refuses temporary credentials without the token of their session, and
// after its end.
func (a *Authenticator) checkToken(c *claim, known *Credential) error {
	if !known.Temporary() {
		return nil
	}
	token, same := c.token()
	switch {
	case token == "":
		return unknown(getobject.RuleTokenMissing, c)
	case !same:
		return unknown(getobject.RuleTokenOther, c)
	case subtle.ConstantTimeCompare([]byte(token), []byte(known.SessionToken)) == 0:
		if a.wellFormed(token) {
			return unknown(getobject.RuleTokenOther, c)
		}
		return refuse(getobject.RuleTokenMalformed, "Token-0", token)
	case known.expired(c.request.Time):
		return refuse(getobject.RuleTokenExpired, "Token-0", token)
	}
	return nil
}

// checkNoToken refuses a token beside long-lived credentials.
func checkNoToken(c *claim, known *Credential) error {
	token, _ := c.token()
	if known.Temporary() || token == "" {
		return nil
	}
	return refuse(getobject.RuleTokenUnexpected, "Token-0", token)
}

// unknown makes the Error of a rule that says that there is no such access key.
func unknown(rule getobject.Rule, c *claim) error {
	return refuse(rule, "AWSAccessKeyId", c.scope.accessKey)
}

// token returns the session token: that of the header, or, of a presigned request
// without one, that of the query. It reports whether all lines of the header are the
// same; the token is the first of them.
func (c *claim) token() (token string, same bool) {
	lines := c.request.Header[tokenField]
	if len(lines) > 0 {
		differs := func(line string) bool { return line != lines[0] }
		return lines[0], !slices.ContainsFunc(lines, differs)
	}
	if c.place == inQuery {
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
