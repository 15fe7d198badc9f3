package s3write

import (
	"cmp"
	"encoding/xml"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// stamp returns a time as S3's documents have it: of whole seconds, as Last-Modified.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") + ".000Z" }

// An owner is the owner of something in a document.
type owner struct {
	ID string
}

// createBucket creates a bucket, which is the requester's. In us-east-1 one that the requester
// has already is created once more without any effect. S3 CreateBucket: Errors.
func (c *call) createBucket() error {
	name := c.request.Bucket
	b := store.Bucket{Name: name, Owner: c.account()}
	switch {
	case address.IsDirectoryBucketName(name):
		b.Type = store.Directory
	case !address.IsBucketName(name):
		return refuse(rule.CodeInvalidBucketName, "BucketName", name)
	}
	locks := strings.EqualFold(c.argument("X-Amz-Bucket-Object-Lock-Enabled"), "true")
	if locks {
		if err := c.authorize(ActionPutBucketObjectLockConfiguration, ""); err != nil {
			return err
		}
	}
	ownership, acl, err := c.readOwnership()
	if err != nil {
		return err
	}
	var config struct {
		LocationConstraint *string
		Tags               struct {
			Content []byte `xml:",innerxml"`
		}
	}
	if err := c.readXML(&config, "CreateBucketConfiguration", true); err != nil {
		return err
	}
	if b.Region, err = c.location(config.LocationConstraint); err != nil {
		return err
	}
	var tags []byte // in the form of PutBucketTagging
	if content := config.Tags.Content; len(content) > 0 {
		tags = append(append([]byte("<TagSet>"), content...), "</TagSet>"...)
	}
	if err := acceptBucketTagging(c, tags); err != nil {
		return err
	}
	err = c.h.Store.CreateBucket(c.ctx, b)
	c.answer.add("Location", locationOf(&b))
	c.answer.add("x-amz-bucket-arn", arnOf(&b))
	if err == nil {
		return c.initialize(name, ownership, locks, tags, acl)
	}
	if !errors.Is(err, write.ErrExists) {
		return err
	}
	there, err := c.h.Store.Bucket(c.ctx, name)
	switch {
	case err != nil:
		return err
	case there.Owner != c.account():
		return refuse("BucketAlreadyExists", "BucketName", name)
	case there.SigningRegion() != store.DefaultRegion || b.SigningRegion() != store.DefaultRegion || tags != nil:
		return refuse("BucketAlreadyOwnedByYou", "BucketName", name)
	}
	return nil
}

// locationOf returns where a bucket is, as its creation tells.
func locationOf(b *store.Bucket) string {
	if b.SigningRegion() == store.DefaultRegion {
		return "/" + b.Name
	}
	return "http://" + b.Name + ".s3.amazonaws.com/"
}

// arnOf returns the resource name of a bucket.
func arnOf(b *store.Bucket) string {
	a := address.Address{Bucket: b.Name, Region: b.SigningRegion()}
	if b.IsDirectory() {
		a.Endpoint = address.EndpointZonal
	}
	return a.ARN(b.Owner)
}

// readOwnership returns who owns the objects of a bucket that is created, "" for its owner, and the ACL of
// the bucket, or nil for none. New buckets block public ones. S3 CreateBucket: x-amz-object-ownership;
// x-amz-acl.
func (c *call) readOwnership() (string, []policy.Grant, error) {
	ownership, ok := c.request.Argument("X-Amz-Object-Ownership")
	if !ok {
		ownership = ownerEnforced
	}
	if !slices.Contains(ownerships[:], ownership) {
		return "", nil, badValue("Invalid x-amz-object-ownership header: "+ownership, "x-amz-object-ownership")
	}
	asked, err := c.askedACL(ownership)
	switch {
	case err != nil && getobject.AsError(err).Code == "AccessControlListNotSupported":
		return "", nil, refuse("InvalidBucketAclWithObjectOwnership")
	case err != nil || ownership == ownerEnforced:
		return "", nil, err
	case !asked.given():
		return ownership, nil, nil
	}
	grants := asked.grants(c.account(), c.account())
	if policy.PublicACL(grants) {
		return "", nil, refuse("InvalidBucketAclWithBlockPublicAccessError")
	}
	return ownership, grants, nil
}

// initialize gives a bucket that was just created what new buckets have, as far as the store
// keeps it.
func (c *call) initialize(name, ownership string, locks bool, tags []byte, acl []policy.Grant) error {
	if locks {
		if err := c.createLocked(name); err != nil {
			return err
		}
	}
	k, ok := c.h.Store.(write.Configurations)
	if !ok {
		return nil
	}
	if ownership != "" {
		controls := []byte("<Rule><ObjectOwnership>" + ownership + "</ObjectOwnership></Rule>")
		if err := k.Configure(c.ctx, name, "ownershipControls", controls); err != nil {
			return err
		}
	}
	if tags != nil {
		if err := k.Configure(c.ctx, name, "tagging", tags); err != nil {
			return err
		}
	}
	if err := k.Configure(c.ctx, name, "publicAccessBlock", []byte(initialBlock)); err != nil {
		return err
	}
	if err := acceptPublicAccessBlock(c, []byte(initialBlock)); err != nil {
		return err
	}
	return write.UpdatePolicies(c.ctx, c.h.Store, name, func(p *write.Policies) error {
		p.OwnerEnforced, p.ACL = ownership == "", acl
		return nil
	})
}

// location returns the region of a bucket that is created with that constraint.
func (c *call) location(constraint *string) (string, error) {
	here := c.bucket.SigningRegion()
	if constraint == nil || *constraint == "" {
		if here != store.DefaultRegion {
			return "", refuse("IllegalLocationConstraintException")
		}
		return c.bucket.Region, nil
	}
	asked := *constraint
	if asked == "EU" {
		asked = "eu-west-1"
	}
	switch {
	case here != store.DefaultRegion && asked != here:
		return "", say("IllegalLocationConstraintException", "The "+*constraint+
			" location constraint is incompatible for the region specific endpoint this request was sent to.")
	case asked == store.DefaultRegion || strings.Count(asked, "-") < 2 || strings.ToLower(asked) != asked:
		return "", refuse("InvalidLocationConstraint", "LocationConstraint", *constraint)
	}
	return asked, nil
}

// bucketRegion is the field that says where the bucket is, to who may use it and to who may not. S3
// GetBucketLocation.
func (c *call) bucketRegion() getobject.Field {
	return getobject.Field{Name: "x-amz-bucket-region", Value: c.bucket.SigningRegion()}
}

// headBucket says where a bucket is.
func (c *call) headBucket() error {
	c.answer.fields = append(c.answer.fields, c.bucketRegion())
	c.answer.add("x-amz-bucket-arn", arnOf(c.bucket))
	c.answer.add("x-amz-access-point-alias", "false")
	c.answer.add("Content-Type", "application/xml")
	return nil
}

// deleteBucket deletes a bucket without versions.
func (c *call) deleteBucket() error {
	c.answer.status = http.StatusNoContent
	err := c.h.Store.DeleteBucket(c.ctx, c.bucket.Name)
	if errors.Is(err, write.ErrNotEmpty) && c.bucket.Versioning != version.StateUnversioned {
		e := c.explain(err)
		e.Message += ". You must delete all versions in the bucket."
		return e
	}
	return err
}

// getLocation says where a bucket is, which is nothing for the first of the regions.
func (c *call) getLocation() error {
	var document struct {
		XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ LocationConstraint"`
		Region  string   `xml:",chardata"`
	}
	if region := c.bucket.SigningRegion(); region != store.DefaultRegion {
		document.Region = region
	}
	c.answer.document = document
	return nil
}

// A versioning is the document of a bucket's versioning.
type versioning struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ VersioningConfiguration"`
	Status  string   `xml:",omitempty"`
}

