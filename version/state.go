package version

import (
	"errors"
	"fmt"
)

// ErrState means that a text is not the name of a [State].
var ErrState = errors.New("version: unknown versioning state")

// A State is the versioning state of a bucket. The zero State is [StateUnversioned].
type State uint8

// The versioning states of a bucket.
const (
	// StateUnversioned is a bucket that never had versioning. All its objects are
	// null versions, and responses carry no version id.
	StateUnversioned State = iota
	// StateEnabled is a bucket that keeps each write as a version with its own id.
	StateEnabled
	// StateSuspended is a bucket that keeps the versions it has, and in which each
	// write replaces the null version.
	StateSuspended
)

// String returns "unversioned", "enabled" or "suspended", and a text such as
// "State(9)" for any other value.
func (s State) String() string {
	switch s {
	case StateUnversioned:
		return "unversioned"
	case StateEnabled:
		return "enabled"
	case StateSuspended:
		return "suspended"
	}
	return fmt.Sprintf("State(%d)", uint8(s))
}

// ParseState returns the State that String writes as s, or an error that wraps
// [ErrState]. Letter case counts.
func ParseState(s string) (State, error) {
	for state := StateUnversioned; state <= StateSuspended; state++ {
		if s == state.String() {
			return state, nil
		}
	}
	return StateUnversioned, fmt.Errorf("%w: %q", ErrState, s)
}
