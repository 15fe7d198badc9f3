package policy_test

import (
	"testing"

	"github.com/s3get/s3get/getobject/policy"
)

// The ARN of a managed policy is told where it denies, and not where it only does not allow.
func TestMessageARN(t *testing.T) {
	const arn = "arn:aws:iam::111122223333:policy/Stop"
	const head = `User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k"`
	deny := with("Effect", `"Deny"`)
	lacks := with("Action", `"s3:PutObject"`)
	r := &policy.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Account: accountA, Principal: principals(t)["alice"]}
	parse := func(kind policy.Kind, text string) []*policy.Policy {
		if kind == policy.KindIdentity || kind == policy.KindBoundary || kind == policy.KindSession || kind == policy.KindServiceControl {
			text = withoutPrincipal(text)
		}
		return []*policy.Policy{document(kind, text).WithARN(arn)}
	}
	all := parse(policy.KindIdentity, with("Action", `"*"`))
	for _, tt := range []struct {
		set  *policy.Set
		want string
		arn  string
	}{
		{&policy.Set{Identity: parse(policy.KindIdentity, deny)}, " with an explicit deny in an identity-based policy, with policy ARN: " + arn, arn},
		{&policy.Set{Boundary: parse(policy.KindBoundary, deny)[0]}, " with an explicit deny in a permissions boundary, with policy ARN: " + arn, arn},
		{&policy.Set{Session: parse(policy.KindSession, deny)}, " with an explicit deny in a session policy, with policy ARN: " + arn, arn},
		{&policy.Set{ServiceControl: [][]*policy.Policy{parse(policy.KindServiceControl, deny)}}, " with an explicit deny in a service control policy, with policy ARN: " + arn, arn},
		{&policy.Set{ResourceControl: [][]*policy.Policy{parse(policy.KindResourceControl, deny)}}, " with an explicit deny in a resource control policy, with policy ARN: " + arn, arn},
		{&policy.Set{Bucket: parse(policy.KindBucket, deny)[0]}, " with an explicit deny in a resource-based policy", arn},
		{&policy.Set{VPCEndpoint: parse(policy.KindVPCEndpoint, deny)[0]}, " with an explicit deny in a VPC endpoint policy", arn},
		{&policy.Set{Identity: parse(policy.KindIdentity, lacks)}, " because no identity-based policy allows the s3:GetObject action", ""},
		{&policy.Set{Identity: all, Boundary: parse(policy.KindBoundary, lacks)[0]}, " because no permissions boundary allows the s3:GetObject action", ""},
	} {
		d := policy.Evaluate(tt.set, r)
		if d.ARN != tt.arn || d.Message(r) != head+tt.want {
			t.Errorf("ARN %q, Message() = %s\nwant %q, %s", d.ARN, d.Message(r), tt.arn, head+tt.want)
		}
	}
	if d := policy.Evaluate(&policy.Set{Identity: all}, r); !d.Allowed || d.ARN != arn {
		t.Errorf("Evaluate = %v, of %q", d, d.ARN)
	}
	if (*policy.Policy)(nil).WithARN(arn) != nil {
		t.Error("nil with an ARN is a policy")
	}
}

// A policy of another kind than its place grants nothing, and denies.
func TestMisplacedPolicy(t *testing.T) {
	r := &policy.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Account: accountA, Principal: principals(t)["alice"]}
	ofBucket := func(effect string) *policy.Policy { return document(policy.KindBucket, with("Effect", effect)) }
	ofUser := func(effect string) *policy.Policy {
		return document(policy.KindIdentity, withoutPrincipal(with("Effect", effect)))
	}
	for _, tt := range []struct {
		set      *policy.Set
		explicit bool
	}{
		{&policy.Set{Identity: []*policy.Policy{ofBucket(`"Allow"`)}}, false},
		{&policy.Set{Identity: []*policy.Policy{ofBucket(`"Deny"`)}}, true},
		{&policy.Set{Bucket: ofUser(`"Allow"`)}, false},
		{&policy.Set{Bucket: ofUser(`"Deny"`)}, true},
	} {
		if d := policy.Evaluate(tt.set, r); d.Allowed || d.Explicit != tt.explicit {
			t.Errorf("Evaluate = %v, want explicit %v", d, tt.explicit)
		}
	}
}

// unruled returns a decision without its rule, which the vectors check.
func unruled(d policy.Decision) policy.Decision {
	d.Rule = nil
	return d
}

