// Command api keeps the listing of what the library exports, one file of docs/api for each
// package, so that a change of the API is seen in review.
//
//	go run ./internal/tools/api       compares, prints what differs and exits with 1
//	go run ./internal/tools/api -w    writes the files
//
// It is run in the root of the module. A line is one thing that code can depend on: a
// constant, variable, function, type, field or method, with its type. The numbers of
// enumerations are left out, because they are not promised.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// folder has the listings.
const folder = "docs/api"

func main() {
	write := flag.Bool("w", false, "write the listing")
	flag.Parse()
	if err := run(".", *write, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "api:", err)
		os.Exit(1)
	}
}

// run compares the listing of the module in root with what it exports, or writes it.
func run(root string, write bool, w io.Writer) error {
	want, err := load(root)
	if err != nil {
		return err
	}
	dir := filepath.Join(root, filepath.FromSlash(folder))
	if write {
		return save(dir, want)
	}
	got, err := saved(dir)
	if err != nil {
		return err
	}
	if !compare(w, got, want) {
		return errors.New("docs/api is not current: if the change is meant, go run ./internal/tools/api -w, and say so in CHANGELOG.md")
	}
	return nil
}

// save writes a file for each package and removes those of packages that are gone.
func save(dir string, all map[string][]string) error {
	err := os.RemoveAll(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o777)
	}
	for name, lines := range all {
		text := strings.Join(lines, "\n") + "\n"
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	return err
}

// saved reads the files.
func saved(dir string) (map[string][]string, error) {
	all := map[string][]string{}
	list, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	}
	for _, d := range list {
		text, readErr := os.ReadFile(filepath.Join(dir, d.Name()))
		err = errors.Join(err, readErr)
		all[d.Name()] = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	}
	return all, err
}

// compare prints the lines that only one of the two has, and reports whether there are none.
func compare(w io.Writer, got, want map[string][]string) bool {
	same := true
	names := maps.Clone(got)
	maps.Copy(names, want)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		same = same && slices.Equal(got[name], want[name])
		for _, line := range got[name] {
			if !slices.Contains(want[name], line) {
				fmt.Fprintf(w, "%s: - %s\n", name, line)
			}
		}
		for _, line := range want[name] {
			if !slices.Contains(got[name], line) {
				fmt.Fprintf(w, "%s: + %s\n", name, line)
			}
		}
	}
	return same
}
