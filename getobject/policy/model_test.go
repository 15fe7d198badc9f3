package policy_test

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/policy"
)

// The model says what Evaluate has to say, in another way: each rule is a formula about
// whole policies, wildcards are tried one by one, and nothing is remembered. It knows the
// small world of law_test.go only.

// A mStatement is a statement of the model. A list of one is written as one.
type mStatement struct {
	Deny                   bool
	Principal              string // as "Principal" is written, without its type; "" for none
	NotAction, NotResource bool
	Action, Resource       []string
	Operator, Key          string // of the one condition, if any
	Quantifier             string
	IfExists               bool
	Values                 []string
	NotPrincipal           bool
	OtherPrincipals        []string
}

// write writes statements as JSON.
func write(version string, statements []mStatement) []byte {
	list := []map[string]any{}
	for _, s := range statements {
		m := map[string]any{"Effect": "Allow"}
		if s.Deny {
			m["Effect"] = "Deny"
		}
		m[not("Action", s.NotAction)] = s.Action
		m[not("Resource", s.NotResource)] = s.Resource
		switch {
		case s.Principal == "*":
			m[not("Principal", s.NotPrincipal)] = "*"
		case s.Principal != "":
			m[not("Principal", s.NotPrincipal)] = map[string]any{"AWS": append([]string{s.Principal}, s.OtherPrincipals...)}
		}
		if s.Operator != "" {
			name := s.Quantifier + s.Operator
			if s.IfExists {
				name += "IfExists"
			}
			m["Condition"] = map[string]any{name: map[string]any{s.Key: s.Values}}
		}
		list = append(list, m)
	}
	text, _ := json.Marshal(map[string]any{"Version": version, "Statement": list})
	return text
}

func not(name string, not bool) string {
	if not {
		return "Not" + name
	}
	return name
}

// glob tries each way in which wildcards can match.
func glob(p, s string) bool {
	switch {
	case p == "":
		return s == ""
	case p[0] == '*':
		for i := 0; i <= len(s); i++ {
			if glob(p[1:], s[i:]) {
				return true
			}
		}
		return false
	case s == "":
		return false
	}
	return (p[0] == '?' || p[0] == s[0]) && glob(p[1:], s[1:])
}

// A mRequest is a request of the model: keys have lists of values.
type mRequest struct {
	*policy.Request
	keys map[string][]string
}

// substitute replaces ${aws:username}. It fails if there is none. The name of a user has
// no wildcards in this world.
func (r *mRequest) substitute(s string) (string, bool) {
	const name = "${aws:username}"
	if !strings.Contains(s, name) {
		return s, true
	}
	v := r.keys["aws:username"]
	if len(v) != 1 {
		return "", false
	}
	return strings.ReplaceAll(s, name, v[0]), true
}

// covers reports whether a statement is about the request, apart from its principals.
func (s *mStatement) covers(r *mRequest, resource string) bool {
	action := slices.ContainsFunc(s.Action, func(p string) bool { return glob(strings.ToLower(p), strings.ToLower(r.Action)) })
	unknown := false
	about := slices.ContainsFunc(s.Resource, func(p string) bool {
		p, ok := r.substitute(p)
		unknown = unknown || !ok
		return ok && glob(p, resource)
	})
	if s.NotResource && unknown && !about {
		return false
	}
	return action != s.NotAction && about != s.NotResource && s.holds(r)
}

// holds evaluates the condition: a predicate of one value, and a quantifier.
func (s *mStatement) holds(r *mRequest) bool {
	if s.Operator == "" {
		return true
	}
	values := r.keys[s.Key]
	if s.Operator == "Null" {
		return slices.Contains(s.Values, map[bool]string{true: "true", false: "false"}[len(values) == 0])
	}
	negated := strings.Contains(s.Operator, "Not")
	if len(values) == 0 {
		return s.IfExists || s.Quantifier == "ForAllValues:" || negated && s.Quantifier == ""
	}
	if s.Quantifier != "" && strings.Join(values, "") == "" {
		return s.Quantifier == "ForAllValues:"
	}
	results := []bool{}
	for _, v := range values {
		matched, unknown := false, false
		for _, p := range s.Values {
			p, ok := r.substitute(p)
			unknown = unknown || !ok
			matched = matched || ok && s.compare(p, v)
		}
		results = append(results, matched != negated && (!negated || !unknown))
	}
	switch {
	case s.Quantifier == "ForAllValues:", s.Quantifier == "" && negated:
		return !slices.Contains(results, false)
	}
	return slices.Contains(results, true)
}

func (s *mStatement) compare(p, v string) bool {
	switch strings.Replace(s.Operator, "Not", "", 1) {
	case "StringLike":
		return glob(p, v)
	case "StringEqualsIgnoreCase":
		return strings.EqualFold(p, v)
	}
	return p == v
}

