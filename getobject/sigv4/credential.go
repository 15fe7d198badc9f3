package sigv4

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
)

// ErrNoKey means that there is no such access key. It is what a [CredentialStore] wraps.
var ErrNoKey = errors.New("sigv4: no such access key")

// A CredentialStore looks up credentials. Its method may be called concurrently.
type CredentialStore interface {
	// Credential returns the credential of an access key, which is any text that a
	// client sent. The error wraps [ErrNoKey] if there is none, or if its session was
	// revoked: then the Credential may still have the Expiry, and a session that is over
	// too is refused as expired. The error may be a [*getobject.Error], which refuses the
	// request as it is; any other error means that the look-up failed, and is answered
	// InternalError.
	Credential(ctx context.Context, accessKey string) (Credential, error)
}

// A Credential is what belongs to an access key. The zero Credential has no secret
// and proves nothing: a request that is signed with its access key is refused as if
// there were none.
type Credential struct {
	// SecretKey is the secret that signatures are derived from.
	SecretKey SecretKey

	// SessionToken is the token of temporary credentials, "" for long-lived ones.
	SessionToken string

	// Expiry is when the session of temporary credentials ends. The zero time is
	// that of long-lived credentials, or of a session without end.
	Expiry time.Time

	// Identity is who has the credential. Its AccessKey is not used. That of a session of a
	// directory bucket has its Session.
	Identity getobject.Identity

	// Bucket is the name of the directory bucket that the credential is a session of, or "".
	// It reaches no other bucket, and its token is sent as x-amz-s3session-token. S3
	// CreateSession: Response Elements.
	Bucket string
}

// Temporary reports whether the credential belongs to a session: whether it has a
// token or an end.
func (c *Credential) Temporary() bool { return c.SessionToken != "" || !c.Expiry.IsZero() }

// expired reports whether the session is over at the time now.
func (c *Credential) expired(now time.Time) bool {
	return !c.Expiry.IsZero() && !now.Before(c.Expiry)
}

// Static is a [CredentialStore] that never changes, by access key. Do not modify a Static
// after first use. The zero Static has none.
type Static map[string]Credential

// Credential returns the credential of an access key. The error is [ErrNoKey].
func (s Static) Credential(_ context.Context, accessKey string) (Credential, error) {
	c, ok := s[accessKey]
	if !ok {
		return Credential{}, ErrNoKey
	}
	return c, nil
}

// What a scope ends with.
const (
	serviceS3      = "s3"
	serviceExpress = "s3express"   // of directory buckets
	serviceOutpost = "s3-outposts" // of access points on Outposts
	serviceLambda  = "s3-object-lambda"
	terminator     = "aws4_request"
)

// A scope is a credential in its parts: an access key, and what its signature is
// good for. That of an asymmetric signature has no region.
type scope struct {
	accessKey string
	text      string // the rest, as sent
	date      string // as sent
	region    string
	service   string
	terminal  string
}

// parseScope reads a credential, and reports whether it has its parts and no more.
func parseScope(credential string, asymmetric bool) (s scope, ok bool) {
	s.accessKey, s.text, _ = strings.Cut(credential, "/")
	date, rest, _ := strings.Cut(s.text, "/")
	slashes := 3
	if !asymmetric {
		s.region, rest, _ = strings.Cut(rest, "/")
		slashes = 4
	}
	s.date = date
	s.service, s.terminal, _ = strings.Cut(rest, "/")
	return s, strings.Count(credential, "/") == slashes
}

// checkScope reads the credential and checks what it is good for.
func checkScope(c *signedRequest) error {
	s, ok := parseScope(c.credential, c.asymmetric)
	c.scope = s
	parts := "REGION/SERVICE"
	if c.asymmetric {
		parts = "SERVICE"
	}
	_, dated := parseExact(dayLayout, s.date)
	region, service := c.region(), serviceS3
	switch {
	case c.bucket.IsDirectory(), c.request.Endpoint == address.EndpointZonal:
		service = serviceExpress
	case c.request.Endpoint == address.EndpointOutposts:
		service = serviceOutpost
	case c.request.Endpoint == address.EndpointObjectLambda:
		service = serviceLambda
	}
	switch {
	case !ok:
		return c.malformed(c.form.credential, `the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/`+parts+`/aws4_request".`)
	case !dated:
		return c.malformed(c.form.scopeDate, `incorrect date format "`+s.date+
			`". This date in the credential must be in the format "yyyyMMdd".`)
	case s.region == "" && !c.asymmetric:
		return refuse(c.form.regionEmpty)
	case s.region != region && !c.asymmetric:
		return c.malformed(c.form.region, "the region '"+s.region+"' is wrong; expecting '"+region+"'",
			getobject.Element{Name: "Region", Text: region})
	case s.service != service && s.service != serviceS3:
		return c.malformed(c.form.service, `incorrect service "`+s.service+
			`". This endpoint belongs to "`+service+`".`)
	case s.terminal != terminator:
		return c.malformed(c.form.terminal, `incorrect terminal "`+s.terminal+
			`". This endpoint uses "`+terminator+`".`)
	case s.date != c.day && c.form.query:
		return explain(rulePresignedDay, `Invalid credential date "`+s.date+
			`". This date is not the same as X-Amz-Date: "`+c.day+`".`)
	case s.date != c.day:
		return refuse(ruleAuthorizationDay)
	}
	return nil
}

// region returns the region that a signature has to be for: that of the bucket, or of the host for a bucket
// that is not there.
func (c *signedRequest) region() string {
	if c.bucket == nil && c.request.Region != "" {
		return c.request.Region
	}
	return c.bucket.SigningRegion()
}

