package getobject

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"github.com/s3get/s3get/getobject/address"
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

// A ReasonedAuthorizer is an [Authorizer] that can say what it decided by.
type ReasonedAuthorizer interface {
	Authorizer

	// AuthorizeWithReason is Authorize, and gives the reason. It is called instead.
	AuthorizeWithReason(ctx context.Context, a Access) (Verdict, Reason, error)
}

// A Reason is why an access was allowed or denied. The zero Reason says nothing.
type Reason struct {
	// Decided is the statement that decided, or what would have had to allow, in words
	// for logs and for [Explanation]. Clients are not told.
	Decided string

	// Rule is the rule that decided, or nil if the authorizer has none.
	Rule *rule.Rule

	// Message is the message of the AccessDenied for this requester. "" means
	// "Access Denied", which is what those of other accounts are told (S3 User Guide:
	// Troubleshoot access denied errors).
	Message string
}

// A Question is what an [Authorizer] was asked about a request, and what it answered.
type Question struct {
	Action  Action  // what was asked for
	Verdict Verdict // the answer
	Reason  Reason  // of a [ReasonedAuthorizer]
}

// Authorize asks the Authorizer of o about an access. The error is nil if it is allowed, and
// otherwise the [*Error] that the requester gets. Without an Authorizer everything is denied.
func (o *Operation) Authorize(ctx context.Context, a Access) error {
	q, err := o.ask(ctx, &a)
	switch {
	case err != nil:
		return asError(err)
	case q.Verdict == Allow:
		return nil
	}
	return o.refuse(&a, q)
}

// ask asks the Authorizer, and it for its reason if it has some. The session of a directory
// bucket answers by itself, but not for keys of KMS.
func (o *Operation) ask(ctx context.Context, a *Access) (q Question, err error) {
	q.Action = a.Action
	if a.Identity.Session != "" && a.Bucket.IsDirectory() && a.Action != ActionDecrypt {
		if a.Identity.Session.allows(a.Action) {
			q.Verdict = Allow
		}
		return q, nil
	}
	switch by := o.Authorizer.(type) {
	case nil:
	case ReasonedAuthorizer:
		q.Verdict, q.Reason, err = by.AuthorizeWithReason(ctx, *a)
	default:
		q.Verdict, err = by.Authorize(ctx, *a)
	}
	return q, err
}

// refuse makes the AccessDenied of an access that was answered by q.
func (o *Operation) refuse(a *Access, q Question) *Error {
	by := rule.Denied
	if q.Verdict == DenyExplicitly {
		by = rule.DeniedExplicitly
	}
	e := accessDenied(by, a.Identity, a.Bucket, q, resourceName(a.Request, a.Bucket, a.Key))
	if o.Authorizer == nil {
		e.Err = errNoAuthorizer
	}
	return e
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

// String returns "deny", "deny explicitly" or "allow", and "Verdict(n)" for a Verdict that
// does not exist.
func (v Verdict) String() string {
	names := [...]string{"deny", "deny explicitly", "allow"}
	if int(v) < len(names) {
		return names[v]
	}
	return "Verdict(" + strconv.Itoa(int(v)) + ")"
}

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

// accessDenied makes the AccessDenied of a rule, for an access that was answered by q. Where
// no reason says more, a requester of the bucket's own account is told what is missing, and
// no other. S3 User Guide: Troubleshoot access denied errors.
func accessDenied(by *rule.Rule, id Identity, b *store.Bucket, q Question, resource string) *Error {
	e := Refuse(by)
	if q.Reason != (Reason{}) {
		e.Message = cmp.Or(q.Reason.Message, e.Message)
		return e.withCause(errors.New("getobject: " + q.Reason.Decided))
	}
	if id.ARN == "" || id.Account != b.Owner {
		return e
	}
	e.Message = "User: " + id.ARN + " is not authorized to perform: " + string(q.Action) +
		" on resource: \"" + resource + "\""
	if q.Verdict == DenyExplicitly {
		e.Message += " with an explicit deny in a resource-based policy"
	} else {
		e.Message += " because no identity-based policy allows the " + string(q.Action) + " action"
	}
	return e
}

// resourceName returns the Amazon resource name of a key, or without one of the bucket: by way of
// the access point, if the host of the request names one, or by the name that the request has.
// What is copied has a bucket of its own.
func resourceName(r *Request, b *store.Bucket, key string) string {
	at := address.Address{Bucket: b.Name}
	if r != nil && (r.NamesAccessPoint() || address.IsAlias(r.Bucket)) {
		at = r.Address
	}
	if b.IsDirectory() {
		at.Endpoint = address.EndpointZonal
	}
	at.Key, at.Region = key, b.SigningRegion()
	return at.ARN(b.Owner)
}
