// Package policy evaluates AWS policies for the actions that a read of S3 needs: it says
// whether a request is allowed, and which statement of which policy decided.
//
// It is a pure function of policies and of what is known about the request. It does no
// I/O, has no clock, keeps nothing, and knows no HTTP. [Parse] reads a document strictly,
// [Evaluate] decides, and [Decision.Message] words a refusal as S3 does.
//
// # Order
//
// [Evaluate] asks in this order, and the first that has an answer decides
// (IAM User Guide: Policy evaluation logic):
//
//	a Deny statement of any policy             denied, explicitly
//	resource control policies                  each level has to allow
//	service control policies                   each level has to allow
//	the policy of the VPC endpoint             has to allow
//	the VPC of the access point                has to be the request's
//	RestrictPublicBuckets with a public policy only the owner's account and services
//	the grants                                 see below
//
// A policy that is not there limits nothing, but for the policy of a KMS key: a key has
// always one, and without it nobody may decrypt (KMS Developer Guide: Key policies).
//
// # Grants
//
// A resource grants by a statement of its policy, or by its ACL. How far a grant goes
// depends on what it names (IAM User Guide: Policy evaluation logic, AWS JSON policy
// elements: Principal):
//
//	names                            the grant is
//	"*", the user, the session       direct: nothing of the principal's limits it
//	the role of a session, the user  limited by boundary and session policies
//	who federated, the provider
//	the account, a canonical user    delegated: the principal's own policies decide
//
// That holds within one account, where the principal's own policies (an Allow of an
// identity-based policy that the boundary and the session policies allow too) are enough
// without any grant. Across accounts both are needed: a grant of any kind, and the
// principal's own policies. The root user needs no policy of its own account. A request
// that is not signed, and a service, need a grant and nothing else.
//
// A KMS key differs: the principal's own policies count only as far as the key policy
// delegates to the account (KMS Developer Guide: Default key policy).
//
// A request through an access point needs both: the access point and the bucket have to
// allow it (S3 User Guide: Configuring IAM policies for using access points).
//
// An object whose owner is not the bucket's is granted by its ACL alone, and the bucket's
// policy can only deny (S3 User Guide: How Amazon S3 authorizes a request for an object
// operation). With [Set.BucketOwnerEnforced] there are neither ACLs nor other owners.
//
// # What was chosen
//
// Where the pages are silent or say two things, one answer had to be chosen. Such answers
// have vectors of kind "guess", and the choices are rules of kind guess among [Rules].
//
// # Rules
//
// Each decision names the rule that decided, and [Trace] tells the others that were met:
// how a statement named the principal, the action and the resource, and by which operators
// its conditions compared. [Rules] has all, with the pages that say so.
//
// # What is not here
//
// Grants of KMS and S3 Access Grants, and the validation of actions and condition keys
// against the lists of a service. A document that AWS would refuse for those reasons is
// accepted, and matches what it names.
package policy