// getVersioning tells the versioning of a bucket, which is nothing if it never had any.
func (c *call) getVersioning() error {
	var document versioning
	switch c.bucket.Versioning {
	case version.StateEnabled:
		document.Status = "Enabled"
	case version.StateSuspended:
		document.Status = "Suspended"
	}
	c.answer.document = document
	return nil
}

// putVersioning enables or suspends versioning.
func (c *call) putVersioning() error {
	var config struct {
		Status    string
		MFADelete string `xml:"MfaDelete"`
	}
	if err := c.readXML(&config, "VersioningConfiguration", false); err != nil {
		return err
	}
	if config.MFADelete == "Enabled" {
		return unsupported("x-amz-mfa")
	}
	switch config.Status {
	case "Enabled":
		return c.h.Store.SetVersioning(c.ctx, c.bucket.Name, version.StateEnabled)
	case "Suspended":
		if lock, err := c.lockConfiguration(); err != nil || lock != nil {
			return cmp.Or(err, error(say("InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.")))
		}
		return c.h.Store.SetVersioning(c.ctx, c.bucket.Name, version.StateSuspended)
	case "":
		return refuse("IllegalVersioningConfigurationException")
	}
	return refuse("MalformedXML")
}

// A bucketList is the document of ListBuckets.
type bucketList struct {
	XMLName           xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListAllMyBucketsResult"`
	Owner             owner
	Buckets           struct{ Bucket []listedBucket }
	Prefix            string `xml:",omitempty"`
	ContinuationToken string `xml:",omitempty"`
}