// TestPolicyIndex: policies of organizations are numbered through all levels, and what is
// nil is counted.
func TestPolicyIndex(t *testing.T) {
	allow := document(policy.KindServiceControl, withoutPrincipal(with("Action", `"*"`)))
	deny := document(policy.KindServiceControl, withoutPrincipal(with("Effect", `"Deny"`)))
	lacks := document(policy.KindServiceControl, withoutPrincipal(with("Action", `"s3:PutObject"`)))
	user := document(policy.KindIdentity, withoutPrincipal(with("Action", `"*"`)))
	r := &policy.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Account: accountA, Principal: principals(t)["alice"]}
	for _, tt := range []struct {
		levels [][]*policy.Policy
		want   policy.Decision
	}{
		{[][]*policy.Policy{{allow, allow}, {nil, allow}, {lacks, deny, deny}}, policy.Decision{Explicit: true, By: policy.KindServiceControl, Policy: 5}},
		{[][]*policy.Policy{{deny}, {deny}}, policy.Decision{Explicit: true, By: policy.KindServiceControl}},
		{[][]*policy.Policy{{allow}, {lacks}}, policy.Decision{By: policy.KindServiceControl, Policy: -1, Statement: -1}},
		{[][]*policy.Policy{{allow}, {lacks}, {deny}}, policy.Decision{Explicit: true, By: policy.KindServiceControl, Policy: 2}},
		{[][]*policy.Policy{{allow}, {nil}}, policy.Decision{By: policy.KindServiceControl, Policy: -1, Statement: -1}},
		{[][]*policy.Policy{{allow}, {allow}}, policy.Decision{Allowed: true, By: policy.KindIdentity, Policy: 1}},
	} {
		set := &policy.Set{Identity: []*policy.Policy{nil, user}, ServiceControl: tt.levels}
		if d := unruled(policy.Evaluate(set, r)); d != tt.want {
			t.Errorf("Evaluate = %#v, want %#v", d, tt.want)
		}
	}
	first := document(policy.KindBucket, `{"Statement":[`+
		`{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"},`+
		`{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Sid":"A"},`+
		`{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Sid":"B"}]}`)
	want := policy.Decision{Explicit: true, By: policy.KindBucket, Statement: 1, Sid: "A"}
	if d := unruled(policy.Evaluate(&policy.Set{Bucket: first}, r)); d != want {
		t.Errorf("Evaluate = %#v, want %#v", d, want)
	}
	acl := &policy.Set{ObjectACL: []policy.Grant{{}, {Grantee: policy.AllUsers, Permission: policy.PermissionRead}}}
	want = policy.Decision{Allowed: true, By: policy.KindACL, Policy: -1, Statement: 1}
	if d := unruled(policy.Evaluate(acl, r)); d != want {
		t.Errorf("Evaluate = %#v, want %#v", d, want)
	}
	r.Principal = principals(t)["root"]
	want = policy.Decision{Allowed: true, By: policy.KindAccount, Policy: -1, Statement: -1}
	if d := unruled(policy.Evaluate(&policy.Set{}, r)); d != want {
		t.Errorf("Evaluate = %#v, want %#v", d, want)
	}
	if got := (policy.Decision{By: policy.KindIdentity, Allowed: true}).String(); got != "allowed by identity-based policy 0, statement 0" {
		t.Errorf("String() = %q", got)
	}
}

// TestValues: names in Values have no case; the exact one comes first, then the least.
func TestValues(t *testing.T) {
	p := document(policy.KindBucket, when(`{"StringEquals":{"app:Key":"yes","aws:PrincipalTag/Key":"yes"}}`))
	r := &policy.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", Account: accountA}
	for _, tt := range []struct {
		values, tags map[string]string
		want         bool
	}{
		{map[string]string{"app:Key": "yes"}, map[string]string{"Key": "yes"}, true},
		{map[string]string{"APP:KEY": "yes"}, map[string]string{"KEY": "yes"}, true},
		{map[string]string{"app:Key": "yes", "APP:KEY": "no"}, map[string]string{"Key": "yes", "KEY": "no"}, true},
		{map[string]string{"app:Key": "no", "APP:KEY": "yes"}, map[string]string{"Key": "yes"}, false},
		{map[string]string{"app:Key": "yes"}, map[string]string{"Key": "no", "KEY": "yes"}, false},
		{map[string]string{"app:KEY": "yes", "app:key": "no"}, map[string]string{"KEY": "yes", "key": "no"}, true},
		{map[string]string{"app:KEY": "no", "app:key": "yes"}, map[string]string{"KEY": "yes"}, false},
		{map[string]string{"app:KEY": "yes"}, map[string]string{"KEY": "no", "key": "yes"}, false},
		{map[string]string{"app:other": "yes"}, map[string]string{"Key": "yes"}, false},
		{nil, map[string]string{"Key": "yes"}, false},
		{map[string]string{"app:Key": "yes", "aws:PrincipalTag/key": "yes"}, nil, true},
	} {
		for range 20 { // the order of maps is another each time
			r.Principal.Tags, r.Values = tt.tags, map[string][]string{}
			for k, v := range tt.values {
				r.Values[k] = []string{v}
			}
			if d := policy.Evaluate(&policy.Set{Bucket: p}, r); d.Allowed != tt.want {
				t.Errorf("Evaluate with %v and tags %v = %v, want %v", tt.values, tt.tags, d, tt.want)
				break
			}
		}
	}
}
