package policy

// Match matches s against a pattern of StringLike, without variables.
func Match(pattern, s string, fold bool) bool {
	p, reason := compile(pattern, language{wildcards: true})
	return reason == "" && matchAtoms(p.atoms, s, fold)
}
