package policy

import (
	"strings"
	"time"
)

// A key names a value of a request.
type key struct {
	id   keyID
	name string // as the policy spells it
	tag  string // the key of a tag
}

type keyID uint8

const (
	otherKey keyID = iota

	keyPrincipalARN
	keyPrincipalAccount
	keyPrincipalType
	keyPrincipalOrgID
	keyPrincipalOrgPaths
	keyPrincipalTag
	keyPrincipalIsService
	keyPrincipalService
	keyUserID
	keyUserName
	keyProvider
	keyTokenIssued
	keyMFAPresent
	keyMFAAge
	lastPrincipalKey = keyMFAAge

	keySourceIP keyID = iota - 1
	keyVPCSourceIP
	keyVPC
	keyVPCEndpoint
	keySecure
	keyTLSVersion
	keyReferer
	keyUserAgent
	keyAuthType
	keySignatureVersion
	keySignatureAge
	lastConnectionKey = keySignatureAge

	keyTime keyID = iota - 2
	keyEpoch
	keyRegion
	keyVersionID
	keyObjectTag
	keyAccount
	keyOrgID
	keyOrgPaths
	keyAccessPoint
	keyAccessPointAccount
	keyNetworkOrigin
)

// keyIDs has the keys that a Request has fields for, in lower case. Those of tags end with
// a slash. IAM User Guide: AWS global condition context keys; Service Authorization
// Reference: Condition keys for Amazon S3, for AWS KMS.
var keyIDs = map[string]keyID{
	"aws:principalarn":             keyPrincipalARN,
	"aws:principalaccount":         keyPrincipalAccount,
	"kms:calleraccount":            keyPrincipalAccount,
	"aws:principaltype":            keyPrincipalType,
	"aws:principalorgid":           keyPrincipalOrgID,
	"aws:principalorgpaths":        keyPrincipalOrgPaths,
	"aws:principaltag/":            keyPrincipalTag,
	"aws:principalisawsservice":    keyPrincipalIsService,
	"aws:principalservicename":     keyPrincipalService,
	"aws:userid":                   keyUserID,
	"aws:username":                 keyUserName,
	"aws:federatedprovider":        keyProvider,
	"aws:tokenissuetime":           keyTokenIssued,
	"aws:multifactorauthpresent":   keyMFAPresent,
	"aws:multifactorauthage":       keyMFAAge,
	"aws:sourceip":                 keySourceIP,
	"aws:vpcsourceip":              keyVPCSourceIP,
	"aws:sourcevpc":                keyVPC,
	"aws:sourcevpce":               keyVPCEndpoint,
	"aws:securetransport":          keySecure,
	"s3:tlsversion":                keyTLSVersion,
	"aws:referer":                  keyReferer,
	"aws:useragent":                keyUserAgent,
	"s3:authtype":                  keyAuthType,
	"s3express:authtype":           keyAuthType,
	"s3:signatureversion":          keySignatureVersion,
	"s3express:signatureversion":   keySignatureVersion,
	"s3:signatureage":              keySignatureAge,
	"s3express:signatureage":       keySignatureAge,
	"s3express:tlsversion":         keyTLSVersion,
	"aws:currenttime":              keyTime,
	"aws:epochtime":                keyEpoch,
	"aws:requestedregion":          keyRegion,
	"s3:versionid":                 keyVersionID,
	"s3:existingobjecttag/":        keyObjectTag,
	"aws:resourceaccount":          keyAccount,
	"s3:resourceaccount":           keyAccount,
	"s3express:resourceaccount":    keyAccount,
	"aws:resourceorgid":            keyOrgID,
	"aws:resourceorgpaths":         keyOrgPaths,
	"s3:dataaccesspointarn":        keyAccessPoint,
	"s3express:dataaccesspointarn": keyAccessPoint,
	"s3:dataaccesspointaccount":    keyAccessPointAccount,
	"s3:accesspointnetworkorigin":  keyNetworkOrigin,
}

// newKey returns the key of a name, whose case does not matter (IAM User Guide: IAM JSON
// policy elements: Condition).
func newKey(name string) key {
	lower := strings.ToLower(name)
	if id, ok := keyIDs[lower]; ok && !strings.HasSuffix(lower, "/") {
		return key{id: id, name: name}
	}
	head, tag, _ := strings.Cut(name, "/")
	return key{keyIDs[strings.ToLower(head)+"/"], name, tag}
}

