package policy

// A finding is what the policies of one kind say about a request: the first Deny statement
// that applies, or else the Allow statement that goes farthest.
type finding struct {
	kind              Kind
	exists            bool // there is a policy
	bounded           bool // the principal has a permissions boundary
	denied            bool
	grant             grant
	policy, statement int
	sid, arn          string
}

// nothing is the finding of no policies.
func nothing(kind Kind) finding { return finding{kind: kind, policy: -1, statement: -1} }

// nothing is the finding of no policies of s about r.
func (s *Set) nothing(kind Kind, r *Request) finding {
	f := nothing(kind)
	f.bounded = s.Boundary != nil && r.Principal.self() && r.Principal.Kind != RootUser
	return f
}

// lacks reports whether there are policies, and none allows.
func (f *finding) lacks() bool { return f.exists && f.grant == ungranted }

// find asks policies of one kind about a resource.
func (s *Set) find(kind Kind, policies []*Policy, r *Request, resource string) finding {
	f := s.nothing(kind, r)
	for i, p := range policies {
		if p == nil {
			continue
		}
		f.exists = true
		if f.add(i, p, r, resource); f.denied {
			break
		}
	}
	return f
}

// findOne asks one policy.
func (s *Set) findOne(kind Kind, p *Policy, r *Request, resource string) finding {
	f := s.nothing(kind, r)
	if p != nil {
		f.exists = true
		f.add(0, p, r, resource)
	}
	return f
}

// add asks policy number i.
func (f *finding) add(i int, p *Policy, r *Request, resource string) {
	if p.version == version2008 {
		r.note(ruleVersion2008)
	}
	for j := range p.statements {
		s := &p.statements[j]
		g := s.grant(f, &r.Principal)
		if r.trace != nil {
			r.trace.principal(s, &r.Principal, f.bounded)
		}
		if (s.deny && g == ungranted) || (!s.deny && g <= f.grant) || !s.covers(r, resource) {
			continue
		}
		f.grant, f.denied, f.policy, f.statement, f.sid, f.arn = g, s.deny, i, j, s.sid, p.arn
		if s.deny {
			return
		}
	}
}

// grant returns how far a statement goes for a principal, apart from what it covers. A
// policy of another kind than its place grants nothing. NotPrincipal leaves out nobody who has a
// permissions boundary (IAM User Guide: AWS JSON policy elements: NotPrincipal).
func (s *statement) grant(place *finding, p *Principal) grant {
	wanted := kinds[place.kind].principals
	switch {
	case wanted != s.named && !s.deny:
		return ungranted
	case !s.named:
		return direct
	case s.notPrincipal && !place.bounded && s.principals.exempts(p):
		return ungranted
	case s.notPrincipal:
		return direct
	}
	return s.principals.grant(p)
}

// findAll asks policies of one kind about several resources, all of which they have to
// allow.
func (s *Set) findAll(kind Kind, policies []*Policy, r *Request, resources []string) finding {
	least := s.find(kind, policies, r, resources[0])
	for _, resource := range resources[1:] {
		if least.denied {
			break
		}
		if f := s.find(kind, policies, r, resource); f.denied || f.grant < least.grant {
			least = f
		}
	}
	return least
}

// findLevels asks the policies of each level, all of which have to allow. Policies are
// numbered through all levels.
func (s *Set) findLevels(kind Kind, levels [][]*Policy, r *Request, resources []string) finding {
	found, before := nothing(kind), 0
	for i, level := range levels {
		f := s.findAll(kind, level, r, resources)
		f.exists = true
		if f.policy >= 0 {
			f.policy += before
		}
		before += len(level)
		if f.denied {
			return f
		}
		if i == 0 || f.grant < found.grant {
			found = f
		}
	}
	return found
}
