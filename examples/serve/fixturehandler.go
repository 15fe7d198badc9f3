package main

import (
	"context"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store/fixture"
)

// fixtureHandler serves a fixture to its principals.
func fixtureHandler(f *fixture.Fixture) *getobject.Handler {
	secrets := make(sigv4.Static)
	for _, p := range f.Principals {
		secrets[p.AccessKey] = sigv4.Credential{
			SecretKey:    sigv4.NewSecretKey(p.SecretKey),
			SessionToken: p.SessionToken,
			Expiry:       p.SessionExpiry,
			Identity:     getobject.Identity{Account: p.Account, ARN: p.ARN},
		}
	}
	return &getobject.Handler{Operation: getobject.Operation{
		Store:         f.Store,
		Authenticator: &sigv4.Authenticator{Secrets: secrets},
		Authorizer:    grants{f},
	}}
}

// grants are what the principals of a fixture may do.
type grants struct{ *fixture.Fixture }

// Authorize looks the access key of whoever asks up.
func (g grants) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	allowed := g.Anonymous.Allows(string(a.Action)) && a.Identity.Anonymous()
	for i := range g.Principals {
		p := &g.Principals[i]
		allowed = allowed || p.AccessKey == a.Identity.AccessKey && p.Allows(string(a.Action))
	}
	if allowed {
		return getobject.Allow, nil
	}
	return getobject.Deny, nil
}
