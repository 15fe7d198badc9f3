package conditional

import "strings"

// A tag is an entity tag: an opaque text and a weakness (RFC 9110 §8.8.3). The
// zero tag means that there is none; it matches nothing, not even another zero
// tag.
type tag struct {
	opaque string // without its quotes
	kind   tagKind
}

// A tagKind distinguishes the empty entity tag, which is a tag, from none. The kinds are in the order
// of what they match.
type tagKind uint8

const (
	noTag tagKind = iota
	weakTag
	strongTag
)

// matches reports whether t and u have the same text and both are of the kind least or above: strongTag
// makes that the strong comparison, and weakTag the weak one (RFC 9110 §8.8.3.2).
func (t tag) matches(u tag, least tagKind) bool {
	return t.kind >= least && u.kind >= least && t.opaque == u.opaque
}

// parseTag returns the entity tag in s, or the zero tag if s is not one. It may
// lack its quotes under [QuirkUnquotedTag]; where there are quotes, they have to
// be a pair.
//
// The characters of the text are not checked, which no comparison would notice:
// what equals a valid text is valid.
func (q Quirks) parseTag(s string) tag {
	switch {
	case quoted(s):
		return tag{s[1 : len(s)-1], strongTag}
	case strings.HasPrefix(s, "W/") && quoted(s[2:]): // upper-case
		return tag{s[3 : len(s)-1], weakTag}
	case q.Has(QuirkUnquotedTag) && s != "" && s != "*" && strings.IndexByte(s, '"') < 0:
		return tag{s, strongTag}
	}
	return tag{}
}

func quoted(s string) bool { return len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' }
