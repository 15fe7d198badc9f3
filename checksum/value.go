package checksum

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
)

// ErrValue means that a text or a digest is not a value of its algorithm and type.
var ErrValue = errors.New("checksum: malformed value")

// MaxParts is the largest number of parts of an object.
const MaxParts = 10000

// encoding accepts one text for each digest.
var encoding = base64.StdEncoding.Strict()

// maxText is the length of the text of the longest digest.
const maxText = (maxSize + 2) / 3 * 4

// A Value is one checksum. Values are comparable: == means the same algorithm, type,
// digest and number of parts. The zero Value means that there is none.
//
// A Value holds its text, so that [Value.String] costs nothing in a response. It never
// changes and may be used concurrently.
type Value struct {
	text      string // as sent; "" only in the zero Value
	parts     uint16 // of "-N"; 0 without it
	algorithm Algorithm
	typ       Type
}

// Parse returns the Value of algorithm a and type t whose text is s. The base64 has to be
// canonical (RFC 4648 §3.5) and of the length of the algorithm's digest. "-N", with
// 1 ≤ N ≤ [MaxParts] and no leading zero, may follow with [Composite] only: it marks the
// value of an object, and without it the value is that of a part.
//
// The error is [ErrAlgorithm], [ErrType], for a type that a does not have, or
// [ErrValue].
func Parse(a Algorithm, t Type, s string) (Value, error) {
	if err := checkKind(a, t); err != nil {
		return Value{}, err
	}
	v := Value{text: s, algorithm: a, typ: t}
	digest, suffix, composed := strings.Cut(s, "-")
	if composed {
		v.parts = parseParts(suffix)
	}
	if composed && (t != Composite || v.parts == 0) || !validDigest(a, digest) {
		return Value{}, ErrValue
	}
	return v, nil
}

// checkKind reports whether S3 has values of algorithm a and type t.
func checkKind(a Algorithm, t Type) error {
	switch {
	case !a.known():
		return ErrAlgorithm
	case t > Composite, t == Composite && !a.Composable():
		return ErrType
	}
	return nil
}

// validDigest reports whether s is the base64 of a digest of a.
func validDigest(a Algorithm, s string) bool {
	if len(s) != encoding.EncodedLen(a.Size()) || strings.ContainsAny(s, "\r\n") {
		return false
	}
	var text [maxText]byte
	var digest [maxSize + 2]byte
	n, err := encoding.Decode(digest[:], text[:copy(text[:], s)])
	return err == nil && n == a.Size()
}

// parseParts reads the N of "-N". It returns 0 unless N is fine.
func parseParts(s string) uint16 {
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n > MaxParts || s[0] == '0' {
		return 0
	}
	return uint16(n)
}

// New returns the Value of algorithm a with the given digest in network byte order and
// type [FullObject]. The error is [ErrAlgorithm], or [ErrValue] for a digest of another
// length.
func New(a Algorithm, digest []byte) (Value, error) {
	switch {
	case !a.known():
		return Value{}, ErrAlgorithm
	case len(digest) != a.Size():
		return Value{}, ErrValue
	}
	return fromDigest(a, digest), nil
}

// fromDigest is New for a digest that is known to be one of a.
func fromDigest(a Algorithm, digest []byte) Value {
	return Value{text: encoding.EncodeToString(digest), algorithm: a}
}

// Sum returns the checksum of b with type [FullObject]. It is the zero Value if a is not
// one of the algorithms.
func Sum(a Algorithm, b []byte) Value {
	if !a.known() {
		return Value{}
	}
	h := a.New()
	_, _ = h.Write(b) // a hash.Hash never fails
	return fromDigest(a, h.Sum(make([]byte, 0, maxSize)))
}

// IsZero reports whether there is no checksum.
func (v Value) IsZero() bool { return v == Value{} }

// Algorithm returns the algorithm, [None] for the zero Value.
func (v Value) Algorithm() Algorithm { return v.algorithm }

// Type returns the type, [FullObject] for the zero Value.
func (v Value) Type() Type { return v.typ }

// Parts returns the N of "-N" in the value of a COMPOSITE object, and 0 for all other
// values.
func (v Value) Parts() int { return int(v.parts) }

// String returns the text of the header field, such as "lVk/nw==" or "gkCICQ==-3", and ""
// for the zero Value. [Parse] with the algorithm and type of v returns v.
func (v Value) String() string { return v.text }

// Digest returns the digest in network byte order, and nil for the zero Value.
func (v Value) Digest() []byte {
	if v.IsZero() {
		return nil
	}
	return v.appendDigest(make([]byte, 0, v.algorithm.Size()))
}

// appendDigest appends the digest to dst.
func (v Value) appendDigest(dst []byte) []byte {
	var text [maxText]byte
	n := copy(text[:], v.text[:encoding.EncodedLen(v.algorithm.Size())])
	dst, _ = encoding.AppendDecode(dst, text[:n]) // the text of a Value is valid
	return dst
}
