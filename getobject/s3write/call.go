package s3write

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// A ChainAuthenticator is a [getobject.Authenticator] that also gives what verifies a body
// that is signed in chunks. [sigv4.Authenticator] is one.
type ChainAuthenticator interface {
	getobject.Authenticator

	// AuthenticateChain is Authenticate, and gives the Chain. It is called instead.
	AuthenticateChain(ctx context.Context, r *getobject.Request, b *store.Bucket) (getobject.Identity, sigv4.Chain, error)
}

var _ ChainAuthenticator = (*sigv4.Authenticator)(nil)

// A call is one request that is served.
type call struct {
	ctx      context.Context
	hr       *http.Request
	h        *Handler
	request  *getobject.Request
	op       operation
	bucket   *store.Bucket // what there is, or what is to be created
	identity getobject.Identity
	chain    sigv4.Chain
	content  write.Content // that nothing has taken yet, or nil
	answer   answer
	record   getobject.Record
}

// run serves the request as far as the answer.
func (c *call) run() (err error) {
	c.request, err = getobject.ParseOther(c.hr, c.h.Read.Options(c.hr))
	if err != nil {
		return err
	}
	r := c.request
	c.record.Bucket, c.record.Key, c.record.Start = r.Bucket, r.Key, r.Time
	c.op = route(r)
	c.record.Operation = c.op.name
	if err := c.checkSubResources(); err != nil {
		return err
	}
	if err := checkRepeated(r.Query); err != nil {
		return err
	}
	for _, step := range [...]func(*call) error{
		(*call).findBucket,
		(*call).authenticate,
		(*call).checkBucket,
		(*call).checkOwner,
	} {
		if err := step(c); err != nil {
			return err
		}
	}
	if c.op.run == nil {
		return notImplemented(c.op.name)
	}
	if c.op.action != "" {
		if err := c.authorize(c.op.action, r.Key); err != nil {
			return err
		}
	}
	return c.op.run(c)
}

// checkSubResources refuses a read of a sub-resource that S3 has for another method, and of two
// at once, which reads refuse by themselves. S3 Error responses: MethodNotAllowed.
func (c *call) checkSubResources() error {
	if c.request.Key == "" || c.hr.Method != http.MethodGet && c.hr.Method != http.MethodHead {
		return nil
	}
	_, err := getobject.Parse(c.hr, c.h.Read.Options(c.hr))
	var e *getobject.Error
	if errors.As(err, &e) && (e.Rule == rule.SubResourceMethod || e.Rule == rule.SelectorConflict) {
		return err
	}
	return nil
}

// account returns the account of the requester, or "" where that is none of S3's.
func (c *call) account() string {
	if !store.IsAccount(c.identity.Account) {
		return ""
	}
	return c.identity.Account
}

// checkRepeated refuses a parameter that stands in a query twice with two values, in any letter
// case: a signature covers both and not their order, which would decide between them.
func checkRepeated(q getobject.Query) error {
	values := make(map[string]string, len(q))
	for _, p := range q {
		name := strings.ToLower(p.Name)
		if first, ok := values[name]; ok && first != p.Value {
			return getobject.RefuseArgument(rule.ParameterRepeated, p.Name, p.Value)
		}
		values[name] = p.Value
	}
	return nil
}

// newIDs makes the ids of the request.
func (c *call) newIDs(e address.Endpoint) getobject.IDs {
	if c.h.Read.NewIDs != nil {
		return c.h.Read.NewIDs(e)
	}
	return getobject.RandomIDs(e)
}

// findBucket looks the bucket up. For an operation that needs none, the bucket is what
// policies and signatures have to know of a bucket here.
func (c *call) findBucket() error {
	r := c.request
	if !c.op.needsBucket() {
		c.bucket = &store.Bucket{Name: r.Bucket, Region: c.h.Region}
		return nil
	}
	name, err := r.Bucket, error(nil)
	if r.AccessPoint != "" {
		name, err = store.ResolveAccessPoint(c.ctx, c.h.Store, r.AccessPoint, r.Account)
	}
	if err == nil {
		c.bucket, err = c.h.Store.Bucket(c.ctx, name)
	}
	if errors.Is(err, store.ErrNoBucket) || errors.Is(err, store.ErrNoAccessPoint) {
		c.bucket = nil
		return nil // which is told once the signature holds
	}
	return err
}