// A directoryBucketList is the document of ListDirectoryBuckets.
type directoryBucketList struct {
	XMLName           xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListAllMyDirectoryBucketsResult"`
	Buckets           struct{ Bucket []listedBucket }
	ContinuationToken string `xml:",omitempty"`
}

// A listedBucket is one bucket of it.
type listedBucket struct {
	Name, CreationDate string
	BucketRegion       string `xml:",omitempty"`
	BucketARN          string `xml:"BucketArn"`
}

// lists reports whether a list has a bucket: one of the requester's or of nobody, of the kind that
// the endpoint has, with the prefix and in the region that are asked for.
func (c *call) lists(b *store.Bucket) bool {
	others := b.Owner != "" && b.Owner != c.account()
	kind := b.IsDirectory() == (c.op.name == "ListDirectoryBuckets")
	region := c.param("bucket-region")
	return !others && kind && strings.HasPrefix(b.Name, c.param("prefix")) && (region == "" || region == b.SigningRegion())
}

// listBuckets lists the buckets of the requester's account, and those of nobody: general purpose buckets or, at
// the endpoint of directory buckets, those. S3 ListBuckets: max-buckets.
func (c *call) listBuckets() error {
	all, err := c.h.Store.ListBuckets(c.ctx)
	if err != nil {
		return err
	}
	limit, paged := 10000, c.request.Query.Has("max-buckets")
	if paged {
		if limit, err = strconv.Atoi(c.param("max-buckets")); err != nil || limit < 1 || limit > 10000 {
			return badArgument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", c.param("max-buckets"))
		}
	}
	after := ""
	if c.param("continuation-token") != "" {
		if after, err = c.token("continuation-token"); err != nil {
			return err
		}
	}
	document := bucketList{Owner: owner{c.account()}, Prefix: named(c.param("prefix"))}
	for _, b := range all {
		if b.Name <= after || !c.lists(b.Bucket) {
			continue
		}
		if len(document.Buckets.Bucket) == limit {
			document.ContinuationToken = tokenOf(document.Buckets.Bucket[limit-1].Name)
			break
		}
		listed := listedBucket{Name: b.Name, CreationDate: stamp(b.Created), BucketARN: arnOf(b.Bucket)}
		if paged || b.IsDirectory() || c.param("bucket-region") != "" || document.Prefix != "" {
			listed.BucketRegion = b.SigningRegion()
		}
		document.Buckets.Bucket = append(document.Buckets.Bucket, listed)
	}
	c.answer.document = document
	if c.op.name == "ListDirectoryBuckets" {
		c.answer.document = directoryBucketList{Buckets: document.Buckets, ContinuationToken: document.ContinuationToken}
	}
	return nil
}
