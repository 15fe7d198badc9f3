// Package sigv4 finds out who signed a request, with Signature Version 4 in the
// Authorization header or in the query of a presigned URL, as Amazon S3 does: symmetric
// (AWS4-HMAC-SHA256), asymmetric (AWS4-ECDSA-P256-SHA256, called SigV4A) and, where it is
// switched on, of version 2.
//
// # Order
//
// [Authenticator.Authenticate] asks these questions and answers with the first that
// fails. The checks of the header and of the query are two tables, whose functions refuse
// in the order of their lines:
//
//	is it signed?             no Authorization, X-Amz-Algorithm or Signature: anonymous
//	one mechanism?            not two Authorization lines, not header and query both
//	Authorization             scheme, payload hash, date, skew, components, scope
//	or X-Amz- parameters      algorithm, presence, date, lifetime, scope
//	unsigned headers          Host, Content-MD5 and every x-amz- header are signed
//	region set                of an asymmetric signature: it has the bucket's region
//	access key                known to the [CredentialStore]
//	session token             the one of the session, which has not ended
//	signature                 compared in constant time
//	unexpected token          long-lived credentials have none
//
// S3 SigV4: Using the Authorization header, and S3 SigV4: Using query parameters. Each
// refusal is a [getobject.Error] whose rule has an identifier under "signature/".
//
// # What is signed
//
// The canonical request is made of the request as it arrived (S3 SigV4: Signature
// calculations for the Authorization header). Where the service's own behaviour is not
// known, the choice is that what was verified is what is then read:
//
//   - The path is decoded and encoded again, once, so that clients may leave characters
//     such as "(" or "+" unencoded. Segments are never removed or merged.
//   - The query is that of [getobject.Request]: a plus sign is a blank, as it is for
//     the rest of the operation. All parameters of one name take part, and only
//     X-Amz-Signature does not.
//   - The host is signed byte for byte. One that no host can be does not get here.
//   - A run of spaces in the value of a header counts as one. A tab may be signed as
//     it is, or as a space. What [getobject.Request] reads of a header is its value with
//     each run of either as one space and its lines joined by commas, so that the forms
//     that one signature is good for are read alike.
//   - A header whose presence decides (Range, those that begin with If- and those that
//     begin with X-Amz-) and that is signed has to be sent: the canonical request has the
//     same empty value for one that is absent and one that is empty.
//   - The names in SignedHeaders are lower-cased, sorted and made unique in both
//     mechanisms.
//   - An Authorization line beside X-Amz-Algorithm is refused also where it is empty.
//   - A session that has ended is refused before the signature is compared.
//   - The service of a scope is "s3"; for a directory bucket it may be "s3express"
//     too, for an access point on Outposts "s3-outposts", and for one of Object Lambda
//     "s3-object-lambda", for which their clients
//     sign.
//
// Of the parameters of the signature itself that stand twice the first counts, as was
// recorded. Their order is not signed, but only two of them could be exchanged and leave a
// request authentic: X-Amz-Expires, both of whose values the signer chose within the week
// that a URL may live, and X-Amz-Security-Token, of which only the one of the session is
// accepted. The others are part of the string to sign.
//
// # What is shown
//
// A wrong signature is answered with the canonical request. Customer's keys, session
// tokens, Authorization and cookies are "[redacted]" in it and in its bytes, in the header
// and in the query, where S3 repeats them; the hash in StringToSign is that of the whole. A
// refused token, or an Authorization of another scheme, goes back to the client in a
// [getobject.SecretElement].
//
// # Asymmetric signatures
//
// The scope has no region; x-amz-region-set, which is signed, says for which it is good. The
// key pair is derived from the access key and its secret, so that a [CredentialStore] needs
// nothing more. The letter case of the signature's digits does not matter, as was recorded.
//
// # Version 2
//
// Signatures of version 2 are refused, as the regions opened after January 2014 do, unless
// [Authenticator.Version2] is set. They cover less than those of version 4: of the query,
// only the parameters that name a sub-resource, a version or an override; of the header,
// Content-MD5, Content-Type, the date and what begins with x-amz-. Host and Range are not
// among them. An Expires before 1582 is written in the refusal as the Gregorian calendar has
// it, where S3 has the Julian.
package sigv4

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

// An Authenticator verifies signatures. It implements [getobject.Authenticator]. It
// keeps the keys of the last signatures between requests, some thousand at most, and asks for
// the credentials of each request. It may be used concurrently if its fields may, and must not
// be copied once it is used. The zero Authenticator knows no access key: it lets anonymous
// requests through as such and refuses all others.
type Authenticator struct {
	// Credentials looks up credentials. Nil has none.
	Credentials CredentialStore

	// WellFormed reports whether a text could be a session token of anybody. It is
	// asked only for a text that is not the token of the access key: one that is
	// well-formed belongs to another session and makes the access key unknown, any
	// other is malformed. Nil means [WellFormedToken].
	WellFormed func(token string) bool

	// Version2 accepts signatures of version 2 beside those of version 4, as S3 does in
	// the regions opened before 2014. They are weak: leave it off unless a client needs it.
	Version2 bool

	keys atomic.Pointer[keyring]
}

var _ getobject.Authenticator = (*Authenticator)(nil)

