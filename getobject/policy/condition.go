package policy

// A condition is an operator with one key and the values that the policy has for it.
type condition struct {
	operator   operator
	quantifier quantifier
	ifExists   bool
	key        key
	operands   []operand
}

// holds reports whether the condition is true for r.
func (c *condition) holds(r *Request) bool {
	v := r.value(&c.key)
	n := v.len()
	if r.trace != nil {
		r.trace.condition(c, &v)
	}
	if c.operator.class == classNull {
		return c.isNull(n == 0)
	}
	if n == 0 {
		return c.holdsWithout()
	}
	if c.quantifier != plain && v.blank() {
		return c.quantifier == forAllValues
	}
	all := c.quantifier == forAllValues || c.quantifier == plain && c.operator.negated
	for i := range n {
		if c.holdsFor(r, &v, i) != all {
			return !all
		}
	}
	return all
}

// isNull reports whether one of the values says what is the case.
func (c *condition) isNull(missing bool) bool {
	for i := range c.operands {
		if c.operands[i].flag == missing {
			return true
		}
	}
	return false
}

// holdsWithout reports whether the condition is true for a request without the key.
func (c *condition) holdsWithout() bool {
	switch {
	case c.ifExists, c.quantifier == forAllValues:
		return true
	case c.quantifier == forAnyValue:
		return false
	}
	return c.operator.negated
}

// holdsFor reports whether the condition is true for value i of its key. A negated operator
// needs to know all values of the policy.
func (c *condition) holdsFor(r *Request, v *value, i int) bool {
	known := true
	for j := range c.operands {
		ok, resolved := c.operands[j].match(c.operator, r, v, i)
		if ok {
			return !c.operator.negated
		}
		known = known && resolved
	}
	return c.operator.negated && known
}
