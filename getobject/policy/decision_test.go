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
