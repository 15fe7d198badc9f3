package policy

import "github.com/s3get/s3get/getobject/rule"

// The rules by which policies are read on the way to a decision.
var (
	ruleDocument = &rule.Rule{
		ID:       "policy/document",
		Sentence: "A document is refused if it is not JSON of the grammar, if its kind may not have an element or its values, or if it is too large.",
		Sections: []string{"IAM User Guide: Grammar of the IAM JSON policy language", "IAM User Guide: IAM and AWS STS quotas"},
	}
	ruleDenyOrder = &rule.Rule{
		ID: "policy/deny-order", Kind: rule.KindGuess,
		Sentence: "Of several policies that deny, the one told is the first of resource control, service control, VPC endpoint, bucket or key, access point, identity, boundary and session.",
		Sections: []string{pageDenied},
	}
	ruleAccessPoint = &rule.Rule{
		ID:       "policy/access-point",
		Sentence: "Through an access point both the access point and the bucket have to allow, each by its policy or by policies of the principal.",
		Sections: []string{pagePoint},
	}
	ruleAccessPointOwn = &rule.Rule{
		ID: "policy/access-point-own", Kind: rule.KindGuess,
		Sentence: "Across accounts and through an access point it is enough that the principal's own policies name the access point or the bucket.",
		Sections: []string{pagePoint},
	}
	ruleForeignObject = &rule.Rule{
		ID:       "policy/foreign-object",
		Sentence: "An object that another account than the bucket's owns is granted by its ACL alone, and the policy of the bucket can only deny.",
		Sections: []string{pageObject},
	}
	ruleACL = &rule.Rule{
		ID:       "policy/acl",
		Sentence: "READ and FULL_CONTROL of an object grant to get it and its versions, and those of a bucket to list it; WRITE of a bucket grants to put and delete objects, and READ_ACP and WRITE_ACP grant to read and write the list itself.",
		Sections: []string{pageACL},
	}
	ruleACLDisabled = &rule.Rule{
		ID:       "policy/acl-disabled",
		Sentence: "A bucket whose owner is enforced has neither ACLs nor objects of others.",
		Sections: []string{"S3 User Guide: Controlling ownership of objects and disabling ACLs for your bucket"},
	}
	ruleIgnoreACLs = &rule.Rule{
		ID:       "policy/ignore-public-acls",
		Sentence: "IgnorePublicACLs makes an ACL that grants to everybody grant nothing.",
		Sections: []string{pageBlock},
	}
	ruleIgnoreMixed = &rule.Rule{
		ID: "policy/ignore-mixed-acl", Kind: rule.KindGuess,
		Sentence: "IgnorePublicACLs ignores what a public ACL grants to others, too.",
		Sections: []string{pageBlock},
	}
	ruleRestrictACL = &rule.Rule{
		ID: "policy/restrict-acl", Kind: rule.KindGuess,
		Sentence: "RestrictPublicBuckets keeps others out of a bucket with a public policy even if an ACL grants to them.",
		Sections: []string{pageBlock},
	}
	ruleBlockNew = &rule.Rule{
		ID:       "policy/block-public-policy",
		Sentence: "BlockPublicPolicy and BlockPublicACLs change nothing for a read.",
		Sections: []string{pageBlock},
	}
	rulePublic = &rule.Rule{
		ID:       "policy/public",
		Sentence: "A policy is public if a statement allows to others than fixed principals, or than fixed values of a key that says who or where from.",
		Sections: []string{`S3 User Guide: The meaning of "public"`},
	}
	ruleMessage = &rule.Rule{
		ID:       "policy/message",
		Sentence: "AccessDenied says which kind of policy refused, and which managed policy denied, to those of the account of the resource and of its organization.",
		Sections: []string{pageDenied},
	}
	ruleMessageShort = &rule.Rule{
		ID:       "policy/message-short",
		Sentence: "AccessDenied says nothing more to others, nor of directory buckets, of ACLs and of Block Public Access.",
		Sections: []string{pageDenied},
	}
)

