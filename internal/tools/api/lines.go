package main

import (
	"fmt"
	"go/types"
	"slices"
)

// A lister writes the lines of a package.
type lister struct {
	pkg *types.Package
	all []string
}

// lines returns the lines of a package, sorted.
func lines(pkg *types.Package) []string {
	l := &lister{pkg: pkg}
	for _, name := range pkg.Scope().Names() {
		if o := pkg.Scope().Lookup(name); o.Exported() {
			l.object(o)
		}
	}
	slices.Sort(l.all)
	return slices.Compact(l.all)
}

func (l *lister) add(format string, args ...any) { l.all = append(l.all, fmt.Sprintf(format, args...)) }

// text returns a type as code of the package writes it.
func (l *lister) text(t types.Type) string { return types.TypeString(t, l.qualifier) }

func (l *lister) qualifier(p *types.Package) string {
	if p == l.pkg {
		return ""
	}
	return p.Name()
}

func (l *lister) object(o types.Object) {
	switch o := o.(type) {
	case *types.Const:
		if l.isEnumeration(o) {
			l.add("const %s %s", o.Name(), l.text(o.Type()))
			return
		}
		l.add("const %s %s = %s", o.Name(), l.text(o.Type()), o.Val().ExactString())
	case *types.Var:
		l.add("var %s %s", o.Name(), l.text(o.Type()))
	case *types.Func:
		l.add("func %s", l.signature(o))
	case *types.TypeName:
		l.typeName(o)
	}
}

// isEnumeration reports whether a constant is a number of a type of the package, which
// stands for a name.
func (l *lister) isEnumeration(c *types.Const) bool {
	named, ok := c.Type().(*types.Named)
	if !ok || named.Obj().Pkg() != l.pkg {
		return false
	}
	basic, ok := named.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// signature returns the name of a function with its parameters and results, without "func".
func (l *lister) signature(f *types.Func) string {
	return f.Name() + l.text(f.Type())[len("func"):]
}

func (l *lister) typeName(o *types.TypeName) {
	if o.IsAlias() {
		l.add("type %s = %s", o.Name(), l.text(types.Unalias(o.Type())))
		return
	}
	name := l.text(o.Type())
	switch u := o.Type().Underlying().(type) {
	case *types.Struct:
		l.add("type %s struct", name)
		l.fields(name, u)
	case *types.Interface:
		l.add("type %s interface", name)
		l.interfaceMethods(name, u)
		return
	default:
		l.add("type %s %s", name, l.text(u))
	}
	l.methods(o.Type())
}

func (l *lister) fields(name string, s *types.Struct) {
	for f := range s.Fields() {
		switch {
		case !f.Exported():
		case f.Embedded():
			l.add("type %s struct, embeds %s", name, l.text(f.Type()))
		default:
			l.add("type %s struct, field %s %s", name, f.Name(), l.text(f.Type()))
		}
	}
}

// interfaceMethods lists the methods that an implementation must have. One that nobody else
// can have closes the interface.
func (l *lister) interfaceMethods(name string, u *types.Interface) {
	for f := range u.Methods() {
		if f.Exported() {
			l.add("type %s interface, method %s", name, l.signature(f))
		} else {
			l.add("type %s interface, has unexported methods", name)
		}
	}
}

// methods lists the methods of a type and those of what it embeds.
func (l *lister) methods(t types.Type) {
	values := types.NewMethodSet(t)
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		f := m.Obj().(*types.Func)
		if !f.Exported() {
			continue
		}
		receiver := l.text(t)
		if values.Lookup(f.Pkg(), f.Name()) == nil {
			receiver = "*" + receiver
		}
		l.add("method (%s) %s", receiver, l.signature(f))
	}
}
