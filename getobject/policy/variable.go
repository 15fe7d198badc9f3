package policy

import "strings"

// A variable stands for the value of a key (IAM User Guide: IAM policy elements: Variables
// and tags).
type variable struct {
	key      key
	fallback string
	optional bool // there is a fallback
}

// parseVariable reads what is within ${ and }: a character that would be special, or the
// name of a key, which may be followed by a value in single quotes for requests that do
// not have the key.
func parseVariable(s string) (a atom, reason string) {
	switch s {
	case "*", "?", "$":
		return atom{text: s}, ""
	}
	name, fallback, optional := strings.Cut(s, ",")
	v := &variable{key: newKey(name), optional: optional}
	if optional {
		quoted := strings.TrimLeft(fallback, " ")
		if len(quoted) < 2 || quoted[0] != '\'' || strings.IndexByte(quoted[1:], '\'') != len(quoted)-2 {
			return a, "a variable whose default is not in single quotes"
		}
		v.fallback = quoted[1 : len(quoted)-1]
	}
	if !isKeyName(name) {
		return a, "a variable that names no key"
	}
	return atom{form: substitute, variable: v}, ""
}

// value returns what the variable stands for. A key with several values has none that a
// variable could stand for.
func (v *variable) value(r *Request) (string, bool) {
	r.note(ruleVariable)
	found := r.value(&v.key)
	switch n := found.len(); {
	case n == 1:
		if r.trace != nil {
			r.trace.text(&found)
		}
		return found.text(0), true
	case v.optional && n == 0:
		r.note(ruleVariableDefault)
	default:
		r.note(ruleVariableMissing)
	}
	return v.fallback, v.optional
}
