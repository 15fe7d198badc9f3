package getobject

import (
	"context"
	"errors"
	"strings"

	"github.com/s3get/s3get/store"
)

// An exchange is one request on its way through an [Operation].
type exchange struct {
	op     *Operation
	r      *Request
	bucket *store.Bucket // nil where there is none
	absent error         // why there is no bucket
	facts  Facts
	object store.Object // nil where the version is not there

	// What is made of it, here so that one request takes one piece of memory.
	made     decision
	response Response
}

// admission lists what has to hold before an object is looked for, in S3's order.
// Nothing of the bucket is told before the signature holds; that it has to be looked up
// first is because its region is part of what is signed.
var admission = [...]struct {
	name string
	run  func(*exchange, context.Context) error
}{
	{"bucket look-up", (*exchange).findBucket},
	{"signature", (*exchange).authenticate},
	{"anonymous overrides", (*exchange).checkAnonymousOverrides},
	{"bucket", (*exchange).checkBucket},
	{"region", (*exchange).checkRegion},
	{"expected owner", (*exchange).checkOwner},
	{"requester pays", (*exchange).checkPayer},
	{"permission", (*exchange).authorize},
}

// findBucket looks the bucket up, by way of its access point where the host names one.
// That there is none is told later.
func (x *exchange) findBucket(ctx context.Context) error {
	name, err := x.bucketName(ctx)
	if err != nil {
		x.absent = err
		return nil
	}
	x.bucket, x.absent = x.op.Store.Bucket(ctx, name)
	if x.absent != nil {
		x.bucket = nil
	}
	return nil
}

// aliasSuffix ends the alias of an access point, which stands where bucket names do.
const aliasSuffix = "-s3alias"

func (x *exchange) bucketName(ctx context.Context) (string, error) {
	a := &x.r.Address
	if a.Endpoint == AccessPoint || a.Endpoint == Outposts {
		return store.ResolveAccessPoint(ctx, x.op.Store, a.AccessPoint, a.Account)
	}
	if !isAlias(a.Bucket) {
		return a.Bucket, nil
	}
	name, err := store.ResolveAccessPoint(ctx, x.op.Store, a.Bucket, "")
	if errors.Is(err, store.ErrNoAccessPoint) {
		return a.Bucket, nil
	}
	return name, err
}

func isAlias(name string) bool {
	return len(name) > len(aliasSuffix) && strings.HasSuffix(name, aliasSuffix)
}

// authenticate asks who asks.
func (x *exchange) authenticate(ctx context.Context) error {
	if x.op.Authenticator == nil {
		return nil
	}
	id, err := x.op.Authenticator.Authenticate(ctx, x.r, x.bucket)
	if err != nil {
		return asError(err)
	}
	x.facts.Identity = id
	return nil
}

// checkAnonymousOverrides refuses overrides to whoever does not sign. Without an
// Authenticator a signature is not verified, but it has to be there.
func (x *exchange) checkAnonymousOverrides(context.Context) error {
	unsigned := x.facts.Identity.Anonymous() && (x.op.Authenticator != nil || !x.r.claimsSignature())
	if x.r.overrides && unsigned {
		return refuse(RuleOverrideAnonymous)
	}
	return nil
}

// claimsSignature reports whether the request says that it is signed.
func (r *Request) claimsSignature() bool {
	lines := r.Header["Authorization"]
	return len(lines) > 0 && lines[0] != "" || r.Query.Has("X-Amz-Algorithm") || r.Query.Has("Signature")
}

// checkBucket tells that there is no bucket.
func (x *exchange) checkBucket(context.Context) error {
	switch {
	case x.absent == nil:
		x.facts.Bucket = x.bucket
		if _, named := x.r.version.ID(); named {
			x.facts.VersionForm = func(id string) bool {
				return store.WellFormedVersionID(x.op.Store, x.bucket, id)
			}
		}
		return nil
	case errors.Is(x.absent, store.ErrNoAccessPoint):
		return refuse(RuleNoAccessPoint, "AccessPointName", x.r.AccessPoint).because(x.absent)
	case errors.Is(x.absent, store.ErrNoBucket):
		return noSuchBucket(x.r.Bucket, x.absent)
	}
	return asError(x.absent)
}

func noSuchBucket(name string, err error) *Error {
	return refuse(RuleNoSuchBucket, "BucketName", name).because(err)
}

// checkRegion redirects a request whose host names another region than the bucket's.
func (x *exchange) checkRegion(context.Context) error {
	region := x.bucket.SigningRegion()
	if x.r.Region == "" || x.r.Region == region || x.r.Endpoint != General {
		return nil
	}
	endpoint := x.bucket.Name + ".s3." + region + ".amazonaws.com"
	e := refuse(RulePermanentRedirect, "Endpoint", endpoint, "Bucket", x.bucket.Name)
	e.Header = []Field{{"X-Amz-Bucket-Region", region}}
	return e
}

// checkOwner compares the owner that the client expects.
func (x *exchange) checkOwner(context.Context) error {
	want, ok := x.r.header("X-Amz-Expected-Bucket-Owner")
	switch {
	case !ok:
		return nil
	case !store.IsAccount(want):
		e := refuse(RuleOwnerMalformed)
		e.Message = "The value of the expected bucket owner parameter must be an AWS Account ID... [" + want + "]"
		return e
	case want != x.bucket.Owner:
		return refuse(RuleOwnerDiffers)
	}
	return nil
}

// checkPayer refuses whoever would be charged and does not say that it may be. A
// directory bucket charges nobody but its owner.
func (x *exchange) checkPayer(context.Context) error {
	if !x.facts.charged() {
		return nil
	}
	payer, _ := x.r.header("X-Amz-Request-Payer")
	if x.facts.Identity.Anonymous() || payer != "requester" {
		return refuse(RuleRequesterPays)
	}
	return nil
}

// authorize asks whether the client may read at all.
func (x *exchange) authorize(ctx context.Context) error {
	a := x.access(x.r.readAction(x.bucket))
	v, err := authorize(ctx, x.op.Authorizer, a)
	switch {
	case err != nil:
		return asError(err)
	case v != Allow:
		return denied(RuleDenied, a.Identity, x.bucket, a.Action, resourceName(x.bucket.Name, x.r.Key), v)
	}
	return nil
}

func (x *exchange) access(action Action) Access {
	return Access{
		Identity: x.facts.Identity,
		Action:   action,
		Bucket:   x.bucket,
		Key:      x.r.Key,
		Version:  x.r.version,
	}
}

// find opens the version and completes the facts.
func (x *exchange) find(ctx context.Context) error {
	if err := x.locate(ctx); err != nil {
		return err
	}
	return x.learn(ctx)
}

// locate opens the version. That it is not there is for [Decide] to tell.
func (x *exchange) locate(ctx context.Context) error {
	x.object, x.facts.Info = nil, nil
	ref := store.Ref{Bucket: x.bucket.Name, Key: x.r.Key, Version: x.r.version}
	object, err := x.op.Store.Open(ctx, ref)
	switch {
	case err == nil:
		x.object, x.facts.Info = object, object.Info()
		return nil
	case errors.Is(err, store.ErrNoKey), errors.Is(err, store.ErrNoVersion):
		return nil
	case errors.Is(err, store.ErrNoBucket):
		return noSuchBucket(x.bucket.Name, err)
	}
	return asError(err)
}

func (x *exchange) close() {
	if x.object != nil {
		x.object.Close()
	}
}
