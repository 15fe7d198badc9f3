// Command growth measures how the cost of a request grows with what there is, draws it, and prints
// the section of docs/PERFORMANCE.md.
//
//	go run ./internal/tools/growth        takes some minutes
//	go run ./internal/tools/growth -n 1   is quick and rough
//
// It is run in the root of the module. A cost is the least of the rounds, which take turns, of a
// request to the handler without a network: what a machine does beside only adds to it.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

func main() {
	rounds := flag.Int("n", 9, "how many rounds")
	share := flag.Float64("share", 1, "how much of the largest numbers, to be quick")
	only := flag.String("only", "", "the name of the one dimension that is measured")
	flag.Parse()
	if err := run("docs", os.Stdout, *rounds, *share, *only); err != nil {
		fmt.Fprintln(os.Stderr, "growth:", err)
		os.Exit(1)
	}
}

// run measures all dimensions, and writes a plot of each to a folder and the section to w.
func run(folder string, w io.Writer, rounds int, share float64, only string) error {
	fmt.Fprintf(w, "## Growth\n\nWhat a request costs without a network, against what there is: the least of %d rounds. A slope of 0 is a\n"+
		"cost that stays, of 1 one that doubles with what there is; it is that of the last factor of a\nhundred of a curve, by logarithms. Measured on %s, %s, %s on %s, %d processors.\n",
		rounds, time.Now().UTC().Format("2 January 2006"), processor(), runtime.Version(), runtime.GOOS, runtime.NumCPU())
	for _, d := range dimensions {
		if only != "" && only != d.name {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s %s\n", time.Now().Format(time.TimeOnly), d.title)
		curves, err := d.measure(rounds, share)
		if err != nil {
			return fmt.Errorf("%s: %w", d.title, err)
		}
		name := "growth-" + d.name + ".svg"
		if err := os.WriteFile(filepath.Join(folder, name), []byte(plot(d, curves)), 0o666); err != nil {
			return err
		}
		fmt.Fprintf(w, "\n**%s.** %s %s\n\n![%s](%s)\n", d.title, d.says, verdict(curves), d.title, name)
	}
	return nil
}

// processor returns what Linux calls the processor, or elsewhere its architecture: the sections of the page may
// be measured on several machines.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
