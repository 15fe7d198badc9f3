package store

import "sync/atomic"

// A Memoizer is an [Object] of a version whose description is kept, with room beside it for what is
// computed from it once. Without that, each response computes it.
type Memoizer interface {
	// Memo returns the Memo of the [Info] that Info returns, the same each time, or nil. It is not
	// for another Info: a wrapper that changes what an Object says of itself is right all the same.
	Memo() *Memo
}

// A Memo is room for one value that is computed from an [Info] and nothing else. Its methods may be
// called concurrently, and those of a nil Memo keep nothing.
type Memo struct {
	of    *Info
	value atomic.Pointer[any]
}

// NewMemo returns an empty Memo of i, which is not changed from now on.
func NewMemo(i *Info) *Memo { return &Memo{of: i} }

// Load returns the value, or nil if there is none.
func (m *Memo) Load() any {
	if m == nil {
		return nil
	}
	if v := m.value.Load(); v != nil {
		return *v
	}
	return nil
}

// Store sets the value, in place of any that is there.
func (m *Memo) Store(value any) {
	if m != nil {
		m.value.Store(&value)
	}
}

// LookupMemo returns the Memo that o has for i, or nil if o is no [Memoizer] or has one for another
// Info.
func LookupMemo(o Object, i *Info) *Memo {
	if by, ok := o.(Memoizer); ok {
		if m := by.Memo(); m != nil && m.of == i {
			return m
		}
	}
	return nil
}
