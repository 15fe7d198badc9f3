package policy

import "strconv"

// A Decision is the answer to a request.
type Decision struct {
	// Allowed says that the request is allowed.
	Allowed bool

	// Explicit says that a Deny statement decided.
	Explicit bool

	// By is what decided: the policies with the statement that decided, or the first
	// that would have had to allow and does not. Of a request that more than one had to
	// allow it is the resource's.
	By Kind

	// Policy and Statement are the indexes of the statement that decided, in the list of
	// the policies of its kind and in its policy. Service and resource control policies
	// are numbered through all levels. Statement is an index of the ACL for [KindACL].
	// They are -1 if there is none.
	Policy, Statement int

	// Sid is the Sid of the statement, if it has one.
	Sid string
}

// decision makes the Decision of a finding.
func (f *finding) decision(allowed bool) Decision {
	d := Decision{Allowed: allowed, Explicit: f.denied, By: f.kind, Policy: f.policy, Statement: f.statement, Sid: f.sid}
	if !allowed && !f.denied {
		d.Policy, d.Statement, d.Sid = -1, -1, ""
	}
	return d
}

// String returns a line for a log, such as "allowed by bucket policy, statement 0 (Read)",
// "denied by identity-based policy 1, statement 2" or "not allowed by session policy".
func (d Decision) String() string {
	s := "not allowed by "
	switch {
	case d.Allowed:
		s = "allowed by "
	case d.Explicit:
		s = "denied by "
	}
	s += d.By.String()
	if d.Policy >= 0 && d.By.isList() {
		s += " " + strconv.Itoa(d.Policy)
	}
	if d.Statement >= 0 {
		s += ", statement " + strconv.Itoa(d.Statement)
	}
	if d.Sid != "" {
		s += " (" + d.Sid + ")"
	}
	return s
}

// deniedText is what S3 tells those that it does not tell more.
const deniedText = "Access Denied"

// Message returns the text of the AccessDenied for a request that d refuses. S3 says which
// kind of policy refused to requesters of the account of the bucket and of its
// organization, and to nobody else. It says nothing of ACLs and of
// Block Public Access (S3 User Guide: Access denied message examples and how to
// troubleshoot them).
func (d Decision) Message(r *Request) string {
	p := &r.Principal
	if !d.By.isDocument() || p.ARN == "" || !p.self() || !p.insider(r) {
		return deniedText
	}
	resource := r.Resource
	if r.AccessPoint != nil && !isKMS(r.Action) {
		resource = r.AccessPoint.Resource
	}
	if !isKMS(r.Action) { // KMS does not quote
		resource = `"` + resource + `"`
	}
	s := "User: " + p.ARN + " is not authorized to perform: " + r.Action + " on resource: " + resource
	k := kinds[d.By]
	if d.Explicit {
		return s + " with an explicit deny in " + k.article + " " + k.term
	}
	return s + " because no " + k.term + " allows the " + r.Action + " action"
}

// insider reports whether the principal is of the account or the organization of the
// resource.
func (p *Principal) insider(r *Request) bool {
	return p.Account != "" && p.Account == r.Account || p.OrgID != "" && p.OrgID == r.OrgID
}
