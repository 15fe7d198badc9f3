package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// A batch is the mutants of one file, which are built together as far as they can be.
type batch struct {
	*workspace
	target  target
	file    string
	mutants []mutant
	limits  []time.Duration // that each suite may take

	verdicts map[int]verdict // by number
	programs []string        // a program of tests for each suite, with all mutants in it
	embedded map[int]bool    // the numbers of the mutants in the programs
}

// prepare builds the programs. Mutants that are no Go get their verdict and are left out.
// Where the schemata cannot be built, or fail their tests without a mutant, as it may
// where a test counts allocations, the batch is left without programs.
func (b *batch) prepare(ctx context.Context) error {
	src, err := os.ReadFile(b.path(b.file))
	if err != nil {
		return err
	}
	b.verdicts, b.embedded = map[int]verdict{}, map[int]bool{}
	name := regexp.MustCompile(`(?m)^package \w+`).Find(src)
	extra := b.path(path.Join(b.target.name, "mutant__.go"))
	defer func() { errors.Join(os.WriteFile(b.path(b.file), src, 0o666), os.RemoveAll(extra)) }()
	if err := os.WriteFile(extra, append(name, chooser...), 0o666); err != nil {
		return err
	}
	built, err := b.build(ctx, src)
	if err != nil || !built {
		return err
	}
	for i := range b.programs {
		if out, err := b.run(ctx, i, 0); err != nil {
			fmt.Fprintf(os.Stderr, "%s: one by one, because tests fail without a mutant:\n%s", b.file, out)
			b.programs, b.embedded = nil, nil
			break
		}
	}
	return nil
}

// build makes the schemata and builds them until no mutant is left that is no Go. It returns false if
// something else is wrong.
func (b *batch) build(ctx context.Context, src []byte) (bool, error) {
	left := slices.Clone(b.mutants)
	for {
		f, err := newSchemata(src, left)
		if err != nil {
			return false, err
		}
		if err := os.WriteFile(b.path(b.file), f.src, 0o666); err != nil {
			return false, err
		}
		out, err := b.compile(ctx)
		if err == nil {
			for _, s := range f.spans {
				b.embedded[s.number] = true
			}
			return true, nil
		}
		wrong := b.wrong(f, out)
		if ctx.Err() != nil || len(wrong) == 0 {
			fmt.Fprintf(os.Stderr, "%s: one by one, because this cannot be built:\n%s", b.file, out)
			return false, ctx.Err()
		}
		for number := range wrong {
			b.verdicts[number] = notBuilt
			left[number-1] = mutant{start: -1} // lies in no function
		}
	}
}

// wrong returns the numbers of the mutants in whose lines the compiler finds a fault.
func (b *batch) wrong(f *schemata, output string) map[int]bool {
	numbers := map[int]bool{}
	place := regexp.MustCompile(`(?m)^\S*\b` + regexp.QuoteMeta(path.Base(b.file)) + `:([0-9]+):`)
	for _, m := range place.FindAllStringSubmatch(output, -1) {
		line, _ := strconv.Atoi(m[1])
		if number := f.at(line); number != 0 {
			numbers[number] = true
		}
	}
	return numbers
}

// compile builds a program of tests for each suite.
func (b *batch) compile(ctx context.Context) (string, error) {
	b.programs = nil
	for i, s := range b.target.tests {
		program := filepath.Join(b.root, fmt.Sprintf("suite%d.test", i))
		cmd := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-p=1", "-o="+program,
			"-gcflags="+b.module+"/"+b.target.name+"=-e", "./"+s.folder)
		cmd.Dir = b.root
		if out, err := cmd.CombinedOutput(); err != nil {
			return string(out), err
		}
		b.programs = append(b.programs, program)
	}
	return "", nil
}

// run runs the program of suite i with a mutant, or with none for the number 0.
func (b *batch) run(ctx context.Context, i, number int) (string, error) {
	s := b.target.tests[i]
	cmd := exec.CommandContext(ctx, b.programs[i], "-test.short", "-test.failfast",
		"-test.timeout="+b.limits[i].String(), "-test.run="+s.run, "-test.skip="+s.skip)
	cmd.Dir = b.path(s.folder)
	cmd.Env = append(os.Environ(), selector+"="+strconv.Itoa(number))
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// judge returns the verdict on a mutant by its number.
func (b *batch) judge(ctx context.Context, number int) (v verdict, err error) {
	if v, ok := b.verdicts[number]; ok {
		return v, nil
	}
	if !b.embedded[number] {
		return b.workspace.judge(ctx, b.target, b.mutants[number-1], b.limits)
	}
	defer func() { err = errors.Join(err, b.forget(b.target)) }()
	for i := range b.programs {
		out, err := b.run(ctx, i, number)
		if ctx.Err() != nil {
			return lived, ctx.Err()
		}
		if err != nil {
			return verdictOf(out), nil
		}
	}
	return lived, nil
}
