package iam

import (
	"strings"

	"github.com/s3get/s3get/getobject/policy"
)

// NewPrincipal returns the principal that an ARN names: the root user of an account, a user,
// a session of a role, or a federated user. An account whose ARN is none of them is a
// principal of kind User with that ARN, which policies may name. The ARN of a session does
// not have the path of its role: a role with a path needs Issuer to be set.
func NewPrincipal(arn, account string) policy.Principal {
	p := policy.Principal{Kind: policy.User, ARN: arn, Account: account}
	part := strings.SplitN(arn, ":", 6) // arn:partition:service:region:account:resource
	if len(part) < 6 {
		return p
	}
	if p.Account == "" {
		p.Account = part[4]
	}
	kind, name, _ := strings.Cut(part[5], "/")
	switch {
	case part[2] == "iam" && part[5] == "root":
		p.Kind = policy.RootUser
	case part[2] == "iam" && kind == "user":
		p.UserName = name[strings.LastIndexByte(name, '/')+1:]
	case part[2] == "sts" && kind == "assumed-role":
		p.Kind = policy.RoleSession
		role, _, _ := strings.Cut(name, "/")
		p.Issuer = "arn:" + part[1] + ":iam::" + part[4] + ":role/" + role
	case part[2] == "sts" && kind == "federated-user":
		p.Kind = policy.FederatedUser
	}
	return p
}