// The rules by which a statement names who, what and which.
var (
	ruleEveryone = &rule.Rule{
		ID:       "policy/everyone",
		Sentence: "\"*\", as Principal or in the list of AWS, names everybody, whether signed or not.",
		Sections: []string{pagePrincipal},
	}
	rulePrincipal = &rule.Rule{
		ID:       "policy/principal",
		Sentence: "A Principal names a user, a role, a session, a federated user, a provider or a service by its whole name, and case matters.",
		Sections: []string{pagePrincipal},
	}
	ruleAccount = &rule.Rule{
		ID:       "policy/principal-account",
		Sentence: "An account, by its id, its root or its canonical user id, is its root user, and for others a delegation to their own policies.",
		Sections: []string{pagePrincipal},
	}
	ruleNotPrincipal = &rule.Rule{
		ID: "policy/not-principal", Kind: rule.KindGuess,
		Sentence: "NotPrincipal leaves out a principal if it names all that the principal is: the session, its role and its account.",
		Sections: []string{"IAM User Guide: AWS JSON policy elements: NotPrincipal"},
	}
	ruleNotPrincipalBounded = &rule.Rule{
		ID:       "policy/not-principal-bounded",
		Sentence: "NotPrincipal leaves out nobody who has a permissions boundary.",
		Sections: []string{"IAM User Guide: AWS JSON policy elements: NotPrincipal"},
	}
	ruleAction = &rule.Rule{
		ID:       "policy/action",
		Sentence: "An Action names actions, and case does not matter.",
		Sections: []string{"IAM User Guide: IAM JSON policy elements: Action"},
	}
	ruleNotAction = &rule.Rule{
		ID:       "policy/not-action",
		Sentence: "NotAction names all actions but those that it lists.",
		Sections: []string{"IAM User Guide: IAM JSON policy elements: NotAction"},
	}
	ruleResource = &rule.Rule{
		ID:       "policy/resource",
		Sentence: "A Resource names buckets, objects, access points or keys by ARN, and case matters.",
		Sections: []string{pageResource},
	}
	ruleNotResource = &rule.Rule{
		ID:       "policy/not-resource",
		Sentence: "NotResource names all resources but those that it lists.",
		Sections: []string{"IAM User Guide: IAM JSON policy elements: NotResource"},
	}
	ruleWildcard = &rule.Rule{
		ID:       "policy/wildcard",
		Sentence: "In actions and resources * stands for any characters, / among them, or for none, and ? for one.",
		Sections: []string{pageResource},
	}
	ruleWildcardColon = &rule.Rule{
		ID: "policy/wildcard-colon", Kind: rule.KindGuess,
		Sentence: "A wildcard of a Resource does not stop at a colon.",
		Sections: []string{pageResource},
	}
	ruleVersion2008 = &rule.Rule{
		ID:       "policy/version-2008",
		Sentence: "A document of version 2008-10-17, and one without a Version, has no variables: ${ is text.",
		Sections: []string{"IAM User Guide: IAM JSON policy elements: Version"},
	}
	ruleVariable = &rule.Rule{
		ID:       "policy/variable",
		Sentence: "A variable stands for the value of a key, or for one of the characters *, ? and $.",
		Sections: []string{pageVariables},
	}
	ruleVariableDefault = &rule.Rule{
		ID:       "policy/variable-default",
		Sentence: "A variable with a default stands for it if the request does not have the key.",
		Sections: []string{pageVariables},
	}
	ruleVariableMissing = &rule.Rule{
		ID: "policy/variable-missing", Kind: rule.KindGuess,
		Sentence: "With a variable that has no value, or several, a value matches nothing, and a NotResource or a negated operator that needs it does not apply.",
		Sections: []string{pageVariables},
	}
	ruleVariableText = &rule.Rule{
		ID: "policy/variable-text", Kind: rule.KindGuess,
		Sentence: "What a variable stands for is text: no wildcard in it has a meaning, and a number, a time or an address is written as it is usually.",
		Sections: []string{pageVariables},
	}
)

