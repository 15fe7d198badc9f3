package policy

import (
	"strconv"
	"strings"
	"time"
)

// A PrincipalKind says what a request was signed by.
type PrincipalKind uint8

const (
	// Anonymous is a request that is not signed. It is the zero PrincipalKind.
	Anonymous PrincipalKind = iota

	// RootUser is the root user of an account.
	RootUser

	// User is an IAM user.
	User

	// RoleSession is a session of a role, however the role was assumed.
	RoleSession

	// FederatedUser is a session of an IAM user or a root user that GetFederationToken
	// made. Without session policies it may do only what a resource grants directly.
	FederatedUser

	// Service is a service that acts for itself, such as cloudfront.amazonaws.com, and a
	// CloudFront origin access identity. It has no policies of its own.
	Service
)

// String returns the value of the key aws:PrincipalType, or "Service".
func (k PrincipalKind) String() string {
	switch k {
	case Anonymous:
		return "Anonymous"
	case RootUser:
		return "Account"
	case User:
		return "User"
	case RoleSession:
		return "AssumedRole"
	case FederatedUser:
		return "FederatedUser"
	case Service:
		return "Service"
	}
	return "PrincipalKind(" + strconv.Itoa(int(k)) + ")"
}

// A Principal is a requester. The zero Principal is that of a request which is not signed.
type Principal struct {
	// Kind says which of the fields below there are.
	Kind PrincipalKind

	// ARN is the name of the user, the root user or the session:
	// arn:aws:iam::111122223333:user/name, arn:aws:iam::111122223333:root,
	// arn:aws:sts::111122223333:assumed-role/role/session or
	// arn:aws:sts::111122223333:federated-user/name. A Service may have one, as the
	// origin access identities of CloudFront do.
	ARN string

	// Issuer is the ARN of the role of a RoleSession, with its path, or of the user who
	// made a FederatedUser.
	Issuer string

	// Account is the id of the account, 12 digits.
	Account string

	// CanonicalID is the canonical user id of the account.
	CanonicalID string

	// UserID and UserName are the values of aws:userid and aws:username, which only some
	// kinds have (IAM User Guide: IAM policy elements: Variables and tags).
	UserID, UserName string

	// Service is the name of a Service.
	Service string

	// Provider is the identity provider by which a role was assumed, such as
	// accounts.google.com or the ARN of a SAML provider.
	Provider string

	// Tags are those of the user, the role and the session.
	Tags map[string]string

	// OrgID and OrgPaths are where the account is in an organization.
	OrgID    string
	OrgPaths []string

	// TokenIssued is when temporary credentials were issued. Others have none.
	TokenIssued time.Time

	// MFA is when the requester was authenticated by a second factor, if ever.
	MFA time.Time
}

// self reports whether the principal has policies of its own.
func (p *Principal) self() bool { return p.Kind != Anonymous && p.Kind != Service }

// A grant is how far a resource lets a principal go.
type grant uint8

const (
	ungranted grant = iota
	delegated       // to the account, whose policies decide
	limited         // by boundary and session policies
	direct
)

// principals are what a Principal or NotPrincipal names.
type principals struct {
	anyone     bool
	accounts   []string
	arns       []string
	canonicals []string
	services   []string
	providers  []string
}

// grant returns how far a statement that names these goes for p.
func (n *principals) grant(p *Principal) grant {
	g := ungranted
	switch {
	case n.anyone:
		return direct
	case p.Kind == Anonymous:
		return ungranted
	case p.ARN != "" && has(n.arns, p.ARN), p.Kind == Service && has(n.services, p.Service):
		return direct
	case p.Issuer != "" && has(n.arns, p.Issuer), p.Provider != "" && has(n.providers, p.Provider):
		return limited
	case n.account(p):
		g = delegated
	}
	if g == delegated && !(p.Kind == User || p.Kind == RoleSession || p.Kind == FederatedUser) {
		return direct // a root user, or what a canonical user id stands for
	}
	return g
}

// account reports whether the account of p is named.
func (n *principals) account(p *Principal) bool {
	return p.Account != "" && has(n.accounts, p.Account) ||
		p.CanonicalID != "" && has(n.canonicals, p.CanonicalID)
}

// exempts reports whether a NotPrincipal with these leaves out p: it names all that p is
// (IAM User Guide: AWS JSON policy elements: NotPrincipal).
func (n *principals) exempts(p *Principal) bool {
	switch {
	case n.anyone:
		return true
	case p.Kind == Anonymous:
		return false
	case p.Kind == Service:
		return n.grant(p) == direct
	case !n.account(p):
		return false
	case p.Kind == RootUser:
		return true
	}
	return has(n.arns, p.ARN) && (p.Kind == User || has(n.arns, p.Issuer))
}

func has(list []string, s string) bool {
	for i := range list {
		if list[i] == s {
			return true
		}
	}
	return false
}

// addAWS adds what stands under "AWS": everybody, an account, or an ARN. It says what is
// wrong with it, if anything is. The id of a principal that was deleted is nobody.
func (n *principals) addAWS(s string) (reason string) {
	switch {
	case s == "*":
		n.anyone = true
	case strings.ContainsAny(s, "*?"):
		return "a wildcard for a part of a principal"
	case isAccount(s):
		n.accounts = append(n.accounts, s)
	case strings.HasPrefix(s, "arn:"):
		return n.addARN(s)
	case !isUniqueID(s):
		return "no principal"
	}
	return ""
}

// addARN adds an account, a user, a role or a session. A group is no principal.
func (n *principals) addARN(s string) (reason string) {
	parts := strings.SplitN(s, ":", arnParts)
	if len(parts) < arnParts || parts[3] != "" {
		return "no ARN of a principal"
	}
	kind, name, _ := strings.Cut(parts[5], "/")
	switch parts[2] + ":" + kind {
	case "iam:root":
		if name == "" && isAccount(parts[4]) {
			n.accounts = append(n.accounts, parts[4])
			return ""
		}
		return "no id of an account"
	case "iam:user", "iam:role", "sts:federated-user":
	case "sts:assumed-role":
		_, name, _ = strings.Cut(name, "/")
	default:
		return "no ARN of a principal"
	}
	switch {
	case name == "" || strings.Contains(name, "${"):
		return "no name of a principal"
	case !isAccount(parts[4]) && parts[4] != "cloudfront": // whose origin access identities are users
		return "no id of an account"
	}
	n.arns = append(n.arns, s)
	return ""
}

func isAccount(s string) bool { return len(s) == 12 && strings.Trim(s, "0123456789") == "" }

// isUniqueID reports whether s is what a policy says instead of the ARN of a user or a role
// that was deleted (IAM User Guide: AWS JSON policy elements: Principal).
func isUniqueID(s string) bool {
	return len(s) >= 16 && (strings.HasPrefix(s, "AIDA") || strings.HasPrefix(s, "AROA")) &&
		strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// addName returns a function that adds what stands under the other names of a principal.
func addName(list *[]string) func(string) string {
	return func(s string) (reason string) {
		if s == "" || strings.ContainsAny(s, "*?") {
			return "no name of a principal"
		}
		*list = append(*list, s)
		return ""
	}
}
