package policy

import (
	"strings"
	"unicode/utf8"
)

// A pattern is a string of a policy, with its wildcards and variables.
type pattern struct {
	atoms     []atom
	variables bool
}

// An atom is a piece of a pattern.
type atom struct {
	form     atomForm
	text     string    // of literal
	variable *variable // of substitute
}

type atomForm uint8

const (
	literal    atomForm = iota
	one                 // any character
	many                // any characters, or none
	substitute          // the value of a variable
)

// A language says what is special in a string.
type language struct{ wildcards, variables bool }

// compile reads a pattern. It says what is wrong with it, if anything is.
func compile(s string, l language) (p pattern, reason string) {
	var text []byte
	for i := 0; i < len(s); i++ {
		a := atom{form: many}
		switch {
		case l.wildcards && s[i] == '*':
		case l.wildcards && s[i] == '?':
			a.form = one
		case l.variables && strings.HasPrefix(s[i:], "${"):
			name, _, closed := strings.Cut(s[i+len("${"):], "}")
			if !closed {
				return p, "a variable that is not closed"
			}
			if a, reason = parseVariable(name); reason != "" {
				return p, reason
			}
			i += len("${") + len(name)
		default:
			text = append(text, s[i])
			continue
		}
		if a.form == literal {
			text = append(text, a.text...)
			continue
		}
		p.add(text, a)
		text = text[:0]
	}
	if len(text) > 0 {
		p.atoms = append(p.atoms, atom{text: string(text)})
	}
	return p, ""
}

// add appends text and what follows it. Wildcards for many characters that follow each other
// are one.
func (p *pattern) add(text []byte, a atom) {
	if len(text) > 0 {
		p.atoms = append(p.atoms, atom{text: string(text)})
	}
	if n := len(p.atoms) - 1; a.form == many && n >= 0 && p.atoms[n].form == many {
		return
	}
	p.variables = p.variables || a.form == substitute
	p.atoms = append(p.atoms, a)
}

// fixed reports whether the pattern has neither wildcards nor variables.
func (p *pattern) fixed() bool {
	for i := range p.atoms {
		if p.atoms[i].form != literal {
			return false
		}
	}
	return true
}

// plainAtoms is how many atoms a pattern with variables may have before its evaluation
// allocates.
const plainAtoms = 16

// match reports whether s matches. It is not resolved, and does not match, if a variable
// of the pattern has no value.
func (p *pattern) match(r *Request, s string) (ok, resolved bool) {
	if !p.variables {
		return matchAtoms(p.atoms, s, false), true
	}
	var room [plainAtoms]atom
	atoms, resolved := p.expand(r, room[:0])
	return resolved && matchAtoms(atoms, s, false), resolved
}

// matchFold is match without case, for patterns without wildcards.
func (p *pattern) matchFold(r *Request, s string) (ok, resolved bool) {
	var room [plainAtoms]atom
	atoms, resolved := p.expand(r, room[:0])
	return resolved && equalFold(atoms, s), resolved
}

// equalFold compares literals with s without case, by characters: two that differ in case
// alone may differ in length.
func equalFold(atoms []atom, s string) bool {
	for i := range atoms {
		for text := atoms[i].text; text != ""; {
			_, n := utf8.DecodeRuneInString(text)
			_, m := utf8.DecodeRuneInString(s)
			if text[:n] != s[:m] && !(utf8.ValidString(text[:n]) && strings.EqualFold(text[:n], s[:m])) {
				return false
			}
			text, s = text[n:], s[m:]
		}
	}
	return s == ""
}

// expand appends the atoms with the values of variables as literals.
func (p *pattern) expand(r *Request, atoms []atom) (_ []atom, resolved bool) {
	for i := range p.atoms {
		a := p.atoms[i]
		if a.form == substitute {
			text, ok := a.variable.value(r)
			if !ok {
				return nil, false
			}
			a = atom{text: text}
		}
		atoms = append(atoms, a)
	}
	return atoms, true
}

// matchAtoms reports whether s matches atoms without variables. What is between two
// wildcards for many characters is looked for once, from the left. That takes time in
// proportion to s, and where there are wildcards for one character, to s for each 64
// characters of the pattern.
func matchAtoms(atoms []atom, s string, fold bool) bool {
	if least(atoms) > len(s) {
		return false
	}
	first := nextMany(atoms)
	s, ok := cutStart(atoms[:first], s, fold)
	if !ok || first == len(atoms) {
		return ok && s == ""
	}
	atoms = atoms[first+1:]
	for {
		n := nextMany(atoms)
		if n == len(atoms) {
			return cutEnd(atoms, s, fold)
		}
		if s, ok = cutAnywhere(atoms[:n], s, fold); !ok {
			return false
		}
		atoms = atoms[n+1:]
	}
}

// least returns how many bytes a string has at least that matches.
func least(atoms []atom) (n int) {
	for i := range atoms {
		switch atoms[i].form {
		case literal:
			n += len(atoms[i].text)
		case one:
			n++
		}
	}
	return n
}

// nextMany returns the index of the first wildcard for many characters, or the length.
func nextMany(atoms []atom) int {
	for i := range atoms {
		if atoms[i].form == many {
			return i
		}
	}
	return len(atoms)
}

// cutStart returns what of s follows the atoms, none of which stands for many characters.
func cutStart(atoms []atom, s string, fold bool) (rest string, ok bool) {
	for i := range atoms {
		if atoms[i].form == one {
			_, n := utf8.DecodeRuneInString(s)
			if n == 0 {
				return s, false
			}
			s = s[n:]
			continue
		}
		text := atoms[i].text
		if len(s) < len(text) || !same(s[:len(text)], text, fold) {
			return s, false
		}
		s = s[len(text):]
	}
	return s, true
}

// cutEnd reports whether s ends with the atoms, none of which stands for many characters.
func cutEnd(atoms []atom, s string, fold bool) bool {
	for i := len(atoms) - 1; i >= 0; i-- {
		if atoms[i].form == one {
			_, n := utf8.DecodeLastRuneInString(s)
			if n == 0 {
				return false
			}
			s = s[:len(s)-n]
			continue
		}
		text := atoms[i].text
		if len(s) < len(text) || !same(s[len(s)-len(text):], text, fold) {
			return false
		}
		s = s[:len(s)-len(text)]
	}
	return true
}

// cutAnywhere returns what of s follows the first place where the atoms match.
func cutAnywhere(atoms []atom, s string, fold bool) (rest string, ok bool) {
	switch {
	case least(atoms) == 0: // variables that stand for nothing
		return s, true
	case fold:
		return cutSlowly(atoms, s)
	case len(atoms) == 1 && atoms[0].form == literal:
		_, rest, ok = strings.Cut(s, atoms[0].text)
		return rest, ok
	}
	return cutSearch(atoms, s)
}

// cutSlowly tries each place of s, without case. It is for the names of actions, which are
// short.
func cutSlowly(atoms []atom, s string) (rest string, ok bool) {
	for need := least(atoms); len(s) >= need; {
		if rest, ok = cutStart(atoms, s, true); ok {
			return rest, true
		}
		_, n := utf8.DecodeRuneInString(s)
		if n == 0 {
			break
		}
		s = s[n:]
	}
	return s, false
}

func same(s, t string, fold bool) bool {
	if fold {
		return strings.EqualFold(s, t)
	}
	return s == t
}
