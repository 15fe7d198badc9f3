package getobject

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// admission lists what has to hold before an object is looked for, in S3's order. Nothing
// of the bucket is told before the signature holds; that it is looked up first is because
// its region is part of what is signed.
var admission = [...]step[*exchange]{
	{"secure connection", (*exchange).checkConnection},
	{"bucket look-up", (*exchange).findBucket},
	{"signature", (*exchange).authenticate},
	{"anonymous overrides", (*exchange).checkAnonymousOverrides},
	{"bucket", (*exchange).checkBucket},
	{"region", (*exchange).checkRegion},
	{"expected owner", (*exchange).checkOwner},
	{"requester pays", (*exchange).checkPayer},
	{"permission", (*exchange).authorize},
}

// otherAdmission lists what has to hold before any operation but a read, in the same order. What
// the operation asks permission for is its own.
var otherAdmission = [...]step[*exchange]{
	{"secure connection", (*exchange).checkConnection},
	{"bucket look-up", (*exchange).findBucket},
	{"signature", (*exchange).authenticate},
	{"bucket", (*exchange).checkBucket},
	{"region", (*exchange).checkRegion},
	{"expected owner", (*exchange).checkOwner},
	{"requester pays", (*exchange).checkPayer},
}

// An Admission is what a request of any operation was found to be about.
type Admission struct {
	// Identity is the requester, as far as the request came.
	Identity Identity

	// Bucket is the bucket, by way of its access point if the request names one, or nil if
	// there is none.
	Bucket *store.Bucket
}

// Admit finds out who asks for which bucket, for an operation that is no read: it looks the
// bucket up and refuses a request that is not signed as it says, that is for a bucket or an
// access point that is not there, that went to another region, that expects another owner, or
// that nobody agreed to pay for, in S3's order. Next comes [Operation.Authorize]. The error is an
// [*Error]; the Admission has what was found before it.
//
// r comes from [ParseOther].
func (o *Operation) Admit(ctx context.Context, r *Request) (Admission, error) {
	x := &exchange{ctx: ctx, op: o}
	x.request = r
	err := walk("admit", otherAdmission[:], x, nil)
	a := Admission{Identity: x.facts.Identity, Bucket: x.facts.Bucket}
	if err != nil {
		return a, asError(err)
	}
	return a, nil
}

// checkConnection refuses a customer's key over an insecure connection, before any other
// refusal could repeat it.
func (x *exchange) checkConnection() error {
	if errors.Is(x.request.keyErr, sse.Insecure) {
		return keyError(x.request.keyErr)
	}
	return nil
}

// Promises of package store that were broken.
var (
	errNoStore   = errors.New("getobject: the Handler or Operation has no Store")
	errNilBucket = errors.New("getobject: Store.Bucket returned neither a bucket nor an error")
	errNilObject = errors.New("getobject: Store.Open returned neither an object nor an error")
	errNilInfo   = errors.New("getobject: Object.Info returned nil")
	errNilReader = errors.New("getobject: the object returned neither a reader nor an error")
)

// errNoAuthorizer is the cause of the refusals of a server that lacks one.
var errNoAuthorizer = errors.New("getobject: no Authorizer is set, so every request is refused")

// findBucket looks the bucket up, by way of its access point if the host names one. That
// there is none is told later.
func (x *exchange) findBucket() error {
	if x.op.Store == nil {
		x.absent = errNoStore
		return nil
	}
	name, a := x.request.Bucket, &x.request.Address
	switch {
	case a.NamesAccessPoint():
		name, x.absent = store.ResolveAccessPoint(x.ctx, x.op.Store, a.AccessPoint, a.Account)
	case address.IsAlias(name):
		name, x.absent = x.behindAlias(name)
	}
	if x.absent != nil {
		return nil
	}
	x.facts.Bucket, x.absent = x.op.Store.Bucket(x.ctx, name)
	switch {
	case x.absent != nil:
		x.facts.Bucket = nil
	case x.facts.Bucket == nil:
		x.absent = errNilBucket
	default:
		if _, named := x.request.version.ID(); named {
			x.facts.VersionForm = func(id string) bool {
				return store.WellFormedVersionID(x.op.Store, x.facts.Bucket, id)
			}
		}
	}
	return nil
}

