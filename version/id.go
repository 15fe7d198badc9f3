package version

// IDLength is the length of a version id in bytes.
const IDLength = 32

// NullID is the id by which the null version is asked for and told.
const NullID = "null"

// alphabet has the 64 characters of version ids, so that each carries 6 bits.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"

// WellFormed reports whether id has the form of the ids that S3 gives out:
// [IDLength] characters of A-Z, a-z, 0-9, "." and "_". [NullID] has not. No form
// is promised (S3 GetObject: versionId); this is the one of all ids that were
// seen.
func WellFormed(id string) bool {
	if len(id) != IDLength {
		return false
	}
	for i := range len(id) {
		if !isIDChar(id[i]) {
			return false
		}
	}
	return true
}

func isIDChar(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return c == '.' || c == '_'
}

// NewID returns a well-formed id from four numbers that source returns. Each
// gives 8 characters by its low 48 bits, so that the id has 192 bits of source's
// randomness and no bias.
//
// Uint64 of math/rand/v2 is a good source: ids must differ, and need not be
// secret, because they grant nothing. A seeded source makes ids that repeat from
// run to run. NewID may be called concurrently if source may.
func NewID(source func() uint64) string {
	var id [IDLength]byte
	for i := 0; i < len(id); i += 8 {
		n := source()
		for j := range 8 {
			id[i+j] = alphabet[n&63]
			n >>= 6
		}
	}
	return string(id[:])
}