// regionSetField names the regions that an asymmetric signature is good for, in the header and
// in the query.
const regionSetField = "X-Amz-Region-Set"

// checkRegionSet refuses an asymmetric signature that is not good for the bucket's region.
func checkRegionSet(c *signedRequest) error {
	if !c.asymmetric {
		return nil
	}
	lines := c.request.Header[regionSetField]
	set := strings.Join(lines, ",")
	if c.form.query {
		set, _ = c.request.Query.Get(regionSetField)
	}
	region := c.region()
	switch {
	case c.form.query && set == "":
		return refuse(rulePresignedRegionSet)
	case !c.form.query && len(lines) == 0:
		return refuse(ruleRegionSetMissing)
	case !regionSetHas(set, region):
		return refuse(ruleRegionSetMismatch, "RequestedRegion", region, "RegionSet", set)
	}
	return nil
}

// regionSetHas reports whether a region set, entries between commas, has a region. Letter case
// does not matter, "*" stands for any text, a blank for itself, and an empty entry for nothing.
func regionSetHas(set, region string) bool {
	region = strings.ToLower(region)
	for entry := range strings.SplitSeq(strings.ToLower(set), ",") {
		first, rest, wild := strings.Cut(entry, "*")
		tail, ok := strings.CutPrefix(region, first)
		if !ok || entry == "" || !wild && tail != "" {
			continue
		}
		for wild && rest != "" && ok {
			var middle string
			if middle, rest, wild = strings.Cut(rest, "*"); !wild {
				ok = strings.HasSuffix(tail, middle)
				break
			}
			_, tail, ok = strings.Cut(tail, middle)
		}
		if ok {
			return true
		}
	}
	return false
}

// malformed makes the Error of a rule about the credential.
func (c *signedRequest) malformed(by *rule.Rule, text string, detail ...getobject.Element) error {
	return explain(by, c.form.prefix+text, detail...)
}

// lookUp looks the access key of c up, and checks the token of its session. An access key
// without text, or without a secret, is nobody's: its signature could be made by anybody.
// Temporary credentials need the token of their session, before its end.
func (a *Authenticator) lookUp(ctx context.Context, c *signedRequest) (Credential, error) {
	accessKey := c.scope.accessKey
	if accessKey == "" || a.Credentials == nil {
		return Credential{}, noKey(accessKey, ErrNoKey)
	}
	known, err := a.Credentials.Credential(ctx, accessKey)
	switch {
	case err != nil:
		return Credential{}, lookUpFailed(c, &known, err)
	case known.SecretKey.secret == nil:
		return Credential{}, noKey(accessKey, errNoSecret)
	case !known.Temporary():
		return known, nil
	}
	if known.Bucket != "" {
		c.tokenName = expressTokenField
		if !c.bucket.IsDirectory() || c.bucket.Name != known.Bucket {
			return Credential{}, refuse(ruleSessionBucket, "AWSAccessKeyId", accessKey)
		}
	}
	token, same := c.token()
	right := subtle.ConstantTimeCompare([]byte(token), []byte(known.SessionToken)) == 1
	switch {
	case token == "":
		return Credential{}, refuse(ruleTokenMissing, "AWSAccessKeyId", accessKey)
	case !same || !right && a.wellFormed(token):
		return Credential{}, refuse(ruleTokenOther, "AWSAccessKeyId", accessKey)
	case !right:
		return Credential{}, refuseToken(ruleTokenMalformed, token)
	case known.expired(c.request.Time):
		return Credential{}, refuseToken(ruleTokenExpired, token)
	}
	return known, nil
}

// lookUpFailed makes the Error of an access key that is not known, of which known may have
// the end of its session.
func lookUpFailed(c *signedRequest, known *Credential, err error) error {
	token, _ := c.token()
	switch {
	case !errors.Is(err, ErrNoKey):
		return fmt.Errorf("sigv4: look up access key: %w", err)
	case known.expired(c.request.Time) && token != "":
		return refuseToken(ruleTokenExpired, token)
	}
	return noKey(c.scope.accessKey, err)
}

// errNoSecret is the cause of refusing an access key that exists.
var errNoSecret = errors.New("sigv4: access key without secret")

func noKey(accessKey string, cause error) error {
	e := getobject.Refuse(ruleAccessKey, "AWSAccessKeyId", accessKey)
	e.Err = cause
	return e
}

// token returns the session token: that of the header, or, of a presigned request
// without one, that of the query. A header may repeat it, in lines or in a list: it is
// read in the form in which it is signed. The token is the first, and token reports
// whether all are the same.
func (c *signedRequest) token() (token string, same bool) {
	name, param := tokenField, c.form.token
	if c.tokenName != "" {
		name, param = c.tokenName, c.tokenName
	}
	if lines := c.request.Header[name]; len(lines) > 0 {
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
	if c.form.query {
		token, _ = c.request.Query.Get(param)
	}
	return token, true
}

// WellFormedToken reports whether a text has the form of a session token: standard
// base64 (RFC 4648 §4), whose length and padding may be off. Tokens are opaque, so
// this is a guess from those that the service gives out; it decides nothing but which
// refusal a wrong token gets.
func WellFormedToken(token string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	digits := strings.TrimRight(token, "=")
	return digits != "" && len(token)-len(digits) <= 2 && strings.Trim(digits, alphabet) == ""
}

func (a *Authenticator) wellFormed(token string) bool {
	if a.WellFormed != nil {
		return a.WellFormed(token)
	}
	return WellFormedToken(token)
}