// Authenticate returns the identity of the access key that signed r, with AccessKey
// set, or the zero Identity if r is not signed. The region of the signature is
// b.SigningRegion(), and its clock is r.Time. r.Query has to be what
// [getobject.ParseQuery] makes of r.Wire.RawQuery, as it is after [getobject.Parse].
//
// A refusal is a [*getobject.Error]. Any other error means that the look-up
// failed.
func (a *Authenticator) Authenticate(ctx context.Context, r *getobject.Request, b *store.Bucket) (getobject.Identity, error) {
	known, _, err := a.verify(ctx, r, b)
	return known.Identity, err
}

// verify is Authenticate, and returns the credential and the signature, which is nil if r is
// not signed.
func (a *Authenticator) verify(ctx context.Context, r *getobject.Request, b *store.Bucket) (Credential, *signedRequest, error) {
	c, err := a.signedBy(r)
	if err != nil || c == nil {
		return Credential{}, nil, err
	}
	c.bucket, c.keys = b, &a.keys
	for _, check := range c.form.checks {
		if err := check(c); err != nil {
			return Credential{}, nil, err
		}
	}
	known, err := a.lookUp(ctx, c)
	if err != nil {
		return Credential{}, nil, err
	}
	if err := c.form.compare(c, known.SecretKey); err != nil {
		return Credential{}, nil, err
	}
	if token, _ := c.token(); token != "" && !known.Temporary() {
		return Credential{}, nil, refuseToken(ruleTokenUnexpected, token)
	}
	known.Identity.AccessKey = c.scope.accessKey
	return known, c, nil
}

// AccessKey returns the access key id that r says it is signed with, or "" if it does not
// say so in a form that can be read. Nothing is verified, and the signature may have
// expired: it is for choosing the credentials and the buckets of one tenant of many before
// they are asked.
func AccessKey(r *getobject.Request) string {
	c, err := (&Authenticator{Version2: true}).signedBy(r)
	if err != nil || c == nil || c.form.read(c) != nil {
		return ""
	}
	if s, ok := parseScope(c.credential, c.asymmetric); ok {
		return s.accessKey
	}
	return c.scope.accessKey // of version 2, which has no credential with parts
}

// The algorithms, as they are spelled in a query.
const (
	symmetric  = "AWS4-HMAC-SHA256"
	asymmetric = "AWS4-ECDSA-P256-SHA256"
	version2   = "AWS"
)

// Names of what carries a signature.
const (
	authorizationField = "Authorization"
	algorithmParam     = "X-Amz-Algorithm"
	version2Param      = "Signature"
)

// A signedRequest is what a request says about its signature, filled in by the checks of its
// form, in their order.
type signedRequest struct {
	request *getobject.Request
	bucket  *store.Bucket
	form    *form
	keys    *atomic.Pointer[keyring] // of the Authenticator

	algorithm  string // as sent
	asymmetric bool   // the algorithm is that of SigV4A
	components string // of Authorization, behind the scheme
	credential string
	scope      scope
	signed     string   // list of signed headers, as sent
	names      []string // of it: lower-case, sorted, unique
	signature  string   // as sent
	date       string   // as sent
	day        string   // of the date, as the scope has to have it
	expires    string   // as sent, of a presigned URL
	payload    string   // hash of the payload, as signed
	blanks     string   // characters of which a run in a value counts as one
	tokenName  string   // of the field and parameter with the token, "" for those of the form
	lacks      bool     // a header is signed, decides and was not sent
	hides      bool     // the canonical request is made to be shown, without its secrets
	bare       bool     // of version 2: a parameter without a text is signed without its equals sign
}

// A form is how a header or a query is read that is signed.
type form struct {
	read    func(*signedRequest) error // reads the parts of the signature
	checks  []func(*signedRequest) error
	compare func(*signedRequest, SecretKey) error // refuses another signature than that of the secret
	query   bool
	token   string // name of the parameter with the session token, of a query

	// What the checks that both forms share refuse with.
	credential, scopeDate, regionEmpty, region, service, terminal *rule.Rule

	prefix string // of the messages about the credential
}

// signedBy returns the signature that r claims to have, as far as its algorithm, or nil if
// r is not signed. An Authorization line without text is none, unless the query is signed
// too: then nothing tells which of them is meant. Schemes are matched without letter case
// (RFC 9110 §11.1) and signed as they were sent.
func (a *Authenticator) signedBy(r *getobject.Request) (*signedRequest, error) {
	lines := r.Header[authorizationField]
	v4, v2 := r.Query.Has(algorithmParam), r.Query.Has(version2Param)
	switch {
	case len(lines) > 1:
		return nil, refuse(ruleSignatureTwice, "Header", authorizationField)
	case len(lines) == 1 && (v4 || v2):
		return nil, refuseAuthorization(ruleSignatureMechanisms, lines[0])
	case v4 || v2:
		return a.presignedBy(r, v4, v2)
	case len(lines) == 0 || lines[0] == "":
		return nil, nil
	}
	scheme, components, ok := strings.Cut(lines[0], " ")
	switch {
	case !ok:
		return nil, refuseAuthorization(ruleAuthorizationBlank, lines[0])
	case strings.EqualFold(scheme, version2) && a.Version2:
		return &signedRequest{request: r, form: &version2HeaderForm, components: components}, nil
	case strings.EqualFold(scheme, version2):
		return nil, refuse(ruleSignatureVersion2)
	case !strings.EqualFold(scheme, symmetric) && !strings.EqualFold(scheme, asymmetric):
		return nil, refuseAuthorization(ruleAuthorizationType, lines[0])
	}
	return &signedRequest{
		request: r, form: &headerForm, algorithm: scheme, components: components,
		asymmetric: strings.EqualFold(scheme, asymmetric),
	}, nil
}
