package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// A module is one that a package needs.
type module struct {
	Path    string
	Version string
	Dir     string
	Main    bool
	library bool // whether it is needed without tests
}

func (m *module) users() string {
	if m.library {
		return "the library"
	}
	return "tests"
}

// license returns the identifier of the module's licence.
func (m *module) license() (string, error) {
	files, err := filepath.Glob(filepath.Join(m.Dir, "LICEN[CS]E*"))
	if err != nil || len(files) == 0 {
		return "", errors.Join(err, fmt.Errorf("%s has no licence file", m.Path))
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		return "", err
	}
	if id := identify(string(text)); id != "" {
		return id, nil
	}
	return "", fmt.Errorf("%s: the text of %s is not recognized", m.Path, filepath.Base(files[0]))
}

// needed returns the modules that the packages of the module in root need, by path.
func needed(root string) ([]*module, error) {
	library, err := list(root)
	if err != nil {
		return nil, err
	}
	all, err := list(root, "-test")
	if err != nil {
		return nil, err
	}
	for path, m := range all {
		m.library = library[path] != nil
	}
	return slices.SortedFunc(maps.Values(all), func(a, b *module) int { return cmp.Compare(a.Path, b.Path) }), nil
}

// list returns the modules of all packages that those of a module import on the systems
// that it is checked for.
func list(root string, args ...string) (map[string]*module, error) {
	all := map[string]*module{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, arch := range []string{"amd64", "arm64"} {
			env := append(os.Environ(), "GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0")
			if err := listFor(env, root, args, all); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func listFor(env []string, root string, args []string, all map[string]*module) error {
	args = append([]string{"list", "-deps", "-json=Module"}, append(args, "./...")...)
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env, cmd.Stderr = root, env, new(bytes.Buffer)
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go list: %w\n%s", err, cmd.Stderr)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ Module *module }
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case p.Module != nil && !p.Module.Main:
			all[p.Module.Path] = p.Module
		}
	}
}
