package sigv4

import (
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

// The algorithms, as they are spelled in a query.
const (
	symmetric  = "AWS4-HMAC-SHA256"
	asymmetric = "AWS4-ECDSA-P256-SHA256"
	version2   = "AWS"
)

// A signedRequest is what a request says about its signature, filled in by the checks of its
// form, in their order.
type signedRequest struct {
	request  *getobject.Request
	bucket   *store.Bucket
	form     *form
	location mechanism

	algorithm  string // as sent
	components string // of Authorization, behind the scheme
	credential string
	scope      scope
	names      []string // signed headers: lower-case, sorted, unique
	signature  string   // as sent
	date       string   // as sent
	at         time.Time
	payload    string // hash of the payload, as signed
	blanks     string // characters of which a run in a value counts as one
	lacks      bool   // a header is signed, decides and was not sent
	hides      bool   // the canonical request is made to be shown, without its secrets

	// Of a presigned URL.
	expires string // as sent
	ends    time.Time
}

// A form is how one mechanism is read: its checks in their order, and what those that
// it shares with the other refuse with.
type form struct {
	checks []func(*signedRequest) error
	prefix string // of the messages about the credential

	credential, scopeDate, regionEmpty, region, service, terminal *rule.Rule
}

// forms holds the checks of both mechanisms, in the order in which the service makes
// them. A check may rely on what the checks before it filled in.
var forms = [...]form{
	inHeader: {
		checks: []func(*signedRequest) error{
			readScheme,
			readPayload,
			readFieldDate,
			checkSkew,
			readComponents,
			readCredential,
			checkSymmetric,
			checkScopeDate,
			checkRegionGiven,
			checkRegion,
			checkService,
			checkTerminal,
			checkDay,
			checkSignedHeaders,
		},
		prefix:      "The authorization header is malformed; ",
		credential:  ruleAuthorizationCredential,
		scopeDate:   ruleAuthorizationScopeDate,
		regionEmpty: ruleAuthorizationRegionEmpty,
		region:      ruleAuthorizationRegion,
		service:     ruleAuthorizationService,
		terminal:    ruleAuthorizationTerminal,
	},
	inQuery: {
		checks: []func(*signedRequest) error{
			readAlgorithm,
			readParams,
			readParamDate,
			readExpires,
			checkStarted,
			checkExpired,
			readCredential,
			checkSymmetric,
			checkScopeDate,
			checkRegionGiven,
			checkRegion,
			checkService,
			checkTerminal,
			checkParamDay,
			checkSignedHeaders,
		},
		prefix:      "Error parsing the X-Amz-Credential parameter; ",
		credential:  rulePresignedCredential,
		scopeDate:   rulePresignedScopeDate,
		regionEmpty: rulePresignedRegionEmpty,
		region:      rulePresignedRegion,
		service:     rulePresignedService,
		terminal:    rulePresignedTerminal,
	},
}
