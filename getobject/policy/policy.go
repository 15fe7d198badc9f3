package policy

import "bytes"

// A Policy is a document that was parsed. It may be used concurrently, and is never
// changed. A nil Policy is no policy.
type Policy struct {
	kind       Kind
	version    string
	id         string
	arn        string
	statements []statement
	public     bool
	document   []byte
}

// Versions of the policy language (IAM User Guide: IAM JSON policy elements: Version).
const (
	version2008 = "2008-10-17" // what a document without a Version has
	version2012 = "2012-10-17" // has variables
)

// Kind returns the kind that the policy was parsed as, or 0 for nil.
func (p *Policy) Kind() Kind {
	if p == nil {
		return 0
	}
	return p.kind
}

// Version returns the version of the language, which is 2008-10-17 for a document that
// does not say so, or "" for nil.
func (p *Policy) Version() string {
	if p == nil {
		return ""
	}
	return p.version
}

// ID returns the Id of the document, or "".
func (p *Policy) ID() string {
	if p == nil {
		return ""
	}
	return p.id
}

// WithARN returns the policy under the ARN by which it is managed, which
// [Decision.Message] tells. A policy that is part of a user, a role, a bucket or a key has
// none.
func (p *Policy) WithARN(arn string) *Policy {
	if p == nil {
		return nil
	}
	named := *p
	named.arn = arn
	return &named
}

// Len returns the number of statements.
func (p *Policy) Len() int {
	if p == nil {
		return 0
	}
	return len(p.statements)
}

// Public reports whether the policy is public as S3 Block Public Access understands it: a
// statement allows something to more than fixed principals, addresses or networks
// (S3 User Guide: The meaning of "public"). What an access point's policy allows
// is not public if the access point is of a VPC, which the policy does not know.
func (p *Policy) Public() bool { return p != nil && p.public }

// A statement is one statement of a policy.
type statement struct {
	sid  string
	deny bool

	named        bool // there is a Principal or NotPrincipal
	notPrincipal bool
	principals   principals

	notAction bool
	actions   []pattern

	notResource bool
	resources   []pattern

	conditions []condition
}

// covers reports whether action and resource of the statement are the request's, and
// whether its conditions hold. Principals are another question.
func (s *statement) covers(r *Request, resource string) bool {
	return s.hasAction(r) && s.hasResource(r, resource) && s.hasContext(r)
}

// hasAction compares without case (IAM User Guide: IAM JSON policy elements: Action).
func (s *statement) hasAction(r *Request) bool {
	if r.note(ruleAction); s.notAction {
		r.note(ruleNotAction)
	}
	for i := range s.actions {
		if r.trace != nil {
			r.trace.pattern(&s.actions[i], r.Action)
		}
		if matchAtoms(s.actions[i].atoms, r.Action, true) {
			return !s.notAction
		}
	}
	return s.notAction
}

func (s *statement) hasResource(r *Request, resource string) bool {
	if r.note(ruleResource); s.notResource {
		r.note(ruleNotResource)
	}
	known := true
	for i := range s.resources {
		if r.trace != nil {
			r.trace.pattern(&s.resources[i], resource)
		}
		ok, resolved := s.resources[i].match(r, resource)
		if ok {
			return !s.notResource
		}
		known = known && resolved
	}
	return s.notResource && known
}

// hasContext reports whether all conditions hold (IAM User Guide: Conditions with multiple
// context keys or values).
func (s *statement) hasContext(r *Request) bool {
	for i := range s.conditions {
		if !s.conditions[i].holds(r) {
			return false
		}
	}
	return true
}

// Document returns the document that p was parsed of, for those that keep it, and nil for a nil
// Policy.
func (p *Policy) Document() []byte {
	if p == nil {
		return nil
	}
	return bytes.Clone(p.document)
}
