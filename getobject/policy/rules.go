package policy

import (
	"iter"
	"slices"

	"github.com/s3get/s3get/getobject/rule"
)

// The pages that rules cite. Those of AWS are cited by their headings.
const (
	pageEvaluation = "IAM User Guide: Policy evaluation logic"
	pageOneAccount = "IAM User Guide: Policy evaluation for requests within a single account"
	pageAcross     = "IAM User Guide: Cross-account policy evaluation logic"
	pagePrincipal  = "IAM User Guide: AWS JSON policy elements: Principal"
	pageOperators  = "IAM User Guide: IAM JSON policy elements: Condition operators"
	pageSets       = "IAM User Guide: Set operators for multivalued context keys"
	pageVariables  = "IAM User Guide: IAM policy elements: Variables and tags"
	pageResource   = "IAM User Guide: IAM JSON policy elements: Resource"
	pageKeys       = "IAM User Guide: AWS global condition context keys"
	pageBlock      = "S3 User Guide: Blocking public access to your Amazon S3 storage"
	pageACL        = "S3 User Guide: Access control list (ACL) overview"
	pageObject     = "S3 User Guide: How Amazon S3 authorizes a request for an object operation"
	pagePoint      = "S3 User Guide: Configuring IAM policies for using access points"
	pageDenied     = "S3 User Guide: Troubleshoot access denied (403 Forbidden) errors in Amazon S3"
	pageKeyPolicy  = "KMS Developer Guide: Key policies in AWS KMS"
)

// The rules that decide a request, in the order in which they are asked.
var (
	ruleDeny = &rule.Rule{
		ID:       "policy/deny",
		Sentence: "A Deny statement that applies to a request denies it, whatever allows it.",
		Sections: []string{pageEvaluation},
	}
	ruleResourceControl = &rule.Rule{
		ID:       "policy/resource-control",
		Sentence: "Resource control policies of each level have to allow what anybody asks of the resources of their accounts, and grant nothing.",
		Sections: []string{"AWS Organizations User Guide: RCP evaluation"},
	}
	ruleServiceControl = &rule.Rule{
		ID:       "policy/service-control",
		Sentence: "Service control policies of each level have to allow what principals of their accounts ask for, and grant nothing.",
		Sections: []string{"AWS Organizations User Guide: SCP evaluation"},
	}
	ruleEndpoint = &rule.Rule{
		ID:       "policy/vpc-endpoint",
		Sentence: "The policy of the VPC endpoint that a request comes through has to allow it, and grants nothing.",
		Sections: []string{"AWS PrivateLink: Control access to VPC endpoints using endpoint policies"},
	}
	ruleAccessPointVPC = &rule.Rule{
		ID:       "policy/access-point-vpc",
		Sentence: "An access point that is restricted to a VPC allows nothing to a request from elsewhere.",
		Sections: []string{"S3 User Guide: Creating access points restricted to a virtual private cloud"},
	}
	ruleRestrict = &rule.Rule{
		ID:       "policy/restrict-public-buckets",
		Sentence: "RestrictPublicBuckets leaves a bucket or an access point with a public policy to services and to the accounts of their owners.",
		Sections: []string{pageBlock},
	}
	ruleUnsigned = &rule.Rule{
		ID:       "policy/no-own-policies",
		Sentence: "A request that is not signed, and one of a service, needs a grant of the resource and nothing else.",
		Sections: []string{pageObject, pagePrincipal},
	}
	ruleGrant = &rule.Rule{
		ID:       "policy/grant",
		Sentence: "Within an account a grant to everybody, to the user or to the session is enough, and neither a boundary nor session policies limit it.",
		Sections: []string{pageOneAccount},
	}
	ruleRoleGrant = &rule.Rule{
		ID:       "policy/grant-role",
		Sentence: "Within an account a grant to the role of a session, or to who federated, is enough as far as the boundary and the session policies allow too.",
		Sections: []string{pageOneAccount},
	}
	ruleKey = &rule.Rule{
		ID:       "policy/key",
		Sentence: "Nobody may use a KMS key unless its policy grants it, or grants it to the account and a policy of the principal allows.",
		Sections: []string{pageKeyPolicy, "KMS Developer Guide: Default key policy"},
	}
	ruleImplicit = &rule.Rule{
		ID:       "policy/implicit-deny",
		Sentence: "What neither a grant nor an identity-based policy allows is denied.",
		Sections: []string{pageEvaluation},
	}
	ruleBoundary = &rule.Rule{
		ID:       "policy/boundary",
		Sentence: "A permissions boundary has to allow what an identity-based policy allows, and grants nothing.",
		Sections: []string{"IAM User Guide: Permissions boundaries for IAM entities"},
	}
	ruleSession = &rule.Rule{
		ID:       "policy/session",
		Sentence: "The policies of a session have to allow what an identity-based policy allows, and grant nothing.",
		Sections: []string{"IAM User Guide: Policies and permissions in AWS Identity and Access Management: Session policies"},
	}
	ruleAcross = &rule.Rule{
		ID:       "policy/cross-account",
		Sentence: "Across accounts both a grant of the resource and the principal's own policies have to allow.",
		Sections: []string{pageAcross},
	}
	ruleRoot = &rule.Rule{
		ID:       "policy/root-user",
		Sentence: "The root user of the account of a resource needs no policy.",
		Sections: []string{pageEvaluation},
	}
	ruleIdentity = &rule.Rule{
		ID:       "policy/identity",
		Sentence: "Within an account the principal's own policies are enough without a grant.",
		Sections: []string{pageOneAccount},
	}
)

