package version

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxIDLength is the largest length of a version id in bytes that [Parse] accepts.
const MaxIDLength = 1024

// NullID is the id of the null version, in requests and in responses.
const NullID = "null"

// IDLength is the length of a version id in bytes.
const IDLength = 32

// The errors of [Parse] and [Selector.AllowedIn].
var (
	// ErrEmpty means that a version id is the empty text.
	ErrEmpty = errors.New("version: empty version id")
	// ErrMalformed means that a text cannot be a version id, or not one that the
	// bucket could have assigned.
	ErrMalformed = errors.New("version: malformed version id")
)

// A Selector says which version of a key a request means. Selectors are
// comparable with ==, which means "selects the same version of any key at any
// time". The zero Selector is [Latest].
type Selector struct {
	id string // "" is the latest version, NullID the null version
}

// Latest selects the newest version of a key.
func Latest() Selector { return Selector{} }

// Null selects the null version of a key.
func Null() Selector { return Selector{id: NullID} }

// ByID selects the version whose id is id, which is [Null] if id is [NullID] or
// empty. It does not check id: a stored version can be selected whatever its id
// looks like. Use [Parse] for what a client sent.
func ByID(id string) Selector {
	if id == "" {
		return Null()
	}
	return Selector{id: id}
}

// Parse parses the value of a versionId parameter (S3 GetObject: versionId). It
// accepts [NullID] and every text that some store could use as an id: UTF-8 without
// control characters, of at most [MaxIDLength] bytes. The empty text is [ErrEmpty]
// and any other [ErrMalformed].
//
// Whether an id has the form of the ids of the store that is asked, for which S3's
// is [WellFormed], is for the caller to check. Parse never returns Latest without an
// error, and does not allocate.
func Parse(s string) (Selector, error) {
	switch {
	case s == "":
		return Selector{}, ErrEmpty
	case len(s) > MaxIDLength:
		return Selector{}, ErrMalformed
	}
	for i := range len(s) {
		if ' ' <= s[i] && s[i] <= '~' {
			continue
		}
		if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
			return Selector{}, ErrMalformed
		}
		break
	}
	return Selector{id: s}, nil
}

// WellFormed reports whether id has the form of the ids that S3 assigns: [IDLength]
// characters of A-Z, a-z, 0-9, "." and "_". [NullID] does not. S3 promises no form
// (S3 GetObject: versionId); this is the form of all ids that were seen. Other
// stores may have another.
func WellFormed(id string) bool {
	if len(id) != IDLength {
		return false
	}
	for i := range len(id) {
		switch c := id[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_':
		default:
			return false
		}
	}
	return true
}

// IsLatest reports whether s selects the newest version.
func (s Selector) IsLatest() bool { return s.id == "" }

// IsNull reports whether s selects the null version by name.
func (s Selector) IsNull() bool { return s.id == NullID }

// ID returns the id that s selects by, and false if s is [Latest] or [Null].
func (s Selector) ID() (string, bool) {
	if s.id == "" || s.id == NullID {
		return "", false
	}
	return s.id, true
}

// String returns the versionId parameter that asks for s, which is "" for
// [Latest]. Parse(s.String()) returns s for every s that Parse can return.
func (s Selector) String() string { return s.id }

// AllowedIn returns [ErrMalformed] if s selects by an id in a bucket that never
// had versioning, and so never assigned an id. S3 reports this before it looks
// for the key. Every other Selector is allowed in every bucket.
func (s Selector) AllowedIn(state State) error {
	if _, ok := s.ID(); ok && state == StateUnversioned {
		return ErrMalformed
	}
	return nil
}

// HeaderValue returns the x-amz-version-id of a response about the version id in
// a bucket of the given state, and whether the response has one.
//
// A bucket that never had versioning sends none, not even if the request named
// the null version. Other buckets send the id, and [NullID] for the null
// version (S3 GetObject: x-amz-version-id). HeaderValue does not allocate.
func HeaderValue(state State, id string) (string, bool) {
	switch {
	case state == StateUnversioned:
		return "", false
	case id == "":
		return NullID, true
	}
	return id, true
}