// isKeyName reports whether s has a prefix and a name, such as aws:username or
// aws:PrincipalTag/cost center.
func isKeyName(s string) bool {
	prefix, name, ok := strings.Cut(s, ":")
	if !ok || prefix == "" || name == "" || strings.HasSuffix(s, "/") {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		if !isWord(prefix[i]) && prefix[i] != '-' && prefix[i] != '.' && prefix[i] != '/' {
			return false
		}
	}
	name, _, _ = strings.Cut(name, "/")
	return name != "" && !strings.ContainsAny(s, "{}$*?'\"") && strings.TrimSpace(name) == name
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// value returns the value of a key, which is absent if the request has none. A field that
// is not set leaves the key to Values.
func (r *Request) value(k *key) value {
	v := value{}
	switch {
	case k.id == otherKey:
	case k.id <= lastPrincipalKey:
		v = r.Principal.value(k, r.Time)
	case k.id <= lastConnectionKey:
		v = r.connection(k.id)
	default:
		v = r.subject(k)
	}
	if v.form == absent && len(r.Values) > 0 {
		return r.other(k)
	}
	return v
}

// value returns the value of a key about the principal.
func (p *Principal) value(k *key, now time.Time) value {
	switch k.id {
	case keyPrincipalARN:
		if p.Kind == RoleSession {
			return textOf(p.Issuer)
		}
		return textOf(p.ARN)
	case keyPrincipalAccount:
		if p.Kind == Anonymous {
			return textOf("anonymous")
		}
		return textOf(p.Account)
	case keyPrincipalType:
		return textOf(p.Kind.String())
	case keyPrincipalOrgID:
		return textOf(p.OrgID)
	case keyPrincipalOrgPaths:
		return listOf(p.OrgPaths)
	case keyPrincipalTag:
		return tagOf(p.Tags, k.tag, true)
	case keyPrincipalIsService, keyPrincipalService:
		return p.service(k.id)
	case keyUserID:
		return textOf(p.UserID)
	case keyUserName:
		return textOf(p.UserName)
	case keyProvider:
		return textOf(p.Provider)
	}
	return p.credentials(k.id, now)
}

func (p *Principal) service(id keyID) value {
	if id == keyPrincipalService {
		return textOf(p.Service)
	}
	if p.Kind == Anonymous {
		return value{}
	}
	return flagOf(p.Kind == Service)
}

// credentials returns the value of a key that only temporary credentials have.
func (p *Principal) credentials(id keyID, now time.Time) value {
	switch {
	case id == keyMFAAge && !p.MFA.IsZero():
		return value{form: integer, integer: int64(now.Sub(p.MFA) / time.Second)}
	case p.TokenIssued.IsZero():
		return value{}
	case id == keyMFAPresent:
		return flagOf(!p.MFA.IsZero())
	case id == keyTokenIssued:
		return value{form: instant, time: p.TokenIssued}
	}
	return value{}
}

// connection returns the value of a key about how the request came.
func (r *Request) connection(id keyID) value {
	switch id {
	case keySourceIP, keyVPCSourceIP:
		return r.source(id == keyVPCSourceIP)
	case keyVPC:
		return textOf(r.VPC)
	case keyVPCEndpoint:
		return textOf(r.VPCEndpoint)
	case keySecure:
		return flagOf(r.Secure)
	case keyTLSVersion:
		return textOf(r.TLSVersion)
	case keyReferer:
		return textOf(r.Referer)
	case keyUserAgent:
		return textOf(r.UserAgent)
	case keyAuthType:
		return textOf(r.AuthType)
	case keySignatureVersion:
		return textOf(r.SignatureVersion)
	case keySignatureAge:
		if r.SignatureVersion != "" {
			return value{form: integer, integer: r.SignatureAge.Milliseconds()}
		}
	}
	return value{}
}

// source returns the address of the client. A request through a VPC endpoint has it under
// another key than the others (IAM User Guide: AWS global condition context keys).
func (r *Request) source(ofVPC bool) value {
	if !r.SourceIP.IsValid() || ofVPC != (r.VPCEndpoint != "") {
		return value{}
	}
	return value{form: address, ip: r.SourceIP.Unmap().WithZone("")}
}

// subject returns the value of a key about what is asked for, where and when.
func (r *Request) subject(k *key) value {
	switch k.id {
	case keyTime:
		return timeOf(r.Time, instant)
	case keyEpoch:
		return timeOf(r.Time, integer)
	case keyRegion:
		return textOf(r.Region)
	case keyVersionID:
		return textOf(r.VersionID)
	case keyObjectTag:
		return tagOf(r.Tags, k.tag, false)
	case keyAccount:
		return textOf(r.Account)
	case keyOrgID:
		return textOf(r.OrgID)
	case keyOrgPaths:
		return listOf(r.OrgPaths)
	}
	if r.AccessPoint == nil {
		return value{}
	}
	switch k.id {
	case keyAccessPoint:
		return textOf(r.AccessPoint.ARN)
	case keyAccessPointAccount:
		return textOf(r.AccessPoint.Account)
	}
	return textOf(r.AccessPoint.networkOrigin())
}

// other returns the value of a key that is in Values.
func (r *Request) other(k *key) value {
	if list, ok := r.Values[k.name]; ok {
		return listOf(list)
	}
	found, name := value{}, ""
	for n, list := range r.Values {
		if strings.EqualFold(n, k.name) && (found.form == absent || n < name) {
			found, name = listOf(list), n
		}
	}
	return found
}
