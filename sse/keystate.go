package sse

import (
	"errors"
	"strconv"
)

// ErrKeyState means that a text is not the name of a [KeyState].
var ErrKeyState = errors.New("sse: unknown key state")

// A KeyState is the state of a key in the key management service. Objects that are
// encrypted with the key can be read only while it is enabled. The zero KeyState is
// [KeyEnabled].
type KeyState uint8

const (
	KeyEnabled         KeyState = iota // KeyEnabled means that the key decrypts its objects.
	KeyDisabled                        // KeyDisabled means that it decrypts nothing until it is enabled.
	KeyPendingDeletion                 // KeyPendingDeletion means that it decrypts nothing and will be deleted.
)

// String returns "Enabled", "Disabled" or "PendingDeletion", and a text such as
// "KeyState(9)" for any other value.
func (s KeyState) String() string {
	switch s {
	case KeyEnabled:
		return "Enabled"
	case KeyDisabled:
		return "Disabled"
	case KeyPendingDeletion:
		return "PendingDeletion"
	}
	return "KeyState(" + strconv.Itoa(int(s)) + ")"
}

// ParseKeyState returns the KeyState whose [KeyState.String] is s. The error is
// [ErrKeyState].
func ParseKeyState(s string) (KeyState, error) {
	for k := KeyEnabled; k <= KeyPendingDeletion; k++ {
		if k.String() == s {
			return k, nil
		}
	}
	return 0, ErrKeyState
}
