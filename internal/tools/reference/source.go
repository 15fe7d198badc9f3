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
	line int    // of the first place in it
}

// A source is a parsed file and its path from the root.
type source struct {
	path string
	set  *token.FileSet
	*ast.File
}

// sources are the folders that have rules, and that rules are used in.
var sources = [...]string{
	"getobject/rule", "getobject", "getobject/sigv4", "getobject/policy",
	"getobject/s3website", "getobject/s3express", "getobject/objectlambda",
}

// readSource finds the variable of each rule, and where it is used.
func (r *reference) readSource(root string) error {
	var files []source
	names := map[string]string{} // ids of rules by how code of the packages names them
	for _, dir := range sources {
		found, err := parseDir(root, dir)
		if err != nil {
			return err
		}
		files = append(files, found...)
		for _, f := range found {
			readRules(f.File, names)
		}
	}
	for name, id := range names {
		if e := r.find(id); e != nil {
			e.constant = name
		}
	}
	for _, f := range files {
		if path.Dir(f.path) != "getobject/rule" {
			r.readUses(f, names)
		}
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
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, filepath.Join(root, dir, d.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, source{dir + "/" + d.Name(), set, f})
	}
	return files, nil
}

// readRules reads the variables that are rules, such as
//
//	Method = &Rule{ID: "route/method", …}
//
// and the rows of the table of response headers, each of which has its rule.
func readRules(f *ast.File, names map[string]string) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			ast.Inspect(v, func(n ast.Node) bool {
				id := ruleID(n)
				if id == "" {
					return true
				}
				names[variable(f, v)+suffix(v, id)] = id
				return false
			})
		}
	}
}

// variable returns how the code names a variable: with its package, if that is rule.
func variable(f *ast.File, v *ast.ValueSpec) string {
	if f.Name.Name == "rule" {
		return "rule." + v.Names[0].Name
	}
	return v.Names[0].Name
}

// suffix tells the rules of one table apart.
func suffix(v *ast.ValueSpec, id string) string {
	if ruleID(v.Values[0]) != "" {
		return ""
	}
	return "[" + id + "]"
}

// ruleID returns the ID of a literal of a rule, or of a pointer to one, or "".
func ruleID(n ast.Node) string {
	if p, ok := n.(*ast.UnaryExpr); ok {
		n = p.X
	}
	text, ok := n.(*ast.CompositeLit)
	if !ok {
		return ""
	}
	for _, elt := range text.Elts {
		member, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		name, _ := member.Key.(*ast.Ident)
		if value, ok := member.Value.(*ast.BasicLit); ok && name != nil && name.Name == "ID" {
			id, _ := strconv.Unquote(value.Value)
			return id
		}
	}
	return ""
}

// readUses notes where a file uses rules.
func (r *reference) readUses(f source, names map[string]string) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			r.readUsesIn(f, d, d.Name.Name, names)
		case *ast.GenDecl:
			r.readTables(f, d, names)
		}
	}
}

// readTables notes where the variables of a declaration use rules.
func (r *reference) readTables(f source, d *ast.GenDecl, names map[string]string) {
	for _, s := range d.Specs {
		if v, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR {
			r.readUsesIn(f, v, v.Names[0].Name, names)
		}
	}
}

// readUsesIn notes the rules that a declaration decides by. Those that it only compares
// with or lists are not among them.
func (r *reference) readUsesIn(f source, n ast.Node, in string, names map[string]string) {
	if in == "rules" || in == "Rules" || in == "IsOtherOperation" {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			return true
		}
		where := use{f.path, in, f.set.Position(n.Pos()).Line}
		if id := ruleID(n); id != "" {
			if where.name == "responseHeaders" {
				r.addUse(id, where)
			}
			return false
		}
		switch n := n.(type) {
		case *ast.BinaryExpr:
			return false
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "rule" {
				r.addUse(names["rule."+n.Sel.Name], where)
				return false
			}
		case *ast.Ident:
			if n.Name != where.name {
				r.addUse(names[n.Name], where)
			}
		}
		return true
	})
}

func (r *reference) addUse(id string, where use) {
	if e := r.find(id); e != nil && !slices.ContainsFunc(e.uses, where.same) {
		e.uses = append(e.uses, where)
	}
}

// same reports whether two uses are in one function or table.
func (u use) same(other use) bool { return u.file == other.file && u.name == other.name }
