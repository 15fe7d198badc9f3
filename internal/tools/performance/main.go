// Command performance writes docs/PERFORMANCE.md: what a read costs, beside what the standard library
// or the bare algorithm costs in the same run.
//
//	go run ./internal/tools/performance        measures for some minutes, and writes the page
//	go run ./internal/tools/performance -n 1   measures once, which is quick and rough
//
//	go run ./internal/tools/performance -sections=false   leaves out what other commands measure
//	go run ./internal/tools/performance -only Growth      measures one section anew, and leaves all else
//
// It is run in the root of the module. Each round runs every benchmark once, so that both sides of a
// ratio see the same minutes of the machine, and a number is the median of the rounds.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// page is what is written.
const page = "docs/PERFORMANCE.md"

func main() {
	rounds := flag.Int("n", 5, "how many rounds")
	others := flag.Bool("sections", true, "run the commands whose sections follow")
	only := flag.String("only", "", "the heading of the one section that is measured")
	flag.Parse()
	var list []section
	if *others {
		list = sections
	}
	var err error
	if *only != "" {
		err = renew(".", *rounds, *only)
	} else {
		err = run(".", *rounds, "1s", list)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "performance:", err)
		os.Exit(1)
	}
}

// run measures the module in a folder and writes its page.
func run(root string, rounds int, benchtime string, sections []section) error {
	m, err := measure(root, rounds, benchtime)
	if err != nil {
		return err
	}
	text, err := m.page(time.Now())
	if err != nil {
		return err
	}
	for _, s := range sections {
		more, err := s.print(root, rounds)
		if err != nil {
			return err
		}
		text += "\n" + more
	}
	return os.WriteFile(filepath.Join(root, page), []byte(text), 0o666)
}

// renew measures one section of the page anew.
func renew(root string, rounds int, heading string) error {
	i := slices.IndexFunc(sections, func(s section) bool { return s.heading == heading })
	if i < 0 {
		return fmt.Errorf("there is no section %q", heading)
	}
	path := filepath.Join(root, page)
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	with, err := sections[i].print(root, rounds)
	if err != nil {
		return err
	}
	renewed, ok := replace(string(text), heading, with)
	if !ok {
		return fmt.Errorf("%s has no section %q", page, heading)
	}
	return os.WriteFile(path, []byte(renewed), 0o666)
}

// A measurement is what the benchmarks have said.
type measurement struct {
	machine string
	version string
	rounds  int
	results map[string][]result // by benchmark, one for each round
}

// measure runs the benchmarks of all rows.
func measure(root string, rounds int, benchtime string) (*measurement, error) {
	m := &measurement{version: runtime.Version(), rounds: rounds, results: map[string][]result{}}
	for range rounds {
		for _, dir := range folders() {
			cmd := exec.Command("go", "test", "-run", "^$", "-bench", pattern(dir), "-benchmem", "-benchtime", benchtime, "./"+dir)
			cmd.Dir, cmd.Stderr = root, os.Stderr
			out, err := cmd.Output()
			if err != nil {
				return nil, fmt.Errorf("%s: %w: %s", dir, err, out)
			}
			m.read(dir, string(out))
		}
	}
	return m, nil
}

// folders returns the packages of all rows.
func folders() (list []string) {
	for _, r := range rows {
		list = append(list, r.ours.dir)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
