package policy_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
	"pgregory.net/rapid"
)

// The world of the laws: few principals, actions, keys and values, so that they meet.
const (
	accountA = "111122223333"
	accountB = "444455556666"
	objectA  = "arn:aws:s3:::b/Alice/a"
	pointA   = "arn:aws:s3:us-west-2:" + accountA + ":accesspoint/p"
)

var (
	worldActions   = []string{"s3:GetObject", "s3:GetObjectVersion"}
	worldPatterns  = []string{"s3:GetObject", "s3:getobject", "s3:Get*", "s3:*Version", "*", "s3:GetObject?ersion", "s3:Put*"}
	worldResources = []string{objectA, "*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::*/?",
		"arn:aws:s3:::c/*", pointA + "/object/*", pointA + "/object/${aws:username}/a"}
	worldNames = []string{"*", "*", accountA, "arn:aws:iam::" + accountA + ":root", "arn:aws:iam::" + accountB + ":root",
		"arn:aws:iam::" + accountA + ":user/Alice", "arn:aws:iam::" + accountB + ":user/Bob",
		"arn:aws:iam::" + accountA + ":role/team/reader", "arn:aws:sts::" + accountA + ":assumed-role/reader/s1",
		"arn:aws:sts::" + accountA + ":federated-user/fred"}
	worldOperators = []string{"", "", "StringEquals", "StringNotEquals", "StringLike", "StringNotLike",
		"StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "Null"}
	worldKeys   = []string{"s3:prefix", "aws:SourceVpc", "aws:username"}
	worldValues = []string{"", "a", "A", "ab", "a*", "?", "Alice", "${aws:username}"}
	worldPeople = []string{"anonymous", "alice", "alan", "root", "session", "federated", "bob", "broot", "bsession"}
)

// check checks a law more often than rapid does by itself, because the world is large.
func check(t *testing.T, law func(*rapid.T)) {
	times := 20
	if testing.Short() {
		times = 2
	}
	for range times {
		rapid.Check(t, law)
	}
}

func some(t *rapid.T, from []string, most int, label string) []string {
	return rapid.SliceOfN(rapid.SampledFrom(from), 1, most).Draw(t, label)
}

func drawStatement(t *rapid.T, resource bool) mStatement {
	s := mStatement{
		Deny:        rapid.IntRange(0, 3).Draw(t, "deny") == 0,
		Action:      some(t, worldPatterns, 2, "action"),
		NotAction:   rapid.IntRange(0, 5).Draw(t, "notAction") == 0,
		Resource:    some(t, worldResources, 2, "resource"),
		NotResource: rapid.IntRange(0, 5).Draw(t, "notResource") == 0,
		Operator:    rapid.SampledFrom(worldOperators).Draw(t, "operator"),
	}
	if resource {
		names := some(t, worldNames, 3, "principals")
		s.Principal, s.OtherPrincipals = names[0], names[1:]
		if i := slices.Index(names, "*"); i >= 0 {
			s.Principal, s.OtherPrincipals = "*", nil
		}
		s.NotPrincipal = s.Deny && rapid.Bool().Draw(t, "notPrincipal")
	}
	if s.Operator == "" {
		return s
	}
	s.Key = rapid.SampledFrom(worldKeys).Draw(t, "key")
	if s.Operator == "Null" {
		s.Values = some(t, []string{"true", "false"}, 1, "null")
		return s
	}
	s.Values = some(t, worldValues, 3, "values")
	s.IfExists = rapid.IntRange(0, 3).Draw(t, "ifExists") == 0
	s.Quantifier = rapid.SampledFrom([]string{"", "", "ForAllValues:", "ForAnyValue:"}).Draw(t, "quantifier")
	return s
}

// drawPolicy draws statements, or no policy.
func drawPolicy(t *rapid.T, resource, often bool, label string) []mStatement {
	n := rapid.IntRange(0, 3).Draw(t, label)
	if n == 0 || !often && n < 3 {
		return nil
	}
	list := []mStatement{}
	for range n {
		list = append(list, drawStatement(t, resource))
	}
	return list
}

func drawSet(t *rapid.T) *mSet {
	m := &mSet{
		identity: drawPolicy(t, false, true, "identity"),
		boundary: drawPolicy(t, false, false, "boundary"),
		session:  drawPolicy(t, false, false, "session"),
		control:  drawPolicy(t, false, false, "control"),
		bucket:   drawPolicy(t, true, true, "bucket"),
		point:    drawPolicy(t, true, true, "point"),
		restrict: rapid.IntRange(0, 3).Draw(t, "restrict") == 0,
	}
	for range rapid.IntRange(0, 2).Draw(t, "acl") {
		who := rapid.SampledFrom([]string{policy.AllUsers, canonical('a'), canonical('b')}).Draw(t, "grantee")
		m.acl = append(m.acl, policy.Grant{Grantee: who, Permission: policy.PermissionRead})
	}
	return m
}

func canonical(c byte) string {
	id := make([]byte, 64)
	for i := range id {
		id[i] = c
	}
	return string(id)
}

func drawRequest(t *rapid.T, people map[string]policy.Principal) *mRequest {
	r := &mRequest{keys: map[string][]string{}, Request: &policy.Request{
		Action:    rapid.SampledFrom(worldActions).Draw(t, "action"),
		Resource:  objectA,
		Account:   accountA,
		Principal: people[rapid.SampledFrom(worldPeople).Draw(t, "principal")],
	}}
	if rapid.IntRange(0, 3).Draw(t, "through") == 0 {
		account := rapid.SampledFrom([]string{accountA, accountB}).Draw(t, "pointAccount")
		r.AccessPoint = &policy.AccessPoint{ARN: pointA, Resource: pointA + "/object/Alice/a", Account: account}
	}
	if rapid.IntRange(0, 5).Draw(t, "foreign") == 0 {
		r.ObjectOwner = accountB
	}
	if prefix := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "A", "ab", "Alice"}), 0, 2).Draw(t, "prefix"); len(prefix) > 0 {
		r.Values = map[string][]string{"S3:Prefix": prefix}
		r.keys["s3:prefix"] = prefix
	}
	if vpc := rapid.SampledFrom([]string{"", "a", "ab"}).Draw(t, "vpc"); vpc != "" {
		r.VPC = vpc
		r.keys["aws:SourceVpc"] = []string{vpc}
	}
	if name := r.Principal.UserName; name != "" {
		r.keys["aws:username"] = []string{name}
	}
	return r
}