// lacking has the rules by which a kind of policy that does not allow refuses.
var lacking = [...]*rule.Rule{
	KindIdentity:        ruleImplicit,
	KindBoundary:        ruleBoundary,
	KindSession:         ruleSession,
	KindServiceControl:  ruleServiceControl,
	KindResourceControl: ruleResourceControl,
	KindVPCEndpoint:     ruleEndpoint,
}

// Rules returns the rules of policies: first those that a [Decision] names, in the order in
// which they are asked, then that of a [ParseError], and then those
// by which statements apply, which [Trace] tells.
func Rules() iter.Seq[*rule.Rule] { return slices.Values(rules[:]) }

var rules = [...]*rule.Rule{
	ruleDeny,
	ruleResourceControl,
	ruleServiceControl,
	ruleEndpoint,
	ruleAccessPointVPC,
	ruleRestrict,
	ruleUnsigned,
	ruleGrant,
	ruleRoleGrant,
	ruleKey,
	ruleImplicit,
	ruleBoundary,
	ruleSession,
	ruleAcross,
	ruleRoot,
	ruleIdentity,
	ruleDocument,
	ruleDenyOrder,
	ruleAccessPoint,
	ruleAccessPointOwn,
	ruleForeignObject,
	ruleACL,
	ruleACLDisabled,
	ruleIgnoreACLs,
	ruleIgnoreMixed,
	ruleRestrictACL,
	ruleBlockNew,
	rulePublic,
	ruleMessage,
	ruleMessageShort,
	ruleEveryone,
	rulePrincipal,
	ruleAccount,
	ruleNotPrincipal,
	ruleNotPrincipalBounded,
	ruleAction,
	ruleNotAction,
	ruleResource,
	ruleNotResource,
	ruleWildcard,
	ruleWildcardColon,
	ruleVersion2008,
	ruleVariable,
	ruleVariableDefault,
	ruleVariableMissing,
	ruleVariableText,
	ruleCondition,
	ruleConditionKey,
	ruleString,
	ruleLike,
	ruleNumeric,
	ruleDate,
	ruleBool,
	ruleBinary,
	ruleIP,
	ruleARN,
	ruleNull,
	ruleKeyText,
	ruleMissing,
	ruleIfExists,
	ruleForAll,
	ruleForAny,
	ruleSeveral,
}