// authenticate identifies the requester.
func (c *call) authenticate() (err error) {
	b := c.bucket
	if b == nil {
		b = &store.Bucket{Name: c.request.Bucket, Region: c.h.Region}
	}
	switch a := c.h.Read.Authenticator.(type) {
	case nil:
	case ChainAuthenticator:
		c.identity, c.chain, err = a.AuthenticateChain(c.ctx, c.request, b)
	default:
		c.identity, err = a.Authenticate(c.ctx, c.request, b)
	}
	c.record.Identity = c.identity
	if !c.op.needsBucket() {
		c.bucket.Owner = c.account()
	}
	return err
}

// checkBucket refuses a request for a bucket that is not there, and one that went to another
// region.
func (c *call) checkBucket() error {
	r := c.request
	switch {
	case c.bucket == nil && r.AccessPoint != "":
		return getobject.Refuse(rule.NoAccessPoint, "AccessPointName", r.AccessPoint)
	case c.bucket == nil:
		return getobject.Refuse(rule.NoSuchBucket, "BucketName", r.Bucket)
	case !c.op.needsBucket():
		return nil
	}
	region := c.bucket.SigningRegion()
	if r.Region == "" || r.Region == region || r.Endpoint != address.EndpointGeneral {
		return nil
	}
	e := getobject.Refuse(rule.PermanentRedirect, "Endpoint", r.Bucket+".s3."+region+".amazonaws.com", "Bucket", r.Bucket)
	e.Header = []getobject.Field{{Name: "x-amz-bucket-region", Value: region}}
	return e
}

// checkOwner compares the owner that the request expects, and refuses a requester who would
// be charged and does not confirm it.
func (c *call) checkOwner() error {
	if !c.op.needsBucket() {
		return nil
	}
	if want, ok := c.request.Argument("X-Amz-Expected-Bucket-Owner"); ok {
		switch {
		case !store.IsAccount(want):
			e := getobject.Refuse(rule.OwnerMalformed)
			e.Message = "The value of the expected bucket owner parameter must be an AWS Account ID... [" + want + "]"
			return e
		case want != c.bucket.Owner:
			return getobject.Refuse(rule.OwnerDiffers)
		}
	}
	payer, _ := c.request.Argument("X-Amz-Request-Payer")
	charged := c.bucket.RequesterPays && (c.identity.Account != c.bucket.Owner || c.identity.Anonymous())
	if charged && (payer != "requester" || c.identity.Anonymous()) {
		return getobject.Refuse(rule.RequesterPays)
	}
	return nil
}

// authorize asks whether the requester may do something with a key. Without an Authorizer
// nobody may do anything.
func (c *call) authorize(action getobject.Action, key string) error {
	return c.authorizeIn(c.bucket, store.Ref{Key: key, Version: c.version()}, action)
}

// authorizeIn is authorize in any bucket.
func (c *call) authorizeIn(b *store.Bucket, ref store.Ref, action getobject.Action) (err error) {
	verdict, reason := getobject.Deny, getobject.Reason{}
	a := getobject.Access{
		Identity: c.identity, Action: action, Bucket: b, Key: ref.Key, Version: ref.Version, Request: c.request,
	}
	switch by := c.h.Read.Authorizer.(type) {
	case nil:
	case getobject.ReasonedAuthorizer:
		verdict, reason, err = by.AuthorizeWithReason(c.ctx, a)
	default:
		verdict, err = by.Authorize(c.ctx, a)
	}
	if err != nil || verdict == getobject.Allow {
		return err
	}
	e := getobject.Refuse(rule.Denied)
	if verdict == getobject.DenyExplicitly {
		e = getobject.Refuse(rule.DeniedExplicitly)
	}
	if reason.Message != "" {
		e.Message = reason.Message
	}
	return e
}

// missing returns what a request is told about a key or a version that is not there: that only
// who may list the bucket. S3 GetObject: Permissions.
func (c *call) missing(b *store.Bucket, ref store.Ref, e *getobject.Error) error {
	if err := c.authorizeIn(b, store.Ref{Key: ref.Key}, getobject.ActionListBucket); err != nil {
		return err
	}
	return e
}

// discard frees a content that nothing has taken.
func (c *call) discard() {
	if c.content != nil {
		c.content.Discard()
		c.content = nil
	}
}

// take returns the content that was received, which from then on is the store's.
func (c *call) take() write.Content {
	content := c.content
	c.content = nil
	return content
}

// param returns the first parameter of that name, or "".
func (c *call) param(name string) string {
	value, _ := c.request.Query.Get(name)
	return value
}

// argument returns the value of an argument of S3's, or "". See [getobject.Request.Argument].
func (c *call) argument(name string) string {
	value, _ := c.request.Argument(name)
	return value
}

// field returns the value of any other header field, its lines joined by commas.
func (c *call) field(name string) string {
	return strings.Join(c.hr.Header.Values(name), ", ")
}
