package blobstore

import "hash/maphash"

// A filter remembers texts in little memory (Bloom, 1970): it has all that were added, and some
// that were not, which are others for each filter.
type filter struct {
	seed maphash.Seed
	bits []uint64
}

// probes is how many bits stand for a text. With ten bits of memory a text, one of a hundred others
// is thought to have been added.
const probes = 6

func newFilter(bytes int) *filter {
	return &filter{maphash.MakeSeed(), make([]uint64, max(bytes/8, 1))}
}

// each calls f with the bits of a text until it returns false.
func (f *filter) each(s string, do func(word *uint64, bit uint64) bool) {
	sum := maphash.String(f.seed, s)
	step := sum>>32 | 1
	for range probes {
		at := sum % uint64(len(f.bits)*64)
		if !do(&f.bits[at/64], 1<<(at%64)) {
			return
		}
		sum += step * 0x9e3779b97f4a7c15
	}
}

func (f *filter) add(s string) {
	f.each(s, func(word *uint64, bit uint64) bool {
		*word |= bit
		return true
	})
}

func (f *filter) has(s string) bool {
	found := true
	f.each(s, func(word *uint64, bit uint64) bool {
		found = *word&bit != 0
		return found
	})
	return found
}
