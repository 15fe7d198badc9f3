package policy

import "unicode/utf8"

// A search looks for atoms with wildcards for one character in a text. It keeps a bit for
// each character of the atoms, which says whether the text that was read ends with the atoms
// up to that one, so that all places are tried at once.
type search struct {
	state []uint64
	bytes []uint64 // for each byte, the bits of the atoms that it is
	any   []uint64 // the bits of wildcards
	room  []uint64 // for two states
}

// searchWords is how many words of bits a search has before it allocates.
const searchWords = 1

// cutSearch returns what of s follows the first place where the atoms match. They stand for
// at least one character, and none for many.
func cutSearch(atoms []atom, s string) (rest string, ok bool) {
	n := least(atoms)
	if n > len(s) {
		return s, false
	}
	words := (n + 63) / 64
	var small [(256 + 4) * searchWords]uint64
	memory := small[:]
	if words > searchWords {
		memory = make([]uint64, (256+4)*words)
	}
	f := search{memory[:words], memory[4*words:], memory[words : 2*words], memory[2*words : 4*words]}
	f.compile(atoms)
	last, bit := words-1, uint64(1)<<((n-1)%64)
	for s != "" {
		size := 1
		if s[0] < utf8.RuneSelf {
			advance(f.state, f.state, f.row(s[0]), 1)
		} else {
			_, size = utf8.DecodeRuneInString(s)
			f.advanceRune(s[:size])
		}
		s = s[size:]
		if f.state[last]&bit != 0 {
			return s, true
		}
	}
	return s, false
}

// row returns the bits of a byte.
func (f *search) row(c byte) []uint64 {
	words := len(f.state)
	return f.bytes[int(c)*words:][:words]
}

// compile sets the bits of the atoms. An ASCII byte is what a wildcard stands for, too.
func (f *search) compile(atoms []atom) {
	i := 0
	for a := range atoms {
		if atoms[a].form == one {
			f.any[i/64] |= 1 << (i % 64)
			i++
			continue
		}
		for b := range len(atoms[a].text) {
			f.row(atoms[a].text[b])[i/64] |= 1 << (i % 64)
			i++
		}
	}
	for c := range byte(utf8.RuneSelf) {
		for w, bits := range f.any {
			f.row(c)[w] |= bits
		}
	}
}

// advanceRune reads a character of several bytes, which a wildcard stands for as a whole, or
// a byte that is no character.
func (f *search) advanceRune(r string) {
	words := len(f.state)
	literal, wild := f.room[:words], f.room[words:]
	advance(wild, f.state, f.any, 1)
	advance(literal, f.state, f.row(r[0]), 1)
	for i := 1; i < len(r); i++ {
		advance(literal, literal, f.row(r[i]), 0)
	}
	for w := range f.state {
		f.state[w] = wild[w] | literal[w]
	}
}

// advance moves the bits of a state on by one, those that fit, with a first one for the
// atoms that begin here.
func advance(next, state, fit []uint64, first uint64) {
	for w, bits := range state {
		next[w] = (bits<<1 | first) & fit[w]
		first = bits >> 63
	}
}
