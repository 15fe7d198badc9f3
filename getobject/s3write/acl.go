package s3write

import (
	"encoding/xml"
	"errors"
	"slices"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// A grantee is somebody whom an access control list names: an account, or a group.
type grantee struct {
	Space string `xml:"xmlns:xsi,attr"`
	Type  string `xml:"xsi:type,attr"`
	ID    string `xml:",omitempty"`
	URI   string `xml:",omitempty"`
}

// An accessGrant is one grant of an access control list.
type accessGrant struct {
	Grantee    grantee
	Permission policy.Permission
}

// An accessControl is the document of an access control list.
type accessControl struct {
	XMLName           xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ AccessControlPolicy"`
	Owner             owner
	AccessControlList struct{ Grant []accessGrant }
}

// fullControl is the one grant of buckets and objects without a list. S3 User Guide: Access control list
// overview.
func fullControl(owner string) policy.Grant {
	return policy.Grant{Grantee: owner, Permission: policy.PermissionFullControl}
}

// describeACL answers with a list. Without ACLs it is that of the owner alone, whatever was written
// before. S3 User Guide: Controlling ownership of objects and disabling ACLs.
func (c *call) describeACL(a write.AccessControl) error {
	ownership, err := c.ownership()
	if err != nil {
		return err
	}
	if ownership == ownerEnforced {
		a = write.AccessControl{}
	}
	if a.Owner == "" {
		a.Owner = c.bucket.Owner
	}
	if a.Grants == nil {
		a.Grants = []policy.Grant{fullControl(a.Owner)}
	}
	document := accessControl{Owner: owner{a.Owner}}
	for _, g := range a.Grants {
		who := grantee{Space: "http://www.w3.org/2001/XMLSchema-instance", Type: "CanonicalUser", ID: g.Grantee}
		if slices.Contains(groups[:], g.Grantee) {
			who.Type, who.ID, who.URI = "Group", "", g.Grantee
		}
		document.AccessControlList.Grant = append(document.AccessControlList.Grant, accessGrant{who, g.Permission})
	}
	c.answer.document = document
	return nil
}

// getBucketACL tells the access control list of a bucket.
func (c *call) getBucketACL() error {
	p, err := c.policies()
	if err != nil {
		return err
	}
	return c.describeACL(write.AccessControl{Grants: p.ACL})
}

// getObjectACL tells the access control list of a version.
func (c *call) getObjectACL() error {
	ref, info, err := c.find(ActionGetObjectACL, ActionGetObjectVersionACL)
	if err != nil {
		return err
	}
	a, err := write.LookupAccessControl(c.ctx, c.h.Store, ref)
	if err != nil {
		return err
	}
	c.describeVersion("x-amz-version-id", info.VersionID)
	return c.describeACL(a)
}

// putBucketACL replaces the access control list of a bucket.
func (c *call) putBucketACL() error {
	grants, err := c.readACL(c.bucket.Owner)
	if err != nil || grants == nil {
		return err
	}
	return write.UpdatePolicies(c.ctx, c.h.Store, c.bucket.Name, func(p *write.Policies) error {
		if p.PublicAccessBlock.BlockPublicACLs && policy.PublicACL(grants) {
			return refuse(rule.CodeAccessDenied)
		}
		p.ACL = grants
		return nil
	})
}

// putObjectACL replaces the access control list of a version.
func (c *call) putObjectACL() error {
	ref, _, err := c.find(ActionPutObjectACL, ActionPutObjectVersionACL)
	if err != nil {
		return err
	}
	a, err := write.LookupAccessControl(c.ctx, c.h.Store, ref)
	if err != nil {
		return err
	}
	if a.Owner == "" {
		a.Owner = c.bucket.Owner
	}
	grants, err := c.readACL(a.Owner)
	if err == nil && grants != nil {
		err = c.checkPublic(grants)
	}
	if err != nil || grants == nil {
		return err
	}
	_, err = write.Revise(c.ctx, c.h.Store, ref, func(_ *store.Info, r *write.Revision) error {
		r.Access.Grants = grants
		return nil
	})
	return err
}

// readACL returns the list that a request has in its header or in its body, or nil if it is one that a
// bucket without ACLs takes, since it changes nothing. S3 PutObjectAcl: Access Permissions.
func (c *call) readACL(owner string) ([]policy.Grant, error) {
	ownership, err := c.ownership()
	if err != nil {
		return nil, err
	}
	asked, err := c.askedACL(ownership)
	if err != nil {
		return nil, err
	}
	var grants []policy.Grant
	switch body := c.hr.ContentLength != 0; {
	case body && asked.given():
		return nil, refuse("UnexpectedContent")
	case body:
		grants, err = c.readACLDocument(owner, ownership)
	case !asked.given():
		return nil, refuse("MissingSecurityHeader", "MissingHeaderName", "x-amz-acl")
	default:
		grants = asked.grants(owner, c.bucket.Owner)
	}
	if err != nil || ownership == ownerEnforced {
		return nil, err
	}
	return grants, nil
}

// maxGrants is how many grants a list may have. S3 User Guide: Access control list (ACL) overview.
const maxGrants = 100

// An askedGrant is a grant of a document.
type askedGrant struct {
	Grantee    askedGrantee
	Permission policy.Permission
}

// readACLDocument returns the list of a document.
func (c *call) readACLDocument(owner, ownership string) ([]policy.Grant, error) {
	var asked struct {
		Owner             *struct{ ID string }
		AccessControlList *struct{ Grant []askedGrant }
	}
	if err := c.readXML(&asked, "AccessControlPolicy", false); err != nil {
		return nil, err
	}
	if asked.AccessControlList == nil || asked.Owner == nil || len(asked.AccessControlList.Grant) > maxGrants {
		return nil, refuse("MalformedACLError")
	}
	if asked.Owner.ID != owner {
		if _, err := account("CanonicalUser/ID", asked.Owner.ID); err != nil {
			return nil, err
		}
	}
	grants, err := readGrants(asked.AccessControlList.Grant, owner)
	switch {
	case err != nil:
		return nil, err
	case ownership == ownerEnforced && slices.ContainsFunc(grants, func(g policy.Grant) bool { return g != fullControl(owner) }):
		return nil, refuse("AccessControlListNotSupported")
	case ownership != ownerEnforced && asked.Owner.ID != owner:
		return nil, refuse(rule.CodeAccessDenied)
	}
	return grants, nil
}

// readGrants returns the grants of a document.
func readGrants(asked []askedGrant, owner string) ([]policy.Grant, error) {
	grants := []policy.Grant{}
	for _, g := range asked {
		if !slices.Contains(permissions[:], g.Permission) {
			return nil, refuse("MalformedACLError")
		}
		who, err := g.Grantee.read(owner)
		if err != nil {
			return nil, err
		}
		grants = append(grants, policy.Grant{Grantee: who, Permission: g.Permission})
	}
	return grants, nil
}

// An askedGrantee is a grantee of a document.
type askedGrantee struct {
	Type    string `xml:"type,attr"`
	ID, URI string
}

// read returns the account, which may be the owner whatever that is, or the group.
func (g *askedGrantee) read(owner string) (string, error) {
	switch g.Type {
	case "CanonicalUser":
		if g.ID == owner {
			return owner, nil
		}
		return account("CanonicalUser/ID", g.ID)
	case "Group":
		return group("Group/URI", g.URI)
	case "AmazonCustomerByEmail":
		return "", refuse(rule.CodeMethodNotAllowed)
	}
	return "", refuse("MalformedACLError")
}

// checkPublic refuses a list that is public where such lists are blocked. S3 User Guide: Blocking
// public access to your Amazon S3 storage.
func (c *call) checkPublic(grants []policy.Grant) error {
	if !policy.PublicACL(grants) {
		return nil
	}
	p, err := c.policies()
	if err == nil && p.PublicAccessBlock.BlockPublicACLs {
		err = refuse(rule.CodeAccessDenied)
	}
	return err
}

// policies returns the policies of the bucket.
func (c *call) policies() (seen write.Policies, err error) {
	err = write.UpdatePolicies(c.ctx, c.h.Store, c.bucket.Name, func(p *write.Policies) error {
		seen = *p
		return errSeen
	})
	if errors.Is(err, errSeen) {
		err = nil
	}
	return seen, err
}

// errSeen ends an update that was made to look.
var errSeen = errors.New("s3write: nothing is changed")

// Who owns the objects of a bucket, as the ownership controls say. S3 PutBucketOwnershipControls:
// ObjectOwnership.
const (
	ownerEnforced  = "BucketOwnerEnforced"
	ownerPreferred = "BucketOwnerPreferred"
	objectWriter   = "ObjectWriter"
)

var ownerships = [...]string{ownerEnforced, ownerPreferred, objectWriter}

// ownership returns who owns the objects of the bucket. Where nothing was said of it that is the owner
// of the bucket, as in a store that keeps no ACLs and in directory buckets.
func (c *call) ownership() (string, error) {
	if _, ok := c.h.Store.(write.AccessControls); !ok || c.bucket.IsDirectory() {
		return ownerEnforced, nil
	}
	content, err := write.LookupConfiguration(c.ctx, c.h.Store, c.bucket.Name, "ownershipControls")
	switch {
	case err != nil:
		return "", err
	case content == nil:
		return ownerEnforced, nil
	case len(content) == 0: // the controls were deleted
		return objectWriter, nil
	}
	return readOwnershipControls(content)
}

// readOwnershipControls returns what a document says.
func readOwnershipControls(content []byte) (string, error) {
	var config struct {
		Rule []struct{ ObjectOwnership string }
	}
	if err := parse(content, &config); err != nil {
		return "", err
	}
	if len(config.Rule) != 1 || !slices.Contains(ownerships[:], config.Rule[0].ObjectOwnership) {
		return "", refuse("MalformedXML")
	}
	return config.Rule[0].ObjectOwnership, nil
}

// acceptOwnership makes a bucket have ACLs, or not. S3 PutBucketOwnershipControls: ObjectOwnership.
func acceptOwnership(c *call, content []byte) error {
	ownership := objectWriter
	if content != nil {
		var err error
		if ownership, err = readOwnershipControls(content); err != nil {
			return err
		}
	}
	return write.UpdatePolicies(c.ctx, c.h.Store, c.bucket.Name, func(p *write.Policies) error {
		if p.OwnerEnforced = ownership == ownerEnforced; p.OwnerEnforced && slices.ContainsFunc(p.ACL, c.isForOthers) {
			return refuse("InvalidBucketAclWithObjectOwnership")
		}
		return nil
	})
}

// isForOthers reports whether a grant is for others than the owner of the bucket.
func (c *call) isForOthers(g policy.Grant) bool { return g.Grantee != c.bucket.Owner }
