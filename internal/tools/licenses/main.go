// Command licenses keeps docs/LICENSES.md, which lists the modules that the packages of
// this one need, with their licences as SPDX identifiers.
//
//	go run ./internal/tools/licenses       compares, and exits with 1 if the page is not current
//	go run ./internal/tools/licenses -w    writes the page
//
// It is run in the root of the module and reads the licence files of the module cache. A
// text that it does not recognize is an error.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	write := flag.Bool("w", false, "write the page")
	flag.Parse()
	if err := run(".", *write); err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
}

// run compares the page of the module in root, or writes it.
func run(root string, write bool) error {
	want, err := page(root)
	if err != nil {
		return err
	}
	file := filepath.Join(root, "docs", "LICENSES.md")
	if write {
		return os.WriteFile(file, []byte(want), 0o666)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		return errors.Join(err, errors.New("docs/LICENSES.md is not current: go run ./internal/tools/licenses -w"))
	}
	return nil
}

// page returns the text of the page.
func page(root string) (string, error) {
	all, err := needed(root)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(head)
	for _, m := range all {
		id, err := m.license()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", m.Path, m.Version, id, m.users())
	}
	return b.String(), nil
}

const head = `# Licences of dependencies

<!-- Written by go run ./internal/tools/licenses -w. Do not edit. -->

This module is under the Apache License 2.0. These are the modules that its packages and
their tests import, directly or not. A program that imports the library is built with those
of the library alone. The module of ` + "`internal/interop`" + ` is no part of this one and brings its own.

| module | version | SPDX identifier | needed by |
| --- | --- | --- | --- |
`
