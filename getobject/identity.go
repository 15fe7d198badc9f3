package getobject

import (
	"context"

	"github.com/s3get/s3get/store"
)

// An Identity is who asks. The zero Identity is the anonymous one.
type Identity struct {
	AccessKey string // access key id of the credentials
	Account   string // account id, 12 digits
	ARN       string // Amazon resource name of the user or role
}

// Anonymous reports whether nobody in particular asks.
func (i Identity) Anonymous() bool { return i == Identity{} }

// An Authenticator finds out who asks. Its method may be called concurrently.
type Authenticator interface {
	// Authenticate returns the identity behind r, the zero Identity for a request
	// that claims none, or an error, which should be an [*Error]. The request is
	// refused with it before anything of the bucket is told.
	//
	// b is the bucket that r addresses, or nil where there is none; it is there for
	// its region and type alone. Neither is kept when Authenticate has returned: their
	// memory is used again.
	Authenticate(ctx context.Context, r *Request, b *store.Bucket) (Identity, error)
}
