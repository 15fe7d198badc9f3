package sigv4

import (
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
)

// What a scope ends with.
const (
	serviceS3      = "s3"
	serviceExpress = "s3express"   // of directory buckets
	serviceOutpost = "s3-outposts" // of access points on Outposts
	terminator     = "aws4_request"
)

// A scope is a credential in its parts: an access key, and what its signature is
// good for.
type scope struct {
	accessKey string
	text      string // the rest, as sent
	date      string // as sent
	region    string
	service   string
	terminal  string
}

// parseScope reads a credential of five parts.
func parseScope(credential string) (scope, bool) {
	if strings.Count(credential, "/") != 4 {
		return scope{}, false
	}
	var s scope
	s.accessKey, s.text, _ = strings.Cut(credential, "/")
	rest := s.text
	for _, part := range [...]*string{&s.date, &s.region, &s.service, &s.terminal} {
		*part, rest, _ = strings.Cut(rest, "/")
	}
	return s, true
}

// readCredential reads the credential. That of an asymmetric signature, which is for
// all regions, has four parts.
func readCredential(c *signedRequest) error {
	var ok bool
	expected := `<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request`
	if c.isAsymmetric() {
		ok = strings.Count(c.credential, "/") == 3
		expected = `<YOUR-AKID>/YYYYMMDD/SERVICE/aws4_request`
	} else {
		c.scope, ok = parseScope(c.credential)
	}
	if ok {
		return nil
	}
	return c.malformed(c.form.credential, `the Credential is mal-formed; expecting "`+expected+`".`)
}

// malformed makes the Error of a rule about the credential.
func (c *signedRequest) malformed(by *rule.Rule, text string, detail ...getobject.Element) error {
	return explain(by, c.form.prefix+text, detail...)
}

// checkSymmetric refuses what cannot be verified here, with as much of it read as the
// service would have to read to refuse it.
func checkSymmetric(c *signedRequest) error {
	switch {
	case !c.isAsymmetric():
		return nil
	case c.location == inQuery:
		return argument(ruleSignatureAsymmetric, algorithmParam, c.algorithm)
	}
	return refuseAuthorization(ruleSignatureAsymmetric, c.request.Header[authorizationField][0])
}

func checkScopeDate(c *signedRequest) error {
	if _, ok := parseExact(dayLayout, c.scope.date); ok {
		return nil
	}
	return c.malformed(c.form.scopeDate, `incorrect date format "`+c.scope.date+
		`". This date in the credential must be in the format "yyyyMMdd".`)
}

func checkRegionGiven(c *signedRequest) error {
	if c.scope.region != "" {
		return nil
	}
	return refuse(c.form.regionEmpty)
}

func checkRegion(c *signedRequest) error {
	want := c.bucket.SigningRegion()
	if c.scope.region == want {
		return nil
	}
	return c.malformed(c.form.region,
		"the region '"+c.scope.region+"' is wrong; expecting '"+want+"'",
		getobject.Element{Name: "Region", Text: want})
}

func checkService(c *signedRequest) error {
	want := serviceS3
	switch {
	case c.bucket.IsDirectory():
		want = serviceExpress
	case c.request.Endpoint == address.EndpointOutposts:
		want = serviceOutpost
	}
	if c.scope.service == want || c.scope.service == serviceS3 {
		return nil
	}
	return c.malformed(c.form.service, `incorrect service "`+c.scope.service+
		`". This endpoint belongs to "`+want+`".`)
}

func checkTerminal(c *signedRequest) error {
	if c.scope.terminal == terminator {
		return nil
	}
	return c.malformed(c.form.terminal, `incorrect terminal "`+c.scope.terminal+
		`". This endpoint uses "`+terminator+`".`)
}
