package version

import "errors"

// The errors of [Select].
var (
	// ErrNoKey means that the latest version was selected and the key has none.
	ErrNoKey = errors.New("version: no such key")
	// ErrNoVersion means that a version was selected by name and does not exist,
	// whether the key has other versions or none.
	ErrNoVersion = errors.New("version: no such version")
)

// An Entry is what [Select] needs to know of one version of a key. Entries are
// comparable. The zero Entry is a null version with content.
type Entry struct {
	ID           string // [NullID] or "" for the null version
	DeleteMarker bool   // the version is a delete marker, without content
}

// IsNull reports whether e is the null version of its key.
func (e Entry) IsNull() bool { return e.ID == "" || e.ID == NullID }

// Select returns the index of the version that sel selects in stack, which has
// the versions of one key from the newest to the oldest. entry describes an
// element; it is called for each element until one is selected, and not at all
// for [Latest].
//
// If there is no such version, the error is [ErrNoKey] for Latest and [ErrNoVersion]
// for all others, and the index is -1. A delete marker is a version and not an
// error: the caller has to check for it. Select does not allocate if entry does
// not.
func Select[T any](stack []T, entry func(T) Entry, sel Selector) (int, error) {
	for i := range stack {
		if sel.IsLatest() || sel.Names(entry(stack[i])) {
			return i, nil
		}
	}
	return -1, sel.NotFound()
}

// Names reports whether s selects e by name. [Latest] names nothing: which
// version is the latest does not depend on the version alone.
func (s Selector) Names(e Entry) bool {
	if s.IsNull() {
		return e.IsNull()
	}
	return s.id == e.ID && !s.IsLatest()
}

// NotFound returns the error of a search for s that found nothing: [ErrNoKey]
// for [Latest], and [ErrNoVersion] for a version that was named.
func (s Selector) NotFound() error {
	if s.IsLatest() {
		return ErrNoKey
	}
	return ErrNoVersion
}
