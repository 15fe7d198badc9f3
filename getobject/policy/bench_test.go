package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
)

// A scenario is a Set and a Request that stand for many.
type scenario struct {
	name string
	set  *policy.Set
	r    *policy.Request
	want bool
}

// scenarios are what benchmarks and the test of allocations evaluate.
func scenarios(t testing.TB) []scenario {
	byID := map[string]vector{}
	for _, v := range vectors(t) {
		byID[v.ID] = v
	}
	named := principals(t)
	var all []scenario
	for _, id := range []string{
		"effect/allow", "effect/deny-bucket", "effect/anonymous", "principal/everyone-across-identity",
		"variables/principal-tag", "examples/ip-mix-1", "examples/keys-version", "examples/mfa-hour",
		"access-point/delegated", "kms/aws-managed", "acl/all-users", "public-access-block/three-account",
		"operators/arnlike", "operators/datelessthan", "sets/org-paths", "organization/levels",
	} {
		v, ok := byID[id]
		if !ok {
			t.Fatalf("there is no vector %s", id)
		}
		set, err := v.Policies.set()
		if err != nil {
			t.Fatal(err)
		}
		r, err := v.Request.request(named)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, scenario{id, set, r, v.Want.Allowed})
	}
	return all
}

// TestAllocs: to evaluate costs no memory.
func TestAllocs(t *testing.T) {
	for _, s := range scenarios(t) {
		n := testing.AllocsPerRun(100, func() {
			if policy.Evaluate(s.set, s.r).Allowed != s.want {
				t.Fatal(s.name)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations, want 0", s.name, n)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	for _, s := range scenarios(b) {
		b.Run(strings.ReplaceAll(s.name, "/", "-"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				policy.Evaluate(s.set, s.r)
			}
		})
	}
}

// worst are patterns that make matching slow, each with a text.
var worst = []struct{ name, pattern, text string }{
	{"stars", strings.Repeat("a*", 500) + "b", strings.Repeat("a", 1000)},
	{"star-tail", "*" + strings.Repeat("a", 500) + "b", strings.Repeat("a", 1000)},
	{"star-middle", "*" + strings.Repeat("a", 500) + "b*", strings.Repeat("a", 1000)},
	{"questions", "*" + strings.Repeat("?a", 250) + "b*", strings.Repeat("a", 1000)},
	{"questions-8k", "*" + strings.Repeat("?a", 2000) + "b*", strings.Repeat("a", 8000)},
	{"questions-pieces", strings.Repeat("*"+strings.Repeat("?a", 10)+"b", 50), strings.Repeat("a", 1000)},
	{"questions-pieces-match", strings.Repeat("*"+strings.Repeat("?a", 10)+"b", 20), strings.Repeat(strings.Repeat("a", 30)+"b", 32)},
}

func BenchmarkWorstPattern(b *testing.B) {
	for _, w := range worst {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			p := document(policy.KindKey, fmt.Sprintf(`{"Statement":{"Effect":"Allow","Principal":"*","Action":"*",
				"Resource":"*","Condition":{"StringLike":{"aws:Referer":%q}}}}`, w.pattern))
			r := &policy.Request{Action: "kms:Decrypt", Resource: "k", Referer: w.text}
			for b.Loop() {
				policy.Evaluate(&policy.Set{Key: p}, r)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	statement := `{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["s3:GetObject","s3:ListBucket"],` +
		`"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}`
	for _, n := range []int{1, 80} {
		text := []byte(`{"Version":"2012-10-17","Statement":[` + strings.Repeat(statement+",", n-1) + statement + `]}`)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := policy.Parse(policy.KindBucket, text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
