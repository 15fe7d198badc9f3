package policy

import (
	"strconv"

	"github.com/s3get/s3get/getobject/rule"
)

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

	// ARN is that of the policy, if it was given one by [Policy.WithARN].
	ARN string

	// Rule is the rule that decided, one of [Rules].
	Rule *rule.Rule
}

// decision makes the Decision of a finding.
func (f *finding) decision(allowed bool, by *rule.Rule) Decision {
	if !allowed && !f.denied {
		return Decision{By: f.kind, Policy: -1, Statement: -1, Rule: by}
	}
	return Decision{allowed, f.denied, f.kind, f.policy, f.statement, f.sid, f.arn, by}
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
// kind of policy refused to requesters of the account of the bucket and of its organization,
// and which policy, if it is a managed one that denies. It says so to nobody else, nor for
// directory buckets, and nothing of ACLs and of Block Public Access (S3 User Guide: Access
// denied message examples and how to troubleshoot them).
func (d Decision) Message(r *Request) string {
	p := &r.Principal
	if !d.By.isDocument() || p.ARN == "" || !p.self() || !d.isTold(r) {
		r.note(ruleMessageShort)
		return deniedText
	}
	r.note(ruleMessage)
	resource := r.Resource
	if r.AccessPoint != nil && !isKMS(r.Action) {
		resource = r.AccessPoint.Resource
	}
	if !isKMS(r.Action) { // KMS does not quote
		resource = `"` + resource + `"`
	}
	s := "User: " + p.ARN + " is not authorized to perform: " + r.Action + " on resource: " + resource
	k := kinds[d.By]
	if !d.Explicit {
		return s + " because no " + k.term + " allows the " + r.Action + " action"
	}
	s += " with an explicit deny in " + k.article + " " + k.term
	if d.ARN != "" && d.By <= KindResourceControl {
		s += ", with policy ARN: " + d.ARN
	}
	return s
}

// isTold reports whether the requester of r is told what refused: one of the account, or of
// the organization but for the policy of a VPC endpoint.
func (d Decision) isTold(r *Request) bool {
	p := &r.Principal
	switch {
	case hasPrefixFold(r.Action, "s3express:"):
		return false
	case p.Account != "" && p.Account == r.Account:
		return true
	}
	return p.OrgID != "" && p.OrgID == r.OrgID && d.By != KindVPCEndpoint
}
