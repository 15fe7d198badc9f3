package getobject

import (
	"context"
	"strings"

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

	// Session is the mode of the session of a directory bucket, or "". An [Authenticator]
	// sets it only for the bucket that the session is of: what was allowed when it was
	// created is not asked again.
	Session SessionMode
}

// A SessionMode is what the session of a directory bucket is good for. S3 CreateSession:
// x-amz-create-session-mode.
type SessionMode string

const (
	SessionReadOnly  SessionMode = "ReadOnly"  // reads and lists
	SessionReadWrite SessionMode = "ReadWrite" // everything
)

// allows reports whether a session in the mode allows an action.
func (m SessionMode) allows(a Action) bool {
	reads := a == ActionCreateSession || strings.HasPrefix(string(a), "s3:Get") || strings.HasPrefix(string(a), "s3:List")
	return m == SessionReadWrite || m == SessionReadOnly && reads
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

// AuthenticatedAs is an [Authenticator] for a requester who was identified before, by a middleware
// for instance: whoever asks is that one, and signatures are not looked at.
type AuthenticatedAs Identity

// Authenticate returns a, whatever the request says.
func (a AuthenticatedAs) Authenticate(context.Context, *Request, *store.Bucket) (Identity, error) {
	return Identity(a), nil
}
