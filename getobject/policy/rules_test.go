package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/getobject/rule"
)

// TestRules: each rule has all that it has to say, and a vector, and each vector a rule.
func TestRules(t *testing.T) {
	shown := map[string]int{}
	for _, v := range vectors(t) {
		shown[v.Rule]++
	}
	for _, v := range documents(t) {
		shown[v.Rule]++
	}
	seen := map[string]bool{}
	for r := range policy.Rules() {
		if !strings.HasPrefix(r.ID, "policy/") || seen[r.ID] {
			t.Errorf("rule %q: the id is of another package or used twice", r.ID)
		}
		if !strings.HasSuffix(r.Sentence, ".") || len(r.Sections) == 0 || r.Code != "" {
			t.Errorf("%v: sentence %q, sections %q, code %q", r, r.Sentence, r.Sections, r.Code)
		}
		for _, s := range r.Sections {
			if page, heading, ok := strings.Cut(s, ": "); !ok || page == "" || heading == "" {
				t.Errorf("%v: the section %q is no page and heading", r, s)
			}
		}
		if shown[r.ID] == 0 {
			t.Errorf("%v has no vector", r)
		}
		seen[r.ID] = true
	}
	for id := range shown {
		if !seen[id] {
			t.Errorf("%d vectors name %q, which is no rule", shown[id], id)
		}
	}
}

// TestGuesses: what a rule of kind guess decides is shown by a vector that is a guess.
func TestGuesses(t *testing.T) {
	shown := map[string]bool{}
	for _, v := range vectors(t) {
		shown[v.Rule] = shown[v.Rule] || v.Kind == "guess"
	}
	for r := range policy.Rules() {
		if r.Kind == rule.KindGuess && !shown[r.ID] {
			t.Errorf("%v is a guess, and no vector of kind guess shows it", r)
		}
	}
}

// TestDecisionRule: each decision, of any set and request, names a rule of the list.
func TestDecisionRule(t *testing.T) {
	all := slices.Collect(policy.Rules())
	for _, r := range []*policy.Request{{}, {Action: "kms:Decrypt"}, {AccessPoint: &policy.AccessPoint{}}, {ObjectOwner: "x"}} {
		for _, p := range principals(t) {
			r.Principal = p
			if d := policy.Evaluate(&policy.Set{}, r); !slices.Contains(all, d.Rule) {
				t.Errorf("Evaluate(%+v) = %v by %v, want a rule", r, d, d.Rule)
			}
		}
	}
}
