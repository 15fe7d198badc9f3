package policy

// A Set is every policy that applies to a request. What is not there is nil: no policy.
type Set struct {
	// Identity are the policies of the user and its groups, or of the role.
	Identity []*Policy

	// Boundary is the permissions boundary of the user or role.
	Boundary *Policy

	// Session are the policies of the session.
	Session []*Policy

	// ServiceControl are the service control policies that apply to the account of the
	// principal, one list for each level: the root of the organization, each unit down to
	// the account, and the account. Each level has to allow. ResourceControl are the
	// resource control policies that apply to the account of the resource, likewise
	// (AWS Organizations User Guide: SCP evaluation).
	ServiceControl, ResourceControl [][]*Policy

	// VPCEndpoint is the policy of the VPC endpoint that the request came through.
	VPCEndpoint *Policy

	// Bucket is the policy of the bucket. It says nothing about kms:Decrypt.
	Bucket *Policy

	// AccessPoint is the policy of the access point of the request.
	AccessPoint *Policy

	// Key is the policy of the KMS key, for kms:Decrypt.
	Key *Policy

	// ObjectACL and BucketACL are the access control lists of the object and the bucket.
	ObjectACL, BucketACL []Grant

	// BucketOwnerEnforced says that the bucket has no ACLs, and that its owner owns all
	// objects (S3 User Guide: Controlling ownership of objects).
	BucketOwnerEnforced bool

	// PublicAccessBlock is what S3 Block Public Access blocks.
	PublicAccessBlock PublicAccessBlock
}
