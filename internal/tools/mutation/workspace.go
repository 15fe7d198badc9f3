package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A workspace is a copy of the module in which mutants are made, so that the module
// itself never has one and may be worked on meanwhile.
type workspace struct {
	root   string
	module string
	least  time.Duration // that a suite may take on a mutant
}

// newWorkspace copies a module.
func newWorkspace(module fs.FS) (*workspace, error) {
	mod, err := fs.ReadFile(module, "go.mod")
	if err != nil {
		return nil, fmt.Errorf("not in the root of a module: %w", err)
	}
	first, _, _ := strings.Cut(string(mod), "\n")
	root, err := os.MkdirTemp("", "mutation")
	if err != nil {
		return nil, err
	}
	ws := &workspace{root, strings.TrimPrefix(first, "module "), 5 * time.Second}
	if err := ws.copy(module); err != nil {
		return nil, errors.Join(err, ws.close())
	}
	return ws, nil
}

// copy copies every file but those of git.
func (ws *workspace) copy(module fs.FS) error {
	return fs.WalkDir(module, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(ws.path(p), 0o777)
		case !d.Type().IsRegular():
			return nil
		}
		data, err := fs.ReadFile(module, p)
		if err != nil {
			return err
		}
		return os.WriteFile(ws.path(p), data, 0o666)
	})
}

func (ws *workspace) path(p string) string { return filepath.Join(ws.root, filepath.FromSlash(p)) }

func (ws *workspace) close() error { return os.RemoveAll(ws.root) }

// files returns the paths of the files of t.
func (ws *workspace) files(t target) (all []string, err error) {
	names, err := filepath.Glob(ws.path(t.name + "/*.go"))
	for _, name := range names {
		if name = filepath.Base(name); t.has(name) {
			all = append(all, path.Join(t.name, name))
		}
	}
	return all, err
}

// mutants returns the mutants of a file that the filter matches.
func (ws *workspace) mutants(file string, filter matcher) ([]mutant, error) {
	src, err := os.ReadFile(ws.path(file))
	if err != nil {
		return nil, err
	}
	all, err := find(file, src)
	return slices.DeleteFunc(all, func(m mutant) bool { return !filter.MatchString(m.String()) }), err
}

// measure runs the tests of t as they are, which have to pass, and returns what they
// cover and how long each suite may take on a mutant. Counting what is covered makes tests
// slow, so that the time is that of a second run.
func (ws *workspace) measure(ctx context.Context, t target) (c coverage, limits []time.Duration, err error) {
	var profiles strings.Builder
	for _, s := range t.tests {
		profile := ws.path("mutation.cover")
		out, err := ws.test(ctx, s, 10*time.Minute, "-coverprofile="+profile, "-coverpkg=./"+t.name)
		if err != nil {
			return c, nil, fmt.Errorf("tests of %s fail without a mutant: %w\n%s", s.folder, err, out)
		}
		data, err := os.ReadFile(profile)
		if err != nil {
			return c, nil, err
		}
		profiles.Write(data)
		if out, err = ws.test(ctx, s, 10*time.Minute); err != nil {
			return c, nil, err
		}
		limits = append(limits, max(ws.least, 10*elapsed(out)))
	}
	c, err = readCoverage(profiles.String(), ws.module)
	return c, limits, err
}

// ran finds how long the tests of a package took, in the line that says that they passed.
var ran = regexp.MustCompile(`(?m)^ok\s+\S+\s+([0-9.]+s)`)

// elapsed returns the time that the tests took which wrote output; building them is no
// part of it.
func elapsed(output string) time.Duration {
	m := ran.FindStringSubmatch(output)
	if m == nil {
		return 0
	}
	d, _ := time.ParseDuration(m[1])
	return d
}

// test runs a suite. Tests that honour -short leave out what takes long.
func (ws *workspace) test(ctx context.Context, s suite, limit time.Duration, args ...string) (string, error) {
	args = append([]string{"test", "-short", "-failfast", "-vet=off", "-count=1", "-p=1", "-run=" + s.run, "-skip=" + s.skip,
		"-timeout=" + limit.String()}, args...)
	cmd := exec.CommandContext(ctx, "go", append(args, "./"+s.folder)...)
	cmd.Dir = ws.root
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// try gives each mutant of t that the filter matches its verdict, and reports.
func (ws *workspace) try(ctx context.Context, w io.Writer, t target, filter matcher, end time.Time) error {
	files, err := ws.files(t)
	if err != nil {
		return err
	}
	covered, limits, err := ws.measure(ctx, t)
	if err != nil {
		return err
	}
	var r report
	for _, file := range files {
		all, err := ws.mutants(file, filter)
		if err != nil {
			return err
		}
		b := &batch{workspace: ws, target: t, file: file, mutants: all, limits: limits}
		if err := r.judge(ctx, w, b, covered, end); err != nil {
			return err
		}
	}
	r.end(w, t)
	return nil
}

// judge makes a mutant, runs the tests on it, and unmakes it.
func (ws *workspace) judge(ctx context.Context, t target, m mutant, limits []time.Duration) (v verdict, err error) {
	file := ws.path(m.file)
	src, err := os.ReadFile(file)
	if err != nil {
		return lived, err
	}
	if err := os.WriteFile(file, m.apply(src), 0o666); err != nil {
		return lived, err
	}
	defer func() { err = errors.Join(err, os.WriteFile(file, src, 0o666), ws.forget(t)) }()
	for i, s := range t.tests {
		out, err := ws.test(ctx, s, limits[i])
		if ctx.Err() != nil {
			return lived, ctx.Err()
		}
		if err != nil {
			return verdictOf(out), nil
		}
	}
	return lived, nil
}

// forget removes the inputs that rapid keeps of a law that failed, with which the next
// mutant would be killed although nothing that is kept in the repository does it.
func (ws *workspace) forget(t target) (err error) {
	for _, s := range t.tests {
		err = errors.Join(err, os.RemoveAll(ws.path(s.folder+"/testdata/rapid")))
	}
	return err
}
