package policy

import "strings"

// Match matches s against a pattern of StringLike. Each $ of the pattern is a variable that
// stands for value.
func Match(pattern, s, value string) bool {
	p, reason := compile(strings.ReplaceAll(pattern, "$", "${a:b}"), language{true, true})
	ok, _ := p.match(&Request{Values: map[string][]string{"a:b": {value}}}, s)
	return reason == "" && ok
}

// MatchFold matches the name of an action.
func MatchFold(pattern, s string) bool {
	p, reason := compile(pattern, language{wildcards: true})
	return reason == "" && matchAtoms(p.atoms, s, true)
}
