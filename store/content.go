package store

// An InMemory is an [Object] whose content may be in memory, so that a response needs no reader of it.
type InMemory interface {
	// Content returns n bytes from off of the content as clients see it, where 0 ≤ off and
	// off+n ≤ Info().Size, or nil where they are not in memory, one after another, and OpenRange is
	// for them. It is not called for a request that has a customer's key.
	//
	// The bytes never change, also once the Object is closed, and the caller does not change them.
	//
	// A wrapper that has an OpenRange of its own, and embeds an Object by a type that has Content, needs
	// one of its own too: it would be passed by. One that embeds an [Object] by that interface has none.
	Content(off, n int64) []byte
}

// LookupContent returns n bytes from off of o, or nil if it is no [InMemory] or has not just these in
// memory.
func LookupContent(o Object, off, n int64) []byte {
	if m, ok := o.(InMemory); ok {
		if b := m.Content(off, n); int64(len(b)) == n {
			return b
		}
	}
	return nil
}
