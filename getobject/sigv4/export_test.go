package sigv4

import (
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
)

// SigningKey returns the key that is good for one scope.
func SigningKey(secret, date, region, service string) []byte {
	return signingKey(secret, scope{date: date, region: region, service: service, terminal: terminator})
}

// ParseDate reads a date in any of the forms that a header may have.
func ParseDate(s string, now time.Time) (time.Time, bool) {
	if t, ok := parseExact(dateLayout, s); ok {
		return t, true
	}
	return parseDate(s, now)
}

// Escape returns the name of a parameter as it is signed.
func Escape(name string) string {
	query := (&signedRequest{}).appendQuery(nil, getobject.Query{{Name: name}})
	return strings.TrimSuffix(string(query), "=")
}

// ParseBasic reads a date in the basic form of ISO 8601.
func ParseBasic(s string) (time.Time, bool) { return parseExact(dateLayout, s) }

// AppendPath appends a path as it is signed.
func AppendPath(path string) string {
	r := &getobject.Request{Wire: getobject.Wire{Path: path}}
	canonical := (&signedRequest{request: r}).appendCanonical(nil)
	return strings.Split(string(canonical), "\n")[1]
}

// AppendSqueezed returns a header line as it is signed.
func AppendSqueezed(line string) string {
	return string(appendValue(nil, []string{line}, spacesAndTabs))
}

// PublicKey returns the public key of a credential, in the uncompressed form of SEC 1.
func PublicKey(accessKey, secret string) ([]byte, error) {
	return publicKey(accessKey, secret).Bytes()
}

// KeyringSize is half of how many keys are remembered at most.
const KeyringSize = keyringSize

// Remembered returns how many keys an Authenticator remembers, of which some may be counted twice.
func Remembered(a *Authenticator) int {
	k := a.keys.Load()
	k.mu.RLock()
	defer k.mu.RUnlock()
	return len(k.recent) + len(k.older)
}

// RegionSetHas reports whether a region set has a region.
var RegionSetHas = regionSetHas

// ParseScope returns the parts of a credential.
func ParseScope(credential string) ([5]string, bool) {
	s, ok := parseScope(credential, false)
	return [...]string{s.accessKey, s.date, s.region, s.service, s.terminal}, ok
}

// The rules, which tests name.
var (
	RuleSignatureTwice              = ruleSignatureTwice
	RuleSignatureMechanisms         = ruleSignatureMechanisms
	RuleSignatureVersion2           = ruleSignatureVersion2
	RuleAuthorizationBlank          = ruleAuthorizationBlank
	RuleAuthorizationType           = ruleAuthorizationType
	RuleAuthorizationPayloadMissing = ruleAuthorizationPayloadMissing
	RuleAuthorizationPayload        = ruleAuthorizationPayload
	RuleAuthorizationDate           = ruleAuthorizationDate
	RuleAuthorizationYear           = ruleAuthorizationYear
	RuleAuthorizationSkew           = ruleAuthorizationSkew
	RuleAuthorizationComponents     = ruleAuthorizationComponents
	RuleAuthorizationCredential     = ruleAuthorizationCredential
	RuleAuthorizationScopeDate      = ruleAuthorizationScopeDate
	RuleAuthorizationRegionEmpty    = ruleAuthorizationRegionEmpty
	RuleAuthorizationRegion         = ruleAuthorizationRegion
	RuleAuthorizationService        = ruleAuthorizationService
	RuleAuthorizationTerminal       = ruleAuthorizationTerminal
	RuleAuthorizationDay            = ruleAuthorizationDay
	RulePresignedAlgorithm          = rulePresignedAlgorithm
	RulePresignedParameters         = rulePresignedParameters
	RulePresignedDate               = rulePresignedDate
	RulePresignedExpires            = rulePresignedExpires
	RulePresignedNegative           = rulePresignedNegative
	RulePresignedWeek               = rulePresignedWeek
	RulePresignedEarly              = rulePresignedEarly
	RulePresignedExpired            = rulePresignedExpired
	RulePresignedCredential         = rulePresignedCredential
	RulePresignedScopeDate          = rulePresignedScopeDate
	RulePresignedRegionEmpty        = rulePresignedRegionEmpty
	RulePresignedRegion             = rulePresignedRegion
	RulePresignedService            = rulePresignedService
	RulePresignedTerminal           = rulePresignedTerminal
	RulePresignedDay                = rulePresignedDay
	RuleUnsignedHeaders             = ruleUnsignedHeaders
	RuleRegionSetMissing            = ruleRegionSetMissing
	RulePresignedRegionSet          = rulePresignedRegionSet
	RuleRegionSetMismatch           = ruleRegionSetMismatch
	RuleVersion2Form                = ruleVersion2Form
	RuleVersion2Parameters          = ruleVersion2Parameters
	RuleVersion2Expires             = ruleVersion2Expires
	RuleVersion2Year                = ruleVersion2Year
	RuleVersion2Expired             = ruleVersion2Expired
	RulePostFields                  = rulePostFields
	RulePostAlgorithm               = rulePostAlgorithm
	RuleAccessKey                   = ruleAccessKey
	RuleSessionBucket               = ruleSessionBucket
	RuleTokenMissing                = ruleTokenMissing
	RuleTokenMalformed              = ruleTokenMalformed
	RuleTokenOther                  = ruleTokenOther
	RuleTokenExpired                = ruleTokenExpired
	RuleSignatureMismatch           = ruleSignatureMismatch
	RuleTokenUnexpected             = ruleTokenUnexpected
)
