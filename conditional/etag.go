package conditional

import "strings"

// A tag is an entity tag: an opaque text and a weakness (RFC 9110 §8.8.3). The
// zero tag means that there is none; it matches nothing, not even another zero
// tag.
type tag struct {
	opaque string // without its quotes
	kind   tagKind
}

// A tagKind distinguishes the empty entity tag, which is a tag, from none.
type tagKind uint8

const (
	noTag tagKind = iota
	strongTag
	weakTag
)

// strong reports whether t and u match by strong comparison: neither is weak
// and their texts are the same (RFC 9110 §8.8.3.2).
func (t tag) strong(u tag) bool {
	return t.kind == strongTag && u.kind == strongTag && t.opaque == u.opaque
}

// weak reports whether t and u match by weak comparison: their texts are the
// same, whether weak or not (RFC 9110 §8.8.3.2).
func (t tag) weak(u tag) bool {
	return t.kind != noTag && u.kind != noTag && t.opaque == u.opaque
}

// parseTag returns the entity tag in s, or the zero tag if s is not one. It may
// lack its quotes under [QuirkUnquotedTag]; where there are quotes, they have to
// be a pair.
//
// The characters of the text are not checked, which no comparison would notice:
// what equals a valid text is valid.
func (q Quirks) parseTag(s string) tag {
	text, kind := s, strongTag
	if len(s) >= 2 && s[0] == 'W' && s[1] == '/' { // upper-case
		text, kind = s[2:], weakTag
	}
	if n := len(text); n >= 2 && text[0] == '"' && text[n-1] == '"' {
		return tag{text[1 : n-1], kind}
	}
	if !q.Has(QuirkUnquotedTag) || s == "" || s == "*" || strings.IndexByte(s, '"') >= 0 {
		return tag{}
	}
	return tag{s, strongTag}
}
