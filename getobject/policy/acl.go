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
)

// A Permission is what an entry of an ACL grants. Others than these two allow nothing that
// a read needs.
type Permission string

const (
	// PermissionRead is to read an object, or to list a bucket.
	PermissionRead Permission = "READ"

	// PermissionFullControl is READ and more.
	PermissionFullControl Permission = "FULL_CONTROL"
)

// isPublicACL reports whether a list has a grant to a group of everybody (S3 User Guide:
// The meaning of "public").
func isPublicACL(grants []Grant) bool {
	for i := range grants {
		if g := grants[i].Grantee; g == AllUsers || g == AuthenticatedUsers {
			return true
		}
	}
	return false
}

// acl returns what ACLs grant for the action: READ of an object to get it and its versions,
// and READ of a bucket to list it (S3 User Guide: Mapping of ACL permissions and access
// policy permissions).
func (s *Set) acl(r *Request) finding {
	f := nothing(KindACL)
	grants := s.ObjectACL
	switch {
	case s.BucketOwnerEnforced:
		r.note(ruleACLDisabled)
		return f
	case strings.EqualFold(r.Action, "s3:ListBucket"):
		grants = s.BucketACL
	case !strings.EqualFold(r.Action, "s3:GetObject") && !strings.EqualFold(r.Action, "s3:GetObjectVersion"):
		return f
	}
	if s.PublicAccessBlock.IgnorePublicACLs && isPublicACL(grants) {
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
		if g := grants[i].grant(&r.Principal); g > f.grant {
			f.grant, f.statement = g, i
		}
	}
	return f
}

// grant returns how far an entry goes for p.
func (g *Grant) grant(p *Principal) grant {
	if g.Permission != PermissionRead && g.Permission != PermissionFullControl {
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
