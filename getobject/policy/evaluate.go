package policy

import (
	"strings"

	"github.com/s3get/s3get/getobject/rule"
)

// Evaluate decides whether set allows r. The package comment has the order.
//
// It does not allocate, unless a pattern with variables has more than 16 pieces, a pattern has
// more than 64 bytes with a "?" between two asterisks, or a key that is a number, a time or an
// address is compared as text.
//
// An action that begins with "kms:" is decided by the policy of the key, and others by
// those of the bucket and the access point, the ACLs and Block Public Access.
func Evaluate(set *Set, r *Request) Decision {
	e := evaluation{kms: isKMS(r.Action)}
	e.gather(set, r)
	if f := e.denial(r); f != nil {
		return f.decision(false, ruleDeny)
	}
	if f, by := e.ceiling(set, r); f != nil {
		return f.decision(false, by)
	}
	if e.kms {
		r.note(ruleKey)
	}
	if e.through {
		r.note(ruleAccessPoint)
		if f, ok, by := e.settle(r.AccessPoint.Account, &e.accessPoint, &e.own[1], &r.Principal); !ok {
			return f.decision(false, by)
		}
	}
	f, ok, by := e.settle(e.owner, &e.resource, e.ownAtResource(r), &r.Principal)
	return f.decision(ok, by)
}

func isKMS(action string) bool { return hasPrefixFold(action, "kms:") }

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// An evaluation is what the policies of a set say about a request.
type evaluation struct {
	kms     bool
	through bool // an access point

	serviceControl, resourceControl, endpoint finding
	policy                                    finding // of the bucket or the key
	accessPoint                               finding

	// owner is the account of what is read, and resource what grants it: the policy, or
	// an ACL.
	owner    string
	resource finding

	// own are the principal's own policies about the resource, and about the access point.
	own [2]own

	blocked finding // room for what is no policy
}

// gather asks all policies.
func (e *evaluation) gather(set *Set, r *Request) {
	e.through = r.AccessPoint != nil && !e.kms
	resources := [2]string{r.Resource, r.Resource}
	n := 1
	if e.through {
		resources[1], n = r.AccessPoint.Resource, 2
	}
	for i := range n {
		e.own[i].gather(set, r, resources[i])
	}
	if r.Principal.self() {
		e.serviceControl = set.findLevels(KindServiceControl, set.ServiceControl, r, resources[:n])
	}
	e.resourceControl = set.findLevels(KindResourceControl, set.ResourceControl, r, resources[:n])
	if e.kms {
		e.policy = set.findOne(KindKey, set.Key, r, r.Resource)
		e.owner, e.resource = r.Account, e.policy
		return
	}
	endpoint := [1]*Policy{set.VPCEndpoint}
	e.endpoint = set.findAll(KindVPCEndpoint, endpoint[:], r, resources[:n])
	e.policy = set.findOne(KindBucket, set.Bucket, r, r.Resource)
	if e.through {
		e.accessPoint = set.findOne(KindAccessPoint, set.AccessPoint, r, resources[1])
	}
	e.chooseGrant(set, r)
}

// chooseGrant says what grants, and who owns what is read.
func (e *evaluation) chooseGrant(set *Set, r *Request) {
	acl := set.acl(r)
	e.owner, e.resource = r.Account, e.policy
	_, ofBucket := permissionFor(r.Action)
	foreign := r.ObjectOwner != "" && r.ObjectOwner != r.Account && !set.BucketOwnerEnforced && !ofBucket
	if foreign {
		r.note(ruleForeignObject)
		e.owner = r.ObjectOwner
	}
	if foreign || acl.grant > e.policy.grant {
		e.resource = acl
	}
}

// denial returns the first finding that is a Deny statement, or nil.
func (e *evaluation) denial(r *Request) (first *finding) {
	for _, f := range [...]*finding{
		&e.resourceControl, &e.serviceControl, &e.endpoint, &e.policy, &e.accessPoint,
		&e.own[0].identity, &e.own[1].identity, &e.own[0].boundary, &e.own[1].boundary,
		&e.own[0].session, &e.own[1].session,
	} {
		switch {
		case !f.denied:
		case first == nil:
			first = f
		case f.kind != first.kind:
			r.note(ruleDenyOrder)
		}
	}
	return first
}

