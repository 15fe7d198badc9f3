package conditional

import (
	"errors"
	"fmt"
	"strings"
)

// ErrETag is what the errors of [ParseETag] wrap.
var ErrETag = errors.New("not an entity tag")

// An ETag is an entity tag: an opaque text and a weakness (RFC 9110 §8.8.3).
// ETags are comparable with ==, which means "same text, same weakness"; use
// [ETag.Strong] and [ETag.Weak] for the comparisons of preconditions.
//
// The zero ETag means that there is none. It matches nothing, not even
// another zero ETag.
type ETag struct {
	opaque string // without its quotes
	kind   tagKind
}

// A tagKind tells the empty entity tag, which is a tag, from none.
type tagKind uint8

const (
	noTag tagKind = iota
	strongTag
	weakTag
)

// ParseETag returns the entity tag that is written in s: a text in quotes,
// with W/ before it if it is weak (RFC 9110 §8.8.3). The W is upper-case, the
// text may be empty, and it has no blanks, control characters or quotes; a
// backslash is a character like any other. Bytes above 0x7F are allowed.
//
// ParseETag is strict: it knows nothing of [QuirkUnquotedTag]. The error wraps
// [ErrETag].
func ParseETag(s string) (ETag, error) {
	tag := readTag(s)
	if tag.IsZero() || !quoted(s) || !validOpaque(tag.opaque) {
		return ETag{}, fmt.Errorf("%w: %q", ErrETag, s)
	}
	return tag, nil
}

// String returns t as it stands in a field, such as "abc" with its quotes or
// W/"abc", and the empty string for the zero ETag. ParseETag(t.String())
// returns t for every t that ParseETag can return, except the zero ETag.
func (t ETag) String() string {
	switch t.kind {
	case strongTag:
		return `"` + t.opaque + `"`
	case weakTag:
		return `W/"` + t.opaque + `"`
	}
	return ""
}

// IsZero reports whether t is no entity tag. The entity tag "", with an empty
// text, is not zero.
func (t ETag) IsZero() bool { return t.kind == noTag }

// Strong reports whether t and u match by strong comparison: neither is weak
// and their texts are the same (RFC 9110 §8.8.3.2).
func (t ETag) Strong(u ETag) bool {
	return t.kind == strongTag && u.kind == strongTag && t.opaque == u.opaque
}

// Weak reports whether t and u match by weak comparison: their texts are the
// same, whether weak or not (RFC 9110 §8.8.3.2).
func (t ETag) Weak(u ETag) bool {
	return t.kind != noTag && u.kind != noTag && t.opaque == u.opaque
}

// readTag returns the entity tag in s, which may lack its quotes
// ([QuirkUnquotedTag]). Where quotes are there, they have to be a pair.
//
// It does not look at the characters of the text. In a comparison that would
// find nothing: what equals a valid text is valid.
func readTag(s string) ETag {
	if quoted(s) {
		kind := strongTag
		if s[0] == 'W' {
			kind, s = weakTag, s[len("W/"):]
		}
		return ETag{s[1 : len(s)-1], kind}
	}
	if s == "" || s == "*" || strings.IndexByte(s, '"') >= 0 {
		return ETag{}
	}
	return ETag{s, strongTag}
}

// quoted reports whether s is a pair of quotes with something or nothing
// between them, and perhaps W/ before it.
func quoted(s string) bool {
	s = strings.TrimPrefix(s, "W/")
	return len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"'
}

// validOpaque reports whether s consists of etagc (RFC 9110 §8.8.3).
func validOpaque(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == '"' || s[i] == 0x7F {
			return false
		}
	}
	return true
}
