package memstore

import "errors"

// ErrExists means that there already is a bucket, an access point or a version of that
// name.
var ErrExists = errors.New("memstore: already exists")

// A FieldError means that a property of a bucket, an access point or a version cannot
// be stored, or not beside its other properties.
type FieldError struct {
	// Field is the name of the field of [store.Bucket], [AccessPoint], [Version] or
	// [store.Info], with dots for fields of fields, such as "Lock.Mode".
	Field string

	// Problem says what is wrong with it, such as "is negative".
	Problem string
}

// Error returns a sentence about the field.
func (e *FieldError) Error() string { return "memstore: " + e.Field + " " + e.Problem }