// reach is how far the principals of a statement go: 0 not at all, 1 by the account, 2 by
// the role, 3 directly.
func (s *mStatement) reach(p *policy.Principal) int {
	names := append([]string{s.Principal}, s.OtherPrincipals...)
	account := slices.Contains(names, p.Account) || slices.Contains(names, "arn:aws:iam::"+p.Account+":root")
	if s.NotPrincipal {
		switch {
		case s.Principal == "*":
			return 0
		case p.Kind == policy.Anonymous, !account:
			return 3
		case p.Kind == policy.RootUser, slices.Contains(names, p.ARN) && (p.Issuer == "" || slices.Contains(names, p.Issuer)):
			return 0
		}
		return 3
	}
	switch {
	case s.Principal == "*":
		return 3
	case p.Kind == policy.Anonymous:
		return 0
	case slices.Contains(names, p.ARN), account && p.Kind == policy.RootUser:
		return 3
	case slices.Contains(names, p.Issuer):
		return 2
	case account:
		return 1
	}
	return 0
}

// A mSet is a Set of the model. nil is no policy.
type mSet struct {
	identity, boundary, session, control, bucket, point []mStatement

	acl      []policy.Grant
	restrict bool
}

// says returns whether a policy denies, and how far it allows.
func (m *mSet) says(statements []mStatement, r *mRequest, resource string) (deny bool, reach int) {
	for _, s := range statements {
		n := 3
		if s.Principal != "" {
			n = s.reach(&r.Principal)
			if s.NotPrincipal && m.boundary != nil && r.Principal.Kind != policy.Anonymous && r.Principal.Kind != policy.RootUser {
				n = 3
			}
		}
		if n == 0 || !s.covers(r, resource) {
			continue
		}
		if s.Deny {
			deny = true
		} else {
			reach = max(reach, n)
		}
	}
	return deny, reach
}

// public is the definition of Block Public Access, for one key.
func public(statements []mStatement) bool {
	return slices.ContainsFunc(statements, func(s mStatement) bool {
		fixed := s.Key == "aws:SourceVpc" && !s.IfExists && s.Quantifier != "ForAllValues:" &&
			s.Operator != "Null" && !strings.Contains(s.Operator, "Not")
		for _, v := range s.Values {
			fixed = fixed && !strings.Contains(v, "${") && (s.Operator != "StringLike" || !strings.ContainsAny(v, "*?"))
		}
		return !s.Deny && s.Principal == "*" && !fixed
	})
}

func (m *mSet) isPublic(r *mRequest) bool {
	return public(m.bucket) || r.AccessPoint != nil && public(m.point)
}

// model evaluates.
func (m *mSet) model(r *mRequest) (allowed, explicit bool) {
	p := &r.Principal
	signed := p.Kind != policy.Anonymous
	resources := []string{r.Resource}
	if r.AccessPoint != nil {
		resources = append(resources, r.AccessPoint.Resource)
	}
	own := map[string]bool{}   // by resource, what the principal's own policies allow
	limit := map[string]bool{} // what boundary and session allow
	ceiling := true
	for _, resource := range resources {
		denied := func(s []mStatement) bool { d, _ := m.says(s, r, resource); return d }
		allows := func(s []mStatement) bool { _, n := m.says(s, r, resource); return n > 0 }
		if signed && (denied(m.boundary) || denied(m.session) || denied(m.control) || denied(m.identity)) {
			return false, true
		}
		limit[resource] = (m.boundary == nil || allows(m.boundary)) &&
			(m.session == nil && p.Kind != policy.FederatedUser || allows(m.session))
		own[resource] = signed && limit[resource] && (p.Kind == policy.RootUser || allows(m.identity))
		ceiling = ceiling && (!signed || m.control == nil || allows(m.control))
	}
	deny, granted := m.says(m.bucket, r, r.Resource)
	if deny {
		return false, true
	}
	pointGranted := 0
	if r.AccessPoint != nil {
		if deny, pointGranted = m.says(m.point, r, r.AccessPoint.Resource); deny {
			return false, true
		}
	}
	if !ceiling {
		return false, false
	}
	if m.restrict && m.isPublic(r) && p.Account != r.Account && (r.AccessPoint == nil || p.Account != r.AccessPoint.Account) {
		return false, false
	}
	within := func(owner string, granted int, own, limit bool) bool {
		switch {
		case !signed:
			return granted > 0
		case owner != p.Account:
			return own && granted > 0
		}
		return granted == 3 || granted == 2 && limit || own
	}
	if r.AccessPoint != nil && !within(r.AccessPoint.Account, pointGranted, own[r.AccessPoint.Resource], limit[r.AccessPoint.Resource]) {
		return false, false
	}
	byACL := m.aclReach(r)
	owner := r.Account
	if r.ObjectOwner != "" {
		owner, granted = r.ObjectOwner, byACL
	}
	mine := own[r.Resource]
	if r.AccessPoint != nil && owner != p.Account {
		mine = mine || own[r.AccessPoint.Resource]
	}
	return within(owner, max(granted, byACL), mine, limit[r.Resource]), false
}

func (m *mSet) aclReach(r *mRequest) (reach int) {
	for _, g := range m.acl {
		switch {
		case g.Grantee == policy.AllUsers:
			return 3
		case g.Grantee == r.Principal.CanonicalID && g.Grantee != "" && r.Principal.Kind == policy.RootUser:
			reach = 3
		case g.Grantee == r.Principal.CanonicalID && g.Grantee != "":
			reach = max(reach, 1)
		}
	}
	return reach
}
