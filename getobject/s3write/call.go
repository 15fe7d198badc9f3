package s3write

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/s3get/s3get/getobject"
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
	if err := c.admit(); err != nil {
		return err
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

// admit finds out who asks for which bucket. For an operation that needs no bucket, it is what
// policies and signatures have to know of a bucket here.
func (c *call) admit() (err error) {
	op := c.operation()
	if !c.op.free {
		var found getobject.Admission
		found, err = op.Admit(c.ctx, c.request)
		c.bucket, c.identity = found.Bucket, found.Identity
	} else {
		c.bucket = &store.Bucket{Name: c.request.Bucket, Region: c.region()}
		if op.Authenticator != nil {
			c.identity, err = op.Authenticator.Authenticate(c.ctx, c.request, c.bucket)
		}
		c.bucket.Owner = c.account()
	}
	c.record.Identity = c.identity
	return err
}

// region returns the region whose endpoint this is to a request without a bucket: the one that the host
// names. A host that is none of Amazon's is that of any region, the one that the client signs for, unless
// the Handler is told which it is.
func (c *call) region() string {
	if c.request.Region != "" {
		return c.request.Region
	}
	if c.h.Region != "" && c.h.Region != store.DefaultRegion || strings.Contains(c.request.Wire.Host, ".amazonaws.") {
		return c.h.Region
	}
	credential, ok := c.request.Query.Get("X-Amz-Credential")
	if !ok {
		_, credential, _ = strings.Cut(c.hr.Header.Get("Authorization"), "Credential=")
	}
	scope := strings.Split(credential, "/")
	if len(scope) < 5 || strings.Count(scope[2], "-") < 2 || strings.Trim(scope[2], "abcdefghijklmnopqrstuvwxyz-0123456789") != "" {
		return c.h.Region
	}
	return scope[2]
}

// operation is that of reads, with the store that is written to.
func (c *call) operation() *getobject.Operation {
	op := c.h.Read.Operation()
	op.Store = c.h.Store
	if op.Authenticator != nil {
		op.Authenticator = chained{op.Authenticator, c}
	}
	return op
}

// A chained authenticator keeps what verifies the chunks of the body.
type chained struct {
	getobject.Authenticator
	call *call
}

// Authenticate identifies the requester. A bucket that is not there is taken to be in the region
// where buckets are created.
func (a chained) Authenticate(ctx context.Context, r *getobject.Request, b *store.Bucket) (id getobject.Identity, err error) {
	if b == nil {
		b = &store.Bucket{Name: r.Bucket, Region: a.call.region()}
	}
	if by, ok := a.Authenticator.(ChainAuthenticator); ok {
		id, a.call.chain, err = by.AuthenticateChain(ctx, r, b)
		return id, err
	}
	return a.Authenticator.Authenticate(ctx, r, b)
}

// authorize asks whether the requester may do something with a key. Without an Authorizer
// nobody may do anything.
func (c *call) authorize(action getobject.Action, key string) error {
	return c.authorizeIn(c.bucket, store.Ref{Key: key, Version: c.version()}, action)
}

// authorizeIn is authorize in any bucket.
func (c *call) authorizeIn(b *store.Bucket, ref store.Ref, action getobject.Action) error {
	return c.h.Read.Operation().Authorize(c.ctx, getobject.Access{
		Identity: c.identity, Action: action, Bucket: b, Key: ref.Key, Version: ref.Version, Request: c.request,
	})
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
