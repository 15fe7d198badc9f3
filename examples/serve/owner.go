package main

import (
	"context"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/iam"
)

// The account that owns what is served, and its root user.
const (
	ownerAccount = "111122223333"
	ownerARN     = "arn:aws:iam::" + ownerAccount + ":root"
)

// An ownerAuthorizer allows what policies allow, and the owner what no policy forbids.
type ownerAuthorizer struct{ policies iam.Authorizer }

var _ getobject.ReasonedAuthorizer = (*ownerAuthorizer)(nil)

// Authorize is AuthorizeWithReason without the reason.
func (z *ownerAuthorizer) Authorize(ctx context.Context, a getobject.Access) (getobject.Verdict, error) {
	v, _, err := z.AuthorizeWithReason(ctx, a)
	return v, err
}

// AuthorizeWithReason decides about an access.
func (z *ownerAuthorizer) AuthorizeWithReason(ctx context.Context, a getobject.Access) (getobject.Verdict, getobject.Reason, error) {
	v, why, err := z.policies.AuthorizeWithReason(ctx, a)
	if err == nil && v == getobject.Deny && a.Identity.Account == ownerAccount {
		return getobject.Allow, getobject.Reason{Decided: string(a.Action) + ": the owner may do everything"}, nil
	}
	return v, why, err
}
