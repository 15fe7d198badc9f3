package checksum

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/bits"
)

// ErrNotLinear means that the checksum of a whole does not follow from those of its
// pieces.
var ErrNotLinear = errors.New("checksum: algorithm is not linear")

// A Piece is the checksum of a run of bytes and the number of those bytes.
type Piece struct {
	Value Value
	Size  int64
}

// Combine returns the [FullObject] value of an object from its pieces, in order, without
// reading a byte: what [Sum] returns for their concatenation. A store that completes a
// multipart upload computes the checksum of the object so, from those of the parts. It
// takes time proportional to the number of pieces and, where neighbours differ in size,
// to the logarithm of the size.
//
// The pieces may have either type but no "-N", and may be empty. There has to be at least
// one. The error is [ErrParts], [ErrMixed], or [ErrNotLinear] for an
// algorithm that is not [Algorithm.Linear].
func Combine(pieces []Piece) (Value, error) {
	if len(pieces) == 0 {
		return Value{}, ErrParts
	}
	a := pieces[0].Value.algorithm
	for _, p := range pieces {
		if err := checkPart(a, p.Value); err != nil {
			return Value{}, err
		}
		if p.Size < 0 {
			return Value{}, ErrParts
		}
	}
	if !a.Linear() {
		return Value{}, ErrNotLinear
	}
	// A CRC is the remainder of the bytes as a polynomial over GF(2). The CRC of A
	// followed by B is that of A times x to the power of B's bits, plus that of B: the
	// preset and the final inversion are all ones in each of the three algorithms, and
	// cancel out.
	r := ringOf(a)
	var crc, shift uint64
	size := int64(-1) // of shift; parts mostly have one size
	for _, p := range pieces {
		if p.Size != size {
			size, shift = p.Size, r.shift(p.Size)
		}
		crc = r.mul(crc, shift) ^ crcOf(p.Value)
	}
	var buf [8]byte
	binary.BigEndian.PutUint64(buf[:], crc)
	return fromDigest(a, buf[8-a.Size():]), nil
}

// crcOf returns the digest of v, which is that of a CRC, as a number.
func crcOf(v Value) uint64 {
	var buf [maxSize]byte
	var crc uint64
	for _, b := range v.appendDigest(buf[:0]) {
		crc = crc<<8 | uint64(b)
	}
	return crc
}

// A ring is the ring of polynomials over GF(2) modulo the generator of a CRC, whose
// degree is the CRC's width. Elements are reflected as CRCs are: the highest bit of the
// width stands for x⁰, so that a multiplication by x shifts right.
type ring struct {
	generator uint64 // without its highest power
	one       uint64 // x⁰
}

// nvme is the reflected generator of CRC64NVME.
const nvme = 0x9a6c9329ac4bc9b5

// ringOf returns the ring of a, which is linear.
func ringOf(a Algorithm) ring {
	switch a {
	case CRC32:
		return ring{generator: crc32.IEEE, one: 1 << 31}
	case CRC32C:
		return ring{generator: crc32.Castagnoli, one: 1 << 31}
	default:
		return ring{generator: nvme, one: 1 << 63}
	}
}

// mul returns p times q.
func (r ring) mul(p, q uint64) uint64 {
	var product uint64
	for power := r.one; power != 0; power >>= 1 {
		if p&power != 0 {
			product ^= q
		}
		q = q>>1 ^ r.generator&-(q&1) // q times x
	}
	return product
}

// shift returns x to the power of the bits in n bytes, by squaring.
func (r ring) shift(n int64) uint64 {
	power := r.one
	for i := bits.Len64(uint64(n)) - 1; i >= 0; i-- {
		power = r.mul(power, power)
		if n>>i&1 != 0 {
			power = r.mul(power, r.one>>8) // one byte more
		}
	}
	return power
}
