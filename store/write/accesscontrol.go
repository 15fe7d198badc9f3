package write

import (
	"context"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
)

// An AccessControl is who owns a version, and whom its access control list grants what. The zero
// AccessControl is that of a version which was given none: it is the bucket owner's.
type AccessControl struct {
	// Owner is the account that owns the version, or "" for the owner of the bucket.
	Owner string

	// Grants is the access control list, in its order. Nil means that the owner has full
	// control; a list without entries grants nothing.
	Grants []policy.Grant
}

// AccessControls is a [Store] whose versions keep what [Version.Access], that of an upload and
// [Revision.Access] have. A store that is none drops it, and buckets in it have no ACLs.
type AccessControls interface {
	// AccessControl returns that of a version, which the caller does not change. The
	// errors are those of [store.Store.Open].
	AccessControl(ctx context.Context, ref store.Ref) (AccessControl, error)
}

// LookupAccessControl returns the access control of a version of s, or the zero AccessControl if s is no
// [AccessControls].
func LookupAccessControl(ctx context.Context, s any, ref store.Ref) (AccessControl, error) {
	if a, ok := s.(AccessControls); ok {
		return a.AccessControl(ctx, ref)
	}
	return AccessControl{}, nil
}
