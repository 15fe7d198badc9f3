package version

// alphabet has the 64 characters of version ids, so that each carries 6 bits.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"

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
