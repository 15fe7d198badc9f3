package version

import (
	"errors"
	"fmt"
)

// ErrState says that a text names no [State].
var ErrState = errors.New("version: unknown versioning state")

// A State is the versioning state of a bucket. The zero State is [Unversioned].
type State uint8

// The versioning states of a bucket.
const (
	// Unversioned buckets never had versioning. All their objects are null
	// versions, and answers carry no version id.
	Unversioned State = iota
	// Enabled buckets keep each write as a version with an id of its own.
	Enabled
	// Suspended buckets keep the versions they have, and each write replaces
	// the null version.
	Suspended
)

// String returns "unversioned", "enabled" or "suspended", or a text with the
// number of a State that does not exist.
func (s State) String() string {
	switch s {
	case Unversioned:
		return "unversioned"
	case Enabled:
		return "enabled"
	case Suspended:
		return "suspended"
	}
	return fmt.Sprintf("State(%d)", uint8(s))
}

// ParseState returns the State that String writes as s, or an error that wraps
// [ErrState]. Letter case counts.
func ParseState(s string) (State, error) {
	for state := Unversioned; state <= Suspended; state++ {
		if s == state.String() {
			return state, nil
		}
	}
	return Unversioned, fmt.Errorf("%w: %q", ErrState, s)
}

// HeaderValue returns the x-amz-version-id of an answer about the version id in
// a bucket of the given state, and whether the answer has one.
//
// A bucket that never had versioning sends none, not even if the null version
// was asked for by name. Other buckets send the id, and [NullID] for the null
// version (S3 GetObject: x-amz-version-id). HeaderValue does not allocate.
func HeaderValue(state State, id string) (string, bool) {
	switch {
	case state == Unversioned:
		return "", false
	case id == "":
		return NullID, true
	}
	return id, true
}
