package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// selector is the environment variable that says which mutant of the schemata runs, by its
// number; with another value none does.
const selector = "MUTANT"

// chooser is a file of a package that has schemata in it.
const chooser = `

import (
	"os"
	"strconv"
)

var mutant__, _ = strconv.Atoi(os.Getenv("` + selector + `"))
`

// Schemata are a file with many mutants in it, which is built once: each function with a
// mutant begins by calling a copy of itself that has the chosen one.
type schemata struct {
	src   []byte
	spans []span
}

// A span is the lines of the copy that has a mutant.
type span struct {
	number      int
	first, last int
}

// An edit is other text for some bytes.
type edit struct {
	start, end int
	is         string
}

// A builder makes the schemata of one file.
type builder struct {
	fset  *token.FileSet
	src   []byte
	edits []edit
	tail  strings.Builder // the copies
	lines int             // lines until the end of tail
	spans []span
}

// newSchemata makes the schemata of a file and of those of its mutants that lie in the bodies of
// functions. The number of a mutant is its index, and one.
func newSchemata(src []byte, mutants []mutant) (*schemata, error) {
	w := &builder{fset: token.NewFileSet(), src: src, lines: strings.Count(string(src), "\n") + 1}
	file, err := parser.ParseFile(w.fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			w.function(fn, mutants)
		}
	}
	return &schemata{[]byte(w.edited() + "\n" + w.tail.String()), w.spans}, nil
}

// edited returns the source with the edits.
func (w *builder) edited() string {
	slices.SortStableFunc(w.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var out strings.Builder
	at := 0
	for _, e := range w.edits {
		out.Write(w.src[at:e.start])
		out.WriteString(e.is)
		at = e.end
	}
	out.Write(w.src[at:])
	return out.String()
}

// function adds the mutants in the body of fn.
func (w *builder) function(fn *ast.FuncDecl, mutants []mutant) {
	var calls strings.Builder
	var call func(name string) string
	for i, m := range mutants {
		if m.start <= w.offset(fn.Body.Lbrace) || m.end > w.offset(fn.Body.Rbrace) {
			continue
		}
		if call == nil {
			call = w.forward(fn)
		}
		name := fmt.Sprintf("mutant%d__%s", i+1, fn.Name.Name)
		fmt.Fprintf(&calls, "case %d: %s; ", i+1, call(name))
		w.copy(fn, name, m, i+1)
	}
	if call != nil {
		body := w.offset(fn.Body.Lbrace) + 1
		w.edits = append(w.edits, edit{body, body, " switch mutant__ { " + calls.String() + "}; "})
	}
}

// copy appends fn with another name and a mutant in it.
func (w *builder) copy(fn *ast.FuncDecl, name string, m mutant, number int) {
	start, end := w.offset(fn.Pos()), w.offset(fn.End())
	text := slices.Concat(w.src[start:w.offset(fn.Name.Pos())], []byte(name), w.src[w.offset(fn.Name.End()):m.start],
		[]byte(m.is), w.src[m.end:end], []byte("\n"))
	w.tail.Write(text)
	n := strings.Count(string(text), "\n")
	w.spans = append(w.spans, span{number, w.lines + 1, w.lines + n})
	w.lines += n
}

// forward names what fn is given, and returns how to call a copy of it with that.
func (w *builder) forward(fn *ast.FuncDecl) func(name string) string {
	prefix, suffix := "", ""
	if fn.Recv != nil {
		prefix = w.names(fn.Recv, "r")[0] + "."
	}
	if fn.Type.TypeParams != nil {
		suffix = "[" + strings.Join(w.names(fn.Type.TypeParams, "t"), ", ") + "]"
	}
	args := w.names(fn.Type.Params, "p")
	if n := len(fn.Type.Params.List); n > 0 {
		if _, ok := fn.Type.Params.List[n-1].Type.(*ast.Ellipsis); ok {
			args[len(args)-1] += "..."
		}
	}
	suffix += "(" + strings.Join(args, ", ") + ")"
	if fn.Type.Results == nil {
		return func(name string) string { return prefix + name + suffix + "; return" }
	}
	return func(name string) string { return "return " + prefix + name + suffix }
}

// names returns the names of parameters, and gives one to those without.
func (w *builder) names(list *ast.FieldList, letter string) (all []string) {
	name := func() string {
		all = append(all, fmt.Sprintf("%s%d__", letter, len(all)))
		return all[len(all)-1]
	}
	for _, field := range list.List {
		if field.Names == nil {
			at := w.offset(field.Type.Pos())
			w.edits = append(w.edits, edit{at, at, name() + " "})
		}
		for _, id := range field.Names {
			if id.Name == "_" {
				w.edits = append(w.edits, edit{w.offset(id.Pos()), w.offset(id.End()), name()})
				continue
			}
			all = append(all, id.Name)
		}
	}
	return all
}

func (w *builder) offset(pos token.Pos) int { return w.fset.Position(pos).Offset }

// at returns the number of the mutant that has the line, or 0.
func (f *schemata) at(line int) int {
	for _, s := range f.spans {
		if s.first <= line && line <= s.last {
			return s.number
		}
	}
	return 0
}
