package policy

import (
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
)

// A trace collects rules that an evaluation met, each once.
type trace struct{ rules []*rule.Rule }

// Trace is [Evaluate], and tells the rules that it met on its way, those of statements that
// did not apply among them, and of the words of a refusal. It allocates.
func Trace(set *Set, r *Request) (Decision, []*rule.Rule) {
	traced, t := *r, &trace{}
	traced.trace = t
	d := Evaluate(set, &traced)
	traced.note(d.Rule)
	if !d.Allowed {
		_ = d.Message(&traced)
	}
	return d, t.rules
}

// note notes a rule that was met, if somebody wants to know.
func (r *Request) note(met *rule.Rule) {
	if r.trace != nil {
		r.trace.add(met)
	}
}

func (t *trace) add(met *rule.Rule) {
	if !slices.Contains(t.rules, met) {
		t.rules = append(t.rules, met)
	}
}

// principal notes by what a statement names p, who may have a permissions boundary.
func (t *trace) principal(s *statement, p *Principal, bounded bool) {
	n := &s.principals
	switch {
	case !s.named:
	case s.notPrincipal && bounded:
		t.add(ruleNotPrincipalBounded)
	case s.notPrincipal:
		t.add(ruleNotPrincipal)
	case n.anyone:
		t.add(ruleEveryone)
	case n.account(p) && !has(n.arns, p.ARN):
		t.add(ruleAccount)
	default:
		t.add(rulePrincipal)
	}
}

// pattern notes what is special in a pattern that was compared with s.
func (t *trace) pattern(p *pattern, s string) {
	colons := 0
	for i := range p.atoms {
		switch a := &p.atoms[i]; a.form {
		case one, many:
			t.add(ruleWildcard)
		case literal:
			colons += strings.Count(a.text, ":")
		}
	}
	if !p.fixed() && colons > 0 && colons < strings.Count(s, ":") {
		t.add(ruleWildcardColon)
	}
}

// condition notes the rules of an operator and of the values that it compares.
func (t *trace) condition(c *condition, v *value) {
	t.add(ruleCondition)
	t.add(ruleConditionKey)
	t.add(operatorRules[c.operator.class])
	switch n := v.len(); {
	case c.ifExists && n == 0:
		t.add(ruleIfExists)
	case c.quantifier == forAllValues:
		t.add(ruleForAll)
	case c.quantifier == forAnyValue:
		t.add(ruleForAny)
	case n == 0 && c.operator.class != classNull:
		t.add(ruleMissing)
	case n > 1:
		t.add(ruleSeveral)
	}
	if c.operator.converts(v) {
		t.add(ruleKeyText)
	}
}

// converts reports whether a value is of another type than the operator compares.
func (o *operator) converts(v *value) bool {
	switch v.form {
	case integer:
		return o.class != classNumeric && o.class != classDate && o.class != classNull
	case instant:
		return o.class != classDate && o.class != classNull
	case address:
		return o.class != classIP && o.class != classNull
	}
	return false
}

// text notes that the value of a variable has what would mean something elsewhere.
func (t *trace) text(v *value) {
	if v.form >= integer || strings.ContainsAny(v.text(0), "*?") {
		t.add(ruleVariableText)
	}
}
