package s3fake

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// load returns what is stored at first and who may read it.
func (o *Options) load() (*fixture.Fixture, error) {
	f := &fixture.Fixture{Store: memstore.New()}
	if o.Fixture != nil {
		var err error
		if f, err = fixture.Load(o.Fixture); err != nil {
			return nil, err
		}
	}
	owner := fixture.Principal{
		Name: "owner", AccessKey: o.AccessKey, SecretKey: o.SecretKey, Actions: fixture.Actions{"*"},
	}
	all := append([]fixture.Principal{owner}, o.Principals...)
	f.Principals = append(all, f.Principals...)
	seen := make(map[string]bool, len(f.Principals))
	for i := range f.Principals {
		p := &f.Principals[i]
		if p.AccessKey == "" || p.SecretKey == "" || seen[p.AccessKey] {
			return nil, errors.New("s3fake: principal " + p.Name + " has no credentials, or those of another")
		}
		seen[p.AccessKey] = true
		p.Account = cmp.Or(p.Account, account)
		p.ARN = cmp.Or(p.ARN, "arn:aws:iam::"+p.Account+":user/"+cmp.Or(p.Name, p.AccessKey))
	}
	f.Anonymous = append(f.Anonymous, o.Anonymous...)
	f.HasPolicies = true // or a request may put one
	return f, nil
}

// An everyone is an authenticator that takes everybody for the owner or, if the request says
// so, for somebody with another access key.
type everyone struct{ accessKey string }

// Authenticate looks at no signature.
func (e everyone) Authenticate(_ context.Context, r *getobject.Request, _ *store.Bucket) (getobject.Identity, error) {
	return getobject.Identity{
		AccessKey: cmp.Or(sigv4.AccessKey(r), e.accessKey),
		Account:   account, ARN: "arn:aws:iam::" + account + ":root",
	}, nil
}

// A verifier verifies signatures by two clocks: that of the server and, where a header was
// signed at another time, that of the machine, by which SDKs sign.
// Signatures of version 2 are accepted, as in S3's oldest regions.
type verifier struct{ credentials sigv4.CredentialStore }

var (
	_ s3write.ChainAuthenticator = (*verifier)(nil)
	_ s3write.PostAuthenticator  = (*verifier)(nil)
)

// Authenticate is that of [sigv4.Authenticator].
func (v *verifier) Authenticate(ctx context.Context, r *getobject.Request, b *store.Bucket) (getobject.Identity, error) {
	id, _, err := v.AuthenticateChain(ctx, r, b)
	return id, err
}

// AuthenticateChain is that of [sigv4.Authenticator].
func (v *verifier) AuthenticateChain(ctx context.Context, r *getobject.Request, b *store.Bucket) (getobject.Identity, sigv4.Chain, error) {
	strict := &sigv4.Authenticator{Credentials: v.credentials, Version2: true}
	id, chain, err := strict.AuthenticateChain(ctx, r, b)
	var refused *getobject.Error
	if r.Query.Has("X-Amz-Algorithm") || !errors.As(err, &refused) || refused.Code != rule.CodeRequestTimeTooSkewed {
		return id, chain, err
	}
	again := *r
	again.Time = time.Now()
	lasting := &sigv4.Authenticator{Credentials: shifted{v.credentials, again.Time.Sub(r.Time)}, Version2: true}
	if id, chain, errNow := lasting.AuthenticateChain(ctx, &again, b); errNow == nil {
		return id, chain, nil
	}
	return id, chain, err
}

// AuthenticatePost is that of [sigv4.Authenticator].
func (v *verifier) AuthenticatePost(ctx context.Context, field func(string) (string, bool), b *store.Bucket, now time.Time) (getobject.Identity, error) {
	a := &sigv4.Authenticator{Credentials: v.credentials, Version2: true}
	return a.AuthenticatePost(ctx, field, b, now)
}

// A shifted has credentials whose sessions end by another clock, which is behind by the
// duration.
type shifted struct {
	sigv4.CredentialStore
	by time.Duration
}

// Credential returns a credential that ends by the machine's clock when it ends by the
// server's.
func (s shifted) Credential(ctx context.Context, accessKey string) (sigv4.Credential, error) {
	c, err := s.CredentialStore.Credential(ctx, accessKey)
	if !c.Expiry.IsZero() {
		c.Expiry = c.Expiry.Add(s.by)
	}
	return c, err
}
