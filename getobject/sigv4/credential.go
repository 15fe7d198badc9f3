package sigv4

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/s3get/s3get/getobject"
)

// ErrNoKey means that there is no such access key. It is what a [CredentialStore] wraps.
var ErrNoKey = errors.New("sigv4: no such access key")

// A CredentialStore looks up credentials. Its method may be called concurrently.
type CredentialStore interface {
	// Credential returns the credential of an access key, which is any text that a
	// client sent. The error wraps [ErrNoKey] if there is none, or if its session was
	// revoked: then the Credential may still have the Expiry, and a session that is over
	// too is refused as expired. The error may be a [*getobject.Error], which refuses the request as it is; any
	// other error means that the look-up failed, and is answered InternalError.
	Credential(ctx context.Context, accessKey string) (Credential, error)
}

// A Credential is what belongs to an access key. The zero Credential has no secret
// and proves nothing: a request that is signed with its access key is refused as if
// there were none.
type Credential struct {
	// SecretKey is the secret that signatures are derived from.
	SecretKey SecretKey

	// SessionToken is the token of temporary credentials, "" for long-lived ones.
	SessionToken string

	// Expiry is when the session of temporary credentials ends. The zero time is
	// that of long-lived credentials, or of a session without end.
	Expiry time.Time

	// Identity is who has the credential. Its AccessKey is not used.
	Identity getobject.Identity
}

// Temporary reports whether the credential belongs to a session: whether it has a
// token or an end.
func (c *Credential) Temporary() bool { return c.SessionToken != "" || !c.Expiry.IsZero() }

// expired reports whether the session is over at the time now.
func (c *Credential) expired(now time.Time) bool {
	return !c.Expiry.IsZero() && !now.Before(c.Expiry)
}

// Static is a [CredentialStore] that never changes, by access key. Do not modify a Static
// after first use. The zero Static has none.
type Static map[string]Credential

// Credential returns the credential of an access key. The error is [ErrNoKey].
func (s Static) Credential(_ context.Context, accessKey string) (Credential, error) {
	c, ok := s[accessKey]
	if !ok {
		return Credential{}, ErrNoKey
	}
	return c, nil
}

// lookUp looks the access key of c up. An access key without text, or without a
// secret, is nobody's: its signature could be made by anybody.
func (a *Authenticator) lookUp(ctx context.Context, c *signedRequest) (Credential, error) {
	accessKey := c.scope.accessKey
	if accessKey == "" || a.Credentials == nil {
		return Credential{}, noKey(accessKey, ErrNoKey)
	}
	known, err := a.Credentials.Credential(ctx, accessKey)
	switch {
	case err == nil && known.SecretKey.IsZero():
		return Credential{}, noKey(accessKey, errNoSecret)
	case err == nil:
		return known, nil
	case errors.Is(err, ErrNoKey) && known.expired(c.request.Time):
		if token, _ := c.token(); token != "" {
			return Credential{}, refuseToken(ruleTokenExpired, token)
		}
		return Credential{}, noKey(accessKey, err)
	case errors.Is(err, ErrNoKey):
		return Credential{}, noKey(accessKey, err)
	}
	return Credential{}, fmt.Errorf("sigv4: look up access key: %w", err)
}

// errNoSecret is the cause of refusing an access key that exists.
var errNoSecret = errors.New("sigv4: access key without secret")

func noKey(accessKey string, cause error) error {
	e := getobject.Refuse(ruleAccessKey, "AWSAccessKeyId", accessKey)
	e.Err = cause
	return e
}
