package sse

import "errors"

// ErrKeyState means that a text names no [KeyState].
var ErrKeyState = errors.New("sse: unknown key state")

// A KeyState is the state of a key in the key management service, which an object
// encrypted with that key can be read under or not. The zero KeyState is [Enabled].
type KeyState uint8

const (
	Enabled         KeyState = iota // Enabled keys open their objects.
	Disabled                        // Disabled keys open nothing until they are enabled.
	PendingDeletion                 // PendingDeletion keys open nothing and will be gone.
)

// String returns "Enabled", "Disabled" or "PendingDeletion", and "unknown" for a value
// that is none of the constants.
func (s KeyState) String() string {
	switch s {
	case Enabled:
		return "Enabled"
	case Disabled:
		return "Disabled"
	case PendingDeletion:
		return "PendingDeletion"
	}
	return "unknown"
}

// ParseKeyState returns the KeyState whose [KeyState.String] is s. The error is
// [ErrKeyState].
func ParseKeyState(s string) (KeyState, error) {
	for k := Enabled; k <= PendingDeletion; k++ {
		if k.String() == s {
			return k, nil
		}
	}
	return 0, ErrKeyState
}
