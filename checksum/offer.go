package checksum

// A Scope says how much of an object a response carries. The zero Scope is [ScopeWhole].
type Scope uint8

const (
	ScopeWhole    Scope = iota // ScopeWhole is the whole object, without a range.
	ScopeCovering              // ScopeCovering is a range that covers the whole object.
	ScopePartial               // ScopePartial is a range of less than the object.
	ScopePart                  // ScopePart is a part, selected by its number.
)

// Offer returns the checksum that a response with checksum mode enabled carries, and
// whether there is one. It is the table of the package comment.
//
// object is the object's value and parts the number of its parts, 0 if it was not
// uploaded in parts. part is the value of the part that [ScopePart] selects; it is not
// used otherwise. There is no checksum for a part without a value, or with one of another
// algorithm than the object's.
func Offer(object Value, parts int, scope Scope, part Value) (Value, bool) {
	switch {
	case object.IsZero(), scope == ScopePartial:
		return Value{}, false
	case scope == ScopeWhole, scope == ScopeCovering:
		return object, true
	case object.typ == Composite && checkPart(object.algorithm, part) == nil:
		part.typ = Composite
		return part, true
	case object.typ == FullObject && scope == ScopePart && parts <= 1:
		return object, true
	}
	return Value{}, false
}
