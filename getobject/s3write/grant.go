package s3write

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// cannedACLs are those of buckets and of objects. S3 User Guide: Canned ACL.
var cannedACLs = [...]string{
	"private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read",
	cannedOwnerControl, "log-delivery-write",
}

// cannedOwnerControl gives the owner of the bucket everything, also the object where that is preferred.
const cannedOwnerControl = "bucket-owner-full-control"

// groups are those that a list may name. S3 User Guide: Access control list (ACL) overview.
var groups = [...]string{policy.AllUsers, policy.AuthenticatedUsers, policy.LogDelivery}

// permissions are what a list may grant.
var permissions = [...]policy.Permission{
	policy.PermissionFullControl, policy.PermissionRead, policy.PermissionReadACP, policy.PermissionWrite, policy.PermissionWriteACP,
}

// An askedACL is the access control list that the header of a request has: a canned one, or grants.
type askedACL struct {
	canned  string
	granted []policy.Grant
}

func (a *askedACL) given() bool { return a.canned != "" || a.granted != nil }

// askedACL reads the list that the header has. A bucket without ACLs takes two canned ones alone, and
// nobody is found by an email address any more. S3 User Guide: Controlling ownership of objects and
// disabling ACLs; Access control list (ACL) overview.
func (c *call) askedACL(ownership string) (a askedACL, err error) {
	canned, ok := c.request.Argument("X-Amz-Acl")
	if ok && !slices.Contains(cannedACLs[:], canned) {
		return a, badArgument("", "x-amz-acl", canned)
	}
	a.canned = canned
	a.granted, err = c.headerGrants()
	changes := len(a.granted) > 0 || canned != "" && canned != "private" && canned != cannedOwnerControl
	switch {
	case err != nil:
		return a, err
	case len(a.granted) > 0 && canned != "":
		return a, say(rule.CodeInvalidRequest, "Specifying both Canned ACLs and Header Grants is not allowed")
	case ownership == ownerEnforced && changes:
		return a, refuse("AccessControlListNotSupported")
	}
	return a, nil
}

// headerGrants reads the grants that header fields list, as far as they can be read.
func (c *call) headerGrants() (all []policy.Grant, err error) {
	for _, permission := range permissions {
		name := "x-amz-grant-" + strings.ReplaceAll(strings.ToLower(string(permission)), "_", "-")
		list, ok := c.request.Argument(canonical(name))
		if !ok {
			continue
		}
		for entry := range strings.SplitSeq(list, ",") {
			who, wrong := readGrantee(name, entry)
			err = cmp.Or(err, wrong)
			all = append(all, policy.Grant{Grantee: who, Permission: permission})
		}
	}
	return all, err
}

// readGrantee reads one of the grantees that a header field lists, such as id="111122223333".
func readGrantee(name, entry string) (string, error) {
	entry = strings.TrimSpace(entry)
	kind, value, _ := strings.Cut(entry, "=")
	value = strings.Trim(value, `"`)
	switch kind {
	case "id":
		return account(kind, value)
	case "uri":
		return group(kind, value)
	case "emailAddress":
		return "", refuse(rule.CodeMethodNotAllowed)
	}
	return "", badArgument("Argument format not recognized", name, entry)
}

// account returns the id of an account, if it can be one.
func account(argument, id string) (string, error) {
	if !store.IsAccount(id) && !isCanonicalID(id) {
		return "", badArgument("Invalid id", argument, id)
	}
	return id, nil
}

// group returns the URI of a group, if there is one.
func group(argument, uri string) (string, error) {
	if !slices.Contains(groups[:], uri) {
		return "", badArgument("Invalid group uri", argument, uri)
	}
	return uri, nil
}

// isCanonicalID reports whether an id has the form of canonical user ids of Amazon's. Here an account
// is its own.
func isCanonicalID(id string) bool {
	return len(id) == 64 && strings.Trim(id, "0123456789abcdef") == ""
}

// grants returns the list for what an account owns in a bucket. S3 User Guide: Canned ACL.
func (a *askedACL) grants(owner, bucketOwner string) []policy.Grant {
	if a.granted != nil {
		return a.granted
	}
	list := []policy.Grant{fullControl(owner)}
	add := func(who string, all ...policy.Permission) {
		for _, p := range all {
			list = append(list, policy.Grant{Grantee: who, Permission: p})
		}
	}
	switch a.canned {
	case "public-read":
		add(policy.AllUsers, policy.PermissionRead)
	case "public-read-write":
		add(policy.AllUsers, policy.PermissionRead, policy.PermissionWrite)
	case "authenticated-read":
		add(policy.AuthenticatedUsers, policy.PermissionRead)
	case "log-delivery-write":
		add(policy.LogDelivery, policy.PermissionWrite, policy.PermissionReadACP)
	case "bucket-owner-read":
		if owner != bucketOwner {
			add(bucketOwner, policy.PermissionRead)
		}
	case cannedOwnerControl:
		if owner != bucketOwner {
			add(bucketOwner, policy.PermissionFullControl)
		}
	}
	return list
}

// anonymousOwner is the canonical user id of who does not sign, and owns what is put so.
const anonymousOwner = "65a011a29cdf8ec533ec3d1ccaae921c"

// readAccess reads who will own a version and whom it is granted to, for which a list needs a
// permission.
func (c *call) readAccess(v *write.Version) error {
	ownership, err := c.ownership()
	if err != nil {
		return err
	}
	asked, err := c.askedACL(ownership)
	if err != nil {
		return err
	}
	if asked.given() {
		if err := c.authorize(ActionPutObjectACL, c.request.Key); err != nil {
			return err
		}
	}
	if ownership == ownerEnforced {
		return nil
	}
	owner := c.writer()
	if owner == "" || ownership == ownerPreferred && asked.canned == cannedOwnerControl {
		owner = c.bucket.Owner
	}
	if owner != c.bucket.Owner {
		v.Access.Owner = owner
	}
	if asked.given() {
		v.Access.Grants = asked.grants(owner, c.bucket.Owner)
	}
	return c.checkPublic(v.Access.Grants)
}

// writer returns who owns what the request writes, where that is not the owner of the bucket.
func (c *call) writer() string {
	if c.identity.Anonymous() {
		return anonymousOwner
	}
	return c.account()
}