// The rules of conditions.
var (
	ruleCondition = &rule.Rule{
		ID:       "policy/condition",
		Sentence: "All operators and keys of a Condition have to hold, each with one of its values, or if it is negated with none.",
		Sections: []string{"IAM User Guide: Conditions with multiple context keys or values"},
	}
	ruleConditionKey = &rule.Rule{
		ID:       "policy/condition-key",
		Sentence: "A key of a Condition, whose case does not matter, has the value that the request has.",
		Sections: []string{pageKeys, "Service Authorization Reference: Condition keys for Amazon S3"},
	}
	ruleString = &rule.Rule{
		ID:       "policy/operator-string",
		Sentence: "StringEquals and its negation compare all characters, and case matters but with IgnoreCase.",
		Sections: []string{pageOperators},
	}
	ruleLike = &rule.Rule{
		ID:       "policy/operator-like",
		Sentence: "StringLike and its negation compare with * and ?, and case matters.",
		Sections: []string{pageOperators},
	}
	ruleNumeric = &rule.Rule{
		ID:       "policy/operator-numeric",
		Sentence: "A numeric operator compares integers and decimals, and a value that is none matches nothing.",
		Sections: []string{pageOperators},
	}
	ruleDate = &rule.Rule{
		ID:       "policy/operator-date",
		Sentence: "A date operator compares dates of ISO 8601 and seconds since 1970.",
		Sections: []string{pageOperators},
	}
	ruleBool = &rule.Rule{
		ID:       "policy/operator-bool",
		Sentence: "Bool compares true and false in any letter case.",
		Sections: []string{pageOperators},
	}
	ruleBinary = &rule.Rule{
		ID:       "policy/operator-binary",
		Sentence: "BinaryEquals compares the bytes that the policy has in Base64.",
		Sections: []string{pageOperators},
	}
	ruleIP = &rule.Rule{
		ID:       "policy/operator-ip",
		Sentence: "IpAddress and its negation compare an address with ranges of IPv4 and IPv6, and an address is the range of itself.",
		Sections: []string{pageOperators},
	}
	ruleARN = &rule.Rule{
		ID:       "policy/operator-arn",
		Sentence: "ArnEquals and ArnLike compare each of the six parts of an ARN, which may have wildcards.",
		Sections: []string{pageOperators},
	}
	ruleNull = &rule.Rule{
		ID:       "policy/operator-null",
		Sentence: "Null is true for true if the request does not have the key, and for false if it does.",
		Sections: []string{pageOperators},
	}
	ruleKeyText = &rule.Rule{
		ID: "policy/key-text", Kind: rule.KindGuess,
		Sentence: "Text is compared with a number, a time or an address as it is usually written, and of another type nothing matches.",
		Sections: []string{pageOperators},
	}
	ruleMissing = &rule.Rule{
		ID:       "policy/key-missing",
		Sentence: "A request without the key matches no value: a negated operator holds, and any other does not.",
		Sections: []string{pageOperators},
	}
	ruleIfExists = &rule.Rule{
		ID:       "policy/if-exists",
		Sentence: "An operator with IfExists holds if the request does not have the key.",
		Sections: []string{pageOperators},
	}
	ruleForAll = &rule.Rule{
		ID:       "policy/for-all-values",
		Sentence: "ForAllValues holds if each value of the request matches, and if there is none.",
		Sections: []string{pageSets},
	}
	ruleForAny = &rule.Rule{
		ID:       "policy/for-any-value",
		Sentence: "ForAnyValue holds if a value of the request matches, and not if there is none.",
		Sections: []string{pageSets},
	}
	ruleSeveral = &rule.Rule{
		ID: "policy/several-values", Kind: rule.KindGuess,
		Sentence: "Of several values of a key one has to match an operator without ForAllValues or ForAnyValue, and with a negated operator none may.",
		Sections: []string{pageSets},
	}
)

// operatorRules are the rules of operators by their classes.
var operatorRules = [...]*rule.Rule{
	classString: ruleString, classLike: ruleLike, classNumeric: ruleNumeric, classDate: ruleDate, classBool: ruleBool,
	classBinary: ruleBinary, classIP: ruleIP, classARN: ruleARN, classNull: ruleNull,
}
