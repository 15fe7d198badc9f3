package getobject

import (
	"context"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// An Authorizer decides what an identity may do. Its method may be called
// concurrently.
type Authorizer interface {
	// Authorize decides one access. It is asked for what a request needs and for
	// nothing else. An error means that the decision could not be made, and the
	// request fails with InternalError.
	Authorize(ctx context.Context, a Access) (Verdict, error)
}

// An Access is one question to an [Authorizer].
type Access struct {
	Identity Identity         // who asks
	Action   Action           // what for
	Bucket   *store.Bucket    // never nil; not to be changed
	Key      string           // the key that is addressed
	Version  version.Selector // the version that the request names
	KMSKeyID string           // with Decrypt, the key
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

// AllowAll is an [Authorizer] that allows everything to everybody, the anonymous
// included.
type AllowAll struct{}

// Authorize returns [Allow].
func (AllowAll) Authorize(context.Context, Access) (Verdict, error) { return Allow, nil }

// authorize asks a for one access; a nil Authorizer denies.
func authorize(ctx context.Context, a Authorizer, access Access) (Verdict, error) {
	if a == nil {
		return Deny, nil
	}
	return a.Authorize(ctx, access)
}

// denied makes the AccessDenied of a rule. A user of the bucket's own account is told
// what was missing; nobody else is. S3 User Guide: Troubleshoot access denied errors.
func denied(rule Rule, id Identity, b *store.Bucket, action Action, resource string, v Verdict) *Error {
	e := refuse(rule)
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

// resourceName returns the Amazon resource name of the bucket b that r addresses, or of a
// key in it. An access point or its alias is named as it was addressed: which bucket is
// behind it is not for every client to know. S3 User Guide: Access points.
func (r *Request) resourceName(b *store.Bucket, key string) string {
	name, divider := "arn:aws:s3:::"+b.Name, "/"
	switch {
	case r.AccessPoint != "":
		name = "arn:aws:s3:" + b.SigningRegion() + ":" + r.Account + ":accesspoint/" + r.AccessPoint
		divider = "/object/"
	case isAlias(r.Bucket):
		name = "arn:aws:s3:::" + r.Bucket
	}
	if key == "" {
		return name
	}
	return name + divider + key
}
