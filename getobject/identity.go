package getobject

import (
	"context"

	"github.com/s3get/s3get/store"
)

// An Identity is a requester. The zero Identity is that of an unauthenticated request.
type Identity struct {
	// AccessKey is the access key id of the credentials.
	AccessKey string

	// Account is the account id, 12 digits.
	Account string

	// ARN is the Amazon resource name of the user or role.
	ARN string

	// Principal is the embedder's own: a user, a session, a set of groups. Nothing here
	// looks at it; it reaches the [Authorizer] and the [Record].
	Principal any
}

// Anonymous reports whether the request is unauthenticated.
func (i Identity) Anonymous() bool {
	return i.AccessKey == "" && i.Account == "" && i.ARN == "" && i.Principal == nil
}

// An Authenticator identifies requesters. Its method may be called concurrently.
type Authenticator interface {
	// Authenticate returns the requester of r, the zero Identity for a request that does
	// not claim one, or an error, which refuses the request before anything of the
	// bucket is told. The error should be an [*Error]; any other is answered
	// InternalError.
	//
	// b is the bucket that r addresses, or nil if there is none; it is there for its
	// region and type. Both may be kept, and neither may be changed.
	Authenticate(ctx context.Context, r *Request, b *store.Bucket) (Identity, error)
}
