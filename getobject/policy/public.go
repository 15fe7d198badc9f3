package policy

import (
	"net/netip"
	"strings"
)

// A PublicAccessBlock has the settings of S3 Block Public Access that apply to a request:
// each is set if it is set for the access point, the bucket, the account or the
// organization (S3 User Guide: Blocking public access to your Amazon S3 storage).
type PublicAccessBlock struct {
	// BlockPublicACLs and BlockPublicPolicy refuse to store public ACLs and policies. They
	// change nothing for a read.
	BlockPublicACLs, BlockPublicPolicy bool

	// IgnorePublicACLs makes public ACLs grant nothing.
	IgnorePublicACLs bool

	// RestrictPublicBuckets leaves a bucket or an access point with a public policy to
	// services and to the accounts of their owners.
	RestrictPublicBuckets bool
}

// isPublic reports whether a statement allows something to others than fixed values name. One
// that names nobody does not.
func isPublic(p *Policy) bool {
	for i := range p.statements {
		if s := &p.statements[i]; !s.deny && !s.principals.fixed() && !s.fixedByCondition(p.kind) {
			return true
		}
	}
	return false
}

// fixed reports whether nobody is named but accounts, users, roles and services.
func (n *principals) fixed() bool { return !n.anyone && len(n.providers) == 0 }

// fixedByCondition reports whether a condition has fixed values for one of the keys that
// say who or where from.
func (s *statement) fixedByCondition(kind Kind) bool {
	for i := range s.conditions {
		c := &s.conditions[i]
		if c.ifExists || c.operator.negated || c.quantifier == forAllValues || len(c.operands) == 0 {
			continue
		}
		if fixes := fixer(c.key, kind); fixes != nil && c.every(fixes) {
			return true
		}
	}
	return false
}

func (c *condition) every(fixes func(*condition, *operand) bool) bool {
	for i := range c.operands {
		if !fixes(c, &c.operands[i]) {
			return false
		}
	}
	return true
}

// fixing has the keys whose fixed values make a statement one that is not public, in lower
// case (S3 User Guide: The meaning of "public"). The page says "AWS principal" with one key
// as an example; the others are those that say the same.
var fixing = map[string]func(*condition, *operand) bool{
	"aws:principalorgid":        isFixed,
	"aws:principalorgpaths":     isFixed,
	"aws:principalarn":          isFixed,
	"aws:principalaccount":      isFixed,
	"aws:sourceip":              isNarrow,
	"aws:sourcearn":             isFixed,
	"aws:sourcevpc":             isFixed,
	"aws:sourcevpce":            isFixed,
	"aws:sourceowner":           isFixed,
	"aws:sourceaccount":         isFixed,
	"aws:userid":                isFixedID,
	"s3:dataaccesspointarn":     isAccessPointOfAccount,
	"s3:dataaccesspointaccount": isFixed,
	"s3:x-amz-server-side-encryption-aws-kms-key-id": isFixed,
}

// fixer returns what says whether a value for the key is fixed, or nil. What an access point
// says of its own ARN fixes nothing.
func fixer(k key, kind Kind) func(*condition, *operand) bool {
	if kind == KindAccessPoint && k.id == keyAccessPoint {
		return nil
	}
	return fixing[strings.ToLower(k.name)]
}

// isFixed reports whether a value has no wildcard and no variable.
func isFixed(c *condition, o *operand) bool {
	switch c.operator.class {
	case classString, classLike:
		return o.text.fixed()
	case classARN:
		for i := range o.arn {
			if !o.arn[i].fixed() {
				return false
			}
		}
		return true
	}
	return false
}

// isNarrow reports whether a range of addresses is at most a /8, or a /32 of IPv6.
func isNarrow(c *condition, o *operand) bool {
	widest := 8
	if o.network.Addr().Is6() {
		widest = 32
	}
	return c.operator.class == classIP && o.network != netip.Prefix{} && o.network.Bits() >= widest
}

// isFixedID reports whether a value is fixed, or names a role and any of its sessions.
func isFixedID(c *condition, o *operand) bool {
	a := o.text.atoms
	return isFixed(c, o) || c.operator.class == classLike && len(a) == 2 && a[1].form == many &&
		strings.HasPrefix(a[0].text, "AROA") && strings.IndexByte(a[0].text, ':') == len(a[0].text)-1
}

// isAccessPointOfAccount reports whether a value is fixed up to the name of the access point.
func isAccessPointOfAccount(c *condition, o *operand) bool {
	switch c.operator.class {
	case classLike:
		if len(o.text.atoms) == 0 || o.text.atoms[0].form != literal || o.text.variables {
			return false
		}
		parts := strings.SplitN(o.text.atoms[0].text, ":", arnParts)
		return len(parts) == arnParts && isAccount(parts[4]) && strings.HasPrefix(parts[5], "accesspoint/")
	case classARN:
		return len(o.arn) == arnParts && o.arn[4].fixed() && !o.arn[5].variables
	}
	return isFixed(c, o)
}
