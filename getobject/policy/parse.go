package policy

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// maxDocument is how long a document may be with all its white space.
const maxDocument = 128 << 10

// Parse reads a policy of a kind (IAM User Guide: Grammar of the IAM JSON policy language).
// It is strict: it refuses
//
//   - what is not JSON in UTF-8, and what follows the policy;
//   - elements that the grammar does not have, and those that are there twice; keys of one
//     operator count as the same whatever their case;
//   - empty lists, and values of another type;
//   - operators that do not exist, and values that an operator cannot read: numbers, dates,
//     addresses, Base64, ARNs;
//   - a Principal in a policy that is attached to a principal, and its absence in one that
//     is attached to a resource; NotPrincipal with Allow, and wildcards for a part of a
//     principal (S3 User Guide: Policies and permissions in Amazon S3);
//   - a document that is larger than its kind may be. White space counts for policies of
//     resources and organizations only (IAM User Guide: IAM and AWS STS quotas).
//
// Variables are read in documents of version 2012-10-17 only, in resources and in the
// values of string, ARN and Boolean operators.
//
// The error is always a [*ParseError]. What a Policy holds is at most a constant multiple
// of the document.
func Parse(kind Kind, document []byte) (*Policy, error) {
	p := &parser{reader: newReader(document), kind: kind, policy: &Policy{kind: kind, version: version2008}}
	if err := p.admit(); err != nil {
		return nil, err
	}
	if err := p.document(); err != nil {
		return nil, err
	}
	p.policy.public, p.policy.document = isPublic(p.policy), bytes.Clone(document)
	return p.policy, nil
}

// A parser builds a policy.
type parser struct {
	*reader
	kind   Kind
	policy *Policy
	sids   map[string]bool
}

// admit checks what is asked of the document as a whole.
func (p *parser) admit() error {
	whole := func(reason string) error { return faultAt(p.reader.document, 0, "", reason) }
	switch document := p.reader.document; {
	case !p.kind.isDocument():
		return whole(p.kind.String() + " has no document")
	case len(document) > maxDocument || p.size() > kinds[p.kind].size:
		return whole("larger than the " + strconv.Itoa(kinds[p.kind].size) + " characters of " + p.kind.phrase())
	case !utf8.Valid(document):
		return whole("not UTF-8")
	}
	return nil
}

// size returns how large the document is for the limit of its kind.
func (p *parser) size() (n int) {
	if kinds[p.kind].spaces {
		return len(p.reader.document)
	}
	for _, c := range string(p.reader.document) {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	return n
}

// document reads the whole. What a statement means depends on the Version, which may stand
// behind it, so the Version is read first.
func (p *parser) document() error {
	if err := p.findVersion(); err != nil {
		return err
	}
	p.reader = newReader(p.reader.document)
	if err := p.object("", false, p.element); err != nil {
		return err
	}
	if err := p.end(); err != nil {
		return err
	}
	if len(p.policy.statements) == 0 {
		return faultAt(p.reader.document, 0, "", "no Statement")
	}
	return nil
}

// findVersion reads the Version, wherever it stands.
func (p *parser) findVersion() error {
	return p.object("", false, func(name, path string) error {
		if name != "Version" {
			return p.skip(path)
		}
		at := p.next()
		v, err := p.text(path)
		if err != nil {
			return err
		}
		if v != version2008 && v != version2012 {
			return faultAt(p.reader.document, at, path, "neither "+version2008+" nor "+version2012)
		}
		p.policy.version = v
		return nil
	})
}

// element reads an element of the document.
func (p *parser) element(name, path string) (err error) {
	switch {
	case name == "Version":
		return p.skip(path)
	case name == "Id" && kinds[p.kind].id:
		p.policy.id, err = p.text(path)
	case name == "Id":
		return p.fault(path, "no element of "+p.kind.phrase())
	case name == "Statement":
		p.sids = map[string]bool{}
		return p.list(path, p.statement)
	default:
		return p.fault(path, "no element of a policy")
	}
	return err
}

// statement reads a statement.
func (p *parser) statement(path string) error {
	at := p.next()
	s := &statement{}
	var has elements
	if err := p.object(path, false, func(name, path string) error { return p.part(s, &has, name, path) }); err != nil {
		return err
	}
	if reason := p.missing(s, &has); reason != "" {
		return faultAt(p.reader.document, at, path, reason)
	}
	p.policy.statements = append(p.policy.statements, *s)
	return nil
}

// elements are those that a statement has of those that exclude each other or have to be
// there.
type elements struct{ effect, principal, action, resource int }

// missing says what a statement lacks, or has twice.
func (p *parser) missing(s *statement, has *elements) (reason string) {
	switch {
	case has.effect == 0:
		return "no Effect"
	case has.action == 0:
		return "neither Action nor NotAction"
	case has.action > 1:
		return "both Action and NotAction"
	case has.resource == 0:
		return "neither Resource nor NotResource"
	case has.resource > 1:
		return "both Resource and NotResource"
	case has.principal > 1:
		return "both Principal and NotPrincipal"
	case has.principal == 0 && kinds[p.kind].principals:
		return "no Principal"
	case s.notPrincipal && !s.deny:
		return "NotPrincipal with Allow"
	case p.kind == KindResourceControl && (s.notPrincipal || !s.principals.anyone):
		return "a Principal that is not *"
	}
	return ""
}

// part reads an element of a statement.
func (p *parser) part(s *statement, has *elements, name, path string) error {
	switch name {
	case "Sid":
		return p.sid(s, path)
	case "Effect":
		has.effect++
		return p.effect(s, path)
	case "Principal", "NotPrincipal":
		has.principal++
		return p.principal(s, name == "NotPrincipal", path)
	case "Action", "NotAction":
		has.action++
		s.notAction = name == "NotAction"
		return p.texts(path, s.addAction)
	case "Resource", "NotResource":
		has.resource++
		s.notResource = name == "NotResource"
		return p.texts(path, func(a string) string { return s.addResource(a, p.variables()) })
	case "Condition":
		return p.condition(s, path)
	}
	return p.fault(path, "no element of a statement")
}

// variables reports whether the document has variables.
func (p *parser) variables() bool { return p.policy.version == version2012 }
