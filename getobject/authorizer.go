package getobject

import (
	"context"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// An Authorizer decides what a requester may do. Its method may be called concurrently.
type Authorizer interface {
	// Authorize decides one access. It is asked for what a request needs and for
	// nothing else. An error means that the decision could not be made, and the
	// request fails with it; one that is not an [*Error] is answered InternalError.
	Authorize(ctx context.Context, a Access) (Verdict, error)
}

// An Access is one question to an [Authorizer]. It may be kept.
type Access struct {
	Identity Identity         // the requester
	Action   Action           // what for
	Bucket   *store.Bucket    // never nil; not to be changed
	Key      string           // the key that is addressed
	Version  version.Selector // the version that the request names
	KMSKeyID string           // with ActionDecrypt, the key

	// Request is the request as policies need it: its header, its remote address, its
	// connection and its time. It is never nil, and not to be changed.
	Request *Request
}

// A Verdict is the answer of an [Authorizer]. The zero Verdict is [Deny].
type Verdict uint8

const (
	// Deny says that nothing allows the access.
	Deny Verdict = iota

	// DenyExplicitly says that something forbids the access.
	DenyExplicitly

	// Allow says that something allows the access and nothing forbids it.
	Allow
)

// AllowAll is an [Authorizer] that allows everything to every requester, anonymous
// requests included.
type AllowAll struct{}

// Authorize returns [Allow].
func (AllowAll) Authorize(context.Context, Access) (Verdict, error) { return Allow, nil }

// An Action is an IAM action that a read needs, or that one of its response headers does.
// S3 GetObject: Permissions.
type Action string

// The actions that an [Authorizer] is asked for.
const (
	ActionGetObject               Action = "s3:GetObject"
	ActionGetObjectVersion        Action = "s3:GetObjectVersion"
	ActionListBucket              Action = "s3:ListBucket"
	ActionGetObjectTagging        Action = "s3:GetObjectTagging"
	ActionGetObjectVersionTagging Action = "s3:GetObjectVersionTagging"
	ActionGetObjectRetention      Action = "s3:GetObjectRetention"
	ActionGetObjectLegalHold      Action = "s3:GetObjectLegalHold"
	ActionDecrypt                 Action = "kms:Decrypt"
	ActionCreateSession           Action = "s3express:CreateSession"
)

// Permissions are what the requester may do beyond the read itself. The zero Permissions
// are none.
type Permissions uint8

// Each permission is one bit.
const (
	CanList          Permissions = 1 << iota // learn that a key is missing
	CanReadTags                              // learn how many tags there are
	CanReadRetention                         // learn of retention and event hold
	CanReadLegalHold                         // learn of a legal hold
	CanDecrypt                               // use the KMS key of the object
)

// Has reports whether all of the permissions are among p.
func (p Permissions) Has(permissions Permissions) bool { return p&permissions == permissions }

// accessDenied makes the AccessDenied of a rule. A requester of the bucket's own account
// is told what is missing, and no other. S3 User Guide: Troubleshoot access denied errors.
func accessDenied(by *rule.Rule, id Identity, b *store.Bucket, action Action, resource string, v Verdict) *Error {
	e := Refuse(by)
	if id.ARN == "" || id.Account != b.Owner {
		return e
	}
	e.Message = "User: " + id.ARN + " is not authorized to perform: " + string(action) +
		" on resource: \"" + resource + "\""
	if v == DenyExplicitly {
		e.Message += " with an explicit deny in a resource-based policy"
	} else {
		e.Message += " because no identity-based policy allows the " + string(action) + " action"
	}
	return e
}

// resourceName returns the Amazon resource name of what the request addresses, or of a key
// in it: of the access point, if the host names one, or of the bucket by the name that the
// request has.
func (r *Request) resourceName(b *store.Bucket, key string) string {
	name, divider := "arn:aws:s3:::"+r.Bucket, "/"
	if r.AccessPoint != "" {
		name = "arn:aws:s3:" + b.SigningRegion() + ":" + r.Account + ":accesspoint/" + r.AccessPoint
		divider = "/object/"
	}
	if key == "" {
		return name
	}
	return name + divider + key
}
