package policy

import "strconv"

// A Kind is what a policy is attached to, or what else can decide about a request. The
// zero Kind is none of them.
type Kind uint8

const (
	// KindIdentity is a policy of a user, a role, or a group of the user.
	KindIdentity Kind = iota + 1

	// KindBoundary is the permissions boundary of a user or a role.
	KindBoundary

	// KindSession is a policy that was passed when a session was made.
	KindSession

	// KindServiceControl is a policy of an organization that limits the principals of
	// its accounts.
	KindServiceControl

	// KindResourceControl is a policy of an organization that limits access to the
	// resources of its accounts.
	KindResourceControl

	// KindVPCEndpoint is the policy of the VPC endpoint that a request comes through.
	KindVPCEndpoint

	// KindBucket is the policy of a bucket.
	KindBucket

	// KindAccessPoint is the policy of an access point, and the access point itself.
	KindAccessPoint

	// KindKey is the policy of a KMS key.
	KindKey

	// KindACL is the access control list of an object or a bucket. It is no kind of
	// document.
	KindACL

	// KindPublicAccessBlock is S3 Block Public Access. It is no kind of document.
	KindPublicAccessBlock

	// KindAccount is the account that owns the resource, whose root user needs no
	// policy. It is no kind of document.
	KindAccount
)

// kinds says of each Kind how it is called, how AccessDenied calls it with its article,
// and what its documents are like.
var kinds = [...]struct {
	name, article, term string

	size       int  // of the document
	spaces     bool // whether white space counts
	principals bool // whether statements name principals
	id         bool // whether the document may have an Id
}{
	// IAM User Guide: IAM and AWS STS quotas. Session policies: 2,048 characters; the
	// inline policies of a role: 10,240 in all; managed policies, which boundaries are: 6,144.
	KindIdentity: {"identity-based policy", "an", "identity-based policy", 10240, false, false, false},
	KindBoundary: {"permissions boundary", "a", "permissions boundary", 6144, false, false, false},
	KindSession:  {"session policy", "a", "session policy", 2048, false, false, false},
	// AWS Organizations User Guide: Quotas and service limits.
	KindServiceControl:  {"service control policy", "a", "service control policy", 5120, true, false, false},
	KindResourceControl: {"resource control policy", "a", "resource control policy", 5120, true, true, false},
	// AWS PrivateLink: Control access to VPC endpoints using endpoint policies.
	KindVPCEndpoint: {"VPC endpoint policy", "a", "VPC endpoint policy", 20480, true, true, true},
	// S3 User Guide: Bucket policy examples, and the same for access points.
	KindBucket:      {"bucket policy", "a", "resource-based policy", 20480, true, true, true},
	KindAccessPoint: {"access point policy", "a", "resource-based policy", 20480, true, true, true},
	// KMS Developer Guide: Resource quotas.
	KindKey: {"key policy", "a", "resource-based policy", 32768, true, true, true},

	KindACL:               {name: "ACL"},
	KindPublicAccessBlock: {name: "Block Public Access"},
	KindAccount:           {name: "account"},
}

// String returns the name, such as "bucket policy".
func (k Kind) String() string {
	if k == 0 || int(k) >= len(kinds) {
		return "Kind(" + strconv.Itoa(int(k)) + ")"
	}
	return kinds[k].name
}

// phrase returns the name with its article.
func (k Kind) phrase() string { return kinds[k].article + " " + kinds[k].name }

// isDocument reports whether there are documents of the kind.
func (k Kind) isDocument() bool { return k >= KindIdentity && k <= KindKey }

// isList reports whether there may be several policies of the kind.
func (k Kind) isList() bool {
	return k == KindIdentity || k == KindSession || k == KindServiceControl || k == KindResourceControl
}
