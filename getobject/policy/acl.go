package policy

import "strings"

// A Grant is an entry of an access control list (S3 User Guide: Access control list (ACL)
// overview).
type Grant struct {
	// Grantee is the canonical user id of an account, or the URI of a group.
	Grantee string

	// Permission is what the grantee may do.
	Permission Permission
}

// The groups that an ACL may name.
const (
	// AllUsers is everybody, whether a request is signed or not.
	AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers"

	// AuthenticatedUsers is everybody whose request is signed.
	AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"

	// LogDelivery is what writes the access logs of S3.
	LogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery"
)

// A Permission is what an entry of an ACL grants.
type Permission string

const (
	// PermissionRead is to read an object, or to list a bucket.
	PermissionRead Permission = "READ"

	// PermissionWrite is to write and delete objects of a bucket. Of an object it grants nothing.
	PermissionWrite Permission = "WRITE"

	// PermissionReadACP is to read the list itself.
	PermissionReadACP Permission = "READ_ACP"

	// PermissionWriteACP is to write the list itself.
	PermissionWriteACP Permission = "WRITE_ACP"

	// PermissionFullControl is all of these.
	PermissionFullControl Permission = "FULL_CONTROL"
)

// aclActions are the actions that an ACL grants: by which permission, of the bucket or of the object
// (S3 User Guide: Access control list (ACL) overview).
var aclActions = [...]struct {
	action     string
	permission Permission
	ofBucket   bool
}{
	{"s3:GetObject", PermissionRead, false},
	{"s3:GetObjectVersion", PermissionRead, false},
	{"s3:GetObjectAcl", PermissionReadACP, false},
	{"s3:GetObjectVersionAcl", PermissionReadACP, false},
	{"s3:PutObjectAcl", PermissionWriteACP, false},
	{"s3:PutObjectVersionAcl", PermissionWriteACP, false},
	{"s3:ListBucket", PermissionRead, true},
	{"s3:ListBucketVersions", PermissionRead, true},
	{"s3:ListBucketMultipartUploads", PermissionRead, true},
	{"s3:PutObject", PermissionWrite, true},
	{"s3:DeleteObject", PermissionWrite, true},
	{"s3:GetBucketAcl", PermissionReadACP, true},
	{"s3:PutBucketAcl", PermissionWriteACP, true},
}

// permissionFor returns the permission that an action needs of an ACL, and whether that is the ACL of the
// bucket. It is "" for an action that no ACL grants.
func permissionFor(action string) (p Permission, ofBucket bool) {
	for _, a := range aclActions {
		if strings.EqualFold(action, a.action) {
			return a.permission, a.ofBucket
		}
	}
	return "", false
}

// PublicACL reports whether a list has a grant to a group of everybody (S3 User Guide: The
// meaning of "public").
func PublicACL(grants []Grant) bool {
	for i := range grants {
		if g := grants[i].Grantee; g == AllUsers || g == AuthenticatedUsers {
			return true
		}
	}
	return false
}

// acl returns what ACLs grant for the action.
func (s *Set) acl(r *Request) finding {
	f := nothing(KindACL)
	if s.BucketOwnerEnforced {
		r.note(ruleACLDisabled)
		return f
	}
	permission, ofBucket := permissionFor(r.Action)
	grants := s.ObjectACL
	switch {
	case permission == "":
		return f
	case ofBucket:
		grants = s.BucketACL
	}
	if s.PublicAccessBlock.IgnorePublicACLs && PublicACL(grants) {
		r.note(ruleIgnoreACLs)
		if len(grants) > 1 {
			r.note(ruleIgnoreMixed)
		}
		return f
	}
	if len(grants) > 0 {
		r.note(ruleACL)
	}
	for i := range grants {
		if g := grants[i].grant(&r.Principal, permission); g > f.grant {
			f.grant, f.statement = g, i
		}
	}
	return f
}

// grant returns how far an entry goes for what needs a permission of p.
func (g *Grant) grant(p *Principal, needed Permission) grant {
	if g.Permission != needed && g.Permission != PermissionFullControl {
		return ungranted
	}
	switch {
	case g.Grantee == AllUsers, g.Grantee == AuthenticatedUsers && p.Kind != Anonymous:
		return direct
	case p.CanonicalID == "" || g.Grantee != p.CanonicalID:
		return ungranted
	case p.Kind == RootUser:
		return direct
	}
	return delegated
}
