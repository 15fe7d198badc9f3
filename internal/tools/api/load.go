package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"io"
	"os"
	"os/exec"
	"strings"
)

// A listed package is what go list says of one.
type listed struct {
	ImportPath string
	Name       string
	Export     string // the file of its export data
	Module     *struct {
		Path string
		Main bool
	}
}

// public reports whether other modules can import the package, and are meant to.
func (p *listed) public() bool {
	return p.Module != nil && p.Module.Main && p.Name != "main" &&
		!strings.Contains(p.ImportPath+"/", "/internal/") && !strings.Contains(p.ImportPath, "/examples/")
}

// load returns the lines of each public package of a module, by the name of its file.
func load(root string) (map[string][]string, error) {
	packages, err := list(root)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for _, p := range packages {
		exports[p.ImportPath] = p.Export
	}
	imp := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	all := map[string][]string{}
	for _, p := range packages {
		if !p.public() {
			continue
		}
		pkg, err := imp.Import(p.ImportPath)
		if err != nil {
			return nil, err
		}
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, p.Module.Path), "/")
		all[strings.ReplaceAll(name, "/", "-")+".txt"] = lines(pkg)
	}
	return all, nil
}

// list builds the packages of a module, and returns them with all that they import.
func list(root string) (packages []*listed, err error) {
	cmd := exec.Command("go", "list", "-deps", "-export", "-json=ImportPath,Name,Export,Module", "./...")
	cmd.Dir = root
	cmd.Stderr = new(bytes.Buffer)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, cmd.Stderr)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		switch err := d.Decode(p); {
		case errors.Is(err, io.EOF):
			return packages, nil
		case err != nil:
			return nil, err
		}
		packages = append(packages, p)
	}
}