// behindAlias returns the name of the bucket behind an alias, or the name itself if it only
// ends like one.
func (x *exchange) behindAlias(alias string) (string, error) {
	name, err := store.ResolveAccessPoint(x.ctx, x.op.Store, alias, "")
	if errors.Is(err, store.ErrNoAccessPoint) {
		return alias, nil
	}
	return name, err
}

// authenticate identifies the requester.
func (x *exchange) authenticate() (err error) {
	if x.op.Authenticator != nil {
		x.facts.Identity, err = x.op.Authenticator.Authenticate(x.ctx, x.lent(), x.facts.Bucket)
	}
	return err
}

// checkAnonymousOverrides refuses overrides to requests that are not signed. Without an
// Authenticator a signature is not verified, but it has to be there.
func (x *exchange) checkAnonymousOverrides() error {
	if !x.request.overrides {
		return nil
	}
	if x.facts.Identity.Anonymous() && (x.op.Authenticator != nil || !x.request.claimsSignature()) {
		return Refuse(rule.OverrideAnonymous)
	}
	return nil
}

// checkBucket refuses a request for a bucket or an access point that is not there.
func (x *exchange) checkBucket() error {
	switch {
	case x.absent == nil:
		return nil
	case errors.Is(x.absent, store.ErrNoAccessPoint):
		return Refuse(rule.NoAccessPoint, "AccessPointName", x.request.AccessPoint).withCause(x.absent)
	case errors.Is(x.absent, store.ErrNoBucket):
		return Refuse(rule.NoSuchBucket, "BucketName", x.request.Bucket).withCause(x.absent)
	}
	return x.absent
}

// checkRegion redirects a request whose host names another region than the bucket's. The
// name that the request has may be an alias: the bucket's own is not for everybody.
func (x *exchange) checkRegion() error {
	region, r := x.facts.Bucket.SigningRegion(), x.request
	if r.Region == "" || r.Region == region || r.Endpoint != address.EndpointGeneral {
		return nil
	}
	endpoint := r.Bucket + ".s3." + region + ".amazonaws.com"
	e := Refuse(rule.PermanentRedirect, "Endpoint", endpoint, "Bucket", r.Bucket)
	e.Header = []Field{{Name: "x-amz-bucket-region", Value: region}}
	return e
}

// checkOwner compares the bucket owner that the request expects, in the header, in a
// presigned URL, or in both.
func (x *exchange) checkOwner() error {
	differs := false
	for want := range x.request.given("X-Amz-Expected-Bucket-Owner") {
		if !store.IsAccount(want) {
			e := Refuse(rule.OwnerMalformed)
			e.Message = "The value of the expected bucket owner parameter must be an AWS Account ID... [" + want + "]"
			return e
		}
		differs = differs || want != x.facts.Bucket.Owner
	}
	if differs {
		return Refuse(rule.OwnerDiffers)
	}
	return nil
}

// checkPayer refuses a requester who would be charged and does not confirm it, in the
// header or in a presigned URL.
func (x *exchange) checkPayer() error {
	if !x.facts.charged() {
		return nil
	}
	confirmed, other := false, false
	for payer := range x.request.given("X-Amz-Request-Payer") {
		confirmed, other = true, other || payer != "requester"
	}
	if x.facts.Identity.Anonymous() || !confirmed || other {
		return Refuse(rule.RequesterPays)
	}
	return nil
}

// authorize asks whether the requester may read at all. In a directory bucket the permission
// to open a session is all that there is.
func (x *exchange) authorize() error {
	action := ActionGetObjectVersion
	switch {
	case x.facts.Bucket.IsDirectory():
		action = ActionCreateSession
	case x.request.version.IsLatest():
		action = ActionGetObject
	}
	q, err := x.ask(action)
	if err != nil || q.Verdict == Allow {
		return err
	}
	a := x.access(action)
	return x.op.refuse(&a, q)
}

