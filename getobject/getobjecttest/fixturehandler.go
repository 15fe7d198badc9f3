package getobjecttest

import (
	"context"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/sigv4"
)

// FixtureHandler returns a handler that serves the objects of f to its principals.
// Requests are verified with the principals' keys and granted their actions; unsigned
// ones are granted what f grants to the anonymous. The caller may set the fields of the
// handler that are not set, before it serves, and does not change f any more.
func FixtureHandler(f *fixture.Fixture) *getobject.Handler {
	return &getobject.Handler{Store: f.Store,
		Authenticator: &sigv4.Authenticator{Secrets: secrets(f)},
		Authorizer:    newGrants(f)}
}

// secrets returns the credentials of the principals of f.
func secrets(f *fixture.Fixture) sigv4.Static {
	s := make(sigv4.Static, len(f.Principals))
	for _, p := range f.Principals {
		s[p.AccessKey] = sigv4.Credential{
			SecretKey:    sigv4.NewSecretKey(p.SecretKey),
			SessionToken: p.SessionToken,
			Expiry:       p.SessionExpiry,
			Identity:     getobject.Identity{Account: p.Account, ARN: p.ARN},
		}
	}
	return s
}

// Grants are what each access key may do; "" is that of the anonymous.
type grants map[string]fixture.Actions

func newGrants(f *fixture.Fixture) grants {
	g := grants{"": f.Anonymous}
	for _, p := range f.Principals {
		g[p.AccessKey] = p.Actions
	}
	return g
}

// Authorize allows what the fixture grants, whatever the bucket.
func (g grants) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	if g[a.Identity.AccessKey].Allows(string(a.Action)) {
		return getobject.Allow, nil
	}
	return getobject.Deny, nil
}