// set parses what the model has.
func (m *mSet) set(t *rapid.T) *policy.Set {
	one := func(kind policy.Kind, s []mStatement) *policy.Policy {
		if s == nil {
			return nil
		}
		text := write("2012-10-17", s)
		p, err := policy.Parse(kind, text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		return p
	}
	set := &policy.Set{
		Identity:    []*policy.Policy{one(policy.KindIdentity, m.identity)},
		Boundary:    one(policy.KindBoundary, m.boundary),
		Bucket:      one(policy.KindBucket, m.bucket),
		AccessPoint: one(policy.KindAccessPoint, m.point),
		ObjectACL:   m.acl,

		PublicAccessBlock: policy.PublicAccessBlock{RestrictPublicBuckets: m.restrict},
	}
	if m.session != nil {
		set.Session = []*policy.Policy{nil, one(policy.KindSession, m.session)}
	}
	if m.control != nil {
		set.ServiceControl = [][]*policy.Policy{{one(policy.KindServiceControl, m.control)}}
	}
	return set
}

// policies returns pointers to the statements of each policy.
func (m *mSet) policies() []*[]mStatement {
	return []*[]mStatement{&m.identity, &m.boundary, &m.session, &m.control, &m.bucket, &m.point}
}

// clone copies the policies, so that they can be changed.
func (m *mSet) clone() *mSet {
	c := *m
	for _, p := range c.policies() {
		*p = slices.Clone(*p)
	}
	return &c
}

// TestModel compares Evaluate with the model, and with Trace.
func TestModel(t *testing.T) {
	people := principals(t)
	check(t, func(t *rapid.T) {
		m, r := drawSet(t), drawRequest(t, people)
		d := policy.Evaluate(m.set(t), r.Request)
		if traced, met := policy.Trace(m.set(t), r.Request); traced != d || !slices.Contains(met, d.Rule) {
			t.Fatalf("Evaluate = %v; Trace = %v, %v", d, traced, met)
		}
		if allowed, explicit := m.model(r); d.Allowed != allowed || d.Explicit != explicit {
			t.Fatalf("Evaluate = %v; the model says allowed %v, explicit %v", d, allowed, explicit)
		}
	})
}

// TestDenyWins: with a Deny statement for everything in any policy nothing is allowed.
func TestDenyWins(t *testing.T) {
	people := principals(t)
	check(t, func(t *rapid.T) {
		m, r := drawSet(t), drawRequest(t, people)
		stop := mStatement{Deny: true, Action: []string{"*"}, Resource: []string{"*"}}
		i := rapid.IntRange(0, 5).Draw(t, "policy")
		if i > 3 {
			stop.Principal = "*"
		}
		if i < 4 && r.Principal.Kind == policy.Anonymous || i == 5 && r.AccessPoint == nil {
			return // a policy that is not asked
		}
		p := m.policies()[i]
		*p = slices.Insert(*p, rapid.IntRange(0, len(*p)).Draw(t, "at"), stop)
		if d := policy.Evaluate(m.set(t), r.Request); d.Allowed || !d.Explicit {
			t.Fatalf("Evaluate = %v with a Deny", d)
		}
	})
}

// TestFewerAllows: to remove an Allow never allows, and to remove a Deny never refuses. The
// exception is RestrictPublicBuckets, which a public statement that goes away lifts
// (S3 User Guide: The meaning of "public").
func TestFewerAllows(t *testing.T) {
	people := principals(t)
	check(t, func(t *rapid.T) {
		m, r := drawSet(t), drawRequest(t, people)
		m.restrict = false
		before := policy.Evaluate(m.set(t), r.Request)
		for i, p := range m.policies() {
			for j, s := range *p {
				fewer := m.clone()
				(*fewer.policies()[i])[j].Action = []string{"s3:PutObject"}
				(*fewer.policies()[i])[j].NotAction = false
				after := policy.Evaluate(fewer.set(t), r.Request)
				if !s.Deny && after.Allowed && !before.Allowed || s.Deny && !after.Allowed && before.Allowed {
					t.Fatalf("%v, and without a statement (deny %v) %v", before, s.Deny, after)
				}
			}
		}
	})
}

// TestOrder: the order of statements decides nothing but which of several is told.
func TestOrder(t *testing.T) {
	people := principals(t)
	check(t, func(t *rapid.T) {
		m, r := drawSet(t), drawRequest(t, people)
		before := policy.Evaluate(m.set(t), r.Request)
		rng := rand.New(rand.NewPCG(1, rapid.Uint64().Draw(t, "seed")))
		for _, p := range m.policies() {
			rng.Shuffle(len(*p), func(i, j int) { (*p)[i], (*p)[j] = (*p)[j], (*p)[i] })
		}
		after := policy.Evaluate(m.set(t), r.Request)
		if after.Allowed != before.Allowed || after.Explicit != before.Explicit || after.By != before.By {
			t.Fatalf("%v, and in another order %v", before, after)
		}
	})
}
