// Reference writes the pages of docs: what every rule says, who says so, where the code
// is and which vectors show it; the diagram of all decisions; and the answers to "why is
// this a 304?".
//
//	go run ./internal/tools/reference
//	go run ./internal/tools/reference -site DIR
//
// With -site it writes the same into a folder instead, as data for the playground.
//
// Everything comes from the tables of package getobject, the source text and the vectors.
// The steps are those that [getobject.Operation.Explain] tells of each vector. A rule
// without a sentence, a section, a use, or a vector or example is a fault, and nothing is
// written.
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	site := flag.String("site", "", "write the data of the playground into this folder, and no pages")
	flag.Parse()
	err := error(nil)
	if *site != "" {
		err = writeSite(".", *site)
	} else {
		err = update(".")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}

// update writes the pages of the repository in a folder.
func update(root string) error {
	pages, err := pages(root)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		file := filepath.Join(root, "docs", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(pages[name]), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// pages returns the pages of docs by their names.
func pages(root string) (map[string]string, error) {
	r, err := read(root)
	if err != nil {
		return nil, err
	}
	return r.pages()
}

func (r *reference) pages() (map[string]string, error) {
	if faults := r.gaps(); len(faults) > 0 {
		return nil, fmt.Errorf("the rules are not complete:\n%s", strings.Join(faults, "\n"))
	}
	return map[string]string{
		"RULES.md":      r.rulesPage(),
		"ANSWERS.md":    r.answersPage(),
		"decision.svg":  r.decision().SVG(),
		"endpoints.svg": r.endpoints().SVG(),
	}, nil
}
