package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/vectors"
)

// rulesPage writes RULES.md.
func (r *reference) rulesPage() string {
	p := new(page)
	r.writeIntro(p)
	r.writeSections(p)
	r.writeQuirks(p)
	r.writeGuesses(p)
	r.writeRules(p)
	r.writeIDs(p)
	r.writeStatuses(p)
	return p.String()
}

func (r *reference) writeIntro(p *page) {
	p.f("# Rules\n\n%s\n", generated)
	policies := len(r.inOrder((*entry).ofPolicy))
	p.f("What S3 does with a GetObject or a HeadObject is %d rules, those of websites, sessions and functions", len(r.entries)-policies)
	p.f("among them, and what policies allow %d more.", policies)
	p.f("This page goes from the section that says so to the rule, to the code that decides by it,")
	p.f("and to the vectors, of which there are %s requests and %s sets of policies.", thousands(len(r.vectors)), thousands(r.policyVectors()))
	p.f("[ANSWERS.md](ANSWERS.md) goes the other way: it says why an")
	p.f("answer is a 304, a 403 or a 416, with a command that shows each case.\n")
	p.f("![All decisions of a read, in S3's order](decision.svg)\n")
	p.f("Websites, sessions and Object Lambda have ways of their own:\n")
	p.f("![The steps of websites, sessions and Object Lambda](endpoints.svg)\n")
	p.f("A rule is *required* (%d): a standard or the vendor's documentation says so; a *quirk* (%d):",
		r.count(rule.KindRequired), r.count(rule.KindQuirk))
	p.f("S3 differs from the RFC; *observed* (%d): it was recorded, and nobody promises it; or a *guess* (%d):",
		r.count(rule.KindObserved), r.count(rule.KindGuess))
	p.f("nobody says, and the safe side was chosen.\n")
	for _, heading := range headings {
		p.f("- [%s](#%s)", heading, anchor(heading))
	}
}

// policyVectors counts the vectors of policies, each of which has one rule.
func (r *reference) policyVectors() (n int) {
	for _, e := range r.inOrder((*entry).ofPolicy) {
		n += len(e.proofs)
	}
	return n
}

// The headings of the page.
const (
	bySection = "From section to rule"
	quirks    = "Where S3 differs"
	guessed   = "What nobody has recorded"
	allRules  = "The rules in their order"
	byID      = "Index by identifier"
	byStatus  = "Index by status and code"
)

var headings = [...]string{bySection, quirks, guessed, allRules, byID, byStatus}

func (r *reference) count(k rule.Kind) int {
	return len(r.inOrder(func(e *entry) bool { return e.Kind == k }))
}

// writeSections writes what each section says, those of RFCs first.
func (r *reference) writeSections(p *page) {
	p.f("\n## %s\n", bySection)
	for _, s := range r.sections() {
		p.f("### %s\n", strings.TrimSpace(s.name+" "+s.title))
		p.f("| rule | sentence | kind | answer | code | vectors |")
		p.f("| --- | --- | --- | --- | --- | --- |")
		for _, e := range s.entries {
			p.f("| %s | %s | %v | %s | %s | %s |", e.link(""), cell(e.Sentence), e.Kind, e.answer(), e.firstUse(), e.proofFiles())
		}
		p.f("")
	}
}

// firstUse links to the code that decides by the rule.
func (e *entry) firstUse() string {
	text := e.uses[0].link()
	if n := len(e.uses) - 1; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}

// link links to the file, and names the function or table.
func (u use) link() string {
	return fmt.Sprintf("[%s](../%s) %s", path.Base(u.file), u.file, code(u.name))
}

// mostFiles is how many files with vectors of a rule are named in a table.
const mostFiles = 3

// proofFiles counts the vectors of the rule in each file.
func (e *entry) proofFiles() string {
	if len(e.proofs) == 0 {
		return "none"
	}
	var parts []string
	groups := byFile(e.proofs)
	for _, g := range groups[:min(mostFiles, len(groups))] {
		parts = append(parts, fmt.Sprintf("[%s](../%s/%s) %d", strings.TrimSuffix(g[0].file, ".json"), g[0].folder, g[0].file, len(g)))
	}
	text := strings.Join(parts, ", ")
	if n := len(groups) - mostFiles; n > 0 {
		text += ", and " + plural(n, "more file")
	}
	return plural(len(e.proofs), "vector") + ": " + text
}

// byFile divides vectors, which come in the order of their files, by file.
func byFile(list []proof) [][]proof {
	return slices.Collect(func(yield func([]proof) bool) {
		for len(list) > 0 {
			n := slices.IndexFunc(list, func(p proof) bool { return p.file != list[0].file || p.folder != list[0].folder })
			if n < 0 {
				n = len(list)
			}
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	})
}

// writeQuirks writes how S3 differs from the RFC.
func (r *reference) writeQuirks(p *page) {
	p.f("## %s\n\n### In the values of preconditions\n", quirks)
	p.f("Package [conditional](../conditional) reads these as S3 does. They are within the rules")
	p.f("of preconditions, so each is a constant of its own.\n")
	for _, q := range conditionalQuirks {
		p.f("- %s: %s %s.", code("conditional."+q.String()), q.sentence, q.source)
		list := r.proofsOf(func(v proof) bool { return shows(q, v) })
		if writeProofs(p, list); len(list) == 0 {
			p.f("  - no vector: %s", unshown[q.String()])
		}
	}
	p.f("\n### Rules that are quirks\n")
	for _, e := range r.inOrder(func(e *entry) bool { return e.Kind == rule.KindQuirk }) {
		p.f("- %s: %s %s.", e.link(""), e.Sentence, strings.Join(e.Sections, ", "))
		writeProofs(p, e.proofs)
	}
	p.f("\n### Vectors that are quirks\n")
	p.f("| vectors | decided by |\n| --- | --- |")
	for _, e := range r.entries {
		if list := slices.DeleteFunc(slices.Clone(e.proofs), func(v proof) bool { return v.Kind != vectors.Quirk }); len(list) > 0 {
			p.f("| %s | %s |", names(list), e.link(""))
		}
	}
	p.f("")
}

// most is how many vectors of one file are named in a list.
const most = 6

// writeProofs lists vectors below an item, those of each file in a line.
func writeProofs(p *page, list []proof) {
	for _, g := range byFile(list) {
		p.f("  - [%s](../%s/%s), %d: %s", g[0].file, g[0].folder, g[0].file, len(g), names(g))
	}
}

// names lists the identifiers of vectors, but not all of many.
func names(list []proof) string {
	var parts []string
	for _, v := range list[:min(most, len(list))] {
		parts = append(parts, code(v.ID))
	}
	text := strings.Join(parts, ", ")
	if n := len(list) - most; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}
