package policy_test

import (
	"fmt"
	"net/netip"

	"github.com/s3get/s3get/getobject/policy"
)

// document parses a policy that is known to be one.
func document(kind policy.Kind, text string) *policy.Policy {
	p, err := policy.Parse(kind, []byte(text))
	if err != nil {
		panic(err)
	}
	return p
}

// A bucket is open to an office. The bucket policy alone is enough for a user of the
// account of the bucket, and the statement that decided is told.
func ExampleEvaluate() {
	bucket := document(policy.KindBucket, `{
		"Version": "2012-10-17",
		"Statement": [{
			"Sid": "Office",
			"Effect": "Allow",
			"Principal": {"AWS": "arn:aws:iam::111122223333:user/Alice"},
			"Action": "s3:GetObject",
			"Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
			"Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
		}]
	}`)
	r := &policy.Request{
		Action:   "s3:GetObject",
		Resource: "arn:aws:s3:::amzn-s3-demo-bucket/memo.txt",
		Account:  "111122223333",
		Principal: policy.Principal{
			Kind:    policy.User,
			ARN:     "arn:aws:iam::111122223333:user/Alice",
			Account: "111122223333",
		},
	}
	for _, ip := range []string{"192.0.2.7", "203.0.113.7"} {
		r.SourceIP = netip.MustParseAddr(ip)
		d := policy.Evaluate(&policy.Set{Bucket: bucket}, r)
		fmt.Println(ip, d)
	}
	// Output:
	// 192.0.2.7 allowed by bucket policy, statement 0 (Office)
	// 203.0.113.7 not allowed by identity-based policy
}

// S3 tells requesters of the account of the bucket which kind of policy refused them.
func ExampleDecision_Message() {
	bucket := document(policy.KindBucket, `{
		"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
	}`)
	r := &policy.Request{
		Action:    "s3:GetObject",
		Resource:  "arn:aws:s3:::amzn-s3-demo-bucket/memo.txt",
		Account:   "111122223333",
		Principal: policy.Principal{Kind: policy.RootUser, ARN: "arn:aws:iam::111122223333:root", Account: "111122223333"},
	}
	d := policy.Evaluate(&policy.Set{Bucket: bucket}, r)
	fmt.Println(d.Message(r))

	r.Principal = policy.Principal{}
	fmt.Println(d.Message(r))
	// Output:
	// User: arn:aws:iam::111122223333:root is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::amzn-s3-demo-bucket/memo.txt" with an explicit deny in a resource-based policy
	// Access Denied
}

// What is no policy is refused with the place.
func ExampleParse() {
	_, err := policy.Parse(policy.KindIdentity, []byte(`{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
     "Condition": {"StringIs": {"aws:username": "Alice"}}}
  ]
}`))
	fmt.Println(err)
	// Output: policy: line 5, column 32: Statement[0].Condition.StringIs: no operator
}

// A policy for everybody is public; a condition with a fixed value makes it one that is
// not.
func ExamplePolicy_Public() {
	everybody := `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}}`
	network := `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
		"Condition": {"StringEquals": {"aws:SourceVpc": "vpc-91237329"}}}}`
	fmt.Println(document(policy.KindBucket, everybody).Public(), document(policy.KindBucket, network).Public())
	// Output: true false
}

// With Block Public Access an ACL for everybody grants nothing.
func ExamplePublicAccessBlock() {
	set := &policy.Set{ObjectACL: []policy.Grant{{Grantee: policy.AllUsers, Permission: policy.PermissionRead}}}
	r := &policy.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/a", Account: "111122223333"}
	fmt.Println(policy.Evaluate(set, r))

	set.PublicAccessBlock = policy.PublicAccessBlock{IgnorePublicACLs: true}
	fmt.Println(policy.Evaluate(set, r))
	// Output:
	// allowed by ACL, statement 0
	// not allowed by bucket policy
}

// A list that grants to a group of everybody is public.
func ExamplePublicACL() {
	private := []policy.Grant{{Grantee: "111122223333", Permission: policy.PermissionFullControl}}
	fmt.Println(policy.PublicACL(private), policy.PublicACL(append(private, policy.Grant{Grantee: policy.AuthenticatedUsers, Permission: policy.PermissionRead})))
	// Output: false true
}

// Through an access point, the access point and the bucket have to allow. This bucket
// leaves it to the access points of its account.
func ExampleAccessPoint() {
	const point = "arn:aws:s3:us-west-2:111122223333:accesspoint/office"
	set := &policy.Set{
		Bucket: document(policy.KindBucket, `{"Statement": {
			"Sid": "Delegate", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": "*",
			"Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}}`),
		AccessPoint: document(policy.KindAccessPoint, `{"Statement": {
			"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/Alice"},
			"Action": "s3:GetObject", "Resource": "`+point+`/object/*"}}`),
	}
	r := &policy.Request{
		Action:      "s3:GetObject",
		Resource:    "arn:aws:s3:::amzn-s3-demo-bucket/memo.txt",
		Account:     "111122223333",
		AccessPoint: &policy.AccessPoint{ARN: point, Resource: point + "/object/memo.txt", Account: "111122223333"},
		Principal:   policy.Principal{Kind: policy.User, ARN: "arn:aws:iam::111122223333:user/Alice", Account: "111122223333"},
	}
	fmt.Println(policy.Evaluate(set, r))
	// Output: allowed by bucket policy, statement 0 (Delegate)
}

// A decision names its rule, and Trace tells the others that were met.
func ExampleTrace() {
	set := &policy.Set{Bucket: document(policy.KindBucket, `{"Statement": {
		"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
		"Condition": {"Bool": {"aws:SecureTransport": "false"}}}}`)}
	d, met := policy.Trace(set, &policy.Request{
		Action: "s3:GetObject", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/memo.txt", Account: "111122223333",
	})
	fmt.Println(d, "by", d.Rule)
	for _, r := range met {
		fmt.Println(r)
	}
	// Output:
	// denied by bucket policy, statement 0 by policy/deny
	// policy/version-2008
	// policy/everyone
	// policy/action
	// policy/resource
	// policy/wildcard
	// policy/condition
	// policy/condition-key
	// policy/operator-bool
	// policy/deny
	// policy/message-short
}

// A document that is refused says where.
func ExampleParseError() {
	_, err := policy.Parse(policy.KindBucket, []byte(`{"Statement": []}`))
	var e *policy.ParseError
	e, _ = err.(*policy.ParseError)
	fmt.Println(e.Line, e.Column, e.Path, e.Reason)
	// Output: 1 15 Statement an empty list
}

// A policy is kept as the document that it was parsed of.
func ExamplePolicy_Document() {
	document := []byte(`{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::books"}}`)
	p, err := policy.Parse(policy.KindBucket, document)
	fmt.Println(string(p.Document()) == string(document), err)
	// Output: true <nil>
}
