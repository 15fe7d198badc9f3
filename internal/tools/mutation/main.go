// Command mutation asks whether the tests would notice a fault: it makes small changes to
// the code, one at a time, and runs the tests of the package on each.
//
//	go -C internal/tools/mutation run . [-only regexp] [-for duration] [target ...]
//
// It works in a copy of the repository, which is found from this folder or named by -root.
// The targets are the rows of the table in targets.go; without arguments it takes all of
// them, in order.
//
// # The changes
//
//	negation    a comparison, or a condition, says the opposite
//	boundary    < is <=, and > is >=
//	logical     && is ||
//	never       the body of an if, a case or a loop is not reached
//	arithmetic  + is -, * is /, << is >>, & is |, also where they assign
//	increment   ++ is --
//	constant    a number or a character is one more, and one less
//	boolean     true is false
//	statement   a call, an assignment, a break or a continue is gone
//	return      a result is its zero value, or says the opposite
//	row         a row of a table is gone
//
// # The verdicts
//
//	killed     a test failed
//	timed out  the tests did not end, which a person would have noticed
//	lived      no test failed: one is missing, or the change cannot be seen
//	uncovered  no test runs the line, so that none was asked
//	not built  the change is no Go, which says nothing of the tests
//
// The score is the share of killed and timed out among all that could be built.
//
// # How it is quick
//
// All mutants of the functions of a file are built at once: a function begins by calling
// a copy of itself that has the chosen mutant, which an environment variable chooses. So
// a mutant costs a run of the tests and no build. Those outside of functions are built
// one by one, and so are all of a file whose tests fail on that detour, which counts as an
// allocation here and there.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "mutation:", err)
		os.Exit(1)
	}
}

// run does what the arguments say and reports on w.
func run(ctx context.Context, args []string, w io.Writer) error {
	flags := flag.NewFlagSet("mutation", flag.ContinueOnError)
	flags.SetOutput(w)
	only := flags.String("only", "", "try only the mutants whose line of the report matches this `regexp`")
	limit := flags.Duration("for", 24*time.Hour, "begin no mutant after this `time`")
	root := flags.String("root", filepath.Join("..", "..", ".."), "`folder` of the module whose copy is changed")
	if err := flags.Parse(args); err != nil {
		return err
	}
	filter, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	chosen, err := choose(flags.Args())
	if err != nil {
		return err
	}
	ws, err := newWorkspace(os.DirFS(*root))
	if err != nil {
		return err
	}
	defer ws.close()
	end := time.Now().Add(*limit)
	for _, t := range chosen {
		if err := ws.try(ctx, w, t, filter, end); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return nil
}

// choose returns the targets with the names, in the order of the table.
func choose(names []string) (chosen []target, err error) {
	for _, name := range names {
		if !slices.ContainsFunc(targets[:], func(t target) bool { return t.name == name }) {
			return nil, fmt.Errorf("no target %q", name)
		}
	}
	for _, t := range targets {
		if len(names) == 0 || slices.Contains(names, t.name) {
			chosen = append(chosen, t)
		}
	}
	return chosen, nil
}
