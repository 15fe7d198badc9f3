package checksum

// A Scope says how much of an object a response carries. The zero Scope is [Whole].
type Scope uint8

const (
	Whole    Scope = iota // Whole is the object, asked for without a range.
	Covering              // Covering is a range that turned out to be all of the object.
	Partial               // Partial is a range of less than the object.
	Part                  // Part is what a part number asked for.
)

// Offer returns the checksum that a response with checksum mode enabled carries, and
// whether there is one. It is the table of the package comment.
//
// object is the object's value and parts the number of its parts, 0 if it was not
// uploaded in parts. part is the value of the part that scope [Part] asks for; Offer
// does not look at it otherwise. A part with no value, or with one of another algorithm
// than the object's, has none to offer.
func Offer(object Value, parts int, scope Scope, part Value) (Value, bool) {
	switch {
	case object.IsZero(), scope == Partial:
		return Value{}, false
	case scope == Whole, scope == Covering:
		return object, true
	case object.typ == Composite:
		return offerPart(object, part)
	case scope == Part && parts <= 1:
		return object, true
	}
	return Value{}, false
}

// offerPart returns the value of a part of an object with a COMPOSITE value.
func offerPart(object, part Value) (Value, bool) {
	if checkPart(object.algorithm, part) != nil {
		return Value{}, false
	}
	part.typ = Composite
	return part, true
}
