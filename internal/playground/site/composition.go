package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Composition says what the engine is made of.
type Composition struct {
	Wasm       int       `json:"wasm"`       // bytes of the engine
	Compressed int       `json:"compressed"` // bytes that are loaded
	Data       int       `json:"data"`       // bytes that are no code: tables, texts, and what the runtime knows of types
	Packages   []Portion `json:"packages"`   // the largest first
}

// A Portion is the code of a package.
type Portion struct {
	Package string `json:"package"`
	Bytes   int    `json:"bytes"`
}

// Compose measures the engine of the repository in a folder.
func Compose(ctx context.Context, root string) (*Composition, error) {
	code, err := compile(ctx, root, "-s -w")
	if err != nil {
		return nil, err
	}
	packed, err := compress(code)
	if err != nil {
		return nil, err
	}
	return compose(ctx, root, len(code), len(packed))
}

// compose measures the engine, whose sizes are known, by building it with the names of functions.
func compose(ctx context.Context, root string, size, compressed int) (*Composition, error) {
	named, err := compile(ctx, root, "")
	if err != nil {
		return nil, err
	}
	c := &Composition{Wasm: size, Compressed: compressed}
	sizes := map[string]int{}
	if c.Data, err = measure(named, sizes); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		c.Packages = append(c.Packages, Portion{name, sizes[name]})
	}
	slices.SortStableFunc(c.Packages, func(a, b Portion) int { return cmp.Compare(b.Bytes, a.Bytes) })
	return c, nil
}

// The sections of a WebAssembly module that are looked at.
const (
	sectionCustom = 0
	sectionImport = 2
	sectionCode   = 10
	sectionData   = 11
)

// errModule means that a module is not of the form that Go's linker gives it.
var errModule = errors.New("site: the engine is no module of WebAssembly with names of functions")

// measure adds up the code of each package of a module with names, and returns the size of its data.
func measure(module []byte, sizes map[string]int) (data int, err error) {
	defer func() {
		if p := recover(); p != nil { // something ends before it should
			err = errModule
		}
	}()
	r := reader(module[8:])
	var imports int
	var bodies []int
	names := map[int]string{}
	for len(r) > 0 {
		id := r.take(1)[0]
		section := reader(r.take(r.number()))
		switch id {
		case sectionImport:
			imports = section.number() // all of them are functions
		case sectionCode:
			for range section.number() {
				n := section.number()
				section.take(n)
				bodies = append(bodies, n)
			}
		case sectionData:
			data = len(section)
		case sectionCustom:
			section.names(names)
		}
	}
	if len(bodies) == 0 || len(names) == 0 {
		return 0, errModule
	}
	for i, n := range bodies {
		sizes[packageOf(names[imports+i])] += n
	}
	return data, nil
}

// packageOf returns the package of a function as the linker names it in a module, where slashes are
// underscores. What the compiler makes for types is a package of its own.
func packageOf(function string) string {
	domain := ""
	for _, d := range [...]string{"github.com_", "vendor_golang.org_"} {
		if strings.HasPrefix(function, d) {
			domain = d
		}
	}
	name, _, _ := strings.Cut(function[len(domain):], ".")
	switch {
	case strings.HasPrefix(function, "type_"):
		return "comparisons of types"
	case domain == "" && !strings.Contains(function, "."):
		return "entries from the page"
	}
	return strings.ReplaceAll(domain+name, "_", "/")
}

// A reader reads numbers and names of a module.
type reader []byte

func (r *reader) take(n int) []byte {
	head := (*r)[:n]
	*r = (*r)[n:]
	return head
}

// number reads a number in LEB128.
func (r *reader) number() (n int) {
	for shift := 0; ; shift += 7 {
		b := r.take(1)[0]
		if n |= int(b&0x7f) << shift; b < 0x80 {
			return n
		}
	}
}

// names reads the names of functions, if the section is the one that has them.
func (r *reader) names(into map[int]string) {
	if string(r.take(r.number())) != "name" {
		return
	}
	for len(*r) > 0 {
		id := r.take(1)[0]
		part := reader(r.take(r.number()))
		if id != 1 {
			continue
		}
		for range part.number() {
			i := part.number()
			into[i] = string(part.take(part.number()))
		}
	}
}

// most is how many packages a table names.
const most = 30

// Table returns the composition as a table of Markdown.
func (c *Composition) Table() string {
	var b strings.Builder
	total := 0
	for _, p := range c.Packages {
		total += p.Bytes
	}
	row := func(name string, bytes int) {
		fmt.Fprintf(&b, "| %s | %d | %.1f |\n", name, (bytes+512)>>10, 100*float64(bytes)/float64(c.Wasm))
	}
	b.WriteString("| what | KiB | % |\n| --- | --- | --- |\n")
	row("all, which is compressed to "+strconv.Itoa((c.Compressed+512)>>10)+" KiB", c.Wasm)
	row("data: tables, texts, and what the runtime knows of types and functions", c.Data)
	row("code", total)
	for i, p := range c.Packages {
		if i == most {
			break
		}
		total -= p.Bytes
		row("`"+p.Package+"`", p.Bytes)
	}
	row(fmt.Sprintf("%d other packages", max(0, len(c.Packages)-most)), total)
	return b.String()
}