// access returns what the Authorizer is asked for an action. One that keeps nothing is not lent the
// request.
func (x *exchange) access(action Action) Access {
	r := x.request
	if _, all := x.op.Authorizer.(AllowAll); !all {
		r = x.lent()
	}
	a := Access{Identity: x.facts.Identity, Action: action, Bucket: x.facts.Bucket, Key: r.Key, Version: r.version, Request: r}
	if action == ActionDecrypt {
		a.KMSKeyID = x.facts.Info.Encryption.KMSKeyID
	}
	return a
}

// ask asks the Authorizer for one action.
func (x *exchange) ask(action Action) (Question, error) {
	a := x.access(action)
	q, err := x.op.ask(x.ctx, &a)
	if x.explains && x.op.Authorizer != nil {
		x.questions = append(x.questions, q)
	}
	return q, err
}

// location lists what is looked up of the version, once the request is admitted and its
// arguments are sound.
var location = [...]step[*exchange]{
	{"version look-up", (*exchange).open},
	{"permissions", (*exchange).askPermissions},
	{"part look-up", (*exchange).findPart},
}

// open pins the version. That it is not there is for [Decide] to tell.
func (x *exchange) open() error {
	x.facts.Info, x.memo = nil, nil
	object, err := x.op.Store.Open(x.ctx, store.Ref{
		Bucket: x.facts.Bucket.Name, Key: x.request.Key, Version: x.request.version,
	})
	switch {
	case errors.Is(err, store.ErrNoKey), errors.Is(err, store.ErrNoVersion):
		return nil
	case errors.Is(err, store.ErrNoBucket):
		return Refuse(rule.NoSuchBucket, "BucketName", x.request.Bucket).withCause(err)
	case err != nil:
		return err
	case object == nil:
		return errNilObject
	}
	x.response.object = object
	if x.facts.Info = object.Info(); x.facts.Info == nil {
		return errNilInfo
	}
	x.memo = store.LookupMemo(object, x.facts.Info)
	return nil
}

// askPermissions asks for the permissions that could change the answer, and for no others:
// a plain object that is there needs none.
func (x *exchange) askPermissions() error {
	x.facts.Permissions, x.facts.Denied = 0, Question{}
	info, r := x.facts.Info, x.request
	if info == nil || info.DeleteMarker {
		action := ActionListBucket
		if x.facts.Bucket.IsDirectory() {
			action = ActionCreateSession // a session includes it
		}
		return x.askPermission(CanList, action)
	}
	tagging := ActionGetObjectVersionTagging
	if r.version.IsLatest() {
		tagging = ActionGetObjectTagging
	}
	for _, q := range [...]struct {
		matters    bool
		permission Permissions
		action     Action
	}{
		{info.TagCount > 0, CanReadTags, tagging},
		{info.Lock != nil, CanReadRetention, ActionGetObjectRetention},
		{info.Lock != nil, CanReadLegalHold, ActionGetObjectLegalHold},
		{info.Encryption.UsesKMS(), CanDecrypt, ActionDecrypt},
	} {
		if !q.matters {
			continue
		}
		if err := x.askPermission(q.permission, q.action); err != nil {
			return err
		}
	}
	return nil
}

func (x *exchange) askPermission(p Permissions, action Action) error {
	q, err := x.ask(action)
	switch {
	case err != nil:
		return err
	case q.Verdict == Allow:
		x.facts.Permissions |= p
	case p == CanList, p == CanDecrypt:
		x.facts.Denied = q
	}
	return nil
}

// findPart looks up the part that the request names.
func (x *exchange) findPart() (err error) {
	if x.facts.Info == nil || x.request.selection.Part == 0 {
		return nil
	}
	x.facts.Part, _, err = store.LookupPart(x.ctx, x.response.object, x.request.selection.Part)
	if err != nil {
		err = fmt.Errorf("getobject: look up part %d: %w", x.request.selection.Part, err)
	}
	return err
}
