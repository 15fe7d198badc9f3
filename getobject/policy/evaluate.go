package policy

import "strings"

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
	if f := e.denial(); f != nil {
		return f.decision(false)
	}
	if f := e.ceiling(set, r); f != nil {
		return f.decision(false)
	}
	if e.through {
		if f, ok := e.settle(r.AccessPoint.Account, &e.accessPoint, &e.own[1], &r.Principal); !ok {
			return f.decision(false)
		}
	}
	f, ok := e.settle(e.owner, &e.resource, e.ownAtResource(&r.Principal), &r.Principal)
	return f.decision(ok)
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
		e.serviceControl = findLevels(KindServiceControl, set.ServiceControl, r, resources[:n])
	}
	e.resourceControl = findLevels(KindResourceControl, set.ResourceControl, r, resources[:n])
	if e.kms {
		e.policy = findOne(KindKey, set.Key, r, r.Resource)
		e.owner, e.resource = r.Account, e.policy
		return
	}
	endpoint := [1]*Policy{set.VPCEndpoint}
	e.endpoint = findAll(KindVPCEndpoint, endpoint[:], r, resources[:n])
	e.policy = findOne(KindBucket, set.Bucket, r, r.Resource)
	if e.through {
		e.accessPoint = findOne(KindAccessPoint, set.AccessPoint, r, resources[1])
	}
	e.chooseGrant(set, r)
}

// chooseGrant says what grants, and who owns what is read.
func (e *evaluation) chooseGrant(set *Set, r *Request) {
	acl := set.acl(r)
	e.owner, e.resource = r.Account, e.policy
	foreign := r.ObjectOwner != "" && r.ObjectOwner != r.Account &&
		!set.BucketOwnerEnforced && !strings.EqualFold(r.Action, "s3:ListBucket")
	if foreign {
		e.owner = r.ObjectOwner
	}
	if foreign || acl.grant > e.policy.grant {
		e.resource = acl
	}
}

// denial returns the first finding that is a Deny statement, or nil.
func (e *evaluation) denial() *finding {
	for _, f := range [...]*finding{
		&e.serviceControl, &e.resourceControl, &e.endpoint, &e.policy, &e.accessPoint,
		&e.own[0].identity, &e.own[1].identity, &e.own[0].boundary, &e.own[1].boundary,
		&e.own[0].session, &e.own[1].session,
	} {
		if f.denied {
			return f
		}
	}
	return nil
}

// ceiling returns what limits the request whatever grants it, or nil.
func (e *evaluation) ceiling(set *Set, r *Request) *finding {
	for _, f := range [...]*finding{&e.serviceControl, &e.resourceControl, &e.endpoint} {
		if f.lacks() {
			return f
		}
	}
	switch {
	case e.kms:
		return nil
	case e.through && r.AccessPoint.VPC != "" && r.AccessPoint.VPC != r.VPC:
		e.blocked = nothing(KindAccessPoint)
		return &e.blocked
	case set.restricts(r):
		e.blocked = nothing(KindPublicAccessBlock)
		return &e.blocked
	}
	return nil
}

// restricts reports whether RestrictPublicBuckets keeps the principal out.
func (s *Set) restricts(r *Request) bool {
	p, a := &r.Principal, r.AccessPoint
	if !s.PublicAccessBlock.RestrictPublicBuckets || p.Kind == Service {
		return false
	}
	if !s.Bucket.Public() && !(a != nil && a.VPC == "" && s.AccessPoint.Public()) {
		return false
	}
	return p.Account == "" || p.Account != r.Account && (a == nil || p.Account != a.Account)
}

// ownAtResource returns the principal's own policies that count for the resource. Across
// accounts it is enough if they name the access point.
func (e *evaluation) ownAtResource(p *Principal) *own {
	if e.through && p.Account != e.owner && e.own[0].lacking() != nil {
		return &e.own[1]
	}
	return &e.own[0]
}

// settle decides at one place, a resource or an access point of an account: whether its
// grant and the principal's own policies allow, and which of them says so.
func (e *evaluation) settle(owner string, f *finding, own *own, p *Principal) (_ *finding, allowed bool) {
	across := owner == "" || owner != p.Account
	switch {
	case !p.self():
		return f, f.grant != ungranted
	case !across && f.grant == direct:
		return f, true
	case !across && f.grant == limited:
		if limit := own.limit(); limit != nil {
			return limit, false
		}
		return f, true
	case !across && f.grant == ungranted && e.kms:
		return f, false
	}
	if lacking := own.lacking(); lacking != nil {
		return lacking, false
	}
	if across {
		return f, f.grant != ungranted
	}
	return &own.identity, true
}

// own are a principal's own policies, as far as they are about a resource.
type own struct{ identity, boundary, session finding }

func (o *own) gather(set *Set, r *Request, resource string) {
	if !r.Principal.self() {
		return
	}
	o.identity = find(KindIdentity, set.Identity, r, resource)
	if r.Principal.Kind == RootUser && !o.identity.denied {
		o.identity = nothing(KindAccount)
		o.identity.grant = direct
	}
	o.boundary = findOne(KindBoundary, set.Boundary, r, resource)
	o.session = find(KindSession, set.Session, r, resource)
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
