package version

// IDLength is the length of a version id in bytes.
const IDLength = 32

// NullID is the id of the null version, in requests and in responses.
const NullID = "null"

// alphabet has the 64 characters of version ids, so that each carries 6 bits.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"

// WellFormed reports whether id has the form of the ids that S3 assigns: [IDLength]
// characters of A-Z, a-z, 0-9, "." and "_". [NullID] does not. S3 promises no form
// (S3 GetObject: versionId); this is the form of all ids that were seen. Other
// stores may have another.
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

// NewID returns a well-formed id made of four numbers from source. Each gives 8
// characters by its low 48 bits, so that the id has 192 bits of the randomness of
// source and no bias.
//
// Uint64 of math/rand/v2 is a good source: ids must differ, but are not secrets,
// because they grant nothing. A seeded source makes the same ids in each run. NewID
// may be called concurrently if source may.
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
