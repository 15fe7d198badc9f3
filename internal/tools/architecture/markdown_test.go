package architecture_test

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A block is Go code in a document. Its mark, a comment "<!-- from path -->" on the line
// above it, names the file that it is a part of.
type block struct {
	where string
	mark  string
	code  string
}

// whole reports whether the block is a file of Go.
func (b block) whole() bool { return strings.HasPrefix(b.code, "package ") }

// fence finds blocks of Go, each with the comment above it.
var fence = regexp.MustCompile("(?ms)(?:^<!-- from (\\S+) -->\n+)?^```go[^\n]*\n(.*?)^```$")

// documents returns the paths of documents of the root and of docs.
func (t *tree) documents() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(t.text)), func(p string) bool {
		dir := path.Dir(p)
		return path.Ext(p) != ".md" || dir != "." && dir != "docs"
	})
}

func (t *tree) blocks(p string) (all []block) {
	doc := t.text[p]
	for _, m := range fence.FindAllSubmatchIndex(doc, -1) {
		b := block{code: string(doc[m[4]:m[5]])}
		b.where = fmt.Sprintf("%s:%d: ", p, 1+bytes.Count(doc[:m[4]], []byte("\n")))
		if m[2] >= 0 {
			b.mark = string(doc[m[2]:m[3]])
		}
		all = append(all, b)
	}
	return all
}

// checkSnippets finds code in documents that nothing compiles: a whole program, a marked
// block, and any block of README.md has to be a part of a Go file, line for line. Other
// blocks show a shape and have to parse.
func checkSnippets(t *tree) (faults []string) {
	for _, p := range t.documents() {
		for _, b := range t.blocks(p) {
			if why := t.snippetFault(b, p == "README.md"); why != "" {
				faults = append(faults, b.where+why)
			}
		}
	}
	return faults
}

func (t *tree) snippetFault(b block, strict bool) string {
	switch {
	case b.mark != "" && !lines(t.text[b.mark], b.code):
		return "code is not a part of " + b.mark
	case b.mark == "" && (b.whole() || strict) && !t.compiled(b.code):
		return "code is not a part of any Go file"
	case b.mark == "" && !parses(b.code):
		return "code does not parse"
	}
	return ""
}

// compiled reports whether a Go file of the module has the lines of code.
func (t *tree) compiled(code string) bool {
	return slices.ContainsFunc(t.files, func(s *source) bool { return lines(t.text[s.path], code) })
}

// lines reports whether file has the lines of code, all of them deeper by one number of tabs.
func lines(file []byte, code string) bool {
	for depth := range 4 {
		indent := strings.Repeat("\t", depth)
		var want strings.Builder
		for line := range strings.Lines(code) {
			if line != "\n" {
				line = indent + line
			}
			want.WriteString(line)
		}
		if strings.Contains("\n"+string(file), "\n"+want.String()) {
			return true
		}
	}
	return false
}

// parses reports whether code is a file, declarations or statements.
func parses(code string) bool {
	for _, frame := range []string{"%s", "package p\n%s", "package p\nfunc _() {\n%s\n}"} {
		if _, err := parser.ParseFile(token.NewFileSet(), "", fmt.Sprintf(frame, code), 0); err == nil {
			return true
		}
	}
	return false
}

func TestSnippets(t *testing.T) {
	hold(t, checkSnippets)
	const file = "-- examples/a/main.go --\npackage main\n\nfunc main() {\n\tprintln()\n\n\tprintln(1)\n}\n"
	doc := func(name, code string) string { return file + "-- " + name + " --\nSee:\n\n" + code + "\n```\n" }
	kill(t, checkSnippets, []mutant{
		{"whole program", doc("README.md", "```go\npackage main\n\nfunc main() {\n\tprintln()\n\n\tprintln(1)\n}"), ""},
		{"part without its indent", doc("README.md", "```go\nprintln()\n\nprintln(1)"), ""},
		{"marked", doc("docs/a.md", "<!-- from examples/a/main.go -->\n```go\nprintln(1)"), ""},
		{"shape", doc("DESIGN.md", "```go\ntype T interface{ M() }"), ""},
		{"other language", doc("README.md", "```sh\ngo run ."), ""},
		{"statements", doc("DESIGN.md", "```go\nx := f()"), ""},
		{"other program", doc("DESIGN.md", "```go\npackage main\n\nfunc main() { panic(1) }"), "DESIGN.md:4: code is not a part of any"},
		{"part of a line", doc("README.md", "```go\nmain() {"), "not a part of any"},
		{"fragment in README", doc("README.md", "```go\nx := f()"), "not a part of any"},
		{"marked and changed", doc("CONTRIBUTING.md", "<!-- from examples/a/main.go -->\n```go\nprintln(2)"), "not a part of examples/a/main.go"},
		{"marked and gone", doc("docs/a.md", "<!-- from examples/b/main.go -->\n```go\nprintln(1)"), "not a part of examples/b/main.go"},
		{"no Go", doc("docs/a.md", "```go\nprintln(1"), "does not parse"},
	})
}

// link finds the targets of links, those in the text and those in a list below it.
var link = regexp.MustCompile(`\]\(([^)\s]+)[^)]*\)|(?m:^ {0,3}\[[^\]]+\]:\s+(\S+))`)

// code finds what is no text of a document.
var code = regexp.MustCompile("(?ms)^```.*?^```|`[^`\n]*`")

// checkLinks finds relative links, in any document, to files that are not there.
func checkLinks(t *tree) (faults []string) {
	for _, p := range slices.Sorted(maps.Keys(t.text)) {
		if path.Ext(p) != ".md" {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(string(t.text[p]), ""), -1) {
			if target := m[1] + m[2]; !t.leads(p, target) {
				faults = append(faults, fmt.Sprintf("%s: link to %s leads nowhere", p, target))
			}
		}
	}
	return faults
}

// leads reports whether a link of document p leads to the web, to a heading of p, or to a
// file or folder.
func (t *tree) leads(p, target string) bool {
	target, _, _ = strings.Cut(target, "#")
	if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
		return true
	}
	target = path.Join(path.Dir(p), target)
	for have := range t.text {
		if have == target || target == "." || strings.HasPrefix(have, target+"/") {
			return true
		}
	}
	return false
}

func TestLinks(t *testing.T) {
	hold(t, checkLinks)
	doc := func(s string) string {
		return "-- docs/a.md --\n" + s + "\n-- LICENSE --\n-- docs/b.md --\n-- docs/c/d.go --\npackage c\n"
	}
	kill(t, checkLinks, []mutant{
		{"somewhere", doc("[a](b.md) [a](../LICENSE \"t\") [a](c/) [a](#x) [a](b.md#x) [a](https://x.org/y) `[a](x)` [a]\n\n[a]: c/d.go\n"), ""},
		{"nowhere", doc("[a](c.md)"), "docs/a.md: link to c.md leads nowhere"},
		{"from the root", doc("[a](LICENSE)"), "link to LICENSE leads nowhere"},
		{"out of the root", doc("[a](../../LICENSE)"), "link to ../../LICENSE leads nowhere"},
		{"below", doc("[a]\n\n[a]: e/d.go\n"), "link to e/d.go leads nowhere"},
	})
}
