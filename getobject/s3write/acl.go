package s3write

import (
	"encoding/xml"

	"github.com/s3get/s3get/store/write"
)

// A grantee is somebody whom an access control list names.
type grantee struct {
	Space string `xml:"xmlns:xsi,attr"`
	Type  string `xml:"xsi:type,attr"`
	ID    string
}

// An accessGrant is one grant of an access control list.
type accessGrant struct {
	Grantee    grantee
	Permission string
}

// An accessControl is the document of an access control list.
type accessControl struct {
	XMLName           xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ AccessControlPolicy"`
	Owner             owner
	AccessControlList struct{ Grant []accessGrant }
}

// describeACL answers with the list that buckets and objects without one have: the owner has
// full control. S3 User Guide: Access control list overview.
func (c *call) describeACL() {
	document := accessControl{Owner: owner{c.bucket.Owner}}
	document.AccessControlList.Grant = []accessGrant{{
		grantee{"http://www.w3.org/2001/XMLSchema-instance", "CanonicalUser", c.bucket.Owner}, "FULL_CONTROL",
	}}
	c.answer.document = document
}

// getBucketACL tells the access control list of a bucket.
func (c *call) getBucketACL() error {
	c.describeACL()
	return nil
}

// getObjectACL tells the access control list of a version.
func (c *call) getObjectACL() error {
	_, info, err := c.find(ActionGetObjectACL, ActionGetObjectVersionACL)
	if err != nil {
		return err
	}
	c.describeVersion("x-amz-version-id", info.VersionID)
	c.describeACL()
	return nil
}

// putBucketACL accepts the list that changes nothing.
func (c *call) putBucketACL() error { return c.putACL() }

// putObjectACL accepts the list that changes nothing.
func (c *call) putObjectACL() error {
	if _, _, err := c.find(ActionPutObjectACL, ActionPutObjectVersionACL); err != nil {
		return err
	}
	return c.putACL()
}

// putACL refuses every list but one that gives the owner full control and nobody anything. S3
// User Guide: Controlling ownership of objects and disabling ACLs.
func (c *call) putACL() error {
	if err := c.checkACL(); err != nil {
		return err
	}
	if c.hr.ContentLength == 0 {
		if _, ok := c.request.Argument("X-Amz-Acl"); !ok {
			return refuse("MissingSecurityHeader")
		}
		return nil
	}
	var asked struct {
		Owner             owner
		AccessControlList *struct {
			Grant []struct {
				Grantee    struct{ ID, URI string }
				Permission string
			}
		}
	}
	if err := c.readXML(&asked, "AccessControlPolicy", false); err != nil {
		return err
	}
	if asked.AccessControlList == nil {
		return refuse("MalformedACLError")
	}
	for _, g := range asked.AccessControlList.Grant {
		if g.Grantee.ID != c.bucket.Owner || g.Grantee.URI != "" || g.Permission != "FULL_CONTROL" {
			return refuse("AccessControlListNotSupported")
		}
	}
	return nil
}

// acceptOwnership checks who owns objects. S3 PutBucketOwnershipControls: ObjectOwnership.
func acceptOwnership(c *call, content []byte) error {
	var config struct {
		Rule []struct{ ObjectOwnership string }
	}
	if content != nil {
		if err := parse(content, &config); err != nil {
			return err
		}
		if len(config.Rule) != 1 {
			return refuse("MalformedXML")
		}
	}
	enforced := false
	for _, r := range config.Rule {
		switch r.ObjectOwnership {
		case "BucketOwnerEnforced":
			enforced = true
		case "BucketOwnerPreferred", "ObjectWriter":
		default:
			return refuse("MalformedXML")
		}
	}
	return write.UpdatePolicies(c.ctx, c.h.Store, c.bucket.Name, func(p *write.Policies) error {
		p.OwnerEnforced = enforced
		return nil
	})
}