// ceiling returns what limits the request whatever grants it, and by which rule, or nil.
func (e *evaluation) ceiling(set *Set, r *Request) (*finding, *rule.Rule) {
	for _, f := range [...]*finding{&e.resourceControl, &e.serviceControl, &e.endpoint} {
		if f.lacks() {
			return f, lacking[f.kind]
		}
	}
	switch {
	case e.kms:
		return nil, nil
	case e.through && r.AccessPoint.VPC != "" && r.AccessPoint.VPC != r.VPC:
		e.blocked = nothing(KindAccessPoint)
		return &e.blocked, ruleAccessPointVPC
	case set.restricts(r):
		e.blocked = nothing(KindPublicAccessBlock)
		return &e.blocked, ruleRestrict
	}
	return nil, nil
}

// restricts reports whether RestrictPublicBuckets keeps the principal out.
func (s *Set) restricts(r *Request) bool {
	p, a := &r.Principal, r.AccessPoint
	if s.PublicAccessBlock.BlockPublicPolicy || s.PublicAccessBlock.BlockPublicACLs {
		r.note(ruleBlockNew)
	}
	if !s.PublicAccessBlock.RestrictPublicBuckets || p.Kind == Service {
		return false
	}
	r.note(rulePublic)
	if len(s.ObjectACL)+len(s.BucketACL) > 0 {
		r.note(ruleRestrictACL)
	}
	if !s.Bucket.Public() && !(a != nil && a.VPC == "" && s.AccessPoint.Public()) {
		return false
	}
	return p.Account == "" || p.Account != r.Account && (a == nil || p.Account != a.Account)
}

// ownAtResource returns the principal's own policies that count for the resource. Across
// accounts it is enough if they name the access point.
func (e *evaluation) ownAtResource(r *Request) *own {
	if e.through && r.Principal.Account != e.owner && e.own[0].lacking() != nil {
		r.note(ruleAccessPointOwn)
		return &e.own[1]
	}
	return &e.own[0]
}

// settle decides at one place, a resource or an access point of an account: whether its
// grant and the principal's own policies allow, which of them says so, and by which rule.
func (e *evaluation) settle(owner string, f *finding, own *own, p *Principal) (_ *finding, allowed bool, by *rule.Rule) {
	across := owner == "" || owner != p.Account
	switch {
	case !p.self():
		return f, f.grant != ungranted, ruleUnsigned
	case !across && f.grant == direct:
		return f, true, ruleGrant
	case !across && f.grant == limited:
		if limit := own.limit(); limit != nil {
			return limit, false, lacking[limit.kind]
		}
		return f, true, ruleRoleGrant
	case !across && f.grant == ungranted && e.kms:
		return f, false, ruleKey
	}
	switch lack := own.lacking(); {
	case lack != nil && across && lack.kind == KindIdentity:
		return lack, false, ruleAcross
	case lack != nil:
		return lack, false, lacking[lack.kind]
	case across:
		return f, f.grant != ungranted, ruleAcross
	case own.identity.kind == KindAccount:
		return &own.identity, true, ruleRoot
	}
	return &own.identity, true, ruleIdentity
}

// own are a principal's own policies, as far as they are about a resource.
type own struct{ identity, boundary, session finding }

func (o *own) gather(set *Set, r *Request, resource string) {
	if !r.Principal.self() {
		return
	}
	o.identity = set.find(KindIdentity, set.Identity, r, resource)
	if r.Principal.Kind == RootUser && !o.identity.denied {
		o.identity = nothing(KindAccount)
		o.identity.grant = direct
	}
	o.boundary = set.findOne(KindBoundary, set.Boundary, r, resource)
	o.session = set.find(KindSession, set.Session, r, resource)
	if r.Principal.Kind == FederatedUser {
		o.session.exists = true
	}
}

// lacking returns the first of the policies that does not allow, or nil.
func (o *own) lacking() *finding {
	if o.identity.grant == ungranted {
		return &o.identity
	}
	return o.limit()
}

// limit returns the boundary or the session policies if they do not allow, or nil.
func (o *own) limit() *finding {
	switch {
	case o.boundary.lacks():
		return &o.boundary
	case o.session.lacks():
		return &o.session
	}
	return nil
}
