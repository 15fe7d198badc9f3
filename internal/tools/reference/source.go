package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A use is a place where the code decides by a rule.
type use struct {
	file string // from the root of the repository
	name string // of the function or table
}

// A source is a parsed file and its path from the root.
type source struct {
	path string
	*ast.File
}

// sources are the folders that rules are used in.
var sources = [...]string{"getobject", "getobject/sigv4"}

// readSource finds the constant of each rule, and where it is used.
func (r *reference) readSource(root string) error {
	var files []source
	names := map[string]string{} // constants, and the identifiers of their rules
	for _, dir := range sources {
		found, err := parseDir(root, dir)
		if err != nil {
			return err
		}
		files = append(files, found...)
	}
	for _, f := range files {
		readTexts(f.File, names)
	}
	for constant, id := range names {
		if e := r.find(id); e != nil {
			e.constant = constant
		}
	}
	for _, f := range files {
		r.readUses(f, names)
	}
	return nil
}

// parseDir parses the files of a package but for its tests.
func parseDir(root, dir string) (files []source, err error) {
	list, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(dir)))
	if err != nil {
		return nil, err
	}
	for _, d := range list {
		if path.Ext(d.Name()) != ".go" || strings.HasSuffix(d.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, dir, d.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, source{dir + "/" + d.Name(), f})
	}
	return files, nil
}

// readTexts reads the tables that say what each rule is, such as
//
//	RuleMethod: {id: "route/method", …}
func readTexts(f *ast.File, names map[string]string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if row, ok := n.(*ast.KeyValueExpr); ok {
			if text, ok := row.Value.(*ast.CompositeLit); ok {
				if id := textID(text); id != "" {
					names[ruleName(row.Key)] = id
				}
			}
		}
		return true
	})
}

// textID returns the member id of a literal, or "".
func textID(text *ast.CompositeLit) string {
	for _, elt := range text.Elts {
		member, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		name, _ := member.Key.(*ast.Ident)
		if value, ok := member.Value.(*ast.BasicLit); ok && name != nil && name.Name == "id" {
			id, _ := strconv.Unquote(value.Value)
			return id
		}
	}
	return ""
}

// ruleName returns the name of a constant, also of one that a base is taken from and of
// another package's.
func ruleName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.BinaryExpr:
		return ruleName(e.X)
	}
	return ""
}

// readUses notes where a file uses rules.
func (r *reference) readUses(f source, names map[string]string) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			r.readUsesIn(d, use{f.path, d.Name.Name}, names)
		case *ast.GenDecl:
			r.readTables(d, f.path, names)
		}
	}
}

// readTables notes where the variables of a declaration use rules.
func (r *reference) readTables(d *ast.GenDecl, path string, names map[string]string) {
	for _, s := range d.Specs {
		if v, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR {
			r.readUsesIn(v, use{path, v.Names[0].Name}, names)
		}
	}
}

// readUsesIn notes the rules that a declaration decides by. Those that it only compares
// with, and the tables of texts, are not among them.
func (r *reference) readUsesIn(n ast.Node, where use, names map[string]string) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			return false
		case *ast.CaseClause:
			for _, s := range n.Body {
				r.readUsesIn(s, where, names)
			}
			return false
		case *ast.KeyValueExpr:
			lit, ok := n.Value.(*ast.CompositeLit)
			return !ok || textID(lit) == ""
		case *ast.Ident:
			r.addUse(names[n.Name], where)
		}
		return true
	})
}

func (r *reference) addUse(id string, where use) {
	if e := r.find(id); e != nil && !slices.Contains(e.uses, where) {
		e.uses = append(e.uses, where)
	}
}
