// Package iam authorizes reads by AWS policies, which a [PolicySource] has:
//
//	handler.Authorizer = &iam.Authorizer{Source: source}
//
// What applies to a request is evaluated by package policy, whose comment has the order of
// policies and what was chosen where AWS says nothing. This package says what a request is
// to them: its action, its resource, its principal and the condition keys.
//
// A refusal says which kind of policy refused, to those who may know it, and
// [getobject.Explanation] which statement of which policy allowed or denied, by which rule of
// package policy.
package iam

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/policy"
)

// A PolicySource knows the policies of requesters, buckets, access points and keys. Its
// method may be called concurrently.
type PolicySource interface {
	// Policies returns what applies to an access. It is called once for each action that
	// a read needs, which for most reads is one. An error means that the policies could
	// not be found out, and the request fails with it as with one of an
	// [getobject.Authorizer].
	Policies(ctx context.Context, a getobject.Access) (*Policies, error)
}

// Policies are what a [PolicySource] knows about one access. What it does not know is
// zero: no policy limits and none allows, and a condition on a key that is not known is as
// if the request did not have the key.
type Policies struct {
	policy.Set

	// Principal is the requester. The zero Principal is derived from the identity of the
	// access: see [NewPrincipal].
	Principal policy.Principal

	// Account owns the resource. "" means the owner of the bucket, or for a KMS key the
	// account in its ARN.
	Account string

	// OrgID and OrgPaths are where Account is in an organization.
	OrgID    string
	OrgPaths []string

	// ObjectOwner is the account that owns the object, or "" if that is Account.
	ObjectOwner string

	// Tags are those of the object, for conditions on s3:ExistingObjectTag.
	Tags map[string]string

	// AccessPoint is what the request came through. Without a Name it is the access point
	// that the host of the request names, if it does.
	AccessPoint AccessPoint

	// VPC and VPCEndpoint are the ids of those that the request came from and through.
	VPC, VPCEndpoint string

	// Values has further condition keys by their full names.
	Values map[string][]string
}

// An AccessPoint is an access point of a bucket.
type AccessPoint struct {
	Name    string // as its account named it
	Account string // that owns it, 12 digits
	VPC     string // that it is restricted to, "" if it can be reached from the internet
}

// An Authorizer decides by policies. Its fields are not changed while it is used. It
// implements [getobject.ReasonedAuthorizer].
type Authorizer struct {
	// Source has the policies. Without one every access is an error.
	Source PolicySource
}

var _ getobject.ReasonedAuthorizer = (*Authorizer)(nil)

// Errors of an Authorizer that cannot ask, and of a PolicySource that breaks its promise.
var (
	errNoSource   = errors.New("iam: the Authorizer has no Source")
	errNoPolicies = errors.New("iam: the PolicySource returned neither policies nor an error")
)

// Authorize evaluates the policies that apply to a.
func (z *Authorizer) Authorize(ctx context.Context, a getobject.Access) (getobject.Verdict, error) {
	v, _, err := z.AuthorizeWithReason(ctx, a)
	return v, err
}

// AuthorizeWithReason evaluates the policies that apply to a, and says which statement
// decided.
func (z *Authorizer) AuthorizeWithReason(ctx context.Context, a getobject.Access) (
	v getobject.Verdict, why getobject.Reason, err error,
) {
	if z.Source == nil {
		return v, why, errNoSource
	}
	p, err := z.Source.Policies(ctx, a)
	switch {
	case err != nil:
		return v, why, fmt.Errorf("iam: %w", err)
	case p == nil:
		return v, why, errNoPolicies
	}
	r := newRequest(&a, p)
	d := policy.Evaluate(&p.Set, r)
	why.Decided, why.Rule = r.Action+": "+d.String(), d.Rule
	switch {
	case d.Allowed:
		return getobject.Allow, why, nil
	case d.Explicit:
		v = getobject.DenyExplicitly
	}
	why.Message = d.Message(r)
	return v, why, nil
}
